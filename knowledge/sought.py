"""What a question is after: the words behind "which", "how many" or a name."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from knowledge.asked import Asked
from knowledge.entities import Mention
from knowledge.language import compiled
from knowledge.text import stem

MAX_SOUGHT_WORDS = 5
"""Words after "which" or "how many" that say what of: "which additional import tariff rate"."""

_HOW_MANY = (["how", "many"], ["how", "much"])
_LINKS = frozenset({"of", "at", "for", "by", "from", "in"})


@dataclass(frozen=True)
class Seeker:
    """Finds the places of what is sought, in lower-case words."""

    asked: Asked
    function_stems: frozenset[str]

    def sought(self, lowered: Sequence[str], mentions: Sequence[Mention]) -> frozenset[int]:
        """Find what a question is after: "which X", "how many X", "NAME's X", "X of NAME"."""
        starts = [at + 1 for at in range(len(lowered)) if self._asks_at(lowered, at)]
        text = " ".join(lowered)
        starts += [
            text.count(" ", 0, opening.end()) + 1 for opening in self._opening.finditer(text)
        ]
        starts += [each.end for each in mentions]
        if not self.asked.asks(text) and not self.asked.is_claim(text, has_tag=False):
            starts.append(0)
        found = {place for start in starts for place in self._phrase(lowered, start, 1)}
        for each in mentions:
            before = each.start - 1
            if before > 0 and lowered[before] in _LINKS:
                found.update(self._phrase(lowered, before - 1, -1))
        named = {at for each in mentions for at in range(each.start, each.end)}
        return frozenset(found - named)

    def counted(self, lowered: Sequence[str]) -> frozenset[int]:
        """Find the words right after "how many": what is to be counted."""
        starts = [at + 2 for at in range(len(lowered) - 2) if lowered[at : at + 2] in _HOW_MANY]
        return frozenset(place for start in starts for place in self._phrase(lowered, start, 1))

    def _asks_at(self, lowered: Sequence[str], at: int) -> bool:
        """Whether a word asks: in "firms which grew", "which" only joins."""
        before = lowered[at - 1] if at else ""
        is_joint = lowered[at] == "which" and before and before not in _LINKS
        return lowered[at] in {"which", "what", "whose"} and (
            not is_joint or stem(before) in self.function_stems
        )

    def _phrase(self, lowered: Sequence[str], start: int, step: int) -> Iterator[int]:
        """Give the places of the next words up to a function word, at most five."""
        for place in range(start, start + step * MAX_SOUGHT_WORDS, step):
            if not 0 <= place < len(lowered) or stem(lowered[place]) in self.function_stems:
                return
            yield place

    @cached_property
    def _opening(self) -> re.Pattern[str]:
        """What stands before a thing that is sought: "how many", "what is the"."""
        return compiled(self.asked.language)["opening"]
