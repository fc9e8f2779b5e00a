"""A question as typed -> a Query: what it says, whom it names, what it asks for."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from knowledge.asked import Asked
from knowledge.entities import Mention, Names
from knowledge.figures import Figure, FigureReader
from knowledge.language import zipf
from knowledge.lexicon import Lexicon, Term
from knowledge.mending import Mender
from knowledge.plain import PlainWriter
from knowledge.sought import Seeker
from knowledge.text import clean, stem, words, words_of
from knowledge.untold import Untold

_MARKUP = re.compile(
    r"<[@#!:][^>]*>"  # <@123>, <#channel>, <:emoji:1>
    r"|https?://\S+|www\.\S+"
    r"|`{3}.*?`{3}",
    re.DOTALL | re.IGNORECASE,
)
_PER_CENT = re.compile(r"\bper cent\b", re.IGNORECASE)
_PING = re.compile(r"(?<![\w.])@\w+")
_MODEL = re.compile(r"[a-z]{1,4}(?:\d{2,4}|[0135679])[a-z]{0,3}$")
"""A model or a product, "s21" or "ps5", but not "b4": its makers' own name, however written."""

MAX_ASK_WORDS = 5
"""Longest phrase that marks what is asked for, in words."""

MAX_FAMOUS_WORDS = 4
"""Longest well-known name in words that is looked for."""


@dataclass(frozen=True, slots=True)
class Query:
    """A question understood."""

    text: str
    """Clean text, as typed but for width, quotes and markup."""
    terms: tuple[Term, ...]
    names: frozenset[str]
    figures: tuple[Figure, ...]
    asks: frozenset[str]
    is_negated: bool
    mended: tuple[tuple[str, str], ...]
    strangers: tuple[str, ...]
    """Proper names that the knowledge does not hold."""
    slots: frozenset[str]
    """Kinds of value that are asked for: "year", "money", ..."""
    sought: frozenset[int]
    """Places of the words that say what is wanted: "which X", "NAME's X", "X of NAME"."""
    counted: frozenset[int]
    """Places of the words right after "how many": what is to be counted."""
    details: frozenset[str]
    """Kinds of detail that it wants: "name", "exact", ..."""
    is_claim: bool
    """Whether it states something to be confirmed or corrected."""
    is_attribution: bool
    """Whether it is such a claim about who said something."""
    is_yes_no: bool
    """Whether it is such a claim by its form alone: "is X ...?", "did X ...?"."""

    @property
    def words(self) -> str:
        """The mended words, lower case, in order."""
        return " ".join(term.text for term in self.terms).casefold()


