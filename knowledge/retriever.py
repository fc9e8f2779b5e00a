"""A query -> the few candidates worth a careful comparison."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

import numpy as np
from numpy.typing import NDArray

from knowledge.bayes import Bayes, build_bayes
from knowledge.candidates import Candidate
from knowledge.classifier import Classifier, train
from knowledge.encoding import Encoder, Rows, document_frequencies
from knowledge.index import Index, build_index, unit
from knowledge.lexicon import Term
from knowledge.query import Query, Reader
from knowledge.text import words_of
from knowledge.weights import Weigher

TOP_K = 10
"""Candidates compared with care: with two more, no more tuning questions are answered rightly."""

VOTES = 3
"""Nearest wordings of one candidate that count together."""

NEAR_WORDINGS = 3
"""Nearest wordings of one candidate that are compared with care, term by term: with a
fourth, no more tuning questions are answered rightly."""

DENSE_WORDINGS, DENSE_BASE = 50, 5_000
"""Wordings a candidate, and in all, from which a linear head knows more than the nearest
wordings and the answers' own texts do. Below, training it costs seconds and gains nothing."""

FEWEST_WORDINGS = 2
"""Wordings a candidate from which a head pays where no candidate tells anything: with
three of them it names 68% of the intents of CLINC150, the nearest wordings 51%."""

HEAD_SHARE = 200.0
"""What the head adds at most: one of its log-odds counts as much as a whole wording."""

POSTERIOR_SHARE = 1.0
"""What the wordings all together add for a certain candidate: as much as a whole one."""

RUN = 64
"""Scores of which only the highest is looked at first: some hundred runs take no time."""

_VOTING = np.arange(VOTES)[:, None]

VOTE_SHARE, BODY_SHARE = 0.6, 0.5
"""What the other near wordings, and the answer's own text, add to the nearest one."""


@dataclass(frozen=True, slots=True)
class Retrieved:
    """A candidate with its similarity to a query."""

    candidate: Candidate
    place: int
    score: float
    """What it is retrieved by: its nearest wordings, its body, and the linear head's word."""
    body: float
    """Cosine of the question with what it tells, 0 to 1."""
    posterior: float
    """How likely it is by its wordings all together, 0 to 1; all candidates make 1."""
    wordings: tuple[int, ...]
    """Which of the candidate's wordings are the nearest, the nearest first."""


@dataclass(frozen=True)
class Retriever:
    """Finds candidates by their wordings and by what they tell."""

    candidates: Sequence[Candidate]
    weigher: Weigher
    index: Index
    """All wordings, then what each candidate tells."""
    first: NDArray[np.int64]
    """The first wording of each candidate, and one past the last."""
    read: Rows
    """The wordings as read."""
    terms: Sequence[Term]
    """What the numbers in these stand for."""
    bayes: Bayes
    classifier: Classifier | None = None

    def retrieve(self, query: Query, top_k: int = TOP_K) -> list[Retrieved]:
        """Give the nearest candidates, best first; ties in the candidates' order."""
        scores, unread = self.index.scores(unit(self.weigher.vector(query.terms)))
        near, bodies = scores[: len(self.read)], scores[len(self.read) :]
        head = self._head(query)
        posterior = self.bayes.posterior(query.terms)
        # Every candidate has a wording, and its wordings lie one after the other.
        rough = np.maximum.reduceat(near, self.first[:-1])
        rough += BODY_SHARE * bodies + POSTERIOR_SHARE * posterior
        if head is not None:
            rough += HEAD_SHARE * head
        # The votes can change the order only a little: take twice as many first.
        top = _highest(rough, (4 if unread else 2) * top_k)
        if not len(top):
            return []
        own = self._wordings_at(top)
        places = np.concatenate([own, len(self.read) + top])
        full = scores[places] + _sum(each.gains_of(places) for each in unread)
        heads = np.zeros(len(top)) if head is None else head[top]
        found = self._best(top, full[: len(own)], full[len(own) :], posterior[top], heads)
        return list(islice(found, top_k))

    def places_of(self, place: int) -> range:
        """Give the places of the wordings of a candidate."""
        return range(self.first[place], self.first[place + 1])

    def _wordings_at(self, top: NDArray[np.int32]) -> NDArray[np.int32]:
        """Give the places of all wordings of these candidates, one after the other."""
        starts, stops = self.first[top], self.first[top + 1]
        sizes = stops - starts
        places = np.arange(sizes.sum()) + np.repeat(stops - np.cumsum(sizes), sizes)
        return places.astype(np.int32)

    def _head(self, query: Query) -> NDArray[np.float32] | None:
        if self.classifier is None:
            return None
        mended = {typed.casefold(): meant for typed, meant in query.mended}
        words = (word.casefold() for word in words_of(query.text))
        return self.classifier.scores(" ".join(mended.get(w, w) for w in words).split())

    def _best(
        self,
        top: NDArray[np.int32],
        near: NDArray[np.float64],
        bodies: NDArray[np.float64],
        posterior: NDArray[np.float64],
        heads: NDArray[np.floating],
    ) -> Iterator[Retrieved]:
        """Order candidates by all that speaks for them, best first, ties in order."""
        sizes = self.first[top + 1] - self.first[top]
        starts = np.cumsum(sizes) - sizes
        # Each candidate's own wordings, the nearest first: they differ by 1 at most.
        order = np.argsort(np.repeat(2.0 * np.arange(len(top)), sizes) - near, kind="stable")
        # What is past a candidate's last wording counts nothing.
        best = np.append(near[order], 0.0)[np.where(sizes > _VOTING, starts + _VOTING, len(order))]
        votes = best.sum(axis=0) / np.minimum(sizes, VOTES)
        scores = best[0] + VOTE_SHARE * votes + BODY_SHARE * bodies + HEAD_SHARE * heads
        for at in np.lexsort((top, -scores - POSTERIOR_SHARE * posterior)).tolist():
            start, place = int(starts[at]), int(top[at])
            nearest = order[start : start + min(int(sizes[at]), NEAR_WORDINGS)] - start
            yield Retrieved(
                candidate=self.candidates[place],
                place=place,
                score=float(scores[at]),
                body=float(bodies[at]),
                posterior=float(posterior[at]),
                wordings=tuple(nearest.tolist()),
            )


