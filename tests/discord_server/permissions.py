"""What a member may do in a channel."""

from .model import Channel, Guild, Membership

CREATE_THREADS = 1 << 35
ADMINISTRATOR = 1 << 3
MANAGE_GUILD = 1 << 5
ADD_REACTIONS = 1 << 6
VIEW = 1 << 10
SEND = 1 << 11
MANAGE_MESSAGES = 1 << 13
EMBED_LINKS = 1 << 14
ATTACH_FILES = 1 << 15
READ_HISTORY = 1 << 16
SEND_IN_THREADS = 1 << 38
USE_COMMANDS = 1 << 31
EVERYTHING = (1 << 53) - 1
USUAL = (
    VIEW
    | SEND
    | EMBED_LINKS
    | ATTACH_FILES
    | READ_HISTORY
    | ADD_REACTIONS
    | USE_COMMANDS
    | SEND_IN_THREADS
    | CREATE_THREADS
)


def in_guild(guild: Guild, member: Membership | None) -> int:
    """Return the permissions that a member's roles give."""
    granted = guild.roles[guild.id].permissions
    if member is None:
        return granted
    for role in member.roles:
        granted |= role.permissions
    whole = granted & ADMINISTRATOR or guild.owner == member.user.id
    return EVERYTHING if whole else granted


def in_channel(channel: Channel, member: Membership | None) -> int:
    """Return the permissions of a member in a channel, overwrites counted."""
    guild = channel.guild
    if guild is None:
        return USUAL
    granted = in_guild(guild, member)
    if granted == EVERYTHING:
        return granted
    overwrites = (channel.parent or channel).overwrites
    roles = [role.id for role in member.roles] if member else []
    own = [member.user.id] if member else []
    for step in ([guild.id], roles, own):
        denied = allowed = 0
        for target in step:
            allow, deny = overwrites.get(target, (0, 0))
            allowed, denied = allowed | allow, denied | deny
        granted = granted & ~denied | allowed
    return granted
