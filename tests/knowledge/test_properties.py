import json
import os
import subprocess
import sys
from dataclasses import replace
from time import perf_counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge.answerer import Answerer
from knowledge.corpus import Corpus, build_corpus, load_corpus
from knowledge.errors import CorpusError
from knowledge.outcome import (
    Answer,
    Clarification,
    Outcome,
    Reason,
    Refusal,
    Smalltalk,
    Trace,
)
from knowledge.proof import stands_in
from knowledge.text import MAX_QUESTION_CHARACTERS, words_of
from tests.bot.command import ROOT, SECONDS
from tests.harbour import harbour_files

SLOWEST = 1.0
"""Seconds for the longest message, on a busy machine: it takes a few milliseconds."""

SEEDS = ("0", "1", "4242")
QUIET = settings(max_examples=150, deadline=None, derandomize=True)


def vocabulary() -> list[str]:
    corpus = load_corpus()
    questions = " ".join(entry.question for entry in corpus.entries.values())
    names = [each.name for each in (*corpus.companies.values(), *corpus.people.values())]
    return [*names, *sorted({*words_of(questions)}), "?", ".", ",", "and", "not", "%"]


WORDS = vocabulary()
QUESTIONS = [entry.question for entry in load_corpus().entries.values()]
MESSAGES = st.one_of(
    st.text(max_size=200),
    st.lists(st.sampled_from(WORDS), max_size=20).map(" ".join),
    st.lists(st.one_of(st.sampled_from(WORDS), st.text(max_size=4)), max_size=12).map(" ".join),
    st.text(alphabet="aeinrst \u0430\u0435\u0301\u200b\u202e?!.,'\"<>@#`%$0123456789"),
)


def check(corpus: Corpus, outcome: Outcome) -> None:
    """Whatever comes holds together: citations resolve, choices are questions."""
    match outcome:
        case Answer():
            assert outcome.statements
            assert 0 <= outcome.confidence <= 1
            for citation in (c for s in outcome.statements for c in s.citations):
                source = corpus.sources[citation.source]
                for phrase in citation.phrases:
                    assert stands_in(phrase, source, citation.paragraph)
            assert all(statement.citations for statement in outcome.statements)
        case Clarification():
            assert 2 <= len({*outcome.choices}) <= 4
        case Refusal():
            assert len(outcome.suggestions) <= 3
            assert (outcome.reason is Reason.LEFT_OPEN) == bool(outcome.note)
        case Smalltalk():
            assert outcome.kind


@QUIET
@given(message=MESSAGES)
def test_any_text_gets_an_outcome_whose_citations_resolve(
    corpus: Corpus, answerer: Answerer, message: str
) -> None:
    outcome = answerer.answer(message)

    check(corpus, outcome)
    assert outcome.question == message


@QUIET
@given(message=MESSAGES)
def test_any_text_is_completed_or_not(answerer: Answerer, message: str) -> None:
    assert len(answerer.suggest(message, 5)) <= 5


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
        for question in QUESTIONS[::2]
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
    other = Answerer(build_corpus(dict(reversed(corpus.files.items()))))

    for question in QUESTIONS[::8]:
        assert other.answer(question) == answerer.answer(question)


def test_hash_seeds_do_not_matter() -> None:
    asked = [*QUESTIONS[::12], "tariff", "what did he say", "share 25%", "soph go"]
    lines = "\n".join(asked).encode()

    outputs = {
        subprocess.run(  # noqa: S603 (our own program)
            [sys.executable, "-m", "bot", "ask", "--json", "--explain"],
            input=lines,
            capture_output=True,
            check=True,
            cwd=ROOT,
            env={**os.environ, "PYTHONHASHSEED": seed},
            timeout=SECONDS,
        ).stdout
        for seed in SEEDS
    }

    [output] = outputs
    answered = [json.loads(line) for line in output.splitlines()]
    assert len(answered) == len(asked)


def long(text: str) -> str:
    return (text * (MAX_QUESTION_CHARACTERS // len(text) + 1))[:MAX_QUESTION_CHARACTERS]


@pytest.mark.parametrize(
    "piece",
    [
        "a",
        "a ",
        "?",
        "1,",
        "<@",
        "```",
        "https://",
        "z\u0338\u0337",
        "\u0430a",
        "\U0001f680",
        "bitmain ",
        "bitmian ",
        "who is it and ",
        "who is it? ",
        "how much did ",
        "not not ",
        "Who is Guang Yang and what does Conflux do, and when? ",
        "qwrtzp vbnmkl ",
        "hundreds of thousands ",
        "don't.",
        "(((",
        "\x00\ud800",
    ],
)
def test_the_longest_message_takes_bounded_time(
    corpus: Corpus, answerer: Answerer, piece: str
) -> None:
    message = long(piece)
    started = perf_counter()

    outcome = answerer.answer(message)

    assert perf_counter() - started < SLOWEST
    check(corpus, outcome)


def test_many_different_words_take_bounded_time(answerer: Answerer) -> None:
    message = " ".join(f"w{at:x}rdly" for at in range(600))[:MAX_QUESTION_CHARACTERS]
    started = perf_counter()

    answerer.answer(message)

    assert perf_counter() - started < SLOWEST


def test_a_longer_message_is_refused_unread(answerer: Answerer) -> None:
    outcome = answerer.answer("who is it? " * 1_000_000)

    assert isinstance(outcome, Refusal)
    assert outcome.reason is Reason.TOO_LONG
    assert len(outcome.question) <= MAX_QUESTION_CHARACTERS


@QUIET
@given(message=MESSAGES)
def test_any_text_gets_an_outcome_from_another_article(
    harbour_answerer: Answerer, message: str
) -> None:
    check(harbour_answerer.corpus, harbour_answerer.answer(message))


@given(st.binary(max_size=200), st.sampled_from(sorted(harbour_files())))
@settings(max_examples=60, deadline=None, derandomize=True)
def test_any_bytes_load_or_are_explained(data: bytes, name: str) -> None:
    files = {**harbour_files(), name: data}
    try:
        build_corpus(files)
    except CorpusError as error:
        assert all(problem.strip() for problem in error.problems)
