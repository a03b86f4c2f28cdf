"""The tables that can be taken away from the page of sources."""

from decimal import Decimal

import pytest

from panels.sources.page import read_cell


@pytest.mark.parametrize(
    ("cell", "numeric", "value"),
    [
        ("12.50", True, Decimal("12.50")),
        ("-2", True, Decimal(-2)),
        ("", True, ""),
        ("=1+1", True, "=1+1"),
        ("12.50", False, "12.50"),
        ("1e5", True, "1e5"),
    ],
)
def test_a_cell_is_a_number_only_where_its_column_and_its_text_say_so(cell, numeric, value):
    found = read_cell(cell, numeric)
    assert (type(found), str(found)) == (type(value), str(value))
