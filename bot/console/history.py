"""The lines typed in earlier chats, kept where that is possible."""

from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from prompt_toolkit.history import FileHistory

FILE_NAME = "history"


class ForgivingHistory(FileHistory):
    """A history that a full disk or a missing right does not turn into a failure."""

    def load_history_strings(self) -> Iterable[str]:
        """Give earlier lines, newest first; none where the file cannot be read."""
        try:
            return list(super().load_history_strings())
        except OSError:
            return []

    def store_string(self, string: str) -> None:
        """Keep a line, if that is possible."""
        with suppress(OSError):
            super().store_string(string)


def open_history(directory: Path) -> ForgivingHistory:
    """Open the history of a state directory, which is made if it can be."""
    with suppress(OSError):
        # What someone asked is for their eyes only.
        directory.mkdir(mode=0o700, parents=True, exist_ok=True)
    return ForgivingHistory(directory / FILE_NAME)
