"""Words -> terms: synonyms folded into concepts, so that other words still meet."""

import re
from collections.abc import Callable, Container, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property, lru_cache, partial
from typing import NamedTuple
from weakref import proxy

from knowledge.entities import Mention
from knowledge.language import Language
from knowledge.model import Opposites, Synonyms
from knowledge.text import stem, words_of

_PRONOUN_LIKE = frozenset({"us", "it", "who"})
"""Abbreviations that are function words unless written in capitals."""


MOST_KEPT = 16_384
"""Words and phrases whose keys are kept, some 10 MB: ten times what most bases use."""

_NUMBER_MARKS = re.compile(r"[$€£%,]|(?<=\d)(?:st|nd|rd|th|k|m|mn|bn|b|tn|bil|mil)$")


class Term(NamedTuple):
    """A unit of meaning in a text: a word, a phrase with synonyms, or a name.

    `keys` are what it is compared by; two terms mean the same if they share one.
    Stems stand as they are, concepts as "=concept" (of the
    language) or "≈concept" (of the field), names as "@id".
    """

    text: str
    keys: frozenset[str]
    start: int
    end: int

    is_name: bool = False


@dataclass(frozen=True)
class Lexicon:
    """The synonyms of the language and of the field, and how opposites pair."""

    language: Language
    concepts: Mapping[tuple[str, ...], frozenset[str]] = field(default_factory=dict)
    opposite_terms: tuple[Opposites, ...] = ()

    def terms(self, tokens: Sequence[str], mentions: Iterable[Mention] = ()) -> list[Term]:
        """Fold words into terms: names first, then the longest synonym, then words."""
        named = {mention.start: mention for mention in mentions}
        stems = list(map(_fold, tokens))
        longest = map(self._longest.get, zip(stems, [*stems[1:], ""], strict=False))
        keys = self._keys
        terms: list[Term] = []
        end = 0
        for at, most in enumerate(longest):
            if at < end:
                continue
            mention = named.get(at) if named else None
            size = self._phrase_at(stems, at, most, named) if most and not mention else 1
            end = mention.end if mention else at + size
            text = " ".join(tokens[at:end]) if end > at + 1 else tokens[at]
            if mention:
                terms.append(Term(text, frozenset({f"@{mention.id}"}), at, end, is_name=True))
            else:
                terms.append(Term(text, keys(tuple(stems[at:end])), at, end))
        return terms

    def __getstate__(self) -> dict[str, object]:
        """Leave out the cache of keys, which cannot be stored and fills by itself."""
        return {name: value for name, value in self.__dict__.items() if name != "_keys"}

    @cached_property
    def function_stems(self) -> frozenset[str]:
        """Stems of the words that carry grammar, not meaning."""
        language = self.language
        listed = (*language.function_words.words, *language.negations.words)
        return frozenset(stem(word) for word in listed if " " not in word)

    @cached_property
    def ordinary(self) -> frozenset[str]:
        """Stems of everyday English: every word that the language files use."""
        language = self.language
        lists = (
            language.light_words.words,
            language.attributes.words,
            language.filler.phrases,
        )
        chat = (word for text in language.chat.values() for word in text.split())
        ranks = (w for text in language.comparatives.superlatives for w in text.split())
        return frozenset(
            [
                *(part for phrase in self.concepts for part in phrase),
                *(stem(word) for words_ in lists for text in words_ for word in text.split()),
                *(stem(word) for word in (*chat, *ranks, *language.chat)),
                *self.function_stems,
            ]
        )

    @cached_property
    def light_keys(self) -> frozenset[str]:
        """Stems of content words so general that nothing is lost without them."""
        return frozenset(stem(word) for word in self.language.light_words.words)

    @cached_property
    def opposites(self) -> Mapping[str, frozenset[str]]:
        """Each key's opposite keys, by stem and by concept."""
        found: dict[str, frozenset[str]] = {}
        for pair in self.opposite_terms:
            sides = [self.keys_of(term) for term in pair.terms]
            for side in sides:
                others = frozenset().union(*(o for o in sides if o is not side)) - side
                for key in side:
                    found[key] = found.get(key, frozenset()) | others
        return found

    def keys_of(self, text: str) -> frozenset[str]:
        """Give the keys of one term as written in a file."""
        terms = self.terms(words_of(text))
        return terms[0].keys if len(terms) == 1 else frozenset({text.casefold()})

    def _phrase_at(
        self, stems: Sequence[str], start: int, longest: int, named: Container[int]
    ) -> int:
        """Give the words of the longest phrase that starts here and holds no name, or 1."""
        for size in range(min(longest, len(stems) - start), 1, -1):
            inside = range(start, start + size)
            if tuple(stems[start : start + size]) in self.concepts and not any(
                at in named for at in inside
            ):
                return size
        return 1

    @cached_property
    def _keys(self) -> Callable[[tuple[str, ...]], frozenset[str]]:
        """Give the keys of a word or phrase; most come again and again."""
        # Through a weak reference: a lexicon that held itself would outlive its use, and with
        # it all that is kept here.
        return lru_cache(MOST_KEPT)(partial(Lexicon._keys_of_stems, proxy(self)))

    def _keys_of_stems(self, stems: tuple[str, ...]) -> frozenset[str]:
        parts = frozenset(stems) if len(stems) == 1 else self._parts(stems)
        return self.concepts.get(stems, frozenset()) | parts

    @cached_property
    def _longest(self) -> Mapping[tuple[str, str], int]:
        """The words of the longest phrase that starts with each two stems."""
        longest: dict[tuple[str, str], int] = {}
        for first, *rest in self.concepts:
            if rest:
                opening = first, rest[0]
                longest[opening] = max(longest.get(opening, 1), 1 + len(rest))
        return longest

    def _parts(self, stems: Sequence[str]) -> frozenset[str]:
        """Give the words of a phrase, which mean what it means; "share price" is no "share"."""
        if tuple(stems) in self.attributes:
            return frozenset()
        return frozenset(stem for stem in stems if stem not in self.function_stems)

    @cached_property
    def attributes(self) -> frozenset[tuple[str, ...]]:
        """Stems of the properties that an answer must name when a question does."""
        listed = self.language.attributes.words
        return frozenset(tuple(_fold(token) for token in words_of(each)) for each in listed)


