"""The proof's self-test: errors planted in true facts must all be caught.

Each kind is planted in each fact that it applies to: a digit changed, another unit,
another known name, another figure of the same paragraph, another month, a dropped
qualifier, a word of a phrase exchanged, another paragraph.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from knowledge.corpus import Corpus
from knowledge.entities import Body
from knowledge.model import Cite, Fact
from knowledge.prover import build_prover
from knowledge.text import words_of

_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
_UNITS = {
    "%": " million",
    "billion": "million",
    "million": "billion",
    "percent": "billion",
}


@dataclass(frozen=True, slots=True)
class SelfTest:
    """How many errors were planted and caught; `missed` tells the others."""

    planted: int
    caught: int
    missed: tuple[str, ...]


def self_test(corpus: Corpus) -> SelfTest:
    """Plant every kind of error in every fact that it applies to, and prove each."""
    bodies: list[Body] = [*corpus.companies.values(), *corpus.people.values()]
    prover = build_prover(corpus.sources.values(), bodies, corpus.lexicon, corpus.names)
    planted = [each for fact in corpus.facts.values() for each in Planter(corpus).plant(fact)]
    missed = tuple(f"{kind} in {fact.id}" for kind, fact in planted if not prover.fact(fact))
    return SelfTest(len(planted), len(planted) - len(missed), missed)


@dataclass(frozen=True)
class Planter:
    """Plants errors in facts."""

    corpus: Corpus

    def plant(self, fact: Fact) -> Iterator[tuple[str, Fact]]:
        """Give each error that applies to a fact, with its kind."""
        for kind, errors in self._kinds.items():
            for statement in dict.fromkeys(errors(fact)):
                if statement != fact.statement:
                    yield kind, fact.model_copy(update={"statement": statement})
        for cite_at, cite in enumerate(fact.cites):
            for kind, false in self._false_cites(cite):
                cites = (*fact.cites[:cite_at], false, *fact.cites[cite_at + 1 :])
                yield kind, fact.model_copy(update={"cites": cites})

    @cached_property
    def _kinds(self) -> Mapping[str, Callable[[Fact], Iterator[str]]]:
        return {
            "digit": self._digits,
            "unit": self._units,
            "name": self._names,
            "figure of the paragraph": self._figures,
            "month": self._months,
            "qualifier": self._qualifiers,
        }

    def _digits(self, fact: Fact) -> Iterator[str]:
        for match in self._figures_in(fact.statement):
            changed = str((int(match[0][-1]) + 1) % 10)
            yield _put(fact.statement, match, match[0][:-1] + changed)

    def _units(self, fact: Fact) -> Iterator[str]:
        for unit, other in _UNITS.items():
            for match in re.finditer(rf"(?<=\d)\s?{re.escape(unit)}", fact.statement):
                yield _put(fact.statement, match, f" {other.strip()}")

    def _names(self, fact: Fact) -> Iterator[str]:
        tokens = words_of(fact.statement)
        bodies: dict[str, Body] = {**self.corpus.companies, **self.corpus.people}
        for mention in self.corpus.names.find(tokens):
            written = " ".join(tokens[mention.start : mention.end])
            if mention.id not in bodies or written not in fact.statement:
                continue
            kind = type(bodies[mention.id])
            others = [each for each in bodies.values() if type(each) is kind]
            for other in others:
                if other.id != mention.id:
                    yield fact.statement.replace(written, other.name, 1)

    def _figures(self, fact: Fact) -> Iterator[str]:
        paragraphs = {cite.paragraph for cite in fact.cites}
        others = {
            match[0]
            for other in self.corpus.facts.values()
            if paragraphs & {cite.paragraph for cite in other.cites}
            for match in self._figures_in(other.statement)
        }
        for match in self._figures_in(fact.statement):
            for other in sorted(others - {match[0]}):
                yield _put(fact.statement, match, other)

    def _months(self, fact: Fact) -> Iterator[str]:
        months = [m.capitalize() for m in self.corpus.lexicon.language.months.names if len(m) > 4]
        for at, month in enumerate(months):
            for match in re.finditer(rf"\b{month}\b", fact.statement):
                yield _put(fact.statement, match, months[at - 1])

    def _qualifiers(self, fact: Fact) -> Iterator[str]:
        phrases = " ".join(phrase for cite in fact.cites for phrase in cite.phrases)
        for forms in self.corpus.lexicon.language.qualifiers.values():
            held = [form for form in forms if _word(form).search(phrases)]
            told = [form for form in forms if _word(form).search(fact.statement)]
            if held and told:
                yield _without(fact.statement, forms)

    def _false_cites(self, cite: Cite) -> Iterator[tuple[str, Cite]]:
        others = [
            paragraph.number
            for paragraph in self.corpus.source_of(cite).paragraphs
            if paragraph.number != cite.paragraph
        ]
        for other in others[:1] + others[-1:]:
            yield "paragraph", cite.model_copy(update={"paragraph": other})
        for at, phrase in enumerate(cite.phrases):
            reworded = " ".join((*phrase.split()[:-1], "otherwise"))
            phrases = (*cite.phrases[:at], reworded, *cite.phrases[at + 1 :])
            yield "phrase", cite.model_copy(update={"phrases": phrases})

    def _figures_in(self, text: str) -> Iterator[re.Match[str]]:
        """Give the figures of a text that are no part of a name."""
        names = [each.name for each in self.corpus.companies.values() if _NUMBER.search(each.name)]
        for match in _NUMBER.finditer(text):
            if not any(name in text[: match.end()][-len(name) :] for name in names):
                yield match


def _put(text: str, match: re.Match[str], other: str) -> str:
    return text[: match.start()] + other + text[match.end() :]


def _word(form: str) -> re.Pattern[str]:
    return re.compile(rf"(?!May\b)\b{re.escape(form)}\b", re.IGNORECASE)


def _without(text: str, forms: tuple[str, ...]) -> str:
    for form in forms:
        text = _word(form).sub("", text)
    return " ".join(text.split())
