"""What fails is told in one line, in time, and mends itself when the cause is gone."""

import os
import signal
import sqlite3
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager
from pathlib import Path
from time import perf_counter
from typing import Any

import asyncpg
import pytest
from sqlalchemy import event, text

from bot.errors import StoreError
from bot.store import Pseudonym, Store
from bot.vote import Vote
from tests.bot.store.server import Server

ADA = Pseudonym("a" * 32)
VOTE = Vote("console", "1", "ada", is_helpful=True)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "rigwire.db"


@pytest.fixture
async def database(server: Server) -> str:
    return await server.new_database()


@pytest.fixture
async def beside(server: Server, database: str) -> AsyncIterator[Any]:
    """A connection to the same database that is not the store's."""
    connection = await server.connect(name_of(database))
    yield connection
    if not connection.is_closed():
        await connection.close()


def name_of(url: str) -> str:
    return url.rpartition("?")[0].rpartition("/")[2]


@contextmanager
def fails(problem: str, *, within: float = 4.0) -> Iterator[None]:
    """Require one line with the problem, in time, without the password."""
    began = perf_counter()
    with pytest.raises(StoreError, match=problem) as raised:
        yield
    told = str(raised.value)
    assert "\n" not in told
    assert "hidden" not in told
    assert perf_counter() - began < within


async def test_a_full_disk_is_told_and_reading_goes_on(path: Path) -> None:
    store = await Store.open(path)
    engine = store._database._engine

    def limit(connection: Any, _record: object) -> None:
        cursor = connection.cursor()
        cursor.execute("PRAGMA max_page_count=1")  # no more than it has
        cursor.close()

    event.listen(engine.sync_engine, "connect", limit)
    await engine.dispose()
    large = {"facts.toml": os.urandom(100_000)}
    with fails("the disk is full; make room"):
        await store.versions.add(large, content_hash="abc", author=ADA, note="")
    assert await store.versions.recent(5) == ()

    event.remove(engine.sync_engine, "connect", limit)
    await engine.dispose()
    version = await store.versions.add(large, content_hash="abc", author=ADA, note="")
    assert await store.versions.files(version.number) == large
    await store.close()


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


FULL = """
CREATE FUNCTION full_disk() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN RAISE EXCEPTION 'could not extend file' USING ERRCODE = '53100'; END $$
"""


@contextmanager
def as_nobody() -> Iterator[None]:
    """Root may write whatever a file's mode says; others may not."""
    is_root = os.geteuid() == 0
    if is_root:
        os.seteuid(65534)
    try:
        yield
    finally:
        if is_root:
            os.seteuid(0)


@pytest.fixture
async def read_only(path: Path) -> AsyncIterator[Path]:
    store = await Store.open(path)
    await store.channels.add("discord", 1)
    await store.close()
    for each in path.parent.iterdir():
        each.chmod(0o444)
    opened = [each for each in path.parents if not each.stat().st_mode & 0o001]
    for each in opened:
        each.chmod(0o755)
    path.parent.chmod(0o555)
    yield path
    path.parent.chmod(0o755)
    for each in opened:
        each.chmod(0o700)


async def test_a_read_only_file_is_told(read_only: Path) -> None:
    with as_nobody(), fails("it cannot be (written to|opened); let the bot's user write"):
        await Store.open(read_only)


async def test_a_read_only_server_is_told(database: str, beside: Any) -> None:
    await (await Store.open(database)).close()
    await beside.execute(
        f"ALTER DATABASE {name_of(database)} SET default_transaction_read_only = on"
    )
    with fails("it cannot be written to"):
        await Store.open(database)


async def test_a_locked_file_is_told(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.store.database.MOST_LOCKED", 0.1)
    store = await Store.open(path)
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")

    with fails("it stays locked; stop what holds it"):
        await store.votes.cast(VOTE)
    assert await store.votes.tally() == ()

    other.close()
    await store.votes.cast(VOTE)
    await store.close()


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


async def test_a_file_of_something_else_is_told(path: Path) -> None:
    path.write_bytes(b"This is a letter.\n" * 500)

    with fails("it is no SQLite file; name another file"):
        await Store.open(path)


async def test_a_damaged_file_is_told(path: Path) -> None:
    await (await Store.open(path)).close()
    content = path.read_bytes()
    path.write_bytes(content[:4096] + b"\xaa" * (len(content) - 4096))

    with fails("its content is damaged; stop the bot and restore"):
        await Store.open(path)


async def test_a_damaged_version_is_told(store: Store) -> None:
    files = {"facts.toml": b"facts = []\n"}
    version = await store.versions.add(files, content_hash="abc", author=ADA, note="")
    async with store._database.write() as connection:
        await connection.execute(text("UPDATE version_files SET path = 'other.toml'"))

    with fails("version 1 is not what was accepted; roll back"):
        await store.versions.files(version.number)


async def test_a_damaged_content_is_told(store: Store) -> None:
    files = {"facts.toml": b"facts = []\n"}
    version = await store.versions.add(files, content_hash="abc", author=ADA, note="")
    async with store._database.write() as connection:
        await connection.execute(
            text("UPDATE blobs SET packed = :packed"), {"packed": b"\x78\x9c\x03\x00\x00\x00\x00\x01"}
        )

    with fails("version 1 is not what was accepted; roll back"):
        await store.versions.files(version.number)


async def test_a_server_that_comes_back_is_used_again(server: Server, database: str) -> None:
    store = await Store.open(database)
    await store.votes.cast(VOTE)
    asker = store.pseudonym("console", "ada")

    server.stop()
    try:
        with fails("it cannot be reached; see that it runs"):
            await store.votes.cast(VOTE)
        store.misses.note("what?", platform="console", asker=asker)
        assert not await store.misses.ledger.flush()
        with fails("it cannot be reached; see that it runs"):
            await Store.open(database)
    finally:
        server.start()

    assert (await store.votes.tally())[0].helpful == 1
    assert await store.misses.ledger.flush()
    assert len(await store.misses.recent(5)) == 1
    await store.close()


async def test_a_server_that_freezes_holds_nobody_up(database: str, beside: Any) -> None:
    store = await Store.open(database)
    await store.ping()
    others = "SELECT pid FROM pg_stat_activity WHERE datname = $1 AND pid <> pg_backend_pid()"
    frozen = [row["pid"] for row in await beside.fetch(others, name_of(database))]

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


async def test_closing_closes_every_connection(database: str, beside: asyncpg.Connection) -> None:
    store = await Store.open(database)
    await store.ping()

    await store.close()

    held = "SELECT count(*) FROM pg_stat_activity WHERE datname = $1 AND pid <> pg_backend_pid()"
    for _ in range(50):
        if not await beside.fetchval(held, name_of(database)):
            break
    assert await beside.fetchval(held, name_of(database)) == 0


async def test_closing_leaves_no_open_file(path: Path) -> None:
    store = await Store.open(path)
    await store.votes.cast(VOTE)

    await store.close()

    held = {os.readlink(each) for each in Path("/proc/self/fd").iterdir() if each.is_symlink()}
    assert not [name for name in held if name.startswith(str(path))]
