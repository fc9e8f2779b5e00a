"""What an answer itself says is not told: "The article does not give its name."."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from knowledge.language import Language, compiled

_CLAUSE_END = re.compile(r"[.!?;:]\s|,\s(?=(?:and|but|nor|though|although|which)\b)")


@dataclass(frozen=True)
class Untold:
    """Reads which details a question wants, and which ones a sentence says are missing."""

    language: Language

    def details(self, text: str) -> frozenset[str]:
        """Name the kinds of detail that a text speaks of: a name, the exact number."""
        return frozenset(kind for kind, pattern in self._details.items() if pattern.search(text))

    def is_denial(self, text: str) -> bool:
        """Whether the first clause of a text says that something is not told."""
        return bool(self._untold.search(_CLAUSE_END.split(text, maxsplit=1)[0]))

    def told(self, sentence: str) -> str:
        """Leave out the clauses that say that something is not told."""
        clauses = _CLAUSE_END.split(sentence)
        return " ".join(each for each in clauses if not self._untold.search(each))

    def lacks(self, sentence: str) -> frozenset[str]:
        """Name the kinds of detail that a sentence says are not told."""
        clauses = _CLAUSE_END.split(sentence)
        untold = (each for each in clauses if self._untold.search(each))
        return frozenset().union(*map(self.details, untold))

    @cached_property
    def _untold(self) -> re.Pattern[str]:
        return compiled(self.language)["untold"]

    @cached_property
    def _details(self) -> Mapping[str, re.Pattern[str]]:
        details = self.language.details
        return {kind: re.compile(each, re.IGNORECASE) for kind, each in details.items()}
