"""Photographs of field visits, each once, by its SHA-256."""

from __future__ import annotations

from typing import Final

import sqlalchemy as sa
from alembic import op

revision: Final = "0003"
down_revision: Final = "0002"


def upgrade() -> None:
    """Make the table."""
    op.create_table(
        "photographs",
        sa.Column("digest", sa.String(64), primary_key=True),
        sa.Column("picture", sa.LargeBinary, nullable=False),
    )


def downgrade() -> None:
    """Take it away, with the pictures; the rows that name them stay in the tables."""
    op.drop_table("photographs")
