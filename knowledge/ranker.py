"""Features -> one confidence: the probability that a candidate is what was asked for."""

from collections.abc import Mapping
from dataclasses import dataclass
from math import exp

from knowledge.candidates import Candidate
from knowledge.features import Compared, Features

BIAS = -6.969
WEIGHTS: Mapping[str, float] = {
    "body": 1.341,
    "coverage": 2.648,
    "body_coverage": 2.590,
    "precision": 1.474,
    "plain": -4.186,
    "attributes": -1.524,
    "strangers": -1.388,
    "sought": -0.531,
    "sought_attribute": -0.614,
    "unnamed": 0.362,
    "asks": 0.516,
    "likeness": 5.929,
    "lead": 1.917,
    "length": 6.200,
    "slots": -0.653,
    "contrasts": -2.372,
    "claim": 0.506,
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
