"""Two or three companies or people side by side, aspect by aspect."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from knowledge.corpus import Corpus
from knowledge.lookup import Unknown, find_id
from knowledge.model import Fact
from knowledge.outcome import Statement
from knowledge.profiles import by_aspect, facts_about
from knowledge.statements import fact_statement

COMPARED = range(2, 4)
"""How many can stand side by side: more does not fit a chat message."""


@dataclass(frozen=True, slots=True)
class Row:
    """One aspect; a cell for each name, empty where the sources say nothing."""

    aspect: str
    cells: tuple[tuple[Statement, ...], ...]


@dataclass(frozen=True, slots=True)
class Comparison:
    """What holds for all of the names, then the aspects in which they stand apart."""

    names: tuple[str, ...]
    shared: tuple[Statement, ...]
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class NotComparable:
    """It was not two or three different names."""


@dataclass(frozen=True, slots=True)
class UnknownName:
    """One of the names is not held; `position` counts from 1."""

    position: int
    near: tuple[str, ...]


def compare(corpus: Corpus, names: Sequence[str]) -> Comparison | NotComparable | UnknownName:
    """Set what is held about two or three names side by side."""
    if len(names) not in COMPARED:
        return NotComparable()
    ids = []
    for position, name in enumerate(names, start=1):
        match find_id(corpus, name, {**corpus.companies, **corpus.people}):
            case Unknown(near):
                return UnknownName(position, near)
            case found:
                ids.append(found)
    return _side_by_side(corpus, ids) if len({*ids}) == len(ids) else NotComparable()


def _side_by_side(corpus: Corpus, ids: Sequence[str]) -> Comparison:
    tell = partial(fact_statement, corpus)
    about = [facts_about(corpus, each) for each in ids]
    shared = [fact for fact in about[0] if all(fact in facts for facts in about)]
    apart = [by_aspect(f for f in facts if f not in shared) for facts in about]
    return Comparison(
        names=tuple(corpus.name(each) for each in ids),
        shared=tuple(map(tell, shared)),
        rows=tuple(
            Row(aspect, tuple(tuple(map(tell, of.get(aspect, ()))) for of in apart))
            for aspect in _aspects(apart)
        ),
    )


def _aspects(apart: Sequence[Mapping[str, list[Fact]]]) -> list[str]:
    """Order aspects by how many of the names have them, then as they appear."""
    aspects = dict.fromkeys(aspect for of in apart for aspect in of)
    return sorted(aspects, key=lambda aspect: -sum(aspect in of for of in apart))
