"""Which messages were replied to: each once, and edited ones again for a while."""

import asyncio
from collections import OrderedDict
from dataclasses import dataclass, field
from typing import Generic, TypeVar

Message = TypeVar("Message")
"""What names a message that was answered."""
Sent = TypeVar("Sent")
"""What is kept of the reply."""

MOST_MESSAGES = 2_000
"""Messages remembered: many more than people send in the minutes that count."""


@dataclass(slots=True)
class Replied(Generic[Sent]):
    """A message and our reply to it; the lock keeps an edit behind the first reply."""

    lock: asyncio.Lock = field(default_factory=asyncio.Lock)
    reply: Sent | None = None


class Memory(Generic[Message, Sent]):
    """Remembers the latest messages, over reconnects: events can come twice."""

    def __init__(self) -> None:
        self._held: OrderedDict[Message, Replied[Sent]] = OrderedDict()

    def claim(self, message: Message) -> Replied[Sent] | None:
        """Take a message to reply to; None where that has been done."""
        if message in self._held:
            return None
        self._held[message] = Replied()
        if len(self._held) > MOST_MESSAGES:
            self._held.popitem(last=False)
        return self._held[message]

    def find(self, message: Message) -> Replied[Sent] | None:
        """Find what is known of a message."""
        return self._held.get(message)

    def release(self, message: Message) -> None:
        """Forget a message whose reply failed: the next attempt is the first."""
        self._held.pop(message, None)
