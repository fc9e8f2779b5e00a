"""The careful comparison of a question with one candidate, as numbers from 0 to 1."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import compress
from operator import mul, not_
from typing import NamedTuple

from knowledge.candidates import Candidate
from knowledge.contrast import Contrast, Contraster
from knowledge.corpus import Corpus
from knowledge.known import Known, Learner, Sentence, keys_of
from knowledge.lexicon import Lexicon, Term
from knowledge.probe import Nearness, Probe, nearness
from knowledge.query import Query, Reader
from knowledge.retriever import Retrieved, Retriever
from knowledge.weights import Weigher

ON_THE_POINT = 0.6
"""Share of the best sentence's weight from which another speaks of the question too."""

OPPOSED_COVERAGE = 0.7
"""Share of a claim's weight that is told, the opposite apart, for the opposite to correct it."""

MOST_TERMS = 12
"""Terms of a question beyond which its length tells no more."""

MOST_PLAIN, MOST_ATTRIBUTES, MOST_CONTRASTS = 4, 2, 2
"""Unexplained everyday terms, attributes and contrasts beyond which more do not count."""


class Features(NamedTuple):
    """What the ranker weighs; each from 0 to 1, but `lead` from -1."""

    body: float
    """Cosine of the question with what is told."""
    posterior: float
    """How likely the candidate is by all its wordings together (`Bayes`)."""
    coverage: float
    """Weight of the question that the candidate explains."""
    body_coverage: float
    """The same by what is told alone."""
    match: float
    """Best harmonic mean of what a near wording explains of the question, and back."""
    sequence: float
    """Best likeness of the order of terms, synonyms taken for one another."""
    likeness: float
    """Best likeness of letters (normalized indel distance)."""
    plain: float
    """Everyday terms that nothing explains."""
    attributes: float
    """Properties ("price", "founder") that nothing explains."""
    names: float
    """Share of the names asked about that the candidate is chiefly about."""
    other_subjects: float
    """Share of those it is about that were not asked about."""
    unnamed: float
    """1 where the question names nobody."""
    asks: float
    """Share of its wordings that ask for the same kind of answer."""
    lead: float
    """How far its retrieval score lies before the best other one."""
    open: float
    """1 where it says that the sources leave the question open."""
    length: float
    """Terms of the question."""
    slots: float
    """1 where a kind of value is asked for ("when") that it does not give."""
    contrasts: float
    """Names, figures and places that differ from what is told."""
    claim: float
    """1 where the question states something to be confirmed."""


@dataclass(frozen=True, slots=True)
class Compared:
    """A candidate compared: its features, and what they rest on."""

    candidate: Candidate
    features: Features
    unexplained: tuple[Term, ...]
    contrasts: tuple[Contrast, ...]
    missing_slots: frozenset[str]
    lacks_attribute: bool
    """Whether the property that is asked for is not explained at all."""
    leaves_open: bool
    """Whether it says that what is asked for, or the very detail, is not told."""
    is_denial: bool
    """Whether it begins by saying that something is not told."""
    speakers: frozenset[str]
    """Names of those whose words it tells."""
    is_of_others: bool
    """Whether it is asked for by names of which the question holds none."""

    @property
    def is_verbatim(self) -> bool:
        """Whether the question is one of its wordings, letter for letter."""
        return self.features.likeness == 1


class Met(NamedTuple):
    """A candidate as it meets a question."""

    retrieved: Retrieved
    known: Known
    near: Nearness
    lead: float
    """How far its score lies before the best other one, as in `Features`."""


