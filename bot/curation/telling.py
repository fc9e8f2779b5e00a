"""What came of a proposed change -> the reply to who asked for it; pure."""

from collections.abc import Iterator, Sequence

from bot.curation.changes import Change
from bot.curation.clustering import Cluster, Miss
from bot.curation.confirming import VALID
from bot.curation.examining import Examined, Unfit
from bot.curation.model import (
    Admitted,
    Breaks,
    Busy,
    Outcome,
    Overtaken,
    Previewed,
    Proposal,
    Unchanged,
    Unknown,
    Unreadable,
)
from bot.reply import Reply
from bot.reply import admin_wording as wording
from bot.reply.admin_pages import (
    Changed,
    changed_part,
    judged_parts,
    list_page,
    listed,
    problems_page,
    told,
)
from bot.reply.model import Part, Status, say


def reply_of(outcome: Outcome, proposal: Proposal) -> Reply:
    """Tell what came of a change."""
    match outcome:
        case Unfit(problems):
            failed = wording.WOULD_FAIL if proposal.is_dry else wording.REFUSED
            return problems_page(failed, problems)
        case Unreadable(number, unfit):
            return problems_page(wording.unreadable(number), unfit.problems)
        case Previewed(examined):
            broken = bool(examined.newly_wrong)
            verdict = wording.WOULD_BREAK if broken else wording.WOULD_BE_ACCEPTED
            return told(verdict, *_parts(examined))
        case Breaks():
            return _breaking(outcome, proposal)
        case Admitted(number, examined):
            return told(wording.serving(number, examined.version), *_parts(examined))
        case Unchanged() | Overtaken() | Busy() | Unknown():
            return told(_line(outcome))


def changes_page(changes: Sequence[Change]) -> Reply:
    """Tell what one version holds that another does not."""
    if not changes:
        return told(wording.NO_CHANGES)
    return Reply(Status.SMALLTALK, (changed_part(_changed(changes)),))


def misses_page(clusters: Sequence[Cluster]) -> Reply:
    """List what found no answer, the most asked first."""
    lines = [
        wording.miss_line(each.shown.number, each.shown.text, each.count, each.near)
        for each in clusters
    ]
    return list_page(lines, wording.MISSES, wording.NO_MISSES)


def still_missed(misses: Sequence[Miss]) -> tuple[Part, ...]:
    """Name the questions that a new phrasing did not bring to an answer."""
    if not misses:
        return ()
    lines = [wording.miss_line(each.number, each.text, each.count, ()) for each in misses]
    return (Part((say(wording.STILL_MISSED),)), Part(listed(lines).statements))


def _line(outcome: Unchanged | Overtaken | Busy | Unknown) -> str:
    match outcome:
        case Unchanged(version):
            return wording.unchanged(version)
        case Overtaken():
            return wording.OVERTAKEN
        case Busy():
            return wording.BUSY
        case Unknown(number):
            return wording.no_version(number)


def _breaking(breaks: Breaks, proposal: Proposal) -> Reply:
    """Name the questions, and the token if this kind of change can be forced."""
    lines = [wording.UNCONFIRMED] if breaks.was_confirmed else []
    lines.append(wording.BREAKS)
    last = wording.confirm(f"kb {proposal.action} force", breaks.token, VALID // 60)
    return told(
        " ".join(lines),
        *_parts(breaks.examined),
        Part((say(last),) if breaks.token else ()),
    )


def _parts(examined: Examined) -> Iterator[Part]:
    yield from judged_parts(examined.newly_right, examined.newly_wrong)
    yield changed_part(_changed(examined.changes))
    yield listed(examined.still_wrong, wording.STILL_WRONG)


def _changed(changes: Sequence[Change]) -> Iterator[Changed]:
    for each in changes:
        yield each.kind, "added", each.added
        yield each.kind, "changed", each.changed
        yield each.kind, "removed", each.removed
