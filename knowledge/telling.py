"""A candidate that passed -> what is told: statement, notes, correction, suggestions."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from knowledge.candidates import Candidate
from knowledge.contrast import Contrast
from knowledge.corpus import Corpus
from knowledge.features import Compared
from knowledge.model import Company, Person
from knowledge.outcome import Statement
from knowledge.query import Query
from knowledge.statements import fact_notes, summary_statement

MOST_SUGGESTIONS = 3
"""Related questions shown below an answer: what fits one row of buttons."""

_ALREADY_SAID = re.compile(r"^(yes|no)\b", re.IGNORECASE)


@dataclass(frozen=True)
class Teller:
    """Puts candidates into words, with what they must not go without."""

    corpus: Corpus

    def warm(self) -> None:
        """Look up now which entries lead on from which."""
        _ = self._links, self._by_fact

    def tell(self, candidate: Candidate) -> Statement:
        """State a candidate's text with its citations and notes."""
        return Statement(
            id=candidate.id,
            text=candidate.text,
            citations=self.corpus.citations(candidate.cites),
            notes=tuple(dict.fromkeys([*self._notes(candidate), *self._apart(candidate)])),
        )

    def introduce(self, body_id: str) -> Statement:
        """Say who or what a company or person is."""
        bodies: Mapping[str, Company | Person] = {**self.corpus.companies, **self.corpus.people}
        return summary_statement(self.corpus, bodies[body_id])

    def lead(self, query: Query, compared: Compared) -> str:
        """Correct a mistake in the first words: "No: Singapore, not Japan."."""
        if _ALREADY_SAID.match(compared.candidate.text):
            return ""
        told = [each for each in compared.contrasts if _is_mistake(each)]
        kinds = ("name", "figure", "place", "opposite")
        told.sort(key=lambda each: kinds.index(each.kind))
        if not told:
            return ""
        mistake = told[0]
        if mistake.is_vague:
            return f"No: not {mistake.asked}."
        if query.is_claim:
            return f"No: {mistake.told}, not {mistake.asked}."
        return f"Not {mistake.asked} but {mistake.told}."

    def related(self, candidate: Candidate) -> tuple[str, ...]:
        """Give questions that lead on from a candidate."""
        linked = self._links.get(candidate.id, ()) or self._resting_on(candidate)
        questions = (self.corpus.entries[each].question for each in linked)
        return tuple(dict.fromkeys(questions))[:MOST_SUGGESTIONS]

    def _notes(self, candidate: Candidate) -> Iterable[str]:
        if candidate.is_entry:
            # An entry's answer says itself what stays open; only the date is left to it.
            dates = dict.fromkeys(fact.as_of for fact in candidate.facts if fact.as_of)
            return [f"As of {date}." for date in dates if date not in candidate.text]
        return [note for fact in candidate.facts[:1] for note in fact_notes(fact)]

    def _apart(self, candidate: Candidate) -> list[str]:
        """Tell figures apart that are easily mixed up, where one of them is told."""
        told = {fact.id for fact in candidate.facts if fact.value}
        if not told:
            return []
        alike = [each for each in self.corpus.lookalikes if told & set(each.facts)]
        rivals = [each.note for each in alike if not set(each.facts) <= told]
        return rivals[:1]

    def _resting_on(self, candidate: Candidate) -> list[str]:
        lists = (self._by_fact.get(fact.id, ()) for fact in candidate.facts)
        first = (each for found in lists for each in found[: MOST_SUGGESTIONS + 1])
        return [each for each in dict.fromkeys(first) if each != candidate.id]

    @cached_property
    def _by_fact(self) -> Mapping[str, list[str]]:
        """The answered entries that rest on each fact."""
        found: dict[str, list[str]] = {}
        for entry in self.corpus.entries.values():
            for fact in () if entry.open else entry.facts:
                found.setdefault(fact, []).append(entry.id)
        return found

    @cached_property
    def _links(self) -> Mapping[str, tuple[str, ...]]:
        """Related entries from both ends of each link."""
        found: dict[str, list[str]] = {}
        for entry in self.corpus.entries.values():
            for other in entry.related:
                found.setdefault(entry.id, []).append(other)
                found.setdefault(other, []).append(entry.id)
        entries = self.corpus.entries
        return {
            each: tuple(other for other in others if not entries[other].open)
            for each, others in found.items()
        }


def _is_mistake(contrast: Contrast) -> bool:
    """Whether another thing is told; of several figures none can be named in its place."""
    return bool(contrast.told) and (not contrast.is_vague or contrast.kind == "figure")
