"""A knowledge directory -> its files' bytes -> tables of content, noting every problem."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from stat import S_ISREG
from typing import Any, TypeVar

import tomli
from pydantic import BaseModel, ValidationError

from knowledge.errors import CorpusError
from knowledge.model import (
    Company,
    Entry,
    Fact,
    Group,
    Lookalikes,
    Opposites,
    Person,
    Source,
    Synonyms,
)

MAX_FILE_BYTES = 32 * 2**20
"""A larger file is refused unread; 100,000 entries take less than this."""

QUESTIONS = "questions.jsonl"
_SOURCES = "sources/"
_TABLES: Mapping[str, Mapping[str, type[BaseModel]]] = {
    "companies.toml": {"companies": Company, "groups": Group},
    "people.toml": {"people": Person},
    "facts.toml": {"facts": Fact, "lookalikes": Lookalikes},
    "faq.toml": {"entries": Entry},
    "lexicon.toml": {"synonyms": Synonyms, "opposites": Opposites},
}
_REQUIRED = ("facts.toml", "faq.toml")

T = TypeVar("T", bound=BaseModel)


@dataclass(slots=True)
class Tables:
    """The content of all files, each item with the place it was read from."""

    problems: list[str] = field(default_factory=list)
    broken: set[str] = field(default_factory=set)
    """Ids of items that are there but at fault: what refers to them is not dangling."""
    is_whole: bool = True
    """Whether every file could be parsed, so that what is missing really is."""
    _items: list[tuple[str, BaseModel]] = field(default_factory=list)

    def add(self, place: str, item: BaseModel) -> None:
        """Keep an item and where it stands."""
        self._items.append((place, item))

    def placed(self, model: type[T]) -> list[tuple[str, T]]:
        """Give the items of one model with their places, in the order of the files."""
        return [(place, item) for place, item in self._items if isinstance(item, model)]

    def all(self, model: type[T]) -> list[T]:
        """Give the items of one model, in the order of the files."""
        return [item for _, item in self.placed(model)]


def read_directory(directory: Path) -> dict[str, bytes]:
    """Read the content files of a directory once; raise CorpusError for what cannot be."""
    files, problems = {}, []
    for path in _listed(directory):
        name = path.relative_to(directory).as_posix()
        try:
            if not S_ISREG(path.stat().st_mode):
                problems.append(f"{name}: cannot be read (not a file); put a file there")
            elif path.stat().st_size > MAX_FILE_BYTES:
                limit = MAX_FILE_BYTES // 2**20
                problems.append(f"{name}: larger than {limit} MB; split the directory")
            else:
                files[name] = path.read_bytes()
        except OSError as error:
            problems.append(f"{name}: cannot be read ({error.strerror}); check its rights")
    if problems:
        raise CorpusError(problems)
    return files


def _listed(directory: Path) -> list[Path]:
    """List the content files that are there; raise CorpusError where they cannot be listed."""
    try:
        if not directory.is_dir():
            raise CorpusError([f"{directory}: no such directory; give one with --knowledge"])
        held = {each.name for each in directory.iterdir()}
        inner = directory / _SOURCES
        sources = (
            [each for each in inner.iterdir() if each.suffix == ".toml"] if inner.is_dir() else ()
        )
    except OSError as error:
        where = f"{error.filename}: cannot be read ({error.strerror}); check its rights"
        raise CorpusError([where]) from error
    tables = (directory / name for name in (*_TABLES, QUESTIONS) if name in held)
    return [*tables, *sorted(sources)]


def parse_tables(files: Mapping[str, bytes]) -> Tables:
    """Parse and validate every file; what is wrong is noted, not raised."""
    tables = Tables()
    for name in _REQUIRED:
        if name not in files:
            tables.problems.append(f"{name}: missing; a knowledge directory needs it")
            tables.is_whole = False
    if not any(name.startswith(_SOURCES) for name in files):
        tables.problems.append(
            f'{_SOURCES}: no source file; write one with "python -m bot source ARTICLE.txt"'
        )
        tables.is_whole = False
    for name in sorted(files):
        if name.startswith(_SOURCES):
            _parse_source(tables, name, files[name])
        elif name in _TABLES:
            _parse_tables(tables, name, files[name])
    return tables


def _parse_source(tables: Tables, name: str, data: bytes) -> None:
    parsed = _toml(tables, name, data)
    if parsed is not None:
        _validate(tables, name, Source, parsed)


def _parse_tables(tables: Tables, name: str, data: bytes) -> None:
    parsed = _toml(tables, name, data)
    models = _TABLES[name]
    for key, rows in (parsed or {}).items():
        if key not in models:
            known = ", ".join(models)
            tables.problems.append(f'{name}: unknown table "{key}"; known are {known}')
            tables.is_whole = False
        elif not isinstance(rows, list):
            tables.problems.append(f'{name}: "{key}" must be written as [[{key}]]')
            tables.is_whole = False
        else:
            lines = _lines_of(key, data.decode("utf-8-sig"))
            for row, line in zip(rows, lines, strict=False):
                place = _place(name, line, row)
                _validate(tables, place, models[key], row)


def _toml(tables: Tables, name: str, data: bytes) -> dict[str, Any] | None:
    try:
        return tomli.loads(data.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        tables.problems.append(f"{name}: line {line} is not UTF-8; save the file as UTF-8")
    except tomli.TOMLDecodeError as error:
        tables.problems.append(f"{name}: not valid TOML: {error}")
    except RecursionError:
        tables.problems.append(f"{name}: not valid TOML: nested too deeply")
    tables.is_whole = False
    return None


def _validate(tables: Tables, place: str, model: type[BaseModel], row: object) -> None:
    try:
        tables.add(place, model.model_validate(row))
    except ValidationError as error:
        tables.broken.update(_id_of(row))
        tables.is_whole &= bool(_id_of(row))
        faults = error.errors(include_url=False, include_input=False)
        for each in faults:
            # A list is "too short" where its only item is at fault: one line is enough.
            size = len(each["loc"])
            if any(len(o["loc"]) > size and o["loc"][:size] == each["loc"] for o in faults):
                continue
            where = ".".join(str(part) for part in each["loc"])
            tables.problems.append(f"{place}: {where}: {_advice(each['type'], each['msg'])}")


def _id_of(row: object) -> set[str]:
    known = row.get("id") if isinstance(row, dict) else None
    return {known} if isinstance(known, str) else set()


def _advice(kind: str, message: str) -> str:
    match kind:
        case "extra_forbidden":
            return "unknown key; remove it or mend its spelling"
        case "missing":
            return "missing; add it"
        case _:
            return message[:1].lower() + message[1:]


def _place(name: str, line: int, row: object) -> str:
    known = row.get("id") if isinstance(row, dict) else None
    return f'{name}:{line}: "{known}"' if known else f"{name}:{line}"


def _lines_of(key: str, text: str) -> Iterator[int]:
    """Give the line of each [[key]] header; inline arrays count as line 1."""
    header = re.compile(rf"^\s*\[\[\s*{re.escape(key)}\s*\]\]")
    for number, line in enumerate(text.split("\n"), start=1):
        if header.match(line):
            yield number
    while True:
        yield 1
