import json
from pathlib import Path

import pytest

from knowledge.errors import KnowledgeError
from knowledge.evaluation import (
    GoldQuestion,
    Judged,
    evaluate,
    problem_of,
    read_questions,
)

GOLD = GoldQuestion(
    id="a",
    q="How much is it?",
    kind="answer",
    must=(("nine", r"\$9"), ("ticket",)),
    must_not=(r"\$12",),
    cites=(3, 4),
)
REFUSE = GoldQuestion(id="r", q="Who is it?", kind="refuse")
RIGHT = Judged("answered", "A Ticket costs $9.", frozenset({4, 7}))
REFUSED = Judged("refused", "Not told.", frozenset())


def test_a_right_answer_has_no_problem() -> None:
    assert problem_of(GOLD, RIGHT) == ""


@pytest.mark.parametrize(
    ("got", "problem"),
    [
        (REFUSED, "refused: Not told."),
        (Judged("answered", "It costs $9.", frozenset({3})), "lacks ticket"),
        (Judged("answered", "A ticket is dear.", frozenset({3})), r"lacks nine or \$9"),
        (Judged("answered", "A ticket: $9 or $12", frozenset({3})), r"holds \$12"),
        (Judged("answered", "A ticket: $9", frozenset({1})), "cites [1], not [3, 4]"),
    ],
    ids=["refused", "word", "any of", "forbidden", "paragraph"],
)
def test_what_is_wrong_is_said(got: Judged, problem: str) -> None:
    assert problem_of(GOLD, got).startswith(problem)


@pytest.mark.parametrize("status", ["refused", "clarify", "smalltalk"])
def test_all_but_an_answer_refuses(status: str) -> None:
    assert problem_of(REFUSE, Judged(status, "", frozenset())) == ""


def test_an_answer_where_there_is_none_is_a_problem() -> None:
    assert problem_of(REFUSE, RIGHT) == "answered: A Ticket costs $9."


def test_shares_are_of_their_own_kind() -> None:
    got = {"How much is it?": RIGHT, "Who is it?": RIGHT, "What?": REFUSED}
    other = GOLD.model_copy(update={"q": "What?"})

    report = evaluate(got.__getitem__, [GOLD, other, REFUSE])

    assert (report.answerable, report.unanswerable) == (2, 1)
    assert (report.right, report.wrong, report.refused) == (0.5, 0.0, 0.0)
    assert [miss.question for miss in report.misses] == ["What?", "Who is it?"]


def test_a_refused_question_is_not_right_and_not_wrong() -> None:
    report = evaluate(lambda _: REFUSED, [GOLD])

    assert (report.right, report.wrong) == (0.0, 0.0)


def test_a_wrong_answer_counts_as_wrong() -> None:
    report = evaluate(lambda _: Judged("answered", "$12", frozenset()), [GOLD])

    assert (report.right, report.wrong) == (0.0, 1.0)


def test_no_questions_make_no_division_by_zero() -> None:
    report = evaluate(lambda _: RIGHT, [])

    assert (report.right, report.wrong, report.refused) == (0.0, 0.0, 0.0)


def test_a_file_of_questions_is_read(tmp_path: Path) -> None:
    path = tmp_path / "questions.jsonl"
    line = json.dumps({"id": "x", "q": "Why?", "kind": "refuse", "ref": "extra"})
    path.write_text(f"{line}\n\n{line}\n", encoding="utf-8")

    assert [each.q for each in read_questions(path)] == ["Why?", "Why?"]


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        (b"\n{", r"q\.jsonl:2: not JSON"),
        (b'{"id": "x", "kind": "answer"}', r"q\.jsonl:1: q: "),
        (b'{"id": "x", "q": "?", "kind": "maybe"}', r"q\.jsonl:1: kind: "),
        (b"[]", r"q\.jsonl:1: "),
        (b"\xff", r"q\.jsonl: cannot be read"),
    ],
    ids=["no json", "missing key", "unknown kind", "no object", "not utf-8"],
)
def test_a_faulty_file_is_named_with_its_line(tmp_path: Path, content: bytes, problem: str) -> None:
    path = tmp_path / "q.jsonl"
    path.write_bytes(content)

    with pytest.raises(KnowledgeError, match=problem):
        read_questions(path)


def test_an_absent_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(KnowledgeError, match=r"absent\.jsonl: cannot be read"):
        read_questions(tmp_path / "absent.jsonl")
