"""Features -> one confidence: the probability that a candidate is what was asked for."""

from collections.abc import Mapping
from dataclasses import dataclass
from math import exp
from operator import mul

from knowledge.candidates import Candidate
from knowledge.features import Compared, Features

BIAS = -3.967
WEIGHTS: Mapping[str, float] = {
    "body": 0.900,
    "posterior": 5.929,
    "coverage": 2.388,
    "body_coverage": 0.736,
    "match": 0.443,
    "sequence": 1.817,
    "plain": -1.522,
    "attributes": -0.898,
    "names": 0.202,
    "unnamed": 0.044,
    "asks": 0.728,
    "lead": 0.858,
    "open": 0.425,
    "length": 2.933,
    "contrasts": -0.337,
    "claim": 0.331,
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
    """Order candidates, those whose wording it is first, then by confidence; ties as given."""
    ranked = [Ranked(each, log_odds(each.features)) for each in compared]
    return sorted(ranked, key=lambda each: (not each.compared.is_verbatim, -each.log_odds))


def log_odds(features: Features) -> float:
    """Weigh features into log-odds."""
    return BIAS + float(sum(map(mul, _BY_PLACE, features)))
