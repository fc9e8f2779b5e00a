"""Rows on their way to the store, written some at a time behind the back of who answers."""

import asyncio
import logging
from collections import deque
from collections.abc import Awaitable, Callable, Sequence
from itertools import islice
from typing import Any

from bot.errors import StoreError

log = logging.getLogger(__name__)

MOST_LATE = 0.2
"""Seconds from the note to the writing: what a killed process may lose."""

PAUSE = 1.0
"""Seconds until the next attempt, after one that failed."""

MOST_WAITING = 10_000
"""Rows held while the store is away: some five megabytes."""

MOST_TOGETHER = 500
"""Rows written in one transaction."""

Row = dict[str, Any]


class Ledger:
    """Writes rows in batches; what fails is tried again, and who notes never hears of it."""

    def __init__(self, write: Callable[[Sequence[Row]], Awaitable[None]]) -> None:
        self._write = write
        self._waiting: deque[Row] = deque()
        self._noted = asyncio.Event()
        self._writing = asyncio.Lock()
        self._task: asyncio.Task[None] | None = None
        self._is_failing = False
        self.failures = 0
        """Attempts to write that failed."""
        self.lost = 0
        """Rows that were given up: too many were waiting, or the store was away at the end."""

    def start(self) -> None:
        """Begin to write."""
        self._task = asyncio.create_task(self._run(), name="ledger")
        self._task.add_done_callback(_ended)

    def note(self, row: Row) -> None:
        """Take a row to be written."""
        if len(self._waiting) >= MOST_WAITING:
            self.lost += 1
            return
        self._waiting.append(row)
        self._noted.set()

    async def flush(self) -> bool:
        """Write all that waits; tell whether that went well."""
        async with self._writing:
            while self._waiting:
                batch = list(islice(self._waiting, MOST_TOGETHER))
                try:
                    await self._write(batch)
                except StoreError as error:
                    self._failed(error)
                    return False
                for _ in batch:
                    self._waiting.popleft()
                self._is_failing = False
        return True

    async def close(self) -> None:
        """Write what waits, once more if need be, and stop."""
        async with self._writing:  # never in the middle of a batch, which would come twice
            if self._task:
                self._task.cancel()
                await asyncio.wait({self._task})
        await self.flush()
        self.lost += len(self._waiting)
        if self.lost:
            log.warning("misses lost=%s", self.lost)

    async def _run(self) -> None:
        while True:
            await self._noted.wait()
            self._noted.clear()
            await asyncio.sleep(MOST_LATE / 2)
            if not await self.flush():
                await asyncio.sleep(PAUSE)
                self._noted.set()

    def _failed(self, error: StoreError) -> None:
        """Count a failure; log the first of a row of them."""
        self.failures += 1
        if not self._is_failing:
            log.warning("misses wait: %s", error)
        self._is_failing = True


def _ended(task: asyncio.Task[None]) -> None:
    """Tell what went wrong in the writer; what was noted is still written at the end."""
    if not task.cancelled() and task.exception():
        log.error("misses are not written any more", exc_info=task.exception())
