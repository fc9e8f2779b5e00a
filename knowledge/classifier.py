"""A linear head: what the wordings of all candidates together teach of each one.

A softmax regression over words, pairs of words and letters in a row. Its features are
scaled by kind, and what the wordings never held counts in full against a question, so
that one about something else scores low for every candidate.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain
from math import log, sqrt
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from knowledge.text import stem

if TYPE_CHECKING:
    from scipy.sparse import csr_array

Row = tuple[list[int], list[float]]
"""The numbered features of a text, and their weights."""

KIND_WEIGHTS = (1.0, 0.5, 0.8)
"""What words, pairs and letters count for; letters forgive slips, pairs know order."""

GRAMS = range(3, 6)
"""Lengths of the runs of letters: as long as most stems."""

ROUNDS = 20
"""Steps of training; ten more change one answer in a thousand."""

STEP = 8.0
"""Size of a step, per candidate: at 30 training overshoots, at 3 it needs more rounds."""

SCALE = 30.0
"""Log-odds that are told as 1: the surest questions of large bases reach some 25."""

TINY = 1e-9
"""Least probability told apart from none."""

MOST_WEIGHTS = 25_000_000
"""Features times candidates: 100 MB, and four times that in training."""

MOST_PRODUCTS = 600_000_000
"""Features of all wordings times candidates: training takes some 10 s."""

MOST_KEPT = 65_536
"""Words whose letters are kept at hand."""


@dataclass(frozen=True)
class Features:
    """The features of all wordings, numbered, with how rare each is."""

    numbers: Mapping[str, int]
    rarities: Sequence[float]
    unknown: float
    """How rare a feature is that no wording holds."""

    def row(self, words: Sequence[str]) -> Row:
        """Give the numbered features of lower-case words and their weights."""
        places: list[int] = []
        weights: list[float] = []
        for share, found in zip(KIND_WEIGHTS, _kinds(words), strict=True):
            own, square = self._weigh(found)
            scale = share / sqrt(square) if square else 0.0
            places.extend(place for place, _ in own)
            weights.extend(weight * scale for _, weight in own)
        return places, weights

    def _weigh(self, found: Iterable[str]) -> tuple[list[tuple[int, float]], float]:
        """Weigh the features of one kind; the squares of all, unknown ones too, add up."""
        own: list[tuple[int, float]] = []
        square = 0.0
        for feature, times in Counter(found).items():
            place = self.numbers.get(feature)
            if place is None:
                square += self.unknown**2
            else:
                weight = (1 + log(times)) * self.rarities[place]
                square += weight * weight
                own.append((place, weight))
        return own, square


@dataclass(frozen=True)
class Classifier:
    """Scores every candidate for a question by one weight a feature and candidate."""

    features: Features
    weights: NDArray[np.float32]

    def scores(self, words: Sequence[str]) -> NDArray[np.float32]:
        """Score every candidate for lower-case words, 0 to 1.

        Both count: how much speaks for a candidate, and how far it stands out.
        """
        places, weights = self.features.row(words)
        odds = np.array(weights, np.float32) @ self.weights[places]
        against_chance = np.log(softmax(odds) * len(odds) + TINY)
        scores: NDArray[np.float32] = (odds + against_chance) / SCALE
        return scores.clip(0, 1)


def train(texts: Sequence[Sequence[str]], owners: NDArray[np.int64]) -> Classifier | None:
    """Learn from wordings, each as lower-case words, and the candidate of each.

    Gives nothing where the weights would take too much memory or time.
    """
    features = _number(texts)
    candidates = int(owners[-1]) + 1
    if len(features.numbers) * candidates > MOST_WEIGHTS:
        return None
    matrix = _matrix(features, texts)
    if matrix.nnz * candidates > MOST_PRODUCTS:
        return None
    return Classifier(features, _descend(matrix, owners))


def _number(texts: Sequence[Sequence[str]]) -> Features:
    counts = Counter(chain.from_iterable(_distinct(words) for words in texts))
    rarities = [log(1 + len(texts) / count) for count in counts.values()]
    numbers = {feature: at for at, feature in enumerate(counts)}
    return Features(numbers, rarities, unknown=log(1 + len(texts)))


def _matrix(features: Features, texts: Sequence[Sequence[str]]) -> "csr_array":
    # Only training needs it, and it takes a tenth of a second to import.
    from scipy.sparse import csr_array  # noqa: PLC0415

    rows = [features.row(words) for words in texts]
    ends = np.cumsum([0, *(len(places) for places, _ in rows)])
    places = np.fromiter(chain.from_iterable(row[0] for row in rows), np.int32)
    weights = np.fromiter(chain.from_iterable(row[1] for row in rows), np.float32)
    return csr_array((weights, places, ends), shape=(len(rows), len(features.numbers)))


def _descend(matrix: "csr_array", owners: NDArray[np.int64]) -> NDArray[np.float32]:
    """Minimise the cross-entropy by Nesterov's accelerated descent over all wordings."""
    texts, candidates = matrix.shape[0], int(owners[-1]) + 1
    transposed = matrix.T.tocsr()
    weights = np.zeros((matrix.shape[1], candidates), dtype=np.float32)
    ahead = weights
    for turn in range(ROUNDS):
        errors = softmax(matrix @ ahead)
        errors[np.arange(texts), owners] -= 1
        errors *= STEP * candidates / texts
        following = ahead - transposed @ errors
        ahead = following + np.float32(turn / (turn + 3)) * (following - weights)
        weights = following
    return weights


def softmax(scores: NDArray[np.float32]) -> NDArray[np.float32]:
    """Turn scores into probabilities along the last axis."""
    powers: NDArray[np.float32] = np.exp(scores - scores.max(axis=-1, keepdims=True))
    shares: NDArray[np.float32] = powers / powers.sum(axis=-1, keepdims=True)
    return shares


def _distinct(words: Sequence[str]) -> Iterator[str]:
    return iter(dict.fromkeys(chain.from_iterable(_kinds(words))))


def _kinds(words: Sequence[str]) -> tuple[list[str], list[str], list[str]]:
    """Give the stems, the pairs of neighbours and the letters in a row of a text."""
    stems = [stem(word) for word in words]
    pairs = [f"{a} {b}" for a, b in zip(["^", *stems], [*stems, "$"], strict=True)]
    letters = [gram for word in words for gram in _grams(word)]
    return [f"={each}" for each in stems], pairs, letters


@lru_cache(MOST_KEPT)
def _grams(word: str) -> tuple[str, ...]:
    marked = f"<{word}>"
    return tuple(
        f"~{marked[at : at + size]}" for size in GRAMS for at in range(len(marked) - size + 1)
    )
