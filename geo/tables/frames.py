"""Tables as frames of pandas, which is loaded when the first of them is asked for: reading and checking do without."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    import pandas as pd

    from geo.tables.csv_file import Table


class Frames(Mapping[str, "pd.DataFrame"]):
    """The tables of a folder as frames by name, each made when it is first asked for, and once."""

    def __init__(self, tables: Mapping[str, Table]) -> None:
        """Keep the tables as they were read."""
        self._tables = tables
        self._made: dict[str, pd.DataFrame] = {}

    def __getitem__(self, name: str) -> pd.DataFrame:
        """Give the frame of a table."""
        if name not in self._made:
            self._made[name] = self._tables[name].frame
        return self._made[name]

    def __contains__(self, name: object) -> bool:
        """Ask whether there is such a table."""
        return name in self._tables

    def __iter__(self) -> Iterator[str]:
        """List the names of the tables in their order."""
        return iter(self._tables)

    def __len__(self) -> int:
        """Count the tables."""
        return len(self._tables)
