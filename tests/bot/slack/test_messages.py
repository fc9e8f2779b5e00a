"""Mentions, direct messages, edits, ask-channels, and what is left alone."""

from functools import partial
from typing import Any

import pytest

from bot.slack.desk import PLATFORM
from tests.bot.slack.conftest import (
    ANSWER,
    OTHER_ANSWER,
    OTHER_QUESTION,
    QUESTION,
    SOON,
    World,
)


async def test_a_mention_is_answered_in_its_thread(world: World) -> None:
    asked = world.alice.mentions(world.channel, QUESTION)

    answer = await world.answer()

    assert answer.thread_ts == asked.ts
    assert ANSWER in answer.text


async def test_a_mention_in_a_thread_is_answered_there(world: World) -> None:
    first = world.alice.posts(world.channel, "hello everyone")

    world.alice.mentions(world.channel, QUESTION, thread=first)

    assert (await world.answer()).thread_ts == first.ts


async def test_a_mention_told_of_by_two_events_is_answered_once(world: World) -> None:
    asked = world.alice.mentions(world.channel, QUESTION)
    await world.answer()
    await world.dealt_with()

    assert len(asked.deliveries) == 2
    assert len(world.server.messages()) == 1


async def test_a_direct_message_is_answered_beside_it(world: World) -> None:
    world.alice.dms(QUESTION)

    answer = await world.answer(world.alice.dm)

    assert answer.thread_ts is None
    assert ANSWER in answer.text


async def test_a_mention_among_several_people_is_answered(world: World) -> None:
    group = world.server.group(world.alice, world.admin)

    world.alice.mentions(group, QUESTION)

    assert ANSWER in (await world.answer(group)).text


async def test_the_same_question_of_two_people_is_answered_twice(world: World) -> None:
    world.alice.mentions(world.channel, QUESTION)
    world.admin.mentions(world.channel, QUESTION)

    first, second = await world.answer(), await world.answer()

    assert first.thread_ts != second.thread_ts


async def test_who_only_mentions_the_bot_gets_a_reason(world: World) -> None:
    world.alice.posts(world.channel, world.server.bot.mention)

    assert "no question" in (await world.answer()).text


async def test_what_the_sources_lack_gets_a_reason(world: World) -> None:
    answer = await world.mentioned("What is the capital of Mongolia?")

    assert answer.text


async def test_a_quoted_question_in_a_code_block_is_read(world: World) -> None:
    answer = await world.mentioned(f"\n> ```{QUESTION}``` :wave:")

    assert ANSWER in answer.text


@pytest.mark.parametrize("text", ["<!channel>", "<!here>", "<!subteam^S1>", "hello", QUESTION])
async def test_what_does_not_address_the_bot_is_left_alone(world: World, text: str) -> None:
    world.alice.posts(world.channel, text, raw=True)

    await world.quiet()


@pytest.mark.parametrize(
    "more",
    [
        {"subtype": "bot_message"},
        {"subtype": "channel_topic"},
        {"payload": {"bot_id": "B0OTHER"}},
        {"payload": {"user": "USLACKBOT"}},
        {"payload": {"user": None}},
    ],
)
async def test_what_no_person_writes_is_left_alone(world: World, more: dict[str, Any]) -> None:
    world.alice.mentions(world.channel, QUESTION, **more)

    await world.quiet()


async def test_other_bots_are_left_alone(world: World) -> None:
    other = world.server.other_bot("echo", world.channel)

    other.mentions(world.channel, QUESTION)

    await world.quiet()


async def test_joins_are_left_alone(world: World) -> None:
    world.server.person("bob").joins(world.channel)

    await world.quiet()


async def test_a_file_without_a_question_is_left_alone(world: World) -> None:
    world.alice.shares(world.channel)
    world.alice.shares(world.alice.dm)

    await world.quiet()


async def test_a_file_with_a_question_in_private_is_answered(world: World) -> None:
    world.alice.shares(world.alice.dm, QUESTION)

    assert ANSWER in (await world.answer(world.alice.dm)).text


async def test_an_edited_question_gets_its_answer_edited(world: World) -> None:
    asked = world.alice.mentions(world.channel, QUESTION)
    answer = await world.answer()

    world.alice.edits(asked, f"{world.server.bot.mention} {OTHER_QUESTION}")

    edited = await world.server.next_edit(SOON)
    assert edited.ts == answer.ts
    assert OTHER_ANSWER in edited.text


