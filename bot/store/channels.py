"""The channels in which every message is taken for a question, shared by all processes."""

import asyncio
import json
from contextlib import suppress
from hashlib import sha256
from pathlib import Path

from sqlalchemy import delete, select

from bot.store.database import Database
from bot.store.inserting import insert_new
from bot.store.schema import channels, meta


class Channels:
    """Remembers ask-channels; `holds` looks only at what was last read."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._held = frozenset[tuple[str, str]]()

    def holds(self, platform: str, channel: int | str) -> bool:
        """Tell whether a channel is an ask-channel."""
        return (platform, str(channel)) in self._held

    async def add(self, platform: str, channel: int | str) -> None:
        """Make a channel an ask-channel."""
        row = {"platform": platform, "channel": str(channel)}
        async with self._database.write() as connection:
            await connection.execute(insert_new(self._database, channels).values(row))
        self._held |= {(platform, str(channel))}

    async def remove(self, platform: str, channel: int | str) -> None:
        """Make a channel an ordinary one again."""
        this = (channels.c.platform == platform) & (channels.c.channel == str(channel))
        async with self._database.write() as connection:
            await connection.execute(delete(channels).where(this))
        self._held -= {(platform, str(channel))}

    async def refresh(self) -> None:
        """Read what other processes have changed."""
        async with self._database.read() as connection:
            rows = await connection.execute(select(channels.c.platform, channels.c.channel))
            self._held = frozenset((platform, channel) for platform, channel in rows)

    async def take_over(self, path: Path) -> None:
        """Take the channels of a file that held them before there was a store, once."""
        content = await asyncio.to_thread(_read, path)
        pairs = _pairs(content)
        if not pairs:
            return
        taken = {"key": f"channels-of-{sha256(content).hexdigest()}", "value": str(path)}
        async with self._database.write() as connection:
            marked = await connection.execute(insert_new(self._database, meta).values(taken))
            if marked.rowcount:
                rows = [{"platform": p, "channel": c} for p, c in pairs]
                await connection.execute(insert_new(self._database, channels), rows)
        await self.refresh()


def _read(path: Path) -> bytes:
    """Read the file; one that is absent holds nothing."""
    with suppress(OSError):
        return path.read_bytes()
    return b""


def _pairs(content: bytes) -> list[tuple[str, str]]:
    """Parse "platform:channel" strings; a spoilt file holds nothing."""
    with suppress(ValueError):
        held = json.loads(content)
        if isinstance(held, list):
            parted = (str(each).partition(":") for each in held)
            return [(platform, channel) for platform, colon, channel in parted if colon]
    return []
