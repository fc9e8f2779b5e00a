"""General strength on data that no one here wrote: `python -m tests.benchmarks.clinc [FILE]`.

CLINC150 (Larson et al. 2019, CC BY 3.0): a base of 150 intents with their train
phrasings, read, mended and retrieved as any knowledge base is. There is no content for
the gates, so a question is refused by the retrieval score alone.
"""

import json
import resource
import sys
from pathlib import Path
from time import perf_counter

import numpy as np

from knowledge.candidates import Candidate
from knowledge.entities import Names
from knowledge.language import english
from knowledge.lexicon import build_lexicon
from knowledge.mending import build_mender
from knowledge.query import Reader
from knowledge.retriever import Retriever, build_retriever
from knowledge.text import words_of

DEFAULT = Path(__file__).parents[3] / "shared" / "data" / "clinc150.json"
FALSE_ANSWERS = (0.05, 0.10)
"""Shares of the out-of-scope questions let through, at which the correct are counted."""


def main(path: Path) -> None:
    """Print accuracy, refusal, time and memory."""
    if not path.is_file():
        print(f"skipped: {path} is absent")
        return
    data = json.loads(path.read_text(encoding="utf-8"))
    started = perf_counter()
    reader, retriever = base(data["train"])
    print(f"built in {perf_counter() - started:.1f} s")
    inside = [ask(reader, retriever, text) for text, _ in data["test"]]
    outside = [ask(reader, retriever, text) for text, _ in data["oos_test"]]
    correct = np.array(
        [got == label for (got, _, _), (_, label) in zip(inside, data["test"], strict=True)]
    )
    sure = np.array([score for _, score, _ in inside])
    unsure = np.array([score for _, score, _ in outside])
    print(f"accuracy without refusal {correct.mean():.3f}")
    print(f"AUROC in and out of scope {auroc(sure, unsure):.3f}")
    for share in FALSE_ANSWERS:
        passed = sure > np.quantile(unsure, 1 - share)
        print(f"correct at {share:.0%} false answers {(correct & passed).mean():.3f}")
    times = 1000 * np.array([seconds for _, _, seconds in (*inside, *outside)])
    p50, p99 = np.percentile(times, [50, 99])
    print(f"a question p50 {p50:.2f} ms, p99 {p99:.2f} ms")
    print(f"memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")


def base(labelled: list[tuple[str, str]]) -> tuple[Reader, Retriever]:
    """Make a base with one candidate a label."""
    by_label: dict[str, list[str]] = {}
    for text, label in labelled:
        by_label.setdefault(label, []).append(text)
    candidates = [candidate(label, tuple(by_label[label])) for label in sorted(by_label)]
    vocabulary = frozenset(word.casefold() for text, _ in labelled for word in words_of(text))
    mender = build_mender(vocabulary, Names())
    reader = Reader(build_lexicon(english()), Names(), mender, vocabulary)
    return reader, build_retriever(candidates, reader)


def candidate(label: str, wordings: tuple[str, ...]) -> Candidate:
    """Make a candidate that has wordings and nothing to tell."""
    return Candidate(
        id=label,
        question=wordings[0],
        wordings=wordings,
        body="",
        context="",
        text=label,
        names=frozenset(),
        subjects=frozenset(),
        cites=(),
        facts=(),
        is_entry=True,
    )


def ask(reader: Reader, retriever: Retriever, text: str) -> tuple[str, float, float]:
    """Give the label found, its score and the seconds that it took."""
    started = perf_counter()
    found = retriever.retrieve(reader.read(text), top_k=3)
    seconds = perf_counter() - started
    return (found[0].candidate.id, found[0].score, seconds) if found else ("", 0.0, seconds)


def auroc(inside: np.ndarray, outside: np.ndarray) -> float:
    """Give the chance that a question in scope scores above one out of scope."""
    ranks = np.argsort(np.argsort(np.concatenate([inside, outside]))) + 1
    above = ranks[: len(inside)].sum() - len(inside) * (len(inside) + 1) / 2
    return float(above / (len(inside) * len(outside)))


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else DEFAULT)
