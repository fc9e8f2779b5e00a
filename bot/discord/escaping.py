"""Text of people and of the knowledge, made harmless for Discord."""

import re

from bot.fitting import visible

_MARKDOWN = re.compile(r"[\\*_~|`<>\[\]#]")
_LIST = re.compile(r"^(\s*)([-+])")
_NUMBERED = re.compile(r"^(\s*\d+)([.)])(?=\s)")

NOTHING = "\u200b"
"""Stands unseen behind what would otherwise become a mention or a link."""


def escape(text: str) -> str:
    """Make a line show as it is written: no mention, link, heading or other mark."""
    shown = _MARKDOWN.sub(r"\\\g<0>", visible(text))
    shown = _NUMBERED.sub(r"\1\\\2", _LIST.sub(r"\1\\\2", shown))
    return shown.replace("@", f"@{NOTHING}")


def escape_name(text: str) -> str:
    """Make a person's name harmless: they chose it, so it may not even be a link."""
    return escape(text).replace("://", f":{NOTHING}//")
