"""How much is read of a table: the limits of a file, in one place, each with its reason."""

from __future__ import annotations

from typing import Final

MAX_BYTES: Final = 32 << 20
"""Of one file: 100,000 rows of dwell.csv take 18 MB. A file of 32 MB takes 400 MB of memory while it is read."""
MAX_ROWS: Final = 120_000
"""Of one file, lines that are not blank at its end: tables that people keep have some hundred, and the bench holds
100,000 to four seconds. A file of more rows is an export that has got the name of a table."""
MAX_CELLS: Final = 4_000_000
"""Of one file: 120,000 rows of the widest table have 2,800,000. It holds a file that is nothing but separators."""
MAX_CELL: Final = 32_767
"""Letters that a spreadsheet holds in one cell."""
MAX_FIELD: Final = 1 << 20
"""Letters that the reader takes for one cell before it gives up: more than `MAX_CELL`, so that we can tell."""
