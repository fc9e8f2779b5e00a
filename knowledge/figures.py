"""Figures in a text: a number together with what it counts."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from knowledge.language import Language

_NUMBER = re.compile(r"^([$€£]?)(\d[\d,]*(?:\.\d+)?)(%|[a-z]*)$", re.IGNORECASE)
_CURRENCIES = "$€£"
_YEAR = re.compile(r"^(19|20)\d\d$")
MONTHS = frozenset("jan feb mar apr may jun jul aug sep oct nov dec".split())
"""Units of days: "April 2" is a 2 of "apr"."""

_ORDINALS = frozenset({"st", "nd", "rd", "th"})


@dataclass(frozen=True, slots=True)
class Figure:
    """A number, "95.4", and its unit: "percent", "billion", a month, or none."""

    number: str
    unit: str
    at: int
    """Which word of the text it is, from 0."""

    @property
    def key(self) -> str:
        """The figure as one comparable key: "#95.4 percent"."""
        return f"#{self.number} {self.unit}".strip()


@dataclass(frozen=True)
class FigureReader:
    """Finds figures by the language's number words, scales and months."""

    language: Language

    def find(self, tokens: Sequence[str]) -> list[Figure]:
        """Find the figures that are written in digits or as scales ("hundreds")."""
        return [figure for at in range(len(tokens)) if (figure := self._at(tokens, at))]

    def counts(self, tokens: Sequence[str]) -> dict[int, int]:
        """Find the number words ("three"), as place in the text -> number."""
        numbers = self.language.numbers
        return {at: numbers[w] for at, t in enumerate(tokens) if (w := t.casefold()) in numbers}

    def unit(self, word: str) -> str:
        """Name the scale or month that a word stands for, or nothing."""
        word = word.casefold()
        return self._scales.get(word) or (word[:3] if word in self._months else "")

    def _at(self, tokens: Sequence[str], at: int) -> Figure | None:
        token = tokens[at]
        # Most words are neither: the letters at both ends tell before any pattern does.
        match = _NUMBER.match(token) if token[0] in _CURRENCIES or token[0].isdecimal() else None
        if not match:
            return self._scale_at(tokens, at) if token[-1] == "s" else None
        following = " ".join(tokens[at + 1 : at + 3]).casefold()
        following = following if following == "per cent" else following.partition(" ")[0]
        currency, number, suffix = match.groups()
        before = tokens[at - 1].casefold() if at else ""
        unit = (
            self._scales.get(suffix.casefold(), "")
            or self._scales.get(following, "")
            or next((w[:3] for w in (before, following) if w in self._months), "")
        )
        if not currency and unit not in self._scales.values() and _YEAR.match(tokens[at]):
            unit = "year"
        if suffix.casefold() == "s" and _YEAR.match(number):
            unit = "decade"  # "the 1970s"
        if suffix and not unit and suffix.casefold() not in _ORDINALS:
            return None
        return Figure(_plain(number), f"{'$' if currency else ''}{unit}", at)

    def _scale_at(self, tokens: Sequence[str], at: int) -> Figure | None:
        scale = self._scales.get(tokens[at].casefold(), "")
        before = tokens[at - 1] if at else ""
        counted = _NUMBER.match(before) or self._is_count(before)
        return Figure(scale, "", at) if scale and not counted else None

    def _is_count(self, word: str) -> bool:
        return word.casefold() in self.language.numbers

    @cached_property
    def _scales(self) -> Mapping[str, str]:
        return {w: name for name, forms in self.language.scales.items() for w in forms}

    @cached_property
    def _months(self) -> frozenset[str]:
        return frozenset(self.language.months.names)


def _plain(number: str) -> str:
    """Write "1,000.50" as "1000.5"."""
    number = number.replace(",", "")
    return number.rstrip("0").rstrip(".") if "." in number else number


def show_figure(figure: Figure) -> str:
    """Write a figure as people do: "95.4%", "$12 billion", "2028"."""
    unit = figure.unit.removeprefix("$")
    money = "$" if figure.unit.startswith("$") else ""
    match unit:
        case "percent":
            return f"{figure.number}%"
        case "" | "year":
            return f"{money}{figure.number}"
        case _ if unit in MONTHS:
            return f"{unit.capitalize()} {figure.number}"
        case _:
            return f"{money}{figure.number} {unit}"
