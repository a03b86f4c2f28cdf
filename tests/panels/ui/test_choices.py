"""What a reader may type where a date is asked for."""

import pytest

from panels.ui.choices import read_day


@pytest.mark.parametrize(
    ("typed", "date"),
    [
        ("2022", "2022"),
        (" 2022-11 ", "2022-11"),
        ("2022-11-11", "2022-11-11"),
        ("11.11.2022", "2022-11-11"),
        ("1/3/2024", "2024-03-01"),
        ("2022-02-30", ""),
        ("31.2.2022", ""),
        ("2022/2023", ""),
        ("soon", ""),
        ("", ""),
        ("<script>", ""),
    ],
)
def test_a_date_is_read_as_typed_and_nothing_else_is(typed, date):
    assert read_day(typed) == date
