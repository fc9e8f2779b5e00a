"""A reply in pages: what is too long is parted between sentences, never cut off."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bot.citing import citation_size
from bot.fitting import fitting, size
from bot.paper import Paper
from bot.reply import Kind, Reply, lay_out
from knowledge.corpus import Citation

_SENTENCE = re.compile(r"(?<=[.!?])\s+")
_MARKS = re.compile(r"\s*((?:\[\d+\])+)([.!?]*)$")
_MARK = re.compile(r"\[(\d+)\]")


@dataclass(frozen=True, slots=True)
class Chunk:
    """A line as the platform shows it, and the numbers of the citations behind it."""

    kind: Kind
    shown: str
    numbers: tuple[int, ...] = ()
    is_first: bool = False
    """Whether a part of the reply begins here."""


@dataclass(frozen=True, slots=True)
class Page:
    """Lines that fit into one message together with their citations."""

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


def pages_of(reply: Reply, paper: Paper) -> tuple[Page, ...]:
    """Part a reply into pages, at least one."""
    pages = [Page()]
    for block in _blocks(list(_chunks(reply, paper)), paper.page):
        grown = Page((*pages[-1].chunks, *block))
        if pages[-1].chunks and not _fits(grown, reply.citations, paper):
            pages.append(Page(block))
        else:
            pages[-1] = grown
    return tuple(pages)


def _fits(page: Page, citations: Sequence[Citation], paper: Paper) -> bool:
    text = size(page.text)
    if text > paper.page:
        return False
    return text + citation_size(paper, page.numbers, citations) <= paper.total


def _blocks(chunks: Sequence[Chunk], longest: int) -> Iterator[tuple[Chunk, ...]]:
    """Keep a heading with its first line, and a note with what it is about."""
    block: list[Chunk] = []
    for chunk in chunks:
        follows = chunk.kind is Kind.NOTE or (block and block[-1].kind is Kind.HEADING)
        if block and (not follows or size(Page((*block, chunk)).text) > longest):
            yield tuple(block)
            block = []
        block.append(chunk)
    if block:
        yield tuple(block)


def _chunks(reply: Reply, paper: Paper) -> Iterator[Chunk]:
    known = range(1, len(reply.citations) + 1)
    for part in lay_out(reply):
        is_first = True
        for line in part:
            for piece in _pieces(line.text, paper):
                found = (int(number) for number in _MARK.findall(_marks(piece)))
                numbers = tuple(number for number in found if number in known)
                shown = paper.shape(line.kind, paper.escape(piece))
                yield Chunk(line.kind, shown, numbers, is_first)
                is_first = False


def _marks(text: str) -> str:
    found = _MARKS.search(text)
    return found[1] if found else ""


def _pieces(text: str, paper: Paper) -> Iterator[str]:
    """Part a long line between sentences; each piece keeps the marks of its citations."""
    if size(paper.escape(text)) <= paper.chunk:
        yield text
        return
    found = _MARKS.search(text)
    body, marks, stop = (
        (text[: found.start()], f" {found[1]}", found[2]) if found else (text, "", "")
    )
    *pieces, last = _packed(body, paper.chunk - size(paper.escape(marks)) - len(stop), paper)
    yield from (f"{piece}{marks}" for piece in pieces)
    yield f"{last}{marks}{stop}"


def _packed(text: str, limit: int, paper: Paper) -> list[str]:
    """Fill pieces with whole sentences, or with words where a sentence is too long."""
    packed: list[list[str]] = [[]]
    room = limit
    for sentence in _SENTENCE.split(text):
        for part in _broken(sentence, limit, paper):
            taken = size(paper.escape(part)) + 1
            if packed[-1] and taken > room:
                packed.append([])
                room = limit
            packed[-1].append(part)
            room -= taken
    return [" ".join(piece) for piece in packed]


def _broken(sentence: str, limit: int, paper: Paper) -> Iterator[str]:
    """Break what no piece can hold: between words, and a word that is too long anywhere."""
    if size(paper.escape(sentence)) <= limit:
        yield sentence
        return
    most = limit // paper.swell
    for word in sentence.split():
        start = 0
        while start < len(word):
            piece = word[start : start + most + 1]  # a mark that follows is seen
            end = fitting(piece, most)
            yield piece[:end]
            start += end
