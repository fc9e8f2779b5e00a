"""Shards that lose nothing in an outage: they resume, where discord.py would begin anew."""

from discord.gateway import ReconnectWebSocket
from discord.shard import Shard


class ResumingShard(Shard):
    """A shard that resumes its session, however often it was refused meanwhile.

    discord.py does so for a client of one connection, but lets a shard whose first attempt
    failed identify: what people wrote during the outage would never be delivered.
    """

    async def reconnect(self) -> None:
        """Connect again; the gateway itself ends a session that is too old."""
        await self.reidentify(ReconnectWebSocket(self.id, resume=bool(self.ws.session_id)))
