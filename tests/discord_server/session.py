"""A gateway session: what it is told, numbered, and kept for a RESUME."""

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field

from . import gateway_intents
from .model import Json

KEPT = 2000  # events held for replay


@dataclass(eq=False)
class Session:
    """One IDENTIFY; it outlives its connection unless closed with 1000 or 1001."""

    id: str
    intents: int
    shard: tuple[int, int]
    bot: int
    send: Callable[[Json], None] | None = None
    sequence: int = 0
    events: deque[Json] = field(default_factory=lambda: deque(maxlen=KEPT))

    def concerns(self, guild: int | None) -> bool:
        """Tell whether events of this guild, or of private conversations, come here."""
        number, count = self.shard
        return ((guild or 0) >> 22) % count == number

    def dispatch(self, event: str, data: Json) -> None:
        """Number an event, keep it, and send it when there is a connection."""
        if not gateway_intents.passes(event, self.intents, in_guild="guild_id" in data):
            return
        shown = gateway_intents.censored(event, data, self.intents, self.bot)
        self.sequence += 1
        frame: Json = {"op": 0, "t": event, "s": self.sequence, "d": shown}
        self.events.append(frame)
        if self.send:
            self.send(frame)

    def replay(self, after: int) -> None:
        """Send again what came after a sequence number."""
        for frame in list(self.events):
            if self.send and frame["s"] > after:
                self.send(frame)
