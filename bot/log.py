"""Logging: the standard library's, configured once; a line a record, and no secrets in it."""

import logging
import re
import sys
from types import TracebackType

FORMAT = "%(asctime)s %(levelname)s %(name)s: %(message)s"

REDACTED = "[redacted]"

SECRETS = re.compile(
    r"""
      \b xox[a-z] (?: \.xox[a-z] )? - [\w-]+              # Slack's tokens: bot, user, refresh
    | \b xapp - [\w-]+                                    # and of apps
    | \b [MNO] [\w-]{22,} \. [\w-]{5,} \. [\w-]{25,}      # Discord's: a number, a time, a proof
    | \b mfa \. [\w-]{20,}
    | \b eyJ [\w-]+ \. [\w-]+ \. [\w-]+                   # a JSON web token
    | (?<= hooks\.slack\.com/ ) [^\s"'<>]+                # where anyone may post: Slack's
    | (?<= hooks\.slack-gov\.com/ ) [^\s"'<>]+
    | (?: (?<= /webhooks/ ) | (?<= /interactions/ ) ) \d+ / [^\s/?"'<>]+    # and Discord's
    | (?<= :// ) [^\s/@:"']* : [^\s/"']+ (?= @ )          # a name and a password in an address
    | (?<= ticket= ) [^\s&"'<>]+                          # Slack's key to a socket
    | (?<= Bot[ ] ) [\w.-]{20,} | (?<= Bearer[ ] ) [\w.-]{20,}
    """,
    re.VERBOSE | re.ASCII,
)
"""Secrets by their shape, whoever wrote them into a log, and wherever they came from."""

UNSEEN = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]")
"""Characters that end a line, steer a terminal or turn the direction of what is read."""


class OneLine(logging.Formatter):
    """Writes a record as one line, with a traceback indented below: none can be forged."""

    def format(self, record: logging.LogRecord) -> str:
        """Write a record without secrets."""
        record.exc_text = None  # Another handler may have left it as it came.
        return redact(super().format(record))

    def formatMessage(self, record: logging.LogRecord) -> str:  # noqa: N802 - logging's name
        """Write the line itself."""
        return _visible(super().formatMessage(record))

    def formatException(self, ei: "logging._SysExcInfoType") -> str:  # noqa: N802 - logging's name
        """Write a traceback."""
        return _indented(super().formatException(ei))

    def formatStack(self, stack_info: str) -> str:  # noqa: N802 - logging's name
        """Write where something was logged."""
        return _indented(super().formatStack(stack_info))


def configure(level: str) -> None:
    """Log to standard error: standard output belongs to the answers."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(OneLine(FORMAT))
    logging.basicConfig(handlers=[handler], level=level)
    sys.excepthook = _log_uncaught


def redact(text: str) -> str:
    """Take the secrets out of a text."""
    return SECRETS.sub(REDACTED, text)


def _visible(text: str) -> str:
    return UNSEEN.sub(lambda found: found[0].encode("unicode_escape").decode(), text)


def _indented(text: str) -> str:
    return "\n".join(f"    {_visible(line)}" for line in text.split("\n"))


def _log_uncaught(
    kind: type[BaseException], error: BaseException, trace: TracebackType | None
) -> None:
    """Log what nobody caught: Python itself would print it with every secret."""
    if issubclass(kind, KeyboardInterrupt):
        return
    logging.getLogger("bot").critical("ended by an error", exc_info=(kind, error, trace))
