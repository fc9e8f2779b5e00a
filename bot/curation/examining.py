"""The gate: what a candidate has to pass before it may serve; pure, and run apart."""

from collections.abc import Mapping
from dataclasses import dataclass

from bot.checking import judge
from bot.curation.changes import Change, changes
from bot.service import Service
from bot.snapshot import answerer_of, pack
from knowledge.answerer import Answerer
from knowledge.errors import KnowledgeError
from knowledge.evaluation import GoldQuestion, parse_questions, problem_of
from knowledge.planted import self_test
from knowledge.reading import QUESTIONS

Files = Mapping[str, bytes]


@dataclass(frozen=True, slots=True)
class Unfit:
    """It cannot serve: one line for each thing to mend."""

    problems: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Examined:
    """It is valid and proved; what it changes, and for which questions of its suite."""

    version: str
    """The hash of its content."""
    packed: bytes
    """Its answerer, to be unpacked where it serves."""
    changes: tuple[Change, ...] = ()
    newly_right: tuple[str, ...] = ()
    newly_wrong: tuple[str, ...] = ()
    still_wrong: tuple[str, ...] = ()


def examine(candidate: Files, serving: Files | None) -> Examined | Unfit:
    """Validate, prove and question a candidate, beside what serves now."""
    try:
        answerer = answerer_of(candidate)
        suite = parse_questions(QUESTIONS, candidate.get(QUESTIONS, b""))
    except KnowledgeError as error:
        return Unfit(tuple(str(error).splitlines()))
    uncaught = self_test(answerer.corpus).missed
    if uncaught:
        return Unfit(tuple(f"planted error not caught: {each}" for each in uncaught))
    packed = pack(answerer)  # before it is asked: what it works out then makes it larger
    after = _wrong(answerer, suite)
    before = after if serving is None else _wrong(answerer_of(serving), suite)
    return Examined(
        version=answerer.corpus.version,
        packed=packed,
        changes=changes(serving or {}, candidate),
        newly_right=tuple(sorted(before - after)),
        newly_wrong=tuple(sorted(after - before)),
        still_wrong=tuple(sorted(after & before)),
    )


def build(files: Files) -> bytes | Unfit:
    """Make the answerer of a version that was accepted before, packed."""
    try:
        return pack(answerer_of(files))
    except KnowledgeError as error:
        return Unfit(tuple(str(error).splitlines()))


def _wrong(answerer: Answerer, suite: list[GoldQuestion]) -> frozenset[str]:
    """Give the questions of a suite that get no right answer."""
    answer = judge(Service(answerer.corpus, answerer))
    return frozenset(each.q for each in suite if problem_of(each, answer(each.q)))
