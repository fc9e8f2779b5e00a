"""Whom a message speaks to, and the question in it."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import Enum, auto
from typing import Any

from bot.slack.escaping import plain

ANSWERABLE = {"", "thread_broadcast", "file_share"}
"""Subtypes of what people write; joins, topics and the like are no messages to anyone."""

SLACKBOT = "USLACKBOT"


class Manner(Enum):
    """How a message reaches the bot."""

    ADDRESSED = auto()
    OVERHEARD = auto()
    IGNORED = auto()


@dataclass(frozen=True, slots=True)
class Message:
    """A message as we need it."""

    channel: str
    ts: str
    user: str
    text: str
    thread: str = ""
    subtype: str = ""
    is_direct: bool = False
    is_from_bot: bool = False
    is_mention: bool = False
    """Whether Slack itself told that the bot was mentioned."""

    @property
    def key(self) -> tuple[str, str]:
        """What names it, however many events tell of it."""
        return self.channel, self.ts

    @property
    def answer_thread(self) -> str:
        """Where the answer belongs: beside the question in private, under it elsewhere."""
        return self.thread if self.is_direct else self.thread or self.ts


def read_message(event: Mapping[str, Any], told: Mapping[str, Any] | None = None) -> Message:
    """Read an event; `told` is the message in it where that has been edited."""
    held = event if told is None else told
    return Message(
        channel=event["channel"],
        ts=held["ts"],
        user=held.get("user") or "",
        text=held.get("text") or "",
        thread=held.get("thread_ts") or "",
        subtype=held.get("subtype") or "",
        is_direct=event.get("channel_type") == "im",
        is_from_bot=bool(held.get("bot_id") or held.get("bot_profile")),
        is_mention=event["type"] == "app_mention",
    )


def manner(message: Message, me: str, is_listening: Callable[[str], bool]) -> Manner:
    """Tell whether a message is for the bot, may be, or is none of its business."""
    is_person = message.user not in {"", me, SLACKBOT} and not message.is_from_bot
    if not is_person or message.subtype not in ANSWERABLE:
        return Manner.IGNORED
    # Who hands over a file without a word asks nothing.
    is_file = message.subtype == "file_share"
    if is_file and not question_in(message, me):
        return Manner.IGNORED
    if message.is_direct or message.is_mention or _names(message, me):
        return Manner.ADDRESSED
    return Manner.OVERHEARD if is_listening(message.channel) and not is_file else Manner.IGNORED


def question_in(message: Message, me: str) -> str:
    """Read the question of a message: its text without the marks of the chat."""
    return plain(message.text, me)


def _names(message: Message, me: str) -> bool:
    """Whether it mentions the bot itself: a group or everyone is not the bot."""
    return bool(re.search(rf"<@{re.escape(me)}(?:\||>)", message.text))
