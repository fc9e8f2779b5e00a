"""Features -> one confidence: the probability that a candidate is what was asked for."""

from collections.abc import Mapping
from dataclasses import dataclass
from math import exp

from knowledge.candidates import Candidate
from knowledge.features import Compared, Features

BIAS = -4.309
WEIGHTS: Mapping[str, float] = {
    "body": 1.561,
    "coverage": 2.757,
    "body_coverage": 1.406,
    "precision": 0.538,
    "plain": -1.581,
    "attributes": -0.322,
    "strangers": -1.449,
    "sought": -0.338,
    "sought_attribute": -1.470,
    "unnamed": 0.507,
    "likeness": 0.777,
    "lead": 1.135,
    "length": 3.543,
    "negation": -0.101,
    "slots": -2.934,
    "contrasts": -2.045,
    "claim": 0.299,
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
