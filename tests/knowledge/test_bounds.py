from time import perf_counter

import pytest

from knowledge.answerer import Answerer
from knowledge.outcome import (
    Reason,
    Refusal,
)
from knowledge.text import MAX_QUESTION_CHARACTERS

SLOWEST = 1.0
"""Seconds for the longest message, on a busy machine: it takes a few milliseconds."""


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
def test_the_longest_message_takes_bounded_time(answerer: Answerer, piece: str) -> None:
    message = long(piece)
    started = perf_counter()

    outcome = answerer.answer(message)

    assert perf_counter() - started < SLOWEST
    assert outcome.question == message


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
