"""How often sessions begin: Discord resets the token of who begins 1,000 in a day."""

from collections.abc import Callable
from time import monotonic

LEAST = 5.0
"""Seconds before any session but the first: Discord takes one in so many."""

AT_ONCE = 50
"""Sessions that may begin without more of a pause: an hour of the worst network."""

EVERY = 360.0
"""Seconds a session after that: 240 a day, so that three processes may share a token."""


class Pace:
    """Tells how long to wait before another session, however badly the network flaps."""

    def __init__(self, clock: Callable[[], float] = monotonic) -> None:
        self._clock = clock
        self._room = float(AT_ONCE)
        self._at = clock()

    def wait(self) -> float:
        """Take the next session, and give the seconds until it may begin."""
        now = self._clock()
        self._room = min(AT_ONCE, self._room + (now - self._at) / EVERY) - 1
        self._at = now
        return max(LEAST, -self._room * EVERY)
