"""How much is read of a file that somebody brings: said before it is sent, and held while it is read."""

from __future__ import annotations

from typing import Final

MAX_BYTES: Final = 20 << 20
"""Of the file as it is sent."""
MAX_ROWS: Final = 50_000
"""Of one sheet, blank ones not counted."""
MAX_COLUMNS: Final = 200
"""Of one sheet: the widest of our tables has 19; a million of them are refused at the two hundred and first."""
MAX_CELLS: Final = 2_000_000
"""Of all sheets together."""
MAX_SHEETS: Final = 50
MAX_UNPACKED: Final = 200 << 20
"""Of the parts of a workbook that are read, when unpacked: a packed file may hold a thousand times its size."""
MAX_WORDS: Final = 40 << 20
"""Of the part of a workbook that is kept in memory while the rest is read: its texts."""
MAX_SETTINGS: Final = 8 << 20
"""Of its other parts: names of sheets, forms of numbers."""
MAX_MEMBERS: Final = 5_000
"""Files in a packed file."""
MAX_OPENED: Final = 1_500_000
"""Lists and objects in a GeoJSON file: each takes some sixty bytes of memory, however short it is written."""
MAX_DEPTH: Final = 60
"""Levels that one thing of a file may lie in another."""
