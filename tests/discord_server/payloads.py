"""The JSON that the API and the gateway send for what the server holds."""

from typing import Any

from . import permissions
from .model import PUBLIC_THREAD, Channel, Guild, Json, Membership, Message, Role, User

_ABSENT_GUILD_KEYS: Json = dict.fromkeys(
    "icon description home_header splash discovery_splash banner application_id afk_channel_id "
    "system_channel_id widget_channel_id vanity_url_code rules_channel_id max_presences "
    "safety_alerts_channel_id public_updates_channel_id incidents_data".split()
)


def user(who: User) -> Json:
    """Build a user."""
    made: Json = {
        "id": str(who.id),
        "username": who.name,
        "global_name": who.shown or (None if who.bot else who.name.capitalize()),
        "discriminator": "0000" if who.bot else "0",
        "avatar": None,
        "public_flags": 0,
        "flags": 0,
        "primary_guild": None,
    }
    return {**made, "bot": True} if who.bot else made


def own_user(who: User) -> Json:
    """Build the bot's own user."""
    return {**user(who), "mfa_enabled": True, "locale": "en-US", "verified": True, "email": None}


def member(who: Membership, *, with_user: bool = True) -> Json:
    """Build a member; the gateway leaves out the user beside a message's author."""
    made: Json = {
        "avatar": None,
        "banner": None,
        "communication_disabled_until": None,
        "flags": 0,
        "joined_at": who.joined,
        "nick": who.nick,
        "pending": False,
        "premium_since": None,
        "roles": [str(role.id) for role in who.roles],
        "mute": False,
        "deaf": False,
    }
    return {**made, "user": user(who.user)} if with_user else made


def role(item: Role, position: int) -> Json:
    """Build a role."""
    tags = {"tags": {"bot_id": str(item.managed_by)}} if item.managed_by else {}
    return {
        "id": str(item.id),
        "name": item.name,
        "permissions": str(item.permissions),
        "position": position,
        "color": 0,
        "colors": {"primary_color": 0, "secondary_color": None, "tertiary_color": None},
        "hoist": False,
        "managed": item.managed_by is not None,
        "mentionable": False,
        "icon": None,
        "unicode_emoji": None,
        "flags": 0,
        **tags,
    }


def channel(item: Channel) -> Json:
    """Build a channel of any kind."""
    made: Json = {"id": str(item.id), "type": item.kind, "flags": 0, "last_message_id": None}
    if item.guild is None:
        return {**made, "recipients": [user(who) for who in item.recipients]}
    made |= {"guild_id": str(item.guild.id), "name": item.name}
    if item.kind == PUBLIC_THREAD:
        return {**made, **_thread(item)}
    overwrites = [
        {
            "id": str(target),
            "type": 0 if target in item.guild.roles else 1,
            "allow": str(allow),
            "deny": str(deny),
        }
        for target, (allow, deny) in item.overwrites.items()
    ]
    return {
        **made,
        "position": list(item.guild.channels).index(item.id),
        "permission_overwrites": overwrites,
        "parent_id": None,
        "topic": None,
        "nsfw": False,
        "rate_limit_per_user": 0,
    }


def _thread(item: Channel) -> Json:
    parent = item.parent
    return {
        "parent_id": str(parent.id) if parent else None,
        "owner_id": str(item.owner),
        "message_count": 0,
        "member_count": 1,
        "total_message_sent": 0,
        "rate_limit_per_user": 0,
        "thread_metadata": {
            "archived": item.archived,
            "archive_timestamp": item.created,
            "auto_archive_duration": 1440,
            "locked": False,
            "create_timestamp": item.created,
        },
    }


def guild(item: Guild) -> Json:
    """Build a guild as GET /guilds/{id} answers."""
    numbers = dict.fromkeys(
        "afk_timeout system_channel_flags verification_level default_message_notifications "
        "mfa_level explicit_content_filter premium_tier premium_subscription_count "
        "nsfw_level".split(),
        0,
    )
    return {
        **_ABSENT_GUILD_KEYS,
        **numbers,
        "id": str(item.id),
        "name": item.name,
        "owner_id": str(item.owner),
        "features": [],
        "region": "deprecated",
        "afk_timeout": 300,
        "widget_enabled": False,
        "roles": [role(one, place) for place, one in enumerate(item.roles.values())],
        "max_members": 500000,
        "max_stage_video_channel_users": 50,
        "max_video_channel_users": 25,
        "preferred_locale": "en-US",
        "premium_progress_bar_enabled": False,
        "nsfw": False,
        "emojis": [],
        "stickers": [],
    }


def guild_create(item: Guild, bot: User) -> Json:
    """Build GUILD_CREATE: the guild, its channels and the bot's own member."""
    channels = [one for one in item.channels.values() if one.kind != PUBLIC_THREAD]
    threads = [one for one in item.channels.values() if one.kind == PUBLIC_THREAD]
    lists: dict[str, list[Any]] = {
        key: []
        for key in "voice_states presences stage_instances guild_scheduled_events "
        "soundboard_sounds".split()
    }
    return {
        **guild(item),
        **lists,
        "joined_at": item.created,
        "large": False,
        "unavailable": False,
        "member_count": len(item.members),
        "members": [member(item.members[bot.id])],
        "channels": [channel(one) for one in channels],
        "threads": [channel(one) for one in threads],
    }


def message_event(message: Message) -> Json:
    """Build what MESSAGE_CREATE and MESSAGE_UPDATE carry: the message with guild and member."""
    place = message.channel.guild
    event: Json = {**message.payload, "channel_type": message.channel.kind}
    if place is None:
        return event
    event["guild_id"] = str(place.id)
    if author := place.members.get(message.author.id):
        event["member"] = member(author, with_user=False)
    mentions = []
    for mentioned in message.payload["mentions"]:
        known = place.members.get(int(mentioned["id"]))
        extra = {"member": member(known, with_user=False)} if known else {}
        mentions.append({**mentioned, **extra})
    return {**event, "mentions": mentions}


def partial_channel(item: Channel, who: Membership | None) -> Json:
    """Build the channel of an interaction: with the person's permissions in it."""
    return {**channel(item), "permissions": str(permissions.in_channel(item, who))}
