"""Buttons, selects and the modal, before and after a restart."""

import logging
from dataclasses import replace

import pytest

from bot.slack.marks import Mark, read_mark
from bot.tags import Kind, key_of
from tests.bot.slack.conftest import (
    ANSWER,
    QUESTION,
    RELATED,
    SOON,
    Start,
    World,
)
from tests.slack_server.model import Json, Message, View, elements

SHARE = "📣 Share with everyone"
DELETE = "🗑️ Delete"
HELPFUL = "👍 Helpful"
NOT_HELPFUL = "👎 Not helpful"
WHY = "Why this answer"


def related(shown: Message | View) -> Json:
    return next(each for each in elements(shown.blocks) if each["action_id"].startswith("rw:ask"))


async def restarted(world: World, start: Start) -> World:
    """Start a second bot and cut the first off, as in a deployment: nothing is remembered."""
    old = world.server.socket_mode.connections[0]
    slack = await start()
    world.server.socket_mode.connections.remove(old)
    return replace(world, slack=slack)


@pytest.fixture(params=["now", "after a restart"])
async def answered(
    world: World, start: Start, request: pytest.FixtureRequest
) -> tuple[World, Message]:
    """A private answer."""
    answer = await world.asked()
    return (world if request.param == "now" else await restarted(world, start)), answer


async def test_helpful_is_noted_and_thanked_for(
    answered: tuple[World, Message], caplog: pytest.LogCaptureFixture
) -> None:
    world, answer = answered
    caplog.set_level(logging.INFO, "bot")

    world.alice.clicks(answer, HELPFUL)

    assert "Thank you" in (await world.whisper()).text
    assert "voted platform=slack helpful=True match=ticket" in caplog.text


async def test_not_helpful_asks_what_was_missing(
    answered: tuple[World, Message], caplog: pytest.LogCaptureFixture
) -> None:
    world, answer = answered
    caplog.set_level(logging.INFO, "bot")

    world.alice.clicks(answer, NOT_HELPFUL)
    view = await world.server.next_view(world.alice, SOON)
    world.alice.submits(view, {"words": "the child's fare"})

    assert "Thank you" in (await world.whisper()).text
    assert "helpful=False" in caplog.text
    assert "words=3" in caplog.text
    assert "child" not in caplog.text


async def test_why_is_told_privately(answered: tuple[World, Message]) -> None:
    world, answer = answered

    world.alice.clicks(answer, WHY)

    assert "candidates: ticket" in (await world.whisper()).text


async def test_a_private_answer_is_shared_under_the_name_of_the_asker(
    answered: tuple[World, Message],
) -> None:
    world, answer = answered

    world.alice.clicks(answer, SHARE)

    shared = await world.answer(world.channel)
    assert shared.text.startswith("Shared by alice")
    assert ANSWER in shared.text
    assert DELETE in shared.labels
    assert SHARE not in shared.labels


async def test_a_private_answer_is_shared_where_the_bot_is_no_member(world: World) -> None:
    private = world.server.direct(world.alice, world.admin)
    world.alice.slash("/ask", QUESTION, private)

    world.alice.clicks(await world.whisper(), SHARE)

    assert ANSWER in (await world.answer(private)).text


async def test_the_asker_takes_the_reply_back(world: World) -> None:
    answer = await world.mentioned()

    world.alice.clicks(answer, DELETE)
    await world.server.next_deletion(SOON)

    assert world.server.messages() == []


async def test_nobody_else_takes_the_reply_back(world: World) -> None:
    answer = await world.mentioned()

    world.admin.clicks(answer, DELETE)

    assert "Only who asked" in (await world.whisper(world.admin)).text
    assert world.server.messages() == [answer]


async def test_a_related_question_is_answered_for_all_in_the_thread(world: World) -> None:
    answer = await world.mentioned(RELATED)

    world.alice.clicks(answer, related(answer)["action_id"])

    second = await world.answer()
    assert second.thread_ts == answer.thread_ts


async def test_a_related_question_of_others_is_answered_privately_in_the_thread(
    world: World,
) -> None:
    answer = await world.mentioned(RELATED)

    world.admin.clicks(answer, related(answer)["action_id"])

    whisper = await world.whisper(world.admin)
    assert whisper.thread_ts == answer.thread_ts
    assert world.server.messages() == [answer]


async def test_a_related_question_under_a_private_answer_stays_private(world: World) -> None:
    answer = await world.asked(RELATED)

    world.alice.clicks(answer, related(answer)["action_id"])

    await world.whisper()
    assert world.server.messages() == []


async def test_a_topic_is_browsed_and_its_question_answered(world: World) -> None:
    world.alice.slash("/topics", "", world.channel)
    listed = await world.whisper()

    world.alice.selects(listed, "rw:topic:0", "Routes")
    browsed = await world.server.next_edit(SOON)
    world.alice.selects(browsed, "rw:question:0", RELATED)

    assert "Vesterholm" in (await world.whisper()).text


async def test_what_another_knowledge_answered_is_too_old(world: World) -> None:
    answer = await world.asked()
    mark = Mark(Kind.WHY, world.alice.id, "another", asked=QUESTION)

    world.alice.acts(answer, pressed(mark.action(), mark.value))

    assert "too old" in (await world.whisper()).text


@pytest.mark.parametrize(
    ("action_id", "value"),
    [
        ("rw:gone:0", "U1|v|0||"),
        ("rw:why:0", "what is this"),
        ("rw:why:0", "U1|v|-1||q"),
        ("rw:ask:0", "U1||0|0123456789abcdef|"),
        ("rw:", ""),
    ],
)
async def test_a_forged_or_old_button_is_too_old(world: World, action_id: str, value: str) -> None:
    answer = await world.asked()

    world.alice.acts(answer, pressed(action_id, value))

    assert "too old" in (await world.whisper()).text


async def test_the_buttons_of_a_question_too_long_to_keep_are_too_old(world: World) -> None:
    answer = await world.asked("how much " * 300)

    world.alice.clicks(answer, WHY)

    assert "too old" in (await world.whisper()).text


async def test_an_answer_whose_url_has_run_out_comes_in_private(world: World) -> None:
    answer = await world.asked()
    world.server.fail("response_url", 404)

    world.alice.clicks(answer, WHY)

    assert "candidates: ticket" in (await world.answer(world.alice.dm)).text


async def test_an_error_is_apologised_for_and_logged_once(
    world: World, caplog: pytest.LogCaptureFixture
) -> None:
    answer = await world.asked()
    world.server.refuse("views.open", "fatal_error")

    world.alice.clicks(answer, NOT_HELPFUL)

    assert "went wrong" in (await world.whisper()).text
    errors = [each for each in caplog.records if each.levelno >= logging.ERROR]
    assert [each.message for each in errors] == ["handling what Slack told failed"]


async def test_a_closing_bot_says_so(world: World) -> None:
    answer = await world.asked()
    await world.slack.finish(1)

    world.alice.clicks(answer, WHY)

    assert "restarting" in (await world.whisper()).text


def test_a_mark_is_read_back_whatever_was_asked() -> None:
    mark = Mark(Kind.PAGE, "U1", "v", 3, key_of("a"), "a | b || c")

    assert read_mark(mark.action(7), mark.value) == mark


def pressed(action_id: str, value: str) -> Json:
    return {"type": "button", "action_id": action_id, "block_id": "b", "value": value}
