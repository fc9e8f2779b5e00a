"""What Slack answers when it does not take what is sent: told in a line, and not again."""

import asyncio
import logging
import time

import pytest

from bot.reply import wording
from bot.slack.desk import PLATFORM
from tests.bot.slack.conftest import ANSWER, OTHER_ANSWER, OTHER_QUESTION, QUESTION, World

POST = "chat.postMessage"
BLOCKED = 0.5
"""Seconds that the loop stands still: ten pings long."""


def noted(log: pytest.LogCaptureFixture) -> list[str]:
    """The lines that an operator sees; none has a traceback."""
    lines = [each for each in log.records if each.levelno >= logging.WARNING]
    assert not any(each.exc_info for each in lines)
    return [each.getMessage() for each in lines if each.name.startswith("bot.")]


@pytest.mark.parametrize(
    "error", ["not_in_channel", "is_archived", "channel_not_found", "restricted_action"]
)
async def test_a_refused_reply_is_a_line_and_told_in_private(
    world: World, error: str, caplog: pytest.LogCaptureFixture
) -> None:
    world.server.refuse(POST, error)

    world.alice.mentions(world.channel, QUESTION)
    private = await world.answer(world.alice.dm)
    await world.dealt_with()

    assert private.text.startswith(wording.CANNOT_WRITE)
    assert len(world.server.calls(POST)) == 2
    assert len(noted(caplog)) == 1


@pytest.mark.parametrize("error", ["token_revoked", "token_expired", "invalid_auth"])
async def test_a_token_that_is_no_longer_good_costs_a_line_a_question(
    world: World, error: str, caplog: pytest.LogCaptureFixture
) -> None:
    world.server.refuse("*", error, times=20)

    world.alice.mentions(world.channel, QUESTION)
    await world.dealt_with()

    [line] = noted(caplog)
    assert error in line
    assert len([each for each in world.server.calls(POST) if each.is_refused]) <= 2


@pytest.mark.parametrize("status", [500, 503])
async def test_an_outage_under_a_reply_is_a_line_and_no_blame_of_the_channel(
    world: World, status: int, caplog: pytest.LogCaptureFixture
) -> None:
    world.server.fail(POST, status, times=3)

    world.alice.mentions(world.channel, QUESTION)
    told = await world.whisper()
    await world.dealt_with()

    assert told.text == wording.WENT_WRONG
    assert len(noted(caplog)) == 1
    assert world.server.messages() == []


async def test_what_is_limited_for_too_long_is_a_line_and_no_blame_of_the_channel(
    world: World, caplog: pytest.LogCaptureFixture
) -> None:
    world.server.limit(POST, "0", times=4)

    world.alice.mentions(world.channel, QUESTION)
    told = await world.whisper()

    assert told.text == wording.WENT_WRONG
    assert len(noted(caplog)) == 1


async def test_the_answer_to_a_command_waits_for_a_rate_limit(world: World) -> None:
    world.server.limit("response_url", "0")

    assert ANSWER in (await world.asked()).text


async def test_a_press_under_a_deleted_answer_is_answered_or_dropped(
    world: World, caplog: pytest.LogCaptureFixture
) -> None:
    answer = await world.mentioned()
    world.alice.clicks(answer, "🗑️ Delete")
    await world.server.next_deletion()

    for button in ("🗑️ Delete", "Why this answer", "👍 Helpful"):
        world.alice.clicks(answer, button)
    await world.dealt_with()

    assert noted(caplog) == []
    assert world.server.messages() == []


async def test_a_loop_that_stood_still_answers_once(world: World) -> None:
    before = world.alice.mentions(world.channel, QUESTION)
    await asyncio.sleep(0)

    time.sleep(BLOCKED)  # noqa: ASYNC251 - just that is the fault
    after = world.alice.mentions(world.channel, OTHER_QUESTION)
    threads = {(await world.answer()).thread_ts, (await world.answer()).thread_ts}
    await world.dealt_with()

    assert threads == {before.ts, after.ts}
    assert len(world.server.messages()) == 2


async def test_a_thread_is_heard_where_its_channel_is(world: World) -> None:
    unheard = world.server.channel("unheard")
    unheard.members.add(world.alice.id)
    await world.desk.service.channels.add(PLATFORM, world.channel.id)
    first = [world.alice.posts(each, "lunch?") for each in (unheard, world.channel)]

    for each in first:
        world.alice.posts(each.channel, QUESTION, thread=each)
    answer = await world.answer()
    await world.dealt_with()

    assert answer.thread_ts == first[1].ts
    assert world.server.messages() == [answer]


async def test_a_stranger_of_a_shared_channel_is_answered_when_they_ask(world: World) -> None:
    stranger = world.server.person("stranger", world.channel, is_stranger=True)

    stranger.posts(world.channel, QUESTION)
    await world.quiet()
    stranger.mentions(world.channel, OTHER_QUESTION)

    assert OTHER_ANSWER in (await world.answer()).text


@pytest.mark.parametrize(
    "name", ["@everyone", "<!channel>", "<@U1>", "<https://evil.example|x>", "https://evil.example"]
)
async def test_a_name_pings_and_links_nothing(world: World, name: str) -> None:
    person = world.server.person(name, world.channel)
    person.slash("/ask", QUESTION, world.channel)

    person.clicks(await world.whisper(person), "📣 Share with everyone")

    shared = await world.answer(world.channel)
    told = f"{shared.text} {shared.blocks}"
    assert not any(mark in told for mark in ("<!", "<@", "<http", "@everyone", "https://"))
