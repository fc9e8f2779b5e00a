"""One question of a person at a time: a cooldown whose memory is bounded."""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from time import monotonic

MOST_PEOPLE = 10_000
"""People remembered; whoever asked longest ago is forgotten first, and may ask again."""


class Cooldown:
    """Lets each person ask once in so many seconds."""

    def __init__(self, seconds: float, clock: Callable[[], float] = monotonic) -> None:
        self._seconds = seconds
        self._clock = clock
        self._asked: OrderedDict[Hashable, float] = OrderedDict()
        self._told: set[Hashable] = set()

    def __len__(self) -> int:
        return len(self._asked)

    def allows(self, person: Hashable) -> bool:
        """Tell whether a person may ask now; if so, they just did."""
        now = self._clock()
        self._forget(now)
        if person in self._asked:
            return False
        self._asked[person] = now
        return True

    def should_tell(self, person: Hashable) -> bool:
        """Tell whether to refuse aloud: once until the person may ask again."""
        is_news = person not in self._told
        self._told.add(person)
        return is_news

    def _forget(self, now: float) -> None:
        while self._asked:
            person, asked = next(iter(self._asked.items()))
            if now - asked < self._seconds and len(self._asked) < MOST_PEOPLE:
                return
            del self._asked[person]
            self._told.discard(person)
