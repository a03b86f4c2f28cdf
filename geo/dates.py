"""Dates as the tables write them: the part of EDTF (ISO 8601-2) that a table needs.

Level 0 but for clock times: ``2015``, ``2015-02``, ``2015-02-18`` and intervals such as
``2022-05-16/2022-05-18``. Of level 1: ``?``, ``~`` and ``%`` after a date (uncertain, approximate,
both) and open ends (``2023-09/..``). Seasons and unknown digits are refused.
"""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date
from typing import Literal

from geo.errors import DateError
from geo.messages import tell

Precision = Literal["day", "month", "year"]

OPEN = ".."

_FORM = re.compile(r"(?P<year>[0-9]{4})(?:-(?P<month>[0-9]{2})(?:-(?P<day>[0-9]{2}))?)?(?P<doubt>[?~%])?")
_COARSE_TO_FINE: tuple[Precision, ...] = ("year", "month", "day")
_MONTHS = 12


@dataclass(frozen=True, slots=True)
class Period:
    """The days a date can mean.

    Attributes
    ----------
    earliest, latest
        First and last day; None where an interval is open.
    precision
        How exact the date is; of an interval, its coarser end.
    interval
        True when two ends were written.
    uncertain, approximate
        True when the date, or an end of it, is marked so.
    """

    earliest: date | None
    latest: date | None
    precision: Precision
    interval: bool = False
    uncertain: bool = False
    approximate: bool = False


def parse_edtf(text: str) -> Period:
    """Read one date or interval.

    Parameters
    ----------
    text
        A date such as ``2015-02``, or two with a slash between.

    Returns
    -------
    period
        The days it can mean.

    Raises
    ------
    DateError
        When the text has another form, names a day that no calendar has, or ends before it starts.
    """
    if "/" not in text:
        return _single(text)
    start_text, _, end_text = text.partition("/")
    start = None if start_text == OPEN else _single(start_text)
    end = None if end_text == OPEN else _single(end_text)
    known = [part for part in (start, end) if part is not None]
    if not known:
        msg = tell("an interval with at least one date")
        raise DateError(msg)
    if start and end and start.earliest and end.latest and start.earliest > end.latest:
        msg = tell("an interval that starts before it ends ({start} is after {end})", start=start_text, end=end_text)
        raise DateError(msg)
    return Period(
        earliest=start.earliest if start else None,
        latest=end.latest if end else None,
        precision=min((part.precision for part in known), key=_COARSE_TO_FINE.index),
        interval=True,
        uncertain=any(part.uncertain for part in known),
        approximate=any(part.approximate for part in known),
    )


def last_day(text: str) -> date | None:
    """Find the last day that a date can mean, from which its age is counted.

    Parameters
    ----------
    text
        EDTF. Of what is known from a day on (`2023-09/..`) that day counts: nothing is known of any later one.

    Returns
    -------
    day
        None for a blank.
    """
    if not text:
        return None
    period = parse_edtf(text)
    return period.latest or period.earliest


def years_between(text: str, today: date) -> int | None:
    """Count the whole years since a date; None for a blank, 0 for what is not over yet."""
    day = last_day(text)
    return None if day is None else max(0, today.year - day.year - ((today.month, today.day) < (day.month, day.day)))


def _single(text: str) -> Period:
    """Read one date without a slash."""
    form = _FORM.fullmatch(text)
    if form is None:
        msg = tell("a date such as 2015, 2015-02, 2015-02-18 or 2022-05-16/2022-05-18")
        raise DateError(msg)
    doubt = form["doubt"]
    earliest, latest, precision = _span(int(form["year"]), form["month"], form["day"])
    return Period(earliest, latest, precision, uncertain=doubt in {"?", "%"}, approximate=doubt in {"~", "%"})


def _span(year: int, month_text: str | None, day_text: str | None) -> tuple[date, date, Precision]:
    """Find the first and last day of a year, month or day."""
    if year == 0:
        msg = tell("a year from 0001 to 9999")
        raise DateError(msg)
    if month_text is None:
        return date(year, 1, 1), date(year, _MONTHS, 31), "year"
    month = int(month_text)
    if not 1 <= month <= _MONTHS:
        msg = tell("a month from 01 to 12, not {month}", month=month_text)
        raise DateError(msg)
    length = calendar.monthrange(year, month)[1]
    if day_text is None:
        return date(year, month, 1), date(year, month, length), "month"
    if not 1 <= int(day_text) <= length:
        msg = tell("a day that the month has ({month} has {n} days)", month=f"{year}-{month_text}", n=length)
        raise DateError(msg)
    exact = date(year, month, int(day_text))
    return exact, exact, "day"
