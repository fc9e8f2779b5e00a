"""What an operator sees of what happened, over real sockets."""

import logging

import pytest

from bot.metrics import Metrics
from tests.bot.discord.wire import LATE, QUESTION, Place, Start

POST = "POST /channels/{channel_id}/messages"


def counted(metrics: Metrics, name: str) -> int:
    return metrics.counted[name, ("discord",)]


async def test_a_message_delivered_again_is_counted_and_dropped(place: Place, start: Start) -> None:
    client = await start()
    place.asks()
    await place.server.next_message()

    for session in place.server.gateway.sessions.values():
        for frame in [each for each in session.events if each["t"] == "MESSAGE_CREATE"]:
            assert session.send
            session.send(frame)
    await place.server.silence()

    metrics = client.desk.service.metrics
    assert counted(metrics, "duplicates") == 1
    assert counted(metrics, "questions") == 1


async def test_a_reply_that_may_not_be_sent_is_counted(place: Place, start: Start) -> None:
    client = await start()
    place.server.fail(POST, 403)

    place.asks()
    await place.server.next_message(LATE)

    assert counted(client.desk.service.metrics, "send_failures") == 1


async def test_a_reply_that_arrives_in_the_end_is_no_failure(place: Place, start: Start) -> None:
    client = await start()
    place.server.limit(POST)

    place.asks()
    await place.server.next_message(LATE)

    assert counted(client.desk.service.metrics, "send_failures") == 0


async def test_the_log_holds_neither_what_was_asked_nor_by_whom(
    place: Place, start: Start, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    await start()

    for asked in (QUESTION, "What does hunter2 cost?"):
        place.asks(asked)
        await place.server.next_message(LATE)
    answer = place.alice.slash("ask", place.channel, question=QUESTION)
    await answer.reply(LATE)

    assert caplog.text.count("answered platform=discord") == 3
    for kept in ("hunter2", "ticket cost", "alice", str(place.alice.id)):
        assert kept not in caplog.text
