"""Faults that a test asks for: on the next requests to a route."""

import asyncio
from collections import defaultdict, deque
from dataclasses import dataclass, field

from .errors import Json

VIA = {"Via": "1.1 google"}  # without it the client takes a 429 for a ban


@dataclass(frozen=True, slots=True)
class Fault:
    """What one request meets instead of an answer; `after` does the work first."""

    status: int = 500
    body: Json | None = None
    headers: dict[str, str] = field(default_factory=dict)
    cut: bool = False
    after: bool = False
    hold: asyncio.Event | None = None


class Faults:
    """Queues of faults by route, such as "POST /channels/{channel_id}/messages" or "*"."""

    def __init__(self) -> None:
        self._waiting: defaultdict[str, deque[Fault]] = defaultdict(deque)

    def add(self, route: str, fault: Fault, times: int = 1) -> None:
        """Let the next requests to a route meet a fault."""
        self._waiting[route].extend([fault] * times)

    def take(self, route: str) -> Fault | None:
        """Return the fault that this request meets, if any."""
        for key in (route, "*"):
            if self._waiting[key]:
                return self._waiting[key].popleft()
        return None

    def clear(self) -> None:
        """Forget the faults not yet met."""
        self._waiting.clear()


def rate_limited(
    retry_after: float, *, everywhere: bool = False, shared: bool = False, via: bool = True
) -> Fault:
    """Build the 429 of a route, of a resource that all bots share, or of the whole API."""
    scope = "global" if everywhere else "shared" if shared else "user"
    headers = {"Retry-After": str(max(1, round(retry_after))), "X-RateLimit-Scope": scope}
    if everywhere:
        headers["X-RateLimit-Global"] = "true"
    body: Json = {
        "message": "You are being rate limited.",
        "code": 0,
        "retry_after": retry_after,
        "global": everywhere,
    }
    return Fault(429, body, {**headers, **(VIA if via else {})})
