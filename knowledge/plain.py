"""Words as typed -> plain English words: other languages, chat shorthand, filler."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from knowledge.entities import Names, joined_form
from knowledge.language import Language, zipf

FOREIGN_ZIPF = 3.3
"""Zipf frequency in English below which a word of another language's table marks it."""

FOREIGN_MARKS = 2
"""Words that mark another language; one alone may be a name ("la")."""

_SHOUTED = frozenset({"US"})
"""What chat writes small for "us" or a pronoun, and capitals make a name."""

MAX_FILLER_WORDS = 5
"""Longest filler phrase, in words: "if you don't mind me"."""


@dataclass(frozen=True)
class PlainWriter:
    """Writes out what people shorten, translates word for word, drops filler."""

    language: Language
    names: Names

    def in_english(self, tokens: list[str]) -> list[str]:
        """Word for word into English, where enough words mark another language."""
        lowered = [token.casefold() for token in tokens]
        if sum(word in self._foreign for word in lowered) < FOREIGN_MARKS:
            return tokens
        language = self.language
        marks = {
            name: sum(self._marks(word, name) for word in lowered)
            for name in language.foreign_markers
        }
        name = max(marks, key=lambda each: marks[each], default="")
        if not name or marks[name] < FOREIGN_MARKS:
            return tokens
        table = language.foreign[name]
        english = (
            token if joined_form([token]) in self.names.spellings else _translate(token, table)
            for token in tokens
        )
        return [word for text in english for word in text.split()]

    def expanded(self, tokens: Sequence[str]) -> list[str]:
        """Write chat shorthand out; "US" in a shouted message is no country."""
        chat = self.language.chat
        if chat.keys().isdisjoint(token.casefold() for token in tokens):
            return list(tokens)
        plain: list[str] = []
        for token in tokens:
            lowered = token.casefold()
            expansion = None if token in _SHOUTED else chat.get(lowered)
            if expansion and lowered not in self.names.spellings:
                plain.extend(expansion.split())
            else:
                plain.append(token)
        return plain

    def without_filler(self, tokens: list[str]) -> list[str]:
        """Cut phrases that carry nothing, unless nothing else is left."""
        kept: list[str] = []
        at = 0
        while at < len(tokens):
            size = self._filler_at(tokens, at)
            if not size:
                kept.append(tokens[at])
            at += size or 1
        return kept or tokens

    def _marks(self, word: str, language: str) -> bool:
        """Whether a word is typical of a language and rare in English."""
        tables = self.language
        return word in tables.foreign_markers[language] or (
            word in tables.foreign[language] and zipf(word) < FOREIGN_ZIPF
        )

    @cached_property
    def _foreign(self) -> frozenset[str]:
        """Every word that may mark another language."""
        tables = self.language
        return frozenset().union(*tables.foreign.values(), *tables.foreign_markers.values())

    def _filler_at(self, tokens: Sequence[str], at: int) -> int:
        if tokens[at].casefold() not in self._filler_openings:
            return 0
        for size in range(min(MAX_FILLER_WORDS, len(tokens) - at), 0, -1):
            if " ".join(tokens[at : at + size]).casefold() in self._filler:
                return size
        return 0

    @cached_property
    def _filler(self) -> frozenset[str]:
        return frozenset(self.language.filler.phrases)

    @cached_property
    def _filler_openings(self) -> frozenset[str]:
        return frozenset(phrase.partition(" ")[0] for phrase in self._filler)


def _translate(token: str, table: Mapping[str, str]) -> str:
    """Look a word up, or what follows its elided article ("l'entreprise")."""
    lowered = token.casefold()
    return table.get(lowered, table.get(lowered.rpartition("'")[2], token))
