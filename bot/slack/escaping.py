"""Text of people and of the knowledge, made harmless for Slack, and read back from it."""

import re
from html import unescape

from bot.fitting import visible

_CONTROL = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;"})
_MARK = re.compile(r"[*_~`@]|:(?=[\w+'-]+:)")

_QUOTE = re.compile(r"^\s*(?:&gt;)+\s?", re.MULTILINE)
_EMOJI = re.compile(r":[a-z0-9_+'-]*[a-z][a-z0-9_+'-]*:")
_FENCE = re.compile(r"```|`")
_LABELLED = re.compile(r"<[#!@]?[^<>|]*\|([^<>]*)>")
_MENTION = re.compile(r"<[@!#][^<>]*>")
_LINK = re.compile(r"<([^<>]*)>")

NOTHING = "\u200b"
"""Stands unseen behind what would otherwise begin a mark, a mention or an emoji."""


def escape(text: str) -> str:
    """Make a line show as it is written: no mention, link, emoji or other mark."""
    shown = _MARK.sub(rf"\g<0>{NOTHING}", visible(text)).translate(_CONTROL)
    return f"{NOTHING}{shown}" if shown.startswith("&gt;") else shown


def escape_name(text: str) -> str:
    """Make a person's name harmless: they chose it, so it may not even be a link."""
    return escape(text).replace("://", f":{NOTHING}//")


def plain(text: str, me: str = "") -> str:
    """Read what a person wrote: without the marks of the chat, and without mentions of `me`."""
    shown = _FENCE.sub(" ", _QUOTE.sub("", text))
    shown = re.sub(rf"<@{re.escape(me)}(?:\|[^<>]*)?>", " ", shown) if me else shown
    shown = _MENTION.sub(" ", _LABELLED.sub(r"\1", shown))
    shown = _EMOJI.sub(" ", _LINK.sub(r"\1", shown))
    return unescape(shown).strip()
