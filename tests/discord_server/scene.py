"""Who and what there is in a test: guilds, channels, members, roles, permissions."""

from . import payloads
from .gateway import Gateway
from .model import GROUP_DM, PUBLIC_THREAD, TEXT, Channel, Guild, Json, Role, User
from .people import Person
from .world import World


class Scene:
    """Make and change the world; a connected client is told as Discord tells it."""

    def __init__(self) -> None:
        self.world = World()
        self.gateway = Gateway(self.world)

    @property
    def bot(self) -> User:
        """The bot's account: `server.bot.mention` addresses it."""
        return self.world.bot

    def approve(self, *intents: int) -> None:
        """Switch privileged intents on for the application."""
        for intent in intents:
            self.world.approved |= intent

    def guild(self, name: str = "Harbour", *, number: int | None = None, bot: bool = True) -> Guild:
        """Make a guild; `number` chooses its id (`n << 22` lands on shard n)."""
        made = self.world.guild(name, id=number, has_bot=bot)
        if bot:
            self.gateway.add_guild(made)
        return made

    def channel(self, guild: Guild, name: str = "general", kind: int = TEXT) -> Channel:
        """Make a channel of a guild."""
        made = self.world.channel(guild, name, kind)
        if guild.has_bot:
            self.world.publish("CHANNEL_CREATE", payloads.channel(made), guild.id)
        return made

    def group(self, *people: Person) -> Channel:
        """Make a group conversation, where the app is there only by a person's installation."""
        recipients = [one.user for one in people]
        made = Channel(self.world.clock.snowflake(), GROUP_DM, recipients=recipients)
        self.world.channels[made.id] = made
        return made

    def user(self, name: str, *, bot: bool = False) -> Person:
        """Make a person who is in no guild."""
        return Person(self.world, self.world.user(name, bot=bot))

    def member(self, guild: Guild, name: str, *, permissions: int = 0, bot: bool = False) -> Person:
        """Make a member of a guild, with a role of these permissions if there are any."""
        person = self.user(name, bot=bot)
        self.join(guild, person, permissions=permissions)
        return person

    def join(self, guild: Guild, person: Person, *, permissions: int = 0) -> None:
        """Let a person join a guild."""
        member = self.world.join(guild, person.user)
        if permissions:
            member.roles.append(self.role(guild, f"{person.user.name}'s", permissions))
        event: Json = {**payloads.member(member), "guild_id": str(guild.id)}
        self.world.publish("GUILD_MEMBER_ADD", event, guild.id)

    def role(self, guild: Guild, name: str, permissions: int = 0) -> Role:
        """Make a role."""
        made = Role(self.world.clock.snowflake(), name, permissions)
        guild.roles[made.id] = made
        event: Json = {"guild_id": str(guild.id), "role": payloads.role(made, len(guild.roles) - 1)}
        self.world.publish("GUILD_ROLE_CREATE", event, guild.id)
        return made

    def deny(self, channel: Channel, permissions: int, person: User | None = None) -> None:
        """Take permissions away from the bot, or another, in one channel."""
        who = person or self.bot
        allow, deny = channel.overwrites.get(who.id, (0, 0))
        channel.overwrites[who.id] = (allow & ~permissions, deny | permissions)
        if channel.guild:
            self.world.publish("CHANNEL_UPDATE", payloads.channel(channel), channel.guild.id)

    def remove(self, channel: Channel) -> None:
        """Delete a channel."""
        del self.world.channels[channel.id]
        if channel.guild:
            event = payloads.channel(channel)
            del channel.guild.channels[channel.id]
            self.world.publish("CHANNEL_DELETE", event, channel.guild.id)

    def thread(self, parent: Channel, name: str, owner: Person) -> Channel:
        """Let a member open a thread in a channel."""
        if parent.guild is None:
            problem = "only a guild has threads"
            raise LookupError(problem)
        made = self.world.channel(parent.guild, name, PUBLIC_THREAD)
        made.parent, made.owner = parent, owner.id
        event: Json = {**payloads.channel(made), "newly_created": True}
        self.world.publish("THREAD_CREATE", event, parent.guild.id)
        return made

    def bot_role(self, guild: Guild) -> Role:
        """Return the role that the bot's invitation made."""
        return next(one for one in guild.roles.values() if one.managed_by == self.bot.id)

    def expel(self, guild: Guild) -> None:
        """Remove the bot from a guild."""
        guild.has_bot = False
        del guild.members[self.bot.id]
        self.world.publish("GUILD_DELETE", {"id": str(guild.id)}, guild.id)