@pytest.mark.parametrize("place", ["channel", "private"])
async def test_an_edit_edits_the_answer_that_another_process_gave(world: World, place: str) -> None:
    asks = world.alice.dms if place == "private" else partial(world.alice.mentions, world.channel)
    asked = asks(QUESTION)
    answer = await world.answer()
    await world.dealt_with()
    world.desk.memory.release((asked.channel.id, asked.ts))

    world.alice.edits(asked, f"{world.server.bot.mention} {OTHER_QUESTION}")

    edited = await world.server.next_edit(SOON)
    assert edited.ts == answer.ts
    assert OTHER_ANSWER in edited.text
    assert len(world.server.messages()) == 1


async def test_a_question_edited_late_keeps_its_answer(world: World) -> None:
    asked = world.alice.mentions(world.channel, QUESTION)
    answer = await world.answer()
    old = dict(asked.payload, ts="1700000000.000100")

    event = {
        "type": "message",
        "subtype": "message_changed",
        "channel": world.channel.id,
        "channel_type": "channel",
        "message": {**old, "text": f"{world.server.bot.mention} {OTHER_QUESTION}", "edited": {}},
        "previous_message": old,
        "ts": "1700000301.000100",
    }
    world.server.world.tell(event, world.channel)
    await world.dealt_with()

    assert ANSWER in answer.text
    assert world.server.calls("chat.update") == []


async def test_a_mention_that_is_edited_in_is_answered(world: World) -> None:
    asked = world.alice.posts(world.channel, QUESTION)

    world.alice.edits(asked, f"{world.server.bot.mention} {QUESTION}")

    assert (await world.answer()).thread_ts == asked.ts


async def test_a_preview_of_a_link_changes_no_answer(world: World) -> None:
    asked = world.alice.mentions(world.channel, QUESTION)
    await world.answer()

    world.alice.unfurls(asked)
    await world.dealt_with()

    assert world.server.calls("chat.update") == []
    assert len(world.server.messages()) == 1


async def test_a_deleted_question_changes_nothing(world: World) -> None:
    asked = world.alice.mentions(world.channel, QUESTION)
    await world.answer()

    world.alice.deletes(asked)
    await world.dealt_with()

    assert len(world.server.messages()) == 1


async def test_in_an_ask_channel_what_is_sure_is_answered(world: World) -> None:
    await world.desk.service.channels.add(PLATFORM, world.channel.id)

    world.alice.posts(world.channel, QUESTION)

    assert ANSWER in (await world.answer()).text


@pytest.mark.parametrize("text", ["lunch?", "What is the capital of Mongolia?", "hi"])
async def test_in_an_ask_channel_chatter_is_left_alone(world: World, text: str) -> None:
    await world.desk.service.channels.add(PLATFORM, world.channel.id)

    world.alice.posts(world.channel, text)

    await world.quiet()


async def test_where_the_bot_may_not_write_the_asker_is_told_privately(world: World) -> None:
    world.server.refuse("chat.postMessage", "is_archived")

    world.alice.mentions(world.channel, QUESTION)

    answer = await world.answer(world.alice.dm)
    assert answer.text.startswith("I may not write where you asked")
    assert answer.blocks[0]["elements"][0]["text"].startswith("I may not write")
    assert ANSWER in answer.text


async def test_what_the_bot_writes_does_not_address_it(world: World) -> None:
    world.alice.dms(f"{world.server.bot.mention} {QUESTION}")
    await world.answer()

    await world.dealt_with()

    assert len(world.server.messages()) == 1


@pytest.mark.parametrize("settings", [{"cooldown": 100}])
class TestCooldown:
    async def test_a_second_question_is_refused_privately_once(self, world: World) -> None:
        for _ in range(3):
            world.alice.mentions(world.channel, QUESTION)
        await world.answer()
        refusal = await world.whisper()
        await world.dealt_with()

        assert "try again" in refusal.text
        assert len(world.server.ephemerals()) == 1
        assert len(world.server.messages()) == 1

    async def test_a_command_too_soon_is_refused(self, world: World) -> None:
        await world.asked()

        assert "try again" in (await world.asked()).text

    async def test_chatter_in_an_ask_channel_does_not_count(self, world: World) -> None:
        await world.desk.service.channels.add(PLATFORM, world.channel.id)
        world.alice.posts(world.channel, "lunch?")

        world.alice.posts(world.channel, QUESTION)

        assert ANSWER in (await world.answer()).text
