"""What the bot knows of English: vocabulary and grammar that serve any subject."""

import gzip
import re
from collections.abc import Mapping
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Annotated, Any

import msgpack
import tomli
from pydantic import BaseModel, ConfigDict, Field

from knowledge.model import Opposites, Synonyms

DIRECTORY = Path(__file__).parent / "language"

Words = tuple[str, ...]


class _Table(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class WordList(_Table):
    """A list of words or phrases."""

    words: Words = ()
    phrases: Words = ()
    names: Words = ()


class Comparatives(_Table):
    """Words that rank things."""

    superlatives: Words


class Personal(_Table):
    """Phrases about the asker's own affairs, or the future."""

    advice: Words
    speculation: Words


class Language(_Table):
    """English as the files of the language directory hold it."""

    synonyms: tuple[Synonyms, ...]
    opposites: tuple[Opposites, ...]
    chat: dict[str, str]
    filler: WordList
    function_words: WordList
    light_words: WordList
    asks: dict[str, Words]
    smalltalk: dict[str, Words]
    places: dict[str, Words]
    units: dict[str, Words]
    months: WordList
    qualifiers: dict[str, Words]
    negations: WordList
    numbers: dict[str, Annotated[int, Field(ge=0)]]
    scales: dict[str, Words]
    attributes: WordList
    deeds: WordList
    comparatives: Comparatives
    personal: Personal
    commands: WordList
    demonyms: WordList
    patterns: dict[str, str]
    slots: dict[str, str]
    details: dict[str, str]
    values: dict[str, Words]
    sums: WordList
    shares: WordList
    famous: dict[str, Words] = {}
    foreign: dict[str, dict[str, str]] = {}
    foreign_markers: dict[str, Words] = {}


def compiled(language: Language) -> Mapping[str, re.Pattern[str]]:
    """Compile the patterns of a language; `re` itself remembers them."""
    return {name: re.compile(each, re.IGNORECASE) for name, each in language.patterns.items()}


@cache
def english() -> Language:
    """Read the language files, once."""
    tables: dict[str, Any] = {}
    for path in sorted(DIRECTORY.glob("*.toml")):
        for key, table in tomli.loads(path.read_text(encoding="utf-8")).items():
            held = tables.get(key, [])
            tables[key] = [*held, *table] if isinstance(table, list) else table
    return Language.model_validate(tables)


@cache
def _frequencies() -> dict[str, float]:
    """Read wordfreq's small list itself: its tokenizer, not needed here, loads slowly."""
    package = find_spec("wordfreq")
    directory = package.submodule_search_locations if package else None
    if not directory:
        problem = "wordfreq is not installed; run pip install wordfreq"
        raise ModuleNotFoundError(problem)
    packed = Path(directory[0]) / "data" / "small_en.msgpack.gz"
    _, *by_centibel = msgpack.unpackb(gzip.decompress(packed.read_bytes()))
    return {word: 9 - at / 100 for at, words in enumerate(by_centibel) for word in words}


def zipf(word: str) -> float:
    """Tell how common a lower-case word is: Zipf scale, 0 unknown, 3 rare, 7.7 "the".

    From wordfreq's small English list: the words seen more than once in a million.
    """
    return _frequencies().get(word, 0.0)


def common_words(at_least: float) -> list[str]:
    """List the English words of that Zipf frequency or more, most common first."""
    return [word for word, found in _frequencies().items() if found >= at_least]
