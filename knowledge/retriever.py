"""A query -> the few candidates worth a careful comparison."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from knowledge.candidates import Candidate
from knowledge.classifier import Classifier, train
from knowledge.encoding import Encoder, document_frequencies
from knowledge.index import Index, build_index, unit
from knowledge.query import Query, Reader
from knowledge.text import words_of
from knowledge.weights import Weigher

TOP_K = 12
"""Candidates compared with care: the right one is among them for 99 in 100 questions."""

VOTES = 3
"""Nearest wordings of one candidate that count together."""

NEAR_WORDINGS = 4
"""Nearest wordings of one candidate that are compared with care, term by term."""

DENSE_WORDINGS, DENSE_BASE = 50, 5_000
"""Wordings a candidate, and in all, from which a linear head knows more than the nearest
wordings and the answers' own texts do. Below, training it costs seconds and gains nothing."""

FEWEST_WORDINGS = 2
"""Wordings a candidate from which a head pays where no candidate tells anything: with
three of them it names 68% of the intents of CLINC150, the nearest wordings 51%."""

HEAD_SHARE = 200.0
"""What the head adds at most: one of its log-odds counts as much as a whole wording."""

VOTE_SHARE, BODY_SHARE = 0.6, 0.5
"""What the other near wordings, and the answer's own text, add to the nearest one."""


@dataclass(frozen=True, slots=True)
class Retrieved:
    """A candidate with its similarities to a query, each 0 to 1."""

    candidate: Candidate
    place: int
    nearest: float
    votes: float
    body: float
    head: float
    """What the linear head says, where the base has one."""
    wordings: tuple[int, ...]
    """Which of the candidate's wordings are the nearest, the nearest first."""

    @property
    def score(self) -> float:
        """The score that candidates are retrieved by."""
        likeness = self.nearest + VOTE_SHARE * self.votes + BODY_SHARE * self.body
        return likeness + HEAD_SHARE * self.head


@dataclass(frozen=True)
class Retriever:
    """Finds candidates by their wordings and by what they tell."""

    candidates: Sequence[Candidate]
    weigher: Weigher
    wordings: Index
    bodies: Index
    first: NDArray[np.int64]
    """The first wording of each candidate, and one past the last."""
    classifier: Classifier | None = None

    def retrieve(self, query: Query, top_k: int = TOP_K) -> list[Retrieved]:
        """Give the nearest candidates, best first; ties in the candidates' order."""
        vector = unit(self.weigher.vector(query.terms))
        near, unread = self.wordings.scores(vector)
        bodies, bodies_unread = self.bodies.scores(vector)
        rough = np.maximum.reduceat(near, self.first[:-1]) + BODY_SHARE * bodies
        head = self._head(query)
        rough += HEAD_SHARE * head
        # The votes can change the order only a little: take twice as many first.
        top = _highest(rough, (4 if unread or bodies_unread else 2) * top_k)
        bodies[top] += _sum(posting.gains_of(top) for posting in bodies_unread)
        for place in top if unread else ():
            own = np.arange(self.first[place], self.first[place + 1])
            near[own] += _sum(posting.gains_of(own) for posting in unread)
        found = [self._compare(int(at), near, float(bodies[at]), float(head[at])) for at in top]
        return sorted(found, key=lambda each: (-each.score, each.place))[:top_k]

    def _head(self, query: Query) -> NDArray[np.float32]:
        if self.classifier is None:
            return np.zeros(len(self.candidates), dtype=np.float32)
        mended = {typed.casefold(): meant for typed, meant in query.mended}
        words = (word.casefold() for word in words_of(query.text))
        return self.classifier.scores(" ".join(mended.get(w, w) for w in words).split())

    def _compare(
        self, place: int, near: NDArray[np.float32], body: float, head: float
    ) -> Retrieved:
        start, stop = int(self.first[place]), int(self.first[place + 1])
        own = near[start:stop]
        order = np.argsort(-own, kind="stable")[:NEAR_WORDINGS]
        best = own[order[:VOTES]]
        return Retrieved(
            candidate=self.candidates[place],
            place=place,
            nearest=float(best[0]),
            votes=float(best.sum()) / len(best),
            body=body,
            head=head,
            wordings=tuple(order.tolist()),
        )


def build_retriever(candidates: Sequence[Candidate], reader: Reader) -> Retriever:
    """Index candidates: their wordings one by one, their bodies each as one."""
    encoder = Encoder()
    wordings = encoder.encode(reader.fold(text) for each in candidates for text in each.wordings)
    bodies = encoder.encode(reader.fold(f"{each.body} {each.context}") for each in candidates)
    first = np.cumsum([0, *(len(each.wordings) for each in candidates)])
    unweighted = encoder.table(lambda terms: dict.fromkeys(sorted(terms[0].keys), 1.0))
    documents = (wordings.joined(first), bodies)
    frequencies = document_frequencies(documents, unweighted)
    weigher = Weigher(reader.lexicon, frequencies, len(candidates))
    table = encoder.table(weigher.vector)
    return Retriever(
        candidates=candidates,
        weigher=weigher,
        wordings=build_index(wordings, table),
        bodies=build_index(bodies, table),
        first=first,
        classifier=_learned(candidates),
    )


def _learned(candidates: Sequence[Candidate]) -> Classifier | None:
    """Learn a linear head where there is enough to learn from."""
    wordings = sum(len(each.wordings) for each in candidates)
    if any(each.body for each in candidates):
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


def _highest(scores: NDArray[np.float32], most: int) -> NDArray[np.intp]:
    """Give the places of the highest scores above 0, best first, ties in order."""
    least = np.partition(scores, -most)[-most] if len(scores) > most else 0
    places = np.flatnonzero((scores >= least) & (scores > 0))
    return places[np.argsort(-scores[places], kind="stable")][:most]


def _sum(gains: Iterable[NDArray[np.float32]]) -> NDArray[np.float32] | np.float32:
    return sum(gains, start=np.float32(0))
