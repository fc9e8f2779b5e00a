"""Features -> one confidence: the probability that a candidate is what was asked for."""

from collections.abc import Mapping
from dataclasses import dataclass
from math import exp

from knowledge.candidates import Candidate
from knowledge.features import Compared, Features

BIAS = -7.540
WEIGHTS: Mapping[str, float] = {
    "body": 0.473,
    "coverage": 3.202,
    "body_coverage": 2.403,
    "precision": 1.153,
    "plain": -3.362,
    "attributes": -1.560,
    "strangers": -0.434,
    "names": 0.154,
    "other_subjects": -0.318,
    "unnamed": 0.366,
    "asks": 1.984,
    "likeness": 6.598,
    "lead": 1.912,
    "open": -0.449,
    "length": 5.357,
    "slots": -2.175,
    "contrasts": -1.518,
    "claim": 0.717,
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
