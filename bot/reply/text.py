"""A reply as plain text: [n] behind what a citation proves, notes under it."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from bot.reply import wording
from bot.reply.model import Part, Reply, Status
from knowledge.corpus import Citation
from knowledge.outcome import Statement

Numbers = Mapping[tuple[str, int], int]
"""The number of each cited paragraph, by its source and its own number."""

_STOPS = ".!?"
_ABBREVIATION = re.compile(r"\b(?:\w\.){2,}$")
"""An end whose last stop belongs to the word: "a.m."."""


class Kind(StrEnum):
    """What a line of a reply is, for platforms that show each in its own way."""

    HEADING = "heading"
    STATEMENT = "statement"
    ITEM = "item"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a reply, its citations marked."""

    kind: Kind
    text: str


def lay_out(reply: Reply) -> tuple[tuple[Line, ...], ...]:
    """Break a reply into lines, part by part."""
    numbers = _numbers(reply)
    noted: set[str] = set()
    return tuple(tuple(_lines(part, numbers, noted)) for part in reply.parts)


def render_text(reply: Reply) -> str:
    """Write the whole reply, notes included, without its citations and suggestions."""
    parts = lay_out(reply)
    return "\n\n".join("\n".join(_plain(line) for line in part) for part in parts)


def render_page(reply: Reply) -> str:
    """Write the reply with its citations and numbered suggestions."""
    blocks = (
        render_text(reply),
        "\n".join(citation_lines(reply)),
        "\n".join(suggestion_lines(reply)),
    )
    return "\n\n".join(block for block in blocks if block)


def citation_lines(reply: Reply) -> tuple[str, ...]:
    """Write each citation: [1] title, paragraph 10: "phrase", "phrase"."""
    return tuple(
        f"[{number}] {_citation(citation)}"
        for number, citation in enumerate(reply.citations, start=1)
    )


def suggestion_lines(reply: Reply) -> tuple[str, ...]:
    """Write the questions to ask next under a heading, numbered to choose from."""
    if not reply.suggestions:
        return ()
    numbered = enumerate(reply.suggestions, start=1)
    return (f"{_offer(reply.status)}:", *(f"  {n}. {asked}" for n, asked in numbered))


def _lines(part: Part, numbers: Numbers, noted: set[str]) -> Iterator[Line]:
    if part.heading:
        yield Line(Kind.HEADING, part.heading)
    kind = Kind.ITEM if part.heading else Kind.STATEMENT
    for statement in part.statements:
        yield Line(kind, _marked(statement, numbers))
        # Facts about one thing often leave the same thing open: say it once.
        notes = [note for note in statement.notes if note not in noted]
        noted.update(notes)
        if notes:
            yield Line(Kind.NOTE, " ".join(notes))


def _plain(line: Line) -> str:
    match line.kind:
        case Kind.HEADING:
            return f"{line.text}:"
        case Kind.STATEMENT:
            return line.text
        case Kind.ITEM:
            return f"- {line.text}"
        case Kind.NOTE:
            return f"  {wording.NOTE}: {line.text}"


def _marked(statement: Statement, numbers: Numbers) -> str:
    """Put the numbers of a statement's citations before its full stop."""
    found = sorted({numbers[(c.source, c.paragraph)] for c in statement.citations})
    if not found:
        return statement.text
    marks = "".join(f"[{number}]" for number in found)
    if _ABBREVIATION.search(statement.text):
        return f"{statement.text} {marks}."
    body = statement.text.rstrip(_STOPS)
    return f"{body} {marks}{statement.text[len(body) :]}"


def _citation(citation: Citation) -> str:
    phrases = ", ".join(f'"{phrase}"' for phrase in citation.phrases)
    return f"{citation.title}, paragraph {citation.paragraph}: {phrases}"


def _offer(status: Status) -> str:
    match status:
        case Status.ANSWERED:
            return wording.OFFER_NEXT
        case Status.CLARIFY:
            return wording.OFFER_CHOICES
        case Status.REFUSED:
            return wording.OFFER_NEARBY
        case Status.SMALLTALK:
            return wording.OFFER_EXAMPLES


def _numbers(reply: Reply) -> Numbers:
    return {
        (citation.source, citation.paragraph): number
        for number, citation in enumerate(reply.citations, start=1)
    }
