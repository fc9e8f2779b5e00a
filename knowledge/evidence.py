"""Whether a statement says only what its evidence phrases carry.

Figures, dates and proper names of the statement must stand in the phrases, and a
qualifier ("more than", "trial") of the phrases must stand in the statement. Whether
the phrases stand in the paragraph at all is `proof`'s part.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property, lru_cache

from knowledge.entities import Names
from knowledge.figures import Figure, FigureReader, show_figure
from knowledge.language import zipf
from knowledge.lexicon import Lexicon
from knowledge.model import Cite
from knowledge.text import clean, stem, words_of

_CLAUSE_START = re.compile(r"(?<=[,;:.])\s|\s(?=(?:while|and|but|whereas|with)\b)")
PLAIN_WORD_ZIPF = 3.0
"""A word this common (once in a million) may start a sentence without being a name."""

_BOUNDS = frozenset({"above", "below", "about"})
"""Kinds of qualifier that bound a figure, and matter only where that figure is told."""

_MONTH_OF_MAY = re.compile(r"(?<!^)\bMay\b")
_SENTENCE_START = re.compile(r"(?:^|[.!?:]\s+)[\"'(]*([^\W\d_][\w']*)")


@dataclass(frozen=True)
class Evidence:
    """Compares statements with phrases, knowing the names and their aliases."""

    lexicon: Lexicon
    names: Names
    employers: Mapping[str, frozenset[str]]
    """Each person's own organisation, proved in the profile and not again here."""
    profiles: Mapping[str, Sequence[str]]
    """The phrases of each profile: where somebody is from is proved there once."""
    _figures_read: dict[str, tuple[Figure, ...]] = field(default_factory=dict)
    _keys_read: dict[str, frozenset[str]] = field(default_factory=dict)
    _ids_read: dict[str, frozenset[str]] = field(default_factory=dict)

    def problems(
        self, statement: str, cites: Sequence[Cite], counted: Iterable[str] = ()
    ) -> list[str]:
        """Name what the statement says and no phrase carries, and the reverse.

        `counted` are the ids that a number word ("the three makers") may count.
        """
        return [
            *self.problems_of_text(statement, cites, counted),
            *self._qualifiers(statement, _phrases(cites), self._kinds - _BOUNDS),
        ]

    def problems_of_text(
        self, text: str, cites: Sequence[Cite], counted: Iterable[str] = ()
    ) -> list[str]:
        """Name the same for a text that picks from several facts, and may leave things out."""
        phrases = _phrases(cites)
        return [
            *self._figures(text, cites),
            *self._counts(text, phrases, frozenset(counted)),
            *self._names(text, phrases),
            *self._qualifiers(text, phrases, _BOUNDS),
        ]

    def figures(self, text: str) -> set[str]:
        """Give the numbers of two digits and more in a text, without their units."""
        return {figure.number for figure in self._find(text) if len(figure.number) > 1}

    def repeated_figures(self, text: str) -> list[str]:
        """Give the figures that a text tells more than once, as a mix-up would."""
        counted = Counter(show_figure(figure) for figure in self._find(text))
        return [shown for shown, times in counted.items() if times > 1]

    def _figures(self, statement: str, cites: Sequence[Cite]) -> Iterator[str]:
        carried = [
            (figure, " ".join(cite.phrases))
            for cite in cites
            for phrase in cite.phrases
            for figure in self._find(phrase)
        ]
        found = self._find(statement)
        for figure in found:
            holders = [context for other, context in carried if other.key == figure.key]
            if not holders:
                yield f'no phrase carries the figure "{show_figure(figure)}"'
                continue
            rivals = [
                context for f, context in carried if f.unit == figure.unit and f.key != figure.key
            ]
            if rivals and sum(f.unit == figure.unit for f in found) > 1:
                context = self._context(statement, figure)
                own = max(self._shared(context, phrase) for phrase in holders)
                if own < max(self._shared(context, phrase) for phrase in rivals):
                    yield f'"{show_figure(figure)}" stands where the evidence has another figure'

    def _counts(
        self, statement: str, phrases: Sequence[str], counted: frozenset[str]
    ) -> Iterator[str]:
        tokens = words_of(statement)
        named = counted | {mention.id for mention in self.names.find(tokens)}
        sizes = {len(self.names.members[each]) for each in named if each in self.names.members}
        people = named & self.employers.keys()
        bodies = named - self.names.members.keys()
        sizes |= {
            len(bodies),
            len(people),
            len(bodies - people),
            len(self._find(statement)),
        }
        carried = [words_of(phrase) for phrase in phrases]
        stated = {n for tokens_ in carried for n in self._reader.counts(tokens_).values()}
        stated |= {int(f.number) for p in phrases for f in self._find(p) if f.number.isdigit()}
        for at, number in self._reader.counts(tokens).items():
            if number > 1 and number not in stated | sizes:
                yield f'no phrase carries the number "{tokens[at]}"'

    def _names(self, statement: str, phrases: Sequence[str]) -> Iterator[str]:
        tokens = words_of(statement)
        mentions = self.names.find(tokens)
        spoken = frozenset(mention.id for mention in mentions)
        carried_ids = self._carried_ids(phrases, spoken)
        proved = carried_ids.union(
            *(self.employers.get(each, frozenset()) for each in spoken & carried_ids)
        )
        for mention in mentions:
            text = " ".join(tokens[mention.start : mention.end])
            is_proper = text != text.casefold() and mention.id not in self.names.members
            if is_proper and mention.id not in proved:
                yield f'no phrase carries the name "{text}"'
        inside = {at for mention in mentions for at in range(mention.start, mention.end)}
        known = [p for each in spoken & proved for p in self.profiles.get(each, ())]
        carried = frozenset().union(*(self._keys(phrase) for phrase in (*phrases, *known)))
        starts = {match[1] for match in _SENTENCE_START.finditer(clean(statement))}
        starts -= {month.capitalize() for month in self.lexicon.language.months.names} - {"May"}
        starts = {each for each in starts if self._is_word(each)}
        for term in self.lexicon.terms(tokens, mentions):
            is_proper = term.text[0].isupper() and term.text.split()[0] not in starts | {"I"}
            if is_proper and term.start not in inside and not term.keys & carried:
                yield f'no phrase carries "{term.text}"'

    def _is_word(self, capitalized: str) -> bool:
        """Whether what starts a sentence is a word that any sentence may start with."""
        word = capitalized.casefold().removesuffix("'s")
        return stem(word) in self.lexicon.ordinary or zipf(word) >= PLAIN_WORD_ZIPF

    def _carried_ids(self, phrases: Sequence[str], spoken: frozenset[str]) -> frozenset[str]:
        """Ids that phrases name; a group named there carries its members all or none."""
        found = {each for phrase in phrases for each in self._ids(phrase)}
        members = (self.names.members.get(each, frozenset()) for each in found)
        return frozenset(found.union(*(each for each in members if each <= spoken)))

    def _qualifiers(
        self, statement: str, phrases: Sequence[str], kinds: frozenset[str]
    ) -> Iterator[str]:
        stated = _spaced(statement)
        for kind in sorted(kinds):
            forms = [_spaced(form) for form in self.lexicon.language.qualifiers[kind]]
            if any(form in stated for form in forms):
                continue
            for phrase in phrases:
                held = next((form for form in forms if form in _spaced(phrase)), None)
                if held and (kind not in _BOUNDS or _bounds(held, phrase, stated)):
                    yield f'the statement drops the qualifier "{held.strip()}" of its evidence'
                    break

    def _find(self, text: str) -> tuple[Figure, ...]:
        """Find figures; phrases come again and again, so each is read once."""
        found = self._figures_read.get(text)
        if found is None:
            found = self._figures_read[text] = self._read_figures(text)
        return found

    def _read_figures(self, text: str) -> tuple[Figure, ...]:
        tokens = words_of(text)
        named = {
            at for mention in self.names.find(tokens) for at in range(mention.start, mention.end)
        }
        return tuple(figure for figure in self._reader.find(tokens) if figure.at not in named)

    def _context(self, statement: str, figure: Figure) -> frozenset[str]:
        """Keys of the clause that the figure stands in."""
        end = 0
        for clause in _CLAUSE_START.split(clean(statement)):
            end += len(words_of(clause))
            if figure.at < end:
                return self._keys(clause)
        return frozenset()

    def _shared(self, context: frozenset[str], phrase: str) -> int:
        return len((context & self._keys(phrase)) - self.lexicon.function_stems)

    def _keys(self, text: str) -> frozenset[str]:
        found = self._keys_read.get(text)
        if found is None:
            found = self._keys_read[text] = self._read_keys(text)
        return found

    def _ids(self, phrase: str) -> frozenset[str]:
        found = self._ids_read.get(phrase)
        if found is None:
            found = self._ids_read[phrase] = self.names.every(words_of(phrase))
        return found

    def _read_keys(self, text: str) -> frozenset[str]:
        tokens = words_of(text)
        keys = (term.keys for term in self.lexicon.terms(tokens, self.names.find(tokens)))
        return frozenset().union(*keys, (stem(token.casefold()) for token in tokens))

    @cached_property
    def _kinds(self) -> frozenset[str]:
        return frozenset(self.lexicon.language.qualifiers)

    @cached_property
    def _reader(self) -> FigureReader:
        return FigureReader(self.lexicon.language)


def _phrases(cites: Iterable[Cite]) -> list[str]:
    return [phrase for cite in cites for phrase in cite.phrases]


def _bounds(held: str, phrase: str, stated: str) -> bool:
    """Whether what a qualifier bounds in a phrase is told in the statement."""
    _, _, bounded = _spaced(phrase).partition(held)
    first = bounded.split()[:1]
    return bool(first) and f" {first[0]} " in stated


@lru_cache(maxsize=8_192)
def _spaced(text: str) -> str:
    text = _MONTH_OF_MAY.sub("month", text)
    return f" {' '.join(words_of(text)).casefold()} "
