"""Misses on their way to the store."""

import asyncio
import logging
from collections.abc import Sequence
from time import perf_counter

import pytest

from bot.errors import StoreError
from bot.store import Store, ledger
from bot.store.ledger import Ledger, Row
from tests.bot.store.failing import ADA

AWAY = StoreError("here", "it is away", "wait")


class Away:
    """A store that fails so many times."""

    def __init__(self, times: int) -> None:
        self._times = times
        self.batches: list[list[Row]] = []
        self.written = asyncio.Event()

    async def write(self, rows: Sequence[Row]) -> None:
        await asyncio.sleep(0)
        self._times -= 1
        if self._times >= 0:
            raise AWAY
        self.batches.append(list(rows))
        self.written.set()


async def test_a_noted_miss_is_there_in_a_moment(store: Store) -> None:
    began = perf_counter()
    store.misses.note("what?", platform="console", asker=ADA)
    took = perf_counter() - began

    async with asyncio.timeout(5):  # what takes longer than the pause, a slow machine makes so
        await asyncio.sleep(ledger.MOST_LATE)
        while not await store.misses.recent(5):
            pass

    assert took < 0.05


async def test_what_waits_is_written_at_the_end(url: str) -> None:
    store = await Store.open(url)
    for number in range(600):
        store.misses.note(f"what about {number}?", platform="console", asker=ADA)

    await store.close()

    again = await Store.open(url)
    texts = [miss.text for miss in await again.misses.recent(1_000)]
    assert texts == [f"what about {number}?" for number in reversed(range(600))]
    await again.close()


async def test_a_store_that_is_away_is_tried_again_and_logged_once(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(ledger, "MOST_LATE", 0.01)
    monkeypatch.setattr(ledger, "PAUSE", 0.01)
    away = Away(times=3)
    writer = Ledger(away.write)
    writer.start()

    with caplog.at_level(logging.WARNING):
        writer.note({"text": "first"})
        await asyncio.wait_for(away.written.wait(), 5)
        await writer.close()

    assert away.batches == [[{"text": "first"}]]
    assert [record.getMessage() for record in caplog.records] == [
        "misses wait: store here: it is away; wait"
    ]
    assert (writer.failures, writer.lost) == (3, 0)


async def test_no_more_waits_than_there_is_room_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ledger, "MOST_WAITING", 2)
    writer = Ledger(Away(times=9).write)

    for number in range(3):
        writer.note({"text": str(number)})
    await writer.close()

    assert writer.lost == 3  # one that had no room, and two that could not be written
