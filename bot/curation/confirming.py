"""The second confirmation of what breaks a question: a token that names the candidate."""

from collections.abc import Callable
from hmac import compare_digest
from time import time

VALID = 10 * 60
"""Seconds that a token holds: time to read what breaks, not to forget it."""

Seal = Callable[[str], str]
"""Makes of a text what only those who hold the store's key can make of it."""


class Confirmations:
    """Gives out tokens and takes them back, on any replica and after a restart too."""

    def __init__(self, seal: Seal, clock: Callable[[], float] = time) -> None:
        self._seal = seal
        self._clock = clock

    def issue(self, candidate: str, serving: str) -> str:
        """Give the token with which this candidate may take the place of what serves."""
        return self._token(candidate, serving, int(self._clock()) + VALID)

    def holds(self, token: str, candidate: str, serving: str) -> bool:
        """Tell whether a token was given for just this, some minutes ago at most."""
        until = token.split(".")[1] if token.count(".") == 2 else ""
        if not until.isascii() or not until.isdecimal() or len(until) > 12:
            return False
        given = self._token(candidate, serving, int(until))
        return compare_digest(token.encode(), given.encode()) and self._clock() < int(until)

    def _token(self, candidate: str, serving: str, until: int) -> str:
        seal = self._seal(f"force {candidate} over {serving} until {until}")
        return f"{candidate}.{until}.{seal[:12]}"
