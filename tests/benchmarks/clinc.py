"""How well the engine tells intents apart, and refuses, on data that no one here wrote.

`python -m tests.benchmarks.clinc [FILE]` asks the official test of CLINC150 (Larson et
al. 2019): every intent is a candidate with its train phrasings and nothing else, so the
gates, which need content, are off. Any other set runs with --train, --test and --oos,
each a TSV, CSV or JSONL file of text and label.
"""

import argparse
import csv
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from resource import RUSAGE_SELF, getrusage
from time import perf_counter

import numpy as np
from numpy.typing import NDArray

from knowledge.candidates import Candidate
from knowledge.entities import Names
from knowledge.language import english
from knowledge.lexicon import build_lexicon
from knowledge.mending import build_mender
from knowledge.query import Reader
from knowledge.retriever import Retriever, build_retriever
from knowledge.text import words_of

PACKAGED = Path(__file__).parents[2] / ".." / "shared" / "data" / "clinc150.json"

FALSE_ANSWERS = (0.05, 0.10)
"""Shares of out-of-scope questions that may get an answer."""

TEXT, LABEL = ("text", "question", "utterance", "sentence"), ("label", "intent", "category")
"""Names of the columns in the public sets; without a header: text, then label."""

NO_INTENT = frozenset({"oos", "no_nodes_detected", "out_of_scope"})
"""What public sets call a question that none of their intents answers."""

Labelled = tuple[str, str]


@dataclass(frozen=True)
class Task:
    """Phrasings to know, questions with an intent, questions without."""

    train: Sequence[Labelled]
    test: Sequence[Labelled]
    outside: Sequence[Labelled]


@dataclass(frozen=True)
class Asked:
    """What the engine said to questions: whether right, how surely, in what time."""

    right: NDArray[np.bool_]
    sureness: NDArray[np.float64]
    seconds: NDArray[np.float64]


def main() -> None:
    """Run a task and print its figures."""
    given = _arguments()
    task = _task(given)
    if isinstance(task, Path):
        print(f"skipped: {task} is absent")
        return
    before = _memory()
    started = perf_counter()
    reader, retriever = build(_few(task.train, given.each))
    seconds = perf_counter() - started
    inside, outside = (ask(reader, retriever, part) for part in (task.test, task.outside))
    print(f"{len(retriever.candidates)} intents, {len(retriever.read)} phrasings")
    print("\n".join(figures(inside, outside)))
    print(f"built in {seconds:.1f} s; memory {_memory():.0f} MB, {_memory() - before:.0f} added")


def build(labelled: Sequence[Labelled]) -> tuple[Reader, Retriever]:
    """Make the engine over one candidate an intent."""
    wordings: dict[str, list[str]] = {}
    for text, label in labelled:
        wordings.setdefault(label, []).append(text)
    candidates = [_candidate(label, wordings[label]) for label in sorted(wordings)]
    vocabulary = {word.casefold() for text, _ in labelled for word in words_of(text)}
    mender = build_mender(vocabulary, Names())
    reader = Reader(build_lexicon(english()), Names(), mender, frozenset())
    return reader, build_retriever(candidates, reader)


def ask(reader: Reader, retriever: Retriever, questions: Sequence[Labelled]) -> Asked:
    """Ask one question after the other: read, mend, retrieve, rank."""
    right, sureness, seconds = [], [], []
    for text, label in questions:
        started = perf_counter()
        found = retriever.retrieve(reader.read(text))
        seconds.append(perf_counter() - started)
        right.append(bool(found) and found[0].candidate.id == label)
        sureness.append(found[0].score if found else 0.0)
    return Asked(np.array(right, np.bool_), np.array(sureness), np.array(seconds))


