"""Whether the gateway is there, whichever client is running."""

from time import monotonic, perf_counter

import discord
from discord.shard import ShardInfo

from bot.platform import Health


class Pulse:
    """The running client's connection, and when Discord last sent an event."""

    def __init__(self) -> None:
        self.client: discord.AutoShardedClient | None = None
        self._last_event: float | None = None

    def beat(self) -> None:
        """Take note of an event."""
        self._last_event = monotonic()

    def health(self) -> Health:
        """Tell how the connection is: as bad as that of the worst shard."""
        event_age = None if self._last_event is None else monotonic() - self._last_event
        client = self.client
        if client is None or client.is_closed() or not client.is_ready():
            return Health(is_connected=False, event_age=event_age)
        shards = client.shards.values()
        return Health(
            is_connected=not any(each.is_closed() for each in shards),
            heartbeat_age=max(map(_silence, shards), default=None),
            event_age=event_age,
        )


def _silence(shard: ShardInfo) -> float:
    """Tell the seconds since anything came, acknowledged heartbeats included.

    discord.py measures it to notice a dead connection, but tells it nowhere else.
    """
    keeping = shard._parent.ws._keep_alive  # noqa: SLF001
    return perf_counter() - keeping._last_recv if keeping else 0.0  # noqa: SLF001
