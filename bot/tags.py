"""What buttons and selects do, and short names for what is chosen with them."""

from enum import StrEnum
from hashlib import blake2b

KEY_BYTES = 8
"""Of a question's key: no two questions of a base will share one."""


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
    MISS = "miss"
    ADOPT = "adopt"
    DROP = "drop"
    UNKNOWN = "unknown"


def kind_of(word: str) -> Kind:
    """Read a kind; one that is no longer known is UNKNOWN."""
    return Kind(word) if word in set(Kind) else Kind.UNKNOWN


def key_of(text: str) -> str:
    """Name a question or topic in a few characters that stay the same for ever."""
    return blake2b(text.encode("utf-8", errors="replace"), digest_size=KEY_BYTES).hexdigest()
