"""Where a question says one thing and a text another of the same kind.

"Japan" against "Singapore", "10%" against "20%", "before" against "after": in a
question such a difference means another subject, in a claim it is the mistake.
"""

from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from knowledge.corpus import Corpus
from knowledge.figures import MONTHS, Figure, show_figure
from knowledge.lexicon import Term
from knowledge.text import stem

SMALLEST_TELLING_NUMBER = 13
"""Bare numbers below are counts ("the 3 makers", "the 1 line version"), not figures."""


@dataclass(frozen=True, slots=True)
class Contrast:
    """What was asked and what is told in its place."""

    kind: str
    """One of name, figure, place, opposite."""
    asked: str
    told: str
    key: str
    """The key of the term that asked it, so far as it has one."""
    is_strange: bool = False
    """Whether the knowledge does not hold what was asked at all."""
    is_vague: bool = False
    """Whether more than one thing of the kind is told, so that none can be named."""


@dataclass(frozen=True, slots=True)
class Told:
    """A candidate's text as far as contrasts need it."""

    keys: frozenset[str]
    sentences: tuple[tuple[Term, ...], ...]
    """The text's terms, sentence by sentence."""
    figures: tuple[Figure, ...]
    names: frozenset[str]
    """Ids that the candidate may answer for."""
    subjects: tuple[str, ...]
    """Ids that the text itself names, in order."""


@dataclass(frozen=True)
class Contraster:
    """Finds contrasts, knowing names, places and opposites."""

    corpus: Corpus
    known: Container[str]
    """Every key that the knowledge holds."""

    def find(
        self,
        terms: Sequence[Term],
        figures: Iterable[Figure],
        names: frozenset[str],
        told: Told,
    ) -> list[Contrast]:
        """Give the contrasts between a question's parts and a text, strongest kind first."""
        return [
            *self._names(names, told),
            *self._figures(figures, told),
            *self._places(terms, names, told),
        ]

    def warm(self) -> None:
        """Look up now what is opposed to what, and which names are places."""
        _ = self._opposed, self._places_by_name

    def opposite(self, terms: Sequence[Term], told: Told) -> Contrast | None:
        """Find the first word of a question that a word of the text denies."""
        return next(self._opposites(terms, told), None)

    def _names(self, names: frozenset[str], told: Told) -> Iterator[Contrast]:
        for each in sorted(names):
            members = self.corpus.names.members.get(each, frozenset({each}))
            if members & told.names or each in told.names:
                continue
            # Beside a name, a group only sets the scene: "what does A want from Washington?".
            if each in self.corpus.names.members and len(names) > 1:
                continue
            same = [
                other
                for other in told.subjects
                if other not in names and self._kind(other) == self._kind(each)
            ]
            if same:
                name = self.corpus.name
                yield Contrast(
                    "name",
                    name(each),
                    name(same[0]),
                    f"@{each}",
                    is_vague=len(same) > 1,
                )
            else:
                yield Contrast("name", self.corpus.name(each), "", f"@{each}")

    def _figures(self, figures: Iterable[Figure], told: Told) -> Iterator[Contrast]:
        held = {figure.number for figure in told.figures}
        for figure in figures:
            same = [other for other in told.figures if _kind_of(other) == _kind_of(figure)]
            if figure.number in held or _is_rounded(figure, told.figures):
                continue
            # Where no figure is told, a bare one is beside the point: "I am 15, why ...?".
            if _is_count(figure) or not (figure.unit or told.figures):
                continue
            shown = same[0] if same else None
            yield Contrast(
                "figure",
                show_figure(figure),
                show_figure(shown) if shown else "",
                figure.number,
                is_vague=len({other.number for other in same}) > 1,
            )

    def _places(
        self, terms: Sequence[Term], names: frozenset[str], told: Told
    ) -> Iterator[Contrast]:
        asked = frozenset(f"@{each}" for each in self.corpus.names.expand(names))
        kinds = map(self._place_kind, terms)
        placed = [(term, kind) for term, kind in zip(terms, kinds, strict=True) if kind]
        for term, kind in placed:
            if term.keys & told.keys:
                continue
            near = _told_of(asked, _on_the_point(terms, told))
            same = [
                other
                for other in near
                if self._is_alike(self._place_kind(other), kind)
                # What stands in the question itself is told of something else.
                and not any(other.keys & each.keys for each in terms)
            ]
            told_text = same[0].text if same else ""
            is_strange = not any(key in self.known for key in term.keys)
            is_vague = len({other.keys for other in same}) > 1
            shown = term.text.title() if term.text.islower() else term.text
            # A month is a date: a wrong one is as wrong as a wrong figure.
            named = "figure" if kind == "month" else "place"
            yield Contrast(named, shown, told_text, min(term.keys), is_strange, is_vague)

    def _opposites(self, terms: Sequence[Term], told: Told) -> Iterator[Contrast]:
        near = _on_the_point(terms, told)
        for term in terms:
            if term.is_name or not term.keys.isdisjoint(told.keys):
                continue
            opposed = frozenset().union(*(self._opposed.get(k, ()) for k in term.keys))
            if opposed.isdisjoint(told.keys):
                continue
            against = next((other for other in near if other.keys & opposed), None)
            if against:
                # Only the very words of a pair read well: "after, not before".
                plain = stem(against.text.casefold()) in opposed
                yield Contrast(
                    "opposite",
                    term.text,
                    against.text,
                    min(term.keys),
                    is_vague=not plain,
                )

    def _kind(self, named_id: str) -> str:
        if named_id in self.corpus.people:
            return "person"
        return "company" if named_id in self.corpus.companies else "group"

    @staticmethod
    def _is_alike(told: str, asked: str) -> bool:
        """Places answer to places, of whatever size; origins to origins, months to months."""
        return bool(told) and (told == asked or not {told, asked} & {"origin", "month"})

    def _place_kind(self, term: Term) -> str:
        return self._places_by_name.get(term.text.casefold(), "")

    @cached_property
    def _opposed(self) -> Mapping[str, frozenset[str]]:
        return self.corpus.lexicon.opposites

    @cached_property
    def _places_by_name(self) -> Mapping[str, str]:
        """Each place's kind; "Italian" answers to "Turkish", not to "Turkey"."""
        language = self.corpus.lexicon.language
        kinds = {"cities": "city", "us_states": "state", "countries": "country"}
        places = {name: kind for table, kind in kinds.items() for name in language.places[table]}
        adjectives = (pair.split("/")[1] for pair in language.demonyms.words)
        months = (name for name in language.months.names if name not in {"may", "march"})
        return places | dict.fromkeys(adjectives, "origin") | dict.fromkeys(months, "month")


