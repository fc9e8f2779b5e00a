"""The channels in which every message is taken for a question.

The store holds them; without one, a small file does.
"""

import json
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from typing import Protocol

FILE_NAME = "ask-channels.json"


class Channels(Protocol):
    """Remembers ask-channels by platform and id."""

    def holds(self, platform: str, channel: int | str) -> bool:
        """Tell whether a channel is an ask-channel."""

    async def add(self, platform: str, channel: int | str) -> None:
        """Make a channel an ask-channel."""

    async def remove(self, platform: str, channel: int | str) -> None:
        """Make a channel an ordinary one again."""


class AskChannels:
    """Remembers ask-channels by platform and id; without a directory, until the end."""

    def __init__(self, directory: Path | None = None) -> None:
        self._path = directory and directory / FILE_NAME
        self._held = frozenset(_read(self._path)) if self._path else frozenset[str]()

    def holds(self, platform: str, channel: int | str) -> bool:
        """Tell whether a channel is an ask-channel."""
        return f"{platform}:{channel}" in self._held

    async def add(self, platform: str, channel: int | str) -> None:
        """Make a channel an ask-channel."""
        self._keep(self._held | {f"{platform}:{channel}"})

    async def remove(self, platform: str, channel: int | str) -> None:
        """Make a channel an ordinary one again."""
        self._keep(self._held - {f"{platform}:{channel}"})

    def _keep(self, held: frozenset[str]) -> None:
        """Write a whole new file, so that a crash leaves the old or the new one."""
        if self._path:
            self._path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            unfinished = self._path.with_suffix(".part")
            unfinished.write_text(json.dumps(sorted(held)))
            unfinished.replace(self._path)
        self._held = held


def _read(path: Path) -> Iterable[str]:
    """Read what is kept; a file that is absent or spoilt holds nothing."""
    with suppress(OSError, ValueError):
        held = json.loads(path.read_text())
        if isinstance(held, list):
            return filter(lambda each: isinstance(each, str), held)
    return ()
