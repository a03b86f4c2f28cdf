"""The tables of the database, as the newest migration leaves them."""

from __future__ import annotations

from typing import Final

from sqlalchemy import Column, ForeignKey, Index, Integer, LargeBinary, MetaData, String, Table

METADATA: Final = MetaData()
EDITIONS: Final = Table(
    "editions",
    METADATA,
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("version", String(12), nullable=False, index=True),
    Column("recorded_at", String(32), nullable=False),
    Column("author", String(200), nullable=False),
    Column("reason", String(2000), nullable=False),
    Column("approver", String(200), nullable=False, server_default=""),
)
"""One row for each edition; its number decides which is newer, never its clock."""
CONTENTS: Final = Table(
    "contents",
    METADATA,
    Column("digest", String(64), primary_key=True),
    Column("packed", LargeBinary, nullable=False),
)
"""What files hold, once for all editions that share it, by its SHA-256."""
FILES: Final = Table(
    "files",
    METADATA,
    Column("number", Integer, ForeignKey("editions.number"), primary_key=True),
    Column("name", String(200), primary_key=True),
    Column("digest", String(64), ForeignKey("contents.digest"), nullable=False),
)
"""The files of each edition."""
DRAFTS: Final = Table(
    "drafts",
    METADATA,
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("revision", Integer, nullable=False),
    Column("base", Integer, ForeignKey("editions.number"), nullable=False),
    Column("author", String(200), nullable=False),
    Column("reason", String(2000), nullable=False),
    Column("state", String(12), nullable=False, index=True),
    Column("saved_at", String(32), nullable=False),
    Column("approver", String(200), nullable=False),
    Column("edition", Integer, ForeignKey("editions.number")),
)
"""What somebody wants to publish; its revision grows whenever it is saved."""
DRAFT_FILES: Final = Table(
    "draft_files",
    METADATA,
    Column("number", Integer, ForeignKey("drafts.number"), primary_key=True),
    Column("name", String(200), primary_key=True),
    Column("digest", String(64), ForeignKey("contents.digest"), nullable=False),
)
"""The files of each draft as they were saved last."""
REVIEWS: Final = Table(
    "reviews",
    METADATA,
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("edition", Integer, ForeignKey("editions.number"), nullable=False),
    Column("of_table", String(64), nullable=False),
    Column("row_id", String(500), nullable=False),
    Column("reviewer", String(200), nullable=False),
    Column("reviewed_at", String(32), nullable=False),
    Column("note", String(2000), nullable=False),
    Index("ix_reviews_row", "of_table", "row_id"),
)
"""Who has looked at a row, in which edition."""
PHOTOGRAPHS: Final = Table(
    "photographs",
    METADATA,
    Column("digest", String(64), primary_key=True),
    Column("picture", LargeBinary, nullable=False),
)
"""Pictures that the rows of `photographs.csv` name by their SHA-256; read one by one, never with an edition."""
