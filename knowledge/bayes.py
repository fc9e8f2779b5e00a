"""What all wordings of a candidate together say: multinomial naive Bayes.

Its features are the keys of terms and the pairs of neighbouring terms, weighed by how
often they come and how rare they are, as Rennie et al. 2003 ("Tackling the Poor
Assumptions of Naive Bayes Text Classifiers") advise. No candidate is likelier than
another beforehand.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import log, sqrt
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from knowledge.encoding import Rows, TermKeys, places_of
from knowledge.lexicon import Term

if TYPE_CHECKING:
    from scipy.sparse import csr_array

SMOOTHING = 0.05
"""Weight that every candidate has of a feature that none of its wordings holds: at 0.5
and at 0.005 fewer of the tuning questions find their entry."""

BUCKETS = 1 << 18
"""Numbers that pairs of terms are hashed to (Weinberger et al. 2009, "Feature Hashing"):
bases of usual size have a tenth as many pairs, so that few share one."""

MULTIPLIER = 1_000_003
"""A prime that spreads pairs over the buckets."""

MOST_READ = 60_000
"""Postings read for a question, shortest lists first: half a millisecond. What is in
most candidates' wordings tells them apart the least."""

BLOCK = 4_096
"""Candidates counted at a time: bounds the memory of building to some 50 MB."""


@dataclass(frozen=True)
class Bayes:
    """Postings by feature: which candidates' wordings hold it, and what that tells."""

    keys: Mapping[str, int]
    rarities: NDArray[np.float32]
    """How rare each feature is among the wordings; 0 where none holds it."""
    starts: NDArray[np.int64]
    owners: NDArray[np.int32]
    gains: NDArray[np.float32]
    """Log of how much likelier a feature is for its owner than if it never came."""
    floors: NDArray[np.float32]
    """Log-likelihood, for each candidate, of a feature that never came."""

    def posterior(self, terms: Sequence[Term]) -> NDArray[np.float64]:
        """Give each candidate's probability (0 to 1), all together 1."""
        weights = self._weigh(terms)
        scores = self.floors * np.float64(sum(weights.values()))
        lists = list(self._read(weights))
        if lists:
            owners = np.concatenate([self.owners[each] for each, _ in lists])
            gains = np.concatenate([self.gains[each] * weight for each, weight in lists])
            scores += np.bincount(owners, gains, minlength=len(scores))
        powers = np.exp(scores - scores.max())
        shares: NDArray[np.float64] = powers / powers.sum()
        return shares

    def _read(self, weights: Mapping[int, float]) -> Iterator[tuple[slice, np.float32]]:
        """Give the lists of features and their weights, the shortest first, while few are read."""
        lists = [
            (slice(self.starts[each], self.starts[each + 1]), np.float32(weight))
            for each, weight in weights.items()
        ]
        lists.sort(key=lambda each: int(each[0].stop - each[0].start))
        read = 0
        for places, weight in lists:
            read += int(places.stop - places.start)
            if read > MOST_READ:
                return
            yield places, weight

    def _weigh(self, terms: Sequence[Term]) -> dict[int, float]:
        """Weigh the features of a question that some wording holds, to length 1."""
        counts = Counter(self._features(terms))
        weights = {
            feature: (1 + log(times)) * float(self.rarities[feature])
            for feature, times in sorted(counts.items())
            if self.rarities[feature]
        }
        length = sqrt(sum(weight * weight for weight in weights.values()))
        return {feature: weight / length for feature, weight in weights.items()}

    def _features(self, terms: Sequence[Term]) -> Iterator[int]:
        yield from (
            at for term in terms for key in term.keys if (at := self.keys.get(key, -1)) >= 0
        )
        # A term that no wording holds makes pairs of a number that none has.
        signs = [0, *(self.keys.get(min(term.keys), -2) + 1 for term in terms), 0]
        for left, right in pairwise(signs):
            if left >= 0 and right >= 0:
                yield len(self.keys) + (left * MULTIPLIER + right) % BUCKETS