@dataclass(frozen=True)
class Comparer:
    """Compares questions with candidates."""

    corpus: Corpus
    reader: Reader
    retriever: Retriever

    def compare(self, query: Query, retrieved: Sequence[Retrieved]) -> list[Compared]:
        """Compare each retrieved candidate, in the same order."""
        probe = self._probe(query)
        known = [self._learner.know(each.place) for each in retrieved]
        near = [
            [held.wordings[at] for at in each.wordings]
            for each, held in zip(retrieved, known, strict=True)
        ]
        met = map(Met, retrieved, known, nearness(probe, near), _leads(retrieved))
        return [self._compare(probe, each) for each in met]

    def warm(self) -> None:
        """Get to know the candidates and the language's contrasts beforehand."""
        self._learner.warm()
        self._contraster.warm()

    def _probe(self, query: Query) -> Probe:
        lexicon = self.reader.lexicon
        terms = tuple(t for t in query.terms if not t.keys <= lexicon.function_stems)
        telling = tuple(bool(term.keys & self._weigher.telling) for term in terms)
        strange = [_is_strange(term, query, lexicon) for term in terms]
        light = [term.keys <= lexicon.light_keys for term in terms]
        unmarked = zip(telling, strange, light, strict=True)
        weights = tuple(map(self._weigher.weigh, terms))
        valued = self._weigher.valued(query.slots)
        deeds = self._weigher.deeds if "who" in query.asks else frozenset[str]()
        return Probe(
            query=query,
            keys=keys_of(query.terms),
            terms=terms,
            weights=weights,
            weight=sum(weights) or 1.0,
            canonical=self._learner.canonical(query.terms),
            text=query.words,
            telling_keys=keys_of(terms),
            asked=self.corpus.names.expand(query.names),
            telling=telling,
            required=tuple(
                at
                for at, each in enumerate(terms)
                if each.start in query.sought
                and (telling[at] or each.keys & deeds)
                # The gate of values sees to it that a date is told.
                and each.text.casefold() not in valued
            ),
            counted=keys_of(
                term
                for term in terms
                # "How many people" are members, farmers, customers: any count will do.
                if term.start in query.counted and term.keys.isdisjoint(lexicon.light_keys)
            ),
            plain=tuple(not any(marks) for marks in unmarked),
        )

    def _compare(self, probe: Probe, met: Met) -> Compared:
        query, told, candidate = probe.query, met.known.told, met.retrieved.candidate
        contrasts = self._contraster.find(probe.terms, query.figures, query.names, told)
        opposite = self._contraster.opposite(probe.terms, told) if query.is_claim else None
        contrasts += [opposite] if opposite else []
        excused = [c.key for c in contrasts if c.told and query.is_claim]
        shares = probe.shares(met.known.held(probe.telling_keys).union(excused))
        if opposite and sum(map(mul, probe.weights, shares)) < OPPOSED_COVERAGE * probe.weight:
            contrasts.remove(opposite)
        missing = frozenset() if candidate.is_open else _missing(probe, met.known)
        is_denied = _is_denied(probe, met.known) and met.near.likeness < 1
        return Compared(
            candidate=candidate,
            features=self._features(
                probe, met, shares, len(contrasts) - bool(opposite), has_gap=bool(missing)
            ),
            unexplained=tuple(compress(probe.terms, map(not_, shares))),
            contrasts=tuple(contrasts),
            missing_slots=missing,
            lacks_attribute=any(not shares[at] for at in probe.required),
            leaves_open=candidate.is_open or (not query.is_claim and is_denied),
            is_denial=met.known.body.is_denial,
            speakers=frozenset(
                self.corpus.name(fact.speaker) for fact in candidate.facts if fact.speaker
            ),
            is_of_others=_is_of_others(probe, met.known),
        )

    def _features(
        self, probe: Probe, met: Met, shares: Sequence[float], contrasts: int, *, has_gap: bool
    ) -> Features:
        query, known, candidate = probe.query, met.known, met.retrieved.candidate
        subjects = candidate.subjects
        strangers = subjects - probe.asked if probe.asked else ()
        gaps = [1 - share for share in shares]
        return Features(
            body=met.retrieved.body,
            posterior=met.retrieved.posterior,
            coverage=sum(map(mul, probe.weights, shares)) / probe.weight,
            body_coverage=probe.explained(known.body.keys),
            match=met.near.match,
            sequence=met.near.sequence,
            likeness=met.near.likeness,
            plain=_share(sum(map(mul, gaps, probe.plain)), MOST_PLAIN),
            attributes=_share(sum(map(mul, gaps, probe.telling)), MOST_ATTRIBUTES),
            names=len(query.names & subjects) / (len(query.names) or 1),
            other_subjects=len(strangers) / (len(subjects) or 1),
            unnamed=float(not query.names),
            asks=_mean([known.asks.get(ask, 0.0) for ask in query.asks]),
            lead=met.lead,
            open=float(candidate.is_open),
            length=_share(len(probe.terms), MOST_TERMS),
            slots=float(has_gap),
            contrasts=_share(contrasts, MOST_CONTRASTS),
            claim=float(query.is_claim),
        )

    @property
    def _weigher(self) -> Weigher:
        return self.retriever.weigher

    @cached_property
    def _learner(self) -> Learner:
        return Learner(self.corpus, self.reader, self.retriever)

    @cached_property
    def _contraster(self) -> Contraster:
        return Contraster(self.corpus, self._weigher.frequencies)


def _missing(probe: Probe, known: Known) -> frozenset[str]:
    """Name the kinds of value asked for that no sentence on the point gives."""
    slots = probe.query.slots
    if not slots:
        return slots
    told = [(probe.explained(each.keys | known.implied), each) for each in known.body.sentences]
    best = max((share for share, _ in told), default=0.0)
    return slots - frozenset(
        slot
        for share, each in told
        for slot in _given(each, probe)
        # "How many X" wants the sentence that counts X.
        if share >= ON_THE_POINT * best
        and (slot != "count" or not probe.counted or probe.counted & each.counts)
    )


def _is_denied(probe: Probe, known: Known) -> bool:
    """Whether the very detail that is wanted is said not to be told."""
    matter = frozenset(key for key in probe.telling_keys if key[0] != "@")
    return any(
        not (probe.query.details.isdisjoint(each.details) or matter.isdisjoint(each.keys))
        for each in known.body.lacks
    )


def _is_of_others(probe: Probe, known: Known) -> bool:
    """Whether none of those whom its wordings name is asked about, but somebody else is."""
    sought = known.sought
    return bool(probe.asked and sought) and sought.isdisjoint(probe.asked)


def _given(sentence: Sentence, probe: Probe) -> frozenset[str]:
    """Name the kinds of value that a sentence gives; "who" wants one whom nobody asked about."""
    return sentence.gives | {"who"} if sentence.names - probe.asked else sentence.gives


def _is_strange(term: Term, query: Query, lexicon: Lexicon) -> bool:
    """Whether a term is none of everyday English: a name, or a term of some art."""
    if term.is_name or not term.text.isalpha():
        return False
    return term.text in query.strangers or not term.keys & lexicon.ordinary


def _leads(retrieved: Sequence[Retrieved]) -> list[float]:
    """Tell how far each score lies before the best of those that tell something else."""
    scored = [(each.candidate.text, each.score) for each in retrieved]
    best: dict[str, float] = {}
    for text, score in scored:
        best[text] = max(score, best.get(text, 0.0))
    first_two = sorted(best.items(), key=lambda each: -each[1])[:2]
    return [
        max(-1.0, score - next((other for told, other in first_two if told != text), 0.0))
        for text, score in scored
    ]


def _share(value: float, most: int) -> float:
    return min(float(most), value) / most


def _mean(values: Sequence[float]) -> float:
    return sum(values) / len(values) if values else 0.0