@dataclass(frozen=True)
class Reader:
    """Understands questions with the vocabulary of one knowledge base."""

    lexicon: Lexicon
    names: Names
    mender: Mender
    told: frozenset[str]
    """Words of what the knowledge tells; a name in wordings alone is not held."""

    def read(self, question: str) -> Query:
        """Understand one question: strip, expand, mend, fold."""
        text = strip(question)
        asks = self.asks(text)
        mended: list[tuple[str, str]] = []
        plain = self._plain
        tokens = plain.without_filler(plain.expanded(plain.in_english(words(_quiet(text)))))
        mentions = self.names.find(tokens)
        taken = {at for each in mentions for at in range(each.start, each.end)}
        misspelt = self.mender.misspelt_names(tokens, taken)
        mended.extend((" ".join(tokens[each.start : each.end]), each.id) for each in misspelt)
        strangers = self._strangers(tokens, taken)
        tokens, mentions = self._mend(tokens, [*mentions, *misspelt], strangers, mended)
        terms = self.lexicon.terms(tokens, mentions)
        lowered = [token.casefold() for token in tokens]
        sought = self._seeker.sought(lowered, mentions)
        named = {at for each in mentions for at in range(each.start, each.end)}
        return Query(
            text=text,
            terms=tuple(terms),
            names=frozenset(each.id for each in mentions),
            figures=tuple(f for f in self._figures.find(tokens) if f.at not in named),
            asks=(asks := asks | self.asks(" ".join(tokens))),
            is_negated=self.is_negated(" ".join(lowered)),
            mended=tuple(mended),
            strangers=strangers,
            slots=self._asked.slots(" ".join(lowered), [lowered[at] for at in sorted(sought)]),
            sought=sought,
            counted=self._seeker.counted(lowered),
            details=self._untold.details(" ".join(lowered)),
            is_claim=(
                is_claim := self._asked.is_claim(" ".join(lowered), has_tag="confirm" in asks)
            ),
            is_attribution=is_claim and self._asked.is_attribution(" ".join(lowered)),
            is_yes_no="confirm" not in asks and self._asked.is_yes_no(" ".join(lowered)),
        )

    def fold(self, text: str) -> list[Term]:
        """Fold a text of the knowledge itself into terms: nothing in it is mended."""
        tokens = self._plain.expanded(words_of(text))
        return self.lexicon.terms(tokens, self.names.find(tokens))

    def is_negated(self, text: str) -> bool:
        """Whether a text denies something."""
        return any(token in self._negations for token in text.casefold().split())

    def _mend(
        self,
        tokens: list[str],
        mentions: list[Mention],
        strangers: Sequence[str],
        mended: list[tuple[str, str]],
    ) -> tuple[list[str], list[Mention]]:
        """Mend words outside names; a word split in two moves the names after it."""
        named = {at for each in mentions for at in range(each.start, each.end)}
        result: list[str] = []
        place: dict[int, int] = {}
        for at, token in enumerate(tokens):
            place[at] = len(result)
            is_name = at in named or token in strangers
            result.extend([token] if is_name else self._mend_one(token, mended))
        place[len(tokens)] = len(result)
        moved = [Mention(place[m.start], place[m.end - 1] + 1, m.id) for m in mentions]
        return result, moved

    def _mend_one(self, token: str, mended: list[tuple[str, str]]) -> list[str]:
        lowered = token.casefold().removesuffix("'s")
        if self.mender.is_known(lowered):
            return [token]
        split = self.mender.split_word(lowered)
        found = self.mender.mend_word(lowered)
        if not split and not found:
            return [token]
        mending = [found] if found else list(split or ())
        mended.append((token, " ".join(mending)))
        return mending

    def _strangers(self, tokens: Sequence[str], taken: set[int]) -> tuple[str, ...]:
        """Names that the knowledge does not hold: capitalized inside a sentence, or famous."""
        famous = {at for at in self._famous_at(tokens) if at not in taken}
        # In a headline or a shout capitals tell nothing.
        told = not all(token in {token.upper(), token.title()} for token in tokens)
        return tuple(
            token
            for at, token in enumerate(tokens)
            if at in famous
            or (told and at not in taken and self._is_stranger(token, is_first=not at))
        )

    def _famous_at(self, tokens: Sequence[str]) -> Iterator[int]:
        lowered = [token.casefold().removesuffix("'s") for token in tokens]
        for start in range(len(lowered)):
            for end in range(start + 1, min(len(lowered), start + MAX_FAMOUS_WORDS) + 1):
                name = " ".join(lowered[start:end])
                if name in self._famous and not self._is_held(lowered[start:end]):
                    yield from range(start, end)

    def _is_held(self, lowered: Sequence[str]) -> bool:
        """Whether the knowledge tells these words, or its field has its own use for them."""
        return all(word in self.told or self._is_of_field(word) for word in lowered)

    def _is_of_field(self, word: str) -> bool:
        return any(key.startswith("≈") for key in self.lexicon.keys_of(word))

    def _is_stranger(self, token: str, *, is_first: bool) -> bool:
        """Whether a capitalized word is a name of no one known; any word may come first."""
        if is_first and (zipf(token.casefold()) or self.mender.mend_word(token.casefold())):
            return False
        lowered = token.casefold().removesuffix("'s")
        if _MODEL.match(lowered):
            return lowered not in self.told
        return (
            token[0].isupper()
            and len(lowered) > 1
            and lowered not in self.told
            and stem(lowered) not in self.lexicon.ordinary
            and lowered not in self.lexicon.language.months.names
        )

    def asks(self, text: str) -> frozenset[str]:
        """Name the kinds of answer that the words of a text ask for."""
        tokens = re.findall(r"[\w'.]+|\?", text.casefold())
        found: set[str] = set()
        for at, token in enumerate(tokens):
            for size in self._ask_sizes.get(token, ()):
                found |= self._ask_phrases.get(" ".join(tokens[at : at + size]), set())
        return frozenset(found)

    @cached_property
    def _ask_sizes(self) -> Mapping[str, Sequence[int]]:
        """The lengths, in words, of the phrases that start with each word."""
        sizes: dict[str, set[int]] = {}
        for phrase in self._ask_phrases:
            first, *rest = phrase.split()
            if len(rest) < MAX_ASK_WORDS:
                sizes.setdefault(first, set()).add(1 + len(rest))
        return {first: sorted(each) for first, each in sizes.items()}

    @cached_property
    def _ask_phrases(self) -> Mapping[str, set[str]]:
        phrases: dict[str, set[str]] = {}
        for kind, forms in self.lexicon.language.asks.items():
            for form in forms:
                phrases.setdefault(form.replace("?", " ?").strip(), set()).add(kind)
        return phrases

    @cached_property
    def _negations(self) -> frozenset[str]:
        return frozenset(self.lexicon.language.negations.words)

    @cached_property
    def _famous(self) -> frozenset[str]:
        famous = self.lexicon.language.famous
        return frozenset(name for names in famous.values() for name in names)

    @cached_property
    def _plain(self) -> PlainWriter:
        return PlainWriter(self.lexicon.language, self.names)

    @cached_property
    def _seeker(self) -> Seeker:
        return Seeker(self._asked, self.lexicon.function_stems)

    @cached_property
    def _asked(self) -> Asked:
        return Asked(self.lexicon.language)

    @cached_property
    def _untold(self) -> Untold:
        return Untold(self.lexicon.language)

    @cached_property
    def _figures(self) -> FigureReader:
        return FigureReader(self.lexicon.language)


def strip(question: str) -> str:
    """Clean a message and take out mentions, links and code blocks."""
    text = clean(_PING.sub(" ", _MARKUP.sub(" ", question)))
    return _PER_CENT.sub("percent", text)


def _quiet(text: str) -> str:
    """Lower a text that is written all in capitals."""
    return text if text != text.upper() else text.casefold()
