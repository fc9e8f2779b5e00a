"""An inverted index of wordings: which ones share weighted keys with a query, fast."""

from array import array
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Vector = Mapping[str, float]
"""Weights by key; unit length once normalised."""

LONG_LIST = 20_000
"""Wordings; a key in more of them tells little, and is read only when all keys are so."""


@dataclass(frozen=True)
class Index:
    """Postings of all wordings, and which candidate each wording belongs to."""

    starts: Mapping[str, tuple[int, int]]
    wordings: NDArray[np.int32]
    weights: NDArray[np.float32]
    owners: NDArray[np.int32]
    """The candidate of each wording; wordings of one candidate stand together."""

    def scores(self, query: Vector) -> NDArray[np.float32]:
        """Cosine of a unit query with every wording, 0 to 1."""
        found = [(self.starts[key], weight) for key, weight in query.items() if key in self.starts]
        short = [each for each in found if each[0][1] - each[0][0] <= LONG_LIST]
        scores = np.zeros(len(self.owners), dtype=np.float32)
        for (start, stop), weight in short or found:
            # Each key names a wording once, so plain indexing adds up rightly.
            scores[self.wordings[start:stop]] += self.weights[start:stop] * np.float32(weight)
        return scores


def build_index(vectors: Iterable[Vector], owners: Sequence[int]) -> Index:
    """Index the unit vectors of wordings, given each one's candidate."""
    ids: dict[str, int] = {}
    keys, rows, weights = array("i"), array("i"), array("f")
    for row, vector in enumerate(vectors):
        for key, weight in vector.items():
            keys.append(ids.setdefault(key, len(ids)))
            rows.append(row)
            weights.append(weight)
    key_ids = np.frombuffer(keys, dtype=np.int32)
    order = np.argsort(key_ids, kind="stable")
    bounds = np.searchsorted(key_ids[order], np.arange(len(ids) + 1))
    return Index(
        starts={key: (int(bounds[at]), int(bounds[at + 1])) for key, at in ids.items()},
        wordings=np.frombuffer(rows, dtype=np.int32)[order],
        weights=np.frombuffer(weights, dtype=np.float32)[order],
        owners=np.asarray(owners, dtype=np.int32),
    )


def unit(vector: Mapping[str, float]) -> dict[str, float]:
    """Scale a vector to length 1."""
    length = sum(weight * weight for weight in vector.values()) ** 0.5
    return {key: weight / length for key, weight in vector.items()} if length else {}


def document_frequencies(documents: Iterable[Iterable[str]]) -> Counter[str]:
    """Count the documents that each key stands in."""
    return Counter(key for keys in documents for key in set(keys))
