import asyncio

import aiohttp
import discord
import pytest

from tests.discord_server import DiscordServer, permissions
from tests.discord_server.client import Harbour, Start

SEND = "POST /channels/{channel_id}/messages"
CALLBACK = "POST /interactions/{interaction_id}/{interaction_token}/callback"


async def place_of(client: discord.Client, harbour: Harbour) -> discord.TextChannel:
    channel = client.get_channel(harbour.channel.id)
    assert isinstance(channel, discord.TextChannel)
    return channel


async def test_a_route_s_rate_limit_is_waited_out(
    discord_server: DiscordServer, harbour: Harbour, started: Start
) -> None:
    channel = await place_of(await started(), harbour)

    discord_server.limit(SEND, 0.05, times=2)
    await channel.send("hello")

    assert [one.status for one in discord_server.requests(SEND)] == [429, 429, 200]


async def test_a_global_rate_limit_holds_every_route(
    discord_server: DiscordServer, harbour: Harbour, started: Start
) -> None:
    channel = await place_of(await started(), harbour)
    discord_server.limit(SEND, 0.2, everywhere=True)

    sending = asyncio.create_task(channel.send("hello"))
    await discord_server.next_request(SEND)
    await asyncio.gather(sending, channel.typing())

    statuses = [(one.method, one.status) for one in discord_server.requests()][-2:]
    assert ("POST", 200) in statuses
    assert discord_server.rest.calls.all[-1].at - discord_server.requests(SEND)[0].at > 0.15


async def test_a_429_without_via_is_taken_for_a_ban(
    discord_server: DiscordServer, harbour: Harbour, started: Start
) -> None:
    channel = await place_of(await started(), harbour)
    discord_server.limit(SEND, via=False)

    with pytest.raises(discord.HTTPException) as refused:
        await channel.send("hello")

    assert refused.value.status == 429


async def test_a_narrow_bucket_is_waited_for_without_a_single_429(
    discord_server: DiscordServer, harbour: Harbour, started: Start
) -> None:
    channel = await place_of(await started(), harbour)
    discord_server.rest.buckets.limit(SEND, 2, 0.2)

    for number in range(5):
        await channel.send(str(number))

    assert {one.status for one in discord_server.requests(SEND)} == {200}


async def test_a_500_is_retried(
    discord_server: DiscordServer, harbour: Harbour, started: Start
) -> None:
    channel = await place_of(await started(), harbour)
    discord_server.fail(SEND, 500)

    await channel.send("hello")

    assert [one.status for one in discord_server.requests(SEND)] == [500, 200]


async def test_a_503_is_not_retried(
    discord_server: DiscordServer, harbour: Harbour, started: Start
) -> None:
    channel = await place_of(await started(), harbour)
    discord_server.fail(SEND, 503)

    with pytest.raises(discord.DiscordServerError):
        await channel.send("hello")

    assert [one.status for one in discord_server.requests(SEND)] == [503]


async def test_an_accepted_message_whose_answer_fails_is_not_posted_twice(
    discord_server: DiscordServer, harbour: Harbour, started: Start
) -> None:
    channel = await place_of(await started(), harbour)
    discord_server.fail(SEND, 502, after=True)

    sent = await channel.send("hello")

    assert [one.id for one in discord_server.world.posted.all] == [sent.id]
    assert [one.status for one in discord_server.requests(SEND)] == [502, 200]


@pytest.mark.parametrize(("after", "posted"), [(False, 0), (True, 1)])
async def test_a_cut_connection_raises(
    discord_server: DiscordServer, harbour: Harbour, started: Start, *, after: bool, posted: int
) -> None:
    channel = await place_of(await started(), harbour)
    discord_server.cut(SEND, after=after)

    with pytest.raises(aiohttp.ClientError):
        await channel.send("hello")

    assert len(discord_server.world.posted.all) == posted


async def test_a_held_request_waits_for_the_test(
    discord_server: DiscordServer, harbour: Harbour, started: Start
) -> None:
    channel = await place_of(await started(), harbour)
    held = discord_server.hold(SEND)

    sending = asyncio.create_task(channel.send("hello"))
    await discord_server.silence(0.1)
    held.set()

    assert (await sending).content == "hello"


