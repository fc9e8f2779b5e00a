"""Floors on the questions that are known; the measure itself stays unseen."""

from pathlib import Path

import pytest

from bot.checking import run_questions
from bot.service import Service
from knowledge.corpus import Corpus
from knowledge.evaluation import Report

RIGHT, WRONG, REFUSED = 0.80, 0.05, 0.90


@pytest.fixture(scope="module")
def report(corpus: Corpus, shared: Path) -> Report:
    return run_questions(Service(corpus), [shared / "questions" / "dev.jsonl"])


def test_enough_answers_are_right(report: Report) -> None:
    assert report.right >= RIGHT


def test_few_answers_are_wrong(report: Report) -> None:
    assert report.wrong <= WRONG


def test_what_the_sources_lack_is_refused(report: Report) -> None:
    assert report.refused >= REFUSED
