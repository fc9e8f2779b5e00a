"""Features -> one confidence: the probability that a candidate is what was asked for."""

from collections.abc import Mapping
from dataclasses import dataclass
from math import exp
from operator import mul

from knowledge.candidates import Candidate
from knowledge.features import Compared, Features

BIAS = -3.784
WEIGHTS: Mapping[str, float] = {
    "body": 1.025,
    "posterior": 5.770,
    "coverage": 2.265,
    "body_coverage": 0.827,
    "match": 0.462,
    "sequence": 1.268,
    "plain": -1.572,
    "attributes": -1.023,
    "names": 0.182,
    "other_subjects": -0.057,
    "unnamed": 0.065,
    "asks": 0.699,
    "lead": 0.775,
    "open": 0.626,
    "length": 2.933,
    "contrasts": -0.438,
    "claim": 0.340,
}
"""Logistic regression over the tuning questions of several articles; fitted by
`python -m tests.benchmarks.fit`, which prints this table."""

_BY_PLACE = tuple(WEIGHTS.get(name, 0.0) for name in Features._fields)


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
    return BIAS + float(sum(map(mul, _BY_PLACE, features)))
