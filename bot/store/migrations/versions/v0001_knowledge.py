"""Versions of the knowledge, which one serves, and the audit."""

import sqlalchemy as sa
from alembic import op

from bot.store.schema import Moment

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Create the tables."""
    op.create_table(
        "meta",
        sa.Column("key", sa.String(100), primary_key=True),
        sa.Column("value", sa.Text, nullable=False),
    )
    op.create_table(
        "blobs",
        sa.Column("hash", sa.String(64), primary_key=True),
        sa.Column("packed", sa.LargeBinary, nullable=False),
    )
    op.create_table(
        "versions",
        sa.Column("number", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("content_hash", sa.String(64), nullable=False),
        sa.Column("digest", sa.String(64), nullable=False),
        sa.Column("author", sa.String(32), nullable=False),
        sa.Column("time", Moment, nullable=False),
        sa.Column("note", sa.Text, nullable=False),
    )
    op.create_table(
        "version_files",
        sa.Column("number", sa.Integer, sa.ForeignKey("versions.number"), primary_key=True),
        sa.Column("path", sa.Text, primary_key=True),
        sa.Column("hash", sa.String(64), sa.ForeignKey("blobs.hash"), nullable=False),
    )
    op.create_table(
        "serving",
        sa.Column("generation", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("number", sa.Integer, sa.ForeignKey("versions.number"), nullable=False),
        sa.Column("time", Moment, nullable=False),
    )
    op.create_table(
        "audit",
        sa.Column("number", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("time", Moment, nullable=False),
        sa.Column("actor", sa.String(32), nullable=False),
        sa.Column("platform", sa.String(32), nullable=False),
        sa.Column("place", sa.Text, nullable=False),
        sa.Column("action", sa.String(64), nullable=False),
        sa.Column("outcome", sa.String(64), nullable=False),
        sa.Column("version", sa.Integer),
        sa.Column("detail", sa.Text, nullable=False),
        sa.Column("hash", sa.String(64), nullable=False),
    )
