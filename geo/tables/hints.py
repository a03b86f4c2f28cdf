"""What may help with a cell that breaks its rule: what people and spreadsheets write instead of numbers and dates.

Each hint that proposes what to write keeps it under ``text``, so that it can be held against the rule of the cell.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from geo.dates import parse_edtf
from geo.errors import DateError
from geo.messages import Message, tell

if TYPE_CHECKING:
    from collections.abc import Callable

    from geo.records.dictionary import Column

    Holds = Callable[[str], bool]

FARTHEST_DEGREES: Final = 180
SWAPPED: Final = tell("lat and lon look swapped.")
PROPOSED: Final = ("text", "word")
# What people write where nothing is known, in the languages of the app.
UNKNOWN: Final = frozenset({
    "n/a", "n.a.", "na", "nan", "none", "null", "nil", "unknown", "not known", "-", "–", "—", "--", "…", "...", "?",
    "yok", "veri yok", "bilinmiyor", "нет данных", "н/д", "неизвестно", "белгісіз", "дерек жоқ", "мәлімет жоқ",
})  # fmt: skip
_DAY_FIRST: Final = re.compile(
    r"(?P<first>[0-9]{1,2})[./-](?P<second>[0-9]{1,2})[./-](?P<year>[0-9]{4})(?: 0?0:00(?::00)?)?"
)
_CLOCK: Final = re.compile(r"(?P<date>[0-9]{4}-[0-9]{2}-[0-9]{2})[ T][0-9:.]+")
_YEAR_FIRST: Final = re.compile(r"(?P<year>[0-9]{4})[./](?P<month>[0-9]{1,2})[./](?P<day>[0-9]{1,2})")
_DAY_NUMBER: Final = re.compile(r"[34][0-9]{4}")
# "Feb-15", "Şub.15", "15.фев": what a month or a decimal number becomes in a cell with a date format.
_MONTH_NAME: Final = re.compile(r"[^\W\d_]{3,9}[ .-][0-9]{1,4}|[0-9]{1,2}[ .-][^\W\d_]{3,9}(?:[ .-][0-9]{2,4})?")
_MONTHS: Final = 12
_GROUPED: Final = re.compile(r"[+-]?[0-9]{1,3}(?:(?P<sign>[ .,'’])[0-9]{3})(?:(?P=sign)[0-9]{3})*(?:[.,][0-9]+)?")
_UNIT: Final = re.compile(
    r"(?P<ahead>[$€]|US\$|USD)? ?(?P<number>[+-]?[0-9]+(?:[.,][0-9]+)?) ?(?P<behind>%|[^\W\d_]{1,10}|[$€])?"
)
_DEGREES: Final = re.compile(
    r"(?P<ahead>[NSEWСЮВЗKGDBnsew])?\s*(?P<sign>[+-])?(?P<degrees>[0-9]{1,3}(?:[.,][0-9]+)?)\s*[°º\u02da]\s*"
    r"(?:(?P<minutes>[0-9]{1,2}(?:[.,][0-9]+)?)\s*['’′]\s*(?:(?P<seconds>[0-9]{1,2}(?:[.,][0-9]+)?)\s*(?:[\"”″]|''|’’)\s*)?)?"
    r"(?P<behind>[NSEWСЮВЗKGDBnsew])?"
)  # fmt: skip
_SOUTH_OR_WEST: Final = frozenset("SWЮЗGsw")
_AROUND: Final = "'’‘`\"“”„«»\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff "
_UNSEEN: Final = re.compile("[\u00ad\u200b-\u200f\u2060\ufeff\u202a-\u202e\u2066-\u2069]")


def proposal_of(hint: str) -> str:
    """Give what a hint proposes to write; blank when it proposes nothing."""
    if not isinstance(hint, Message):
        return ""
    direct = next((str(hint.values[name]) for name in PROPOSED if name in hint.values), "")
    inside = (proposal_of(part) for part in hint.values.values() if isinstance(part, Message))
    return direct or next(filter(None, inside), "")


def undress(entry: str, holds: Holds) -> str:
    """Recognise a good cell in clothes: an apostrophe before it, quotation marks around it, signs that are not seen."""
    plain = _UNSEEN.sub("", entry).strip(_AROUND).replace("−", "-")
    if plain != entry and plain and holds(plain):
        return tell("Signs around or inside it keep it from being read; write {text}.", text=plain)
    return ""


def hint_blank(entry: str) -> str:
    """Recognise a word for what is not known, where a cell may be blank."""
    return tell("Leave the cell blank when this is not known.") if entry.casefold() in UNKNOWN else ""


def hint_number(entry: str, column: Column, holds: Holds) -> str:
    """Recognise numbers in other clothes; what it says to write keeps the rule itself."""
    if re.fullmatch(r"[+-]?[0-9]+,[0-9]+", entry) and holds(point := entry.replace(",", ".")):
        return tell("Write a decimal point: {text}.", text=point)
    if re.fullmatch(r"[+-]?[0-9]+[.,]0+", entry) and holds(whole := re.split("[.,]", entry)[0]):
        return tell("Write {text}.", text=whole)
    if _GROUPED.fullmatch(entry) and (digits := next(filter(holds, _ungroup(entry)), "")):
        return tell("Write it without separators: {text}.", text=digits)
    if column.column in {"lat", "lon"}:
        return _hint_degrees(entry, holds)
    found = _UNIT.fullmatch(entry)
    units = {found["ahead"], found["behind"]} - {None} if found else set()
    named = {unit.casefold() for unit in (column.unit, *column.unit.replace("US$", "$").split()) if unit}
    if found and units and all(unit.casefold() in named for unit in units):
        alone = found["number"].replace(",", ".")
        return tell("Write the number alone: {text}.", text=alone) if holds(alone) else ""
    return hint_changed(entry)


def _ungroup(entry: str) -> tuple[str, ...]:
    """Take the separators of thousands out of a number, whichever they are; nothing else may have stood there."""
    digits = re.sub(r"[^0-9+-]", "", entry)
    head, _, tail = re.sub(r"[ '’]", "", entry).replace(",", ".").rpartition(".")
    whole = re.sub(r"[^0-9+-]", "", head)
    parted = len({sign for sign in entry if sign in ",. '’"}) > 1
    return (f"{whole}.{tail}",) if parted and whole else (digits,)


def _hint_degrees(entry: str, holds: Holds) -> str:
    """Say what may have happened to degrees: minutes, seconds, a lost point, the other column."""
    if (found := _DEGREES.fullmatch(entry)) and holds(text := _in_decimals(found)):
        return tell("Degrees are written with decimals, without signs; write {text}.", text=text)
    try:
        number = float(entry.replace(",", "."))
    except ValueError:
        return hint_changed(entry)
    if not abs(number) < float("inf"):
        return ""
    if re.search("[eE]", entry):
        return hint_changed(entry)
    if abs(number) > FARTHEST_DEGREES:
        return tell("The decimal point seems to be lost, or to stand in a wrong place.")
    # A whole number such as 91 is no position that somebody measured.
    return "" if number.is_integer() or abs(number) <= FARTHEST_DEGREES / 2 else SWAPPED


def _in_decimals(found: re.Match[str]) -> str:
    """Write degrees, minutes and seconds as degrees."""
    degrees, minutes, seconds = (
        float((found[name] or "0").replace(",", ".")) for name in ("degrees", "minutes", "seconds")
    )
    negative = found["sign"] == "-" or bool({found["ahead"], found["behind"]} & _SOUTH_OR_WEST)
    told = f"{degrees + minutes / 60 + seconds / 3600:.6f}".rstrip("0").rstrip(".")
    return f"-{told}" if negative else told


def hint_changed(entry: str) -> str:
    """Recognise what spreadsheets make of numbers."""
    if re.fullmatch(r"[+-]?[0-9.,]+[eE][+-]?[0-9]+", entry):
        return tell("A spreadsheet has shortened this number; write all its digits.")
    if _MONTH_NAME.fullmatch(entry) or _DAY_FIRST.fullmatch(entry):
        return tell("A spreadsheet may have turned this number into a date; format the column as text.")
    return ""


def hint_date(entry: str) -> str:
    """Recognise what spreadsheets make of dates."""
    if clock := _CLOCK.fullmatch(entry):
        return _write_date(clock["date"])
    if _DAY_NUMBER.fullmatch(entry):
        return tell("A spreadsheet seems to have turned a date into its day number; format the cell as text.")
    if turned := _DAY_FIRST.fullmatch(entry):
        return _turned_date(turned["year"], int(turned["first"]), int(turned["second"]))
    if parted := _YEAR_FIRST.fullmatch(entry):
        return _write_date(f"{parted['year']}-{int(parted['month']):02}-{int(parted['day']):02}")
    if _MONTH_NAME.fullmatch(entry):
        return tell("Write year-month-day; a spreadsheet may have changed this date.")
    return _write_date(entry)


def _write_date(date: str) -> str:
    """Say to write a date, or why there is no such date."""
    try:
        parse_edtf(date)
    except DateError as error:
        reason = error.args[0]
        return "" if reason.startswith("a date such as") else tell("It must be {what}.", what=reason)
    return tell("Write {text}.", text=date)


def _turned_date(year: str, first: int, second: int) -> str:
    """Put a date such as 18.03.2022 in order, if only one order is possible."""
    if first > _MONTHS >= second or first == second:
        return _write_date(f"{year}-{second:02}-{first:02}")
    if second > _MONTHS >= first:
        return _write_date(f"{year}-{first:02}-{second:02}")
    return tell("Write year-month-day; a spreadsheet may have changed this date.")
