"""What a person typed -> the same without what could tell of anyone."""

import re
import unicodedata

MOST_CHARACTERS = 500
"""Kept of a question: more is no question, and patterns below stay fast."""

_TOP_LEVELS = "com|org|net|io|gg|me|co|dev|app|xyz|info|cn|uk|ru|de|us"

_PATTERNS = (
    ("[mention]", r"<[@#!][^<>\s]*>|<(?:@|#|!)[^<>]*>"),
    ("[link]", r"<?\b[a-z][a-z0-9+.-]{1,15}://[^\s<>]*(?:\|[^<>]*)?>?|\bwww\.\S+"),
    ("[email]", r"<?(?:mailto:)?[^\s@<>|]+@[^\s@<>|]+\.[^\s@<>|]+(?:\|[^<>]*)?>?"),
    ("[mention]", r"@\S+"),
    ("[link]", rf"\b(?:[a-z0-9-]+\.)+(?:{_TOP_LEVELS})\b(?:[/:?#]\S*)?"),
    ("[link]", r"\b(?:[a-z0-9-]+\.)+[a-z]{2,}/\S*"),
    ("[token]", r"\b(?:xox[a-z]|xapp|gh[a-z]|github_pat|glpat|sk|pk|rk|AKIA)[-_]\S{6,}"),
    ("[token]", r"\b[\w-]{20,}\.[\w-]{4,}\.[\w-]{15,}"),
    ("[token]", r"\b[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\b"),
    ("[token]", r"(?=[\w+/=-]*\d)(?=[\w+/=-]*[a-z])[\w+/=]{20,}"),
    ("[token]", r"[\w+/=-]{40,}"),
    ("[address]", r"\b\d{1,3}(?:\.\d{1,3}){3}\b|\b(?:[0-9a-f]{0,4}:){3,7}[0-9a-f]{1,4}\b"),
)
_SCRUBBERS = tuple((word, re.compile(form, re.IGNORECASE)) for word, form in _PATTERNS)

_DIGITS = re.compile(r"\+?\(?\d[\d\s()./-]{4,}\d")
_YEARS = re.compile(r"(?:19|20)\d\d[\s./-]{1,3}(?:(?:19|20)\d\d|\d\d?[./-]\d\d?)")
MOST_DIGITS = 6
"""Digits in a row, with the separators of telephone numbers: figures have commas or a point."""


def scrub(text: str) -> str:
    """Replace mentions, addresses, links, tokens and long digits, and what is too long."""
    kept = _plain(text)
    for word, pattern in _SCRUBBERS:
        kept = pattern.sub(word, kept)
    return " ".join(_DIGITS.sub(_without_digits, kept).split())


def _plain(text: str) -> str:
    """Write look-alike characters as what they look like; leave the invisible out."""
    folded = unicodedata.normalize("NFKC", text[: 4 * MOST_CHARACTERS])
    visible = "".join(c if c.isspace() or c.isprintable() else "" for c in folded)
    words = " ".join(visible.split())
    if len(words) <= MOST_CHARACTERS:
        return words
    return words[: MOST_CHARACTERS + 1].rpartition(" ")[0]  # half a token has no shape


def _without_digits(found: re.Match[str]) -> str:
    digits = sum(c.isdigit() for c in found[0])
    is_long = digits > MOST_DIGITS and not _YEARS.fullmatch(found[0])
    return "[number]" if is_long else found[0]
