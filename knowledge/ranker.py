"""Features -> one confidence: the probability that a candidate is what was asked for."""

from collections.abc import Mapping
from dataclasses import dataclass
from math import exp

from knowledge.candidates import Candidate
from knowledge.features import Compared, Features

BIAS = -6.260
WEIGHTS: Mapping[str, float] = {
    "body": 1.100,
    "coverage": 1.968,
    "body_coverage": 1.809,
    "precision": 0.126,
    "match": 0.793,
    "sequence": 4.371,
    "plain": -1.830,
    "plain_share": -0.467,
    "attributes": -0.972,
    "strangers": -0.403,
    "names": 0.038,
    "other_subjects": -0.337,
    "unnamed": 0.166,
    "asks": 1.191,
    "likeness": 2.859,
    "lead": 1.328,
    "open": 0.051,
    "length": 3.970,
    "slots": -0.652,
    "contrasts": -0.622,
    "claim": 0.493,
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
    told = features._asdict()
    return BIAS + sum(weight * float(told[name]) for name, weight in WEIGHTS.items())
