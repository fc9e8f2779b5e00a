"""What a button or select holds in its custom id: all that it needs after a restart."""

import re
from dataclasses import dataclass

import discord

from bot.tags import Kind, kind_of

TEMPLATE = r"rw:(?P<kind>[a-z]+):(?P<asker>\d+):(?P<argument>.*)"
"""Every custom id of ours, those of earlier versions too: they get a kind word."""


@dataclass(frozen=True, slots=True)
class Tag:
    """A custom id: what to do, who asked, and with what."""

    kind: Kind
    asker: int
    argument: str = ""

    def __str__(self) -> str:
        return f"rw:{self.kind}:{self.asker}:{self.argument}"


def read_tag(match: re.Match[str]) -> Tag:
    """Read a custom id; a kind that is no longer known is UNKNOWN."""
    return Tag(kind_of(match["kind"]), int(match["asker"]), match["argument"])


def chosen_in(interaction: discord.Interaction) -> str:
    """Read which option of a select was chosen; nothing for a button."""
    match interaction.data:
        case {"values": [value, *_]}:
            return str(value)
        case _:
            return ""
