"""A question made ready for comparing: what texts and wordings explain of it."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import islice, repeat
from operator import mul
from typing import NamedTuple, TypeVar

import numpy as np
from rapidfuzz.distance.Indel import normalized_similarity as similarity
from rapidfuzz.process import cdist

from knowledge.known import Wording
from knowledge.lexicon import Term
from knowledge.query import Query
from knowledge.weights import CONCEPT_SHARE

K = TypeVar("K")
V = TypeVar("V")


class Once(dict[K, V]):
    """Works out a value when it is first asked for, and keeps it."""

    def __init__(self, work: Callable[[K], V]) -> None:
        super().__init__()
        self._work = work

    def __missing__(self, key: K) -> V:
        value = self[key] = self._work(key)
        return value


@dataclass(frozen=True)
class Probe:
    """A question's meaningful terms, sorted once for all candidates."""

    query: Query
    keys: frozenset[str]
    terms: tuple[Term, ...]
    weights: tuple[float, ...]
    telling: tuple[bool, ...]
    """Which terms name a property that an answer must name too."""
    required: tuple[int, ...]
    """Places of those that are what the question is after."""
    counted: frozenset[str]
    """Keys of what is to be counted."""
    plain: tuple[bool, ...]
    """Which terms are everyday words."""

    weight: float
    """Of all terms together."""
    canonical: str
    text: str
    asked: frozenset[str]
    """Ids of those it names, members of groups too."""
    telling_keys: frozenset[str]
    """Of the terms alone."""

    def shares(self, keys: frozenset[str]) -> tuple[float, ...]:
        """Tell how well a text with these keys explains each term, from 0 to 1."""
        return self._shares[self.telling_keys & keys]

    def explained(self, keys: frozenset[str]) -> float:
        """Weight that a text with these keys explains, as a share of all."""
        return self._gained[self.telling_keys & keys]

    def matches(self, wordings: Sequence[Wording]) -> Iterator[float]:
        """Give the harmonic means of what wordings explain of the question, and the reverse."""
        met: set[frozenset[str]] = set().union(*(wording.terms for wording in wordings))
        held = {keys: explained(keys, self.keys) for keys in met if not keys.isdisjoint(self.keys)}
        for wording in wordings:
            gained = sum(map(mul, wording.weights, map(held.get, wording.terms, repeat(0.0))))
            precision = float(gained) / wording.weight
            recall = self.explained(wording.keys)
            yield 2 * recall * precision / (recall + precision or 1.0)

    @cached_property
    def _shares(self) -> Mapping[frozenset[str], tuple[float, ...]]:
        return Once(lambda common: tuple(explained(term.keys, common) for term in self.terms))

    @cached_property
    def _gained(self) -> Mapping[frozenset[str], float]:
        return Once(lambda common: sum(map(mul, self.weights, self._shares[common])) / self.weight)


class Nearness(NamedTuple):
    """The best of a candidate's near wordings in each respect, as in `Features`."""

    match: float
    sequence: float
    likeness: float


def nearness(probe: Probe, near: Sequence[Sequence[Wording]]) -> Iterator[Nearness]:
    """Compare a question with the near wordings of each candidate, all in one go."""
    wordings = [wording for each in near for wording in each]
    if not wordings:
        return
    orders = [wording.canonical for wording in wordings]
    letters = [wording.text for wording in wordings]
    best = zip(
        probe.matches(wordings),
        cdist([probe.canonical], orders, scorer=similarity, dtype=np.float64)[0].tolist(),
        cdist([probe.text], letters, scorer=similarity, dtype=np.float64)[0].tolist(),
        strict=True,
    )
    for each in near:
        yield Nearness(*map(max, zip(*islice(best, len(each)), strict=True)))


def explained(wanted: frozenset[str], keys: frozenset[str]) -> float:
    """Tell how well a text with these keys explains a term: 1 by the word itself, 0 not."""
    if wanted.isdisjoint(keys):
        return 0.0
    return max([CONCEPT_SHARE.get(key[0], 1.0) for key in wanted & keys])
