"""What Slack delivers twice, late or not at all, and what breaks on the way back."""

import asyncio
import logging
from time import monotonic
from typing import Any

import pytest
from slack_sdk.http_retry.request import HttpRequest
from slack_sdk.http_retry.response import HttpResponse
from slack_sdk.http_retry.state import RetryState

from bot.slack.desk import Desk
from bot.slack.retrying import LONGEST_WAIT, RateLimited
from tests.bot.slack.conftest import ANSWER, OTHER_QUESTION, QUESTION, SOON, World
from tests.slack_server.delivery import Delivery

LATE = 30.0
"""Seconds for five hundred answers, on a machine that is busy with other things."""


async def resent(world: World, deliveries: list[Delivery], times: int, *, at_once: bool) -> None:
    """Send what was delivered again and again."""
    attempts = [
        world.server.courier.attempt(each, number, "timeout")
        for number in range(1, times + 1)
        for each in deliveries
    ]
    if at_once:
        await asyncio.gather(*attempts)
    else:
        for attempt in attempts:
            await attempt
    await world.dealt_with()


@pytest.mark.parametrize("how", ["at once", "one after the other"])
@pytest.mark.parametrize("times", [1, 3])
async def test_an_event_that_comes_again_is_answered_once(
    world: World, times: int, how: str
) -> None:
    asked = world.alice.mentions(world.channel, QUESTION)
    await resent(world, asked.deliveries, times, at_once=how == "at once")

    [answer] = world.server.messages()

    assert ANSWER in answer.text


async def test_an_event_first_lost_is_answered_when_it_comes_again(world: World) -> None:
    world.server.courier.retry_delays = (0.01, 0.01, 0.01)
    world.server.courier.lost = 4

    asked = world.alice.mentions(world.channel, QUESTION)
    await world.answer()
    await world.dealt_with()

    assert [each.attempts[0].failure for each in asked.deliveries] == ["connection_failed"] * 2
    assert len(world.server.messages()) == 1


