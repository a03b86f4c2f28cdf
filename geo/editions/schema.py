"""The tables of the database, as the newest migration leaves them."""

from __future__ import annotations

from typing import Final

from sqlalchemy import Column, ForeignKey, Integer, LargeBinary, MetaData, String, Table

METADATA: Final = MetaData()
EDITIONS: Final = Table(
    "editions",
    METADATA,
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("version", String(12), nullable=False, index=True),
    Column("recorded_at", String(32), nullable=False),
    Column("author", String(200), nullable=False),
    Column("reason", String(2000), nullable=False),
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
