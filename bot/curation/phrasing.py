"""A phrasing added to an entry of faq.toml: its text stays as its author laid it out."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import tomli

from bot.curation.examining import Unfit

FAQ = "faq.toml"

_HEADER = re.compile(r"^[ \t]*\[\[[ \t]*entries[ \t]*\]\]", re.MULTILINE)
_PHRASINGS = re.compile(r"^[ \t]*phrasings[ \t]*=[ \t]*(?=\[)", re.MULTILINE)
_ID_LINE = re.compile(r"^[ \t]*id[ \t]*=.*$", re.MULTILINE)
_TOKEN = re.compile(
    r'"""(?:[^\\]|\\.)*?"""'
    r"|'''.*?'''"
    r'|"(?:[^"\\\n]|\\.)*"'
    r"|'[^'\n]*'"
    r"|#[^\n]*"
    r"|[\[\]]",
    re.DOTALL,
)


@dataclass(frozen=True, slots=True)
class Array:
    """Where an array stands in a text, from its bracket to behind the other one."""

    start: int
    end: int
    last: int
    """Behind its last value; equal to behind the bracket where it is empty."""


def with_phrasing(files: Mapping[str, bytes], entry: str, wording: str) -> dict[str, bytes] | Unfit:
    """Add a wording to an entry; what cannot be edited with certainty is left alone."""
    mark, text = _without_mark(files.get(FAQ, b"").decode("utf-8", errors="replace"))
    phrasing = " ".join(wording.split())
    edited = _edited(text, entry, json.dumps(phrasing, ensure_ascii=False))
    if edited is None or not _is_only(text, edited, entry, phrasing):
        return Unfit((f'{FAQ}: "{entry}" cannot be edited here; add the phrasing by hand',))
    return {**files, FAQ: f"{mark}{edited}".encode()}


def _without_mark(text: str) -> tuple[str, str]:
    """Part a byte order mark, which some editors put first, from the text."""
    plain = text.removeprefix("\ufeff")
    return text[: len(text) - len(plain)], plain


def _edited(text: str, entry: str, literal: str) -> str | None:
    """Insert the literal as the last phrasing of an entry; None where it is not found."""
    start, end = _block(text, entry)
    if not end:
        return None
    block = text[start:end]
    found = _PHRASINGS.search(block)
    array = _array(block, found.end()) if found else None
    if array:
        return text[:start] + _appended(block, array, literal) + text[end:]
    line = _ID_LINE.search(block)
    if found or not line:
        return None
    at = start + line.end()
    newline = "\r\n" if text[at - 1] == "\r" else "\n"
    at -= len(newline) - 1
    return f"{text[:at]}{newline}phrasings = [{literal}]{text[at:]}"


def _block(text: str, entry: str) -> tuple[int, int]:
    """Find the lines of an entry; an end of 0 where there is none."""
    own = re.search(rf"""^[ \t]*id[ \t]*=[ \t]*["']{re.escape(entry)}["']""", text, re.MULTILINE)
    if not own:
        return 0, 0
    starts = [each.start() for each in _HEADER.finditer(text)]
    before = [start for start in starts if start <= own.start()]
    after = [start for start in starts if start > own.start()]
    return (before[-1], (after or [len(text)])[0]) if before else (0, 0)


def _array(block: str, start: int) -> Array | None:
    """Measure the array that begins here: brackets in strings and comments do not count."""
    depth, last = 0, start + 1
    for token in _TOKEN.finditer(block, start):
        match token[0]:
            case "[":
                depth += 1
            case "]":
                depth -= 1
                if not depth:
                    return Array(start, token.end(), last)
            case comment if comment.startswith("#"):
                pass
            case _:
                last = token.end()
    return None


def _appended(block: str, array: Array, literal: str) -> str:
    """Append a value in the array's own layout: on its line, or on a line of its own."""
    head, rest = block[: array.last], block[array.last : array.end - 1]
    is_empty = array.last == array.start + 1
    if "\n" not in block[array.start : array.end]:
        comma = "" if is_empty else ", "
        return f"{head}{comma}{literal}{block[array.end - 1 :]}"
    newline = "\r\n" if "\r\n" in block else "\n"
    if not is_empty and not rest.lstrip().startswith(","):
        head += ","
    kept = rest.rstrip(" \t")
    return f"{head}{kept}  {literal},{newline}{block[array.end - 1 :]}"


def _is_only(text: str, edited: str, entry: str, phrasing: str) -> bool:
    """Tell whether an edit added this phrasing and did nothing else."""
    try:
        before: dict[str, Any] = tomli.loads(text)
        after = tomli.loads(edited)
    except tomli.TOMLDecodeError:
        return False
    for row in before.get("entries", ()):
        if row.get("id") == entry:
            row["phrasings"] = [*row.get("phrasings", ()), phrasing]
    return before == after
