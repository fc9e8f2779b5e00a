"""Features -> one confidence: the probability that a candidate is what was asked for."""

from collections.abc import Mapping
from dataclasses import dataclass
from math import exp

from knowledge.candidates import Candidate
from knowledge.features import Compared, Features

BIAS = -8.526
WEIGHTS: Mapping[str, float] = {
    "body": 0.342,
    "coverage": 3.108,
    "body_coverage": 2.665,
    "match": 0.295,
    "sequence": 5.360,
    "plain": -2.683,
    "attributes": -1.491,
    "strangers": -0.099,
    "other_subjects": -0.222,
    "unnamed": 0.234,
    "asks": 0.941,
    "likeness": 5.126,
    "lead": 1.674,
    "open": -0.376,
    "length": 5.435,
    "slots": -2.147,
    "contrasts": -1.532,
    "claim": 0.816,
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