def build_lexicon(
    language: Language,
    field_synonyms: Iterable[Synonyms] = (),
    field_opposites: Iterable[Opposites] = (),
) -> Lexicon:
    """Index synonyms by their stems; a term may stand in several groups."""
    concepts: dict[tuple[str, ...], frozenset[str]] = {}
    groups = [("=", group.terms) for group in language.synonyms]
    groups += [("=", (str(figure), word)) for word, figure in language.numbers.items()]
    groups += [("=", tuple(pair.split("/"))) for pair in language.demonyms.words]
    groups += [("=", (each,)) for each in language.attributes.words if " " in each]
    places = (name for names in language.places.values() for name in names)
    groups += [("=", (each,)) for each in places if " " in each and not each.startswith("the ")]
    groups += [("≈", group.terms) for group in field_synonyms]
    for mark, terms in groups:
        own = frozenset({f"{mark}{terms[0].casefold()}"})
        for term in terms:
            key = tuple(map(_fold, words_of(term)))
            held = concepts.get(key)
            concepts[key] = held | own if held else own
    concepts.pop((), None)
    return Lexicon(language, concepts, (*language.opposites, *field_opposites))


@lru_cache(maxsize=65_536)
def _fold(token: str) -> str:
    """Stem a word; in capitals or with dots "US" is the country, not the pronoun."""
    lowered = token.casefold()
    if "." in token and lowered.replace(".", "").isalpha():
        return lowered.rstrip(".") + "."
    if token.isupper() and lowered in _PRONOUN_LIKE:
        return ".".join(lowered) + "."
    if lowered[-1:].isdigit() or lowered[:1] in "$€£0123456789":
        return _NUMBER_MARKS.sub("", lowered) or lowered
    return stem(lowered)
