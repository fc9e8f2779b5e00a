"""What Discord answers when it does not take what is sent: told in a line, and not again."""

import logging
from typing import Any

import pytest

from tests.bot.discord.conftest import OTHER_QUESTION, QUESTION
from tests.bot.discord.wire import LATE, Place, Start
from tests.discord_server import Message

ANSWER = "$9 by 2030"
POST = "POST /channels/{channel_id}/messages"
CALLBACK = "POST /interactions/{interaction_id}/{interaction_token}/callback"
FOLLOWUP = "POST /webhooks/{webhook_id}/{webhook_token}"
REACTION = "PUT /channels/{channel_id}/messages/{message_id}/reactions/{emoji_name}/@me"
VIA = {"Via": "1.1 google"}


def told(message: Message) -> str:
    return str(message.embeds[0]["description"])


def noted(log: pytest.LogCaptureFixture) -> list[str]:
    """The lines that an operator sees; none has a traceback."""
    lines = [each for each in log.records if each.levelno >= logging.WARNING]
    assert not any(each.exc_info for each in lines)
    return [each.getMessage() for each in lines if each.name.startswith("bot.")]


@pytest.mark.parametrize("scope", ["shared", "everywhere"])
async def test_a_rate_limit_of_any_scope_is_waited_out_for_as_long_as_it_says(
    place: Place, start: Start, scope: str
) -> None:
    await start()
    place.server.limit(POST, 0.5, **{scope: True})

    place.asks()

    with pytest.raises(TimeoutError):
        await place.server.next_message(0.4)
    assert ANSWER in told(await place.server.next_message(LATE))
    assert len(place.server.requests(POST)) == 2


@pytest.mark.parametrize("body", [{}, {"retry_after": "soon"}, {"retry_after": -1}, "<html>"])
async def test_a_rate_limit_that_does_not_say_how_long_silences_nobody(
    place: Place, start: Start, body: Any, caplog: pytest.LogCaptureFixture
) -> None:
    await start()
    place.server.fail(POST, 429, body=body, headers=VIA)

    place.asks()
    first = await place.server.next_message(LATE)
    place.asks(OTHER_QUESTION)

    assert "March" in told(await place.server.next_message(LATE))
    assert ANSWER in told(first)
    assert "Traceback" not in caplog.text


@pytest.mark.parametrize(
    ("status", "body"),
    [
        (403, {"message": "Missing Access", "code": 50001}),
        (403, {"message": "Missing Permissions", "code": 50013}),
        (400, {"message": "This thread is archived", "code": 50083}),
        (404, {"message": "Unknown Channel", "code": 10003}),
    ],
    ids=["access", "permission", "archived", "channel"],
)
async def test_a_refused_reply_is_a_line_and_not_sent_again(
    place: Place, start: Start, status: int, body: Any, caplog: pytest.LogCaptureFixture
) -> None:
    await start()
    place.server.fail(POST, status, body=body)

    place.asks()
    private = await place.server.next_message(LATE)

    assert private.channel is not place.channel
    assert [each.status for each in place.server.requests(POST)] == [status, 200]
    assert private.content.startswith("I may not write where you asked")
    assert len(noted(caplog)) == 1


async def test_where_nothing_may_be_sent_at_all_it_stops_after_a_line(
    place: Place, start: Start, caplog: pytest.LogCaptureFixture
) -> None:
    await start()
    place.server.fail("*", 401, times=9)

    place.asks()
    await place.server.silence(0.5)

    assert len(noted(caplog)) == 1
    assert len([each for each in place.server.requests() if each.status == 401]) <= 2


@pytest.mark.parametrize("code", [10062, 40060])
@pytest.mark.parametrize("acted", ["command", "button"])
async def test_who_is_answered_too_late_or_twice_costs_a_line(
    place: Place, start: Start, code: int, acted: str, caplog: pytest.LogCaptureFixture
) -> None:
    await start()
    place.asks()
    answer = await place.server.next_message()
    place.server.fail(CALLBACK, 404 if code == 10062 else 400, body={"message": "", "code": code})

    if acted == "command":
        place.alice.slash("ask", place.channel, question=QUESTION)
    else:
        place.alice.click(answer, "Why this answer")
    await place.server.next_request(CALLBACK, LATE)
    place.asks(OTHER_QUESTION)
    await place.server.next_message(LATE)

    assert noted(caplog) == [f"an interaction was answered too late: {code}"]
    assert len(place.server.requests(CALLBACK)) == 1


async def test_what_was_deferred_lands_after_a_rate_limit(place: Place, start: Start) -> None:
    await start()
    place.server.limit(FOLLOWUP, 0.2)

    asked = place.manager.slash("kb versions", place.channel)
    reply = await asked.reply(LATE)

    assert "Nothing is stored here" in told(reply)
    assert [each.status for each in place.server.requests(FOLLOWUP)] == [429, 200]


async def test_a_refusal_that_reaches_nobody_is_no_error(
    place: Place, start: Start, caplog: pytest.LogCaptureFixture
) -> None:
    await start(cooldown=60)
    place.asks()
    await place.server.next_message()
    place.server.fail("POST /users/@me/channels", 403)
    place.server.fail(REACTION, 403)

    place.asks()
    await place.server.next_request(REACTION, LATE)
    place.manager.says(place.channel, f"{place.server.bot.mention} {OTHER_QUESTION}")

    assert "March" in told(await place.server.next_message(LATE))
    assert noted(caplog) == []


async def test_a_press_under_a_deleted_answer_is_answered_or_dropped(
    place: Place, start: Start, caplog: pytest.LogCaptureFixture
) -> None:
    await start()
    place.asks()
    answer = await place.server.next_message()
    place.manager.deletes(answer)

    pressed = [place.alice.click(answer, each) for each in ("Delete", "Why this answer", "Helpful")]
    replies = [await each.reply(LATE) for each in pressed[1:]]

    assert all(each.ephemeral for each in replies)
    assert noted(caplog) == []
