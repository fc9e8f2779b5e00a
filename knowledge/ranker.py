"""Features -> one confidence: the probability that a candidate is what was asked for."""

from collections.abc import Mapping
from dataclasses import dataclass
from math import exp

from knowledge.candidates import Candidate
from knowledge.features import Compared, Features

BIAS = -6.609
WEIGHTS: Mapping[str, float] = {
    "votes": 0.392,
    "body": 0.235,
    "coverage": 3.880,
    "body_coverage": 2.102,
    "precision": 0.958,
    "plain": -3.899,
    "attributes": -1.423,
    "strangers": -1.046,
    "sought": -0.366,
    "sought_attribute": -0.653,
    "unnamed": 0.163,
    "asks": 0.605,
    "likeness": 5.260,
    "lead": 2.033,
    "length": 6.705,
    "slots": -0.607,
    "contrasts": -3.555,
    "claim": 0.392,
}
"""Logistic regression over the tuning questions of several articles; fitted by
`python -m tests.benchmarks.fit`, which prints this table."""


@dataclass(frozen=True, slots=True)
class Ranked:
    """A compared candidate with its log-odds of being what was asked for."""

    compared: Compared
    log_odds: float

    @property
    def candidate(self) -> Candidate:
        """The candidate itself."""
        return self.compared.candidate

    @property
    def confidence(self) -> float:
        """The probability, 0 to 1."""
        return 1 / (1 + exp(-self.log_odds))


def rank(compared: list[Compared]) -> list[Ranked]:
    """Order candidates by confidence, best first; ties in the order given."""
    ranked = [Ranked(each, log_odds(each.features)) for each in compared]
    return sorted(ranked, key=lambda each: -each.log_odds)


def log_odds(features: Features) -> float:
    """Weigh features into log-odds."""
    return BIAS + sum(weight * getattr(features, name) for name, weight in WEIGHTS.items())
