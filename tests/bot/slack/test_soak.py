"""A network that comes and goes: what a day of it would leave behind, in a bounded loop."""

import asyncio
import gc
import threading
import tracemalloc

import pytest

from tests.bot.slack.conftest import SOON, World

ROUNDS = 20
"""Of a disconnect, an event that comes four times, and an answer each."""

FIRST = 8
"""Rounds until every cache is filled."""

MOST_KEPT = 150_000
"""Bytes that may be kept over the rounds: twelve connections that the bot failed to let go
would be many times as much."""


async def once_more(world: World) -> None:
    """Ask for a new connection, deliver one event four times, and take the answer."""
    world.server.courier.retry_delays = (0.1, 0.3, 1.0)
    await world.server.socket_mode.disconnect("refresh_requested", grace=0.01)
    await world.server.socket_mode.opened.next(SOON)
    asked = await world.mentioned()
    again = world.server.courier.sent.all[-1]
    for number in (1, 2, 3):
        await world.server.courier.attempt(again, number, "timeout")
    await world.dealt_with()
    assert world.server.messages() == [asked]
    world.server.forget()


async def left() -> tuple[int, int, int]:
    """Count the bytes, tasks and threads that are there when what is on its way is done."""
    await asyncio.sleep(1)
    gc.collect()
    return tracemalloc.get_traced_memory()[0], len(asyncio.all_tasks()), threading.active_count()


@pytest.mark.usefixtures("quick_pings")
async def test_a_network_that_flaps_leaves_nothing_behind(world: World) -> None:
    tracemalloc.start()
    try:
        for _ in range(FIRST):
            await once_more(world)
        memory, tasks, threads = await left()
        for _ in range(FIRST, ROUNDS):
            await once_more(world)
        kept, tasks_after, threads_after = await left()
    finally:
        tracemalloc.stop()

    assert kept - memory < MOST_KEPT
    assert tasks_after <= tasks + 1  # One may be on its way out.
    assert threads_after <= threads + 1
