"""A loop that stands still, a clock that is wrong, and people who type without end."""

import asyncio
import time

import pytest

from tests.bot.discord.conftest import OTHER_QUESTION, QUESTION
from tests.bot.discord.wire import LATE, Place, Start

ANSWER = "$9 by 2030"
IDENTIFY = 2
HEARTBEAT_MS = 100
BLOCKED = 0.5
"""Seconds that the loop stands still: five heartbeats long."""


@pytest.mark.parametrize("seconds", [-600, 600])
async def test_a_clock_ten_minutes_off_changes_nothing(
    place: Place, start: Start, seconds: float
) -> None:
    place.server.clock.advance(seconds)
    await start()

    place.asks()
    posted = await place.server.next_message()
    command = await place.alice.slash("ask", place.channel, question=QUESTION).reply()
    pressed = await place.alice.click(posted, "Why this answer").reply()

    assert all(ANSWER in str(each.embeds) for each in (posted, command))
    assert "candidates" in pressed.content
    await place.server.silence()


async def test_a_loop_that_stood_still_keeps_its_connection(place: Place, start: Start) -> None:
    place.server.gateway.heartbeat_ms = HEARTBEAT_MS
    await start(heartbeat_timeout=2 * BLOCKED)
    before = place.asks()

    time.sleep(BLOCKED)  # noqa: ASYNC251 - just that is the fault
    after = place.asks(OTHER_QUESTION)
    answers = [await place.server.next_message(LATE) for _ in (before, after)]
    await asyncio.sleep(3 * HEARTBEAT_MS / 1000)

    assert {each.reply_to for each in answers} == {before.id, after.id}
    assert len(place.server.gateway.sent(IDENTIFY)) == 1
    assert len(place.server.world.posted.all) == 2


async def test_a_flood_of_typing_holds_up_no_answer(place: Place, start: Start) -> None:
    await start()
    typing = [
        place.alice.autocomplete("ask", place.channel, question=f"how much {number} ticket")
        for number in range(200)
    ]
    place.asks()

    assert ANSWER in str((await place.server.next_message(LATE)).embeds)
    offered = [await each.choices(LATE) for each in typing]
    assert all(len(each) <= 25 for each in offered)
    assert all("ticket" in str(each) for each in offered)


async def test_typing_tells_a_member_nothing_of_what_admins_see(start: Start) -> None:
    client = await start()

    admin = [
        command
        for command in client.tree.walk_commands()
        if command.qualified_name.startswith("kb ")
    ]

    assert admin
    assert not any(
        parameter.autocomplete
        for command in admin
        for parameter in getattr(command, "parameters", ())
    )