async def test_a_first_answer_after_three_seconds_is_unknown(
    discord_server: DiscordServer, harbour: Harbour, started: Start
) -> None:
    await started()
    held = discord_server.hold(CALLBACK)

    harbour.alice.slash("think", harbour.channel)
    discord_server.clock.advance(3.1)
    held.set()
    late = await discord_server.next_request(CALLBACK)

    assert (late.status, late.answer["code"]) == (404, 10062)


async def test_a_followup_after_fifteen_minutes_is_unknown(
    discord_server: DiscordServer, harbour: Harbour, started: Start
) -> None:
    await started()
    route = "POST /webhooks/{webhook_id}/{webhook_token}"
    held = discord_server.hold(route)

    asked = harbour.alice.slash("think", harbour.channel)
    await asked.response()
    discord_server.clock.advance(901)
    held.set()
    late = await discord_server.next_request(route)

    assert (late.status, late.answer["code"]) == (404, 10015)


DENIED = [
    pytest.param(permissions.VIEW, 50001, id="cannot see"),
    pytest.param(permissions.SEND, 50013, id="cannot send"),
    pytest.param(permissions.EMBED_LINKS, 50013, id="cannot embed"),
    pytest.param(permissions.READ_HISTORY, 160002, id="cannot reply"),
]


@pytest.mark.parametrize(("denied", "code"), DENIED)
async def test_what_a_channel_denies_is_refused(
    discord_server: DiscordServer, harbour: Harbour, started: Start, denied: int, code: int
) -> None:
    channel = await place_of(await started(), harbour)
    asked = harbour.alice.says(harbour.channel, "hello")
    discord_server.deny(harbour.channel, denied)

    with pytest.raises(discord.Forbidden) as refused:
        await channel.send(
            embed=discord.Embed(title="x"),
            reference=discord.MessageReference(message_id=asked.id, channel_id=channel.id),
        )

    assert refused.value.code == code


async def test_a_deleted_channel_is_unknown(
    discord_server: DiscordServer, harbour: Harbour, started: Start
) -> None:
    channel = await place_of(await started(), harbour)
    discord_server.remove(harbour.channel)

    with pytest.raises(discord.NotFound) as refused:
        await channel.send("hello")

    assert refused.value.code == 10003


async def test_threads_reactions_typing_and_private_channels_work(
    discord_server: DiscordServer, harbour: Harbour, started: Start
) -> None:
    client = await started()
    channel = await place_of(client, harbour)
    said = harbour.alice.says(harbour.channel, "hello")

    message = await channel.fetch_message(said.id)
    await message.add_reaction("👍")
    thread = await message.create_thread(name="more")
    await thread.send("in here")
    user = await client.fetch_user(harbour.alice.id)
    await user.send("in private")
    async with channel.typing():
        await channel.send("aloud")

    texts = [(await discord_server.next_message()).content for _ in range(3)]
    assert texts == ["in here", "in private", "aloud"]
    assert [one.content async for one in channel.history(limit=1)] == ["aloud"]


async def test_own_messages_are_edited_and_deleted_and_others_not(
    discord_server: DiscordServer, harbour: Harbour, started: Start
) -> None:
    channel = await place_of(await started(), harbour)
    sent = await channel.send("hello")
    other = await channel.fetch_message(harbour.alice.says(harbour.channel, "mine").id)

    await sent.edit(content="goodbye")
    edited = await discord_server.next_edit()
    await sent.delete()

    assert edited.content == "goodbye"
    assert (await discord_server.next_deletion()).id == sent.id
    with pytest.raises(discord.Forbidden) as not_own:
        await other.edit(content="yours")
    with pytest.raises(discord.Forbidden) as not_allowed:
        await other.delete()
    with pytest.raises(discord.NotFound) as gone:
        await sent.edit(content="again")
    codes = [one.value.code for one in (not_own, not_allowed, gone)]
    assert codes == [50005, 50013, 10008]
