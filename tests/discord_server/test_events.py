import zlib

import discord
import pytest
from discord import utils

from tests.discord_server import DiscordServer
from tests.discord_server.client import Echo, Harbour, ShardedEcho, Start, echoed
from tests.discord_server.gateway_intents import GUILD_MEMBERS, MESSAGE_CONTENT


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


async def test_the_bot_hears_of_threads_previews_and_its_removal(
    discord_server: DiscordServer, harbour: Harbour, started: Start
) -> None:
    client = await started()
    thread = discord_server.thread(harbour.channel, "more", harbour.alice)
    role = discord_server.bot_role(harbour.guild)

    asked = harbour.alice.says(thread, f"{role.mention} {discord_server.bot.mention}")
    harbour.alice.unfurls(asked)
    reply = await discord_server.next_message(channel=thread)
    left = client.wait_for("guild_remove", timeout=2)
    discord_server.expel(harbour.guild)

    assert reply.reply_to == asked.id
    assert (await left).id == harbour.guild.id
