"""What comparing needs to know of a candidate, worked out once and kept for a while."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from sys import maxunicode
from typing import TypeVar

from knowledge.asked import Asked
from knowledge.candidates import Candidate
from knowledge.contrast import Told
from knowledge.corpus import Corpus
from knowledge.figures import FigureReader
from knowledge.language import compiled
from knowledge.lexicon import Term
from knowledge.query import Reader
from knowledge.retriever import Retriever
from knowledge.text import clean, words, words_of
from knowledge.untold import Untold

NAMED_THROUGHOUT = 0.9
"""Share of an entry's wordings that name those whom it is asked for by: the others ask by
a role or a pronoun, or of somebody beside them."""

MOST_KNOWN = 2_048
"""Candidates kept at a time: all of a base of usual size; a huge one does not grow."""

K = TypeVar("K")
V = TypeVar("V")

_SENTENCE_END = re.compile(r"(?<=[.!?])\s+(?=[A-Z\d\"])")


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence told: the keys it explains, the kinds of value it gives."""

    keys: frozenset[str]
    gives: frozenset[str]
    names: frozenset[str]
    """Ids of those it names, members of groups too."""
    counts: frozenset[str]
    """Keys of the words around its numbers."""


@dataclass(frozen=True, slots=True)
class Lack:
    """Kinds of detail that something told says are not told, and the keys of the matter."""

    details: frozenset[str]
    keys: frozenset[str]


@dataclass(frozen=True, slots=True)
class Wording:
    """A wording as it is compared."""

    text: str
    """Lower-case words in order."""
    canonical: str
    """Each term as one sign, which its synonyms share."""
    keys: frozenset[str]
    terms: tuple[frozenset[str], ...]
    """Keys of each term that carries meaning."""
    weights: tuple[float, ...]
    """Its weight."""
    weight: float
    """Of all of them together."""


@dataclass(frozen=True, slots=True)
class Body:
    """What is told, as candidates share it that tell the same."""

    keys: frozenset[str]
    sentences: tuple[Sentence, ...]
    lacks: tuple[Lack, ...]
    is_denial: bool
    """Whether it begins by saying that something is not told."""
    told: Told
    """With the keys of the context, but without names: they are each candidate's own."""


@dataclass(frozen=True, slots=True)
class Known:
    """A candidate as comparing sees it."""

    body: Body
    told: Told
    asked: frozenset[str]
    """Keys of its wordings, and of those it may answer for."""
    implied: frozenset[str]
    """Keys that go without saying in each sentence: those it is chiefly about, the context."""
    asks: Mapping[str, float]
    """The share of its wordings that ask for each kind of answer, 0 to 1."""
    wordings: tuple[Wording, ...]
    sought: frozenset[str]
    """Ids of those whom nearly every wording names."""

    def held(self, keys: frozenset[str]) -> frozenset[str]:
        """Give those of some keys that anything of the candidate explains."""
        return keys & self.told.keys | keys & self.asked


