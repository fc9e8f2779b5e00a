"""What a process does beside answering: it follows the store, and clears what is too old."""

import asyncio
import logging
from datetime import UTC, datetime
from time import monotonic

from bot.apart import WorkFailedError
from bot.curation.publishing import Publisher
from bot.errors import StoreError
from bot.metrics import Metrics
from bot.store import Store

log = logging.getLogger(__name__)

POLL = 1.0
"""Seconds between two looks at the store: with the time to build, within five of a change."""

PURGE = 3600.0
"""Seconds between two purges: what may be kept for days is gone within an hour after."""


async def keep_up(publisher: Publisher, store: Store, metrics: Metrics) -> None:
    """Look after a process until cancelled, whatever the store fails at."""
    purged = -PURGE
    is_failing = False
    while True:
        try:
            await publisher.follow()
            await publisher.prepare()
            await store.channels.refresh()
            if monotonic() - purged > PURGE:
                await store.purge(datetime.now(UTC))
                purged = monotonic()
        except (StoreError, WorkFailedError) as error:
            metrics.store_failed()
            if not is_failing:
                log.warning("the store cannot be followed for now: %s", error)
            is_failing = True
        else:
            is_failing = False
        await asyncio.sleep(POLL)
