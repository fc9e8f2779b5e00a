"""How good the answers are: right, wrong and refused over files of questions."""

import json
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, ValidationError

from knowledge.errors import KnowledgeError


class GoldQuestion(BaseModel):
    """A question with what a right answer to it holds."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    id: str
    q: str
    kind: Literal["answer", "refuse"]
    must: tuple[tuple[str, ...], ...] = ()
    """Each group has a pattern that matches the text, case-insensitively."""
    must_not: tuple[str, ...] = ()
    cites: tuple[int, ...] = ()
    """Paragraphs of which at least one is cited."""
    tag: str = ""


@dataclass(frozen=True, slots=True)
class Judged:
    """What a question got: the JSON contract's status and text, and cited paragraphs."""

    status: str
    text: str
    paragraphs: frozenset[int]


@dataclass(frozen=True, slots=True)
class Miss:
    """A question that went wrong, and how."""

    question: str
    kind: str
    tag: str
    problem: str


@dataclass(frozen=True, slots=True)
class Report:
    """Shares from 0 to 1: right and wrong of the answerable, refused of the rest."""

    answerable: int
    unanswerable: int
    right: float
    wrong: float
    refused: float
    misses: tuple[Miss, ...]


def read_questions(path: Path) -> list[GoldQuestion]:
    """Read a file of questions, one JSON object a line; raise KnowledgeError with its line."""
    try:
        content = path.read_bytes()
    except OSError as error:
        problem = f"{path}: cannot be read: {error}"
        raise KnowledgeError(problem) from error
    return parse_questions(str(path), content)


def parse_questions(name: str, content: bytes) -> list[GoldQuestion]:
    """Parse what a file of questions holds; raise KnowledgeError with the line at fault."""
    try:
        lines = content.decode("utf-8").splitlines()
    except UnicodeDecodeError as error:
        problem = f"{name}: cannot be read: {error}"
        raise KnowledgeError(problem) from error
    return [_parse(name, number, line) for number, line in enumerate(lines, 1) if line.strip()]


def evaluate(answer: Callable[[str], Judged], questions: Sequence[GoldQuestion]) -> Report:
    """Ask every question and judge what comes."""
    judged = [(gold, answer(gold.q)) for gold in questions]
    problems = [(gold, problem_of(gold, got), got) for gold, got in judged]
    answerable = [each for each in problems if each[0].kind == "answer"]
    others = [each for each in problems if each[0].kind == "refuse"]
    wrong = sum(bool(p) and got.status == "answered" for _, p, got in answerable)
    return Report(
        answerable=len(answerable),
        unanswerable=len(others),
        right=_share(sum(not p for _, p, _ in answerable), len(answerable)),
        wrong=_share(wrong, len(answerable)),
        refused=_share(sum(not p for _, p, _ in others), len(others)),
        misses=tuple(Miss(g.q, g.kind, g.tag, p) for g, p, _ in problems if p),
    )


def problem_of(gold: GoldQuestion, got: Judged) -> str:
    """Say in one line what is wrong with what a question got; nothing if it is right."""
    if gold.kind == "refuse":
        return f"answered: {got.text}" if got.status == "answered" else ""
    if got.status != "answered":
        return f"{got.status}: {got.text}"
    for group in gold.must:
        if not any(re.search(each, got.text, re.IGNORECASE) for each in group):
            return f"lacks {' or '.join(group)}: {got.text}"
    for each in gold.must_not:
        if re.search(each, got.text, re.IGNORECASE):
            return f"holds {each}: {got.text}"
    if gold.cites and not got.paragraphs & set(gold.cites):
        return f"cites {sorted(got.paragraphs)}, not {list(gold.cites)}: {got.text}"
    return ""


def _parse(name: str, number: int, line: str) -> GoldQuestion:
    try:
        return GoldQuestion.model_validate(json.loads(line))
    except json.JSONDecodeError as error:
        problem = f"{name}:{number}: not JSON: {error.msg}; mend the line"
        raise KnowledgeError(problem) from error
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        where = ".".join(map(str, first["loc"]))
        problem = f"{name}:{number}: {where}: {first['msg']}"
        raise KnowledgeError(problem) from error


def _share(part: int, whole: int) -> float:
    return part / whole if whole else 0.0
