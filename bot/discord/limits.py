"""Discord's limits, and the ways to keep within them.

Sizes are counted in UTF-16 units: the strictest of the ways in which a limit can be read.
"""

import unicodedata
from itertools import accumulate

CONTENT = 2000
DESCRIPTION = 4096
FIELDS = 25
FIELD_NAME = 256
FIELD_VALUE = 1024
AUTHOR = 256
FOOTER = 2048
EMBED = 6000
LABEL = 80
CUSTOM_ID = 100
ROWS = 5
OPTIONS = 25
OPTION = 100
CHOICES = 25
CHOICE = 100

ELLIPSIS = "…"


def size(text: str) -> int:
    """Count the UTF-16 units of a text."""
    return len(text) if text.isascii() else len(text.encode("utf-16-le", "surrogatepass")) // 2


def shorten(text: str, limit: int) -> str:
    """Cut a text to a limit, between words where that leaves most of it."""
    if size(text) <= limit:
        return text
    kept = text[: fitting(text, limit - len(ELLIPSIS))]
    words, space, _ = kept.rpartition(" ")
    if space and size(words) > limit // 2:
        kept = words
    return kept.rstrip() + ELLIPSIS


def fitting(text: str, limit: int) -> int:
    """Count the characters that fit, at least one, with no mark parted from its letter."""
    used = accumulate(size(character) for character in text)
    end = next((taken for taken, units in enumerate(used) if units > limit), len(text))
    while end < len(text) and end > 1 and unicodedata.category(text[end]).startswith("M"):
        end -= 1
    return max(end, 1)
