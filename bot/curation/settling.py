"""A knowledge directory read whole: never while somebody is writing into it."""

import asyncio
from collections.abc import Mapping
from pathlib import Path

from knowledge.errors import CorpusError
from knowledge.reading import read_directory

SETTLED = 0.3
"""Seconds in which nothing may change: half a file stands for no longer while it is copied."""

MOST_READINGS = 10
"""Readings before giving up: an editor or a checkout is done in a second or two."""


async def read_settled(directory: Path) -> dict[str, bytes]:
    """Read a directory that two readings find alike; raise CorpusError where none does.

    Half a file can be valid and even prove, with the rest of its entries missing.
    """
    files = await _read(directory)
    for _ in range(MOST_READINGS):
        await asyncio.sleep(SETTLED)
        again = await _read(directory)
        if isinstance(again, Mapping) and again == files:
            return again
        files = again
    if isinstance(files, CorpusError):
        raise files
    raise CorpusError([f"{directory}: it keeps changing; try again when it is written"])


async def _read(directory: Path) -> dict[str, bytes] | CorpusError:
    """Read once; what cannot be read now may be in a moment."""
    try:
        return await asyncio.to_thread(read_directory, directory)
    except CorpusError as error:
        return error
