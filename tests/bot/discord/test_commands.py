"""Slash commands, their autocomplete, and the message menu."""

from pathlib import Path

import discord
import pytest
import simcord

from bot.discord.client import Client
from bot.reply import Reply, notice
from tests.bot.discord.conftest import QUESTION, World

README = (Path(__file__).parents[3] / "README.md").read_text()


def told(result: simcord.InteractionResult) -> str:
    assert result.response
    return result.response.embeds[0].description or ""


async def test_ask_is_answered_with_its_citation(world: World) -> None:
    result = await world.alice.slash(world.channel, "ask", question=QUESTION)

    assert result.response
    [embed] = result.response.embeds
    assert embed.author.name == QUESTION
    assert "$9 by 2030 \\[1\\]" in (embed.description or "")
    assert embed.fields[0].name == "Ferries Return to the Harbour"
    assert embed.fields[0].value == (
        '\\[1\\] paragraph 3 (What It Costs): "will cost $9 by 2030", "analysts expect"'
    )
    assert (embed.footer.text or "").startswith("Knowledge ")
    assert not result.ephemeral


async def test_a_private_question_is_answered_privately(world: World) -> None:
    result = await world.alice.slash(world.channel, "ask", question=QUESTION, private=True)

    assert result.ephemeral


async def test_ask_works_in_direct_messages(world: World) -> None:
    await world.alice.send_dm("hi")

    result = await world.alice.user.slash("ask", question=QUESTION)

    assert "$9 by 2030" in told(result)


async def test_ask_offers_questions_while_someone_types(world: World) -> None:
    choices = await world.alice.autocomplete(world.channel, "ask", "question", "how mch tikct")

    assert QUESTION in [each["value"] for each in choices]


async def test_ask_offers_a_question_of_each_topic_to_begin_with(world: World) -> None:
    choices = await world.alice.autocomplete(world.channel, "ask", "question", "")

    assert choices


@pytest.mark.parametrize(
    ("command", "option", "typed", "offered"),
    [
        ("company", "name", "", "Nordlys"),
        ("company", "name", "bri", "Brightwater"),
        ("company", "name", "sons", "Brightwater"),
        ("company", "name", "nordlis", "Nordlys"),
        ("person", "name", "holm", "Ada Holm"),
        ("person", "name", "ada hlm", "Ada Holm"),
        ("compare", "second", "vester", "Vesterholm"),
    ],
)
async def test_names_are_offered_by_alias_and_misspelt(
    world: World, command: str, option: str, typed: str, offered: str
) -> None:
    filled = {"first": "Nordlys"} if command == "compare" else {}

    choices = await world.alice.autocomplete(world.channel, command, option, typed, **filled)

    assert offered in [each["name"] for each in choices]


@pytest.mark.parametrize(
    ("command", "options", "says"),
    [
        ("company", {"name": "nordlys"}, "ferry firm"),
        ("company", {"name": "Zork"}, "hold nothing"),
        ("person", {"name": "Holm"}, "captain"),
        ("compare", {"first": "Nordlys", "second": "Bright, Water"}, "Nordlys / Brightwater"),
        (
            "compare",
            {"first": "Nordlys", "second": "Brightwater", "third": "Vesterholm"},
            "Vesterholm",
        ),
        ("companies", {}, "Vesterholm is where the routes go"),
        ("timeline", {}, "In order"),
        ("sources", {}, "Ferries Return to the Harbour"),
        ("about", {}, "I am a bot"),
    ],
)
async def test_a_page_is_shown(
    world: World, command: str, options: dict[str, str], says: str
) -> None:
    result = await world.alice.slash(world.channel, command, **options)

    assert says in told(result)


async def test_the_menu_answers_a_message(world: World) -> None:
    asked = await world.manager.send(world.channel, QUESTION)

    result = await world.alice.context_menu(world.channel, "Answer this", asked)

    assert "$9 by 2030" in told(result)


async def test_topics_are_browsed_with_selects(world: World) -> None:
    listed = await world.alice.slash(world.channel, "topics")
    await choose(world, listed, row=0)

    answered = await choose(world, listed, row=1)

    assert listed.ephemeral
    assert answered.ephemeral
    assert told(answered)


async def choose(
    world: World, listed: simcord.InteractionResult, *, row: int
) -> simcord.InteractionResult:
    """Choose the first option of the select in a row."""
    assert listed.response
    [select] = listed.response.components[row]["components"]
    return await world.alice.select(
        listed.response.message, [select["options"][0]["value"]], custom_id=select["custom_id"]
    )


async def test_long_pages_are_turned_in_place(world: World) -> None:
    world.desk.service.person = long_page  # type: ignore[method-assign]
    first = await world.alice.slash(world.channel, "person", name="Ada")
    assert first.response
    before = told(first)

    await world.alice.click(first.response.message, label="Next")
    after = told(first)
    await world.alice.click(first.response.message, label="Previous")

    assert before != after
    assert told(first) == before


async def test_long_pages_are_turned_privately_by_others(world: World) -> None:
    world.desk.service.person = long_page  # type: ignore[method-assign]
    first = await world.alice.slash(world.channel, "person", name="Ada")
    assert first.response
    before = told(first)

    turned = await world.manager.click(first.response.message, label="Next")

    assert turned.ephemeral
    assert told(first) == before
    assert told(turned) != before


def long_page(name: str) -> Reply:
    return notice(f"{name} is told of in line {number}." for number in range(200))


async def test_commands_are_synced_only_when_they_changed(world: World) -> None:
    def syncs() -> int:
        return sum(each.method == "PUT" for each in world.env.http_requests)

    first = syncs()
    await world.restart()

    assert first == 1
    assert syncs() == 1


def test_every_command_is_in_the_readme(simcord_bot: Client) -> None:
    names = [f"`/{command.qualified_name}" for command in simcord_bot.tree.walk_commands()]
    menus = simcord_bot.tree.get_commands(type=discord.AppCommandType.message)
    named = [*names, *(f'"{menu.name}"' for menu in menus)]

    assert [name for name in named if name not in README and name != "`/kb"] == []
