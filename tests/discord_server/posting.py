"""Making, changing and deleting messages."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from . import payloads
from .components import numbered
from .errors import Problems
from .limits import check_not_empty
from .model import Channel, Json, Message, User
from .world import World

_USER = re.compile(r"<@!?(\d+)>")
_ROLE = re.compile(r"<@&(\d+)>")
_EVERYONE = re.compile(r"@(everyone|here)\b")
REPLY = 19


@dataclass(frozen=True, slots=True)
class File:
    """An uploaded file."""

    name: str
    content: bytes
    kind: str = "application/octet-stream"


def compose(
    world: World, channel: Channel, author: User, body: Json, files: Sequence[File] = ()
) -> Message:
    """Build a message of a checked body, not yet announced."""
    number = world.clock.snowflake()
    payload: Json = {
        "id": str(number),
        "type": 0,
        "channel_id": str(channel.id),
        "author": payloads.user(author),
        "content": body.get("content") or "",
        "timestamp": world.clock.stamp(),
        "edited_timestamp": None,
        "tts": False,
        "pinned": False,
        "flags": body.get("flags") or 0,
        "attachments": [],
        "embeds": [{"type": "rich", **embed} for embed in body.get("embeds") or ()],
        "components": numbered(body.get("components") or []),
    }
    message = Message(channel, author, payload)
    if body.get("nonce") is not None:
        payload["nonce"] = body["nonce"]
    if body.get("message_reference"):
        _refer(world, message, body["message_reference"])
    _attach(world, message, files)
    _ping(world, message, body.get("allowed_mentions"))
    world.messages[number] = message
    return message


def change(world: World, message: Message, body: Json, files: Sequence[File] = ()) -> None:
    """Change the fields that a checked body names."""
    wanted = {**message.payload, **{key: value or [] for key, value in body.items()}}
    wanted["content"] = body.get("content", message.content) or ""
    if not files:
        check_not_empty(wanted)
    payload = message.payload
    payload["content"] = wanted["content"]
    payload["embeds"] = [{"type": "rich", **embed} for embed in wanted["embeds"]]
    payload["components"] = numbered(wanted["components"])
    payload["edited_timestamp"] = world.clock.stamp()
    if "attachments" in body:
        kept = {str(one["id"]) for one in body["attachments"] or ()}
        payload["attachments"] = [one for one in payload["attachments"] if one["id"] in kept]
    _attach(world, message, files)
    if "content" in body:
        _ping(world, message, body.get("allowed_mentions"))


def delete(world: World, message: Message) -> None:
    """Delete a message and tell the gateway."""
    del world.messages[message.id]
    guild = message.channel.guild
    event: Json = {"id": str(message.id), "channel_id": str(message.channel.id)}
    if guild:
        event["guild_id"] = str(guild.id)
    if world.reaches(message.channel) and not message.ephemeral:
        world.publish("MESSAGE_DELETE", event, guild.id if guild else None)


def _refer(world: World, message: Message, reference: Json) -> None:
    channel = message.channel
    target = world.messages.get(int(reference["message_id"]))
    if target is None or target.channel is not channel or target.ephemeral:
        if not reference.get("fail_if_not_exists", True):
            return
        problems = Problems()
        problems.add(("message_reference",), "REPLIES_UNKNOWN_MESSAGE", "Unknown message")
        problems.settle()
    number = str(reference["message_id"])
    made: Json = {"type": 0, "message_id": number, "channel_id": str(channel.id)}
    if channel.guild:
        made["guild_id"] = str(channel.guild.id)
    message.payload |= {"type": REPLY, "message_reference": made}
    if target:
        inner = {k: v for k, v in target.payload.items() if k != "referenced_message"}
        message.payload["referenced_message"] = inner


def _attach(world: World, message: Message, files: Sequence[File]) -> None:
    for file in files:
        number = world.clock.snowflake()
        world.files[number] = file.content
        url = f"{world.cdn}/attachments/{message.channel.id}/{number}/{file.name}"
        made = {"id": str(number), "filename": file.name, "size": len(file.content), "url": url}
        message.payload["attachments"].append({**made, "proxy_url": url, "content_type": file.kind})


def _ping(world: World, message: Message, allowed: Json | None) -> None:
    """Work out who is mentioned: the text says who, `allowed_mentions` whom it may ping."""
    if allowed is None:
        allowed = {"parse": ["users", "roles", "everyone"], "replied_user": True}
    parse = allowed.get("parse") or []
    named = {str(one) for kind in ("users", "roles") for one in allowed.get(kind) or ()}
    users = [one for one in _USER.findall(message.content) if "users" in parse or one in named]
    roles = [one for one in _ROLE.findall(message.content) if "roles" in parse or one in named]
    replied = message.payload.get("referenced_message")
    if replied and allowed.get("replied_user"):
        users.append(replied["author"]["id"])
    known = [world.users[int(one)] for one in dict.fromkeys(users) if int(one) in world.users]
    everyone = "everyone" in parse and _EVERYONE.search(message.content) is not None
    message.payload["mentions"] = [payloads.user(one) for one in known]
    message.payload["mention_roles"] = list(dict.fromkeys(roles))
    message.payload["mention_everyone"] = everyone
