import zlib

import discord
import pytest
from discord import utils

from tests.discord_server import DiscordServer
from tests.discord_server.client import Echo, Harbour, ShardedEcho, Start
from tests.discord_server.gateway_intents import GUILD_MEMBERS, MESSAGE_CONTENT

IDENTIFY, RESUME = 2, 6


async def echoed(server: DiscordServer, place: Harbour, text: str = "hello") -> str:
    place.alice.says(place.channel, f"{server.bot.mention} {text}")
    return (await server.next_message(5)).content


async def test_login_reads_the_application_and_registers_the_commands_once(
    discord_server: DiscordServer, harbour: Harbour, started: Start
) -> None:
    client = await started()

    assert client.application_id == discord_server.world.application_id
    assert client.get_guild(harbour.guild.id).me.id == discord_server.bot.id
    assert [one["name"] for one in discord_server.world.commands[None]] == [
        "ask",
        "think",
        "Answer this",
    ]
    assert len(discord_server.gateway.sent(IDENTIFY)) == 1


async def test_a_mention_missed_while_away_is_answered_once_after_resume(
    discord_server: DiscordServer, harbour: Harbour, started: Start
) -> None:
    await started()

    discord_server.gateway.drop()
    reply = await echoed(discord_server, harbour)
    await discord_server.gateway.resumed.next(5)
    later = await echoed(discord_server, harbour, "again")

    assert reply.endswith("hello")
    assert later.endswith("again")
    assert len(discord_server.gateway.sent(IDENTIFY)) == 1


async def test_a_request_to_reconnect_is_followed_by_resume(
    discord_server: DiscordServer, harbour: Harbour, started: Start
) -> None:
    await started()

    discord_server.gateway.reconnect()
    await discord_server.gateway.resumed.next(5)

    assert await echoed(discord_server, harbour)


async def test_an_invalid_session_that_may_be_resumed_is_resumed(
    discord_server: DiscordServer, harbour: Harbour, started: Start
) -> None:
    await started()

    discord_server.gateway.invalidate(resumable=True)
    await discord_server.gateway.resumed.next(5)

    assert await echoed(discord_server, harbour)


async def test_an_invalid_session_that_is_gone_is_identified_anew(
    discord_server: DiscordServer, harbour: Harbour, started: Start
) -> None:
    await started()
    await discord_server.gateway.ready.next()

    discord_server.gateway.invalidate(resumable=False)
    await discord_server.gateway.ready.next(5)

    assert await echoed(discord_server, harbour)
    assert len(discord_server.gateway.sent(IDENTIFY)) == 2


@pytest.mark.usefixtures("harbour")
async def test_an_unknown_session_cannot_be_resumed(
    discord_server: DiscordServer, started: Start
) -> None:
    await started()
    await discord_server.gateway.ready.next()
    discord_server.gateway.sessions.clear()

    discord_server.gateway.drop()

    await discord_server.gateway.received(RESUME, 5)
    await discord_server.gateway.ready.next(5)
    assert len(discord_server.gateway.sent(IDENTIFY)) == 2


async def test_lost_heartbeat_acks_make_the_client_resume(
    discord_server: DiscordServer, harbour: Harbour, started: Start
) -> None:
    discord_server.gateway.heartbeat_ms = 100
    await started(Echo(heartbeat_timeout=0.3))

    discord_server.gateway.acks = False
    await discord_server.gateway.received(RESUME, 5)
    discord_server.gateway.acks = True

    assert await echoed(discord_server, harbour)


@pytest.mark.usefixtures("harbour")
@pytest.mark.parametrize("code", [4000, 4001, 4002, 4008])
async def test_a_close_that_heals_is_followed_by_resume(
    discord_server: DiscordServer, started: Start, code: int
) -> None:
    await started()

    discord_server.gateway.close(code)

    await discord_server.gateway.resumed.next(5)
    assert len(discord_server.gateway.sent(IDENTIFY)) == 1


@pytest.mark.usefixtures("harbour")
@pytest.mark.parametrize("code", [4007, 4009])
async def test_a_close_that_ends_the_session_is_followed_by_a_new_one(
    discord_server: DiscordServer, started: Start, code: int
) -> None:
    await started()
    await discord_server.gateway.ready.next()

    discord_server.gateway.close(code)

    await discord_server.gateway.ready.next(5)
    assert len(discord_server.gateway.sent(IDENTIFY)) == 2


