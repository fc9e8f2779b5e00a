"""What a button or select holds in its custom id: all that it needs after a restart."""

import re
from dataclasses import dataclass
from enum import StrEnum
from hashlib import blake2b

KEY_BYTES = 8
"""Of a question's key: no two questions of a base will share one."""

TEMPLATE = r"rw:(?P<kind>[a-z]+):(?P<asker>\d+):(?P<argument>.*)"
"""Every custom id of ours, those of earlier versions too: they get a kind word."""


class Kind(StrEnum):
    """What a button or select does."""

    HELPFUL = "up"
    UNHELPFUL = "down"
    WHY = "why"
    SHARE = "share"
    DELETE = "delete"
    ASK = "ask"
    PAGE = "page"
    TOPIC = "topic"
    QUESTION = "question"
    MISSING = "missing"
    UNKNOWN = "unknown"


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
    kind = match["kind"]
    known = Kind(kind) if kind in set(Kind) else Kind.UNKNOWN
    return Tag(known, int(match["asker"]), match["argument"])


def key_of(text: str) -> str:
    """Name a question or topic in a few characters that stay the same for ever."""
    return blake2b(text.encode("utf-8", errors="replace"), digest_size=KEY_BYTES).hexdigest()
