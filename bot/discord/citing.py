"""Citations as the fields of an embed: one for each source, a line for each paragraph."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from bot.discord.escaping import escape
from bot.discord.limits import FIELD_NAME, FIELD_VALUE, FIELDS, shorten, size
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
    """A field of an embed."""

    name: str
    value: str

    @property
    def size(self) -> int:
        """What it takes of an embed's total."""
        return size(self.name) + size(self.value)


def citation_fields(
    numbers: Iterable[int], citations: Sequence[Citation], room: int
) -> tuple[Field, ...]:
    """Write citations: whole if they fit, else without phrases, else as many as fit."""
    cited = [(number, citations[number - 1]) for number in numbers]
    for write in (_whole, _brief):
        fields = tuple(_fields([(each.title, write(number, each)) for number, each in cited]))
        if len(fields) <= FIELDS and sum(field.size for field in fields) <= room:
            return fields
    return _as_many_as_fit(fields, len(cited), room)


def citation_size(numbers: Iterable[int], citations: Sequence[Citation]) -> int:
    """Count what whole citations take."""
    fields = list(_fields([(citations[n - 1].title, _whole(n, citations[n - 1])) for n in numbers]))
    return sum(field.size for field in fields) + (FIELD_VALUE * FIELDS) * (len(fields) > FIELDS)


def _fields(lines: Sequence[tuple[str, str]]) -> Iterator[Field]:
    """Gather the lines of each source; what overflows a field goes on in another."""
    for title in dict.fromkeys(title for title, _ in lines):
        name = _name(title)
        value = ""
        for line in (line for of, line in lines if of == title):
            if value and size(value) + 1 + size(line) > FIELD_VALUE:
                yield Field(name, value)
                name, value = CONTINUED, ""
            value = f"{value}\n{line}".strip("\n")
        yield Field(name, value)


@lru_cache(maxsize=REMEMBERED)
def _name(title: str) -> str:
    """Shorten before escaping, which at most doubles: a backslash is never left alone."""
    shown = escape(title)
    return shown if size(shown) <= FIELD_NAME else escape(shorten(title, FIELD_NAME // 2))


@lru_cache(maxsize=REMEMBERED)
def _whole(number: int, citation: Citation) -> str:
    """Write [1] paragraph 10 (section): "phrase", "phrase"; whole phrases that fit."""
    section = f" ({escape(shorten(citation.section, SECTION))})" if citation.section else ""
    line = f"{_brief(number, citation)}{section}:"
    for phrase in citation.phrases:
        shown = f' "{escape(shorten(phrase, PHRASE))}",'
        if size(line) + size(shown) > FIELD_VALUE:
            break
        line += shown
    return line.rstrip(",:")


def _brief(number: int, citation: Citation) -> str:
    return f"\\[{number}\\] paragraph {citation.paragraph}"


def _as_many_as_fit(fields: Sequence[Field], cited: int, room: int) -> tuple[Field, ...]:
    """Keep the first fields, and tell how many citations had no room."""
    kept: list[Field] = []
    for field in fields[:FIELDS]:
        if sum(each.size for each in kept) + field.size + MORE > room:
            break
        kept.append(field)
    if not kept:
        return ()
    left = cited - sum(each.value.count("\n") + 1 for each in kept)
    *whole, last = kept
    value = shorten(last.value, FIELD_VALUE - MORE) + f"\n{and_more(left)}"
    return (*whole, Field(last.name, value))