async def test_a_token_revoked_after_login_is_fatal(
    discord_server: DiscordServer, started: Start
) -> None:
    client = Echo()

    async def revoke() -> None:
        discord_server.world.token = "another"

    client.setup_hook = revoke  # type: ignore[method-assign]
    with pytest.raises(discord.ConnectionClosed) as closed:
        await started(client)

    assert closed.value.code == 4004


@pytest.mark.usefixtures("discord_server")
async def test_an_intent_not_switched_on_is_fatal(started: Start) -> None:
    intents = discord.Intents.default()
    intents.message_content = True

    with pytest.raises(discord.PrivilegedIntentsRequired):
        await started(Echo(intents=intents))


async def test_a_wrong_token_fails_the_login(discord_server: DiscordServer) -> None:
    discord_server.world.token = "another"
    client = Echo()

    with pytest.raises(discord.LoginFailure):
        await client.login("token")

    await client.close()


async def test_chatter_arrives_censored_until_message_content_is_switched_on(
    discord_server: DiscordServer, harbour: Harbour, started: Start
) -> None:
    discord_server.approve(MESSAGE_CONTENT, GUILD_MEMBERS)
    seeing = discord.Intents.default()
    seeing.message_content = True
    blind, reader = await started(), await started(Echo(intents=seeing))

    said = harbour.alice.says(harbour.channel, "nobody in particular")
    await echoed(discord_server, harbour)

    texts = [
        discord.utils.get(client.cached_messages, id=said.id).content for client in (blind, reader)
    ]
    assert texts == ["", "nobody in particular"]


class Zlib:
    """What discord.py reads with where zstandard is not installed."""

    COMPRESSION_TYPE = "zlib-stream"

    def __init__(self) -> None:
        self.context = zlib.decompressobj()

    def decompress(self, data: bytes, /) -> str:
        assert data.endswith(b"\x00\x00\xff\xff")
        return self.context.decompress(data).decode()


@pytest.mark.parametrize("context", [Zlib, utils._ZstdDecompressionContext])
async def test_both_compressions_are_spoken(
    discord_server: DiscordServer,
    harbour: Harbour,
    started: Start,
    monkeypatch: pytest.MonkeyPatch,
    context: type[Zlib],
) -> None:
    monkeypatch.setattr(utils, "_ActiveDecompressionContext", context)

    await started()

    assert [await echoed(discord_server, harbour, str(one)) for one in range(20)]


async def test_two_shards_share_the_guilds(discord_server: DiscordServer, started: Start) -> None:
    guilds = [discord_server.guild(str(one), number=one << 22) for one in (2, 3)]
    channels = [discord_server.channel(guild) for guild in guilds]
    people = [discord_server.member(guild, "alice") for guild in guilds]
    client = await started(ShardedEcho(shard_count=2))

    for person, channel in zip(people, channels, strict=True):
        person.says(channel, f"{discord_server.bot.mention} hello")
    replies = [await discord_server.next_message(3, channel) for channel in channels]

    assert len(replies) == 2
    assert [client.get_guild(guild.id).shard_id for guild in guilds] == [0, 1]


async def test_a_guild_joined_later_is_served(
    discord_server: DiscordServer, harbour: Harbour, started: Start
) -> None:
    await started()
    guild = discord_server.guild("Later")
    place = Harbour(guild, discord_server.channel(guild), discord_server.member(guild, "bob"))

    assert await echoed(discord_server, place)
    assert harbour.guild is not guild


async def test_five_hundred_mentions_are_each_answered_once(
    discord_server: DiscordServer, harbour: Harbour, started: Start
) -> None:
    await started()

    asked = [
        harbour.alice.says(harbour.channel, f"{discord_server.bot.mention} {number}")
        for number in range(500)
    ]
    replies = [await discord_server.next_message(10) for _ in asked]

    assert {one.reply_to for one in replies} == {one.id for one in asked}


async def test_a_refused_reconnection_is_tried_again(
    discord_server: DiscordServer, harbour: Harbour, started: Start
) -> None:
    await started()

    discord_server.gateway.refuse = 1
    discord_server.gateway.drop()

    await discord_server.gateway.resumed.next(8)

    assert await echoed(discord_server, harbour)
