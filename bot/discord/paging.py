"""A reply in pages: what is too long is parted between sentences, never cut off."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bot.discord.citing import citation_size
from bot.discord.escaping import escape
from bot.discord.limits import AUTHOR, EMBED, fitting, size
from bot.reply import Kind, Reply, lay_out
from bot.reply.wording import NOTE
from knowledge.corpus import Citation

CHUNK = 1_500
"""Longest piece of one statement: half a page, so that pages fill well."""

PAGE = 3_000
"""Longest text of a page: two screens of a phone, and half of what an embed holds."""

FOOTER = 200
"""Kept free for the footer."""

TOTAL = EMBED - AUTHOR - FOOTER

_SENTENCE = re.compile(r"(?<=[.!?])\s+")
_MARKS = re.compile(r"\s*((?:\[\d+\])+)([.!?]*)$")
_MARK = re.compile(r"\[(\d+)\]")


@dataclass(frozen=True, slots=True)
class Chunk:
    """A line as Discord shows it, and the numbers of the citations behind it."""

    kind: Kind
    shown: str
    numbers: tuple[int, ...] = ()
    is_first: bool = False
    """Whether a part of the reply begins here."""


@dataclass(frozen=True, slots=True)
class Page:
    """Lines that fit into one embed together with their citations."""

    chunks: tuple[Chunk, ...] = ()

    @property
    def text(self) -> str:
        """The lines, parts set apart."""
        lines = (f"\n{each.shown}" if each.is_first else each.shown for each in self.chunks)
        return "\n".join(lines).strip("\n")

    @property
    def numbers(self) -> tuple[int, ...]:
        """The citations that the lines rest on, in order."""
        return tuple(sorted({number for each in self.chunks for number in each.numbers}))


def pages_of(reply: Reply) -> tuple[Page, ...]:
    """Part a reply into pages, at least one."""
    pages = [Page()]
    for block in _blocks(list(_chunks(reply))):
        grown = Page((*pages[-1].chunks, *block))
        if pages[-1].chunks and not _fits(grown, reply.citations):
            pages.append(Page(block))
        else:
            pages[-1] = grown
    return tuple(pages)


def _fits(page: Page, citations: Sequence[Citation]) -> bool:
    text = size(page.text)
    return text <= PAGE and text + citation_size(page.numbers, citations) <= TOTAL


def _blocks(chunks: Sequence[Chunk]) -> Iterator[tuple[Chunk, ...]]:
    """Keep a heading with its first line, and a note with what it is about."""
    block: list[Chunk] = []
    for chunk in chunks:
        follows = chunk.kind is Kind.NOTE or (block and block[-1].kind is Kind.HEADING)
        if block and (not follows or size(Page((*block, chunk)).text) > PAGE):
            yield tuple(block)
            block = []
        block.append(chunk)
    if block:
        yield tuple(block)


def _chunks(reply: Reply) -> Iterator[Chunk]:
    known = range(1, len(reply.citations) + 1)
    for part in lay_out(reply):
        is_first = True
        for line in part:
            for piece in _pieces(line.text):
                found = (int(number) for number in _MARK.findall(_marks(piece)))
                numbers = tuple(number for number in found if number in known)
                yield Chunk(line.kind, _shape(line.kind, escape(piece)), numbers, is_first)
                is_first = False


def _shape(kind: Kind, shown: str) -> str:
    match kind:
        case Kind.HEADING:
            return f"**{shown}**"
        case Kind.STATEMENT:
            return shown
        case Kind.ITEM:
            return f"- {shown}"
        case Kind.NOTE:
            return f"-# {NOTE}: {shown}"


def _marks(text: str) -> str:
    found = _MARKS.search(text)
    return found[1] if found else ""


def _pieces(text: str) -> Iterator[str]:
    """Part a long line between sentences; each piece keeps the marks of its citations."""
    if size(escape(text)) <= CHUNK:
        yield text
        return
    found = _MARKS.search(text)
    body, marks, stop = (
        (text[: found.start()], f" {found[1]}", found[2]) if found else (text, "", "")
    )
    *pieces, last = _packed(body, CHUNK - size(escape(marks)) - len(stop))
    yield from (f"{piece}{marks}" for piece in pieces)
    yield f"{last}{marks}{stop}"


def _packed(text: str, limit: int) -> list[str]:
    """Fill pieces with whole sentences, or with words where a sentence is too long."""
    packed: list[list[str]] = [[]]
    room = limit
    for sentence in _SENTENCE.split(text):
        for part in _broken(sentence, limit):
            taken = size(escape(part)) + 1
            if packed[-1] and taken > room:
                packed.append([])
                room = limit
            packed[-1].append(part)
            room -= taken
    return [" ".join(piece) for piece in packed]


def _broken(sentence: str, limit: int) -> Iterator[str]:
    """Break what no piece can hold: between words, and a word that is too long anywhere."""
    if size(escape(sentence)) <= limit:
        yield sentence
        return
    for word in sentence.split():
        # Escaping at most doubles a character, so half of the limit always fits.
        start = 0
        while start < len(word):
            piece = word[start : start + limit // 2]
            end = fitting(piece, limit // 2)
            yield piece[:end]
            start += end
