"""What may help with a cell that should be a date: what people and spreadsheets write instead of one."""

from __future__ import annotations

import re
from typing import Final

from geo.dates import parse_edtf
from geo.errors import DateError
from geo.messages import tell
from geo.tables.known_words import bare, list_months, list_words

DAY_NUMBER: Final = re.compile(r"[34][0-9]{4}(?:[.,][0-9]+)?")
FOUR_DIGITS: Final = tell("Write the year with four digits.")
VAGUE_DATE: Final = tell(
    "Write the year, or its months as an interval; what else is said of the date belongs in the note."
)
TWO_YEARS: Final = tell("Two years stand here: an interval has a slash between, and four digits for each.")
CHANGED_DATE: Final = tell("Write year-month-day; a spreadsheet may have changed this date.")
_TIME: Final = re.compile(
    r"(?P<date>.*[0-9]{4}|[0-9]{4}[-./][0-9]{1,2}[-./][0-9]{1,2})[ T,]+"
    r"[0-9]{1,2}:[0-9:.]+ ?(?:Z|[+-][0-9:]+|[AaPp][Mm])?"
)
_DAY_FIRST: Final = re.compile(r"(?P<first>[0-9]{1,2})[./-](?P<second>[0-9]{1,2})[./-](?P<year>[0-9]{4})")
_YEAR_FIRST: Final = re.compile(r"(?P<year>[0-9]{4})[./–-](?P<month>[0-9]{1,2})[./–-](?P<day>[0-9]{1,2})")
_WITH_WORD: Final = re.compile(r"(?P<date>.*[0-9])\s*(?P<word>[^\W\d_]+)\.?")
_MONTH_FIRST: Final = re.compile(r"(?P<month>[0-9]{1,2})[./](?P<year>[0-9]{4})")
_MONTH_LAST: Final = re.compile(r"(?P<year>[0-9]{4})(?:[./](?P<month>[0-9]{1,2})|-(?P<short>[1-9]))")
_TOGETHER: Final = re.compile(r"(?P<year>(?:19|20)[0-9]{2})(?P<month>[0-9]{2})(?P<day>[0-9]{2})")
_TWO_DIGITS: Final = re.compile(r"[0-9]{1,2}[./-][0-9]{1,2}[./-][0-9]{2}")
_GROUPED_YEAR: Final = re.compile(r"(?:1[ .,'’\u00a0\u2009\u202f]9|2[ .,'’\u00a0\u2009\u202f]0)[0-9]{2}")
_QUARTER: Final = re.compile(
    r"(?:[QqКк](?P<ahead>[1-4])[ /.-]?(?P<year>[0-9]{4})|(?P<also>[0-9]{4})[ /.-]?[QqКк](?P<behind>[1-4]))"
)
_ABOUT: Final = re.compile(r"(?P<word>[~≈]|[^\W\d_]+\.?)\s*(?P<date>[0-9]{4}(?:-[0-9]{2}){0,2})")
_SPAN: Final = re.compile(
    r"(?P<first>.*?\w)"
    r"(?:\s+[-–—]\s+|\s*(?:–|—|\.\.)\s*|\s+(?P<word>[^\W\d_]+)\s+|(?<=[0-9]{4})-(?=[0-9]{1,4}(?:$|\.)))"
    r"(?P<last>\w.*)"
)
_HALF: Final = re.compile(
    r"[HhSs](?P<ahead>[12])[ /.-]?(?P<year>[0-9]{4})|(?P<also>[0-9]{4})[ /.-]?[HhSs](?P<behind>[12])"
)
_SHORT_YEARS: Final = re.compile(r"(?:.*[^0-9])?(?P<first>(?:19|20)[0-9]{2})/(?P<last>[0-9]{2})")
_WRONG_DIGITS: Final = re.compile("[0-9]{1,3}|[0-9]{5}")
_WITH_YEAR: Final = re.compile(r"(?=.*(?:[^\W\d_]{2}|[0-9]{4}s))(?:.*[^0-9])?(?:19|20)[0-9]{2}(?:s|[^0-9].*)?")
_DAYS_OF_ONE_MONTH: Final = re.compile(r"(?P<first>[0-9]{1,2})\s?[-–—]\s?(?P<last>[0-9]{1,2}(?P<month>[. ].*[0-9]{4}))")
# "Feb-15", "Şub.15", "15.фев": what a month or a decimal number becomes in a cell with a date format.
_MONTH_NAME: Final = re.compile(
    r"(?P<ahead>[^\W\d_]{3,10})\.?[ .-][0-9]{1,4}"
    r"|[0-9]{1,2}\.?[ .-](?P<behind>[^\W\d_]{3,10})\.?(?:[ .-][0-9]{2,4})?"
)
_MONTHS: Final = 12
_ZERO_DATE: Final = re.compile(
    r"(?:1900-0?1-0?0|0{1,2}[./]0?1[./]1900|0?1/0{1,2}/1900|1899-12-30|30[./]12[./]1899)(?:[ T].*)?"
)
_DASHES: Final = str.maketrans("\u2010\u2011\u2012−", "----")


