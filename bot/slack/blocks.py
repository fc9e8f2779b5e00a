"""A page of a reply -> blocks that keep every limit, and the text that is read aloud; pure."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from slack_sdk.models.blocks import Block

from bot.citing import citation_fields
from bot.fitting import shorten, size, visible
from bot.paging import Page, pages_of
from bot.reply import Reply
from bot.reply.wording import knowledge_version
from bot.slack.buttons import Shown, buttons_of, keepable
from bot.slack.elements import context, section
from bot.slack.escaping import escape
from bot.slack.limits import TEXT, TOTAL
from bot.slack.paper import SECTIONS

ASKED = 150
"""Longest question shown above its answer; it is the asker's own."""

VERSION = 64
"""Longest knowledge version shown; it is a short hash."""


@dataclass(frozen=True, slots=True)
class Letter:
    """A reply ready to be sent."""

    text: str
    blocks: tuple[Block, ...] = ()


def letters_of(reply: Reply, shown: Shown) -> tuple[Letter, ...]:
    """Write a reply, one letter for each page."""
    pages = pages_of(reply, SECTIONS)
    return tuple(
        _letter(reply, page, replace(shown, page=number, pages=len(pages)))
        for number, page in enumerate(pages)
    )


def headed(letter: Letter, line: str) -> Letter:
    """Put a line of ours above a reply."""
    text = shorten(f"{line}\n\n{letter.text}", TEXT)
    return Letter(text, (context(line), *letter.blocks) if letter.blocks else ())


def bare_letters(reply: Reply, version: str) -> tuple[Letter, ...]:
    """Write a reply without buttons, one letter for each page."""
    pages = pages_of(reply, SECTIONS)
    return tuple(
        _framed(tuple(_told(reply, page)), _footer(version, number, len(pages)), ())
        for number, page in enumerate(pages, start=1)
    )


def with_rows(reply: Reply, version: str, rows: Sequence[Block]) -> Letter:
    """Write the first page of a reply, over rows of its own."""
    page = pages_of(reply, SECTIONS)[0]
    return _framed(tuple(_told(reply, page)), _footer(version, 1, 1), rows)


def _framed(told: Sequence[str], footer: str, rows: Sequence[Block]) -> Letter:
    return Letter(_text(told), (*map(section, told), context(footer), *rows))


def _letter(reply: Reply, page: Page, shown: Shown) -> Letter:
    asked = escape(shorten(visible(shown.asked), ASKED)) if shown.is_asked_shown else ""
    told = tuple(_told(reply, page))
    footer = _footer(shown.version, shown.page + 1, shown.pages)
    room = TOTAL - sum(map(size, (asked, *told, footer)))
    kept = replace(shown, asked=keepable(shown.asked, room))
    above = [context(asked)] if asked else []
    blocks = (*above, *map(section, told), context(footer), *buttons_of(reply, kept))
    return Letter(_text(told), blocks)


def _told(reply: Reply, page: Page) -> Iterator[str]:
    """Write what is said, then what it rests on, a source at a time."""
    if page.text:
        yield page.text
    room = SECTIONS.total - size(page.text)
    for field in citation_fields(SECTIONS, page.numbers, reply.citations, room):
        yield f"*{field.name}*\n{field.value}"


def _text(told: Sequence[str]) -> str:
    """Write what notifications show and screen readers read: the answer, not a greeting."""
    return shorten("\n\n".join(told), TEXT)


def _footer(version: str, number: int, pages: int) -> str:
    return escape(knowledge_version(shorten(visible(version), VERSION), number, pages))
