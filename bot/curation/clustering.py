"""Questions without an answer, gathered by likeness: what is asked often comes first."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz

from knowledge.answerer import Answerer
from knowledge.lexicon import Term
from knowledge.query import Query

ALIKE = 0.75
"""Share of content words, 0 to 1, that two questions have in common to ask the same: three
words in four, so that one more word or another order does not part them."""

MOST_NEAR = 3
"""Entries named as near to a question: more would be a list to read."""

SAME_SPELLING = 90.0
"""Likeness of all letters, 0 to 100, from which they ask the same: a slip or two apart."""


@dataclass(frozen=True, slots=True)
class Miss:
    """A question that found no answer, and how often it was asked."""

    number: int
    text: str
    count: int = 1


@dataclass(frozen=True, slots=True)
class Cluster:
    """Misses that ask the same, the first of which stands for all."""

    misses: tuple[Miss, ...]
    near: tuple[str, ...] = ()
    """The ids of the entries that are most like them, the nearest first."""

    @property
    def count(self) -> int:
        """How often it was asked in all."""
        return sum(each.count for each in self.misses)

    @property
    def shown(self) -> Miss:
        """The miss that stands for all: the one that was asked most."""
        return max(self.misses, key=lambda each: each.count)


class Gatherer:
    """Gathers misses one by one, with the words and names that one version understands."""

    def __init__(self, answerer: Answerer) -> None:
        lexicon = answerer.corpus.lexicon
        self._answerer = answerer
        self._light = lexicon.function_stems | lexicon.light_keys
        self._gathered: list[tuple[Query, list[Miss]]] = []

    def add(self, miss: Miss) -> None:
        """Put a miss to those that it is like, or begin with it."""
        query = self._answerer.read(miss.text)
        for first, misses in self._gathered:
            if self._are_alike(first, query):
                misses.append(miss)
                return
        self._gathered.append((query, [miss]))

    def clusters(self) -> tuple[Cluster, ...]:
        """Give what was gathered, the most asked first."""
        clusters = (Cluster(tuple(misses)) for _, misses in self._gathered)
        return tuple(sorted(clusters, key=lambda each: -each.count))

    def _are_alike(self, one: Query, other: Query) -> bool:
        """Whether two questions ask the same, of the same names and figures."""
        if one.names != other.names or _figures(one) != _figures(other):
            return False
        if fuzz.token_sort_ratio(one.words, other.words) >= SAME_SPELLING:
            return True
        return _shared(self._content(one), self._content(other)) >= ALIKE

    def _content(self, query: Query) -> list[Term]:
        """Leave out the words that only make it a question."""
        return [each for each in query.terms if not each.keys <= self._light]


def near_entries(answerer: Answerer, text: str) -> tuple[str, ...]:
    """Name the entries that come nearest to a question, the nearest first."""
    entries = answerer.corpus.entries
    considered = [each.id for each in answerer.answer(text).trace.candidates]
    suggested = answerer.suggest(text, limit=MOST_NEAR)
    also = [each.id for each in entries.values() if each.question in suggested]
    found = dict.fromkeys(each for each in (*considered, *also) if each in entries)
    return tuple(found)[:MOST_NEAR]


def cluster_of(clusters: Iterable[Cluster], number: int) -> Cluster | None:
    """Find the cluster that a miss is in."""
    return next((c for c in clusters if any(m.number == number for m in c.misses)), None)


def _figures(query: Query) -> frozenset[str]:
    return frozenset(each.key for each in query.figures)


def _shared(one: Sequence[Term], other: Sequence[Term]) -> float:
    """Measure how many terms of two texts mean the same: 0 is none, 1 is all."""
    if not one or not other:
        return 0.0
    met = sum(any(each.keys & mate.keys for mate in other) for each in one)
    back = sum(any(each.keys & mate.keys for mate in one) for each in other)
    return (met + back) / (len(one) + len(other))
