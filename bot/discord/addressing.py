"""Whom a message speaks to, and the question in it."""

import re
from collections.abc import Callable
from enum import Enum, auto

import discord

ANSWERABLE = {discord.MessageType.default, discord.MessageType.reply}
"""What people write; joins, pins and the like are no messages to anyone."""

_QUOTE = re.compile(r"^\s*>(?:>>)?\s?", re.MULTILINE)
_EMOJI = re.compile(r"<a?:\w+:\d+>")
_FENCE = re.compile(r"```(?:\w+\n)?|`")


class Manner(Enum):
    """How a message reaches the bot."""

    ADDRESSED = auto()
    OVERHEARD = auto()
    IGNORED = auto()


def manner(message: discord.Message, me: int, is_listening: Callable[[int], bool]) -> Manner:
    """Tell whether a message is for the bot, may be, or is none of its business."""
    if message.author.bot or message.webhook_id or message.type not in ANSWERABLE:
        return Manner.IGNORED
    if message.guild is None or _names(message, me) or _answers(message, me):
        return Manner.ADDRESSED
    places = {message.channel.id, getattr(message.channel, "parent_id", None)}
    if any(place and is_listening(place) for place in places):
        return Manner.OVERHEARD
    return Manner.IGNORED


def question_in(message: discord.Message, me: int) -> str:
    """Read the question of a message: its text without the marks of the chat."""
    text = re.sub(rf"<@!?{me}>", " ", message.content)
    text = _EMOJI.sub(" ", _FENCE.sub(" ", _QUOTE.sub("", text)))
    for person in message.mentions:
        text = re.sub(rf"<@!?{person.id}>", person.display_name, text)
    return text.strip()


def _names(message: discord.Message, me: int) -> bool:
    """Whether it mentions the bot itself: a role or everyone is not the bot."""
    return any(person.id == me for person in message.mentions)


def _answers(message: discord.Message, me: int) -> bool:
    """Whether it is a reply to the bot."""
    replied = message.reference.resolved if message.reference else None
    return isinstance(replied, discord.Message) and replied.author.id == me
