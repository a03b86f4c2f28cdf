"""Dates as the tables write them."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.dates import Period, parse_edtf
from geo.errors import DateError


@pytest.mark.parametrize(
    ("text", "earliest", "latest", "precision"),
    [
        ("2015", date(2015, 1, 1), date(2015, 12, 31), "year"),
        ("2015-02", date(2015, 2, 1), date(2015, 2, 28), "month"),
        ("2016-02", date(2016, 2, 1), date(2016, 2, 29), "month"),
        ("2022-12-27", date(2022, 12, 27), date(2022, 12, 27), "day"),
        ("2022-05-16/2022-05-18", date(2022, 5, 16), date(2022, 5, 18), "day"),
        ("2015-12/2018-09-30", date(2015, 12, 1), date(2018, 9, 30), "month"),
        ("2023-09/..", date(2023, 9, 1), None, "month"),
        ("../2023", None, date(2023, 12, 31), "year"),
        ("0001", date(1, 1, 1), date(1, 12, 31), "year"),
        ("9999", date(9999, 1, 1), date(9999, 12, 31), "year"),
        ("2022/2022-05", date(2022, 1, 1), date(2022, 5, 31), "year"),
    ],
)
def test_span_and_precision(text, earliest, latest, precision):
    assert parse_edtf(text) == Period(earliest, latest, precision, interval="/" in text)


@pytest.mark.parametrize(
    ("mark", "uncertain", "approximate"), [("?", True, False), ("~", False, True), ("%", True, True)]
)
def test_marks_of_doubt(mark, uncertain, approximate):
    period = parse_edtf(f"2014-06{mark}")
    assert (period.uncertain, period.approximate) == (uncertain, approximate)
    assert parse_edtf(f"2013/2014{mark}").uncertain is uncertain


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "a date such as"),
        ("15", "a date such as"),
        ("0000", "a year from 0001"),
        ("2022-13", "a month from 01 to 12, not 13"),
        ("2021-02-29", "2021-02 has 28 days"),
        ("2021-04-31", "2021-04 has 30 days"),
        ("2021-04-00", "2021-04 has 30 days"),
        ("18.03.2022", "a date such as"),
        ("2022-3-18", "a date such as"),
        ("2022-03-18 00:00:00", "a date such as"),
        ("2021-21", "a month from 01 to 12, not 21"),
        ("201X", "a date such as"),
        ("2022-05-18/2022-05-16", "starts before it ends"),
        ("../..", "at least one date"),
        ("2022/", "a date such as"),
        ("2022/2023/2024", "a date such as"),
        ("٢٠٢٢", "a date such as"),
        ("2022\n", "a date such as"),
    ],
)
def test_anything_else_is_refused_with_a_reason(text, reason):
    with pytest.raises(DateError, match=reason):
        parse_edtf(text)


@given(st.dates())
def test_every_day_comes_back(day):
    assert parse_edtf(day.isoformat()) == Period(day, day, "day")


@given(st.dates(), st.dates())
def test_interval_holds_both_ends_or_is_refused(one, other):
    text = f"{one.isoformat()}/{other.isoformat()}"
    if one > other:
        with pytest.raises(DateError):
            parse_edtf(text)
    else:
        assert parse_edtf(text) == Period(one, other, "day", interval=True)


@given(st.text(max_size=12))
def test_no_text_raises_anything_else(text):
    try:
        period = parse_edtf(text)
    except DateError:
        return
    assert period.earliest or period.latest
