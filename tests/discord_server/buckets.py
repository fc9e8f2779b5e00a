"""Rate limits: a bucket for each route and channel, and one for the whole API."""

import hashlib
from collections import Counter, defaultdict, deque

from .clock import Clock
from .faults import Fault, rate_limited

INVALID_WINDOW = 600.0  # seconds in which 10,000 refusals bring a ban
INVALID_MOST = 10_000


class Buckets:
    """Count requests; the limits are generous until a test narrows them."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._rules: dict[str, tuple[int, float]] = {}
        self._used: defaultdict[str, deque[float]] = defaultdict(deque)
        self.everywhere: int | None = None  # requests in a second; Discord's own is 50
        self.default = (5000, 1.0)
        self.invalid: Counter[int] = Counter()
        self._refused: deque[float] = deque()

    def limit(self, route: str, most: int, window: float) -> None:
        """Allow a route so many requests in so many seconds."""
        self._rules[route] = (most, window)

    def admit(self, route: str, major: str, *, exempt: bool) -> tuple[Fault | None, dict[str, str]]:
        """Count one request: the 429 it meets, if any, and the headers of its answer."""
        if self._banned():
            return rate_limited(INVALID_WINDOW, via=False), {}
        if self.everywhere is not None and not exempt:
            wait, _ = self._spend("*", self.everywhere, 1.0)
            if wait:
                return rate_limited(wait, everywhere=True), {}
        most, window = self._rules.get(route, self.default)
        wait, left = self._spend(f"{route}:{major}", most, window)
        headers = self._headers(route, most, left, wait or window)
        return (rate_limited(wait) if wait else None), headers

    def refused(self, status: int) -> None:
        """Count an invalid request."""
        self.invalid[status] += 1
        self._refused.append(self._clock.now())

    def forget(self) -> None:
        """Start counting anew."""
        self._used.clear()
        self._refused.clear()

    def _banned(self) -> bool:
        self._age(self._refused, INVALID_WINDOW)
        return len(self._refused) >= INVALID_MOST

    def _spend(self, key: str, most: int, window: float) -> tuple[float, int]:
        used = self._used[key]
        self._age(used, window)
        if len(used) >= most:
            return max(0.001, round(used[0] + window - self._clock.now(), 3)), 0
        used.append(self._clock.now())
        return 0.0, most - len(used)

    def _age(self, times: deque[float], window: float) -> None:
        while times and times[0] <= self._clock.now() - window:
            times.popleft()

    def _headers(self, route: str, most: int, left: int, reset: float) -> dict[str, str]:
        return {
            "X-RateLimit-Limit": str(most),
            "X-RateLimit-Remaining": str(left),
            "X-RateLimit-Reset": f"{self._clock.now() + reset:.3f}",
            "X-RateLimit-Reset-After": f"{reset:.3f}",
            "X-RateLimit-Bucket": hashlib.sha256(route.encode()).hexdigest()[:32],
        }
