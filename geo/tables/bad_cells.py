"""The bad cells of a table, found by pandera: a schema looks at the cells of all columns as text, at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
import pandera.pandas as pa
from pandera.errors import SchemaErrors

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from geo.tables.wanted_cells import Cells


def build_schema(columns: Sequence[Cells]) -> pa.SeriesSchema:
    """Build the pandera schema of some columns of one table, whose cells are text.

    Parameters
    ----------
    columns
        What the cells of each column must be; at least one column.

    Returns
    -------
    schema
        Of the columns, one below the other and equally long; `Cells.broken` says what a cell that fails it breaks.

    Notes
    -----
    One check for all: what pandera does around each check that fails costs far more than the check.
    """
    return pa.SeriesSchema(None, pa.Check(_check(columns), name="cells"))


def _check(columns: Sequence[Cells]) -> Callable[[pd.Series[str]], pd.Series[bool]]:
    """Make the function that tells good cells of all columns from bad ones, looking at equal cells of one once."""

    def check(cells: pd.Series[str]) -> pd.Series[bool]:
        found = []
        for wanted, text in zip(columns, np.split(cells.to_numpy(), len(columns)), strict=True):
            places, different = pd.factorize(text)
            good = np.fromiter(map(wanted.keeps, different.tolist()), dtype=bool, count=len(different))
            found.append(good[places])
        return pd.Series(np.concatenate(found), index=cells.index)

    return check


def find_bad(frame: pd.DataFrame, columns: Sequence[Cells]) -> Iterator[tuple[str, int, str]]:
    """Find the bad cells of some columns.

    Parameters
    ----------
    frame
        The table as text.
    columns
        What their cells must be; at least one column.

    Yields
    ------
    heading, row, cell
        In the order of columns, then rows.
    """
    headings = [cells.column.column for cells in columns]
    text = pd.concat([frame[heading] for heading in headings], ignore_index=True)
    try:
        build_schema(columns).validate(text, lazy=True)
    except SchemaErrors as errors:
        places = errors.failure_cases["index"].tolist()
        for column, row in (divmod(int(place), len(frame)) for place in places):
            yield headings[column], int(frame.index[row]), str(frame[headings[column]].iloc[row])