@dataclass(frozen=True)
class Learner:
    """Gets to know candidates; what many of them tell is read once."""

    corpus: Corpus
    reader: Reader
    retriever: Retriever
    _kept: dict[int, Known] = field(default_factory=dict)
    _bodies: dict[tuple[tuple[str, ...], ...], Body] = field(default_factory=dict)
    _sentences: dict[str, Sentence] = field(default_factory=dict)
    _contexts: dict[tuple[str, frozenset[str]], frozenset[str]] = field(default_factory=dict)

    def know(self, place: int) -> Known:
        """Give what is known of a candidate."""
        known = self._kept.get(place)
        if known is None:
            known = self._learn(place)
            # In a larger base few come again soon, and what stays must be looked through
            # for garbage again and again.
            if self._keeps_all:
                self._kept[place] = known
        return known

    @cached_property
    def _keeps_all(self) -> bool:
        """Whether what is known of every candidate can stay."""
        return len(self.retriever.candidates) <= MOST_KNOWN

    def warm(self) -> None:
        """Get to know as many candidates, or else bodies, as are kept."""
        _ = self._signs
        for place, candidate in enumerate(self.retriever.candidates):
            if self._keeps_all:
                self.know(place)
            elif len(self._bodies) < MOST_KNOWN:
                self._body(candidate)

    def canonical(self, terms: Sequence[Term]) -> str:
        """Write each term as one sign, which stands for the first of its keys."""
        return "".join(map(self._sign, terms))

    def _learn(self, place: int) -> Known:
        candidate = self.retriever.candidates[place]
        body = self._body(candidate)
        rows = map(self.retriever.read.row, self.retriever.places_of(place))
        wordings = tuple(self._wording(row.tolist()) for row in rows)
        return Known(
            body=body,
            told=replace(body.told, names=candidate.names),
            asked=frozenset(_ids(candidate.names)).union(*(each.keys for each in wordings)),
            implied=self._implied(candidate),
            asks=_shares([self.reader.asks(each) for each in candidate.wordings]),
            wordings=wordings,
            sought=_named_throughout(wordings),
        )

    def _wording(self, numbers: Sequence[int]) -> Wording:
        terms = [self.retriever.terms[number] for number in numbers]
        function_stems = self.reader.lexicon.function_stems
        told = [term for term in terms if not term.keys <= function_stems]
        weights = tuple(map(self.retriever.weigher.weigh, told))
        return Wording(
            text=" ".join(term.text for term in terms).casefold(),
            canonical="".join([self._signs[number] for number in numbers]),
            keys=keys_of(terms),
            terms=tuple(term.keys for term in told),
            weights=weights,
            weight=sum(weights) or 1.0,
        )

    def _body(self, candidate: Candidate) -> Body:
        facts = tuple(fact.id for fact in candidate.facts)
        key = candidate.told, (candidate.text, candidate.context), facts
        read = self._bodies.get(key)
        return _keep(self._bodies, key, self._read(candidate)) if read is None else read

    def _read(self, candidate: Candidate) -> Body:
        tokens = words(clean(candidate.body))
        keys = keys_of([*self.reader.fold(candidate.text), *self.reader.fold(candidate.body)])
        mentions = self.corpus.names.find(tokens)
        named = {at for each in mentions for at in range(each.start, each.end)}
        subjects = (mention.id for mention in self.corpus.names.find(words_of(candidate.text)))
        sentences = map(self.reader.fold, _SENTENCE_END.split(candidate.text))
        told = Told(
            keys=keys | keys_of(self.reader.fold(candidate.context)),
            sentences=tuple(map(tuple, sentences)),
            figures=tuple(f for f in self._figures.find(tokens) if f.at not in named),
            names=frozenset(),
            subjects=tuple(dict.fromkeys(subjects)),
        )
        lacks = [Lack(self._untold.lacks(candidate.text), keys)]
        # A note tells of its own matter alone.
        notes = (fact.open for fact in candidate.facts if fact.open)
        lacks += [Lack(self._untold.lacks(note), keys_of(self.reader.fold(note))) for note in notes]
        read = tuple(self._linked(_sentences(candidate)))
        return Body(
            keys=keys,
            sentences=read,
            lacks=tuple(each for each in lacks if each.details),
            is_denial=self._untold.is_denial(candidate.text),
            told=told,
        )

    def _linked(self, texts: Iterable[str]) -> Iterator[Sentence]:
        """Read sentences; one that begins with a pronoun names whom the one before names."""
        names: frozenset[str] = frozenset()
        for text in texts:
            read = self._sentence(text)
            if self._pronoun.match(text):
                read = replace(read, names=read.names | names)
            names = read.names
            yield read

    def _sentence(self, text: str) -> Sentence:
        """Read a sentence; those of facts stand in many candidates."""
        read = self._sentences.get(text)
        if read is None:
            keys = keys_of(self.reader.fold(text))
            tokens = words(clean(text))
            names = self.corpus.names.expand(self.corpus.names.every(tokens))
            told = words(clean(self._untold.told(text)))
            counts = keys_of(self.reader.fold(self._asked.counted(told)))
            read = Sentence(keys, self._asked.gives(told), names, counts)
            _keep(self._sentences, text, read)
        return read

    def _implied(self, candidate: Candidate) -> frozenset[str]:
        key = candidate.context, candidate.subjects
        read = self._contexts.get(key)
        if read is None:
            read = keys_of(self.reader.fold(candidate.context)).union(_ids(candidate.subjects))
            _keep(self._contexts, key, read)
        return read

    def _sign(self, term: Term) -> str:
        return chr((self.retriever.index.keys.get(min(term.keys), -1) + 1) % maxunicode)

    @cached_property
    def _pronoun(self) -> re.Pattern[str]:
        return compiled(self.reader.lexicon.language)["pronoun"]

    @cached_property
    def _signs(self) -> str:
        """The sign of each numbered term."""
        return self.canonical(self.retriever.terms)

    @cached_property
    def _asked(self) -> Asked:
        return Asked(self.corpus.lexicon.language)

    @cached_property
    def _untold(self) -> Untold:
        return Untold(self.reader.lexicon.language)

    @cached_property
    def _figures(self) -> FigureReader:
        return FigureReader(self.corpus.lexicon.language)


def _sentences(candidate: Candidate) -> tuple[str, ...]:
    facts = (
        f"{fact.statement} {fact.aspect} {fact.value or ''} {fact.unit or ''} {fact.as_of or ''}"
        for fact in candidate.facts
    )
    return (*_SENTENCE_END.split(candidate.text), *facts)


def _named_throughout(wordings: Sequence[Wording]) -> frozenset[str]:
    """Give the ids that most wordings name."""
    counts = Counter(key for each in wordings for key in each.keys if key[0] == "@")
    least = NAMED_THROUGHOUT * len(wordings)
    return frozenset(key[1:] for key, times in counts.items() if times >= least)


def _ids(names: Iterable[str]) -> Iterator[str]:
    return (f"@{each}" for each in names)


def _keep(kept: dict[K, V], key: K, value: V) -> V:
    """Keep something; what has been kept the longest is forgotten first."""
    kept[key] = value
    if len(kept) > MOST_KNOWN:
        del kept[next(iter(kept))]
    return value


def keys_of(terms: Iterable[Term]) -> frozenset[str]:
    """Gather the keys of terms."""
    return frozenset().union(*(term.keys for term in terms))


def _shares(asks: Sequence[frozenset[str]]) -> Mapping[str, float]:
    kinds = frozenset().union(*asks)
    return {kind: sum(kind in each for each in asks) / len(asks) for kind in kinds}
