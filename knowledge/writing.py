"""A source -> the TOML file that holds it."""

import json
from collections.abc import Iterable, Iterator

from knowledge.model import Content, Source


def source_toml(source: Source) -> str:
    """Write a source as a file of `sources/`, in the form that reading expects."""
    return "\n".join(
        (
            *_pairs(source, ("id", "title", "credit")),
            *_tables("sections", source.sections, ("title", "first")),
            *_tables("paragraphs", source.paragraphs, ("number", "hashes")),
            "",
        )
    )


def _tables(name: str, rows: Iterable[Content], keys: Iterable[str]) -> Iterator[str]:
    for row in rows:
        yield from ("", f"[[{name}]]", *_pairs(row, keys))


def _pairs(item: Content, keys: Iterable[str]) -> Iterator[str]:
    for key in keys:
        value = getattr(item, key)
        if value is not None:
            yield f"{key} = {_literal(value)}"


def _literal(value: str | int) -> str:
    # JSON's strings and integers are TOML's too, but for DEL, which TOML escapes.
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
