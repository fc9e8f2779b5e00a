"""The tables as they are now; migrations/ holds how they came to be."""

from datetime import UTC, datetime

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    DateTime,
    Dialect,
    ForeignKey,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    TypeDecorator,
)


class Moment(TypeDecorator[datetime]):
    """A time in UTC; SQLite keeps no zone."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Store it in UTC."""
        if value is None:
            return None
        moment = value.astimezone(UTC)
        return moment.replace(tzinfo=None) if dialect.name == "sqlite" else moment

    def process_result_value(self, value: datetime | None, _dialect: Dialect) -> datetime | None:
        """Give it back in UTC."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


REVISION = "0002"
"""The last of the migrations, which these tables are."""

metadata = MetaData()

meta = Table(
    "meta",
    metadata,
    Column("key", String(100), primary_key=True),
    Column("value", Text, nullable=False),
)

blobs = Table(
    "blobs",
    metadata,
    Column("hash", String(64), primary_key=True),
    Column("packed", LargeBinary, nullable=False),
)

versions = Table(
    "versions",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("content_hash", String(64), nullable=False),
    Column("digest", String(64), nullable=False),
    Column("author", String(32), nullable=False),
    Column("time", Moment, nullable=False),
    Column("note", Text, nullable=False),
)

version_files = Table(
    "version_files",
    metadata,
    Column("number", ForeignKey("versions.number"), primary_key=True),
    Column("path", Text, primary_key=True),
    Column("hash", ForeignKey("blobs.hash"), nullable=False),
)

serving = Table(
    "serving",
    metadata,
    Column("generation", Integer, primary_key=True, autoincrement=False),
    Column("number", ForeignKey("versions.number"), nullable=False),
    Column("time", Moment, nullable=False),
)

votes = Table(
    "votes",
    metadata,
    Column("subject", Text, primary_key=True),
    Column("voter", String(32), primary_key=True),
    Column("is_helpful", Boolean, nullable=False),
    Column("is_on_miss", Boolean, nullable=False),
    Column("matches", Text, nullable=False),
    Column("words", Text),
    Column("time", Moment, nullable=False),
)

misses = Table(
    "misses",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=True),
    Column("asker", String(32), index=True),
    Column("platform", String(32), nullable=False),
    Column("text", Text),
    Column("nearest", Text, nullable=False),
    Column("state", String(16), nullable=False),
    Column("time", Moment, nullable=False, index=True),
    sqlite_autoincrement=True,  # a number that was removed is not given again
)

audit = Table(
    "audit",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("time", Moment, nullable=False),
    Column("actor", String(32), nullable=False),
    Column("platform", String(32), nullable=False),
    Column("place", Text, nullable=False),
    Column("action", String(64), nullable=False),
    Column("outcome", String(64), nullable=False),
    Column("version", Integer),
    Column("detail", Text, nullable=False),
    Column("hash", String(64), nullable=False),
)

events = Table(
    "events",
    metadata,
    Column("key", Text, primary_key=True),
    Column("seconds", BigInteger, nullable=False, index=True),
)

channels = Table(
    "channels",
    metadata,
    Column("platform", String(32), primary_key=True),
    Column("channel", String(64), primary_key=True),
)
