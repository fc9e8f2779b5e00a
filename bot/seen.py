"""Which events were taken up: platforms deliver some of them more than once."""

import asyncio
from collections import OrderedDict
from collections.abc import Callable
from time import monotonic
from typing import Protocol

from bot.errors import StoreError

KEPT = 600.0
"""Seconds that an event is remembered: Slack sends one for the last time after six minutes."""

MOST_KEYS = 20_000
"""Events remembered: four times what Slack delivers to a workspace's app in those minutes."""


PATIENCE = 1.0
"""Seconds for the store to take an event up: longer, and the answer itself would be late."""


class Claims(Protocol):
    """Takes up each event once: in this process, or with others that share a store."""

    async def claim(self, key: str) -> bool:
        """Tell whether this is the first to take an event up."""

    async def release(self, key: str) -> None:
        """Give an event back: it was not dealt with, and may come again."""


class Seen:
    """Remembers the events of this process, so many at most."""

    def __init__(self, clock: Callable[[], float] = monotonic) -> None:
        self._clock = clock
        self._held: OrderedDict[str, float] = OrderedDict()

    def __len__(self) -> int:
        return len(self._held)

    async def claim(self, key: str) -> bool:
        """Tell whether this is the first to take an event up."""
        now = self._clock()
        self._forget(now)
        if key in self._held:
            return False
        self._held[key] = now
        return True

    async def release(self, key: str) -> None:
        """Give an event back: it was not dealt with, and may come again."""
        self._held.pop(key, None)

    def _forget(self, now: float) -> None:
        while self._held:
            key, taken = next(iter(self._held.items()))
            if now - taken < KEPT and len(self._held) < MOST_KEYS:
                return
            del self._held[key]


class SharedSeen:
    """Remembers with other processes through a store, and alone while that fails."""

    def __init__(self, store: Claims, failed: Callable[[], None]) -> None:
        self._own = Seen()
        self._store = store
        self._failed = failed

    async def claim(self, key: str) -> bool:
        """Tell whether this is the first to take an event up."""
        if not await self._own.claim(key):
            return False
        try:
            async with asyncio.timeout(PATIENCE):
                return await self._store.claim(key)
        except (StoreError, TimeoutError):
            self._failed()
            return True

    async def release(self, key: str) -> None:
        """Give an event back: it was not dealt with, and may come again."""
        await self._own.release(key)
        try:
            async with asyncio.timeout(PATIENCE):
                await self._store.release(key)
        except (StoreError, TimeoutError):
            self._failed()
