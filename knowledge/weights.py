"""How much each term of a question weighs."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from math import log

from knowledge.language import zipf
from knowledge.lexicon import Lexicon, Term
from knowledge.text import stem

NAME_WEIGHT = 1.0
"""A name tells more than any word: it is who the question is about."""

FUNCTION_WEIGHT = 0.06
"""Grammar still tells "who" from "why" between wordings that are else alike."""

LIGHT_SHARE = 0.3
"""Of its weight that a light word ("thing", "explain") keeps."""

TELLING_WEIGHT = 1.0
"""Least weight of a property ("price", "date") however common its word is."""

RARE_ZIPF, PLAIN_ZIPF = 3.0, 7.0
"""Zipf frequencies at which a word of the language weighs fully, and nothing."""


@dataclass(frozen=True)
class Weigher:
    """Weighs terms by how rare they are here and in the language (0 to 1.3)."""

    lexicon: Lexicon
    frequencies: Mapping[str, int]
    documents: int

    def weigh(self, term: Term) -> float:
        """Give the weight of one term."""
        if term.is_name:
            return NAME_WEIGHT
        weight = self._weights.get(term.text)
        if weight is None:
            weight = self._weights[term.text] = self._weigh(term)
        return weight

    def vector(self, terms: Iterable[Term]) -> dict[str, float]:
        """Spread the weights of terms over their keys."""
        vector: dict[str, float] = {}
        for term in terms:
            weight = self.weigh(term)
            for key in sorted(term.keys):
                shared = weight * CONCEPT_SHARE.get(key[0], 1.0)
                if shared > vector.get(key, 0.0):
                    vector[key] = shared
        return vector

    def _weigh(self, term: Term) -> float:
        stems = frozenset(key for key in term.keys if key[0] not in CONCEPT_SHARE)
        if stems and stems == term.keys and stems <= self.lexicon.function_stems:
            return FUNCTION_WEIGHT
        weight = (self._rarity_here(term) + rarity(term.text)) / 2
        if term.keys & self.telling:
            return max(weight, TELLING_WEIGHT)
        return weight * LIGHT_SHARE if stems and stems <= self.lexicon.light_keys else weight

    @cached_property
    def _weights(self) -> dict[str, float]:
        return {}

    @cached_property
    def telling(self) -> frozenset[str]:
        """Keys of the properties that an answer must name when a question does."""
        listed = self.lexicon.language.attributes.words
        return frozenset(f"={each}" if " " in each else stem(each) for each in listed)

    def valued(self, slots: Iterable[str]) -> frozenset[str]:
        """Give the properties ("date") that are told with the kinds of value asked for."""
        values = self.lexicon.language.values
        return frozenset(word for slot in slots for word in values.get(slot, ()))

    @cached_property
    def deeds(self) -> frozenset[str]:
        """Keys of the deeds that an answer must tell to say who did them."""
        return frozenset(map(stem, self.lexicon.language.deeds.words))

    def _rarity_here(self, term: Term) -> float:
        frequency = max((self.frequencies.get(key, 0) for key in term.keys), default=0)
        return log(1 + self.documents / (frequency + 0.5)) / log(1 + 2 * self.documents)


CONCEPT_SHARE = {"≈": 0.9, "=": 0.7}
"""What a synonym is worth next to the word itself: of the field, of the language."""


def rarity(text: str) -> float:
    """Tell how rare a term is in the language, 0 ("the") to 1 (rare or unknown)."""
    commonest = min((zipf(word) for word in text.casefold().split()), default=0.0)
    return min(1.0, max(0.0, (PLAIN_ZIPF - commonest) / (PLAIN_ZIPF - RARE_ZIPF)))
