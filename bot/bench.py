"""Times a question, the start and the memory, beside a full scan of the same wordings.

Every size runs in a process of its own, so that memory is its own. Larger bases are the
packaged one again and again, its content words varied; rapidfuzz's extractOne with
WRatio scans the same wordings in the same process.
"""

import gc
import random
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from resource import RUSAGE_SELF, getrusage
from time import perf_counter

import numpy as np
from rapidfuzz import fuzz, process

from knowledge.answerer import Answerer
from knowledge.corpus import Corpus, load_corpus
from knowledge.model import Entry

SIZES = (1_000, 10_000, 100_000)
"""Entries of the varied bases."""

WORDINGS = 3
"""Wordings kept of each varied entry: 300,000 in the largest base."""

ASKED, SCANNED = 400, 200
"""Questions timed, and those of them that the slow full scan is timed on: the fewest of
which two are slower than the 99th percentile, and half a minute of scans at most."""

COLD_RUNS = 5
"""Runs of `ask` in a process of its own; the first may have to build."""

_SYLLABLES = "ba de ki lo mu na pe ri so tu va we xi yo za".split()
_LETTERS = 5
"""Shortest word varied: shorter ones are mostly grammar."""


def run() -> None:
    """Print the figures of the packaged base, of each size, and of a cold start."""
    print(f"{'entries':>8} {'p50 ms':>8} {'p99 ms':>8} {'scan p99':>9} {'ratio':>7}", end=" ")
    print(f"{'start s':>8} {'MB':>6}")
    for size in (0, *SIZES):
        measured = [sys.executable, "-m", "bot.bench", str(size)]
        print(subprocess.run(measured, check=True, capture_output=True, text=True).stdout, end="")
    question = next(iter(load_corpus().entries.values())).question
    cold = [sys.executable, "-m", "bot", "ask", question]
    times = sorted(
        _seconds(lambda: subprocess.run(cold, check=False, capture_output=True))
        for _ in range(COLD_RUNS)
    )
    print(f"ask from cold: median {times[COLD_RUNS // 2]:.2f} s, longest {times[-1]:.2f} s")


def measure(size: int) -> str:
    """Measure one base in this process, in one line."""
    started = perf_counter()
    packaged = load_corpus()
    corpus = varied(packaged, size) if size else packaged
    answerer = Answerer(corpus)
    answerer.warm()
    start = perf_counter() - started
    # What stays for good need not be looked through for garbage while questions wait.
    gc.collect()
    gc.freeze()
    wordings = [text for e in corpus.entries.values() for text in (e.question, *e.phrasings)]
    memory = getrusage(RUSAGE_SELF).ru_maxrss / 1024
    questions = random.Random(1).choices(wordings, k=ASKED)  # noqa: S311 - a sample, no secret
    own = [_seconds(partial(answerer.answer, question)) for question in questions]
    scan = [
        _seconds(partial(process.extractOne, question, wordings, scorer=fuzz.WRatio))
        for question in questions[:SCANNED]
    ]
    p50, p99 = np.percentile(own, [50, 99]) * 1000
    slow = float(np.percentile(scan, 99)) * 1000
    entries = len(corpus.entries)
    timed = f"{entries:8} {p50:8.2f} {p99:8.2f} {slow:9.1f} {slow / p99:7.1f}"
    return f"{timed} {start:8.2f} {memory:6.0f}"


def varied(corpus: Corpus, size: int) -> Corpus:
    """Make a base of so many entries by varying the content words of the packaged ones."""
    originals = list(corpus.entries.values())
    entries = {
        entry.id: entry
        for number in range(size)
        for entry in (_vary(originals[number % len(originals)], number),)
    }
    return replace(corpus, entries=entries)


def _vary(entry: Entry, number: int) -> Entry:
    chance = random.Random(number)  # noqa: S311 - the same words in every run
    word = "".join(chance.choices(_SYLLABLES, k=4))
    texts = (entry.question, *entry.phrasings[: WORDINGS - 1])
    question, *phrasings = (_replace_one(text, word, chance) for text in texts)
    return entry.model_copy(
        update={
            "id": f"{entry.id}-{number}",
            "question": question,
            "phrasings": tuple(phrasings),
            "related": (),
        }
    )


def _replace_one(text: str, word: str, chance: random.Random) -> str:
    words = text.split()
    places = [at for at, each in enumerate(words) if len(each) >= _LETTERS] or [0]
    words[chance.choice(places)] = word
    return " ".join(words)


def _seconds(run_once: Callable[[], object]) -> float:
    started = perf_counter()
    run_once()
    return perf_counter() - started


if __name__ == "__main__":
    print(measure(int(sys.argv[1])))
