"""The careful comparison of a question with one candidate, as numbers from 0 to 1."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import NamedTuple

from rapidfuzz.distance import Indel
from rapidfuzz.fuzz import ratio

from knowledge.asked import Asked
from knowledge.candidates import Candidate
from knowledge.contrast import Contrast, Contraster, Told
from knowledge.corpus import Corpus
from knowledge.figures import FigureReader
from knowledge.lexicon import Term
from knowledge.query import Query, Reader
from knowledge.retriever import Retrieved, Retriever
from knowledge.text import words_of
from knowledge.weights import CONCEPT_SHARE, Weigher

ON_THE_POINT = 0.6
"""Share of the best sentence's weight from which another speaks of the question too."""


class Features(NamedTuple):
    """What the ranker weighs; each from 0 to 1 unless said."""

    nearest: float
    votes: float
    body: float
    coverage: float
    body_coverage: float
    sentence_coverage: float
    precision: float
    match: float
    sequence: float
    plain: float
    plain_share: float
    attributes: float
    strangers: float
    sought: float
    sought_attribute: float
    names: float
    other_subjects: float
    unnamed: float
    asks: float
    likeness: float
    lead: float
    entry: float
    open: float
    length: float
    negation: float
    slots: float
    contrasts: float
    claim: float


@dataclass(frozen=True, slots=True)
class Compared:
    """A candidate compared: its features, and what they rest on."""

    retrieved: Retrieved
    features: Features
    unexplained: tuple[Term, ...]
    contrasts: tuple[Contrast, ...]
    missing_slots: frozenset[str]

    @property
    def candidate(self) -> Candidate:
        """The candidate itself."""
        return self.retrieved.candidate


@dataclass(frozen=True, slots=True)
class _Sentence:
    """A sentence told: the keys it explains, the kinds of value it gives."""

    keys: frozenset[str]
    gives: frozenset[str]


@dataclass(frozen=True, slots=True)
class _Known:
    """What comparing needs to know of a candidate, worked out once."""

    keys: frozenset[str]
    body_keys: frozenset[str]
    sentences: tuple[_Sentence, ...]
    told: Told
    asks: Mapping[str, float]
    negated: float


