"""Checks across content files: ids, references, phrasings, and every proof."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from knowledge.entities import Body, Names
from knowledge.lexicon import Lexicon
from knowledge.model import (
    Cite,
    Company,
    Entry,
    Fact,
    Group,
    Lookalikes,
    Person,
    Source,
)
from knowledge.prover import Prover, build_prover
from knowledge.reading import Tables
from knowledge.text import words_of


def crosscheck(tables: Tables, lexicon: Lexicon, names: Names) -> list[str]:
    """Give one line for each problem that shows only between items.

    What refers to nothing, or to an item at fault, is named once and proved no further.
    """
    check = _Crosscheck(tables, lexicon, names)
    duplicates = list(check.duplicate_ids())
    if duplicates:  # Which of two is meant cannot be told, so nothing else can.
        return duplicates
    return [
        *check.references(),
        *check.cycles(),
        *check.phrasings(),
        *check.proofs(),
    ]


@dataclass(frozen=True)
class _Crosscheck:
    tables: Tables
    lexicon: Lexicon
    names: Names

    def duplicate_ids(self) -> Iterator[str]:
        seen: dict[str, str] = {}
        for place, item_id in self._ids():
            if item_id in seen:
                yield f"{place}: the id is taken by {seen[item_id]}; choose another"
            seen.setdefault(item_id, place)

    def _ids(self) -> Iterator[tuple[str, str]]:
        yield from ((place, each.id) for place, each in self.tables.placed(Fact))
        yield from ((place, each.id) for place, each in self.tables.placed(Entry))
        yield from ((place, each.id) for place, each in self.tables.placed(Company))
        yield from ((place, each.id) for place, each in self.tables.placed(Person))
        yield from ((place, each.id) for place, each in self.tables.placed(Group))
        yield from ((place, each.id) for place, each in self.tables.placed(Source))

    def references(self) -> Iterator[str]:
        broken = self.tables.broken
        companies = {company.id for company in self.tables.all(Company)}
        bodies = companies | {person.id for person in self.tables.all(Person)} | broken
        groups = {group.id for group in self.tables.all(Group)}
        for place, fact in self.tables.placed(Fact):
            yield from _unknown(place, "about", fact.about, bodies | groups)
            yield from _unknown(place, "speaker", [fact.speaker] if fact.speaker else [], bodies)
            yield from self._cites(place, fact.cites)
        entries = {each.id for each in self.tables.all(Entry)} | broken
        for place, entry in self.tables.placed(Entry):
            yield from _unknown(place, "facts", entry.facts, self._facts.keys() | broken)
            yield from _unknown(place, "related", entry.related, entries)
        for place, company in self.tables.placed(Company):
            yield from _unknown(place, "related", company.related, bodies)
            yield from self._cites(place, company.cites)
        for place, person in self.tables.placed(Person):
            organisation = [person.organisation] if person.organisation else []
            yield from _unknown(place, "organisation", organisation, bodies)
            yield from _unknown(place, "related", person.related, bodies)
            yield from self._cites(place, person.cites)
        for place, group in self.tables.placed(Group):
            yield from _unknown(place, "members", group.members, bodies)
        for place, lookalikes in self.tables.placed(Lookalikes):
            yield from _unknown(place, "facts", lookalikes.facts, self._facts.keys() | broken)

    def cycles(self) -> Iterator[str]:
        """Related questions show at both ends, so a loop of links is one written twice."""
        placed = {entry.id: place for place, entry in self.tables.placed(Entry)}
        looped = _on_cycle({entry.id: entry.related for entry in self.tables.all(Entry)})
        if looped:
            yield (
                f"{placed[looped[0]]}: related: the links {' -> '.join([*looped, looped[0]])} "
                "run in a circle; write each link once, from one end"
            )

    def phrasings(self) -> Iterator[str]:
        seen: dict[str, str] = {}
        for place, entry in self.tables.placed(Entry):
            for phrasing in (entry.question, *entry.phrasings):
                folded = " ".join(words_of(phrasing)).casefold()
                if not folded:
                    yield f'{place}: the phrasing "{phrasing}" holds no word; remove it'
                elif folded in seen:
                    yield f'{place}: the phrasing "{phrasing}" stands in {seen[folded]} too'
                seen.setdefault(folded, place)

    def proofs(self) -> Iterator[str]:
        """Every statement, summary, answer and note against its evidence."""
        yield from self._profiles(self._prover)
        yield from self._answers(self._prover)

    def _profiles(self, prover: Prover) -> Iterator[str]:
        for place, fact in self.tables.placed(Fact):
            if self._is_placed(fact.cites):
                yield from _placed(place, prover.fact(fact))
        for place, company in self.tables.placed(Company):
            if self._is_placed(company.cites):
                yield from _placed(place, prover.company(company))
        for place, person in self.tables.placed(Person):
            if self._is_placed(person.cites):
                yield from _placed(place, prover.person(person))

    def _answers(self, prover: Prover) -> Iterator[str]:
        for place, entry in self.tables.placed(Entry):
            if entry.facts and self._facts.keys() >= set(entry.facts):
                facts = [self._facts[each] for each in entry.facts]
                yield from _placed(place, prover.text(entry.answer, facts))
        for place, lookalikes in self.tables.placed(Lookalikes):
            if self._facts.keys() >= set(lookalikes.facts):
                facts = [self._facts[each] for each in lookalikes.facts]
                yield from _placed(place, prover.text(lookalikes.note, facts))

    def _is_placed(self, cites: Sequence[Cite]) -> bool:
        """Whether all cites lead to a paragraph."""
        return not any(self._cites("", cites))

    def _cites(self, place: str, cites: Iterable[Cite]) -> Iterator[str]:
        for cite in cites:
            if cite.source and cite.source not in self._sources:
                yield f'{place}: cites: unknown source "{cite.source}"'
            elif not cite.source and len(self._sources) > 1:
                yield f"{place}: cites: name the source, as there are {len(self._sources)}"
            elif self._paragraph_is_missing(cite):
                yield f"{place}: cites: no paragraph {cite.paragraph} in its source"

    def _paragraph_is_missing(self, cite: Cite) -> bool:
        return all(each.number != cite.paragraph for each in self._source(cite).paragraphs)

    def _source(self, cite: Cite) -> Source:
        return self._sources[cite.source] if cite.source else next(iter(self._sources.values()))

    @cached_property
    def _sources(self) -> Mapping[str, Source]:
        return {source.id: source for source in self.tables.all(Source)}

    @cached_property
    def _facts(self) -> Mapping[str, Fact]:
        return {fact.id: fact for fact in self.tables.all(Fact)}

    @cached_property
    def _prover(self) -> Prover:
        bodies: list[Body] = [*self.tables.all(Company), *self.tables.all(Person)]
        return build_prover(self.tables.all(Source), bodies, self.lexicon, self.names)


def _placed(place: str, problems: Iterable[str]) -> Iterator[str]:
    return (f"{place}: {problem}" for problem in problems)


def _unknown(place: str, key: str, ids: Iterable[str], known: Iterable[str]) -> Iterator[str]:
    for each in ids:
        if each not in known:
            yield f'{place}: {key}: nothing has the id "{each}"; mend it or add the item'


def _on_cycle(links: Mapping[str, Sequence[str]]) -> list[str]:
    """Give the first cycle found among links, as the ids on it, or nothing."""
    state: dict[str, int] = defaultdict(int)
    for start in links:
        path: list[str] = []
        stack = [(start, iter(links[start]))] if not state[start] else []
        while stack:
            node, following = stack[-1]
            if not state[node]:
                state[node] = 1
                path.append(node)
            nxt = next((n for n in following if state[n] < 2), None)
            if nxt is None:
                state[node] = 2
                path.pop()
                stack.pop()
            elif state[nxt] == 1:
                return path[path.index(nxt) :]
            else:
                stack.append((nxt, iter(links.get(nxt, ()))))
    return []
