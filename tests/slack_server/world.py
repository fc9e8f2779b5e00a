"""All that there is in the workspace, and how the app is told of it."""

import itertools
import secrets
from typing import Any

from tests.feed import Feed

from . import payloads
from .clock import Clock
from .delivery import EVENT, Courier, Delivery
from .errors import refuse
from .model import IM, Account, Channel, Json, Message, View
from .socket_mode import SocketMode
from .triggers import Grants

SUBSCRIPTIONS = {"channel": "message.channels", "group": "message.groups", "im": "message.im"}

MENTIONING = (None, "file_share", "thread_broadcast")  # other subtypes mention nobody


class World:
    """The workspace, the app that is installed in it, and what the app did."""

    def __init__(self) -> None:
        self.clock = Clock()
        self.team = "T0HARBOUR"
        self.app_id = "A0RIGWIRE"
        self.bot_token = "xoxb-1-harbour"
        self.app_token = "xapp-1-harbour"
        self.signing_secret = "a-signing-secret"
        self.scopes: frozenset[str] | None = None
        self.subscriptions: frozenset[str] | None = None
        self.is_agent = True
        self.base_url = ""
        self._numbers = itertools.count(1)
        self.accounts: dict[str, Account] = {}
        self.bot = Account(
            self.id("U"), "rigwire", self.team, bot_id="B0RIGWIRE", app_id=self.app_id
        )
        self.accounts[self.bot.id] = self.bot
        self.channels: dict[str, Channel] = {}
        self.messages: dict[tuple[str, str], Message] = {}
        self.views: dict[str, View] = {}
        self.homes: dict[str, View] = {}
        self.prompts: dict[str, list[Json]] = {}
        self.grants = Grants(self.clock, lambda: self.base_url)
        self.posted: Feed[Message] = Feed("messages")
        self.whispered: Feed[Message] = Feed("ephemeral messages")
        self.edited: Feed[Message] = Feed("edits")
        self.deleted: Feed[Message] = Feed("deletions")
        self.shown: Feed[View] = Feed("views")
        self.socket_mode = SocketMode(self.app_id)
        self.courier = Courier(self.socket_mode)

    def id(self, kind: str) -> str:
        """Return a new id; the first letter tells of what."""
        return f"{kind}{next(self._numbers):08d}"

    def account(self, name: str, **more: Any) -> Account:
        """Make an account; a stranger is of another workspace."""
        team = "T0ELSEWHERE" if more.get("is_stranger") else self.team
        made = Account(self.id("U"), name, team, **more)
        self.accounts[made.id] = made
        return made

    def channel(self, kind: str, name: str, *members: str) -> Channel:
        """Make a conversation."""
        letter = {"im": "D", "channel": "C"}.get(kind, "G")
        made = Channel(self.id(letter), kind, name, set(members), created=int(self.clock.now()))
        self.channels[made.id] = made
        return made

    def conversation(self, account: Account) -> Channel:
        """Return the private conversation of a user with the app."""
        pair = {account.id, self.bot.id}
        for known in self.channels.values():
            if known.kind == IM and known.members == pair:
                return known
        return self.channel(IM, "", *pair)

    def place(self, name: str) -> Channel:
        """Find a conversation that the app can know of, or refuse; a user's id is their DM."""
        if name in self.accounts:
            return self.conversation(self.accounts[name])
        found = self.channels.get(name)
        if found is None or (found.kind != "channel" and self.bot.id not in found.members):
            refuse("channel_not_found")
        return found

    def message_of(self, channel: Channel, ts: str) -> Message:
        """Find a message that the app can name, or refuse."""
        found = self.messages.get((channel.id, ts))
        if found is None or found.only_for:
            refuse("message_not_found")
        return found

    def tell(self, event: Json, channel: Channel | None = None) -> Delivery | None:
        """Send an event to the app, if it is there to see it and subscribed."""
        if channel and self.bot.id not in channel.members:
            return None
        if self.subscriptions is not None and self._name(event, channel) not in self.subscriptions:
            return None
        delivery = Delivery(EVENT, self._envelope(event, channel))
        self.courier.send(delivery)
        return delivery

    def announce(self, message: Message) -> None:
        """Tell the app of a message: once as a message and, where it is mentioned, once more."""
        if message.only_for:
            return
        self.announce_mention(message)
        told = self.tell(payloads.message_event(message), message.channel)
        message.deliveries += [told] if told else []

    def announce_mention(self, message: Message) -> None:
        """Tell the app that it is mentioned, if it is: also of an edit."""
        is_said = message.payload.get("subtype") in MENTIONING and message.author is not self.bot
        if is_said and message.channel.kind != IM and self.bot.mention in message.text:
            told = self.tell(payloads.mention_event(message), message.channel)
            message.deliveries += [told] if told else []

    def _envelope(self, event: Json, channel: Channel | None) -> Json:
        return {
            "token": "verification",
            "team_id": self.team,
            "context_team_id": self.team,
            "context_enterprise_id": None,
            "api_app_id": self.app_id,
            "event": event,
            "type": "event_callback",
            # As Slack's are, unlike any other's: bots of several tests may share a store.
            "event_id": f"Ev{secrets.token_hex(5).upper()}",
            "event_time": int(self.clock.now()),
            "authorizations": [
                {
                    "enterprise_id": None,
                    "team_id": self.team,
                    "user_id": self.bot.id,
                    "is_bot": True,
                    "is_enterprise_install": False,
                }
            ],
            "is_ext_shared_channel": bool(channel and channel.is_shared),
            "event_context": "4-context",
        }

    def _name(self, event: Json, channel: Channel | None) -> str:
        if event["type"] == "message" and channel:
            return SUBSCRIPTIONS.get(channel.kind, "message.mpim")
        return str(event["type"])
