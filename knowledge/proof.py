"""Evidence phrases are proved to stand in the paragraph that they cite.

A source file holds hashes in place of text: for every run of one to six words of a
paragraph, 32 bits of BLAKE2b keyed by source and paragraph. A phrase stands there if
its hash does; a made-up one passes once in about ten million (300 runs of 2**32).
"""

import re
import unicodedata
from collections.abc import Iterable
from hashlib import blake2b

from knowledge.model import Paragraph, Section, Source

MAX_PHRASE_WORDS = 6
"""Longest evidence phrase in words: enough for proof, too short to republish a text."""

HASH_BYTES = 4
_WIDTH = 2 * HASH_BYTES
_GAP = re.compile(r"[\s\u2014\u2013\u2026/]+|\.{3}|--+")
_EDGES = "\"'()[]{}.,;:!?*_"
_NUMBERED = re.compile(r"^\[(\d+)\]\s*(.+)$", re.DOTALL)
_QUOTES = str.maketrans("‘’ʼ“”", "'''\"\"")


def proof_words(text: str) -> list[str]:
    """Split into the words that proof compares: no case, edge marks or possessive."""
    text = unicodedata.normalize("NFKC", text).translate(_QUOTES).casefold()
    stripped = (word.strip(_EDGES).removesuffix("'s") for word in _GAP.split(text))
    return [word for word in stripped if word]


def hash_paragraph(source_id: str, number: int, text: str) -> Paragraph:
    """Hash every run of one to six words, sorted so that the order tells nothing."""
    found = proof_words(text)
    runs = {
        tuple(found[start : start + size])
        for size in range(1, MAX_PHRASE_WORDS + 1)
        for start in range(len(found) - size + 1)
    }
    return Paragraph(
        number=number,
        hashes="".join(sorted(_hash(source_id, number, run) for run in runs)),
    )


def stands_in(phrase: str, source: Source, number: int) -> bool:
    """Tell whether a phrase of one to six words stands in that paragraph."""
    run = proof_words(phrase)
    if not 1 <= len(run) <= MAX_PHRASE_WORDS:
        return False
    paragraph = next((p for p in source.paragraphs if p.number == number), None)
    wanted = _hash(source.id, number, run)
    return paragraph is not None and wanted in _hashes(paragraph)


def read_article(
    text: str, *, source_id: str, title: str | None = None, credit: str | None = None
) -> Source:
    """Make a source from an article: "TITLE:", "## Section" and paragraphs.

    Paragraphs are numbered as written, "[7] ...", or else from 1 by blank lines.
    Raises ValueError where there is no title or no paragraph.
    """
    sections: list[Section] = []
    paragraphs: list[Paragraph] = []
    for block in _blocks(text):
        if block.startswith("TITLE:"):
            title = title or block.removeprefix("TITLE:").strip()
        elif block.startswith("#"):
            heading = block.lstrip("#").strip()
            sections.append(Section(title=heading, first=len(paragraphs) + 1))
        else:
            numbered = _NUMBERED.match(block)
            number = int(numbered[1]) if numbered else len(paragraphs) + 1
            body = numbered[2] if numbered else block
            paragraphs.append(hash_paragraph(source_id, number, body))
    if not title or not paragraphs:
        missing = "paragraph" if title else 'title: add a "TITLE: ..." line or --title'
        problem = f"no {missing}"
        raise ValueError(problem)
    return Source(
        id=source_id,
        title=title,
        credit=credit,
        sections=tuple(sections),
        paragraphs=tuple(paragraphs),
    )


def _blocks(text: str) -> Iterable[str]:
    """Cut at blank lines, headings and "[n]" so that both layouts read the same."""
    text = re.sub(r"^(?=\[\d+\]\s|#|TITLE:)|(?<=\n)(?=\n)", "\x00", text, flags=re.MULTILINE)
    for block in re.split(r"\x00|\n\s*\n", text):
        # A heading is one line; what follows it directly is a paragraph of its own.
        head, _, rest = block.strip().partition("\n")
        parts = (head, rest) if head.startswith(("#", "TITLE:")) else (block,)
        yield from (part.strip() for part in parts if part.strip())


def _hashes(paragraph: Paragraph) -> set[str]:
    text = paragraph.hashes
    return {text[at : at + _WIDTH] for at in range(0, len(text), _WIDTH)}


def _hash(source_id: str, number: int, run: Iterable[str]) -> str:
    key = f"{source_id}:{number}".encode()[:64]
    return blake2b(" ".join(run).encode(), digest_size=HASH_BYTES, key=key).hexdigest()
