"""Methods that tell of conversations, messages and users."""

from typing import TypeVar

from . import payloads
from .call import Call
from .errors import refuse
from .model import Channel, Json, Message
from .world import World

T = TypeVar("T")


def info(world: World, call: Call) -> Json:
    """Answer conversations.info."""
    [name] = call.need("channel")
    return {"channel": payloads.channel(_known(world, name), world.bot)}


def open_conversation(world: World, call: Call) -> Json:
    """Answer conversations.open for one user."""
    [name] = call.need("users")
    if name not in world.accounts:
        refuse("user_not_found")
    return {"channel": {"id": world.conversation(world.accounts[name]).id}}


def list_conversations(world: World, call: Call) -> Json:
    """Answer conversations.list, a page at a time."""
    kinds = {"public_channel": "channel", "private_channel": "group", "im": "im", "mpim": "mpim"}
    wanted = [kinds[one] for one in call.args.get("types", "public_channel").split(",")]
    seen = [
        one
        for one in world.channels.values()
        if one.kind in wanted and (one.kind == "channel" or world.bot.id in one.members)
    ]
    page, cursor = _page(call, seen)
    told = [payloads.channel(one, world.bot) for one in page]
    return {"channels": told, "response_metadata": {"next_cursor": cursor}}


def history(world: World, call: Call) -> Json:
    """Answer conversations.history: newest first, without replies in threads."""
    [name] = call.need("channel")
    channel = _member_of(world, name)
    seen = [one for one in _messages(world, channel) if one.thread_ts in (None, one.ts)]
    wanted = [one for one in seen if _is_between(call, one)]
    page, cursor = _page(call, list(reversed(wanted)))
    return {
        "messages": [_told(call, one) for one in page],
        "has_more": bool(cursor),
        "response_metadata": {"next_cursor": cursor},
    }


def replies(world: World, call: Call) -> Json:
    """Answer conversations.replies: the thread's first message, then the rest in order."""
    name, ts = call.need("channel", "ts")
    channel = _member_of(world, name)
    thread = [one for one in _messages(world, channel) if ts in (one.ts, one.thread_ts)]
    if not thread:
        refuse("thread_not_found")
    wanted = [one for one in thread if one.ts == ts or _is_between(call, one)]
    page, cursor = _page(call, wanted)
    return {
        "messages": [_told(call, one) for one in page],
        "has_more": bool(cursor),
        "response_metadata": {"next_cursor": cursor},
    }


def user_info(world: World, call: Call) -> Json:
    """Answer users.info."""
    [name] = call.need("user")
    if name not in world.accounts:
        refuse("user_not_found")
    return {"user": payloads.user(world.accounts[name])}


def _known(world: World, name: str) -> Channel:
    if name not in world.channels:
        refuse("channel_not_found")
    return world.place(name)


def _member_of(world: World, name: str) -> Channel:
    channel = _known(world, name)
    if world.bot.id not in channel.members:
        refuse("not_in_channel")
    return channel


def _messages(world: World, channel: Channel) -> list[Message]:
    return [one for one in world.messages.values() if one.channel is channel and not one.only_for]


def _told(call: Call, message: Message) -> Json:
    """Return a message as a reader gets it: metadata only where it is asked for."""
    if _is_true(call, "include_all_metadata"):
        return message.payload
    return {key: value for key, value in message.payload.items() if key != "metadata"}


def _is_true(call: Call, name: str) -> bool:
    return str(call.args.get(name, "")).lower() in ("1", "true")


def _is_between(call: Call, message: Message) -> bool:
    oldest, latest = call.args.get("oldest") or "0", call.args.get("latest") or "9" * 16
    if _is_true(call, "inclusive") and message.ts in (oldest, latest):
        return True
    return float(oldest) < float(message.ts) < float(latest)


def _page(call: Call, found: list[T]) -> tuple[list[T], str]:
    start = int(call.args.get("cursor") or 0)
    most = int(call.args.get("limit") or 100)
    end = start + most
    return found[start:end], str(end) if end < len(found) else ""


ROUTES = {
    "conversations.info": info,
    "conversations.open": open_conversation,
    "conversations.list": list_conversations,
    "conversations.history": history,
    "conversations.replies": replies,
    "users.info": user_info,
}
