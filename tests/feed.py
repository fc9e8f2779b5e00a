"""What happened, in order, for a test to await."""

import asyncio
from collections import deque
from collections.abc import Callable
from typing import Generic, TypeVar

HELD = 20_000  # entries: a long run does not grow without end

T = TypeVar("T")


def _any(_: object) -> bool:
    return True


class Feed(Generic[T]):
    """Entries are taken once each, the oldest that fits first; `all` keeps what was seen."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.all: deque[T] = deque(maxlen=HELD)
        self._fresh: deque[T] = deque(maxlen=HELD)
        self._added = asyncio.Event()

    def put(self, entry: T) -> None:
        """Add an entry and wake whoever waits."""
        self.all.append(entry)
        self._fresh.append(entry)
        self._added.set()

    async def next(self, within: float = 2.0, where: Callable[[T], bool] = _any) -> T:
        """Take the oldest entry not yet taken that fits; TimeoutError says what came instead."""
        try:
            async with asyncio.timeout(within):
                return await self._take(where)
        except TimeoutError:
            raise TimeoutError(self._explain(within)) from None

    async def silence(self, within: float = 0.2, where: Callable[[T], bool] = _any) -> None:
        """Fail when an entry that fits comes within so many seconds."""
        try:
            entry = await self.next(within, where)
        except TimeoutError:
            return
        message = f"{self.name}: expected silence, came {entry!r}"
        raise AssertionError(message)

    def clear(self) -> None:
        """Forget everything."""
        self.all.clear()
        self._fresh.clear()

    async def _take(self, where: Callable[[T], bool]) -> T:
        while True:
            for index, entry in enumerate(self._fresh):
                if where(entry):
                    del self._fresh[index]
                    return entry
            self._added.clear()
            await self._added.wait()

    def _explain(self, within: float) -> str:
        seen = "; ".join(repr(entry)[:200] for entry in list(self.all)[-5:]) or "nothing"
        return f"{self.name}: none that fits in {within} s; the last seen: {seen}"
