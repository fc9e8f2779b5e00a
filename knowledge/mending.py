"""Typos mended against the words and names that the knowledge holds."""

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray
from rapidfuzz import process
from rapidfuzz.distance import OSA

from knowledge.entities import MAX_NAME_WORDS, Mention, Names, joined_form
from knowledge.language import common_words, zipf

COMMON_WORD_ZIPF = 3.0
"""A word this common (once in a million) is taken as meant, not as a typo."""

ODD_WORD_ZIPF = 3.8
"""Rarer words may be a misspelt name: surnames such as "wong" lie at 3.7."""

MENDING_VOCABULARY_ZIPF = 4.0
"""Ordinary words this common attract typos away from the field's words."""

SHORTEST_MENDED = 4
"""Letters; below, one slip makes another word too easily."""

SHORTEST_SLIP = 5
"""Letters of a word that is taken for a misspelt one although a wording holds it."""

TWO_SLIPS_FROM = 8
"""Letters from which two slips still leave a word recognizable (one below)."""

SAME_SOUND_SIMILARITY = 0.5
"""Least OSA similarity of spellings that sound alike: "oradyne" / "auradine" is 0.62."""

_SOUNDS = (
    ("ph", "f"), ("ck", "k"), ("sch", "s"), ("sh", "s"), ("ch", "k"), ("ce", "se"),
    ("ci", "si"), ("c", "k"), ("q", "k"), ("z", "s"), ("x", "ks"), ("v", "f"), ("dg", "j"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Spellings:
    """Words of one length, and which letters each holds, as bits."""

    words: tuple[str, ...]
    letters: NDArray[np.uint32]

    def near(self, word: str, slips: int) -> list[str]:
        """Give the words that so many slips may lead to: each changes two letters at most."""
        apart = np.bitwise_count(self.letters ^ _letters(word))
        return [self.words[at] for at in np.flatnonzero(apart <= 2 * slips).tolist()]


@dataclass(frozen=True)
class Mender:
    """Knows the words that the knowledge uses, and mends what is near them."""

    vocabulary: frozenset[str]
    names: Names
    _by_length: dict[int, Spellings] = field(default_factory=dict)
    _sounding: dict[str, tuple[str, ...]] = field(default_factory=dict)
    _words_sounding: dict[str, tuple[str, ...]] = field(default_factory=dict)

    def is_known(self, word: str) -> bool:
        """Whether a lower-case word needs no mending."""
        return (
            word in self.vocabulary
            or not word.isalpha()
            or len(word) < SHORTEST_MENDED
            or zipf(word) >= COMMON_WORD_ZIPF
        )

    def mend_word(self, word: str) -> str | None:
        """Give the nearest known word of a lower-case one, itself or another, if any is near."""
        if word in self.vocabulary and len(word) >= SHORTEST_MENDED:
            return word
        slips = 2 if len(word) >= TWO_SLIPS_FROM else 1
        near = [
            (found[1], found[0] not in self.vocabulary, -zipf(found[0]), found[0])
            for length in range(len(word) - slips, len(word) + slips + 1)
            if length in self._by_length
            for found in process.extract(
                word,
                self._by_length[length].near(word, slips),
                scorer=OSA.distance,
                score_cutoff=slips,
                limit=3,
            )
        ]
        return min(near)[3] if near else self._same_sound(word)

    def _same_sound(self, word: str) -> str | None:
        alike = [
            (-similarity, other)
            for other in self._words_sounding.get(sound(word), ())
            if (similarity := OSA.normalized_similarity(word, other)) >= SAME_SOUND_SIMILARITY
        ]
        return min(alike)[1] if alike and len(word) > SHORTEST_MENDED else None

    def split_word(self, word: str) -> tuple[str, str] | None:
        """Give the two known words that an unknown one runs together."""
        for at in range(3, len(word) - 2):
            left, right = word[:at], word[at:]
            if left in self.vocabulary and right in self.vocabulary:
                return left, right
        return None

    def misspelt_names(self, tokens: Sequence[str], taken: set[int]) -> list[Mention]:
        """Find names written with slips or by sound, where a word is not a plain one."""
        mentions: list[Mention] = []
        odd = {at for at, each in enumerate(tokens) if self._is_odd(_bare(each))}
        for start in range(len(tokens)) if odd else ():
            for size in range(min(3, MAX_NAME_WORDS), 0, -1):
                window = range(start, start + size)
                if window.stop > len(tokens) or taken.intersection(window):
                    continue
                if odd.isdisjoint(window):
                    continue
                found = self._misspelt(tokens[start : window.stop])
                if found:
                    mentions.append(Mention(start, window.stop, found))
                    taken.update(window)
                    break
        return mentions

    def _misspelt(self, tokens: Sequence[str]) -> str | None:
        lowered = list(map(_bare, tokens))
        odd = [word for word in lowered if self._is_odd(word)]
        joined = joined_form(tokens)
        if not odd or len(joined) < SHORTEST_MENDED or not joined.isalpha():
            return None
        if len(tokens) > 1 and len(odd) < len(tokens) and min(map(len, lowered)) < 2:
            return None
        slips = 2 if len(joined) >= TWO_SLIPS_FROM else 1
        spelt = process.extractOne(
            joined, self.names.spellings.keys(), scorer=OSA.distance, score_cutoff=slips
        )
        if spelt and len(spelt[0]) >= SHORTEST_MENDED:
            return self.names.spellings[spelt[0]]
        for alias in self._sounding.get(sound(joined), ()):
            if OSA.normalized_similarity(joined, alias) >= SAME_SOUND_SIMILARITY:
                return self.names.spellings[alias]
        return None

    def _is_odd(self, word: str) -> bool:
        return word not in self.vocabulary and word.isalpha() and zipf(word) < ODD_WORD_ZIPF


def build_mender(
    vocabulary: Iterable[str], names: Names, told: Iterable[str] = frozenset()
) -> Mender:
    """Prepare mending for the words and names of a knowledge base.

    Wordings hold misspelt words too: one that is a slip from what is `told`, or from a
    name, is not known, so that who writes it is understood wherever it stands.
    """
    spelt = frozenset(w for w in (*names.spellings, *told) if len(w) >= SHORTEST_SLIP)
    known = frozenset(w for w in vocabulary if w.isalpha() and not _is_slip(w, spelt))
    by_length: dict[int, list[str]] = defaultdict(list)
    for word in sorted(known | set(common_words(MENDING_VOCABULARY_ZIPF))):
        if len(word) >= SHORTEST_MENDED and word.isalpha():
            by_length[len(word)].append(word)
    sounding: dict[str, list[str]] = defaultdict(list)
    for alias in sorted(names.spellings):
        if len(alias) >= SHORTEST_MENDED + 1:
            sounding[sound(alias)].append(alias)
    words_sounding: dict[str, list[str]] = defaultdict(list)
    for word in sorted(known):
        if len(word) > SHORTEST_MENDED:
            words_sounding[sound(word)].append(word)
    return Mender(
        known,
        names,
        {length: _spellings(found) for length, found in by_length.items()},
        {key: tuple(found) for key, found in sounding.items()},
        {key: tuple(found) for key, found in words_sounding.items()},
    )


def _is_slip(word: str, spelt: Collection[str]) -> bool:
    """Whether a word that English lacks is one slip away from another."""
    if zipf(word) or word in spelt or len(word) < SHORTEST_SLIP:
        return False
    return process.extractOne(word, spelt, scorer=OSA.distance, score_cutoff=1) is not None


def _bare(token: str) -> str:
    return token.casefold().removesuffix("'s")


def _spellings(words: Sequence[str]) -> Spellings:
    return Spellings(tuple(words), np.array(list(map(_letters, words)), dtype=np.uint32))


def _letters(word: str) -> np.uint32:
    """Mark the letters of a word, each by one of 32 bits; rare ones share a bit."""
    bits = 0
    for letter in word:
        bits |= 1 << (ord(letter) & 31)
    return np.uint32(bits)


def sound(joined: str) -> str:
    """Reduce a name to the consonants one hears, after Soundex's idea of groups."""
    for spelling, heard in _SOUNDS:
        joined = joined.replace(spelling, heard)
    joined = re.sub(r"[aeiouyh]", "", joined)
    return re.sub(r"(.)\1+", r"\1", joined)
