"""The bad cells of a table, found by pandera: a schema looks at the cells of a column as text, all at once."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
import pandera.pandas as pa
from pandera.errors import SchemaErrors

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from geo.tables.wanted_cells import Cells


def build_schema(columns: Iterable[Cells]) -> pa.DataFrameSchema:
    """Build the pandera schema of one table, whose cells are text.

    Parameters
    ----------
    columns
        What the cells of each column must be.

    Returns
    -------
    schema
        One check per column; `Cells.broken` says what a cell that fails it breaks.
    """
    return pa.DataFrameSchema(
        {cells.column.column: pa.Column(None, pa.Check(_check(cells), name=cells.column.type)) for cells in columns}
    )


def _check(wanted: Cells) -> Callable[[pd.Series[str]], pd.Series[bool]]:
    """Make the function that tells good cells of a column from bad ones, looking at equal cells once."""

    def check(cells: pd.Series[str]) -> pd.Series[bool]:
        places, different = pd.factorize(cells)
        good = np.fromiter(map(wanted.keeps, different.tolist()), dtype=bool, count=len(different))
        return pd.Series(good[places], index=cells.index)

    return check


def find_bad(frame: pd.DataFrame, columns: Sequence[Cells]) -> Iterator[tuple[str, int, str]]:
    """Find the bad cells of some columns.

    Parameters
    ----------
    frame
        The table as text.
    columns
        What their cells must be.

    Yields
    ------
    heading, row, cell
        In the order of columns, then rows.
    """
    try:
        build_schema(columns).validate(frame, lazy=True)
    except SchemaErrors as errors:
        found: list[dict[str, Any]] = errors.failure_cases.to_dict("records")
        for case in found:
            yield str(case["column"]), int(case["index"]), str(case["failure_case"])
