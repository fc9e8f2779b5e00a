"""Who and what there is in a test: channels, members, guests, strangers, other bots."""

from collections.abc import Mapping
from typing import Any

from .clock import Clock
from .delivery import Courier, Delivery
from .model import Account, Channel, Json
from .people import Person
from .socket_mode import SocketMode
from .world import World


class Scene:
    """Make and change the world."""

    def __init__(self) -> None:
        self.world = World()

    @property
    def bot(self) -> Account:
        """The app's account: `server.bot.mention` addresses it."""
        return self.world.bot

    @property
    def clock(self) -> Clock:
        """The server's clock, to advance."""
        return self.world.clock

    @property
    def courier(self) -> Courier:
        """What delivers to the app: its deadline and its retries."""
        return self.world.courier

    @property
    def socket_mode(self) -> SocketMode:
        """Socket Mode: its connections and acks."""
        return self.world.socket_mode

    @property
    def bot_token(self) -> str:
        """The token that the Web API accepts."""
        return self.world.bot_token

    @property
    def app_token(self) -> str:
        """The token that opens connections."""
        return self.world.app_token

    @property
    def signing_secret(self) -> str:
        """The secret that deliveries to a URL are signed with."""
        return self.world.signing_secret

    def install(self, manifest: Mapping[str, Any]) -> None:
        """Give the app the scopes and events of its manifest, no more."""
        self.world.scopes = frozenset(manifest["oauth_config"]["scopes"]["bot"])
        events = manifest["settings"]["event_subscriptions"]["bot_events"]
        self.world.subscriptions = frozenset(events)
        self.world.is_agent = "agent_view" in manifest["features"]

    def tells(self, event: Json, channel: Channel | None = None) -> Delivery | None:
        """Tell the app of anything, if it is subscribed and, for a channel, there."""
        return self.world.tell(event, channel)

    def person(self, name: str, *channels: Channel, **more: bool) -> Person:
        """Make a person in some channels: `is_admin`, `is_owner`, `is_guest`, `is_stranger`."""
        made = Person(self.world, self.world.account(name, **more))
        for channel in channels:
            channel.members.add(made.id)
            channel.is_shared |= made.account.is_stranger
        return made

    def other_bot(self, name: str, *channels: Channel) -> Person:
        """Make the account of another app."""
        made = self.person(name, *channels)
        made.account.bot_id, made.account.app_id = self.world.id("B"), self.world.id("A")
        return made

    def channel(self, name: str = "general", *, private: bool = False, bot: bool = True) -> Channel:
        """Make a channel, with the app in it unless told not to."""
        members = (self.bot.id,) if bot else ()
        return self.world.channel("group" if private else "channel", name, *members)

    def group(self, *people: Person, bot: bool = True) -> Channel:
        """Make a conversation of several people."""
        members = [one.id for one in people] + ([self.bot.id] if bot else [])
        return self.world.channel("mpim", "mpdm-group-1", *members)

    def direct(self, one: Person, other: Person) -> Channel:
        """Make the private conversation of two people, where the app is not."""
        return self.world.channel("im", "", one.id, other.id)
