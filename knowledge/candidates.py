"""What can be told: FAQ entries, facts and profiles, each as one kind of candidate."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from knowledge.corpus import Corpus
from knowledge.entities import Body
from knowledge.language import compiled
from knowledge.model import Cite, Entry, Fact, Person
from knowledge.text import clean, words

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

EMPLOYED_WORDINGS = ("who is the {role} of {organisation}", "name of {organisation} {role}")
"""How anyone asks who holds a post."""

LEADER_WORDINGS = (
    "who runs {organisation}",
    "who heads {organisation}",
    "who leads {organisation}",
    "who is in charge of {organisation}",
    "boss of {organisation}",
)
"""How anyone asks who is at the top."""


MOST_SHARED = 4_096
"""Texts and groups of names kept while candidates are gathered: many tell of the same."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """One thing that can be told, and all that is known of how it is asked for."""

    id: str
    question: str
    """The question that it answers, as shown to people; empty for a bare fact."""
    wordings: tuple[str, ...]
    told: tuple[str, ...]
    """What is told, the statements that it rests on, and what it is filed under."""
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

    @property
    def body(self) -> str:
        """All that is told as one text: put together when wanted, as it is long."""
        return " ".join(self.told)


def gather_candidates(corpus: Corpus) -> list[Candidate]:
    """List all candidates in a fixed order: entries, facts, profiles, each by id."""
    about = About(corpus)
    facts = [corpus.facts[fact_id] for fact_id in sorted(corpus.facts)]
    return [
        *(_of_entry(about, corpus.entries[entry_id]) for entry_id in sorted(corpus.entries)),
        *(_of_fact(about, fact) for fact in facts),
        *(_of_open(about, fact) for fact in facts if fact.open),
        *_profiles(about),
    ]


class About:
    """Tells whom texts are about; what many of them share is read and kept once."""

    def __init__(self, corpus: Corpus) -> None:
        self.corpus = corpus
        self.described = lru_cache(MOST_SHARED)(self._described)
        self._found = lru_cache(MOST_SHARED)(lambda text: corpus.names.every(words(clean(text))))
        self._same = lru_cache(MOST_SHARED)(lambda ids: ids)

    def names(self, texts: Iterable[str], facts: Sequence[Fact]) -> frozenset[str]:
        """Name those whom texts, or facts with their speakers, are about, members too."""
        told = {each for fact in facts for each in (*fact.about, fact.speaker) if each}
        return self.expanded(told.union(*map(self._found, texts)))

    def named_in(self, *texts: str) -> frozenset[str]:
        """Name those whom texts name, members too."""
        return self.expanded(frozenset().union(*map(self._found, texts)))

    def expanded(self, ids: Iterable[str]) -> frozenset[str]:
        """Add to groups their members."""
        same: frozenset[str] = self._same(self.corpus.names.expand(ids))
        return same

    def _described(self, ids: frozenset[str]) -> str:
        """Say what these are: role and employer, kind and country, as their profiles do."""
        corpus = self.corpus
        people = [corpus.people[each] for each in sorted(ids) if each in corpus.people]
        employers = {person.organisation for person in people if person.organisation}
        bodies = [
            corpus.companies[each] for each in sorted({*ids, *employers} & corpus.companies.keys())
        ]
        roles = [person.role for person in people]
        kinds = [body.kind for body in bodies]
        places = [place for body in bodies for place in corpus.places_in(body.summary)]
        return " ".join([*roles, *kinds, *places])


def _of_entry(about: About, entry: Entry) -> Candidate:
    facts = tuple(about.corpus.facts[each] for each in entry.facts)
    # What is left open is so for each whom a wording names, and tells nothing of its facts;
    # an answer is about those whom it and its facts name.
    open_wordings = entry.phrasings if entry.open else ()
    told = () if entry.open else facts
    subjects = about.named_in(entry.question, entry.answer)
    return Candidate(
        id=entry.id,
        question=entry.question,
        wordings=(entry.question, *entry.phrasings),
        told=(entry.answer, *(fact.statement for fact in told), entry.topic),
        context=about.described(subjects),
        text=entry.answer,
        names=about.names([entry.question, entry.answer, *open_wordings], told),
        subjects=subjects,
        cites=tuple(cite for fact in facts for cite in fact.cites),
        facts=facts,
        is_entry=True,
        is_open=entry.open,
    )


def _of_fact(about: About, fact: Fact) -> Candidate:
    corpus = about.corpus
    named = " ".join(corpus.name(each) for each in fact.about)
    speaker = corpus.name(fact.speaker) if fact.speaker else ""
    figure = f"{fact.value or ''} {fact.unit or ''} {fact.as_of or ''}".strip()
    wordings = (
        fact.statement,
        f"{fact.aspect} {named} {speaker}",
        f"{fact.aspect} {figure}",
    )
    return Candidate(
        id=fact.id,
        question="",
        wordings=wordings,
        told=(fact.statement, f"{fact.aspect} {figure}"),
        context=about.described(about.named_in(fact.statement)),
        text=fact.statement,
        names=about.names([fact.statement], [fact]),
        subjects=about.named_in(fact.statement),
        cites=fact.cites,
        facts=(fact,),
        is_entry=False,
    )


def _of_open(about: About, fact: Fact) -> Candidate:
    """Make what a fact leaves open a candidate, for who asks just that."""
    named = " ".join(about.corpus.name(each) for each in fact.about)
    note = fact.open or ""
    return Candidate(
        id=f"{fact.id}-open",
        question="",
        wordings=(note, f"{named} {note}"),
        told=(note,),
        context=about.described(about.named_in(fact.statement)),
        text=note,
        names=about.names([fact.statement, note], [fact]),
        subjects=about.named_in(fact.statement),
        cites=fact.cites,
        facts=(fact,),
        is_entry=False,
        is_open=True,
    )


def _profiles(about: About) -> Iterator[Candidate]:
    corpus = about.corpus
    bodies: dict[str, Body] = {**corpus.companies, **corpus.people}
    for each in sorted(bodies):
        named = bodies[each]
        role = _role(corpus, named)
        aliases = " ".join(named.aliases)
        wordings = tuple(wording.format(name=named.name, role=role) for wording in PROFILE_WORDINGS)
        wordings += _post_wordings(corpus, named)
        facts = tuple(
            fact
            for fact in corpus.facts.values()
            if each in fact.about and fact.cites == named.cites
        )
        yield Candidate(
            id=each,
            question=f"{'Who' if isinstance(named, Person) else 'What'} is {named.name}?",
            wordings=wordings,
            told=(named.summary, role, aliases),
            context=about.described(frozenset({each})),
            text=named.summary,
            names=about.names([named.name, named.summary], facts),
            subjects=frozenset({each}),
            cites=named.cites,
            facts=facts,
            is_entry=False,
        )


def _post_wordings(corpus: Corpus, named: Body) -> tuple[str, ...]:
    """Word the questions for who holds a post; those at the top are asked for by more."""
    if not isinstance(named, Person) or not named.organisation:
        return ()
    is_leader = compiled(corpus.lexicon.language)["leader"].match(named.role)
    wordings = (*EMPLOYED_WORDINGS, *LEADER_WORDINGS) if is_leader else EMPLOYED_WORDINGS
    organisation = corpus.name(named.organisation)
    return tuple(each.format(role=named.role, organisation=organisation) for each in wordings)


def _role(corpus: Corpus, named: Body) -> str:
    if isinstance(named, Person):
        organisation = corpus.name(named.organisation) if named.organisation else ""
        return f"{named.role} {organisation}".strip()
    return named.kind
