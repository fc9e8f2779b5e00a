"""A load balancer between Slack and the replicas: the next in turn gets the next request."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from time import monotonic

from tests.slack_server.delivery import Answer, Attempt, Delivery, Transport


@dataclass(eq=False, slots=True)
class Sent:
    """A request, which replica got it, and whether that acknowledged it."""

    replica: int
    at: float
    is_acknowledged: bool = False


class Balancer:
    """Chooses in turn, one that is down too: that is for Slack's own retries to make good.

    What is delivered again goes to another replica than before.
    """

    def __init__(self, replicas: Sequence[Transport]) -> None:
        self._replicas = replicas
        self._choice: Sequence[int] = range(len(replicas))
        self._turn = 0
        self.sent: defaultdict[Delivery, list[Sent]] = defaultdict(list)

    def only(self, *replicas: int) -> None:
        """Send to some replicas alone from now on: the others are known to be down."""
        self._choice = replicas

    def next_is(self, replica: int) -> None:
        """Send the next request to a replica."""
        self._turn = self._choice.index(replica) - 1

    async def push(self, delivery: Delivery, attempt: Attempt, deadline: float) -> Answer:
        """Send once, and note to whom."""
        before = {each.replica for each in self.sent[delivery]}
        sent = Sent(self._next(before), monotonic())
        self.sent[delivery].append(sent)
        answer = await self._replicas[sent.replica].push(delivery, attempt, deadline)
        sent.is_acknowledged = True
        return answer

    async def close(self) -> None:
        """Close the connections."""
        for each in self._replicas:
            await each.close()

    def _next(self, before: set[int]) -> int:
        for _ in self._choice:
            self._turn = (self._turn + 1) % len(self._choice)
            if self._choice[self._turn] not in before:
                break
        return self._choice[self._turn]
