"""Text made to fit: measured as the strictest reader of a limit does, and shortened.

Sizes are counted in UTF-16 units: no way of counting characters gives more.
"""

import unicodedata
from itertools import accumulate

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


def visible(text: str) -> str:
    """Drop what steers or hides (right-to-left marks, controls) and put it on one line."""
    if text.isascii() and text.isprintable():
        return " ".join(text.split())
    kept = "".join(_seen(character) for character in text)
    return " ".join(kept.split())


def _seen(character: str) -> str:
    match unicodedata.category(character):
        case "Cf" | "Cs" | "Co" | "Cn":
            return ""
        case "Cc" | "Zl" | "Zp":
            return " "
        case _:
            return character
