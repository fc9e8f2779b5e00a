"""Which events were taken up, shared by all processes."""

from sqlalchemy import BigInteger, cast, delete, extract, func

from bot.seen import KEPT
from bot.store.database import Database
from bot.store.inserting import insert
from bot.store.schema import events

NOW = cast(extract("epoch", func.now()), BigInteger)
"""The database's own clock: replicas whose clocks differ must agree on what is old."""


class Events:
    """Takes up each event once."""

    def __init__(self, database: Database) -> None:
        self._database = database

    @property
    def is_alone(self) -> bool:
        """Tell that all processes are heard of; where they are not, `claim` raises."""
        return False

    async def claim(self, key: str) -> bool:
        """Tell whether this is the first to take an event up."""
        taking = insert(self._database, events).values(key=key, seconds=NOW)
        taking = taking.on_conflict_do_update(
            index_elements=["key"], set_={"seconds": NOW}, where=events.c.seconds < NOW - KEPT
        )
        async with self._database.write() as connection:
            return (await connection.execute(taking)).rowcount == 1

    async def release(self, key: str) -> None:
        """Give an event back: it was not dealt with, and may come again."""
        async with self._database.write() as connection:
            await connection.execute(delete(events).where(events.c.key == key))
