"""One database: short transactions, bounded in time, whose faults are told in one line."""

import asyncio
import sqlite3
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, nullcontext
from pathlib import Path
from typing import Any, Literal

from sqlalchemy import Connection, event, text
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, create_async_engine

from bot.store.address import Address
from bot.store.faults import told

MOST_SECONDS = 4.0
"""A transaction, with getting a connection for it; most take milliseconds. Giving up a
connection whose server is frozen takes SQLAlchemy two more."""

MOST_LOCKED = 3.0
"""Seconds to wait for another's lock: a transaction holds one for less."""

MOST_IDLE = 10
"""Seconds until PostgreSQL drops a transaction whose process froze, and its locks with it."""

CONNECTIONS = 5
"""Held open by a process: what is stored is little, and PostgreSQL has 100 for all."""

Lock = Literal["audit", "migration", "versions"]
"""What one transaction at a time may do, over all processes."""

_LOCK_SPACE = 0x52494757  # "RIGW": advisory locks of another program are not ours
_LOCKS: dict[Lock, int] = {"audit": 1, "migration": 2, "versions": 3}


class Database:
    """A SQLite file or a PostgreSQL database."""

    def __init__(self, address: Address) -> None:
        self.where = address.shown
        self.path = address.path
        self._engine = _file_engine(address) if self.path else _server_engine(address)
        self._writing = self._engine.execution_options(writes=True)
        # SQLite has one writer: waiting here is fair, and polls no file.
        self._turn = asyncio.Lock() if self.path else nullcontext()

    @asynccontextmanager
    async def read(self, *, seconds: float = MOST_SECONDS) -> AsyncIterator[AsyncConnection]:
        """Give a connection that sees one state of the database."""
        with told(self.where):
            async with asyncio.timeout(seconds), self._engine.connect() as connection:
                yield connection

    @asynccontextmanager
    async def write(
        self, lock: Lock | None = None, *, seconds: float = MOST_SECONDS
    ) -> AsyncIterator[AsyncConnection]:
        """Give a connection whose changes are kept together or not at all."""
        with told(self.where):
            # Who waits for a migration waits for as long as one may take.
            wait = seconds if seconds > MOST_SECONDS else MOST_LOCKED
            writing = self._writing.execution_options(wait=wait)
            async with asyncio.timeout(seconds), self._turn, writing.begin() as connection:
                if lock and not self.path:
                    numbers = {"space": _LOCK_SPACE, "lock": _LOCKS[lock]}
                    await connection.execute(_TAKE_LOCK, numbers)
                yield connection

    async def close(self) -> None:
        """Close every connection."""
        await self._engine.dispose()


_TAKE_LOCK = text("SELECT pg_advisory_xact_lock(:space, :lock)")


def _server_engine(address: Address) -> AsyncEngine:
    return create_async_engine(
        address.url,
        hide_parameters=True,
        pool_pre_ping=True,  # after a restart of the server, the first use connects again
        pool_size=CONNECTIONS,
        pool_timeout=MOST_SECONDS,
        connect_args={
            "timeout": MOST_LOCKED,
            "server_settings": {
                "application_name": "rigwire",
                "lock_timeout": f"{1000 * MOST_LOCKED:.0f}ms",
                "idle_in_transaction_session_timeout": f"{MOST_IDLE}s",
            },
        },
    )


def _file_engine(address: Address) -> AsyncEngine:
    engine = create_async_engine(
        address.url,
        hide_parameters=True,
        pool_size=CONNECTIONS,
        pool_timeout=MOST_SECONDS,
        # Transactions are begun below: the driver's own begin too late for tables.
        connect_args={"timeout": MOST_LOCKED, "isolation_level": None},
    )
    event.listen(engine.sync_engine, "connect", _prepare)
    event.listen(engine.sync_engine, "begin", _begin)
    return engine


def _prepare(connection: Any, _record: object) -> None:
    """Set up a connection: durable, and what is deleted is overwritten."""
    cursor = connection.cursor()
    cursor.execute("PRAGMA synchronous=FULL")
    cursor.execute("PRAGMA foreign_keys=ON")
    cursor.execute("PRAGMA secure_delete=ON")
    cursor.close()


def _begin(connection: Connection) -> None:
    """Begin a writer as one: a reader that turns writer fails where another has written."""
    options = connection.get_execution_options()
    if options.get("writes"):
        connection.exec_driver_sql(f"PRAGMA busy_timeout={1000 * options['wait']:.0f}")
        connection.exec_driver_sql("BEGIN IMMEDIATE")
    else:
        connection.exec_driver_sql("BEGIN")


def prepare_file(path: Path) -> None:
    """Make the file, for its owner alone; let readers read while another writes."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    if not path.exists():
        path.touch(mode=0o600)
    connection = sqlite3.connect(path, timeout=MOST_LOCKED)
    try:
        connection.execute("PRAGMA journal_mode=WAL")
    finally:
        connection.close()
