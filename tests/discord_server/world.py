"""Everything that the stand-in for Discord knows."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from tests.feed import Feed

from . import payloads, permissions
from .clock import Clock
from .errors import refusal
from .model import DM, TEXT, Channel, Guild, Json, Membership, Message, Role, User

if TYPE_CHECKING:
    from .interaction import Interaction


class World:
    """Users, guilds, channels, messages, commands and interactions, with one clock."""

    def __init__(self) -> None:
        self.clock = Clock()
        self.bot = User(self.clock.snowflake(), "rigwire", bot=True)
        self.owner = User(self.clock.snowflake(), "owner")
        self.users = {one.id: one for one in (self.bot, self.owner)}
        self.guilds: dict[int, Guild] = {}
        self.channels: dict[int, Channel] = {}
        self.messages: dict[int, Message] = {}
        self.nonces: dict[tuple[int, str], Message] = {}
        self.files: dict[int, bytes] = {}
        self.cdn = ""
        self.gateway_url = ""
        self.token = "token"
        self.shards = 1
        self.approved = 0  # the privileged intents switched on for the application
        self.commands: dict[int | None, list[Json]] = {}
        self.interactions: dict[str, Interaction] = {}
        self.posted: Feed[Message] = Feed("messages of the bot")
        self.edited: Feed[Message] = Feed("edits by the bot")
        self.deleted: Feed[Message] = Feed("messages deleted by the bot")
        self.publish: Callable[[str, Json, int | None], None] = lambda *_: None

    @property
    def application_id(self) -> int:
        """The bot's application, which shares its user's id."""
        return self.bot.id

    def user(self, name: str, *, bot: bool = False) -> User:
        """Register an account."""
        made = User(self.clock.snowflake(), name, bot=bot)
        self.users[made.id] = made
        return made

    def guild(self, name: str, *, id: int | None = None, has_bot: bool = True) -> Guild:  # noqa: A002 - the API's word
        """Make a guild, with the bot in it unless told otherwise."""
        made = Guild(
            id or self.clock.snowflake(), name, self.owner.id, self.clock.stamp(), has_bot=has_bot
        )
        made.roles[made.id] = Role(made.id, "@everyone", permissions.USUAL)
        self.join(made, self.owner)
        if has_bot:
            managed = Role(self.clock.snowflake(), "Rigwire", managed_by=self.bot.id)
            made.roles[managed.id] = managed
            self.join(made, self.bot).roles.append(managed)
        self.guilds[made.id] = made
        return made

    def join(self, guild: Guild, user: User) -> Membership:
        """Make a user a member."""
        made = Membership(user, self.clock.stamp())
        guild.members[user.id] = made
        return made

    def channel(self, guild: Guild, name: str, kind: int = TEXT) -> Channel:
        """Make a channel of a guild."""
        made = Channel(self.clock.snowflake(), kind, name, guild, created=self.clock.stamp())
        self.channels[made.id] = guild.channels[made.id] = made
        return made

    def conversation(self, user: User) -> Channel:
        """Return the private conversation of a user with the bot."""
        for known in self.channels.values():
            if known.kind == DM and known.recipients == [user]:
                return known
        made = Channel(self.clock.snowflake(), DM, recipients=[user])
        self.channels[made.id] = made
        return made

    def channel_of(self, channel_id: int) -> Channel:
        """Find a channel that the bot may see, or refuse as Discord does."""
        channel = self.channels.get(channel_id)
        if channel is None:
            raise refusal(10003)
        if not self.reaches(channel) or not self.bot_may(channel, permissions.VIEW):
            raise refusal(50001)
        return channel

    def message_of(self, channel: Channel, message_id: int) -> Message:
        """Find a message that the bot can fetch, or refuse."""
        message = self.messages.get(message_id)
        if message is None or message.channel is not channel or message.ephemeral:
            raise refusal(10008)
        return message

    def reaches(self, channel: Channel) -> bool:
        """Tell whether the bot itself is where this channel is."""
        if channel.guild:
            return channel.guild.has_bot
        return channel.kind == DM

    def bot_may(self, channel: Channel, wanted: int) -> bool:
        """Tell whether the bot has all these permissions in a channel."""
        member = channel.guild.members.get(self.bot.id) if channel.guild else None
        return permissions.in_channel(channel, member) & wanted == wanted

    def react(self, message: Message, user: User, emoji: str, *, added: bool = True) -> None:
        """Add or take away a reaction, and tell the gateway."""
        guild = message.channel.guild
        event: Json = {
            "user_id": str(user.id),
            "channel_id": str(message.channel.id),
            "message_id": str(message.id),
            "emoji": {"id": None, "name": emoji},
            "burst": False,
            "type": 0,
        }
        if guild:
            event["guild_id"] = str(guild.id)
            event["member"] = payloads.member(guild.members[user.id])
        name = "MESSAGE_REACTION_ADD" if added else "MESSAGE_REACTION_REMOVE"
        self.publish(name, event, guild.id if guild else None)

    def announce(self, event: str, message: Message) -> None:
        """Send a message's event to the gateway, when the bot is there to see it."""
        if self.reaches(message.channel) and not message.ephemeral:
            guild = message.channel.guild
            self.publish(event, payloads.message_event(message), guild.id if guild else None)
