"""The App Home and the agent view."""

import pytest

from bot.slack import agent
from tests.bot.slack.conftest import ANSWER, QUESTION, RELATED, SOON, World
from tests.bot.slack.test_buttons import HELPFUL, NOT_HELPFUL, SHARE, WHY, related
from tests.slack_server.model import View, elements


async def at_home(world: World) -> View:
    world.alice.opens_home()
    return await world.server.next_view(world.alice, SOON)


def told(view: View) -> str:
    """What a view says."""
    texts = [each.get("text") for each in view.blocks]
    return "\n".join(text["text"] for text in texts if text)


async def asked(world: World, home: View, question: str) -> View:
    """Type a question into the box, and see the modal that answers it."""
    [box] = [each for each in elements(home.blocks) if each["type"] == "plain_text_input"]
    pressed = {"type": box["type"], "action_id": box["action_id"], "block_id": box["block_id"]}
    world.alice.acts(home, {**pressed, "value": question})
    return await world.server.next_view(world.alice, SOON)


async def test_the_home_shows_what_there_is_to_ask(world: World) -> None:
    home = await at_home(world)

    assert home.payload["type"] == "home"
    assert "I am a bot" in told(home)
    assert {each["type"] for each in elements(home.blocks)} == {
        "plain_text_input",
        "static_select",
        "external_select",
    }


async def test_a_question_typed_at_home_is_answered_in_a_modal(world: World) -> None:
    view = await asked(world, await at_home(world), QUESTION)

    assert view.title == "Answer"
    assert ANSWER in told(view)
    assert SHARE not in view.labels


async def test_small_talk_at_home_needs_no_buttons(world: World) -> None:
    view = await asked(world, await at_home(world), "thanks")

    assert "welcome" in told(view)
    assert view.labels == []


async def test_a_related_question_is_answered_in_the_same_modal(world: World) -> None:
    view = await asked(world, await at_home(world), RELATED)

    world.alice.clicks(view, related(view)["action_id"])

    again = await world.server.next_view(world.alice, SOON)
    assert again.id == view.id


async def test_a_vote_in_a_modal_is_thanked_for_over_it(world: World) -> None:
    view = await asked(world, await at_home(world), QUESTION)

    world.alice.clicks(view, HELPFUL)

    thanks = await world.server.next_view(world.alice, SOON)
    assert thanks.id != view.id
    assert "Thank you" in told(thanks)


async def test_why_is_told_over_a_modal(world: World) -> None:
    view = await asked(world, await at_home(world), QUESTION)

    world.alice.clicks(view, WHY)

    assert "candidates: ticket" in told(await world.server.next_view(world.alice, SOON))


async def test_what_was_missing_is_asked_over_a_modal(world: World) -> None:
    view = await asked(world, await at_home(world), QUESTION)
    world.alice.clicks(view, NOT_HELPFUL)
    asks = await world.server.next_view(world.alice, SOON)

    delivery = world.alice.submits(asks, {"words": "the fare"})

    await delivery.answer()
    await world.quiet()


async def test_a_topic_is_browsed_at_home(world: World) -> None:
    home = await at_home(world)

    world.alice.selects(home, "rw:topic:0", "Prices")
    listed = await world.server.next_view(world.alice, SOON)
    world.alice.selects(listed, "rw:question:0", QUESTION)

    assert ANSWER in told(await world.server.next_view(world.alice, SOON))


async def test_a_company_is_completed_at_home(world: World) -> None:
    home = await at_home(world)

    await world.alice.types(home, "names:/company", "bright")
    world.alice.selects(home, "names:/company", "Brightwater")

    assert "Brightwater is a ferry firm" in told(await world.server.next_view(world.alice, SOON))


async def test_who_opens_the_conversation_is_offered_questions(world: World) -> None:
    world.alice.opens_agent()
    call = await world.server.next_call("assistant.threads.setSuggestedPrompts", SOON)

    assert not call.is_refused
    prompts = world.server.world.prompts[world.alice.dm.id]
    assert [each["message"] for each in prompts] == ["Where do the new ferry routes go?", QUESTION]


async def test_a_status_is_shown_while_an_agent_answers(world: World) -> None:
    first = world.alice.dms("hello")
    await world.answer()

    world.alice.dms(QUESTION, thread=first)

    answer = await world.answer()
    assert answer.thread_ts == first.ts
    assert [
        each.args["thread_ts"] for each in world.server.calls("assistant.threads.setStatus")
    ] == [first.ts]


@pytest.mark.parametrize("error", ["missing_scope", "feature_not_enabled"])
async def test_without_agents_all_is_answered_and_they_are_left_alone(
    world: World, error: str
) -> None:
    world.server.refuse("assistant.threads.setStatus", error)
    first = world.alice.dms("hello")
    await world.answer()

    for _ in range(2):
        world.alice.dms(QUESTION, thread=first)
        assert ANSWER in (await world.answer()).text
    world.alice.opens_agent()
    await world.dealt_with()

    assert len(world.server.calls("assistant.threads.setStatus")) == 1
    assert world.server.calls("assistant.threads.setSuggestedPrompts") == []


async def test_a_status_that_fails_stops_no_answer(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(agent, "LONGEST_WAIT", 0.1)
    world.server.cut("assistant.threads.setStatus", times=4)
    first = world.alice.dms("hello")
    await world.answer()

    world.alice.dms(QUESTION, thread=first)

    assert ANSWER in (await world.answer()).text