@dataclass(frozen=True)
class Comparer:
    """Compares questions with candidates."""

    corpus: Corpus
    reader: Reader
    retriever: Retriever

    def compare(self, query: Query, retrieved: Sequence[Retrieved]) -> list[Compared]:
        """Compare each retrieved candidate, in the same order."""
        return [self._compare(query, each, retrieved) for each in retrieved]

    def _compare(self, query: Query, each: Retrieved, all_: Sequence[Retrieved]) -> Compared:
        known = self._known(each.candidate)
        terms = [term for term in query.terms if not self._is_function(term)]
        weights = [self._weigher.weigh(term) for term in terms]
        contrasts = self._contraster.find(terms, query.figures, query.names, known.told)
        excused = {c.key for c in contrasts if c.told} if query.is_claim else set()
        shares = [1.0 if term.keys & excused else explained(term, known.keys) for term in terms]
        in_body = [explained(term, known.body_keys) for term in terms]
        gaps = [w * (1 - s) for w, s in zip(weights, shares, strict=True)]
        total = sum(weights) or 1.0
        open_ = [1 - share for share in shares]
        attributes = [g for t, g in zip(terms, open_, strict=True) if self._is_telling(t)]
        strangers = [g for t, g in zip(terms, open_, strict=True) if self._is_strange(t, query)]
        plain = [
            g
            for t, g in zip(terms, open_, strict=True)
            if not self._is_telling(t) and not self._is_strange(t, query) and not self._is_light(t)
        ]
        sought = [g for t, g in zip(terms, gaps, strict=True) if t.start in query.sought]
        missing = (
            frozenset() if each.candidate.is_open else self._missing(query, terms, weights, known)
        )
        wordings = [self._fold(each.candidate.wordings[at]) for at in each.wordings]
        rivals = [o.score for o in all_ if o.candidate.text != each.candidate.text]
        named = self.corpus.names.expand(query.names)
        subjects = each.candidate.subjects
        return Compared(
            retrieved=each,
            unexplained=tuple(t for t, s in zip(terms, shares, strict=True) if s == 0),
            contrasts=tuple(contrasts),
            missing_slots=missing,
            features=Features(
                nearest=each.nearest,
                votes=each.votes,
                body=each.body,
                coverage=1 - sum(gaps) / total if terms else 0.0,
                body_coverage=_dot(weights, in_body) / total,
                sentence_coverage=self._in_one_sentence(terms, weights, known) / total,
                precision=self._precision(wordings[0], query),
                match=max(self._match(wording, terms, weights, query) for wording in wordings),
                plain=min(4.0, sum(plain)) / 4,
                plain_share=sum(plain) / (len(terms) or 1),
                attributes=min(2.0, sum(attributes)) / 2,
                strangers=min(2.0, sum(strangers)) / 2,
                sought=max(sought, default=0.0),
                sought_attribute=max(
                    (
                        g
                        for t, g in zip(terms, open_, strict=True)
                        if t.start in query.sought and self._is_telling(t)
                    ),
                    default=0.0,
                ),
                names=len(query.names & subjects) / len(query.names) if query.names else 0.0,
                other_subjects=len(subjects - named) / len(subjects) if named and subjects else 0.0,
                unnamed=float(not query.names),
                asks=_mean([known.asks.get(ask, 0.0) for ask in query.asks]),
                sequence=max(_sequence(query, wording) for wording in wordings),
                likeness=max(_likeness(query, wording) for wording in wordings),
                lead=max(-1.0, each.score - max(rivals, default=0.0)),
                entry=float(each.candidate.is_entry),
                open=float(each.candidate.is_open),
                length=min(len(terms), 12) / 12,
                negation=abs(float(query.is_negated) - known.negated),
                slots=float(bool(missing)),
                contrasts=min(2, sum(c.kind != "opposite" for c in contrasts)) / 2,
                claim=float(query.is_claim),
            ),
        )

    @staticmethod
    def _missing(
        query: Query, terms: Sequence[Term], weights: Sequence[float], known: _Known
    ) -> frozenset[str]:
        """Kinds of value asked for that no sentence gives which speaks of the question."""
        if not query.slots:
            return frozenset()
        told = [
            (_dot(weights, [explained(term, each.keys) for term in terms]), each)
            for each in known.sentences
        ]
        best = max((weight for weight, _ in told), default=0.0)
        given = [each for weight, each in told if weight >= ON_THE_POINT * best]
        counted = frozenset().union(*(t.keys for t in terms if t.start in query.counted))
        return query.slots - frozenset(
            slot
            for each in given
            for slot in each.gives
            if slot != "count" or not counted or counted & each.keys
        )

    @staticmethod
    def _in_one_sentence(terms: Sequence[Term], weights: Sequence[float], known: _Known) -> float:
        """Weight explained by the one sentence that explains most: parts told apart may
        have nothing to do with each other.
        """
        return max(
            (
                _dot(weights, [explained(term, each.keys) for term in terms])
                for each in known.sentences
            ),
            default=0.0,
        )

    def _match(
        self,
        wording: Sequence[Term],
        terms: Sequence[Term],
        weights: Sequence[float],
        query: Query,
    ) -> float:
        """Harmonic mean of what a wording explains of a question, and the reverse."""
        keys = _keys(wording)
        recall = _dot(weights, [explained(term, keys) for term in terms]) / (sum(weights) or 1.0)
        precision = self._precision(wording, query)
        return 2 * recall * precision / (recall + precision) if recall + precision else 0.0

    def _precision(self, wording: Sequence[Term], query: Query) -> float:
        keys = (
            frozenset().union(*(term.keys for term in query.terms)) if query.terms else frozenset()
        )
        terms = [term for term in wording if not self._is_function(term)]
        weights = [self._weigher.weigh(term) for term in terms]
        shares = [explained(term, keys) for term in terms]
        return _dot(weights, shares) / (sum(weights) or 1.0)

    def _is_function(self, term: Term) -> bool:
        return term.keys <= self.reader.lexicon.function_stems

    def _is_telling(self, term: Term) -> bool:
        return bool(term.keys & self._weigher.telling)

    def _is_strange(self, term: Term, query: Query) -> bool:
        """Whether a term is none of everyday English: a name, or a term of some art."""
        if term.is_name or not term.text.isalpha():
            return False
        return term.text in query.strangers or not term.keys & self.reader.lexicon.ordinary

    def _is_light(self, term: Term) -> bool:
        return term.keys <= self.reader.lexicon.light_keys

    def _known(self, candidate: Candidate) -> _Known:
        known = self._cache.get(candidate.id)
        if known is None:
            known = self._cache[candidate.id] = self._learn(candidate)
        return known

    def _learn(self, candidate: Candidate) -> _Known:
        text = self._fold(candidate.text)
        body = [*text, *self._fold(candidate.body)]
        wordings = [term for wording in candidate.wordings for term in self._fold(wording)]
        subjects = frozenset(f"@{each}" for each in candidate.subjects)
        context = _keys(self._fold(candidate.context))
        tokens = words_of(candidate.body)
        named = {at for m in self.corpus.names.find(tokens) for at in range(m.start, m.end)}
        return _Known(
            keys=_keys([*body, *wordings, *self._fold(candidate.context)])
            | {f"@{each}" for each in candidate.names},
            body_keys=_keys(body),
            sentences=tuple(
                _Sentence(
                    _keys(self._fold(each)) | subjects | context,
                    self._asked.gives(words_of(each)),
                )
                for each in self._sentences(candidate)
            ),
            told=Told(
                keys=_keys([*body, *wordings]) | context,
                terms=tuple(text),
                figures=tuple(f for f in self._figures.find(tokens) if f.at not in named),
                names=candidate.names,
                subjects=tuple(
                    dict.fromkeys(m.id for m in self.corpus.names.find(words_of(candidate.text)))
                ),
            ),
            asks=self._shares([self.reader.asks(each) for each in candidate.wordings]),
            negated=_mean([float(self.reader.is_negated(each)) for each in candidate.wordings]),
        )

    @staticmethod
    def _sentences(candidate: Candidate) -> list[str]:
        told = re.split(r"(?<=[.!?])\s+(?=[A-Z\d\"])", candidate.text)
        facts = (
            f"{fact.statement} {fact.aspect} {fact.value or ''} {fact.unit or ''} {fact.as_of or ''}"
            for fact in candidate.facts
        )
        return [*told, *facts]

    @staticmethod
    def _shares(asks: Sequence[frozenset[str]]) -> Mapping[str, float]:
        kinds = frozenset().union(*asks)
        return {kind: sum(kind in each for each in asks) / len(asks) for kind in kinds}

    @cached_property
    def _cache(self) -> dict[str, _Known]:
        return {}

    @cached_property
    def _fold(self):
        return lru_cache(maxsize=65_536)(self.reader.fold)

    @cached_property
    def _weigher(self) -> Weigher:
        return self.retriever.weigher

    @cached_property
    def _contraster(self) -> Contraster:
        return Contraster(self.corpus, self._weigher.frequencies)

    @cached_property
    def _asked(self) -> Asked:
        return Asked(self.corpus.lexicon.language)

    @cached_property
    def _figures(self) -> FigureReader:
        return FigureReader(self.corpus.lexicon.language)


def explained(term: Term, keys: frozenset[str]) -> float:
    """How well a text with these keys explains a term: 1 by the word itself, 0 not."""
    shared = term.keys & keys
    return max((CONCEPT_SHARE.get(key[0], 1.0) for key in shared), default=0.0)


def _likeness(query: Query, wording: Sequence[Term]) -> float:
    return ratio(query.words, " ".join(term.text for term in wording).casefold()) / 100


def _sequence(query: Query, wording: Sequence[Term]) -> float:
    """Likeness of the order of terms, synonyms taken for one another."""
    return Indel.normalized_similarity(
        [min(term.keys) for term in query.terms], [min(term.keys) for term in wording]
    )


def _keys(terms: Sequence[Term]) -> frozenset[str]:
    return frozenset(key for term in terms for key in term.keys)


def _dot(left: Sequence[float], right: Sequence[float]) -> float:
    return sum(a * b for a, b in zip(left, right, strict=True))


def _mean(values: Sequence[float]) -> float:
    return sum(values) / len(values) if values else 0.0
