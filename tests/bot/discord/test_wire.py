"""The bot against the loopback Discord: over real sockets, with what goes wrong on them."""

import asyncio

import pytest

from bot.reply import wording
from tests.bot.discord.conftest import OTHER_QUESTION, QUESTION
from tests.bot.discord.wire import LATE, Place, Start
from tests.discord_server import DiscordServer, Message
from tests.discord_server.specification import Specification

ANSWER = "$9 by 2030"
POST = "POST /channels/{channel_id}/messages"
CALLBACK = "POST /interactions/{interaction_id}/{interaction_token}/callback"
SYNC = "PUT /applications/{application_id}/commands"


def told(message: Message) -> str:
    return str(message.embeds[0]["description"])


async def test_commands_are_registered_once(server: DiscordServer, start: Start) -> None:
    first = await start()
    await first.close()

    await start()

    assert len(server.requests(SYNC)) == 1


async def test_commands_of_one_server_are_registered_once(place: Place, start: Start) -> None:
    first = await start(guild_ids=[place.guild.id])
    await first.close()

    await start(guild_ids=[place.guild.id])

    route = "PUT /applications/{application_id}/guilds/{guild_id}/commands"
    assert len(place.server.requests(route)) == 1
    assert place.server.requests(SYNC) == []


async def test_a_mention_is_answered(place: Place, start: Start) -> None:
    await start()

    place.asks()

    assert ANSWER in told(await place.server.next_message())


async def test_a_reply_without_a_ping_gets_a_reason(place: Place, start: Start) -> None:
    await start()
    place.asks()
    answer = await place.server.next_message()

    place.alice.says(place.channel, QUESTION, reply_to=answer, ping=False)

    assert "no question" in told(await place.server.next_message())


async def test_everyone_is_not_the_bot(place: Place, start: Start) -> None:
    await start()

    place.manager.says(place.channel, f"@everyone {QUESTION}", everyone=True)

    await place.server.silence()


async def test_a_preview_of_a_link_is_no_edit(place: Place, start: Start) -> None:
    await start()
    asked = place.asks()
    await place.server.next_message()

    place.alice.unfurls(asked)
    place.alice.edits(asked, f"{place.server.bot.mention} {OTHER_QUESTION}")

    assert "March" in told(await place.server.next_edit())


async def test_a_mention_missed_while_away_is_answered_once(place: Place, start: Start) -> None:
    await start()

    place.server.gateway.drop()
    place.asks()

    assert ANSWER in told(await place.server.next_message(LATE))
    await place.server.silence()


@pytest.mark.parametrize("resumable", [True, False])
async def test_it_answers_after_its_session_was_refused(
    place: Place,
    start: Start,
    resumable: bool,  # noqa: FBT001 - a parameter
) -> None:
    await start()
    await place.server.gateway.ready.next()

    place.server.gateway.invalidate(resumable=resumable)
    renewed = place.server.gateway.resumed if resumable else place.server.gateway.ready
    await renewed.next(LATE)
    place.asks()

    assert ANSWER in told(await place.server.next_message(LATE))


@pytest.mark.parametrize("status", [500, 502, 503])
async def test_a_stumbling_service_is_asked_again(place: Place, start: Start, status: int) -> None:
    await start()
    place.server.fail(POST, status)

    place.asks()

    assert ANSWER in told(await place.server.next_message(LATE))
    await place.server.silence()


@pytest.mark.parametrize("after", [False, True])
async def test_a_cut_connection_leads_to_one_answer(
    place: Place,
    start: Start,
    after: bool,  # noqa: FBT001 - a parameter
) -> None:
    await start()
    place.server.cut(POST, after=after)

    place.asks()

    assert ANSWER in told(await place.server.next_message(LATE))
    await place.server.silence(2)


@pytest.mark.parametrize("everywhere", [False, True])
async def test_a_rate_limit_is_waited_out(
    place: Place,
    start: Start,
    everywhere: bool,  # noqa: FBT001 - a parameter
) -> None:
    await start()
    place.server.limit(POST, everywhere=everywhere)

    place.asks()

    assert ANSWER in told(await place.server.next_message(LATE))


@pytest.mark.parametrize("after", [False, True])
async def test_a_cut_answer_to_a_command_arrives_once(
    place: Place,
    start: Start,
    after: bool,  # noqa: FBT001 - a parameter
) -> None:
    await start()
    place.server.cut(CALLBACK, after=after)

    asked = place.alice.slash("ask", place.channel, question=QUESTION)

    assert ANSWER in told(await asked.reply(LATE))


async def test_buttons_work_after_a_restart(place: Place, start: Start) -> None:
    first = await start()
    place.asks()
    answer = await place.server.next_message()
    await first.close()
    await start()

    pressed = place.alice.click(answer, "Why this answer")

    assert "candidates: ticket" in (await pressed.reply()).content.replace("\\", "")


