"""Insert what is not there yet: the one statement that SQLite and PostgreSQL spell alike."""

from sqlalchemy import Table
from sqlalchemy.dialects import postgresql, sqlite

from bot.store.database import Database

Insert = sqlite.Insert | postgresql.Insert


def insert(database: Database, table: Table) -> Insert:
    """Make an insert that can tell what to do where the row is there."""
    return sqlite.insert(table) if database.path else postgresql.insert(table)


def insert_new(database: Database, table: Table) -> Insert:
    """Make an insert that leaves a row alone that is there."""
    return insert(database, table).on_conflict_do_nothing()
