"""What was asked, and who answered it from which knowledge: seen from the platforms' side."""

import asyncio
import json
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from time import monotonic
from typing import TypeVar

from tests.discord_server import DiscordServer
from tests.discord_server import Message as DiscordMessage
from tests.feed import Feed
from tests.slack_server.call import Call
from tests.slack_server.delivery import Delivery
from tests.slack_server.server import SlackServer

FOOTER = re.compile(r"Knowledge ([0-9a-f]{12})")

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Answered:
    """An answer as it was posted."""

    replica: int
    knowledge: str
    at: float
    message: str
    """Names the message."""


@dataclass(eq=False, slots=True)
class Asked:
    """A question, and all that was posted as an answer to it."""

    text: str
    platform: str
    at: float = field(default_factory=monotonic)
    shard: int = -1
    """Of a question on Discord."""
    deliveries: list[Delivery] = field(default_factory=list)
    """Of a question on Slack."""
    answers: list[Answered] = field(default_factory=list)
    is_answered: asyncio.Event = field(default_factory=asyncio.Event)


class Tapped(Feed[T]):
    """A feed that is listened to."""

    def __init__(self, name: str, listen: Callable[[T], None]) -> None:
        super().__init__(name)
        self._listen = listen

    def put(self, entry: T) -> None:
        """Add an entry, and tell of it."""
        super().put(entry)
        self._listen(entry)


class Watch:
    """Files each answer under its question."""

    def __init__(self, slack: SlackServer, discord: DiscordServer) -> None:
        self.asked: dict[str, Asked] = {}
        self.strays: list[object] = []
        """Answers to nothing that was asked."""
        self._shards = discord.world
        slack.web_api.calls = Tapped("calls", self._hear_call)
        discord.world.posted = Tapped("messages of the bot", self._hear_message)

    def add(self, key: str, asked: Asked) -> Asked:
        """Take up a question under what names its message."""
        self.asked[key] = asked
        return asked

    def _hear_call(self, call: Call) -> None:
        if call.method != "chat.postMessage" or call.is_refused:
            return
        key = call.args["metadata"]["event_payload"]["answers"]
        self._file(key, int(call.via), json.dumps(call.args["blocks"]), call.answer["ts"])

    def _hear_message(self, message: DiscordMessage) -> None:
        key = message.payload["message_reference"]["message_id"]
        asked = self.asked.get(key)
        shard = asked.shard if asked else -1
        self._file(key, shard, json.dumps(message.payload["embeds"]), str(message.id))

    def _file(self, key: str, replica: int, shown: str, message: str) -> None:
        footer = FOOTER.search(shown)
        asked = self.asked.get(key)
        if asked is None or footer is None:
            self.strays.append((key, shown))
            return
        asked.answers.append(Answered(replica, footer[1], monotonic(), message))
        asked.is_answered.set()
