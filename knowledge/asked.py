"""What kind of answer a question asks for, and what kinds a text can give."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import chain, pairwise

from knowledge.figures import Figure, FigureReader
from knowledge.language import Language, compiled

MAX_PLACE_WORDS = 4
"""Longest name of a place, in words: "the united arab emirates"."""

COUNTED_BEFORE, COUNTED_AFTER = 3, 6
"""Words around a number among which stands what it counts: "a workforce of 2,600"."""

SHORTEST_CLAIM = 6
"""Words; what asks nothing in fewer is a search for keywords, not a statement."""


@dataclass(frozen=True)
class Asked:
    """Reads what is asked for, and what a text gives, in one language."""

    language: Language

    def slots(self, text: str, sought: Iterable[str] = ()) -> frozenset[str]:
        """Name the kinds of value that a question asks for; `sought` are its aims."""
        found = {slot for slot, pattern in self._asking if pattern.search(text)}
        is_sum = "amount" in found and "how much of" not in text
        aims = f" {text if is_sum else ' '.join(sought)} "
        if any(f" {each} " in aims for each in self.language.shares.words):
            found.add("percent")
        elif "percent" not in found and any(f" {each} " in aims for each in self._sums):
            found.add("money")
        return frozenset(found)

    def asks(self, text: str) -> bool:
        """Whether a question holds a word that asks."""
        return bool(self._patterns["asking_word"].search(text))

    def is_claim(self, text: str, *, has_tag: bool) -> bool:
        """Whether a question states something to be confirmed or corrected."""
        if has_tag or self.is_yes_no(text):
            return True
        is_sentence = len(text.split()) >= SHORTEST_CLAIM and self._patterns["auxiliary"].search(
            text
        )
        return bool(is_sentence) and not self._patterns["asking_word"].search(text)

    def is_yes_no(self, text: str) -> bool:
        """Whether a question wants a yes or no: "is ...", "did ..."."""
        opened = self._patterns["confirming"].match(text)
        return bool(opened) and not self._patterns["asking_later"].search(text)

    def is_attribution(self, text: str) -> bool:
        """Whether a text speaks of somebody's words: "did X say ...", "according to X"."""
        return bool(self._patterns["saying"].search(text))

    def gives(self, tokens: Sequence[str]) -> frozenset[str]:
        """Name the kinds of value that a text holds."""
        lowered = [token.casefold() for token in tokens]
        figures = self._figures.find(tokens)
        given = chain(
            self._quantities(tokens, lowered, figures),
            self._times(lowered, figures),
            self._where(tokens, lowered),
        )
        if self._patterns["reply"].search(" ".join(lowered)):
            given = chain(given, ("reply",))
        is_crowd = self._patterns["crowd"].match
        return frozenset(given) | ({"who"} if any(map(is_crowd, lowered)) else set())

    def counted(self, tokens: Sequence[str]) -> str:
        """Give the words around the numbers of a text: what they count."""
        ats = {figure.at for figure in self._figures.find(tokens)} | set(
            self._figures.counts(tokens)
        )
        near = {
            at
            for each in ats
            for at in (
                *range(each - COUNTED_BEFORE, each),
                *range(each + 1, each + 1 + COUNTED_AFTER),
            )
        }
        return " ".join(tokens[at] for at in sorted(near) if 0 <= at < len(tokens))

    def _quantities(
        self, tokens: Sequence[str], lowered: Sequence[str], figures: Sequence[Figure]
    ) -> Iterator[str]:
        times = {"year", "decade"} | self._month_units
        sums = [f for f in figures if f.unit not in times]
        is_counted = bool(self._figures.counts(tokens))
        if sums or is_counted:
            yield "amount"
        if is_counted or any(f.unit != "percent" and not f.unit.startswith("$") for f in sums):
            yield "count"
        is_share = any(figure.unit == "percent" for figure in figures)
        is_share = is_share or bool(self._patterns["fraction"].search(" ".join(lowered)))
        if is_share:
            yield from ("percent", "amount")
        if any(f.unit.startswith("$") for f in figures) or self._pays(lowered, figures):
            yield from ("money", "currency")
        # "40% of its revenue" tells of the revenue, though in no currency.
        if is_share and not self._sum_words.isdisjoint(lowered):
            yield "money"

    def _times(self, lowered: Sequence[str], figures: Sequence[Figure]) -> Iterator[str]:
        units = {figure.unit for figure in figures}
        if "year" in units:
            yield from ("year", "when")
        if "decade" in units:
            yield "when"
        if not self._months.isdisjoint(lowered):
            yield from ("month", "when")
        if not self._month_units.isdisjoint(units):
            yield from ("day", "month", "when")
        text = " ".join(lowered)
        if self._patterns["temporal"].search(text):
            yield "when"
        if self._patterns["future"].search(text):
            yield "future"

    def _where(self, tokens: Sequence[str], lowered: Sequence[str]) -> Iterator[str]:
        """Name the kinds of places; a country that does something is somebody too."""
        if self._is_located(tokens):
            yield from ("where", "site", "city")
        for start, word in enumerate(lowered):
            if word not in self._place_openings:
                continue
            for end in range(start + 1, min(len(lowered), start + MAX_PLACE_WORDS) + 1):
                name = " ".join(lowered[start:end])
                kind = self._places.get(name)
                if kind:
                    yield from (kind, "where")
                if name in self.language.places["cities"]:
                    yield from ("city", "site")
                if kind == "country" and not self._is_scene(lowered, start):
                    yield "who"

    def _is_scene(self, lowered: Sequence[str], start: int) -> bool:
        """Whether a place is only where, whence or of which something is: "in the U.S."."""
        before = [word for word in lowered[:start] if word != "the"][-1:]
        return any(map(self._patterns["preposition"].match, before))

    def _pays(self, lowered: Sequence[str], figures: Iterable[Figure]) -> bool:
        """Whether a figure is one of money in words: "9 cents", "3 million euros"."""
        coin = self._patterns["coin"]
        return any(
            coin.match(word)
            for figure in figures
            for word in lowered[figure.at + 1 : figure.at + 3]
        )

    def _is_located(self, tokens: Sequence[str]) -> bool:
        """Whether something is said to be at a named place that no list knows: "in Utrecht"."""
        return any(
            name[0].isupper()
            and name.casefold() not in self._no_sites
            and self._patterns["locative"].match(word)
            for word, name in pairwise(tokens)
        )

    @cached_property
    def _asking(self) -> Sequence[tuple[str, re.Pattern[str]]]:
        return [(slot, re.compile(pattern)) for slot, pattern in self.language.slots.items()]

    @cached_property
    def _patterns(self) -> Mapping[str, re.Pattern[str]]:
        return compiled(self.language)

    @cached_property
    def _sum_words(self) -> frozenset[str]:
        return frozenset(self._sums)

    @cached_property
    def _sums(self) -> Iterable[str]:
        return self.language.sums.words

    @cached_property
    def _figures(self) -> FigureReader:
        return FigureReader(self.language)

    @cached_property
    def _months(self) -> frozenset[str]:
        return frozenset(self.language.months.names) - {"may", "march"}

    @cached_property
    def _month_units(self) -> frozenset[str]:
        return frozenset(month[:3] for month in self.language.months.names)

    @cached_property
    def _no_sites(self) -> frozenset[str]:
        """First words of what may follow "in", but tells no closer place than a country."""
        wide = (name for name, kind in self._places.items() if kind in {"country", "region"})
        first = (name.removeprefix("the ").partition(" ")[0] for name in wide)
        return frozenset(first) | frozenset(self.language.months.names)

    @cached_property
    def _place_openings(self) -> frozenset[str]:
        return frozenset(name.partition(" ")[0] for name in self._places)

    @cached_property
    def _places(self) -> Mapping[str, str]:
        """Each place name's kind; a city that is a country too counts as the country."""
        places = self.language.places
        kinds = {
            "cities": "city",
            "us_states": "state",
            "regions": "region",
            "continents": "region",
            "countries": "country",
        }
        return {name: kind for table, kind in kinds.items() for name in places[table]}
