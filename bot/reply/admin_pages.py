"""What became of an admin's command -> the reply; bounded, so that every platform shows it."""

from collections.abc import Iterable, Sequence

from bot.reply import admin_wording, wording
from bot.reply.model import Part, Reply, Status, say

MOST_LINES = 15
"""Lines shown of a list: what fits on one screen, and into one message of any platform."""

MOST_IDS = 8
"""Ids shown of one kind of change."""

MOST_CHARACTERS = 150
"""Of one line that someone else wrote: a question, a problem."""

Changed = tuple[str, str, Sequence[str]]
"""A kind of item, what became of it ("added"), and the ids."""


def told(text: str, *parts: Part) -> Reply:
    """Say something, with the parts that hold anything."""
    held = (part for part in parts if part.statements)
    return Reply(Status.SMALLTALK, (Part((say(text),)), *held))


def listed(lines: Iterable[str], heading: str = "") -> Part:
    """List lines under a heading; of a long list, the first ones."""
    lines = list(lines)
    kept = [_cut(line) for line in lines[:MOST_LINES]]
    if len(lines) > MOST_LINES:
        kept.append(wording.and_more(len(lines) - MOST_LINES))
    return Part(tuple(map(say, kept)), heading)


def list_page(lines: Sequence[str], heading: str, empty: str) -> Reply:
    """Show a list, or say that it is empty."""
    if not lines:
        return told(empty)
    return Reply(Status.SMALLTALK, (listed(lines, heading),))


def changed_part(changes: Iterable[Changed]) -> Part:
    """Tell what a version changes."""
    lines = (
        admin_wording.change(kind, verb, ids[:MOST_IDS], len(ids[MOST_IDS:]))
        for kind, verb, ids in changes
        if ids
    )
    return listed(lines, admin_wording.CHANGES)


def judged_parts(
    right: Sequence[str], wrong: Sequence[str], still: Sequence[str] = ()
) -> tuple[Part, ...]:
    """Tell which questions of the suite come out otherwise."""
    return (
        listed(right, admin_wording.NEWLY_RIGHT),
        listed(wrong, admin_wording.NEWLY_WRONG),
        listed(still, admin_wording.STILL_WRONG),
    )


def problems_page(text: str, problems: Iterable[str]) -> Reply:
    """Say that something is refused, and what is to be mended."""
    return told(text, Part(listed(problems).statements))


def _cut(line: str) -> str:
    return line if len(line) <= MOST_CHARACTERS else f"{line[: MOST_CHARACTERS - 1].rstrip()}…"
