"""A PostgreSQL server that fails: told in one line, and used again when it is back."""

import os
import signal
from collections.abc import AsyncIterator
from typing import Any

import pytest
from sqlalchemy import text

from bot.store import Store
from tests.bot.store.failing import VOTE, fails
from tests.bot.store.server import NAME, Server

FULL = """
CREATE FUNCTION full_disk() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN RAISE EXCEPTION 'could not extend file' USING ERRCODE = '53100'; END $$
"""


@pytest.fixture
async def database(postgresql: Server) -> str:
    return await postgresql.empty_database()


@pytest.fixture
async def beside(postgresql: Server) -> AsyncIterator[Any]:
    """A connection to the same database that is not the store's."""
    connection = await postgresql.connect()
    yield connection
    if not connection.is_closed():
        await connection.close()


async def test_a_full_disk_of_the_server_is_told(database: str) -> None:
    store = await Store.open(database)
    async with store._database.write() as connection:
        await connection.execute(text(FULL))
        await connection.execute(
            text("CREATE TRIGGER full_disk BEFORE INSERT ON votes EXECUTE FUNCTION full_disk()")
        )

    with fails("the disk is full; make room"):
        await store.votes.cast(VOTE)

    await store.close()


async def test_a_read_only_server_is_told(database: str, beside: Any) -> None:
    await (await Store.open(database)).close()
    await beside.execute(f"ALTER DATABASE {NAME} SET default_transaction_read_only = on")
    with fails("it cannot be written to"):
        await Store.open(database)


async def test_a_locked_table_is_told(
    database: str, beside: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.store.database.MOST_LOCKED", 0.1)
    store = await Store.open(database)

    async with beside.transaction():
        await beside.execute("LOCK TABLE votes")
        with fails("it stays locked; stop what holds it"):
            await store.votes.cast(VOTE)

    await store.votes.cast(VOTE)
    await store.close()


async def test_a_server_that_comes_back_is_used_again(postgresql: Server, database: str) -> None:
    store = await Store.open(database)
    await store.votes.cast(VOTE)
    asker = store.pseudonym("console", "ada")

    postgresql.stop()
    try:
        with fails("it cannot be reached; see that it runs"):
            await store.votes.cast(VOTE)
        store.misses.note("what?", platform="console", asker=asker)
        assert not await store.misses.ledger.flush()
        with fails("it cannot be reached; see that it runs"):
            await Store.open(database)
    finally:
        postgresql.start()

    assert (await store.votes.tally())[0].helpful == 1
    assert await store.misses.ledger.flush()
    assert len(await store.misses.recent(5)) == 1
    await store.close()


async def test_a_server_that_freezes_holds_nobody_up(database: str, beside: Any) -> None:
    store = await Store.open(database)
    await store.ping()
    frozen = await others(beside)

    for pid in frozen:
        os.kill(pid, signal.SIGSTOP)
    try:
        with fails("it does not answer in time", within=3.0):
            async with store._database.read(seconds=0.2) as connection:
                await connection.execute(text("SELECT 1"))
        await store.ping()  # on a new connection
    finally:
        for pid in frozen:
            os.kill(pid, signal.SIGCONT)
    await store.close()


@pytest.mark.parametrize(
    ("wrong", "problem"),
    [
        ("/absent?", "there is no such database; create it"),
        ("//nobody@/rigwire?", "it turns us away; mend the user"),
    ],
)
async def test_a_wrong_address_is_told(database: str, wrong: str, problem: str) -> None:
    name, host = database.rpartition("?")[::2]
    given = name.rpartition("/")[0] + wrong if wrong.startswith("/a") else f"postgresql:{wrong}"

    with fails(problem):
        await Store.open(given + host)


async def test_closing_closes_every_connection(database: str, beside: Any) -> None:
    store = await Store.open(database)
    await store.ping()

    await store.close()

    for _ in range(100):  # a server's process ends a moment after its connection
        if not await others(beside):
            break
    assert await others(beside) == []


async def others(beside: Any) -> list[int]:
    """List the server's processes for the store."""
    asked = """SELECT pid FROM pg_stat_activity
        WHERE datname = current_database() AND pid <> pg_backend_pid()"""
    return [row["pid"] for row in await beside.fetch(asked)]
