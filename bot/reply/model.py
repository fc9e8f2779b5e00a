"""A reply as every platform gets it: statements under headings, and their citations."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum

from knowledge.corpus import Citation
from knowledge.outcome import Reason, Statement, Trace


class Status(StrEnum):
    """What became of a question; part of the JSON contract."""

    ANSWERED = "answered"
    CLARIFY = "clarify"
    REFUSED = "refused"
    SMALLTALK = "smalltalk"


@dataclass(frozen=True, slots=True)
class Part:
    """Statements that belong together, under a heading unless they are the answer."""

    statements: tuple[Statement, ...]
    heading: str = ""


@dataclass(frozen=True, slots=True)
class Reply:
    """What the bot says, before any platform gives it a shape."""

    status: Status
    parts: tuple[Part, ...]
    suggestions: tuple[str, ...] = ()
    """Questions to ask next, each of which has an answer."""
    confidence: float = 0.0
    trace: Trace = field(default_factory=Trace)
    reason: Reason | None = None
    """Why there is no answer, where there is none."""
    knowledge: str = ""
    """The version of the knowledge that it comes from."""

    @property
    def statements(self) -> tuple[Statement, ...]:
        """All that is said, in order."""
        return tuple(each for part in self.parts for each in part.statements)

    @property
    def citations(self) -> tuple[Citation, ...]:
        """What the statements rest on, one for each paragraph; [1] is the first."""
        return merge(cited for each in self.statements for cited in each.citations)

    @property
    def matches(self) -> tuple[str, ...]:
        """The ids of the facts and entries that are told."""
        return tuple(dict.fromkeys(each.id for each in self.statements if each.id))


def say(text: str) -> Statement:
    """Make a statement of the bot's own words, which rest on no source."""
    return Statement(id="", text=text, citations=())


def merge(citations: Iterable[Citation]) -> tuple[Citation, ...]:
    """Merge citations of one paragraph, in order of first appearance."""
    merged: dict[tuple[str, int], Citation] = {}
    for each in citations:
        key = (each.source, each.paragraph)
        earlier = merged[key].phrases if key in merged else ()
        merged[key] = replace(each, phrases=_longest((*earlier, *each.phrases)))
    return tuple(merged.values())


def _longest(phrases: Sequence[str]) -> tuple[str, ...]:
    """Drop phrases that stand within another one: they prove nothing more."""
    distinct = dict.fromkeys(phrases)
    return tuple(
        phrase
        for phrase in distinct
        if not any(phrase in other for other in distinct if other != phrase)
    )
