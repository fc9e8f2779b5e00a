"""Slash commands, the shortcut and the modals in which names are completed."""

import pytest

from bot.slack.commands import HELP
from tests.bot.slack.conftest import ANSWER, QUESTION, SOON, World


@pytest.mark.parametrize(
    ("command", "text", "told"),
    [
        ("/ask", QUESTION, ANSWER),
        ("/company", "nordlys", "Nordlys is a ferry firm"),
        ("/company", "Zork", "nothing under that name"),
        ("/compare", "Nordlys, Brightwater", "Nordlys / Brightwater"),
        ("/timeline", "", "In order"),
        ("/topics", "", "Routes"),
        ("/rigwire", "companies", "Brightwater is a ferry firm"),
        ("/rigwire", "person Holm", "Ada Holm is a captain"),
        ("/rigwire", "Sources", "Ferries Return"),
        ("/rigwire", "about", "I am a bot"),
        ("/ask", "", "no question"),
    ],
)
async def test_each_command_is_answered_privately(
    world: World, command: str, text: str, told: str
) -> None:
    delivery = world.alice.slash(command, text, world.channel)

    answer = await world.whisper()

    assert told in answer.text.replace("\u200b", "")
    assert (await delivery.answer()).body is None
    assert world.server.messages() == []


@pytest.mark.parametrize("text", ["", "help", "what?"])
async def test_help_names_every_command(world: World, text: str) -> None:
    world.alice.slash("/rigwire", text, world.channel)

    told = (await world.whisper()).text
    assert all(usage in told for usage in HELP)


async def test_a_command_works_where_the_bot_is_no_member(world: World) -> None:
    private = world.server.direct(world.alice, world.admin)

    world.alice.slash("/ask", QUESTION, private)

    answer = await world.whisper()
    assert answer.channel is private
    assert ANSWER in answer.text


async def test_a_message_is_answered_by_its_shortcut(world: World) -> None:
    message = world.admin.posts(world.channel, QUESTION)

    world.alice.uses_shortcut("answer_this", message)

    answer = await world.whisper()
    assert ANSWER in answer.text


async def test_a_company_is_chosen_in_a_modal(world: World) -> None:
    world.alice.slash("/company", "", world.channel)
    view = await world.server.next_view(world.alice, SOON)

    offered = await world.alice.types(view, "names:/company", "nord")
    world.alice.submits(view, {"names": "Nordlys"})

    assert [each["text"]["text"] for each in offered] == ["Nordlys"]
    assert "Nordlys is a ferry firm" in (await world.whisper()).text


async def test_a_misspelt_person_is_offered(world: World) -> None:
    world.alice.slash("/rigwire", "person", world.channel)
    view = await world.server.next_view(world.alice, SOON)

    offered = await world.alice.types(view, "names:/person", "Ada Hulm")

    assert [each["value"] for each in offered] == ["Ada Holm"]


async def test_two_names_are_compared_in_a_modal(world: World) -> None:
    world.alice.slash("/compare", "", world.channel)
    view = await world.server.next_view(world.alice, SOON)

    await world.alice.types(view, "names:/compare", "")
    world.alice.submits(view, {"names": ["Nordlys", "Ada Holm"]})

    assert "Nordlys / Ada Holm" in (await world.whisper()).text


async def test_one_name_is_not_compared(world: World) -> None:
    world.alice.slash("/compare", "", world.channel)
    view = await world.server.next_view(world.alice, SOON)

    await world.alice.types(view, "names:/compare", "")
    delivery = world.alice.submits(view, {"names": ["Nordlys"]})

    answered = (await delivery.answer()).body
    assert answered == {
        "response_action": "errors",
        "errors": {"names": "Choose at least two."},
    }


async def test_a_modal_sent_after_half_an_hour_is_answered_in_private(world: World) -> None:
    world.alice.slash("/company", "", world.channel)
    view = await world.server.next_view(world.alice, SOON)
    await world.alice.types(view, "names:/company", "nord")

    world.server.clock.advance(31 * 60)
    world.alice.submits(view, {"names": "Nordlys"})

    assert "Nordlys is a ferry firm" in (await world.answer(world.alice.dm)).text


async def test_a_modal_opened_too_late_is_apologised_for(world: World) -> None:
    world.server.refuse("views.open", "expired_trigger_id")

    world.alice.slash("/company", "", world.channel)

    assert "went wrong" in (await world.whisper()).text


async def test_what_is_not_ours_is_acknowledged(world: World) -> None:
    unknown = [
        world.alice.slash("/unheard-of"),
        world.alice.uses_shortcut("unheard-of"),
    ]

    for delivery in unknown:
        await delivery.answer()
    await world.quiet()
