"""Votes, misses, and the events and channels that replicas share."""

import sqlalchemy as sa
from alembic import op

from bot.store.schema import Moment

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Create the tables."""
    op.create_table(
        "votes",
        sa.Column("subject", sa.Text, primary_key=True),
        sa.Column("voter", sa.String(32), primary_key=True),
        sa.Column("is_helpful", sa.Boolean, nullable=False),
        sa.Column("is_on_miss", sa.Boolean, nullable=False),
        sa.Column("matches", sa.Text, nullable=False),
        sa.Column("words", sa.Text),
        sa.Column("time", Moment, nullable=False),
    )
    op.create_table(
        "misses",
        sa.Column("number", sa.Integer, primary_key=True, autoincrement=True),
        sa.Column("asker", sa.String(32)),
        sa.Column("platform", sa.String(32), nullable=False),
        sa.Column("text", sa.Text),
        sa.Column("nearest", sa.Text, nullable=False),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("time", Moment, nullable=False),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_misses_asker", "misses", ["asker"])
    op.create_index("ix_misses_time", "misses", ["time"])
    op.create_table(
        "events",
        sa.Column("key", sa.Text, primary_key=True),
        sa.Column("seconds", sa.BigInteger, nullable=False),
    )
    op.create_index("ix_events_seconds", "events", ["seconds"])
    op.create_table(
        "channels",
        sa.Column("platform", sa.String(32), primary_key=True),
        sa.Column("channel", sa.String(64), primary_key=True),
    )
