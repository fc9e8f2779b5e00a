"""Making, changing and deleting messages."""

from typing import Any

from . import limits, payloads
from .blocks import check_blocks
from .errors import refuse
from .model import Account, Channel, Json, Message
from .world import World


def checked(body: Json) -> Json:
    """Return the fields of a message that the app sends, or refuse them."""
    text, blocks = (body.get("text") or "").strip(), body.get("blocks")
    attachments = body.get("attachments") or []
    if not (text or blocks or attachments):
        refuse("no_text")
    if blocks:
        check_blocks(blocks, "message")
    if len(attachments) > limits.ATTACHMENTS:
        refuse("too_many_attachments")
    return {
        "text": (body.get("text") or "")[: limits.TEXT],
        "blocks": blocks or [],
        "attachments": attachments,
    }


def post(world: World, channel: Channel, body: Json, *, only_for: Account | None = None) -> Message:
    """Post as the app; an ephemeral message is seen by one person and told to nobody."""
    payload: Json = {
        "type": "message",
        "user": world.bot.id,
        "ts": world.clock.ts(),
        "bot_id": world.bot.bot_id,
        "app_id": world.app_id,
        "team": world.team,
        "bot_profile": {
            "id": world.bot.bot_id,
            "deleted": False,
            "name": world.bot.name,
            "updated": 1_700_000_000,
            "app_id": world.app_id,
            "team_id": world.team,
        },
        **_numbered(world, checked(body)),
    }
    if body.get("thread_ts"):
        payload |= in_thread(world, channel, str(body["thread_ts"]))
    if body.get("metadata"):
        payload["metadata"] = _checked_metadata(body["metadata"])
    message = Message(channel, world.bot, payload, only_for)
    keep(world, message)
    (world.whispered if only_for else world.posted).put(message)
    return message


def in_thread(world: World, channel: Channel, ts: str) -> Json:
    """Return what tells that a message is in a thread, and whose."""
    parent = world.messages.get((channel.id, ts))
    return {"thread_ts": ts, **({"parent_user_id": parent.author.id} if parent else {})}


def keep(world: World, message: Message) -> None:
    """Put a message in its channel and tell the app of it."""
    world.messages[message.channel.id, message.ts] = message
    world.announce(message)


def change(world: World, message: Message, fields: Json) -> None:
    """Change fields of a message and tell of it."""
    before = dict(message.payload)
    message.payload |= _numbered(world, fields)
    editor = message.author.id
    message.payload["edited"] = {"user": editor, "ts": world.clock.ts()}
    if not message.only_for:
        event = payloads.changed_event(message, before, world.clock.ts())
        told = world.tell(event, message.channel)
        message.deliveries += [told] if told else []
    if message.author is world.bot:
        world.edited.put(message)


def delete(world: World, message: Message) -> None:
    """Delete a message and tell of it."""
    del world.messages[message.channel.id, message.ts]
    if not message.only_for:
        world.tell(payloads.deleted_event(message, world.clock.ts()), message.channel)
    if message.author is world.bot:
        world.deleted.put(message)


def _checked_metadata(metadata: Any) -> Json:
    match metadata:
        case {"event_type": str(name), "event_payload": dict()} if name:
            return dict(metadata)
        case _:
            return refuse("invalid_metadata_format")


def _numbered(world: World, fields: Json) -> dict[str, Any]:
    """Give an id to each block and element that has none."""
    if not fields.get("blocks"):
        return fields
    return {**fields, "blocks": [identified(world, block) for block in fields["blocks"]]}


def identified(world: World, block: Json) -> Json:
    """Give a block an id if it has none."""
    return {"block_id": world.id("b"), **block}
