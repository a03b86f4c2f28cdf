"""Drafts of the next edition, who approved one, and who has looked at which row."""

from __future__ import annotations

from typing import Final

import sqlalchemy as sa
from alembic import op

revision: Final = "0002"
down_revision: Final = "0001"


def upgrade() -> None:
    """Make the tables; editions of before were not approved."""
    op.add_column("editions", sa.Column("approver", sa.String(200), nullable=False, server_default=""))
    op.create_table(
        "drafts",
        sa.Column("number", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("revision", sa.Integer, nullable=False),
        sa.Column("base", sa.Integer, sa.ForeignKey("editions.number"), nullable=False),
        sa.Column("author", sa.String(200), nullable=False),
        sa.Column("reason", sa.String(2000), nullable=False),
        sa.Column("state", sa.String(12), nullable=False),
        sa.Column("saved_at", sa.String(32), nullable=False),
        sa.Column("approver", sa.String(200), nullable=False),
        sa.Column("edition", sa.Integer, sa.ForeignKey("editions.number")),
    )
    op.create_index("ix_drafts_state", "drafts", ["state"])
    op.create_table(
        "draft_files",
        sa.Column("number", sa.Integer, sa.ForeignKey("drafts.number"), primary_key=True),
        sa.Column("name", sa.String(200), primary_key=True),
        sa.Column("digest", sa.String(64), sa.ForeignKey("contents.digest"), nullable=False),
    )
    op.create_table(
        "reviews",
        sa.Column("number", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("edition", sa.Integer, sa.ForeignKey("editions.number"), nullable=False),
        sa.Column("of_table", sa.String(64), nullable=False),
        sa.Column("row_id", sa.String(500), nullable=False),
        sa.Column("reviewer", sa.String(200), nullable=False),
        sa.Column("reviewed_at", sa.String(32), nullable=False),
        sa.Column("note", sa.String(2000), nullable=False),
    )
    op.create_index("ix_reviews_row", "reviews", ["of_table", "row_id"])


def downgrade() -> None:
    """Take them away, with everything in them; editions stay, without who approved them."""
    op.drop_index("ix_reviews_row", "reviews")
    op.drop_table("reviews")
    op.drop_table("draft_files")
    op.drop_index("ix_drafts_state", "drafts")
    op.drop_table("drafts")
    op.drop_column("editions", "approver")
