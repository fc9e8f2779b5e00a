"""Routes of guilds, members, channels and threads."""

from typing import Any

from . import payloads, permissions
from .call import Call
from .errors import Problems, refusal
from .model import DM, PUBLIC_THREAD, Guild, Json
from .world import World


def _guild_of(world: World, call: Call) -> Guild:
    guild = world.guilds.get(call.number("guild_id"))
    if guild is None:
        raise refusal(10004)
    if not guild.has_bot:
        raise refusal(50001)
    return guild


def _guild(world: World, call: Call) -> tuple[int, Any]:
    return 200, payloads.guild(_guild_of(world, call))


def _guild_channels(world: World, call: Call) -> tuple[int, Any]:
    guild = _guild_of(world, call)
    return 200, [payloads.channel(one) for one in guild.channels.values()]


def _member(world: World, call: Call) -> tuple[int, Any]:
    member = _guild_of(world, call).members.get(call.number("user_id"))
    if member is None:
        raise refusal(10007)
    return 200, payloads.member(member)


def _channel(world: World, call: Call) -> tuple[int, Any]:
    return 200, payloads.channel(world.channel_of(call.number("channel_id")))


def _typing(world: World, call: Call) -> tuple[int, Any]:
    channel = world.channel_of(call.number("channel_id"))
    if not world.bot_may(channel, permissions.SEND):
        raise refusal(50013)
    return 204, None


def _converse(world: World, call: Call) -> tuple[int, Any]:
    user = world.users.get(int(call.json.get("recipient_id") or 0))
    if user is None:
        problems = Problems()
        problems.add(("recipient_id",), "USER_UNKNOWN", "Unknown user")
        problems.settle()
        raise refusal(10013)
    if user.bot:
        raise refusal(50007)
    known = {one.id for one in world.channels.values() if one.kind == DM}
    channel = world.conversation(user)
    if channel.id not in known:
        world.publish("CHANNEL_CREATE", payloads.channel(channel), None)
    return 200, payloads.channel(channel)


def _thread(world: World, call: Call) -> tuple[int, Any]:
    parent = world.channel_of(call.number("channel_id"))
    problems = Problems()
    problems.length(("name",), call.json.get("name"), 100, 1)
    problems.settle()
    if not world.bot_may(parent, permissions.CREATE_THREADS) or parent.guild is None:
        raise refusal(50013)
    message = None
    if "message_id" in call.params:
        message = world.message_of(parent, call.number("message_id"))
        if message.id in world.channels:
            raise refusal(160004)
    made = world.channel(parent.guild, call.json["name"], PUBLIC_THREAD)
    made.parent, made.owner = parent, world.bot.id
    if message:
        del world.channels[made.id], parent.guild.channels[made.id]
        made.id = message.id
        world.channels[made.id] = parent.guild.channels[made.id] = made
    payload: Json = payloads.channel(made)
    world.publish("THREAD_CREATE", {**payload, "newly_created": True}, parent.guild.id)
    return 201, payload


ROUTES = {
    "GET /guilds/{guild_id}": _guild,
    "GET /guilds/{guild_id}/channels": _guild_channels,
    "GET /guilds/{guild_id}/members/{user_id}": _member,
    "GET /channels/{channel_id}": _channel,
    "POST /channels/{channel_id}/typing": _typing,
    "POST /users/@me/channels": _converse,
    "POST /channels/{channel_id}/threads": _thread,
    "POST /channels/{channel_id}/messages/{message_id}/threads": _thread,
}
