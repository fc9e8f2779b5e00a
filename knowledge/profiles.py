"""All that is held about one company or person, gathered from the facts."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import partial

from knowledge.corpus import Corpus
from knowledge.lookup import Unknown, find_id
from knowledge.model import Company, Fact, Person
from knowledge.outcome import Statement
from knowledge.statements import fact_statement, summary_statement


@dataclass(frozen=True, slots=True)
class Aspect:
    """What is reported of one side of a company or person."""

    name: str
    statements: tuple[Statement, ...]


@dataclass(frozen=True, slots=True)
class Profile:
    """A company or person: what is reported, what it says, what others say of it."""

    id: str
    name: str
    role: str
    """What kind of company it is, or the person's post and employer."""
    summary: Statement
    aspects: tuple[Aspect, ...]
    says: tuple[Statement, ...]
    said_of: tuple[Statement, ...]
    people: tuple[str, ...]
    related: tuple[str, ...]
    open: str


def company_profile(corpus: Corpus, name: str) -> Profile | Unknown:
    """Gather what is held under a name; a misspelt one is taken for a company's."""
    return _profile_of(corpus, find_id(corpus, name, corpus.companies))


def person_profile(corpus: Corpus, name: str) -> Profile | Unknown:
    """Gather what is held under a name; a misspelt one is taken for a person's."""
    return _profile_of(corpus, find_id(corpus, name, corpus.people))


def post(corpus: Corpus, person: Person) -> str:
    """Name a person's role, and the organisation where it is known."""
    if not person.organisation:
        return person.role
    return f"{person.role}, {corpus.name(person.organisation)}"


def facts_about(corpus: Corpus, named_id: str) -> list[Fact]:
    """Give the facts about a company or person, and those about its groups."""
    return [fact for fact in corpus.facts.values() if named_id in corpus.names.expand(fact.about)]


def by_aspect(facts: Iterable[Fact]) -> Mapping[str, list[Fact]]:
    """Group facts by aspect, in order of first appearance."""
    grouped: dict[str, list[Fact]] = {}
    for fact in facts:
        grouped.setdefault(fact.aspect, []).append(fact)
    return grouped


def _profile_of(corpus: Corpus, found: str | Unknown) -> Profile | Unknown:
    match found:
        case Unknown():
            return found
        case company if company in corpus.companies:
            body = corpus.companies[company]
            return _profile(corpus, body, role=body.kind)
        case _:
            person = corpus.people[found]
            return _profile(corpus, person, role=post(corpus, person))


def _profile(corpus: Corpus, body: Company | Person, *, role: str) -> Profile:
    tell = partial(fact_statement, corpus)
    about = facts_about(corpus, body.id)
    reported = by_aspect(fact for fact in about if not fact.speaker)
    said = [fact for fact in corpus.facts.values() if fact.speaker == body.id]
    others = [fact for fact in about if fact.speaker and fact.speaker != body.id]
    return Profile(
        id=body.id,
        name=body.name,
        role=role,
        summary=summary_statement(corpus, body),
        aspects=tuple(Aspect(name, tuple(map(tell, facts))) for name, facts in reported.items()),
        says=tuple(map(tell, said)),
        said_of=tuple(map(tell, others)),
        people=_people(corpus, body.id),
        related=tuple(corpus.name(each) for each in body.related),
        open=body.open or "",
    )


def _people(corpus: Corpus, company_id: str) -> tuple[str, ...]:
    return tuple(
        f"{person.name}, {person.role}"
        for person in corpus.people.values()
        if person.organisation == company_id
    )
