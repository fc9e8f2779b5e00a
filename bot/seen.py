"""Which events were taken up: platforms deliver some of them more than once.

Replicas share what they took up in a store. While that is away each goes by its own memory, and
answering goes on: what Slack delivers again to another replica in that time is answered twice.
"""

import asyncio
import logging
from collections import OrderedDict
from collections.abc import Callable
from contextlib import suppress
from time import monotonic
from typing import Protocol

from bot.errors import StoreError

log = logging.getLogger(__name__)

KEPT = 600
"""Seconds that an event is remembered: Slack sends one for the last time after six minutes."""

MOST_KEYS = 20_000
"""Events remembered: four times what Slack delivers to a workspace's app in those minutes."""


AT_ONCE = 4
"""Claims on their way to the store: it has five connections, and one is left to the rest. Those
that wait their turn are not yet timed."""


PAUSE = 1.0
"""Seconds between two looks whether a store that failed is back."""

PROBE = "probe"
"""Names no event: to give it back changes nothing, and tells whether the store works."""


class Claims(Protocol):
    """Takes up each event once: in this process, or with others that share a store."""

    @property
    def is_alone(self) -> bool:
        """Tell whether other processes may take up the same, unheard of."""

    async def claim(self, key: str) -> bool:
        """Tell whether this is the first to take an event up."""

    async def release(self, key: str) -> None:
        """Give an event back: it was not dealt with, and may come again."""


class Seen:
    """Remembers the events of this process, so many at most."""

    def __init__(self, clock: Callable[[], float] = monotonic) -> None:
        self._clock = clock
        self._held: OrderedDict[str, float] = OrderedDict()

    @property
    def is_alone(self) -> bool:
        """Tell that nobody else takes up anything."""
        return False

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
    """Takes up each event once among all that share a store; alone while that is away.

    Nobody waits for a store that failed: whether it is back is seen behind the back of who
    answers.
    """

    def __init__(self, store: Claims, failed: Callable[[], None]) -> None:
        self._store = store
        self._failed = failed
        self._own = Seen()
        self._turns = asyncio.Semaphore(AT_ONCE)
        self._probing: asyncio.Task[None] | None = None
        self.is_alone = False

    async def claim(self, key: str) -> bool:
        """Tell whether this is the first to take an event up, as far as can be told."""
        # What was taken up while the store was away is known here alone.
        if not await self._own.claim(key):
            return False
        is_first = await self._claim(key)
        if not is_first:
            # Who took it may give it back, and then it may come here.
            await self._own.release(key)
        return is_first

    async def release(self, key: str) -> None:
        """Give an event back: it was not dealt with, and may come again, anywhere."""
        await self._own.release(key)
        if self.is_alone:
            return
        try:
            await self._store.release(key)
        except StoreError as error:
            self._note(error)

    async def _claim(self, key: str) -> bool:
        async with self._turns:
            if self.is_alone:
                return True
            try:
                return await self._store.claim(key)
            except StoreError as error:
                self._note(error)
                return True

    def _note(self, error: StoreError) -> None:
        """Count a failure; at the first of a row of them, begin to look for the end."""
        self._failed()
        if not self.is_alone:
            log.warning("events are told apart by this process alone: %s", error)
            self.is_alone = True
            self._probing = asyncio.create_task(self._probe(), name="probe")

    async def _probe(self) -> None:
        while self.is_alone:
            await asyncio.sleep(PAUSE)
            with suppress(StoreError):
                await self._store.release(PROBE)
                self.is_alone = False
