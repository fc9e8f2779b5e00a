"""The payloads that Slack sends: events, messages, users, and who and where of interactions."""

import re
from html import escape

from .model import CHANNEL, IM, Account, Channel, Json, Message

_MENTION = re.compile(r"<@(\w+)>")


def typed(text: str) -> str:
    """Write what a person typed as Slack hands it on; mentions are kept."""
    escaped = escape(text, quote=False)
    return re.sub(r"&lt;(@\w+)&gt;", r"<\1>", escaped)


def rich_text(text: str) -> list[Json]:
    """Return the block that Slack's own clients send with a typed message."""
    parts = _MENTION.split(text)
    shown: list[Json] = []
    for index, part in enumerate(parts):
        if index % 2:
            shown.append({"type": "user", "user_id": part})
        elif part:
            shown.append({"type": "text", "text": part})
    section = {"type": "rich_text_section", "elements": shown}
    return [{"type": "rich_text", "block_id": "typed", "elements": [section]}]


def user(account: Account) -> Json:
    """Return a user as users.info tells it."""
    profile = {"real_name": account.name.title(), "display_name": account.name}
    made: Json = {
        "id": account.id,
        "team_id": account.team,
        "name": account.name,
        "deleted": False,
        "real_name": account.name.title(),
        "tz": "Europe/Oslo",
        "tz_label": "Central European Time",
        "tz_offset": 3600,
        "profile": {**profile, "team": account.team},
        "is_admin": account.is_admin,
        "is_owner": account.is_owner,
        "is_primary_owner": False,
        "is_restricted": account.is_guest,
        "is_ultra_restricted": False,
        "is_bot": account.bot_id is not None,
        "is_app_user": False,
        "updated": 1_700_000_000,
    }
    if account.is_stranger:
        made = {key: value for key, value in made.items() if key not in ("is_admin", "is_owner")}
        made["is_stranger"] = True
    return made


def channel(one: Channel, bot: Account) -> Json:
    """Return a conversation as conversations.info tells it."""
    made: Json = {
        "id": one.id,
        "created": one.created,
        "is_archived": one.is_archived,
        "is_im": one.kind == IM,
        "is_org_shared": False,
    }
    if one.kind == IM:
        others = sorted(one.members - {bot.id})
        return {**made, "user": others[0] if others else bot.id}
    return {
        **made,
        "name": one.name,
        "is_channel": one.kind == CHANNEL,
        "is_group": one.kind != CHANNEL,
        "is_mpim": one.kind == "mpim",
        "is_private": one.kind != CHANNEL,
        "is_general": False,
        "is_member": bot.id in one.members,
        "is_shared": one.is_shared,
        "is_ext_shared": one.is_shared,
        "num_members": len(one.members),
        "topic": {"value": "", "creator": "", "last_set": 0},
        "purpose": {"value": "", "creator": "", "last_set": 0},
    }


def message_event(message: Message) -> Json:
    """Return the event that tells of a message."""
    place = message.channel
    event = {**message.payload, "channel": place.id, "channel_type": place.kind}
    if "metadata" in event:
        event["metadata"] = {"event_type": event["metadata"]["event_type"]}
    return {**event, "event_ts": message.ts}


def mention_event(message: Message) -> Json:
    """Return the event that tells the app of its mention."""
    kept = (
        "client_msg_id",
        "user",
        "bot_id",
        "ts",
        "text",
        "team",
        "blocks",
        "thread_ts",
        "files",
        "edited",
    )
    event = {key: message.payload[key] for key in kept if key in message.payload}
    place = {"channel": message.channel.id, "event_ts": message.ts}
    return {"type": "app_mention", **event, **place}


def changed_event(message: Message, before: Json, ts: str, *, hidden: bool = True) -> Json:
    """Return the event that tells of an edit."""
    place = message.channel
    return {
        "type": "message",
        "subtype": "message_changed",
        "message": dict(message.payload),
        "previous_message": before,
        "channel": place.id,
        "hidden": hidden,
        "ts": ts,
        "event_ts": ts,
        "channel_type": place.kind,
    }


def deleted_event(message: Message, ts: str) -> Json:
    """Return the event that tells of a deletion."""
    place = message.channel
    return {
        "type": "message",
        "subtype": "message_deleted",
        "previous_message": dict(message.payload),
        "deleted_ts": message.ts,
        "channel": place.id,
        "hidden": True,
        "ts": ts,
        "event_ts": ts,
        "channel_type": place.kind,
    }


def acting_user(account: Account) -> Json:
    """Return who acted, as interactions tell it."""
    return {
        "id": account.id,
        "username": account.name,
        "name": account.name,
        "team_id": account.team,
    }


def named(one: Channel) -> Json:
    """Return where, as interactions tell it."""
    names = {IM: "directmessage", "mpim": "mpdm", "group": "privategroup"}
    return {"id": one.id, "name": names.get(one.kind, one.name)}
