"""Proves facts, profiles and answers: phrases against paragraphs, texts against phrases."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from knowledge.entities import Names
from knowledge.evidence import Evidence
from knowledge.lexicon import Lexicon
from knowledge.model import Cite, Company, Fact, Person, Source
from knowledge.proof import MAX_PHRASE_WORDS, proof_words, stands_in
from knowledge.text import words_of

_MEND = "mend the text or cite the phrase that carries it"


@dataclass(frozen=True)
class Prover:
    """Names what is not proved, one line a problem, with what to do about it."""

    sources: Mapping[str, Source]
    names: Names
    evidence: Evidence

    def fact(self, fact: Fact) -> list[str]:
        """Prove a fact: its phrases, its statement, whom it names, its figure."""
        stated = f"{fact.statement} {fact.as_of or ''}".strip()
        return [*self._prove(stated, fact.cites, fact.about), *self._subjects(fact)]

    def company(self, company: Company) -> list[str]:
        """Prove a company's summary."""
        return list(self._prove(company.summary, company.cites, [company.id]))

    def person(self, person: Person) -> list[str]:
        """Prove a person's summary."""
        counted = [person.id, person.organisation or person.id]
        return list(self._prove(person.summary, person.cites, counted))

    def text(self, text: str, facts: Sequence[Fact]) -> list[str]:
        """Prove a text that tells several facts with their phrases."""
        cites = [cite for fact in facts for cite in fact.cites]
        counted = [each for fact in facts for each in fact.about]
        problems = self.evidence.problems_of_text(text, cites, counted)
        return [f"{problem}; {_MEND}" for problem in problems]

    def _prove(
        self, statement: str, cites: Sequence[Cite], counted: Iterable[str]
    ) -> Iterator[str]:
        unproved = [
            problem
            for cite in cites
            for each in cite.phrases
            if (problem := self._phrase(each, cite))
        ]
        yield from unproved
        # What phrases carry is worth a look only once they are phrases of the source.
        for problem in () if unproved else self.evidence.problems(statement, cites, counted):
            yield f"{problem}; {_MEND}"

    def _phrase(self, phrase: str, cite: Cite) -> str:
        """Say what is wrong with an evidence phrase, if anything."""
        if len(proof_words(phrase)) > MAX_PHRASE_WORDS:
            return f'"{phrase}" is over {MAX_PHRASE_WORDS} words; shorten it'
        if not stands_in(phrase, self._source(cite), cite.paragraph):
            place = f"does not stand in paragraph {cite.paragraph}"
            return f'"{phrase}" {place}; copy it word for word'
        return ""

    def _subjects(self, fact: Fact) -> Iterator[str]:
        """Whom a fact is about and its phrases name, its statement names; and its figure."""
        found = self.names.find(words_of(fact.statement))
        named = self.names.expand(mention.id for mention in found)
        phrases = (phrase for cite in fact.cites for phrase in cite.phrases)
        carried = {each for phrase in phrases for each in self.names.every(words_of(phrase))}
        wanted = self.names.expand({*fact.about, *([fact.speaker] if fact.speaker else [])})
        unnamed = (wanted & carried) - named - self.names.members.keys()
        # Who makes a claim is always named; a fact that names nobody is about a thing.
        for each in sorted(unnamed if named else unnamed & {fact.speaker}):
            yield f'the statement does not name "{each}"; name it there'
        told = [mention.id for mention in found]
        left_out = carried - named - self.names.members.keys()
        if left_out and len(set(told)) < len(told):
            yield (
                f'the statement tells one name twice and leaves out "{min(left_out)}"; '
                "tell each name that the phrases carry"
            )
        for figure in self.evidence.repeated_figures(fact.statement):
            yield f'the statement tells "{figure}" twice; tell it once'
        stated = self.evidence.figures(fact.statement)
        for figure in sorted(self.evidence.figures(fact.value or "") - stated):
            yield f'the statement does not hold its value "{figure}"; mend one of them'

    def _source(self, cite: Cite) -> Source:
        return self.sources[cite.source] if cite.source else next(iter(self.sources.values()))


def build_prover(
    sources: Iterable[Source],
    bodies: Iterable[Company | Person],
    lexicon: Lexicon,
    names: Names,
) -> Prover:
    """Make a prover that knows the names, employers and profiles of these bodies."""
    bodies = tuple(bodies)
    employers = {
        body.id: frozenset({body.organisation})
        for body in bodies
        if isinstance(body, Person) and body.organisation
    }
    profiles = {
        body.id: [phrase for cite in body.cites for phrase in cite.phrases] for body in bodies
    }
    evidence = Evidence(lexicon, names, employers, profiles)
    return Prover({source.id: source for source in sources}, names, evidence)
