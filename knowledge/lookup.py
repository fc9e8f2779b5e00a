"""A name as someone types it -> the one it stands for, or the names nearest to it."""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz, process

from knowledge.corpus import Corpus
from knowledge.entities import Names, joined_form
from knowledge.text import clean, words

MISSPELT = 0.8
"""Likeness, 0 to 1, from which a spelling is taken for the name: one slip in five
letters passes, while a different short word, with one letter in four changed, does not.
"""

NEAR = 0.5
"""Likeness from which a name is worth offering to someone whose name is not held."""

MAX_NEAR = 3
"""Names offered: more would be a list to read in place of a hint."""

MAX_NAME_CHARACTERS = 200
"""Longer than any name; beyond it nothing is read, so that the time is bounded."""

_SEPARATORS = re.compile(r"\s*[,;/]\s*|\s+(?:vs\.?|versus)\s+", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Unknown:
    """No such name is held; `near` are the names most like it, best first."""

    near: tuple[str, ...] = ()


def find_id(corpus: Corpus, name: str, among: Collection[str]) -> str | Unknown:
    """Find the company or person of a name, alias or id; misspelt, one of `among`."""
    typed = clean(name[:MAX_NAME_CHARACTERS])
    bodies = {*corpus.companies, *corpus.people}
    spelt = _exactly(corpus.names, words(typed))
    for exact in (typed.casefold(), spelt):
        if exact in bodies:
            return exact
    alike = _alike(corpus.names, joined_form(words(typed)), among)
    match alike:
        case [(best, score), *others] if score >= MISSPELT and not _tied(score, others):
            return best
    near = dict.fromkeys([*_members(corpus, spelt), *(each for each, _ in alike)])
    return Unknown(tuple(corpus.name(each) for each in near)[:MAX_NEAR])


def split_names(names: Names, text: str) -> tuple[str, ...]:
    """Split a list of names as people write it: "A, B", "A vs B", "A and B", "A B"."""
    parts = _SEPARATORS.split(text.strip())
    if len(parts) > 1:
        return tuple(filter(None, parts))
    tokens = words(clean(text))
    mentions = names.find(tokens)
    if len(mentions) > 1:
        return tuple(" ".join(tokens[each.start : each.end]) for each in mentions)
    return tuple(word for word in text.split() if word.casefold() != "and")


def _exactly(names: Names, tokens: Sequence[str]) -> str:
    """Give the id of the name that all the words together spell, or nothing."""
    match names.find(tokens):
        case [only] if only.start == 0 and only.end == len(tokens):
            return only.id
        case _:
            return ""


def _members(corpus: Corpus, found: str) -> tuple[str, ...]:
    """Give the members, if it is the name of a group."""
    return corpus.groups[found].members if found in corpus.groups else ()


def _alike(names: Names, typed: str, among: Collection[str]) -> list[tuple[str, float]]:
    """Rank these ids by the likeness, 0 to 1, of their best spelling."""
    spellings = [spelt for spelt, each in names.spellings.items() if each in among]
    ranked: dict[str, float] = {}
    for spelt, score, _ in process.extract(
        typed, spellings, scorer=fuzz.ratio, score_cutoff=100 * NEAR, limit=None
    ):
        ranked.setdefault(names.spellings[spelt], score / 100)
    return list(ranked.items())


def _tied(score: float, others: Sequence[tuple[str, float]]) -> bool:
    return bool(others) and others[0][1] == score