def build_bayes(
    rows: Rows, first: NDArray[np.int64], table: TermKeys, signs: Sequence[int]
) -> Bayes:
    """Learn from wordings, those of candidate i from first[i] on; `signs` number each term."""
    numbered = np.array(signs, dtype=np.int64)
    blocks = [first[start : start + BLOCK + 1] for start in range(0, len(first) - 1, BLOCK)]
    documents = np.zeros(len(table.names) + BUCKETS, dtype=np.int64)
    for block in blocks:
        counts = _counted(rows[block[0] : block[-1]], table, numbered)
        documents += np.bincount(counts.indices, minlength=len(documents))
    rarities = np.where(documents, np.log((1 + len(rows)) / (1 + documents)) + 1, 0)
    # Counting twice takes less memory than to keep the counts of every wording.
    sums = [
        _summed(_counted(rows[block[0] : block[-1]], table, numbered), block, rarities)
        for block in blocks
    ]
    starts, owners, weights = _postings(sums)
    totals = np.concatenate([each.sum(axis=1) for each in sums])
    return Bayes(
        keys=table.names,
        rarities=rarities.astype(np.float32),
        starts=starts,
        owners=owners,
        gains=np.log1p(weights / np.float32(SMOOTHING)),
        floors=-np.log(totals + SMOOTHING * np.count_nonzero(rarities)).astype(np.float32),
    )


def _postings(
    sums: Sequence["csr_array"],
) -> tuple[NDArray[np.int64], NDArray[np.int32], NDArray[np.float32]]:
    """Turn blocks of candidates' features into the candidates of each feature."""
    counts = sum(np.bincount(each.indices, minlength=each.shape[1]) for each in sums)
    starts = np.concatenate(([0], np.cumsum(counts)))
    owners = np.empty(starts[-1], dtype=np.int32)
    weights = np.empty(starts[-1], dtype=np.float32)
    free = starts[:-1].copy()
    for number, each in enumerate(sums):
        columns = each.tocsc()
        held = np.diff(columns.indptr)
        places = np.arange(columns.nnz) + np.repeat(free - columns.indptr[:-1], held)
        owners[places] = columns.indices + number * BLOCK
        weights[places] = columns.data
        free += held
    return starts, owners, weights


def _counted(rows: Rows, table: TermKeys, signs: NDArray[np.int64]) -> "csr_array":
    """Count the features of each wording."""
    from scipy.sparse import csr_array  # noqa: PLC0415

    terms = rows.terms[places_of(rows.starts, rows.sizes)]
    texts = np.repeat(np.arange(len(rows)), rows.sizes)
    sizes = table.starts[terms + 1] - table.starts[terms]
    keys = table.keys[places_of(table.starts[terms], sizes)]
    # One 0 stands between two wordings: the end of one, the start of the next.
    padded = np.zeros(len(terms) + len(rows) + 1, dtype=np.int64)
    padded[np.arange(len(terms)) + texts + 1] = signs[terms] + 1
    pairs = len(table.names) + (padded[:-1] * MULTIPLIER + padded[1:]) % BUCKETS
    features = np.concatenate([keys, pairs])
    owners = np.concatenate(
        [np.repeat(texts, sizes), np.repeat(np.arange(len(rows)), rows.sizes + 1)]
    )
    counts = csr_array(
        (np.ones(len(features), np.float32), (owners, features)),
        shape=(len(rows), len(table.names) + BUCKETS),
    )
    counts.sum_duplicates()
    return counts


def _summed(
    counts: "csr_array", first: NDArray[np.int64], rarities: NDArray[np.float64]
) -> "csr_array":
    """Weigh the features of wordings, each wording to length 1, and add up each candidate's."""
    from scipy.sparse import csr_array  # noqa: PLC0415

    counts.data = ((1 + np.log(counts.data)) * rarities[counts.indices]).astype(np.float32)
    lengths = np.sqrt(counts.multiply(counts).sum(axis=1))
    counts.data /= np.repeat(lengths, np.diff(counts.indptr)).astype(np.float32)
    places = np.arange(counts.shape[0])
    grouping = csr_array(
        (np.ones(len(places), np.float32), places, first - first[0]),
        shape=(len(first) - 1, len(places)),
    )
    return csr_array(grouping @ counts)
