"""Features -> one confidence: the probability that a candidate is what was asked for."""

from collections.abc import Mapping
from dataclasses import dataclass
from math import exp

from knowledge.candidates import Candidate
from knowledge.features import Compared, Features

BIAS = -4.665
WEIGHTS: Mapping[str, float] = {
    "body": 1.387,
    "coverage": 2.848,
    "body_coverage": 1.620,
    "precision": 0.605,
    "plain": -1.319,
    "attributes": -0.299,
    "strangers": -1.398,
    "sought": -0.399,
    "sought_attribute": -1.301,
    "unnamed": 0.537,
    "likeness": 0.925,
    "lead": 1.036,
    "length": 3.394,
    "negation": -0.088,
    "slots": -3.380,
    "contrasts": -1.950,
    "claim": 0.324,
}
"""Logistic regression over the tuning questions of several articles; fitted by
`python -m tests.benchmarks.fit`, which prints this table."""


@dataclass(frozen=True, slots=True)
class Ranked:
    """A compared candidate with its confidence (0 to 1)."""

    compared: Compared
    confidence: float

    @property
    def candidate(self) -> Candidate:
        """The candidate itself."""
        return self.compared.candidate


def rank(compared: list[Compared]) -> list[Ranked]:
    """Order candidates by confidence, best first; ties in the order given."""
    ranked = [Ranked(each, confidence(each.features)) for each in compared]
    return sorted(ranked, key=lambda each: -each.confidence)


def confidence(features: Features) -> float:
    """Weigh features into a probability."""
    total = BIAS + sum(
        weight * getattr(features, name) for name, weight in WEIGHTS.items()
    )
    return 1 / (1 + exp(-total))
