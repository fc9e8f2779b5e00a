"""An inverted index of texts: which ones share weighted keys with a query, fast."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from knowledge.encoding import Rows, TermKeys, weighted_pairs

Vector = Mapping[str, float]
"""Weights by key; unit length once normalised."""

MOST_READ = 120_000
"""Postings read for a query, shortest lists first: about 1 ms. What a longer list adds
is worked out only for the texts that the short ones found."""

BLOCK = 4_096
"""Texts turned into postings at a time: bounds the memory of building to some 50 MB."""


@dataclass(frozen=True, slots=True)
class Posting:
    """The texts that hold one key of a query, in order, and what each gains by it."""

    texts: NDArray[np.int32]
    weights: NDArray[np.float32]
    weight: np.float32

    def gains(self) -> NDArray[np.float32]:
        """Give what each text of the list gains."""
        return self.weights * self.weight

    def gains_of(self, texts: NDArray[np.int32]) -> NDArray[np.float32]:
        """Give what these texts gain; nothing where they lack the key."""
        places = np.searchsorted(self.texts, texts)
        places[places == len(self.texts)] = 0
        return np.where(self.texts[places] == texts, self.weights[places] * self.weight, 0)


@dataclass(frozen=True)
class Index:
    """Postings of all texts by key."""

    keys: Mapping[str, int]
    starts: Sequence[int]
    texts: NDArray[np.int32]
    weights: NDArray[np.float32]
    size: int
    """How many texts there are."""

    def scores(self, query: Vector) -> tuple[NDArray[np.float64], Sequence[Posting]]:
        """Give the cosine (0 to 1) of a unit query with every text, and the lists unread."""
        postings = sorted(self._postings(query), key=lambda each: len(each.texts))
        if not postings:
            return np.zeros(self.size), ()
        read = np.cumsum([len(each.texts) for each in postings])
        most = max(1, int(np.searchsorted(read, MOST_READ, side="right")))
        texts = np.concatenate([each.texts for each in postings[:most]])
        gains = np.concatenate([each.gains() for each in postings[:most]])
        scores = np.bincount(texts, weights=gains, minlength=self.size)
        return np.asarray(scores, dtype=np.float64), postings[most:]

    def _postings(self, query: Vector) -> Iterator[Posting]:
        for key, weight in query.items():
            at = self.keys.get(key)
            start, stop = (0, 0) if at is None else (self.starts[at], self.starts[at + 1])
            if start < stop:
                texts, weights = self.texts[start:stop], self.weights[start:stop]
                yield Posting(texts, weights, np.float32(weight))


def build_index(rows: Rows, table: TermKeys) -> Index:
    """Index texts by their keys, each text's weights scaled to length 1."""
    counts = np.zeros(len(table.names), dtype=np.int64)
    for _, keys, _ in _blocks(rows, table):
        counts += np.bincount(keys, minlength=len(counts))
    starts = np.concatenate(([0], np.cumsum(counts)))
    texts = np.empty(starts[-1], dtype=np.int32)
    weights = np.empty(starts[-1], dtype=np.float32)
    free = starts[:-1].copy()
    for block_texts, keys, block_weights in _blocks(rows, table):
        order = np.argsort(keys, kind="stable")
        held = np.bincount(keys, minlength=len(counts))
        places = np.arange(len(keys)) + np.repeat(free - np.cumsum(held) + held, held)
        texts[places] = block_texts[order]
        weights[places] = block_weights[order]
        free += held
    return Index(table.names, starts.tolist(), texts, weights, len(rows))


def _blocks(
    rows: Rows, table: TermKeys
) -> Iterator[tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.float64]]]:
    """Give texts, their keys and the keys' weights, some thousand texts at a time."""
    for start in range(0, len(rows), BLOCK):
        texts, keys, weights = weighted_pairs(rows[start : start + BLOCK], table)
        lengths = np.sqrt(np.bincount(texts, weights * weights))
        yield texts + start, keys, weights / lengths[texts]


def unit(vector: Mapping[str, float]) -> dict[str, float]:
    """Scale a vector to length 1."""
    length = sum(weight * weight for weight in vector.values()) ** 0.5
    return {key: weight / length for key, weight in vector.items()} if length else {}
