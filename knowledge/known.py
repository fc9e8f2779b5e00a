"""What comparing needs to know of a candidate, worked out once and kept for a while."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from knowledge.asked import Asked
from knowledge.candidates import Candidate
from knowledge.contrast import Told
from knowledge.corpus import Corpus
from knowledge.figures import FigureReader
from knowledge.lexicon import Term
from knowledge.query import Reader
from knowledge.text import words_of
from knowledge.weights import Weigher

MOST_KNOWN = 1_024
"""Candidates kept at a time: all of a base of usual size; a huge one does not grow."""

_SENTENCE_END = re.compile(r"(?<=[.!?])\s+(?=[A-Z\d\"])")


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence told: the keys it explains, the kinds of value it gives."""

    keys: frozenset[str]
    gives: frozenset[str]


@dataclass(frozen=True, slots=True)
class Wording:
    """A wording as it is compared."""

    text: str
    """Lower-case words in order."""
    canonical: tuple[str, ...]
    """Each term as the first of its keys, which its synonyms share."""
    keys: frozenset[str]
    terms: tuple[tuple[frozenset[str], float], ...]
    """Keys and weight of each term that carries meaning."""
    weight: float


@dataclass(frozen=True, slots=True)
class Known:
    """A candidate as comparing sees it."""

    keys: frozenset[str]
    """All that it explains: wordings, what is told, those it is about."""
    body_keys: frozenset[str]
    """What is told alone."""
    sentences: tuple[Sentence, ...]
    told: Told
    asks: Mapping[str, float]
    """The share of its wordings that ask for each kind of answer, 0 to 1."""
    wordings: tuple[Wording, ...]


@dataclass(frozen=True)
class Learner:
    """Gets to know candidates."""

    corpus: Corpus
    reader: Reader
    weigher: Weigher
    _kept: dict[str, Known] = field(default_factory=dict)
    _read: dict[str, Sentence] = field(default_factory=dict)

    def know(self, candidate: Candidate) -> Known:
        """Give what is known of a candidate; the longest kept is forgotten first."""
        known = self._kept.get(candidate.id)
        if known is None:
            known = self._kept[candidate.id] = self._learn(candidate)
            if len(self._kept) > MOST_KNOWN:
                del self._kept[next(iter(self._kept))]
        return known

    def _learn(self, candidate: Candidate) -> Known:
        body = [*self.reader.fold(candidate.text), *self.reader.fold(candidate.body)]
        wordings = tuple(self._wording(each) for each in candidate.wordings)
        asked = frozenset().union(*(wording.keys for wording in wordings))
        context = keys_of(self.reader.fold(candidate.context))
        subjects = frozenset(f"@{each}" for each in candidate.subjects)
        return Known(
            keys=keys_of(body) | asked | context | {f"@{each}" for each in candidate.names},
            body_keys=keys_of(body),
            sentences=tuple(
                self._sentence(each, subjects | context) for each in _sentences(candidate)
            ),
            told=self._told(candidate, keys_of(body) | context),
            asks=_shares([self.reader.asks(each) for each in candidate.wordings]),
            wordings=wordings,
        )

    def _wording(self, text: str) -> Wording:
        terms = self.reader.fold(text)
        function_stems = self.reader.lexicon.function_stems
        told = [term for term in terms if not term.keys <= function_stems]
        weights = [self.weigher.weigh(term) for term in told]
        return Wording(
            text=" ".join(term.text for term in terms).casefold(),
            canonical=canonical(terms),
            keys=keys_of(terms),
            terms=tuple(zip((term.keys for term in told), weights, strict=True)),
            weight=sum(weights) or 1.0,
        )

    def _told(self, candidate: Candidate, keys: frozenset[str]) -> Told:
        tokens = words_of(candidate.body)
        named = {at for m in self.corpus.names.find(tokens) for at in range(m.start, m.end)}
        subjects = (mention.id for mention in self.corpus.names.find(words_of(candidate.text)))
        return Told(
            keys=keys,
            sentences=tuple(
                tuple(self.reader.fold(each)) for each in _SENTENCE_END.split(candidate.text)
            ),
            figures=tuple(f for f in self._figures.find(tokens) if f.at not in named),
            names=candidate.names,
            subjects=tuple(dict.fromkeys(subjects)),
        )

    def _sentence(self, text: str, more: frozenset[str]) -> Sentence:
        """Read a sentence; those of facts stand in many candidates."""
        read = self._read.get(text)
        if read is None:
            keys = keys_of(self.reader.fold(text))
            read = self._read[text] = Sentence(keys, self._asked.gives(words_of(text)))
        return Sentence(read.keys | more, read.gives)

    @cached_property
    def _asked(self) -> Asked:
        return Asked(self.corpus.lexicon.language)

    @cached_property
    def _figures(self) -> FigureReader:
        return FigureReader(self.corpus.lexicon.language)


def _sentences(candidate: Candidate) -> tuple[str, ...]:
    facts = (
        f"{fact.statement} {fact.aspect} {fact.value or ''} {fact.unit or ''} {fact.as_of or ''}"
        for fact in candidate.facts
    )
    return (*_SENTENCE_END.split(candidate.text), *facts)


def canonical(terms: Sequence[Term]) -> tuple[str, ...]:
    """Write each term as the first of its keys, which its synonyms share."""
    return tuple(min(term.keys) for term in terms)


def keys_of(terms: Sequence[Term]) -> frozenset[str]:
    """Gather the keys of terms."""
    return frozenset(key for term in terms for key in term.keys)


def _shares(asks: Sequence[frozenset[str]]) -> Mapping[str, float]:
    kinds = frozenset().union(*asks)
    return {kind: sum(kind in each for each in asks) / len(asks) for kind in kinds}
