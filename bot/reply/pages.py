"""Profiles, comparisons, the timeline, topics and sources -> replies."""

from collections.abc import Iterable, Sequence

from bot.reply import wording
from bot.reply.model import Part, Reply, Status, say
from knowledge.comparison import Comparison, NotComparable, Row, UnknownName
from knowledge.lookup import Unknown
from knowledge.outcome import Statement
from knowledge.overview import SourceSummary, Topic
from knowledge.profiles import Profile
from knowledge.timeline import Event, Timeline


def profile_page(found: Profile | Unknown) -> Reply:
    """Show a company or person."""
    match found:
        case Unknown(near):
            return _refused(wording.unknown_name(near))
        case Profile() as profile:
            return _page(
                Part((say(f"{profile.name} ({profile.role})"), profile.summary)),
                *(Part(a.statements, _title(a.name)) for a in profile.aspects),
                Part(profile.says, wording.says(profile.name)),
                Part(profile.said_of, wording.said_of(profile.name)),
                _list(wording.PEOPLE, profile.people),
                _list(wording.LEFT_OPEN, [profile.open] if profile.open else []),
                _list(wording.RELATED, profile.related),
            )


def companies_page(summaries: Iterable[Statement]) -> Reply:
    """List the companies, each with its summary."""
    return _page(Part(tuple(summaries), wording.COMPANIES))


def comparison_page(compared: Comparison | NotComparable | UnknownName) -> Reply:
    """Show two or three names side by side."""
    match compared:
        case NotComparable():
            return _refused(wording.NOT_COMPARABLE)
        case UnknownName(position, near):
            return _refused(wording.unknown_name(near, position))
        case Comparison(names, shared, rows):
            common = [row for row in rows if sum(map(bool, row.cells)) > 1]
            return _page(
                Part((say(" / ".join(names)),)),
                Part(shared, wording.SHARED),
                *(Part(_cells(names, row), _title(row.aspect)) for row in common),
                *_only(names, [row for row in rows if row not in common]),
            )


def timeline_page(line: Timeline) -> Reply:
    """Show what is dated, in order, and say what is not."""
    if not line.dated and not line.yearless:
        return _refused(wording.NOTHING_DATED)
    return _page(
        Part(tuple(map(_event, line.dated)), wording.IN_ORDER),
        Part(tuple(map(_event, line.yearless)), wording.WITHOUT_YEAR),
        Part((say(wording.undated(line.undated)),) if line.undated else ()),
    )


def topics_page(topics: Sequence[Topic]) -> Reply:
    """Show the topics with their questions."""
    if not topics:
        return _refused(wording.NO_TOPICS)
    return _page(*(_list(_title(topic.name), topic.questions) for topic in topics))


def sources_page(sources: Iterable[SourceSummary]) -> Reply:
    """Show what the answers rest on."""
    return _page(*(_source(source) for source in sources))


def _page(*parts: Part) -> Reply:
    """Make a reply of the parts that hold anything."""
    held = tuple(part for part in parts if part.statements)
    return Reply(Status.ANSWERED, held, confidence=1.0)


def _refused(text: str) -> Reply:
    return Reply(Status.REFUSED, (Part((say(text),)),))


def _list(heading: str, lines: Iterable[str]) -> Part:
    return Part(tuple(map(say, lines)), heading)


def _title(text: str) -> str:
    """Begin with a capital; the rest stays, as names have capitals of their own."""
    return text[:1].upper() + text[1:]


def _cells(names: Sequence[str], row: Row) -> tuple[Statement, ...]:
    """Tell an aspect of each name, or that the sources do not."""
    told: list[Statement] = []
    for name, cell in zip(names, row.cells, strict=True):
        told.extend(cell or [say(f"{name}: {wording.NOT_GIVEN}")])
    return tuple(told)


def _only(names: Sequence[str], rows: Sequence[Row]) -> Iterable[Part]:
    """Gather, name by name, the aspects that are told of it alone."""
    for at, name in enumerate(names):
        alone = tuple(each for row in rows for each in row.cells[at])
        yield Part(alone, wording.only(name))


def _event(event: Event) -> Statement:
    told = event.statement
    text = f"{event.date}: {told.text}"
    return Statement(told.id, text, told.citations, told.notes)


def _source(source: SourceSummary) -> Part:
    lines = [source.credit, wording.source_size(source.paragraphs, source.facts)]
    if source.sections:
        lines.append(wording.sections(source.sections))
    return _list(source.title, filter(None, lines))
