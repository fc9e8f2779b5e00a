"""TOML files -> one immutable, cross-checked Corpus, or every problem at once."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from hashlib import blake2b
from pathlib import Path
from typing import TypeVar

from knowledge.crosscheck import crosscheck
from knowledge.entities import Named, Names, gather_names
from knowledge.errors import CorpusError
from knowledge.language import english
from knowledge.lexicon import Lexicon, build_lexicon
from knowledge.model import (
    MAX_PHRASES,
    Cite,
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
from knowledge.reading import parse_tables, read_directory
from knowledge.text import words_of

PACKAGED = Path(__file__).parent / "data"

VERSION_BYTES = 6
"""Of the version hash: twelve hex digits, short enough for a footer."""


Item = TypeVar("Item", Source, Company, Person, Group, Fact, Entry)


@dataclass(frozen=True, slots=True)
class Citation:
    """A paragraph of a source (from 1) and the phrases that prove a statement there."""

    source: str
    title: str
    paragraph: int
    section: str
    phrases: tuple[str, ...]


@dataclass(frozen=True)
class Corpus:
    """All that we know, immutable and proved."""

    sources: Mapping[str, Source]
    companies: Mapping[str, Company]
    people: Mapping[str, Person]
    groups: Mapping[str, Group]
    facts: Mapping[str, Fact]
    entries: Mapping[str, Entry]
    lookalikes: tuple[Lookalikes, ...]
    lexicon: Lexicon
    names: Names
    version: str
    files: Mapping[str, bytes] = field(default_factory=dict, repr=False)

    def name(self, named_id: str) -> str:
        """Give the name that people know a company, person or group by."""
        return self._named[named_id].name

    def citations(self, cites: Iterable[Cite]) -> tuple[Citation, ...]:
        """Resolve cites, merging those of one paragraph, in order of appearance."""
        merged: dict[tuple[str, int], dict[str, None]] = {}
        for cite in cites:
            source = self.source_of(cite).id
            phrases = merged.setdefault((source, cite.paragraph), {})
            phrases.update(dict.fromkeys(cite.phrases))
        return tuple(
            Citation(
                source=source,
                title=self.sources[source].title,
                paragraph=paragraph,
                section=_section(self.sources[source], paragraph),
                phrases=_shown(phrases),
            )
            for (source, paragraph), phrases in merged.items()
        )

    def places_in(self, text: str) -> list[str]:
        """Give the countries, states and cities that a text names."""
        places = self.lexicon.language.places
        known = {*places["countries"], *places["us_states"], *places["cities"]}
        return [word for word in words_of(text) if word.casefold().removesuffix("'s") in known]

    def source_of(self, cite: Cite) -> Source:
        """Give the source that a cite names, or the only one."""
        return self.sources[cite.source] if cite.source else next(iter(self.sources.values()))

    @cached_property
    def _named(self) -> Mapping[str, Company | Person | Group]:
        return {**self.companies, **self.people, **self.groups}


def load_corpus(directory: Path = PACKAGED) -> Corpus:
    """Read a knowledge directory; raise CorpusError with every problem found."""
    return build_corpus(read_directory(directory))


def build_corpus(files: Mapping[str, bytes]) -> Corpus:
    """Validate, cross-check and prove content files; raise CorpusError otherwise."""
    tables = parse_tables(files)
    if not tables.is_whole:
        raise CorpusError(tables.problems)
    named: list[Named] = [
        *tables.all(Company),
        *tables.all(Person),
        *tables.all(Group),
    ]
    lexicon = build_lexicon(english(), tables.all(Synonyms), tables.all(Opposites))
    names = gather_names(named)
    problems = [*tables.problems, *crosscheck(tables, lexicon, names)]
    if problems:
        raise CorpusError(problems)
    return Corpus(
        sources=_by_id(tables.all(Source)),
        companies=_by_id(tables.all(Company)),
        people=_by_id(tables.all(Person)),
        groups=_by_id(tables.all(Group)),
        facts=_by_id(tables.all(Fact)),
        entries=_by_id(tables.all(Entry)),
        lookalikes=tuple(tables.all(Lookalikes)),
        lexicon=lexicon,
        names=names,
        version=version_of(files),
        files=files,
    )


def _shown(phrases: Iterable[str]) -> tuple[str, ...]:
    """Give the phrases shown, at most four: those with figures before others."""
    phrases = tuple(phrases)
    telling = sorted(phrases, key=lambda each: not any(c.isdigit() for c in each))
    chosen = telling[:MAX_PHRASES]
    return tuple(each for each in phrases if each in chosen)


def version_of(files: Mapping[str, bytes]) -> str:
    """Name a version by the hash of all its content files."""
    digest = blake2b(digest_size=VERSION_BYTES)
    for name in sorted(files):
        digest.update(f"{name}\0{len(files[name])}\0".encode())
        digest.update(files[name])
    return digest.hexdigest()


def _section(source: Source, paragraph: int) -> str:
    titles = [section.title for section in source.sections if section.first <= paragraph]
    return titles[-1] if titles else ""


def _by_id(rows: Sequence[Item]) -> dict[str, Item]:
    return {row.id: row for row in rows}
