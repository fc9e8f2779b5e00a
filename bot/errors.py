"""What can go wrong outside the knowledge, and the exit code of each way to end.

BotError                 the message is for the operator: what, where, what to do
├── InputError           a file given on the command line cannot be used
├── PlatformError        a chat platform turns us away, and waiting will not mend it
├── ConfigurationError   a setting is wrong
└── StoreError           the database fails: what is stored rests, answering goes on
"""

from collections.abc import Iterable
from enum import IntEnum


class ExitCode(IntEnum):
    """How a command ends; from 64 up as in BSD's sysexits.h."""

    ANSWERED = 0
    NOT_ANSWERED = 3
    BAD_DATA = 65
    UNAVAILABLE = 69
    BAD_CONFIGURATION = 78


class BotError(Exception):
    """The bot cannot go on."""

    exit_code = ExitCode.UNAVAILABLE


class InputError(BotError):
    """A file that cannot be read, written or understood."""

    exit_code = ExitCode.BAD_DATA

    def __init__(self, path: object, problem: str) -> None:
        super().__init__(f"{path}: {problem}")


class PlatformError(BotError):
    """A chat platform that cannot be used as it is set up."""


class ConfigurationError(BotError):
    """Settings that cannot be used: one line for each, without its value."""

    exit_code = ExitCode.BAD_CONFIGURATION

    def __init__(self, faults: Iterable[str]) -> None:
        super().__init__("\n".join(faults))


class StoreError(BotError):
    """The store cannot do what was asked; answering goes on without it."""

    def __init__(self, where: str, problem: str, advice: str) -> None:
        # Kept apart, it can be handed from one process to another.
        super().__init__(where, problem, advice)

    def __str__(self) -> str:
        """Tell it in one line."""
        where, problem, advice = self.args
        return f"store {where}: {problem}; {advice}"
