"""Mentions, direct messages, replies, edits, and what is left alone."""

from typing import Any

import discord
import pytest

from bot.discord.desk import Desk
from tests.bot.discord.conftest import OTHER_QUESTION, QUESTION, FakeClock, World

ANSWER = "$9 by 2030"


def told(message: discord.Message) -> str:
    return message.embeds[0].description or ""


def sent(world: World) -> list[dict[str, Any]]:
    """The bodies of the messages that the bot tried to send."""
    posts = [each for each in world.env.http_requests if each.path.endswith("/messages")]
    return [each.json or {} for each in posts]


async def test_a_mention_is_answered_with_a_reply(world: World) -> None:
    asked = await world.alice.send(world.channel, f"{world.mention} {QUESTION}")

    assert world.last.reference
    assert world.last.reference.message_id == asked.id
    assert ANSWER in told(world.last)


async def test_a_direct_message_is_answered(world: World) -> None:
    await world.alice.send_dm(QUESTION)

    [answer] = world.said(world.alice.user.dm_channel)
    assert ANSWER in told(answer)


async def test_a_reply_to_the_bot_is_answered(world: World) -> None:
    await world.alice.send(world.channel, f"{world.mention} hi")

    await world.alice.send(world.channel, QUESTION, reply_to=world.last)

    assert ANSWER in told(world.last)


async def test_who_only_mentions_the_bot_gets_a_reason(world: World) -> None:
    await world.alice.send(world.channel, world.mention)

    assert "no question" in told(world.last)


async def test_what_the_sources_lack_gets_a_reason(world: World) -> None:
    await world.alice.send(world.channel, f"{world.mention} What is the capital of Mongolia?")

    assert told(world.last)


@pytest.mark.parametrize("content", ["@everyone", "@here", "hello", QUESTION])
async def test_what_does_not_address_the_bot_is_left_alone(world: World, content: str) -> None:
    await world.alice.send(world.channel, content)

    assert world.said() == []


async def test_a_mention_of_its_role_is_left_alone(world: World) -> None:
    role = world.guild.create_role("Rigwire")

    await world.alice.send(world.channel, f"{role.mention} {QUESTION}")

    assert world.said() == []


async def test_webhooks_are_left_alone(world: World) -> None:
    hook = world.guild.create_webhook(world.channel)

    await hook.send(f"{world.mention} {QUESTION}")

    assert world.said() == []


async def test_a_quoted_question_in_a_code_block_is_read(world: World) -> None:
    await world.alice.send(world.channel, f"{world.mention}\n> ```\n> {QUESTION}\n> ```")

    assert ANSWER in told(world.last)


async def test_an_edited_question_gets_its_answer_edited(world: World) -> None:
    asked = await world.alice.send(world.channel, f"{world.mention} {QUESTION}")

    await world.alice.edit(asked, f"{world.mention} {OTHER_QUESTION}")

    [answer] = world.said()
    assert "March" in told(answer)


async def test_a_question_edited_late_keeps_its_answer(world: World) -> None:
    asked = await world.alice.send(world.channel, f"{world.mention} {QUESTION}")
    await world.env.advance_time(301)

    await world.alice.edit(asked, f"{world.mention} {OTHER_QUESTION}")

    [answer] = world.said()
    assert ANSWER in told(answer)


async def test_a_mention_that_is_edited_in_is_answered(world: World) -> None:
    asked = await world.alice.send(world.channel, QUESTION)

    await world.alice.edit(asked, f"{world.mention} {QUESTION}")

    assert ANSWER in told(world.last)


async def test_no_reply_mentions_anyone(world: World) -> None:
    await world.alice.send(world.channel, f"{world.mention} is @everyone at <@1>?")

    [body] = sent(world)
    assert body["allowed_mentions"] == {"parse": []}


async def test_a_failed_send_is_tried_again_under_the_same_nonce(world: World) -> None:
    world.env.inject_error("POST", "/channels/*/messages", status=503)

    await world.alice.send(world.channel, f"{world.mention} {QUESTION}")
    await world.env.advance_time(2)

    first, second = sent(world)
    assert first["nonce"] == second["nonce"]
    assert len(world.said()) == 1


async def test_where_the_bot_may_not_write_the_asker_is_told_privately(world: World) -> None:
    world.env.inject_error("POST", f"/channels/{world.channel.id}/messages", status=403)

    await world.alice.send(world.channel, f"{world.mention} {QUESTION}")

    [answer] = world.said(world.alice.user.dm_channel)
    assert answer.content == "I may not write where you asked, so here it is."
    assert ANSWER in told(answer)


async def test_a_closing_bot_takes_no_more_questions(world: World, desk: Desk) -> None:
    await desk.finish(1)

    await world.alice.send(world.channel, f"{world.mention} {QUESTION}")

    assert world.said() == []


async def test_nothing_is_answered_twice(world: World) -> None:
    asked = await world.alice.send(world.channel, f"{world.mention} {QUESTION}")

    world.env.bot.dispatch("message", asked)
    await world.env.settle()

    assert len(world.said()) == 1


class TestCooldown:
    @pytest.fixture
    def cooldown(self) -> float:
        return 10

    async def test_a_second_question_is_refused_privately_once(self, world: World) -> None:
        for _ in range(3):
            await world.alice.send(world.channel, f"{world.mention} {QUESTION}")

        [answer] = world.said()
        [refusal] = world.said(world.alice.user.dm_channel)
        assert ANSWER in told(answer)
        assert "try again" in refusal.content

    async def test_it_ends_and_is_for_each_person(self, world: World, clock: FakeClock) -> None:
        await world.alice.send(world.channel, f"{world.mention} {QUESTION}")
        await world.manager.send(world.channel, f"{world.mention} {QUESTION}")
        clock.now += 10
        await world.alice.send(world.channel, f"{world.mention} {QUESTION}")

        assert len(world.said()) == 3

    async def test_chatter_in_an_ask_channel_does_not_count(self, world: World) -> None:
        await world.desk.service.channels.add("discord", world.channel.id)

        await world.alice.send(world.channel, "lunch?")
        await world.alice.send(world.channel, QUESTION)
        await world.alice.send(world.channel, QUESTION)

        assert len(world.said()) == 1

    async def test_a_command_too_soon_is_refused_privately(self, world: World) -> None:
        await world.alice.slash(world.channel, "ask", question=QUESTION)

        result = await world.alice.slash(world.channel, "ask", question=QUESTION)

        assert result.ephemeral
        assert result.response
        assert "try again" in result.response.content
