"""The server's clock, which a test moves, and the timestamps that name messages."""

import time


class Clock:
    """Real time plus what a test has added; message timestamps that only ever rise."""

    def __init__(self) -> None:
        self._ahead = 0.0
        self._last = 0

    def now(self) -> float:
        """Return seconds since 1970 as the server sees them."""
        return time.time() + self._ahead

    def advance(self, seconds: float) -> None:
        """Move the clock forward: triggers and response URLs age by as much."""
        self._ahead += seconds

    def ts(self) -> str:
        """Return a new timestamp, higher than all before."""
        self._last = max(int(self.now() * 1_000_000), self._last + 1)
        return f"{self._last // 1_000_000}.{self._last % 1_000_000:06d}"