def hint_zero_date(entry: str) -> str:
    """Recognise the day that a spreadsheet makes of a nought or of a blank cell."""
    if not _ZERO_DATE.fullmatch(entry):
        return ""
    return tell("A spreadsheet has made a date of a nought or of a blank cell here; write what stood there.")


def hint_changed(entry: str) -> str:
    """Recognise what spreadsheets make of numbers."""
    if re.fullmatch(r"[+-]?[0-9.,]+[eE][+-]?[0-9]+", entry):
        return tell("A spreadsheet has shortened this number; write all its digits.")
    if _DAY_FIRST.fullmatch(entry) or _names_month(entry):
        return tell("A spreadsheet may have turned this number into a date; format the column as text.")
    return ""


def _names_month(entry: str) -> bool:
    found = _MONTH_NAME.fullmatch(entry)
    return found is not None and bare(found["ahead"] or found["behind"]) in list_months()


def hint_date(entry: str) -> str:
    """Recognise what spreadsheets and people make of dates.

    Parameters
    ----------
    entry
        As it stands in the cell; no date of ours.
    """
    if DAY_NUMBER.fullmatch(entry):
        return tell("A spreadsheet seems to have turned a date into its day number; format the cell as text.")
    if day := "" if _name_two_years(entry) else read_day(entry):
        return _write_date(day)
    if told := _ungroup_year(entry) or _name_turned(entry):
        return told
    if told := _read_span(entry):
        return _write_date(told)
    if (found := _ABOUT.fullmatch(entry)) and (found["word"] in "~≈" or bare(found["word"]) in list_words("inexact")):
        return _write_date(f"{found['date']}~")
    return _name_form(entry) or _write_date(entry)


def _ungroup_year(entry: str) -> str:
    """Propose a year without the sign that parts its thousands; blank for other cells."""
    grouped = _GROUPED_YEAR.fullmatch(entry)
    return tell("Write it without separators: {text}.", text=entry[0] + entry[2:]) if grouped else ""


def _name_form(entry: str) -> str:
    """Say what is wrong with a date that is written in words, or in a year of other than four digits."""
    if _WRONG_DIGITS.fullmatch(entry):
        return FOUR_DIGITS
    if told := _name_two_years(entry):
        return told
    many = len(re.findall("[0-9]{4}", entry)) > 1
    return "" if many or not _WITH_YEAR.fullmatch(entry) or "/" in entry else VAGUE_DATE


def _name_two_years(entry: str) -> str:
    """Recognise two years of which the last has two digits, as of a winter: 2022/23."""
    found = _SHORT_YEARS.fullmatch(entry)
    return TWO_YEARS if found and int(found["last"]) > _MONTHS else ""


