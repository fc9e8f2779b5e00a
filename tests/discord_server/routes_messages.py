"""Routes of messages and reactions."""

from typing import Any

from . import permissions, posting
from .call import Call
from .errors import Problems, refusal
from .limits import check_message, check_not_empty
from .model import PUBLIC_THREAD, Channel, Json
from .world import World

PAGE = 50  # messages in a page of history unless asked otherwise


def _create(world: World, call: Call) -> tuple[int, Any]:
    channel = world.channel_of(call.number("channel_id"))
    body = call.json
    _check_may_send(world, channel, call)
    check_message(body)
    if not call.files:
        check_not_empty(body)
    nonce = (channel.id, str(body["nonce"])) if body.get("enforce_nonce") else None
    if nonce and nonce in world.nonces:
        return 200, world.nonces[nonce].payload
    message = posting.compose(world, channel, world.bot, body, call.files)
    if nonce:
        world.nonces[nonce] = message
    world.posted.put(message)
    world.announce("MESSAGE_CREATE", message)
    return 200, message.payload


def _check_may_send(world: World, channel: Channel, call: Call) -> None:
    wanted = permissions.SEND
    if channel.kind == PUBLIC_THREAD:
        wanted = permissions.SEND_IN_THREADS
        if channel.archived:
            raise refusal(50083)
    if call.files:
        wanted |= permissions.ATTACH_FILES
    if call.json.get("embeds"):
        wanted |= permissions.EMBED_LINKS
    if not world.bot_may(channel, wanted):
        raise refusal(50013)
    replies = bool(call.json.get("message_reference"))
    if replies and not world.bot_may(channel, permissions.READ_HISTORY):
        raise refusal(160002)


def _history(world: World, call: Call) -> tuple[int, Any]:
    channel = world.channel_of(call.number("channel_id"))
    if not world.bot_may(channel, permissions.READ_HISTORY):
        return 200, []
    limit = int(call.query.get("limit", PAGE))
    if not 1 <= limit <= 100:
        problems = Problems()
        words = "int value should be between 1 and 100."
        problems.add(("limit",), "NUMBER_TYPE_RANGE", words)
        problems.settle()
    before = int(call.query.get("before", 1 << 63))
    after = int(call.query.get("after", 0))
    found = [
        one
        for one in world.messages.values()
        if one.channel is channel and not one.ephemeral and after < one.id < before
    ]
    found = found[:limit] if "after" in call.query else found[-limit:]
    return 200, [one.payload for one in reversed(found)]


def _fetch(world: World, call: Call) -> tuple[int, Any]:
    channel = world.channel_of(call.number("channel_id"))
    if not world.bot_may(channel, permissions.READ_HISTORY):
        raise refusal(50013)
    return 200, world.message_of(channel, call.number("message_id")).payload


def _edit(world: World, call: Call) -> tuple[int, Any]:
    channel = world.channel_of(call.number("channel_id"))
    message = world.message_of(channel, call.number("message_id"))
    if message.author is not world.bot:
        raise refusal(50005)
    check_message({"flags": message.flags, **call.json})
    posting.change(world, message, _changes(call.json), call.files)
    world.edited.put(message)
    world.announce("MESSAGE_UPDATE", message)
    return 200, message.payload


def _changes(body: Json) -> Json:
    kept = {"content", "embeds", "components", "attachments", "allowed_mentions"}
    return {key: value for key, value in body.items() if key in kept}


def _delete(world: World, call: Call) -> tuple[int, Any]:
    channel = world.channel_of(call.number("channel_id"))
    message = world.message_of(channel, call.number("message_id"))
    own = message.author is world.bot
    if not own and not world.bot_may(channel, permissions.MANAGE_MESSAGES):
        raise refusal(50013)
    posting.delete(world, message)
    world.deleted.put(message)
    return 204, None


def _react(world: World, call: Call) -> tuple[int, Any]:
    channel = world.channel_of(call.number("channel_id"))
    message = world.message_of(channel, call.number("message_id"))
    emoji = call.params["emoji_name"]
    if emoji.isascii() and ":" not in emoji:
        raise refusal(10014)
    if not world.bot_may(channel, permissions.ADD_REACTIONS | permissions.READ_HISTORY):
        raise refusal(50013)
    world.react(message, world.bot, emoji)
    return 204, None


def _unreact(world: World, call: Call) -> tuple[int, Any]:
    channel = world.channel_of(call.number("channel_id"))
    message = world.message_of(channel, call.number("message_id"))
    world.react(message, world.bot, call.params["emoji_name"], added=False)
    return 204, None


_MESSAGES = "/channels/{channel_id}/messages"

ROUTES = {
    f"POST {_MESSAGES}": _create,
    f"GET {_MESSAGES}": _history,
    f"GET {_MESSAGES}/{{message_id}}": _fetch,
    f"PATCH {_MESSAGES}/{{message_id}}": _edit,
    f"DELETE {_MESSAGES}/{{message_id}}": _delete,
    f"PUT {_MESSAGES}/{{message_id}}/reactions/{{emoji_name}}/@me": _react,
    f"DELETE {_MESSAGES}/{{message_id}}/reactions/{{emoji_name}}/@me": _unreact,
}