def figures(inside: Asked, outside: Asked) -> Iterator[str]:
    """Tell how good the answers and the refusals are, and how fast."""
    yield f"accuracy without refusal {inside.right.mean():.4f}"
    if len(outside.right):
        yield f"AUROC in/out {auroc(inside.sureness, outside.sureness):.4f}"
    for share in FALSE_ANSWERS if len(outside.right) else ():
        threshold = np.quantile(outside.sureness, 1 - share)
        correct = (inside.right & (inside.sureness > threshold)).mean()
        yield f"correct at {share:.0%} false answers {correct:.4f}"
    p50, p99 = np.percentile([*inside.seconds, *outside.seconds], [50, 99]) * 1000
    yield f"a question takes {p50:.2f} ms p50, {p99:.2f} ms p99"


def auroc(inside: NDArray[np.float64], outside: NDArray[np.float64]) -> float:
    """Give the chance that a question inside gets the higher score; a tie counts half."""
    ordered = np.sort(outside)
    below = np.searchsorted(ordered, inside, side="left")
    not_above = np.searchsorted(ordered, inside, side="right")
    return float((below + not_above).mean() / 2 / len(ordered))


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("file", nargs="?", type=Path, default=PACKAGED)
    parser.add_argument("--train", type=Path)
    parser.add_argument("--test", type=Path)
    parser.add_argument("--oos", type=Path)
    parser.add_argument("--each", type=int, default=0, help="only so many phrasings an intent")
    return parser.parse_args()


def _task(given: argparse.Namespace) -> Task | Path:
    """Read the task, or name the file that is absent."""
    parts: list[Path] = [path for path in (given.train, given.test, given.oos) if path]
    given_paths: list[Path] = parts or [given.file]
    absent = next((path for path in given_paths if not path.exists()), None)
    if absent:
        return absent.resolve()
    if not parts:
        held: dict[str, list[tuple[str, str]]] = json.loads(given.file.read_text(encoding="utf-8"))
        known, test, outside = (
            [(text, intent) for text, intent in held[part]]
            for part in ("train", "test", "oos_test")
        )
        return Task(known, test, outside)
    test = _read(given.test)
    outside = [each for each in test if each[1].casefold() in NO_INTENT]
    outside += _read(given.oos) if given.oos else []
    inside = [each for each in test if each[1].casefold() not in NO_INTENT]
    return Task(_read(given.train), inside, outside)


def _read(path: Path) -> list[Labelled]:
    text = path.read_text(encoding="utf-8-sig")
    if path.suffix == ".jsonl":
        rows = [json.loads(line) for line in text.splitlines() if line.strip()]
        return [(_column(row, TEXT), _column(row, LABEL)) for row in rows]
    lines = list(csv.reader(text.splitlines(), delimiter="\t" if path.suffix == ".tsv" else ","))
    header = [name.strip().casefold() for name in lines[0]]
    if not set(header) & {*TEXT, *LABEL}:
        return [(line[0], line[1] if len(line) > 1 else "oos") for line in lines if line]
    rows = [dict(zip(header, line, strict=False)) for line in lines[1:] if line]
    return [(_column(row, TEXT), _column(row, LABEL)) for row in rows]


def _column(row: dict[str, str], names: Sequence[str]) -> str:
    return next((str(row[name]) for name in names if name in row), "oos")


def _few(labelled: Sequence[Labelled], each: int) -> list[Labelled]:
    """Keep the first phrasings of every intent, or all."""
    met: dict[str, int] = {}
    kept = []
    for text, label in labelled:
        met[label] = met.get(label, 0) + 1
        if label.casefold() not in NO_INTENT and (not each or met[label] <= each):
            kept.append((text, label))
    return kept


def _candidate(label: str, wordings: Sequence[str]) -> Candidate:
    return Candidate(
        id=label,
        question=label,
        wordings=tuple(wordings),
        told=(),
        context="",
        text=label,
        names=frozenset(),
        subjects=frozenset(),
        cites=(),
        facts=(),
        is_entry=True,
    )


def _memory() -> float:
    """Tell the most memory held so far, in MB."""
    return getrusage(RUSAGE_SELF).ru_maxrss / 1024


if __name__ == "__main__":
    main()
