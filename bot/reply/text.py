"""A reply as plain text: [n] behind what a citation proves, notes under it."""

from collections.abc import Iterator, Mapping

from bot.reply.model import Part, Reply
from knowledge.corpus import Citation
from knowledge.outcome import Statement

NOTE = "Note: "

_STOPS = ".!?"


def render_text(reply: Reply) -> str:
    """Write the whole reply, notes included, without its citations and suggestions."""
    numbers = _numbers(reply)
    noted: set[str] = set()
    parts = ("\n".join(_part_lines(part, numbers, noted)) for part in reply.parts)
    return "\n\n".join(part for part in parts if part)


def citation_lines(reply: Reply) -> tuple[str, ...]:
    """Write each citation: [1] title, paragraph 10: "phrase", "phrase"."""
    return tuple(
        f"[{number}] {_citation(citation)}"
        for number, citation in enumerate(reply.citations, start=1)
    )


def mark(statement: Statement, numbers: Mapping[tuple[str, int], int]) -> str:
    """Put the numbers of a statement's citations before its full stop."""
    found = sorted({numbers[(c.source, c.paragraph)] for c in statement.citations})
    if not found:
        return statement.text
    marks = "".join(f"[{number}]" for number in found)
    body = statement.text.rstrip(_STOPS)
    return f"{body} {marks}{statement.text[len(body) :]}"


def _part_lines(
    part: Part, numbers: Mapping[tuple[str, int], int], noted: set[str]
) -> Iterator[str]:
    if part.heading:
        yield f"{part.heading}:"
    for statement in part.statements:
        bullet = "- " if part.heading else ""
        yield f"{bullet}{mark(statement, numbers)}"
        # Facts about one thing often leave the same thing open: say it once.
        notes = [note for note in statement.notes if note not in noted]
        noted.update(notes)
        if notes:
            yield f"{' ' * len(bullet)}{NOTE}{' '.join(notes)}"


def _citation(citation: Citation) -> str:
    phrases = ", ".join(f'"{phrase}"' for phrase in citation.phrases)
    return f"{citation.title}, paragraph {citation.paragraph}: {phrases}"


def _numbers(reply: Reply) -> dict[tuple[str, int], int]:
    return {
        (citation.source, citation.paragraph): number
        for number, citation in enumerate(reply.citations, start=1)
    }
