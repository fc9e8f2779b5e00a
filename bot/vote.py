"""What someone thinks of a reply."""

from dataclasses import dataclass

MOST_CHARACTERS = 500
"""Longest answer to what was missing: a few sentences."""


@dataclass(frozen=True, slots=True)
class Vote:
    """What someone thinks of an answer; of several votes of theirs, the last counts."""

    platform: str
    answer: str
    """The message that holds the answer."""
    voter: str
    is_helpful: bool
    matches: tuple[str, ...] = ()
    missing: str = ""
    """What they missed, in their words."""
    is_on_miss: bool = False
    """Whether the message said that there is no answer."""
