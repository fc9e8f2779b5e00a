"""Faults that a test asks for: on the next calls of a method."""

import asyncio
from collections import defaultdict, deque
from dataclasses import dataclass, field

from .model import Json


@dataclass(frozen=True, slots=True)
class Fault:
    """What one call meets instead of an answer; `after` does the work first.

    A body that is text is sent as the HTML that a proxy before Slack would send.
    """

    status: int = 500
    body: Json | str = "<html>Server Error</html>"
    headers: dict[str, str] = field(default_factory=dict)
    cut: bool = False
    after: bool = False
    delay: float = 0.0
    hold: asyncio.Event | None = None

    @property
    def only_waits(self) -> bool:
        """Tell whether the call is answered as usual, only later."""
        return self.hold is not None or self.delay > 0


class Faults:
    """Queues of faults by method, such as "chat.postMessage", "response_url" or "*"."""

    def __init__(self) -> None:
        self._waiting: defaultdict[str, deque[Fault]] = defaultdict(deque)

    def add(self, method: str, fault: Fault, times: int = 1) -> None:
        """Let the next calls of a method meet a fault."""
        self._waiting[method].extend([fault] * times)

    def take(self, method: str) -> Fault | None:
        """Return the fault that this call meets, if any."""
        for key in (method, "*"):
            if self._waiting[key]:
                return self._waiting[key].popleft()
        return None

    def clear(self) -> None:
        """Forget the faults not yet met."""
        self._waiting.clear()


def refused(error: str, *, after: bool = False) -> Fault:
    """Build an error by name, such as "channel_not_found"."""
    return Fault(200, {"ok": False, "error": error}, after=after)


def rate_limited(retry_after: str | None) -> Fault:
    """Build a 429; without `retry_after` the header is missing."""
    headers = {} if retry_after is None else {"Retry-After": retry_after}
    return Fault(429, {"ok": False, "error": "ratelimited"}, headers)