def _on_the_point(terms: Sequence[Term], told: Told) -> Sequence[Term]:
    """Give the sentence that shares most with a question, the first of equals."""
    asked = frozenset(key for term in terms for key in term.keys)
    return max(
        told.sentences,
        key=lambda sentence: sum(bool(term.keys & asked) for term in sentence),
        default=(),
    )


def _told_of(asked: frozenset[str], sentence: Sequence[Term]) -> Sequence[Term]:
    """Leave out what a sentence tells of others: what follows the name of nobody asked about."""
    if not asked:
        return sentence
    kept, is_theirs = [], True
    for term in sentence:
        is_theirs = bool(term.keys & asked) if term.is_name else is_theirs
        if is_theirs:
            kept.append(term)
    return kept


def _kind_of(figure: Figure) -> str:
    """Dates compare with dates, sums with sums, with or without their currency."""
    unit = figure.unit.removeprefix("$")
    return "date" if unit in MONTHS else unit


def _is_rounded(figure: Figure, told: Iterable[Figure]) -> bool:
    """Whether a figure is a told one in whole numbers: "95" for "95.4"."""
    return any(
        "." in other.number and other.number.partition(".")[0] == figure.number for other in told
    )


def _is_count(figure: Figure) -> bool:
    number = figure.number
    return not figure.unit and number.isdigit() and int(number) < SMALLEST_TELLING_NUMBER
