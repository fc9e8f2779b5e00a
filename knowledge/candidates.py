"""What can be told: FAQ entries, facts and profiles, each as one kind of candidate."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from knowledge.corpus import Corpus
from knowledge.entities import Body
from knowledge.model import Cite, Fact, Person
from knowledge.text import words_of

PROFILE_WORDINGS = (
    "who is {name}",
    "what is {name}",
    "tell me about {name}",
    "{name}",
    "{name} {role}",
    "who is {name} and what does {name} do",
    "what role or job does {name} have",
)
"""How anyone asks what somebody or something is."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """One thing that can be told, and all that is known of how it is asked for."""

    id: str
    question: str
    """The question that it answers, as shown to people; empty for a bare fact."""
    wordings: tuple[str, ...]
    body: str
    """What is told, with the statements that it rests on."""
    context: str
    """What those it is about are, for who does not name them: "the German maker"."""
    text: str
    names: frozenset[str]
    """Ids that it may answer for: whom it is about, by whom it is said, members too."""
    subjects: frozenset[str]
    """Ids that it is chiefly about."""
    cites: tuple[Cite, ...]
    facts: tuple[Fact, ...]
    is_entry: bool
    is_open: bool = False
    """Whether it says that the sources leave the question open."""


def gather_candidates(corpus: Corpus) -> list[Candidate]:
    """List all candidates in a fixed order: entries, facts, profiles, each by id."""
    return [
        *(_of_entry(corpus, entry_id) for entry_id in sorted(corpus.entries)),
        *(_of_fact(corpus, corpus.facts[fact_id]) for fact_id in sorted(corpus.facts)),
        *(
            _of_open(corpus, corpus.facts[fact_id])
            for fact_id in sorted(corpus.facts)
            if corpus.facts[fact_id].open
        ),
        *_profiles(corpus),
    ]


def _of_entry(corpus: Corpus, entry_id: str) -> Candidate:
    entry = corpus.entries[entry_id]
    facts = tuple(corpus.facts[each] for each in entry.facts)
    statements = " ".join(fact.statement for fact in facts)
    # What is left open is so for each whom a wording names; an answer is about those it names.
    open_wordings = entry.phrasings if entry.open else ()
    subjects = _named_in(corpus, [entry.question, entry.answer])
    return Candidate(
        id=entry.id,
        question=entry.question,
        wordings=(entry.question, *entry.phrasings),
        body=f"{entry.answer} {statements} {entry.topic}",
        context=_described(corpus, subjects),
        text=entry.answer,
        names=_names(corpus, open_wordings, facts) | subjects,
        subjects=subjects,
        cites=tuple(cite for fact in facts for cite in fact.cites),
        facts=facts,
        is_entry=True,
        is_open=entry.open,
    )


def _of_fact(corpus: Corpus, fact: Fact) -> Candidate:
    about = " ".join(corpus.name(each) for each in fact.about)
    speaker = corpus.name(fact.speaker) if fact.speaker else ""
    figure = f"{fact.value or ''} {fact.unit or ''} {fact.as_of or ''}".strip()
    wordings = (
        fact.statement,
        f"{fact.aspect} {about} {speaker}",
        f"{fact.aspect} {figure}",
    )
    return Candidate(
        id=fact.id,
        question="",
        wordings=wordings,
        body=f"{fact.statement} {fact.aspect} {figure}",
        context=_described(corpus, _named_in(corpus, [fact.statement])),
        text=fact.statement,
        names=_names(corpus, [fact.statement], [fact]),
        subjects=_named_in(corpus, [fact.statement]),
        cites=fact.cites,
        facts=(fact,),
        is_entry=False,
    )


def _of_open(corpus: Corpus, fact: Fact) -> Candidate:
    """Make what a fact leaves open a candidate, for who asks just that."""
    about = " ".join(corpus.name(each) for each in fact.about)
    note = fact.open or ""
    return Candidate(
        id=f"{fact.id}-open",
        question="",
        wordings=(note, f"{about} {note}"),
        body=note,
        context=_described(corpus, _named_in(corpus, [fact.statement])),
        text=note,
        names=_names(corpus, [fact.statement, note], [fact]),
        subjects=_named_in(corpus, [fact.statement]),
        cites=fact.cites,
        facts=(fact,),
        is_entry=False,
        is_open=True,
    )


def _profiles(corpus: Corpus) -> Iterator[Candidate]:
    bodies: dict[str, Body] = {**corpus.companies, **corpus.people}
    for each in sorted(bodies):
        named = bodies[each]
        role = _role(corpus, named)
        aliases = " ".join(named.aliases)
        wordings = tuple(wording.format(name=named.name, role=role) for wording in PROFILE_WORDINGS)
        facts = tuple(
            fact
            for fact in corpus.facts.values()
            if each in fact.about and fact.cites == named.cites
        )
        yield Candidate(
            id=each,
            question=f"{'Who' if isinstance(named, Person) else 'What'} is {named.name}?",
            wordings=wordings,
            body=f"{named.summary} {role} {aliases}",
            context=_described(corpus, [each]),
            text=named.summary,
            names=_names(corpus, [named.name, named.summary], facts),
            subjects=frozenset({each}),
            cites=named.cites,
            facts=facts,
            is_entry=False,
        )


def _role(corpus: Corpus, named: Body) -> str:
    if isinstance(named, Person):
        organisation = corpus.name(named.organisation) if named.organisation else ""
        return f"{named.role} {organisation}".strip()
    return named.kind


def _described(corpus: Corpus, ids: Iterable[str]) -> str:
    """Say what these are: role and employer, kind and country, as their profiles do."""
    people = [corpus.people[each] for each in sorted(ids) if each in corpus.people]
    employers = {person.organisation for person in people if person.organisation}
    bodies = [
        corpus.companies[each] for each in sorted({*ids, *employers} & corpus.companies.keys())
    ]
    roles = [person.role for person in people]
    kinds = [body.kind for body in bodies]
    places = [place for body in bodies for place in corpus.places_in(body.summary)]
    return " ".join([*roles, *kinds, *places])


def _names(corpus: Corpus, texts: Iterable[str], facts: Sequence[Fact]) -> frozenset[str]:
    told = {each for fact in facts for each in (*fact.about, fact.speaker) if each}
    return corpus.names.expand(told | _named_in(corpus, texts))


def _named_in(corpus: Corpus, texts: Iterable[str]) -> frozenset[str]:
    return corpus.names.expand(
        each for text in texts for each in corpus.names.every(words_of(text))
    )
