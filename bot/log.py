"""Logging: the standard library's, configured once."""

import logging
import sys


def configure(level: str) -> None:
    """Log to standard error: standard output belongs to the answers."""
    logging.basicConfig(
        stream=sys.stderr,
        level=level,
        format="%(asctime)s %(levelname)s %(name)s: %(message)s",
    )