def read_day(entry: str) -> str:
    """Read a day, month or year that is written in another form, as ours are written; blank for what is not sure.

    Parameters
    ----------
    entry
        As it stands in the cell.
    """
    text = _without_time(entry.translate(_DASHES))
    if (found := _WITH_WORD.fullmatch(text)) and bare(found["word"]) in list_words("year"):
        text = found["date"]
    text = re.sub(r"(?<=[0-9])[.,]0$", "", text) if re.fullmatch(r"[0-9]{4}[.,]0", text) else text
    if turned := _DAY_FIRST.fullmatch(text):
        return _turned_date(turned["year"], int(turned["first"]), int(turned["second"]))
    if (found := _YEAR_FIRST.fullmatch(text)) or (found := _TOGETHER.fullmatch(text)):
        return f"{found['year']}-{int(found['month']):02}-{int(found['day']):02}"
    if found := _MONTH_FIRST.fullmatch(text):
        return f"{found['year']}-{int(found['month']):02}"
    if found := _MONTH_LAST.fullmatch(text):
        return f"{found['year']}-{int(found['month'] or found['short']):02}"
    return _read_words(text) or (text if text != entry and _is_date(text) else "")


def _without_time(text: str) -> str:
    found = _TIME.fullmatch(text)
    return found["date"] if found else text


def _read_words(text: str) -> str:
    """Read a date whose month is named, or whose year has a word beside it."""
    parts = bare(re.sub(r"[,.]", " ", text).replace("’", " ")).split()
    years = [part for part in parts if re.fullmatch("[12][0-9]{3}", part)]
    months = [list_months()[part] for part in parts if part in list_months()]
    days = [int(part) for part in parts if re.fullmatch("[0-9]{1,2}", part)]
    rest = [part for part in parts if not part.isdigit() and part not in list_months()]
    if len(years) != 1 or len(months) > 1 or len(days) > len(months) or not set(rest) <= list_words("year"):
        return ""
    if not rest and not months:
        return ""
    return "-".join([*years, *(f"{month:02}" for month in months), *(f"{day:02}" for day in days)])


def _read_span(entry: str) -> str:
    """Read two dates with something else than a slash between; a quarter is an interval too."""
    if found := _QUARTER.fullmatch(entry):
        last = 3 * int(found["ahead"] or found["behind"])
        year = found["year"] or found["also"]
        return f"{year}-{last - 2:02}/{year}-{last:02}"
    if found := _HALF.fullmatch(entry):
        last = 6 * int(found["ahead"] or found["behind"])
        year = found["year"] or found["also"]
        return f"{year}-{last - 5:02}/{year}-{last:02}"
    if found := _DAYS_OF_ONE_MONTH.fullmatch(entry):
        ends = (read_day(found["first"] + found["month"]), read_day(found["last"]))
        return "/".join(ends) if all(ends) else ""
    found = _SPAN.fullmatch(entry.translate(_DASHES))
    if not found or (found["word"] and bare(found["word"]) not in list_words("between")):
        return ""
    dates = [end if _is_date(end) else read_day(end) for end in (found["first"], found["last"])]
    return "/".join(dates) if all(map(_is_date, dates)) else ""


def _is_date(text: str) -> bool:
    try:
        parse_edtf(text)
    except DateError:
        return False
    return True


def _write_date(date: str) -> str:
    """Say to write a date, or why there is no such date."""
    try:
        parse_edtf(date)
    except DateError as error:
        reason = error.args[0]
        return "" if reason.startswith("a date such as") else tell("It must be {what}.", what=reason)
    return tell("Write {text}.", text=date)


def _name_turned(entry: str) -> str:
    """Say what to write for a date whose order is not sure; both ways where it is a date both ways: 12.05.2022."""
    if found := _DAY_FIRST.fullmatch(_without_time(entry)):
        first, second = int(found["first"]), int(found["second"])
        both = (f"{found['year']}-{second:02}-{first:02}", f"{found['year']}-{first:02}-{second:02}")
        if all(map(_is_date, both)):
            return tell(
                "Write {one} or {other}: which number is the day and which the month is not certain.",
                one=both[0],
                other=both[1],
            )
    return CHANGED_DATE if found or _TWO_DIGITS.fullmatch(entry) or _names_month(entry) else ""


def _turned_date(year: str, first: int, second: int) -> str:
    """Put a date such as 18.03.2022 in order, if only one order is possible; blank otherwise."""
    if first > _MONTHS >= second or first == second:
        return f"{year}-{second:02}-{first:02}"
    return f"{year}-{first:02}-{second:02}" if second > _MONTHS >= first else ""
