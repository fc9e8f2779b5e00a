"""A query -> the few candidates worth a careful comparison."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from knowledge.candidates import Candidate
from knowledge.index import Index, build_index, document_frequencies, unit
from knowledge.lexicon import Term
from knowledge.query import Query, Reader
from knowledge.weights import Weigher

TOP_K = 16
"""Candidates compared with care: the right one is among them for 99 in 100 questions."""

VOTES = 3
"""Nearest wordings of one candidate that count together."""

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
    wording: int
    """Which of the candidate's wordings is the nearest."""

    @property
    def score(self) -> float:
        """The score that candidates are retrieved by."""
        return self.nearest + VOTE_SHARE * self.votes + BODY_SHARE * self.body


@dataclass(frozen=True)
class Retriever:
    """Finds candidates by their wordings and by what they tell."""

    candidates: Sequence[Candidate]
    weigher: Weigher
    wordings: Index
    bodies: Index
    first: NDArray[np.int32]
    """The first wording of each candidate, and one past the last."""

    def retrieve(self, query: Query, top_k: int = TOP_K) -> list[Retrieved]:
        """Give the nearest candidates, best first; ties in the candidates' order."""
        vector = unit(self.weigher.vector(query.terms))
        near = self.wordings.scores(vector)
        bodies = self.bodies.scores(vector)
        nearest = np.maximum.reduceat(near, self.first[:-1])
        rough = nearest + BODY_SHARE * bodies
        # The votes can change the order only a little: take twice as many first.
        top = np.argsort(-rough, kind="stable")[: 2 * top_k]
        found = [self._compare(int(at), near, float(bodies[at])) for at in top if rough[at] > 0]
        return sorted(found, key=lambda each: (-each.score, each.place))[:top_k]

    def _compare(self, place: int, near: NDArray[np.float32], body: float) -> Retrieved:
        start, stop = int(self.first[place]), int(self.first[place + 1])
        own = near[start:stop]
        best = np.sort(own)[::-1][:VOTES]
        return Retrieved(
            candidate=self.candidates[place],
            place=place,
            nearest=float(best[0]),
            votes=float(best.mean()),
            body=body,
            wording=int(own.argmax()),
        )


def build_retriever(candidates: Sequence[Candidate], reader: Reader) -> Retriever:
    """Index candidates: their wordings one by one, their bodies each as one."""
    wordings = [[reader.fold(text) for text in each.wordings] for each in candidates]
    bodies = [reader.fold(f"{each.body} {each.context}") for each in candidates]
    frequencies = document_frequencies(
        (key for terms in (*texts, body) for term in terms for key in term.keys)
        for texts, body in zip(wordings, bodies, strict=True)
    )
    weigher = Weigher(reader.lexicon, frequencies, len(candidates))
    owners = [at for at, texts in enumerate(wordings) for _ in texts]
    counts = np.array([0, *(len(texts) for texts in wordings)], dtype=np.int32)

    def vector(terms: Sequence[Term]) -> dict[str, float]:
        return unit(weigher.vector(terms))

    return Retriever(
        candidates=candidates,
        weigher=weigher,
        wordings=build_index((vector(t) for texts in wordings for t in texts), owners),
        bodies=build_index(map(vector, bodies), range(len(bodies))),
        first=np.cumsum(counts).astype(np.int32),
    )
