"""Which intent lets an event through, and what is hidden without message content."""

from .model import Json

GUILDS = 1 << 0
GUILD_MEMBERS = 1 << 1
PRESENCES = 1 << 8
GUILD_MESSAGES = 1 << 9
GUILD_REACTIONS = 1 << 10
DIRECT_MESSAGES = 1 << 12
DIRECT_REACTIONS = 1 << 13
MESSAGE_CONTENT = 1 << 15
PRIVILEGED = (GUILD_MEMBERS, PRESENCES, MESSAGE_CONTENT)
KNOWN = (1 << 17) - 1 | 1 << 20 | 1 << 21 | 1 << 24 | 1 << 25

_LIMITED_FLAGS = {PRESENCES: 1 << 13, GUILD_MEMBERS: 1 << 15, MESSAGE_CONTENT: 1 << 19}
_HIDDEN: Json = {"content": "", "embeds": [], "attachments": [], "components": []}


def limited_flags(approved: int) -> int:
    """Return the application's flags for the privileged intents switched on for it."""
    return sum(flag for intent, flag in _LIMITED_FLAGS.items() if approved & intent)


def passes(event: str, intents: int, *, in_guild: bool) -> bool:
    """Tell whether a session with these intents gets an event."""
    if event.startswith(("GUILD_MEMBER_",)):
        return bool(intents & GUILD_MEMBERS)
    if event.startswith("MESSAGE_REACTION"):
        return bool(intents & (GUILD_REACTIONS if in_guild else DIRECT_REACTIONS))
    if event.startswith("MESSAGE_"):
        return bool(intents & (GUILD_MESSAGES if in_guild else DIRECT_MESSAGES))
    if event.startswith(("GUILD_", "CHANNEL_", "THREAD_")):
        return bool(intents & GUILDS)
    return True


def censored(event: str, data: Json, intents: int, bot: int) -> Json:
    """Hide what a bot without message content may not read."""
    readable = intents & MESSAGE_CONTENT or "guild_id" not in data
    if readable or event not in {"MESSAGE_CREATE", "MESSAGE_UPDATE"}:
        return data
    shown = _censor(data, bot)
    if replied := shown.get("referenced_message"):
        shown = {**shown, "referenced_message": _censor(replied, bot)}
    return shown


def _censor(message: Json, bot: int) -> Json:
    concerned = [message["author"], *message["mentions"]]
    if any(one["id"] == str(bot) for one in concerned):
        return message
    return {**message, **_HIDDEN}
