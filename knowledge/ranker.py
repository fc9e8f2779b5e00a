"""Features -> one confidence: the probability that a candidate is what was asked for."""

from collections.abc import Mapping
from dataclasses import dataclass
from math import exp

from knowledge.candidates import Candidate
from knowledge.features import Compared, Features

BIAS = -8.060
WEIGHTS: Mapping[str, float] = {
    "body": 0.663,
    "coverage": 2.301,
    "body_coverage": 1.480,
    "precision": 0.063,
    "match": 2.150,
    "sequence": 5.015,
    "plain": -2.852,
    "attributes": -1.157,
    "names": 0.249,
    "other_subjects": -0.301,
    "unnamed": 0.414,
    "asks": 1.544,
    "likeness": 3.347,
    "lead": 0.948,
    "open": 0.171,
    "length": 5.648,
    "slots": -0.414,
    "contrasts": -0.243,
    "claim": 0.524,
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
