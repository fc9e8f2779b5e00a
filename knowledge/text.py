"""Text as typed -> clean text -> words -> stems."""

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

import Stemmer

MAX_QUESTION_CHARACTERS = 4_000
"""A longer question is refused unread: Discord's longest message, and bounded time."""

_QUOTES = str.maketrans({"‘": "'", "’": "'", "ʼ": "'", "´": "'", "`": "'", "“": '"', "”": '"'})
_DASHES = re.compile(r"[\u2010-\u2015\u2212]")
# Cyrillic and Greek letters that look like Latin ones: only folded inside a word
# that holds Latin letters too, as real words of those scripts never do.
_LOOKALIKES = str.maketrans("аеорсухіјѕԁοαντρε", "aeopcyxijsdoavtpe")
_MIXED_SCRIPT = re.compile(r"\b(?=\w*[a-z])\w*[\u0370-\u04ff\u0500-\u052f]\w*\b", re.IGNORECASE)
_WORD = re.compile(
    r"\b[a-z](?:\.[a-z])+\b\.?"  # u.s.
    r"|[$€£]?\d+(?:[.,]\d+)*(?:%|[a-z]+\b)?"  # 95.4%, $12, 12bn, 2nd
    r"|[^\W_]+(?:'[^\W_]+)*",  # words, with their apostrophes
    re.IGNORECASE,
)
_stemmer = Stemmer.Stemmer("english")


def clean(text: str) -> str:
    """Fold the forms of one text into one: width, accents, quotes, invisible marks."""
    if text.isascii() and text.isprintable():
        return " ".join(text.split()).replace("`", "'")
    text = unicodedata.normalize("NFKC", text.translate(_QUOTES))
    text = "".join(_visible(character) for character in text)
    decomposed = unicodedata.normalize("NFD", text)
    text = "".join(c for c in decomposed if not unicodedata.combining(c))
    text = _DASHES.sub("-", text).replace("…", "...")
    text = _MIXED_SCRIPT.sub(lambda match: match[0].translate(_LOOKALIKES), text)
    return " ".join(text.split())


def words(text: str) -> list[str]:
    """Split clean text into words as they are written; "u.s." and "95.4%" stay whole."""
    return _WORD.findall(text)


@lru_cache(maxsize=4_096)
def words_of(text: str) -> tuple[str, ...]:
    """Clean a text of the knowledge and split it; each is read more than once."""
    return tuple(words(clean(text)))


def vocabulary_of(texts: Iterable[str]) -> frozenset[str]:
    """Gather the lower-case words of texts, each of which is read only here."""
    typed = {word for text in texts for word in words(clean(text))}
    return frozenset(word.casefold() for word in typed)


@lru_cache(maxsize=65_536)
def stem(word: str) -> str:
    """Reduce a lower-case word to its Snowball stem (Porter 2); figures stay as is."""
    word = word.removesuffix("'s")
    if not word.isalpha():
        return word
    stemmed: str = _stemmer.stemWord(word)
    return stemmed


def _visible(character: str) -> str:
    category = unicodedata.category(character)
    if category in {"Cf", "Mn", "Me"}:
        return ""
    return " " if category in {"Cc", "Cs", "Co", "Zl", "Zp"} else character
