"""What one version holds that another does not, read from the files themselves.

No model is asked, so that versions whose form is no longer understood compare as well.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import tomli

from knowledge.errors import KnowledgeError
from knowledge.evaluation import parse_questions
from knowledge.reading import QUESTIONS

Files = Mapping[str, bytes]
Items = Mapping[str, Mapping[str, object]]
"""By kind ("facts"), by id: what an item holds."""


@dataclass(frozen=True, slots=True)
class Change:
    """What became of the items of one kind, by id."""

    kind: str
    added: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()


def changes(old: Files, new: Files) -> tuple[Change, ...]:
    """Compare the items of two versions, kind by kind; none where nothing differs."""
    before, after = items_of(old), items_of(new)
    kinds = dict.fromkeys([*before, *after])
    told = (_change(kind, before.get(kind, {}), after.get(kind, {})) for kind in kinds)
    return tuple(each for each in told if each.added or each.changed or each.removed)


def items_of(files: Files) -> Items:
    """Gather the items of all files; a file that cannot be parsed counts as one item."""
    items: dict[str, dict[str, object]] = {}
    for name in sorted(files):
        for kind, key, held in _items(name, files[name]):
            items.setdefault(kind, {})[key] = held
    return items


def _items(name: str, content: bytes) -> Iterable[tuple[str, str, object]]:
    try:
        if name == QUESTIONS:
            return [("suite", each.id, each) for each in parse_questions(name, content)]
        parsed = tomli.loads(content.decode("utf-8-sig"))
    except (tomli.TOMLDecodeError, UnicodeDecodeError, RecursionError, KnowledgeError):
        return [("files", name, content)]
    if "id" in parsed:
        return [("sources", str(parsed["id"]), parsed)]
    return [
        (kind, _key(row), row)
        for kind, rows in parsed.items()
        if isinstance(rows, list)
        for row in rows
    ]


def _key(row: Any) -> str:
    """Name an item by its id, or by the terms that are all that it has."""
    match row:
        case {"id": str(key)}:
            return key
        case {"terms": [*terms]}:
            return " / ".join(map(str, terms))
        case _:
            return json.dumps(row, sort_keys=True, default=str)


def _change(kind: str, old: Mapping[str, object], new: Mapping[str, object]) -> Change:
    return Change(
        kind=kind,
        added=tuple(key for key in new if key not in old),
        changed=tuple(key for key in new if key in old and new[key] != old[key]),
        removed=tuple(key for key in old if key not in new),
    )
