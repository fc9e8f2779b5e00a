"""Text made to fit: measured as the strictest reader of a limit does, and shortened.

Sizes are counted in UTF-16 units: no way of counting characters gives more.
"""

import unicodedata
from itertools import accumulate

ELLIPSIS = "…"

JOINER = "\u200d"
TONES = "".join(map(chr, range(0x1F3FB, 0x1F400)))
REGIONAL = "".join(map(chr, range(0x1F1E6, 0x1F200)))
"""Of what emoji are made: families are joined, skins toned, and two letters are a flag."""


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
    """Count the characters that fit, at least one, with nothing parted that shows as one."""
    used = accumulate(size(character) for character in text)
    end = next((taken for taken, units in enumerate(used) if units > limit), len(text))
    while 1 < end < len(text) and _continues(text, end):
        end -= 1
    return max(end, 1)


def _continues(text: str, at: int) -> bool:
    """Tell whether a character shows as one with the one before: a mark, a part of an emoji."""
    character = text[at]
    if character in REGIONAL:
        flags = len(text[:at]) - len(text[:at].rstrip(REGIONAL))
        return flags % 2 == 1
    is_joined = JOINER in (character, text[at - 1])
    return is_joined or character in TONES or unicodedata.category(character).startswith("M")


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
