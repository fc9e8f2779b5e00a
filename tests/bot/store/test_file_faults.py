"""A SQLite file that fails: told in one line, and usable again when the cause is gone."""

import os
import sqlite3
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import event

from bot.store import Store
from tests.bot.store.failing import ADA, VOTE, fails


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
    path.parent.parent.chmod(0o755)
    path.parent.chmod(0o555)
    yield path
    path.parent.chmod(0o700)


async def test_a_read_only_file_is_told(read_only: Path) -> None:
    with as_nobody(), fails("it cannot be (written to|opened); let the bot's user write"):
        await Store.open(read_only)


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


async def test_a_file_of_something_else_is_told(path: Path) -> None:
    write(path, b"This is a letter.\n" * 500)

    with fails("it is no SQLite file; name another file"):
        await Store.open(path)


async def test_a_place_for_no_file_is_told(path: Path) -> None:
    write(path, b"")

    with fails("it cannot be opened; let the bot's user write to its directory"):
        await Store.open(path / "rigwire.db")


async def test_a_file_that_was_removed_is_told(path: Path) -> None:
    store = await Store.open(path)
    await store._database._engine.dispose()
    remove(path)

    with fails("its tables are gone; start the bot again"):
        await store.votes.cast(VOTE)

    await store.close()


async def test_the_file_is_its_owners_alone(path: Path) -> None:
    store = await Store.open(path)
    await store.votes.cast(VOTE)

    assert {mode_of(each) for each in files_in(path.parent)} == {0o600}
    await store.close()


async def test_a_damaged_file_is_told(path: Path) -> None:
    await (await Store.open(path)).close()
    damage(path)

    with fails("its content is damaged; stop the bot and restore"):
        await Store.open(path)


def remove(path: Path) -> None:
    path.unlink()


def files_in(directory: Path) -> list[Path]:
    return list(directory.iterdir())


def mode_of(path: Path) -> int:
    return path.stat().st_mode & 0o777


def write(path: Path, content: bytes) -> None:
    path.parent.mkdir()
    path.write_bytes(content)


def damage(path: Path) -> None:
    content = path.read_bytes()
    path.write_bytes(content[:4096] + b"\xaa" * (len(content) - 4096))


async def test_closing_leaves_no_open_file(path: Path) -> None:
    store = await Store.open(path)
    await store.votes.cast(VOTE)

    await store.close()

    assert not open_files(path.parent)


def open_files(directory: Path) -> list[Path]:
    links = [each.readlink() for each in Path("/proc/self/fd").iterdir() if each.is_symlink()]
    return [path for path in links if directory in path.parents]
