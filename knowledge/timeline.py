"""The dated facts in order, as far as the sources date them."""

import re
from collections.abc import Collection
from dataclasses import dataclass, replace
from functools import cached_property

from knowledge.corpus import Corpus
from knowledge.figures import FigureReader
from knowledge.language import Language
from knowledge.model import Fact
from knowledge.outcome import Statement
from knowledge.statements import fact_statement
from knowledge.text import clean, words

WHOLE = 0
"""Month or day of a date that gives none: a whole year stands before its months."""

YEAR = re.compile(r"^(?:1[0-9]|20)\d\d$")
DAY = re.compile(r"^(?:[1-9]|[12]\d|3[01])$")


@dataclass(frozen=True, slots=True)
class Event:
    """Something dated: the date as the source gives it, and what is told of it."""

    date: str
    statement: Statement


@dataclass(frozen=True, slots=True)
class Timeline:
    """Events in order of time, those without a year apart: their order is not known."""

    dated: tuple[Event, ...]
    yearless: tuple[Event, ...]
    undated: int
    """How many facts the sources give no date for."""


@dataclass(frozen=True, slots=True, order=True)
class _Date:
    year: int
    month: int
    day: int
    text: str


def timeline(corpus: Corpus) -> Timeline:
    """Order the dated facts; what has a date but no year is kept apart."""
    reader = _DateReader(corpus.lexicon.language)
    dates = [(fact, reader.read(fact)) for fact in corpus.facts.values()]
    dated = [(date, fact) for fact, date in dates if date and date.year]
    yearless = [(date, fact) for fact, date in dates if date and not date.year]
    dated.sort(key=lambda pair: pair[0])
    return Timeline(
        dated=tuple(_event(corpus, *pair) for pair in dated),
        yearless=tuple(_event(corpus, *pair) for pair in yearless),
        undated=sum(date is None for _, date in dates),
    )


def _event(corpus: Corpus, date: _Date, fact: Fact) -> Event:
    # The date stands before the statement: an as-of note would only repeat it.
    undated = fact.model_copy(update={"as_of": None})
    return Event(date.text, fact_statement(corpus, undated))


@dataclass(frozen=True)
class _DateReader:
    language: Language

    def read(self, fact: Fact) -> _Date | None:
        """Read the date of a fact: its as-of, or else one that its statement gives."""
        if fact.as_of:
            return replace(self._read(fact.as_of), text=fact.as_of)
        stated = self._read(fact.statement)
        # A month alone may be no date: "May" and "March" are words as well.
        return stated if stated.year or stated.day else None

    def _read(self, text: str) -> _Date:
        tokens = words(clean(text))
        month, name = self._month(tokens)
        units = {"year", self._figures.unit(name)} - {""}
        figures = [each for each in self._figures.find(tokens) if each.unit in units]
        year = next((int(f.number) for f in figures if YEAR.match(f.number)), 0)
        day = next((int(f.number) for f in figures if DAY.match(f.number)), WHOLE)
        parts = (name, str(day or ""), str(year or ""))
        return _Date(year, month, day, " ".join(part for part in parts if part))

    def _month(self, tokens: Collection[str]) -> tuple[int, str]:
        """Find the month, from 1, and its name."""
        named = ((n, name) for n, name in enumerate(self._months, 1) if name in tokens)
        return next(named, (WHOLE, ""))

    @cached_property
    def _figures(self) -> FigureReader:
        return FigureReader(self.language)

    @cached_property
    def _months(self) -> list[str]:
        """Name the months as they are written: "April"."""
        return [name.capitalize() for name in self.language.months.names[:12]]
