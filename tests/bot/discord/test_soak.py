"""A network that comes and goes: what a day of it would leave behind, in a bounded loop."""

import asyncio
import gc
import threading
import tracemalloc
from functools import partial

import discord
import pytest
from discord.backoff import ExponentialBackoff

from tests.bot.discord.wire import LATE, Place, Start

ROUNDS = 25
"""Of three cuts each."""

FIRST = 8
"""Rounds until every cache is filled."""

MOST_KEPT = 150_000
"""Bytes that may be kept over the rounds, most of them by the stand-in: 51 connections or
sessions that the bot failed to let go would be many times as much."""


@pytest.fixture(autouse=True)
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let a refused shard try again at once."""
    monkeypatch.setattr(discord.shard, "ExponentialBackoff", partial(ExponentialBackoff, 0))


async def cut_three_times(place: Place) -> None:
    """Drop the connection, ask for another, end the session; and answer after each."""
    gateway = place.server.gateway
    for cut, renewed in (
        (gateway.drop, gateway.resumed),
        (gateway.reconnect, gateway.resumed),
        (partial(gateway.invalidate, resumable=False), gateway.ready),
    ):
        cut()
        await renewed.next(LATE)
    place.asks()
    await place.server.next_message(LATE)
    place.server.forget()


def left() -> tuple[int, int, int]:
    """Count the bytes, tasks and threads that are there."""
    gc.collect()
    return tracemalloc.get_traced_memory()[0], len(asyncio.all_tasks()), threading.active_count()


async def test_a_network_that_flaps_leaves_nothing_behind(place: Place, start: Start) -> None:
    await start()
    await place.server.gateway.ready.next(LATE)

    tracemalloc.start()
    try:
        for _ in range(FIRST):
            await cut_three_times(place)
        memory, tasks, threads = left()
        for _ in range(FIRST, ROUNDS):
            await cut_three_times(place)
        kept, tasks_after, threads_after = left()
    finally:
        tracemalloc.stop()

    assert kept - memory < MOST_KEPT
    assert tasks_after <= tasks + 1  # One may be on its way out.
    assert threads_after <= threads + 1
