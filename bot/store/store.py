"""The store as a whole: opened once, closed at the end."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Self

from sqlalchemy import delete, select, update

from bot.errors import StoreError
from bot.seen import KEPT
from bot.store.address import read_address
from bot.store.audit import Audit
from bot.store.channels import Channels
from bot.store.database import Database
from bot.store.events import NOW, Events
from bot.store.migrating import migrate
from bot.store.misses import Keeping, Misses
from bot.store.people import Naming, Pseudonym, open_naming
from bot.store.schema import events, misses, votes
from bot.store.versions import Versions
from bot.store.votes import Votes

KEPT_TEXT = timedelta(days=30)
"""How long words of people are kept: long enough for an admin's monthly look."""


@dataclass(frozen=True, slots=True)
class Forgotten:
    """How much of a person was removed."""

    votes: int
    misses: int


def now() -> datetime:
    """Tell the time in UTC."""
    return datetime.now(UTC)


class Store:
    """Versions, votes, misses, the audit, events and channels in one database.

    Each method raises StoreError where the database fails, within seconds; none has
    changed anything then, except that a connection lost while committing leaves that open.
    """

    def __init__(
        self, database: Database, clock: Callable[[], datetime], name: Naming, keeping: Keeping
    ) -> None:
        self._database = database
        self.pseudonym = name
        self.versions = Versions(database, clock)
        self.votes = Votes(database, clock, name, keeping)
        self.misses = Misses(database, clock, keeping)
        self.audit = Audit(database, clock)
        self.events = Events(database)
        self.channels = Channels(database)

    @classmethod
    async def open(
        cls,
        url: str | Path | None = None,
        *,
        clock: Callable[[], datetime] = now,
        keeping: Keeping = "text",
    ) -> Self:
        """Open a path or URL as BOT_STORE gives it, and bring its tables up to date."""
        database = Database(read_address(url))
        try:
            await migrate(database)
            store = cls(database, clock, await open_naming(database), keeping)
            await store.channels.refresh()
        except BaseException:
            await database.close()
            raise
        store.misses.ledger.start()
        return store

    @property
    def where(self) -> str:
        """The database, as people may be told of it."""
        return self._database.where

    @property
    def is_shared(self) -> bool:
        """Whether processes on other machines may use it too."""
        return self._database.path is None

    async def ping(self) -> None:
        """Raise StoreError where the database cannot be reached."""
        async with self._database.read() as connection:
            await connection.execute(select(1))

    async def forget(self, person: Pseudonym) -> Forgotten:
        """Remove the votes and misses of a person."""
        if not await self.misses.ledger.flush():
            raise StoreError(self.where, "misses wait to be written", "try again in a moment")
        async with self._database.write() as connection:
            voted = await connection.execute(delete(votes).where(votes.c.voter == person))
            missed = await connection.execute(delete(misses).where(misses.c.asker == person))
            return Forgotten(voted.rowcount, missed.rowcount)

    async def purge(self, now: datetime) -> None:
        """Remove what is kept for a time only: words of people, and events."""
        oldest = now - KEPT_TEXT
        worded = votes.c.words.is_not(None) & (votes.c.time < oldest)
        async with self._database.write() as connection:
            await connection.execute(delete(misses).where(misses.c.time < oldest))
            await connection.execute(update(votes).where(worded).values(words=None))
            await connection.execute(delete(events).where(events.c.seconds < NOW - KEPT))

    async def close(self) -> None:
        """Write what waits and close every connection."""
        try:
            await self.misses.ledger.close()
        finally:
            await self._database.close()
