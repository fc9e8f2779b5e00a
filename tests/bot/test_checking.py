import json
from pathlib import Path

from bot.checking import check, figures, miss_lines, run_questions
from bot.errors import ExitCode
from bot.service import Service
from knowledge.reading import QUESTIONS
from tests.bot.command import Command
from tests.harbour import write_harbour


def test_a_sound_directory_gives_its_counts(command: Command, directory: Path) -> None:
    done = command("check", directory)

    assert done.code == 0
    assert "facts 7" in done.out
    assert "right 1.000  wrong 0.000  refused 1.000" in done.out


def test_a_question_that_goes_wrong_is_named(command: Command, tmp_path: Path) -> None:
    directory = write_harbour(tmp_path)
    question = {
        "id": "x",
        "q": "What is the capital of Mongolia?",
        "kind": "answer",
        "must": [["Ulan"]],
        "must_not": [],
        "cites": [1],
        "tag": "geography",
        "ref": "Ulan Bator.",
    }
    (directory / QUESTIONS).write_text(json.dumps(question) + "\n")

    done = command("check", directory)

    assert done.code == ExitCode.BAD_DATA
    assert '"What is the capital of Mongolia?" (answer, geography): ' in done.out


def test_a_directory_without_questions_says_so(service: Service, tmp_path: Path) -> None:
    checked = check(service, tmp_path)

    assert checked.problems == ()
    assert checked.counts[-1] == "no questions.jsonl: no question was tried"


def test_figures_and_misses_come_from_all_files(service: Service, directory: Path) -> None:
    suite = directory / QUESTIONS

    report = run_questions(service, [suite, suite])

    assert list(miss_lines(report)) == []
    assert "(2 questions with an answer, 2 without)" in figures(report)


def test_eval_ends_with_the_figures(command: Command, directory: Path) -> None:
    done = command("eval", "-v", directory / QUESTIONS, "--knowledge", directory)

    assert done.code == 0
    assert done.out.startswith("right ")
