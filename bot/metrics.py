"""What the bot counts: plain numbers, cheap to keep, that the web server shows."""

from bisect import bisect_left
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field

from bot.reply import Reply

QUICKEST_TO_SLOWEST = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1.0)
"""Seconds up to which an answer falls into a bucket: most take a few milliseconds, and one of
more than 0.05 keeps the event loop from its other work."""


@dataclass(frozen=True, slots=True)
class Count:
    """Something counted: what it is, and by what it is told apart. Never by text or an id."""

    about: str
    labels: tuple[str, ...]


COUNTS: Mapping[str, Count] = {
    "questions": Count("Questions asked.", ("platform",)),
    "replies": Count("Replies, by what became of the question.", ("platform", "status")),
    "refusals": Count("Questions without an answer, by the reason.", ("platform", "reason")),
    "duplicates": Count("Events delivered again and dropped.", ("platform",)),
    "send_failures": Count("Replies that could not be sent.", ("platform",)),
    "reloads": Count("Reloads of the knowledge, by what came of them.", ("result",)),
    "store_failures": Count("Times that the store failed.", ()),
}


@dataclass(slots=True)
class Durations:
    """How long something took: a number for each bucket, the last one for all slower."""

    buckets: list[int] = field(default_factory=lambda: [0] * (len(QUICKEST_TO_SLOWEST) + 1))
    total: float = 0.0

    def add(self, seconds: float) -> None:
        """Count one more."""
        self.buckets[bisect_left(QUICKEST_TO_SLOWEST, seconds)] += 1
        self.total += seconds


class Metrics:
    """Counts since the start; each name of COUNTS has a method that counts it."""

    def __init__(self) -> None:
        self.counted: Counter[tuple[str, tuple[str, ...]]] = Counter()
        self.durations: dict[str, Durations] = {}

    def asked(self, platform: str) -> None:
        """Count a question as it comes in."""
        self._count("questions", platform)

    def replied(self, platform: str, reply: Reply, seconds: float) -> None:
        """Count the reply to a question, and how long it took to find."""
        self._count("replies", platform, reply.status)
        if reply.reason:
            self._count("refusals", platform, reply.reason)
        self.durations.setdefault(platform, Durations()).add(seconds)

    def duplicate(self, platform: str) -> None:
        """Count an event that came again and is dropped."""
        self._count("duplicates", platform)

    def send_failed(self, platform: str) -> None:
        """Count a reply that could not be sent, after every attempt."""
        self._count("send_failures", platform)

    def reloaded(self, result: str) -> None:
        """Count a reload by its result: one word of a fixed few, such as "accepted"."""
        self._count("reloads", result)

    def store_failed(self) -> None:
        """Count a failure of the store that answering survived."""
        self._count("store_failures")

    def _count(self, name: str, *labels: str) -> None:
        self.counted[name, tuple(map(str, labels))] += 1