async def test_an_event_whose_handling_failed_is_answered_when_it_comes_again(
    world: World, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    perform = Desk.perform

    def fail(self: Desk, asked: str, person: str) -> Any:
        del self, asked, person
        raise LookupError

    monkeypatch.setattr(Desk, "perform", fail)
    asked = world.alice.dms(QUESTION)
    apology = await world.whisper()
    monkeypatch.setattr(Desk, "perform", perform)
    await resent(world, asked.deliveries, 2, at_once=False)

    [answer] = world.server.messages()
    assert "went wrong" in apology.text
    assert ANSWER in answer.text
    assert QUESTION not in caplog.text


async def test_a_duplicate_is_counted(world: World) -> None:
    [delivery] = world.alice.dms(QUESTION).deliveries
    await world.answer()

    await resent(world, [delivery], 3, at_once=False)

    assert world.desk.service.metrics.counted["duplicates", ("slack",)] == 3


async def test_events_that_nobody_asked_for_are_acknowledged(world: World) -> None:
    world.server.world.subscriptions = None

    told = world.server.world.tell({"type": "reaction_added", "user": world.alice.id})

    assert told
    await told.answer()
    assert len(told.attempts) == 1


async def test_many_questions_at_once_are_acknowledged_first_and_answered_each_once(
    world: World,
) -> None:
    world.server.courier.retry_delays = (0.1, 0.1, 0.1)
    channels = [world.server.channel(f"c{n}") for n in range(10)]
    for channel in channels:
        channel.members.add(world.alice.id)
    began = monotonic()
    asked = [world.alice.mentions(channel, QUESTION) for _ in range(50) for channel in channels]
    for _ in asked:
        await world.server.next_message(LATE)
    took = monotonic() - began
    await world.dealt_with(LATE)

    answers = world.server.messages()
    sent = [attempt for each in asked for one in each.deliveries for attempt in one.attempts]
    waited = [attempt.answer.after for attempt in sent if attempt.answer]
    assert sorted(each.thread_ts or "" for each in answers) == sorted(each.ts for each in asked)
    assert max(waited) < took / 2
    assert len(world.server.calls("auth.test")) == 1


@pytest.mark.usefixtures("quick_pings")
@pytest.mark.parametrize("reason", ["refresh_requested", "warning", "too_many_websockets"])
async def test_a_question_asked_around_a_disconnect_is_answered_once(
    world: World, reason: str
) -> None:
    world.server.courier.retry_delays = (0.05, 0.2, 0.5)
    first = world.alice.mentions(world.channel, QUESTION)
    await world.server.socket_mode.disconnect(reason, grace=0.05)
    second = world.alice.mentions(world.channel, QUESTION)

    await world.server.socket_mode.opened.next(SOON)
    threads = {(await world.answer()).thread_ts, (await world.answer()).thread_ts}
    await world.dealt_with()

    assert threads == {first.ts, second.ts}
    assert len(world.server.messages()) == 2


@pytest.mark.usefixtures("quick_pings")
async def test_a_connection_cut_without_a_word_is_made_anew(world: World) -> None:
    world.server.courier.retry_delays = (0.05, 0.3, 1.0)
    world.server.socket_mode.connections[0].cut()

    world.alice.mentions(world.channel, QUESTION)
    await world.server.socket_mode.opened.next(SOON)

    assert ANSWER in (await world.answer()).text


@pytest.mark.usefixtures("quick_pings")
async def test_an_outage_of_everything_is_survived(
    world: World, caplog: pytest.LogCaptureFixture
) -> None:
    await world.server.down()
    await asyncio.sleep(0.2)
    was_connected = world.slack.health().is_connected

    await world.server.up()
    await world.server.socket_mode.opened.next(SOON)
    world.alice.mentions(world.channel, QUESTION)

    assert ANSWER in (await world.answer()).text
    assert not was_connected
    assert world.slack.health().is_connected
    assert "Traceback" not in caplog.text


@pytest.mark.parametrize("place", ["thread", "private"])
@pytest.mark.parametrize(("when", "times"), [("before", 1), ("before", 2), ("after", 1)])
async def test_a_post_cut_off_in_flight_stands_there_once(
    world: World, place: str, when: str, times: int
) -> None:
    world.server.cut("chat.postMessage", times, after=when == "after")

    if place == "thread":
        world.alice.mentions(world.channel, QUESTION)
    else:
        world.alice.dms(QUESTION)
    await world.answer()
    await world.dealt_with()

    assert len(world.server.messages()) == 1
    assert world.server.ephemerals() == []


async def test_a_post_that_a_proxy_failed_after_slack_took_it_stands_there_once(
    world: World,
) -> None:
    world.server.fail("chat.postMessage", 502, after=True)

    world.alice.mentions(world.channel, QUESTION)
    await world.answer()
    await world.dealt_with()

    assert len(world.server.messages()) == 1


async def test_the_answer_to_a_post_cut_off_is_edited_with_its_question(world: World) -> None:
    world.server.cut("chat.postMessage", after=True)
    asked = world.alice.mentions(world.channel, QUESTION)
    answer = await world.answer()
    await world.dealt_with()

    world.alice.edits(asked, f"{world.server.bot.mention} {OTHER_QUESTION}")

    assert (await world.server.next_edit(SOON)).ts == answer.ts


@pytest.mark.parametrize("error", ["invalid_blocks", "msg_blocks_too_long"])
async def test_where_slack_takes_no_blocks_the_answer_is_told_as_text(
    world: World, error: str
) -> None:
    world.server.refuse("chat.postMessage", error)

    answer = await world.mentioned()

    assert ANSWER in answer.text
    assert answer.blocks == []


async def test_what_cannot_be_looked_for_is_not_sent_again(world: World) -> None:
    world.server.cut("chat.postMessage", after=True)
    world.server.refuse("conversations.replies", "missing_scope")

    world.alice.mentions(world.channel, QUESTION)
    await world.answer()
    await world.dealt_with()

    assert len(world.server.messages()) == 1


@pytest.mark.parametrize(("when", "count"), [("before", 0), ("after", 1)])
async def test_an_answer_to_a_command_is_sent_at_most_once(
    world: World, when: str, count: int
) -> None:
    world.server.cut("response_url", after=when == "after")

    world.alice.slash("/ask", QUESTION, world.channel)
    await world.dealt_with()

    answers = [each for each in world.server.ephemerals() if ANSWER in each.text]
    assert len(answers) == count


async def test_an_answer_that_a_proxy_failed_after_slack_took_it_is_not_told_again(
    world: World,
) -> None:
    world.server.fail("response_url", 502, after=True)

    world.alice.slash("/ask", QUESTION, world.channel)
    await world.dealt_with()

    assert len(world.server.ephemerals()) == 1
    assert world.server.messages() == []


async def test_a_limited_post_is_sent_when_slack_allows_it(world: World) -> None:
    world.server.limit("chat.postMessage", "0")

    world.alice.mentions(world.channel, QUESTION)

    assert ANSWER in (await world.answer()).text
    assert len(world.server.calls("chat.postMessage")) == 2


@pytest.mark.parametrize(
    ("asked", "waited"),
    [("65", 65), ("1", 1), (None, 1), ("soon", 1), ("-5", 1), ("", 1), ("9" * 9, LONGEST_WAIT)],
)
async def test_slack_is_waited_for_as_long_as_it_asks(
    monkeypatch: pytest.MonkeyPatch, asked: str | None, waited: int
) -> None:
    slept: list[float] = []

    async def sleep(seconds: float) -> None:
        slept.append(seconds)

    monkeypatch.setattr(asyncio, "sleep", sleep)
    headers: dict[str, Any] = {} if asked is None else {"retry-after": asked}
    state = RetryState()

    await RateLimited().prepare_for_next_attempt_async(
        state=state,
        request=HttpRequest(method="POST", url="http://a/b", headers={}),
        response=HttpResponse(status_code=429, headers=headers),
    )

    assert state.next_attempt_requested
    assert waited <= slept[0] <= waited + 1


async def test_a_closing_bot_leaves_new_events_to_the_next(world: World) -> None:
    world.server.courier.retry_delays = ()
    world.server.courier.deadline = 0.1
    await world.slack.finish(1)

    asked = world.alice.mentions(world.channel, QUESTION)
    await world.server.settled()

    assert world.server.messages() == []
    assert [each.attempts[0].failure for each in asked.deliveries] == ["timeout"] * 2


async def test_replies_under_way_are_sent_before_it_ends(world: World) -> None:
    held = world.server.hold("chat.postMessage")
    world.alice.mentions(world.channel, QUESTION)
    await asyncio.sleep(0.05)

    finishing = asyncio.create_task(world.slack.finish(SOON))
    await asyncio.sleep(0.05)
    was_waiting = not finishing.done()
    held.set()
    await finishing

    assert was_waiting
    assert len(world.server.messages()) == 1


@pytest.mark.parametrize("error", ["token_revoked", "invalid_auth", "account_inactive"])
async def test_a_token_revoked_meanwhile_is_a_line_in_the_log(
    world: World, error: str, caplog: pytest.LogCaptureFixture
) -> None:
    world.server.refuse("*", error, times=3)

    world.alice.dms(QUESTION)
    await world.dealt_with()

    assert error in caplog.text
    assert "Traceback" not in caplog.text


async def test_nothing_that_was_asked_is_logged(
    world: World, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)

    await world.mentioned()
    await world.asked()

    assert "answered platform=slack" in caplog.text
    assert "ticket cost" not in caplog.text
    assert world.alice.id not in caplog.text
    assert world.server.bot_token not in caplog.text
