"""Buttons and the modal, before and after a restart."""

import logging

import discord
import pytest
import simcord

from bot.discord.tags import Tag
from bot.tags import Kind
from tests.bot.discord.conftest import QUESTION, World, asked_long_ago

RELATED = "Which firms sail to Vesterholm?"
"""A question whose answer suggests another."""


async def asked(
    world: World, question: str = QUESTION, *, private: bool = False
) -> discord.Message:
    result = await world.alice.slash(world.channel, "ask", question=question, private=private)
    assert result.response
    return result.response.message


def said(result: simcord.InteractionResult) -> str:
    assert result.response
    return result.response.content


@pytest.fixture(params=["now", "after a restart"])
async def answer(world: World, request: pytest.FixtureRequest) -> discord.Message:
    message = await asked(world)
    if request.param == "after a restart":
        await world.restart()
    return message


async def test_helpful_is_noted_and_thanked_for(
    world: World, answer: discord.Message, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO, "bot")

    result = await world.alice.click(answer, label="Helpful")

    assert result.ephemeral
    assert "Thank you" in said(result)
    assert "voted platform=discord helpful=True match=ticket" in caplog.text


@pytest.mark.parametrize("sent", ["at once", "after a restart"])
async def test_not_helpful_asks_what_was_missing(
    world: World, sent: str, caplog: pytest.LogCaptureFixture
) -> None:
    answer = await asked(world)
    caplog.set_level(logging.INFO, "bot")

    shown = await world.alice.click(answer, label="Not helpful")
    if sent == "after a restart":
        await world.restart()
    assert shown.modal
    field = shown.modal["components"][0]["components"][0]["custom_id"]
    thanked = await world.alice.submit_modal(shown, {field: "the child's fare"})

    assert "Thank you" in said(thanked)
    assert "helpful=False" in caplog.text
    assert "words=3" in caplog.text
    assert "child" not in caplog.text


async def test_why_is_told_privately(world: World, answer: discord.Message) -> None:
    result = await world.manager.click(answer, label="Why this answer")

    assert result.ephemeral
    assert "candidates: ticket" in said(result).replace("\\", "")


async def test_the_asker_takes_the_reply_back(world: World, answer: discord.Message) -> None:
    await world.alice.click(answer, label="Delete")

    assert world.said() == []


async def test_nobody_else_takes_the_reply_back(world: World, answer: discord.Message) -> None:
    result = await world.manager.click(answer, label="Delete")

    assert result.ephemeral
    assert [each.id for each in world.said_aloud()] == [answer.id]


async def test_a_related_question_is_answered(world: World) -> None:
    answer = await asked(world, RELATED)
    await world.restart()
    button = related(answer)

    result = await world.alice.click(answer, custom_id=button.custom_id)

    assert result.response
    assert not result.ephemeral
    assert result.response.embeds[0].author.name == button.label


async def test_a_related_question_of_others_is_answered_privately(world: World) -> None:
    answer = await asked(world, RELATED)

    result = await world.manager.click(answer, custom_id=related(answer).custom_id)

    assert result.ephemeral


async def test_share_makes_a_private_answer_public_under_the_name_of_the_asker(
    world: World,
) -> None:
    private = await asked(world, private=True)

    result = await world.alice.click(private, label="Share")

    assert result.response
    assert not result.ephemeral
    assert result.response.content == "Shared by alice"
    assert result.response.embeds[0].description == private.embeds[0].description
    assert "Delete" in labels(result.response.message)
    assert "Share" not in labels(result.response.message)


async def test_a_shared_answer_can_be_taken_back(world: World) -> None:
    private = await asked(world, private=True)
    shared = await world.alice.click(private, label="Share")
    assert shared.response

    await world.alice.click(shared.response.message, label="Delete")

    assert shared.response is None


async def test_the_buttons_of_a_mention_work_after_a_restart(world: World) -> None:
    await world.alice.send(world.channel, f"{world.mention} {QUESTION}")
    answer = world.last
    await world.restart()

    result = await world.alice.click(answer, label="Why this answer")

    assert "candidates: ticket" in said(result).replace("\\", "")


async def test_what_another_knowledge_answered_is_too_old(world: World) -> None:
    message = await asked_long_ago(world, Tag(Kind.WHY, world.alice.id, "another"))

    result = await world.alice.click(message, label="Old")

    assert result.ephemeral
    assert "too old" in said(result)


@pytest.mark.parametrize(
    "held", ["rw:ask:1:0123456789abcdef", "rw:gone:1:", "rw:page:1:x", "rw:share:1:"]
)
async def test_a_button_that_is_no_longer_known_is_too_old(world: World, held: str) -> None:
    message = await asked_long_ago(world, held)

    result = await world.alice.click(message, label="Old")

    assert "too old" in said(result)


async def test_a_closing_bot_says_so(world: World, answer: discord.Message) -> None:
    await world.desk.finish(1)

    result = await world.alice.click(answer, label="Why this answer")

    assert "restarting" in said(result)


async def test_an_error_is_apologised_for_and_logged_once(
    world: World, answer: discord.Message, caplog: pytest.LogCaptureFixture
) -> None:
    world.env.inject_error("POST", "/interactions/*/callback", status=400)

    await world.alice.click(answer, label="Why this answer")

    errors = [each for each in caplog.records if each.levelno >= logging.ERROR]
    assert [each.message for each in errors] == ["an interaction failed"]


def buttons(message: discord.Message) -> list[discord.Button]:
    return [
        each
        for row in message.components
        if isinstance(row, discord.ActionRow)
        for each in row.children
        if isinstance(each, discord.Button)
    ]


def labels(message: discord.Message) -> list[str | None]:
    return [each.label for each in buttons(message)]


def related(message: discord.Message) -> discord.Button:
    return next(b for b in buttons(message) if (b.custom_id or "").startswith("rw:ask:"))
