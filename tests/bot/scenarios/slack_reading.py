"""Reading what the bot posts on Slack as a person does."""

import re
from collections.abc import Iterator
from html import unescape
from typing import Any

from tests.slack_server import Message, View
from tests.slack_server.model import Json, elements

from .steps import Seen

PING = re.compile(r"<[!@][^<>]*>")


def label_of(message: Message, label: str) -> str:
    """Find a label; what is shared with everyone here is just shared elsewhere."""
    [found] = [one for one in message.labels if bare(one) == label]
    return found


def select_of(message: Message, option: str) -> str:
    """Find the select that offers an option, by what stands on it."""
    selects = [one for one in elements(message.blocks) if "options" in one]
    named = [
        (one["placeholder"]["text"], [each["text"]["text"] for each in one["options"]])
        for one in selects
    ]
    [found] = [name for name, options in named if option in options]
    return str(found)


def seen(shown: Message | View) -> Seen:
    """Read a message as a person does."""
    sections = [_text(block) for block in shown.blocks if block["type"] == "section"]
    if isinstance(shown, Message) and not sections:
        sections = [shown.text]
    return Seen(
        plain(sections[0]),
        plain("\n".join(sections[1:])),
        tuple(bare(one) for one in shown.labels),
        is_private=isinstance(shown, View) or shown.only_for is not None,
        pings=tuple(PING.findall("\n".join(_marked_up(shown.payload)))),
    )


def _text(block: Json) -> str:
    return str(block["text"]["text"])


def _marked_up(value: Any) -> Iterator[str]:
    """Yield the texts in which Slack looks for marks."""
    if isinstance(value, list):
        yield from (text for one in value for text in _marked_up(one))
    elif isinstance(value, dict):
        if isinstance(value.get("text"), str) and value.get("type") != "plain_text":
            yield value["text"]
        yield from (text for one in value.values() for text in _marked_up(one))


def bare(label: str) -> str:
    """Drop the emoji that a label begins with."""
    return re.sub(r"^[^\w]+", "", label).removesuffix(" with everyone")


def plain(text: str) -> str:
    """Drop Slack's marks."""
    return unescape(text.replace("\u200b", "").replace("*", ""))