async def test_a_forged_button_gets_a_kind_word_or_nothing(place: Place, start: Start) -> None:
    await start()
    place.asks()
    answer = await place.server.next_message()

    place.alice.click(answer, "rw:delete:1:", forged=True)
    place.asks(OTHER_QUESTION)

    assert "March" in told(await place.server.next_message())


async def test_admin_commands_are_refused_to_members_who_send_them_anyway(
    place: Place, start: Start
) -> None:
    await start()

    asked = place.alice.slash("kb status", place.channel)

    reply = await asked.reply()
    assert reply.content == "That is for those who manage this server."
    assert reply.ephemeral


async def test_configured_roles_and_people_may_administrate(place: Place, start: Start) -> None:
    role = place.server.role(place.guild, "Keepers")
    keeper = place.server.member(place.guild, "keeper")
    keeper.membership(place.guild).roles.append(role)
    await start(admin_roles=[role.id], admin_users=[place.alice.id])

    for person in (keeper, place.alice):
        asked = person.slash("kb status", place.channel)
        assert "facts" in told(await asked.reply())


async def test_it_works_as_a_persons_own_app(place: Place, start: Start) -> None:
    await start()
    elsewhere = place.server.guild("Elsewhere", bot=False)
    channel = place.server.channel(elsewhere)
    place.server.join(elsewhere, place.alice)

    asked = place.alice.slash("ask", channel, question=QUESTION)

    assert ANSWER in told(await asked.reply())


async def test_where_it_may_not_write_the_asker_is_told_privately(
    place: Place, start: Start
) -> None:
    await start()
    place.server.deny(place.channel, 1 << 11)

    place.asks()

    reply = await place.server.next_message()
    assert reply.content == "I may not write where you asked, so here it is."


async def test_where_embeds_are_not_allowed_it_writes_text(place: Place, start: Start) -> None:
    await start()
    place.server.deny(place.channel, 1 << 14)
    await asyncio.sleep(0.1)

    place.asks()

    reply = await place.server.next_message()
    assert ANSWER in reply.content
    assert "paragraph 3" in reply.content
    assert not reply.embeds


async def test_two_shards_answer(server: DiscordServer, start: Start) -> None:
    server.world.shards = 2
    guilds = [server.guild(f"G{n}", number=(n + 2) << 22) for n in range(2)]
    places = [(server.channel(guild), server.member(guild, "alice")) for guild in guilds]
    client = await start()

    for channel, person in places:
        person.says(channel, f"{server.bot.mention} {QUESTION}")
        assert ANSWER in told(await server.next_message(LATE, channel))
    assert client.shard_count == 2


async def test_five_hundred_questions_at_once_are_all_answered(place: Place, start: Start) -> None:
    await start()

    asked = {place.asks().id for _ in range(500)}
    answers = [await place.server.next_message(30) for _ in range(500)]

    answered = {int(each.payload["message_reference"]["message_id"]) for each in answers}
    assert answered == asked


async def test_all_that_it_sends_is_as_discord_describes_it(
    place: Place, start: Start, specification: Specification
) -> None:
    await start()

    await use_everything(place)

    calls = place.server.requests()
    assert len({call.name for call in calls}) >= 8
    assert [problem for call in calls for problem in specification.problems(call)] == []


async def use_everything(place: Place) -> None:
    """Use every command and button once."""
    alice, channel = place.alice, place.channel
    asked = place.asks("Which firms sail to Vesterholm?")
    answer = await place.server.next_message()
    alice.edits(asked, f"{place.server.bot.mention} {QUESTION}")
    await place.server.next_edit()
    for button in ("Helpful", "Why this answer"):
        await alice.click(answer, button).reply()
    voted = alice.click(answer, "Not helpful")
    await voted.modal()
    await alice.submit(voted, **{wording.WHAT_WAS_MISSING: "the fare"}).reply()
    alice.click(answer, "Delete")
    await place.server.next_deletion()
    await alice.autocomplete("ask", channel, question="tick").choices()
    await alice.menu("Answer this", asked).reply()
    private = await alice.slash("ask", channel, question=QUESTION, private=True).reply()
    await alice.click(private, "Share").reply()
    topics = await alice.slash("topics", channel).reply()
    await alice.select(topics, "Routes").reply()
    for name in ("companies", "timeline", "sources", "about"):
        await alice.slash(name, channel).reply()
    await alice.slash("company", channel, name="nordlys").reply()
    await alice.slash("person", channel, name="Holm").reply()
    await alice.slash("compare", channel, first="Nordlys", second="Brightwater").reply()
    for command in ("kb status", "kb check"):
        await place.manager.slash(command, channel).reply(LATE)
    await place.manager.slash("kb channel", channel, listen=True).reply()
