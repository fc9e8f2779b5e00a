"""The tables, made and upgraded."""

from typing import Any

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, text

from bot.errors import StoreError
from bot.store import Intact, Serving, Store
from bot.store.address import read_address
from bot.store.database import Database
from bot.store.migrating import config
from bot.store.schema import REVISION, metadata
from tests.bot.store.failing import ADA

FILES = {"facts.toml": b"facts = []\n"}


def differences(connection: Connection) -> list[object]:
    context = MigrationContext.configure(connection, opts={"compare_server_default": True})
    found: list[object] = compare_metadata(context, metadata)
    return found


async def test_the_migrations_make_the_schema(store: Store) -> None:
    async with store._database.read() as connection:
        assert await connection.run_sync(differences) == []


async def test_the_schema_is_of_the_last_migration() -> None:
    assert ScriptDirectory.from_config(config()).get_heads() == [REVISION]


async def test_a_database_of_a_newer_schema_is_refused_and_left_alone(url: str) -> None:
    store = await Store.open(url)
    async with store._database.write() as connection:
        await connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    await store.close()

    for _ in range(2):
        with pytest.raises(StoreError, match="a newer version of the bot has written it; start"):
            await Store.open(url)


async def test_an_older_schema_is_upgraded_and_keeps_what_it_holds(url: str) -> None:
    await downgrade_to_first(url)

    store = await Store.open(url)

    assert await store.versions.serving() == Serving(1, 1)
    assert await store.versions.files(1) == FILES
    assert await store.audit.verify() == Intact(1)
    await store.misses.add("what?", platform="console", asker=ADA)
    assert len(await store.misses.recent(5)) == 1
    await store.close()


async def downgrade_to_first(url: str) -> None:
    """Make a database as the first revision had it, with a version and a deed in it."""
    made = await Store.open(url)
    version = await made.versions.add(FILES, content_hash="abc", author=ADA, note="")
    await made.versions.serve(version.number)
    await made.audit.append("reload", actor=ADA, platform="slack", place="C1", outcome="done")
    held: dict[str, list[dict[str, Any]]] = {}
    for table in ("blobs", "versions", "version_files", "serving", "audit", "meta"):
        async with made._database.read() as connection:
            selected = await connection.execute(metadata.tables[table].select())
            held[table] = [row._asdict() for row in selected]
    async with made._database.write() as connection:
        await connection.run_sync(metadata.drop_all)
        await connection.execute(text("DROP TABLE alembic_version"))
    await made.close()

    database = Database(read_address(url))
    async with database.write() as connection:
        await connection.run_sync(upgrade_to_first)
        for table, rows in held.items():
            await connection.execute(metadata.tables[table].insert(), rows)
    await database.close()


def upgrade_to_first(connection: Connection) -> None:
    settings = config()
    settings.attributes["connection"] = connection
    command.upgrade(settings, "0001")
