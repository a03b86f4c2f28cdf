"""Editions, their files, and what these hold."""

from __future__ import annotations

from typing import Final

import sqlalchemy as sa
from alembic import op

revision: Final = "0001"
down_revision: Final = None


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "editions",
        sa.Column("number", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("version", sa.String(12), nullable=False),
        sa.Column("recorded_at", sa.String(32), nullable=False),
        sa.Column("author", sa.String(200), nullable=False),
        sa.Column("reason", sa.String(2000), nullable=False),
    )
    op.create_index("ix_editions_version", "editions", ["version"])
    op.create_table(
        "contents",
        sa.Column("digest", sa.String(64), primary_key=True),
        sa.Column("packed", sa.LargeBinary, nullable=False),
    )
    op.create_table(
        "files",
        sa.Column("number", sa.Integer, sa.ForeignKey("editions.number"), primary_key=True),
        sa.Column("name", sa.String(200), primary_key=True),
        sa.Column("digest", sa.String(64), sa.ForeignKey("contents.digest"), nullable=False),
    )


def downgrade() -> None:
    """Take them away, with everything in them."""
    op.drop_table("files")
    op.drop_table("contents")
    op.drop_index("ix_editions_version", "editions")
    op.drop_table("editions")
