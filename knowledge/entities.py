"""Names of companies, people and groups, found in text under any of their aliases."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property, lru_cache

from knowledge.language import zipf
from knowledge.model import Company, Group, Person
from knowledge.text import words

MAX_NAME_WORDS = 6
"""Longest run of words tried as one name: "American Institute for Economic Research"."""

EVERYDAY_NAME_ZIPF = 4.8
"""First names as common as "john" (5.1) call nobody in particular; "eric" (4.5) does."""

_ARTICLES = frozenset({"the", "a", "an"})

Body = Company | Person
Named = Body | Group


@dataclass(frozen=True, slots=True)
class Mention:
    """A name found in a text: words[start:end] stand for `id`."""

    start: int
    end: int
    id: str


@dataclass(frozen=True)
class Names:
    """Every known name, and the groups with their members."""

    spellings: dict[str, str] = field(default_factory=dict)
    members: dict[str, frozenset[str]] = field(default_factory=dict)

    def find(self, tokens: Sequence[str]) -> list[Mention]:
        """Find known names in words, leftmost longest first, joined or split alike."""
        plain = list(map(_plain, tokens))
        mentions: list[Mention] = []
        end = 0
        for at in self._openings(plain):
            found = self._starting_at(plain, at) if at >= end else ()
            if found:
                mentions.append(found[-1])
                end = found[-1].end
        return mentions

    def every(self, tokens: Sequence[str]) -> frozenset[str]:
        """Find the ids of all names in words, those inside other names too."""
        plain = list(map(_plain, tokens))
        return frozenset(
            mention.id for at in self._openings(plain) for mention in self._starting_at(plain, at)
        )

    def expand(self, ids: Iterable[str]) -> frozenset[str]:
        """Add to groups their members."""
        found = set(ids)
        return frozenset(found.union(*(self.members.get(each, ()) for each in found)))

    def _openings(self, plain: Sequence[str]) -> list[int]:
        """Give the places where a name can start at all: most words start none."""
        prefixes = self._prefixes
        named = (*plain[1:], "")
        return [
            at
            for at, word in enumerate(plain)
            if (named[at] if word in _ARTICLES else word) in prefixes
        ]

    def _starting_at(self, plain: Sequence[str], start: int) -> list[Mention]:
        """Give the names that start at a word, the longest last."""
        first = start + 1 if plain[start] in _ARTICLES else start
        joined, found = "", []
        for end in range(first + 1, min(len(plain), first + MAX_NAME_WORDS) + 1):
            joined += plain[end - 1]
            if joined not in self._prefixes:
                break
            named = self.spellings.get(joined) or self.spellings.get(_singular(joined))
            if named:
                found.append(Mention(start, end, named))
        return found

    @cached_property
    def _prefixes(self) -> frozenset[str]:
        """All that a spelling, with its plural, starts with."""
        plurals = (f"{spelling}s" for spelling in self.spellings)
        return frozenset(each[:size] for each in plurals for size in range(1, len(each) + 1))


def gather_names(named: Iterable[Named]) -> Names:
    """Collect the spellings of all that has a name; a full name wins over an alias."""
    spellings: dict[str, str] = {}
    members: dict[str, frozenset[str]] = {}
    named = tuple(named)
    for each in named:
        for alias in each.aliases:
            spellings.setdefault(joined_form(words(alias)), each.id)
    for first, ids in _first_names(named).items():
        if len(ids) == 1 and zipf(first) < EVERYDAY_NAME_ZIPF:
            spellings.setdefault(first, ids[0])
    for each in named:
        spellings[joined_form(words(each.name))] = each.id
        if isinstance(each, Group):
            members[each.id] = frozenset(each.members)
    spellings.pop("", None)
    return Names(spellings, members)


def _first_names(named: Iterable[Named]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for each in named:
        parts = words(each.name) if isinstance(each, Person) else []
        if len(parts) > 1:
            found.setdefault(_plain(parts[0]), []).append(each.id)
    return found


def joined_form(tokens: Sequence[str]) -> str:
    """Write words as one: no case, spaces, dots, possessive or leading article."""
    plain = [_plain(token) for token in tokens]
    if len(plain) > 1 and plain[0] in _ARTICLES:
        plain = plain[1:]
    return "".join(plain)


@lru_cache(maxsize=65_536)
def _plain(token: str) -> str:
    return token.casefold().removesuffix("'s").replace(".", "").replace("'", "")


def _singular(joined: str) -> str:
    """Take off a plural or unmarked possessive s ("bitmains plant")."""
    return joined.removesuffix("s") if len(joined) > 3 else joined