def build_retriever(candidates: Sequence[Candidate], reader: Reader) -> Retriever:
    """Index candidates: their wordings one by one, their bodies each as one."""
    encoder = Encoder()
    wordings = encoder.encode(reader.fold(text) for each in candidates for text in each.wordings)
    bodies = _encoded(encoder, reader, [(*each.told, each.context) for each in candidates])
    first = np.cumsum([0, *(len(each.wordings) for each in candidates)])
    unweighted = encoder.table(lambda terms: dict.fromkeys(sorted(terms[0].keys), 1.0))
    documents = (wordings.joined(first), bodies)
    frequencies = document_frequencies(documents, unweighted)
    weigher = Weigher(reader.lexicon, frequencies, len(candidates))
    table = encoder.table(weigher.vector)
    return Retriever(
        candidates=candidates,
        weigher=weigher,
        index=build_index(wordings.followed_by(bodies), table),
        first=first,
        read=wordings,
        terms=encoder.met,
        bayes=build_bayes(wordings, first, table, [encoder.keys[min(t.keys)] for t in encoder.met]),
        classifier=_learned(candidates),
    )


def _encoded(encoder: Encoder, reader: Reader, texts: Sequence[tuple[str, ...]]) -> Rows:
    """Encode texts, given in pieces, of which many may be the same; each is read once."""
    distinct = {text: at for at, text in enumerate(dict.fromkeys(texts))}
    rows = encoder.encode(reader.fold(" ".join(text)) for text in distinct)
    return rows[np.array([distinct[text] for text in texts], dtype=np.int64)]


def _learned(candidates: Sequence[Candidate]) -> Classifier | None:
    """Learn a linear head where there is enough to learn from."""
    wordings = sum(len(each.wordings) for each in candidates)
    if any(each.told for each in candidates):
        fewest = max(DENSE_BASE, DENSE_WORDINGS * len(candidates))
    else:
        fewest = FEWEST_WORDINGS * len(candidates)
    if len(candidates) < 2 or wordings < fewest:
        return None
    texts = [
        [word.casefold() for word in words_of(text)]
        for each in candidates
        for text in each.wordings
    ]
    owners = np.repeat(np.arange(len(candidates)), [len(each.wordings) for each in candidates])
    return train(texts, owners)


def _highest(scores: NDArray[np.float64], most: int) -> NDArray[np.int32]:
    """Give the places of the highest scores above 0, best first, ties in order."""
    # As many runs as wanted have a score this high, so no lower one can be among them.
    runs = len(scores) // RUN
    heights = scores[: runs * RUN].reshape(runs, RUN).max(axis=1) if runs > most else scores[:0]
    least = np.partition(heights, -most)[-most] if runs > most else 0.0
    places = np.flatnonzero(scores >= least) if least > 0 else np.flatnonzero(scores > 0)
    order = np.argsort(-scores[places], kind="stable")[:most]
    return places[order].astype(np.int32)


def _sum(gains: Iterable[NDArray[np.float32]]) -> NDArray[np.float32] | float:
    return sum(gains, start=0.0)
