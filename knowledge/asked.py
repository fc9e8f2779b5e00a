"""What kind of answer a question asks for, and what kinds a text can give."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from knowledge.figures import FigureReader
from knowledge.language import Language

ASKING: Mapping[str, str] = {
    "year": r"\b(what|which|in what|in which) year\b",
    "month": r"\b(what|which) month\b",
    "day": r"\b(what|which|exact|precise) (exact |precise |calendar )?(date|day)\b|\bexact (date|day)\b|\bon what date\b",
    "when": r"^(so |and |but |ok |hey )*when\b|\b(and|or|but|since|by|until|from) when\b|\bwhen (did|does|do|is|was|were|will|has|have|exactly)\b|\bhow long ago\b|\bhow (soon|recent|recently)\b",
    "country": r"\b(what|which) (country|countries|nation|nations)\b",
    "state": r"\b(what|which) (us |u\.s\. |american )?(states?)\b",
    "city": r"\b(what|which) (city|cities|town|towns)\b",
    "where": r"\bwhere\b|\bwhereabouts\b",
    "money": r"\bhow much (money|cash|capital|did|does|do|is|are|was|will|has|have|would)\b(?=.*\b(cost|pay|paid|spend|spent|invest|invested|sink|sunk|put|raise|raised|worth|charge|charged|price|earn|make|made|owe|money|cash|dollars?)\b)|\bhow much (money|cash|capital)\b|\bin (dollars|usd|euros|money|cash)\b",
    "count": r"\bhow many\b|\bnumber of\b|\bwhat number\b",
    "amount": r"\bhow (much|high|fast|long|old|often|far|heavy|tall|hot|loud)\b",
    "future": r"^(so |and |but |ok )*will\b",
    "percent": r"\b(what|which|big an?|large an?|high an?|small an?) (percentage|percent|proportion|share|slice|fraction)\b",
}
"""What in a question asks for which kind of value (on its lower-case words)."""

SHORTEST_CLAIM = 6
"""Words; what asks nothing in fewer is a search for keywords, not a statement."""

TEMPORAL = re.compile(
    r"\b(after|following|since|before|once|by|ago|during|until|shortly|soon|then|later|near term"
    r"|short term|long overdue|yet|already|now|currently|so far)\b"
)
_FUTURE = re.compile(
    r"\b(will|would|could|may|might|expects?|expected|forecasts?|plans?|promis\w+|possib\w+|aims?"
    r"|wants?|seek\w*|risk|prospect|by 20\d\d|yet|still|efforts?|exploratory)\b"
)
_CONFIRMING = re.compile(
    r"^(so |and |but |wait |hold on |hang on |ok |okay |well |oh )*"
    r"(is|are|was|were|did|does|do|has|have|had|can|could|will|would|am|isn't|aren't|wasn't"
    r"|weren't|didn't|doesn't|don't|hasn't|haven't|won't)\b"
)
_AUXILIARY = re.compile(
    r"\b(is|are|was|were|has|have|had|did|does|do|will|would|can|could|its|get|gets|got|just)\b"
    r"|\w'(s|re|ve|ll|d)\b|n't\b"
)
_ASKING_WORD = re.compile(
    r"\b(who|whose|whom|what|when|where|why|which|how|name|list|tell|explain|describe|compare)\b"
)


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
        return bool(_ASKING_WORD.search(text))

    def is_claim(self, text: str, *, has_tag: bool) -> bool:
        """Whether a question states something to be confirmed or corrected."""
        if has_tag or _CONFIRMING.match(text):
            return True
        is_sentence = len(text.split()) >= SHORTEST_CLAIM and _AUXILIARY.search(text)
        return bool(is_sentence) and not _ASKING_WORD.search(text)

    def gives(self, tokens: Sequence[str]) -> frozenset[str]:
        """Name the kinds of value that a text holds."""
        lowered = [token.casefold() for token in tokens]
        figures = self._figures.find(tokens)
        units = {figure.unit for figure in figures}
        months = {word for word in lowered if word in self._months}
        sums = [f for f in figures if f.unit != "year" and f.unit not in self._month_units]
        counts = [f for f in sums if f.unit != "percent" and not f.unit.startswith("$")]
        found = {"amount"} if sums or self._figures.counts(tokens) else set()
        found |= {"count"} if counts or self._figures.counts(tokens) else set()
        found |= {"year", "when"} if "year" in units else set()
        found |= {"month", "when"} if months else set()
        found |= {"day"} if units & {month[:3] for month in months} else set()
        found |= {"percent"} if "percent" in units else set()
        found |= {"money"} if any(unit.startswith("$") for unit in units) else set()
        text = " ".join(lowered)
        found |= {"when"} if TEMPORAL.search(text) else set()
        found |= {"future"} if _FUTURE.search(text) else set()
        for kind, names in self._places.items():
            if any(f" {name} " in f" {text} " for name in names):
                found |= {kind, "where"}
        return frozenset(found)

    @cached_property
    def _asking(self) -> Sequence[tuple[str, re.Pattern[str]]]:
        return [(slot, re.compile(pattern)) for slot, pattern in ASKING.items()]

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
    def _places(self) -> Mapping[str, Iterable[str]]:
        places = self.language.places
        return {
            "country": places["countries"],
            "state": places["us_states"],
            "city": places["cities"],
            "region": (*places["regions"], *places["continents"]),
        }
