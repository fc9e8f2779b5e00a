"""Features -> one confidence: the probability that a candidate is what was asked for."""

from collections.abc import Mapping
from dataclasses import dataclass
from math import exp

from knowledge.candidates import Candidate
from knowledge.features import Compared, Features

BIAS = -6.495
WEIGHTS: Mapping[str, float] = {
    "votes": 0.371,
    "body": 0.788,
    "coverage": 4.228,
    "body_coverage": 1.637,
    "precision": 0.715,
    "plain": -4.013,
    "attributes": -1.660,
    "strangers": -1.337,
    "sought": -0.291,
    "sought_attribute": -0.600,
    "asks": 1.047,
    "likeness": 4.369,
    "lead": 1.945,
    "length": 7.420,
    "negation": -0.031,
    "slots": -3.977,
    "contrasts": -6.005,
    "claim": 0.655,
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
