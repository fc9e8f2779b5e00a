"""Fit the ranker's weights: `python -m tests.benchmarks.fit` prints the table of ranker.py.

The questions are those of tests/golden and tests/articles; those of the files that are
called held, and of the article on kelp, are kept aside to measure only.
The loss is listwise (the right candidate above the others of its question, Cao et al.
2007, "Learning to Rank: From Pairwise Approach to Listwise Approach") plus logistic
(its score as log-odds of being right). Weights keep the sign that their feature means.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize

from knowledge.answerer import Answerer
from knowledge.corpus import PACKAGED, load_corpus
from knowledge.evaluation import GoldQuestion, read_questions
from knowledge.features import Compared, Features

HERE = Path(__file__).parent.parent
GOLDEN = ("chat", "desk", "members", "mixed", "press")
ARTICLES = ("buses", "coffee", "football", "heat_pumps", "lithium", "vaccines")
TUNING = (
    *((PACKAGED, HERE / "golden" / f"{name}.jsonl") for name in GOLDEN),
    *(
        (HERE / "articles" / name / "knowledge", HERE / "articles" / name / "questions.jsonl")
        for name in ARTICLES
    ),
)

LISTWISE_SHARE = 1.0
"""Of the listwise loss to the logistic one; order matters more than calibration."""

RIDGE = 0.005
"""Of the squared weights over standardized features: keeps unsure ones near zero."""

AGAINST = frozenset({"plain", "attributes", "other_subjects", "slots", "contrasts"})
"""Features that can only speak against a candidate; `open` may speak either way."""

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Asked:
    """A question's candidates: features, which are right, and which should come first."""

    features: Floats
    right: Floats
    first: Floats
    is_open: NDArray[np.bool_]


def main() -> None:
    """Print the fitted table."""
    bias, weights = fit(list(gather()))
    print(f"BIAS = {bias:.3f}")
    print("WEIGHTS: Mapping[str, float] = {")
    for name, weight in zip(Features._fields, weights, strict=True):
        if abs(weight) >= 0.001:
            print(f'    "{name}": {weight:.3f},')
    print("}")


def gather() -> Iterator[Asked]:
    """Ask every tuning question and keep its candidates that pass the gates."""
    for directory, questions in TUNING:
        answerer = Answerer(load_corpus(directory))
        for gold in read_questions(questions):
            standing = answerer.compare(gold.q)
            if standing:
                yield _asked(gold, standing)


def fit(asked: list[Asked]) -> tuple[float, Floats]:
    """Minimize the loss over bias and weights (L-BFGS-B, bounded by sign)."""
    features = np.vstack([each.features for each in asked])
    scale = features.std(axis=0) + 1e-9
    data = _Data(asked, features / scale)
    bounds = [(None, None), *(_bounds(name) for name in Features._fields)]
    start = np.zeros(len(bounds))
    found = minimize(data.loss, start, jac=True, bounds=bounds, method="L-BFGS-B")
    return float(found.x[0]), found.x[1:] / scale


class _Data:
    def __init__(self, asked: list[Asked], features: Floats) -> None:
        self.features = features
        self.right = np.concatenate([each.right for each in asked])
        self.first = np.concatenate([each.first for each in asked])
        told = ~np.concatenate([each.is_open for each in asked])
        self.shares = told / told.sum()
        self.ends = np.cumsum([0, *(len(each.right) for each in asked)])

    def loss(self, point: Floats) -> tuple[float, Floats]:
        scores = self.features @ point[1:]
        odds = scores + point[0]
        gain = (1 / (1 + np.exp(-odds)) - self.right) * self.shares
        loss = float((self.shares * (np.logaddexp(0, odds) - self.right * odds)).sum())
        slope = gain.copy()
        questions = len(self.ends) - 1
        for start, end in zip(self.ends[:-1], self.ends[1:], strict=True):
            listwise, pull = _listwise(scores[start:end], self.first[start:end])
            loss += LISTWISE_SHARE * listwise / questions
            slope[start:end] += LISTWISE_SHARE * pull / questions
        loss += RIDGE * float((point[1:] ** 2).sum())
        return loss, np.r_[gain.sum(), self.features.T @ slope + 2 * RIDGE * point[1:]]


def _listwise(scores: Floats, first: Floats) -> tuple[float, Floats]:
    """Negative log of the share of softmax weight on those that should come first."""
    if not first.any() or first.all():
        return 0.0, np.zeros_like(scores)
    weights = np.exp(scores - scores.max())
    chosen = weights * first
    everyone, wanted = weights.sum(), chosen.sum() + 1e-300
    return float(np.log(everyone / wanted)), weights / everyone - chosen / wanted


def _asked(gold: GoldQuestion, standing: list[Compared]) -> Asked:
    is_open = np.array([each.candidate.is_open for each in standing])
    right = np.array([float(_is_right(gold, each)) for each in standing])
    first = is_open.astype(float) if gold.kind == "refuse" else right
    return Asked(np.array([each.features for each in standing], float), right, first, is_open)


def _is_right(gold: GoldQuestion, compared: Compared) -> bool:
    candidate = compared.candidate
    notes = " ".join(f"{fact.as_of or ''} {fact.open or ''}" for fact in candidate.facts)
    text = f"{candidate.text} {notes}"
    cited = {cite.paragraph for cite in candidate.cites}
    return (
        gold.kind == "answer"
        and not candidate.is_open
        and all(any(re.search(p, text, re.IGNORECASE) for p in group) for group in gold.must)
        and not any(re.search(p, text, re.IGNORECASE) for p in gold.must_not)
        and bool(cited & set(gold.cites))
    )


def _bounds(name: str) -> tuple[float | None, float | None]:
    if name == "open":
        return None, None
    return (None, 0) if name in AGAINST else (0, None)


if __name__ == "__main__":
    main()
