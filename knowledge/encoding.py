"""Texts as rows of numbered terms, and terms as numbered keys: many texts at once."""

from array import array
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from knowledge.lexicon import Term

BLOCK = 4_096
"""Documents counted at a time: bounds the memory of building to some 50 MB."""


@dataclass(frozen=True, slots=True)
class Rows:
    """Texts as numbered terms: text i holds sizes[i] terms, from starts[i] on."""

    terms: NDArray[np.int32]
    starts: NDArray[np.int64]
    sizes: NDArray[np.int32]

    def __len__(self) -> int:
        """Count the texts."""
        return len(self.starts)

    def __getitem__(self, part: slice | NDArray[np.int64]) -> "Rows":
        """Give some of the texts, without copying what they hold."""
        return Rows(self.terms, self.starts[part], self.sizes[part])

    def row(self, at: int) -> NDArray[np.int32]:
        """Give the terms of one text."""
        return self.terms[self.starts[at] : self.starts[at] + self.sizes[at]]

    def followed_by(self, others: "Rows") -> "Rows":
        """Put other texts after these."""
        return Rows(
            np.concatenate([self.terms, others.terms]),
            np.concatenate([self.starts, others.starts + len(self.terms)]),
            np.concatenate([self.sizes, others.sizes]),
        )

    def joined(self, first: NDArray[np.int64]) -> "Rows":
        """Join texts that lie one after the other into longer ones, from each `first` on."""
        ends = np.append(self.starts, len(self.terms))[first]
        return Rows(self.terms, ends[:-1], np.diff(ends).astype(np.int32))


@dataclass(frozen=True, slots=True)
class TermKeys:
    """The numbered keys of each numbered term, and what each weighs there."""

    names: Mapping[str, int]
    keys: NDArray[np.int32]
    starts: NDArray[np.int64]
    weights: NDArray[np.float64]


@dataclass(frozen=True)
class Encoder:
    """Numbers terms and their keys as they come."""

    keys: dict[str, int] = field(default_factory=dict)
    met: list[Term] = field(default_factory=list)
    """The terms by number."""
    _terms: dict[tuple[str, frozenset[str]], int] = field(default_factory=dict)

    def encode(self, texts: Iterable[Iterable[Term]]) -> Rows:
        """Turn texts into rows of term numbers."""
        numbers, sizes = array("i"), array("i")
        known = self._terms
        for text in texts:
            before = len(numbers)
            for term in text:
                number = known.get((term.text, term.keys))
                numbers.append(self._number(term) if number is None else number)
            sizes.append(len(numbers) - before)
        held = np.array(sizes, dtype=np.int32)
        starts = np.cumsum(held, dtype=np.int64) - held
        return Rows(np.array(numbers, dtype=np.int32), starts, held)

    def table(self, weigh: Callable[[Sequence[Term]], Mapping[str, float]]) -> TermKeys:
        """Weigh the keys of every term met so far."""
        vectors = [weigh([term]) for term in self.met]
        sizes = np.array([0, *map(len, vectors)], dtype=np.int64)
        numbered = [self.keys[key] for vector in vectors for key in vector]
        weights = [weight for vector in vectors for weight in vector.values()]
        return TermKeys(
            names=self.keys,
            keys=np.array(numbered, dtype=np.int32),
            starts=np.cumsum(sizes),
            weights=np.array(weights, dtype=np.float64),
        )

    def _number(self, term: Term) -> int:
        for key in sorted(term.keys):
            self.keys.setdefault(key, len(self.keys))
        self.met.append(term)
        return self._terms.setdefault((term.text, term.keys), len(self._terms))


def weighted_pairs(
    rows: Rows, table: TermKeys
) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.float64]]:
    """Give each text's keys once, with their highest weights, by text, then by key."""
    pairs, weights = _pairs(rows, table)
    order = np.argsort(pairs, kind="stable")
    pairs, weights = pairs[order], weights[order]
    firsts = np.flatnonzero(np.diff(pairs, prepend=-1))
    if len(firsts):
        weights = np.maximum.reduceat(weights, firsts)
    texts, keys = np.divmod(pairs[firsts], len(table.names) or 1)
    return texts, keys, weights


def document_frequencies(documents: Sequence[Rows], table: TermKeys) -> dict[str, int]:
    """Count the documents that hold each key; each is told by one row of all rows."""
    counts = np.zeros(len(table.names), dtype=np.int64)
    for start in range(0, len(documents[0]), BLOCK):
        blocks = (_pairs(rows[start : start + BLOCK], table)[0] for rows in documents)
        pairs = np.sort(np.concatenate(list(blocks)))
        distinct = pairs[np.flatnonzero(np.diff(pairs, prepend=-1))]
        counts += np.bincount(distinct % (len(counts) or 1), minlength=len(counts))
    return dict(zip(table.names, counts.tolist(), strict=True))


def _pairs(rows: Rows, table: TermKeys) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
    """Give text x key as one number for every key of every term, and its weight."""
    terms = rows.terms[places_of(rows.starts, rows.sizes)]
    texts = np.repeat(np.arange(len(rows)), rows.sizes)
    sizes = table.starts[terms + 1] - table.starts[terms]
    places = places_of(table.starts[terms], sizes)
    pairs = np.repeat(texts, sizes) * len(table.names) + table.keys[places]
    return pairs, table.weights[places]


def places_of(starts: NDArray[np.int64], sizes: NDArray[np.integer]) -> NDArray[np.int64]:
    """Give the places of what is held from each start on, one after the other."""
    ends = np.cumsum(sizes)
    places: NDArray[np.int64] = np.arange(sizes.sum()) + np.repeat(starts + sizes - ends, sizes)
    return places
