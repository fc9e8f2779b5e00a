"""The server's clock, which a test moves, and the ids made from it."""

import time
from datetime import UTC, datetime

EPOCH_MS = 1_420_070_400_000  # Discord's: the first second of 2015
TIME_SHIFT = 22  # a snowflake holds its time above this bit


class Clock:
    """Real time plus what a test has added; ids that only ever rise."""

    def __init__(self) -> None:
        self._ahead = 0.0
        self._last = 0

    def now(self) -> float:
        """Return seconds since 1970 as the server sees them."""
        return time.time() + self._ahead

    def advance(self, seconds: float) -> None:
        """Move the clock forward: windows and tokens age by as much."""
        self._ahead += seconds

    def stamp(self) -> str:
        """Return the moment as Discord writes it."""
        return datetime.fromtimestamp(self.now(), UTC).isoformat()

    def snowflake(self) -> int:
        """Return a new id, higher than all before."""
        made = (int(self.now() * 1000) - EPOCH_MS) << TIME_SHIFT
        self._last = max(made, self._last + 1)
        return self._last
