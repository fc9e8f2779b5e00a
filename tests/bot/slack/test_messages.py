"""Mentions, direct messages, edits, ask-channels, and what is left alone."""

from tests.bot.slack.conftest import ANSWER, QUESTION, World


async def test_a_mention_is_answered_in_its_thread(world: World) -> None:
    asked = world.alice.mentions(world.channel, QUESTION)

    answer = await world.answer()

    assert answer.thread_ts == asked.ts
    assert ANSWER in answer.text


async def test_a_direct_message_is_answered_beside_it(world: World) -> None:
    world.alice.dms(QUESTION)

    answer = await world.answer(world.alice.dm)

    assert answer.thread_ts is None
    assert ANSWER in answer.text


async def test_a_command_is_answered_privately(world: World) -> None:
    answer = await world.asked()

    assert ANSWER in answer.text
    assert world.server.messages() == []
