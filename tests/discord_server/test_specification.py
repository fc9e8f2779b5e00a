import asyncio
from typing import Any

import discord

from tests.discord_server import DiscordServer, gateway_intents
from tests.discord_server.client import Buttons, Echo, Harbour, Start
from tests.discord_server.model import Json
from tests.discord_server.raw import Post
from tests.discord_server.specification import Specification


async def everything(
    server: DiscordServer, harbour: Harbour, client: discord.Client, api: Post
) -> None:
    """Use every route, with success and with a refusal."""
    await asking(server, harbour)
    await writing(harbour, client)
    await looking(server, harbour, api)
    await refused(server, harbour, api)


async def asking(server: DiscordServer, harbour: Harbour) -> None:
    alice, channel = harbour.alice, harbour.channel
    said = alice.says(channel, f"{server.bot.mention} hello")
    message = await server.next_message()
    alice.dms("hello")
    await server.next_message()
    asked = alice.slash("ask", channel, question="why?")
    reply = await asked.reply()
    await asked.followup()
    await alice.slash("think", channel).reply()
    await alice.autocomplete("ask", channel, question="wh").choices()
    await alice.menu("Answer this", said).reply()
    await alice.click(message, "Helpful").reply()
    await alice.click(reply, "Helpful").reply()
    await alice.select(reply, "Piers").reply()
    pressed = alice.click(message, "Not helpful")
    await pressed.modal()
    await alice.submit(pressed, Missing="the price").reply()


async def writing(harbour: Harbour, client: discord.Client) -> None:
    channel = client.get_channel(harbour.channel.id)
    assert isinstance(channel, discord.TextChannel)
    embed = discord.Embed(title="t", description="d", url="https://example.org", colour=1)
    embed.add_field(name="n", value="v").set_footer(text="f").set_author(name="a")
    sent = await channel.send("x", embed=embed, view=Buttons(), file=discord.File(__file__))
    await sent.edit(content="y")
    await sent.add_reaction("👍")
    await sent.remove_reaction("👍", channel.guild.me)
    await (await sent.create_thread(name="more")).send("in here")
    await channel.create_thread(name="other", type=discord.ChannelType.public_thread)
    await channel.typing()
    await (await client.fetch_user(harbour.alice.id)).send("in private")
    assert [one async for one in channel.history()]
    await client.fetch_channel(channel.id)
    await channel.guild.fetch_member(harbour.alice.id)
    await (await channel.fetch_message(sent.id)).delete()


async def looking(server: DiscordServer, harbour: Harbour, api: Post) -> None:
    application = f"/applications/{server.world.application_id}"
    place = f"/guilds/{harbour.guild.id}"
    one = {"name": "one", "description": "One.", "type": 1}
    for path in ("/users/@me", "/gateway/bot", "/applications/@me", place, f"{place}/channels"):
        assert (await api("GET", path))[0] == 200
    for commands in (f"{application}/commands", f"{application}{place}/commands"):
        status, made = await api("POST", commands, json=one)
        assert status == 201
        await api("GET", commands)
        await api("DELETE", f"{commands}/{made['id']}")
        await api("PUT", commands, json=[one])
    unknown = {"component_type": 2, "custom_id": "unknown"}
    asked = harbour.alice.interact(3, harbour.channel, unknown, source=server.world.posted.all[0])
    await api("POST", f"/interactions/{asked.id}/{asked.token}/callback", json={"type": 5})
    webhook = f"/webhooks/{server.world.application_id}/{asked.token}"
    await api("PATCH", f"{webhook}/messages/@original", json={"content": "x"})
    await api("GET", f"{webhook}/messages/@original")
    await api("POST", webhook, json={"content": "more"})
    await api("DELETE", f"{webhook}/messages/@original")


async def refused(server: DiscordServer, harbour: Harbour, api: Post) -> None:
    path = f"/channels/{harbour.channel.id}/messages"
    await api("POST", path, json={"content": "x" * 2001, "embeds": [{"title": "x" * 257}]})
    await api("POST", path, json={})
    await api("GET", "/channels/1")
    await api("GET", "/users/@me", headers={"Authorization": "Bot wrong"})
    server.limit("GET /users/@me")
    await api("GET", "/users/@me")


async def test_all_requests_and_answers_are_as_discord_describes_them(
    discord_server: DiscordServer,
    harbour: Harbour,
    started: Start,
    api: Post,
    specification: Specification,
) -> None:
    client = await started()

    async with asyncio.timeout(10):
        await everything(discord_server, harbour, client, api)

    calls = discord_server.requests()
    assert [problem for call in calls for problem in specification.problems(call)] == []
    assert len({call.name for call in calls}) >= 30


WHOLE = {
    "GUILD_CREATE": "GuildWithCountsResponse",
    "MESSAGE_CREATE": "MessageResponse",
    "MESSAGE_UPDATE": "MessageResponse",
    "THREAD_CREATE": "ThreadResponse",
    "GUILD_MEMBER_ADD": "GuildMemberResponse",
}
PARTS = {
    "user": "UserResponse",
    "member": "GuildMemberResponse",
    "members": "GuildMemberResponse",
    "channels": "GuildChannelResponse",
    "threads": "ThreadResponse",
    "role": "GuildRoleResponse",
    "message": "MessageResponse",
}


def described(event: str, data: Json) -> list[tuple[str, Any]]:
    """Name the schemas of the document that an event and its parts should follow."""
    found = [(WHOLE[event], data)] if event in WHOLE else []
    if WHOLE.get(event) == "MessageResponse":
        return found  # its member is the gateway's own, without a user
    for key in set(PARTS) & set(data):
        values = data[key] if isinstance(data[key], list) else [data[key]]
        found += [(PARTS[key], value) for value in values]
    return found


async def test_what_the_gateway_sends_is_as_discord_describes_it(
    discord_server: DiscordServer,
    harbour: Harbour,
    started: Start,
    api: Post,
    specification: Specification,
) -> None:
    discord_server.approve(gateway_intents.GUILD_MEMBERS)
    intents = discord.Intents.default()
    intents.members = True
    client = await started(Echo(intents=intents, chunk_guilds_at_startup=False))
    discord_server.member(harbour.guild, "bob", permissions=32)

    async with asyncio.timeout(10):
        await everything(discord_server, harbour, client, api)

    parts = [
        part
        for frame in discord_server.gateway.frames.all
        if frame.event and isinstance(frame.data, dict)
        for part in described(frame.event, frame.data)
    ]
    problems = {one for name, value in parts for one in specification.differences(name, value)}
    assert problems == set()
    assert len({name for name, _ in parts}) >= 6
