"""Which messages were replied to: each once, and edited ones again for a while."""

import asyncio
from collections import OrderedDict
from dataclasses import dataclass, field

MOST_MESSAGES = 2_000
"""Messages remembered: many more than people send in the minutes that count."""


@dataclass(slots=True)
class Replied:
    """A message and our reply to it; the lock keeps an edit behind the first reply."""

    lock: asyncio.Lock = field(default_factory=asyncio.Lock)
    reply: int | None = None


class Memory:
    """Remembers the latest messages, over reconnects: events can come twice."""

    def __init__(self) -> None:
        self._held: OrderedDict[int, Replied] = OrderedDict()

    def claim(self, message: int) -> Replied | None:
        """Take a message to reply to; None where that has been done."""
        if message in self._held:
            return None
        self._held[message] = Replied()
        if len(self._held) > MOST_MESSAGES:
            self._held.popitem(last=False)
        return self._held[message]

    def find(self, message: int) -> Replied | None:
        """Find what is known of a message."""
        return self._held.get(message)

    def release(self, message: int) -> None:
        """Forget a message whose reply failed: the next attempt is the first."""
        self._held.pop(message, None)
