"""Citations under titles: one for each source, with a line for each paragraph."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from bot.fitting import shorten, size
from bot.paper import Paper
from bot.reply.wording import CONTINUED, and_more
from knowledge.corpus import Citation

SECTION = 120
"""Longest section title shown: with it, two phrases of any length still fit."""

PHRASE = 200
"""Longest phrase shown; evidence is six words, so nothing that is proved is cut."""

REMEMBERED = 2_048
"""Citations whose line is kept: a page is measured many times while it is filled."""

MORE = 40
"""Kept free for telling how many citations found no room."""


@dataclass(frozen=True, slots=True)
class Field:
    """A source's title and what is cited from it."""

    name: str
    value: str

    @property
    def size(self) -> int:
        """What it takes of a page's total."""
        return size(self.name) + size(self.value)


def citation_fields(
    paper: Paper, numbers: Iterable[int], citations: Sequence[Citation], room: int
) -> tuple[Field, ...]:
    """Write citations: whole if they fit, else without phrases, else as many as fit."""
    cited = [(number, citations[number - 1]) for number in numbers]
    for write in (_whole, _brief):
        lines = [(each.title, write(paper, number, each)) for number, each in cited]
        fields = tuple(_fields(paper, lines))
        if len(fields) <= paper.fields and sum(field.size for field in fields) <= room:
            return fields
    return _as_many_as_fit(paper, fields, len(cited), room)


def citation_size(paper: Paper, numbers: Iterable[int], citations: Sequence[Citation]) -> int:
    """Count what whole citations take."""
    cited = [(number, citations[number - 1]) for number in numbers]
    fields = list(_fields(paper, [(each.title, _whole(paper, n, each)) for n, each in cited]))
    too_many = len(fields) > paper.fields
    return sum(field.size for field in fields) + paper.field_value * paper.fields * too_many


def _fields(paper: Paper, lines: Sequence[tuple[str, str]]) -> Iterator[Field]:
    """Gather the lines of each source; what overflows a field goes on in another."""
    for title in dict.fromkeys(title for title, _ in lines):
        name = _name(paper, title)
        value = ""
        for line in (line for of, line in lines if of == title):
            if value and size(value) + 1 + size(line) > paper.field_value:
                yield Field(name, value)
                name, value = CONTINUED, ""
            value = f"{value}\n{line}".strip("\n")
        yield Field(name, value)


@lru_cache(maxsize=REMEMBERED)
def _name(paper: Paper, title: str) -> str:
    """Shorten before escaping, so that no mark is cut in two."""
    shown = paper.escape(title)
    if size(shown) <= paper.field_name:
        return shown
    return paper.escape(shorten(title, paper.field_name // paper.swell))


@lru_cache(maxsize=REMEMBERED)
def _whole(paper: Paper, number: int, citation: Citation) -> str:
    """Write [1] paragraph 10 (section): "phrase", "phrase"; whole phrases that fit."""
    section = f" ({paper.escape(shorten(citation.section, SECTION))})" if citation.section else ""
    line = f"{_brief(paper, number, citation)}{section}:"
    for phrase in citation.phrases:
        shown = f' "{paper.escape(shorten(phrase, PHRASE))}",'
        if size(line) + size(shown) > paper.field_value:
            break
        line += shown
    return line.rstrip(",:")


def _brief(paper: Paper, number: int, citation: Citation) -> str:
    return f"{paper.escape(f'[{number}]')} paragraph {citation.paragraph}"


def _as_many_as_fit(
    paper: Paper, fields: Sequence[Field], cited: int, room: int
) -> tuple[Field, ...]:
    """Keep the first fields, and tell how many citations had no room."""
    kept: list[Field] = []
    for field in fields[: paper.fields]:
        if sum(each.size for each in kept) + field.size + MORE > room:
            break
        kept.append(field)
    if not kept:
        return ()
    left = cited - sum(each.value.count("\n") + 1 for each in kept)
    *whole, last = kept
    value = shorten(last.value, paper.field_value - MORE) + f"\n{and_more(left)}"
    return (*whole, Field(last.name, value))
