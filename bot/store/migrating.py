"""A database brought to the schema that this version knows; one process at a time."""

import asyncio
from importlib.resources import files

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection

from bot.errors import StoreError
from bot.store.database import Database, prepare_file
from bot.store.faults import told
from bot.store.schema import REVISION

MOST_SECONDS = 30.0
"""All migrations, and the wait for another process that runs them."""

NEWER = "a newer version of the bot has written it"
UPDATE = "start that version, or name another database in BOT_STORE"


async def migrate(database: Database) -> None:
    """Create or upgrade the tables; refuse a database of a newer schema."""
    if database.path:
        with told(database.where):
            await asyncio.to_thread(prepare_file, database.path)
    async with database.write("migration", seconds=MOST_SECONDS) as connection:
        if not await connection.run_sync(_upgrade):
            raise StoreError(database.where, NEWER, UPDATE)


def config() -> Config:
    """Tell Alembic where the migrations lie, in an installed package too."""
    made = Config()
    made.set_main_option("script_location", str(files("bot.store") / "migrations"))
    return made


def _upgrade(connection: Connection) -> bool:
    """Run what is missing inside the transaction; tell whether the schema is known."""
    current = MigrationContext.configure(connection).get_current_revision()
    if current == REVISION:
        return True  # as nearly always: nothing needs to be loaded
    settings = config()
    known = {each.revision for each in ScriptDirectory.from_config(settings).walk_revisions()}
    if current and current not in known:
        return False
    settings.attributes["connection"] = connection
    command.upgrade(settings, "head")
    return True
