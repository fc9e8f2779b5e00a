import json
import os
import subprocess
import sys
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge.answerer import Answerer
from knowledge.corpus import Corpus, build_corpus, load_corpus
from knowledge.outcome import (
    Outcome,
    Trace,
)
from tests.bot.command import ROOT, SECONDS

SEEDS = ("0", "1", "4242")
BACKENDS = ("cpp", "cpp", "python")


QUIET = settings(max_examples=150, deadline=None, derandomize=True)


QUESTIONS = [entry.question for entry in load_corpus().entries.values()]


def told(outcome: Outcome) -> Outcome:
    """Give an outcome without the text that was asked, and how it was decided."""
    return replace(outcome, question="", trace=Trace())


@pytest.mark.parametrize(
    "change",
    [
        str.casefold,
        str.upper,
        lambda text: f"  {text}\n ",
        lambda text: text.replace(" ", "  \t"),
        lambda text: text.removesuffix("?"),
        lambda text: text.removesuffix("?") + ".",
        lambda text: text.removesuffix("?") + "??",
        lambda text: text.removesuffix("?") + " ?!",
    ],
    ids=[
        "lower case",
        "upper case",
        "space around",
        "space between",
        "no mark",
        "full stop",
        "two marks",
        "mark apart",
    ],
)
def test_how_a_question_is_written_does_not_matter(answerer: Answerer, change: object) -> None:
    assert callable(change)
    differing = [
        question
        for question in QUESTIONS[::7]
        if told(answerer.answer(change(question))) != told(answerer.answer(question))
    ]

    assert differing == []


@QUIET
@given(
    question=st.sampled_from(QUESTIONS),
    before=st.text(alphabet=" \t\n\u00a0\u200b", max_size=4),
    after=st.text(alphabet=" \t\n\u00a0\u200b?!", max_size=4),
)
def test_what_surrounds_a_question_does_not_matter(
    answerer: Answerer, question: str, before: str, after: str
) -> None:
    written = f"{before}{question}{after}"

    assert told(answerer.answer(written)) == told(answerer.answer(question))


def test_the_order_of_files_does_not_matter(answerer: Answerer, corpus: Corpus) -> None:
    other = Answerer(build_corpus(dict(reversed([*corpus.files.items()]))))

    for question in QUESTIONS[::8]:
        assert other.answer(question) == answerer.answer(question)


def test_hash_seeds_and_the_backend_of_comparisons_do_not_matter() -> None:
    asked = [*QUESTIONS[::12], "tariff", "what did he say", "share 25%", "soph go"]
    lines = "\n".join(asked).encode()

    outputs = {
        subprocess.run(
            [sys.executable, "-m", "bot", "ask", "--json", "--explain"],
            input=lines,
            capture_output=True,
            check=True,
            cwd=ROOT,
            env={**os.environ, "PYTHONHASHSEED": seed, "RAPIDFUZZ_IMPLEMENTATION": backend},
            timeout=SECONDS,
        ).stdout
        for seed, backend in zip(SEEDS, BACKENDS, strict=True)
    }

    [output] = outputs
    answered = [json.loads(line) for line in output.splitlines()]
    assert len(answered) == len(asked)
