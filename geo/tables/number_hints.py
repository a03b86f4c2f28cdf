"""What may help with a cell that should be a number: what people and spreadsheets write instead of one."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING, Final
from unicodedata import numeric

from geo.messages import tell
from geo.tables.date_hints import DAY_NUMBER, FOUR_DIGITS, hint_changed, read_day
from geo.tables.known_words import bare, list_times, list_units, list_words

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from geo.records.dictionary import Column

    Holds = Callable[[str], bool]

FARTHEST_DEGREES: Final = 180
SWAPPED: Final = tell("lat and lon look swapped.")
ONE_POINT: Final = tell("A number has one decimal point at most; more than one stands here.")
TWO_NUMBERS: Final = tell("Two numbers stand here; a cell holds one.")
INEXACT: Final = tell("Write a number alone; that it is not exact, or a limit, belongs in the note.")
POSITIONS: Final = ("lat", "lon")
HOURS: Final = frozenset({"h", "hours"})
_GROUPED: Final = re.compile(
    r"[+-]?[0-9]{1,3}(?:(?P<sign>[ .,'’])[0-9]{3})(?:(?P=sign)[0-9]{3})*(?:(?!(?P=sign))[.,][0-9]+)?"
)
_THOUSANDS: Final = re.compile(r"[1-9][0-9]{0,2}[.]000")
_WORDED: Final = re.compile(r"(?P<ahead>[^0-9+-]*?) ?(?P<number>[+-]?[0-9](?:[0-9.,'’ ]*[0-9])?) ?(?P<behind>[^0-9]*)")
_MANY_POINTS: Final = re.compile(r"[+-]?[0-9]+(?:[.][0-9]+){2,}|[+-]?[0-9]+(?:,[0-9]+){2,}")
_CLOCK: Final = re.compile(r"(?P<hours>[0-9]{1,4}):(?P<minutes>[0-5][0-9])(?::(?P<seconds>[0-5][0-9]))?")
_FRACTION: Final = re.compile(r"[+-]?[0-9]*[.,][0-9]*")
_NUMBER: Final = r"[+-]?[0-9]+(?:[.,][0-9]+)?"
_PAIR: Final = re.compile(
    rf"(?P<one>{_NUMBER})(?P<sign>[^\w.+-]+|\s*-\s*|\s*\.\.+\s*|\s+[^\W\d_]+\s+)(?P<other>{_NUMBER})"
)
_LIMIT: Final = re.compile(rf"(?P<sign>[<>≤≥~≈±\u223C]+=?|[^\W\d_][^\d+-]*?)\s*{_NUMBER}\b.*")
_MARK: Final = r"\*+|[†‡]|\[[0-9a-z]{1,2}\]|[¹²³\u2074-\u2079\u2070]+|\([a-zа-я*]\)"
_MARKED: Final = re.compile(rf"(?P<number>{_NUMBER})\s*(?:{_MARK})")
_LETTERS_FOR_DIGITS: Final = str.maketrans(
    {"O": "0", "o": "0", "О": "0", "о": "0", "l": "1", "I": "1", "З": "3", "з": "3"}
)
_DEGREES: Final = re.compile(
    r"(?P<sign>[+-])?(?P<degrees>[0-9]{1,3}(?:[.,][0-9]+)?)\s*(?P<mark>[°º\u02dad]|deg)?"
    r"(?:(?:[\s:-]+|(?<=[°º\u02dadg])\s*)(?P<minutes>[0-9]{1,2}(?:[.,][0-9]+)?)\s*(?P<prime>['’′m])?"
    r"(?:(?:[\s:-]+|(?<=['’′m])\s*)(?P<seconds>[0-9]{1,2}(?:[.,][0-9]+)?)\s*(?:[\"”″s]|''|’’)?)?)?"
)
_DIRECTION: Final = re.compile(
    r"(?P<ahead>[^\W\d_][^\d+-]*?)?\s*(?P<rest>[+-]?[0-9].*?)(?P<behind>\s*[^\W\d_][^\d°'’′\"”″]*)?"
)
_VULGAR: Final = re.compile(r"(?P<whole>[0-9]*) ?(?P<sign>[\u00bc-\u00be\u2155-\u2158\u215b-\u215e])")
_TWO_YEARS: Final = re.compile(r"(?:19|20)[0-9]{2}\s?[-–/]\s?(?P<last>(?:19|20)?[0-9]{2})")
_MOST_MINUTES: Final = 60
_MONTHS: Final = 12


def hint_number(entry: str, column: Column, holds: Holds) -> str:
    """Recognise numbers in other clothes; what it says to write keeps the rule itself.

    Parameters
    ----------
    entry
        As it stands in the cell.
    column
        What the dictionary says of it.
    holds
        Whether an entry keeps the rule.
    """
    if re.fullmatch(r"[+-]?[0-9]+,[0-9]+", entry) and holds(point := entry.replace(",", ".")):
        return _tell_point(entry, point, holds)
    if re.fullmatch(r"[+-]?[0-9]+[.,]0+", entry) and holds(whole := re.split("[.,]", entry)[0]):
        return _tell_whole(entry, whole, holds)
    if _GROUPED.fullmatch(entry) and (digits := next(filter(holds, _ungroup(entry)), "")):
        return tell("Write it without separators: {text}.", text=digits)
    if _MANY_POINTS.fullmatch(entry) and not _GROUPED.fullmatch(entry) and not hint_changed(entry):
        return ONE_POINT
    if column.column in POSITIONS and (told := _hint_degrees(entry, column.column, holds)):
        return told
    return next(filter(None, _hints(entry, column, holds)), "")


def _hints(entry: str, column: Column, holds: Holds) -> Iterator[str]:
    """Look for the rest, the surest first."""
    if column.unit == "year":
        yield _hint_year(entry, holds)
    yield hint_changed(entry)
    yield _hint_fraction(entry, holds)
    if column.unit in HOURS:
        yield _hint_clock(entry, holds)
    elif _CLOCK.fullmatch(entry):
        yield tell("A time of day stands here; a spreadsheet may have made it of a number.")
    if (found := _MARKED.fullmatch(entry)) and holds(found["number"]):
        yield tell("Write the number alone: {text}.", text=found["number"])
    yield _hint_words(entry, column, holds)
    yield _hint_pair(entry, column)
    yield _hint_limit(entry)
    swapped = entry.translate(_LETTERS_FOR_DIGITS)
    if swapped != entry and any(map(str.isdigit, entry)) and holds(swapped):
        yield tell("Letters stand in place of digits; write {text}.", text=swapped)


def _tell_whole(entry: str, whole: str, holds: Holds) -> str:
    """Propose a number without decimals, unless the point may as well part thousands."""
    if _THOUSANDS.fullmatch(entry) and holds(grouped := entry.replace(".", "")):
        return tell("The point may part thousands or decimals: write {one} or {other}.", one=grouped, other=whole)
    return tell("Write {text}.", text=whole)


def _tell_point(entry: str, point: str, holds: Holds) -> str:
    """Propose a decimal point, unless the comma may as well part thousands."""
    if _GROUPED.fullmatch(entry) and holds(grouped := entry.replace(",", "")):
        return tell("The comma may part thousands or decimals: write {one} or {other}.", one=grouped, other=point)
    return tell("Write a decimal point: {text}.", text=point)


def _ungroup(entry: str) -> tuple[str, ...]:
    """Take the separators of thousands out of a number, whichever they are; nothing else may have stood there."""
    digits = re.sub(r"[^0-9+-]", "", entry)
    head, _, tail = re.sub(r"[ '’]", "", entry).replace(",", ".").rpartition(".")
    whole = re.sub(r"[^0-9+-]", "", head)
    parted = len({sign for sign in entry if sign in ",. '’"}) > 1
    return (f"{whole}.{tail}",) if parted and whole else (digits,)


def _read_spoken(number: str, holds: Holds) -> str:
    """Read the number among other signs; blank when it may mean several, or breaks the rule."""
    ways = {number, number.replace(",", ".")}
    if _GROUPED.fullmatch(number):
        ways.update(_ungroup(number))
    fitting = {way for way in ways if holds(way)}
    return fitting.pop() if len(fitting) == 1 else ""


def _hint_fraction(entry: str, holds: Holds) -> str:
    """Recognise a number whose point stands at one of its ends, a blank behind its sign, and signs of a half."""
    if half := _VULGAR.fullmatch(entry):
        text = f"{int(half['whole'] or 0) + numeric(half['sign']):g}"
        return tell("Write {text}.", text=text) if holds(text) else ""
    text = re.sub(r"^([+-]) ", r"\1", entry).lstrip("+")
    if _FRACTION.fullmatch(text) and any(map(str.isdigit, text)):
        text = re.sub(r"^(-?)\.", r"\g<1>0.", text.replace(",", ".")).rstrip(".")
    return tell("Write {text}.", text=text) if text != entry and holds(text) else ""


def _hint_year(entry: str, holds: Holds) -> str:
    """Recognise dates, two years and years of two digits."""
    if DAY_NUMBER.fullmatch(entry):
        return tell("A spreadsheet seems to have turned a date into its day number; format the cell as text.")
    if (found := _TWO_YEARS.fullmatch(entry)) and int(found["last"]) > _MONTHS:
        return tell("Two years stand here; the column holds one.")
    if (day := read_day(entry)) and holds(year := day[:4]):
        return tell("Only the year belongs here; write {text}.", text=year)
    return FOUR_DIGITS if re.fullmatch("['’]?[0-9]{1,3}|[0-9]{5}|[0-9]{2} [0-9]{2}", entry) else ""


def _hint_clock(entry: str, holds: Holds) -> str:
    """Turn hours and minutes into hours."""
    if not (found := _CLOCK.fullmatch(entry)):
        return ""
    minutes = Decimal(found["minutes"]) + Decimal(found["seconds"] or 0) / 60
    text = f"{Decimal(found['hours']) + minutes / 60:.4f}".rstrip("0").rstrip(".")
    return tell("Hours are written with decimals, not with minutes; write {text}.", text=text) if holds(text) else ""


def _hint_words(entry: str, column: Column, holds: Holds) -> str:
    """Recognise a unit, the word for a year, or a word that multiplies, before or after a number."""
    if not (found := _WORDED.fullmatch(entry)):
        return ""
    words = [word for part in (found["ahead"], found["behind"]) if (word := bare(part.strip(" :()")))]
    if (times := list_times().get(words[0] if len(words) == 1 else "")) and (number := _read_spoken(
        found["number"], lambda text: re.fullmatch(r"[0-9]+(?:\.[0-9]{1,2})?", text) is not None
    )):  # fmt: skip
        text = f"{Decimal(number) * times:f}"
        text = text.rstrip("0").rstrip(".") if "." in text else text
        return tell("Write the number with all its digits: {text}.", text=text) if holds(text) else ""
    if words == ["%"] and column.unit and not column.unit.startswith("%"):
        return tell("The column is in {unit}; write the number in it, without a unit.", unit=column.unit)
    units = list_units(column.unit)
    named = {unit for unit in column.unit.replace("US$", "$").casefold().split() if unit} | units.keys()
    if words and all(word in named for word in words):
        if not all(units.get(word, True) for word in words):
            return tell("The column is in {unit}; write the number in it, without a unit.", unit=column.unit)
        number = _read_spoken(found["number"], holds)
        return tell("Write the number alone: {text}.", text=number) if number else ""
    return ""


def _hint_pair(entry: str, column: Column) -> str:
    """Recognise two numbers in one cell."""
    if column.column in POSITIONS and len(re.findall(r"(?<![\w.])[+-]?[0-9]{1,3}\.[0-9]+", entry)) > 1:
        return tell("Two numbers stand here; latitude and longitude have a column each.")
    found = _PAIR.fullmatch(entry)
    if not found or not found["sign"].strip() or _GROUPED.fullmatch(entry):
        return ""
    word = bare(found["sign"])
    if word.isalpha() and word not in list_words("between"):
        return ""
    if column.column in POSITIONS:
        return tell("Two numbers stand here; latitude and longitude have a column each.")
    return TWO_NUMBERS


def _hint_limit(entry: str) -> str:
    """Recognise a number that is not exact, or a limit."""
    found = _LIMIT.fullmatch(entry)
    if re.fullmatch(rf"{_NUMBER}\s*[?~+]", entry):
        return INEXACT
    if found and (not found["sign"][0].isalpha() or bare(found["sign"]) in list_words("inexact")):
        return INEXACT
    return ""


def _hint_degrees(entry: str, heading: str, holds: Holds) -> str:
    """Say what may have happened to degrees: minutes, seconds, a direction, a lost point, the other column."""
    if told := _hint_direction(entry, heading, holds):
        return told
    try:
        number = float(entry.replace(",", "."))
    except ValueError:
        return ""
    if not abs(number) < float("inf") or re.search("[eE]", entry):
        return ""
    if abs(number) > FARTHEST_DEGREES:
        return tell("The decimal point seems to be lost, or to stand in a wrong place.")
    # A whole number such as 91 is no position that somebody measured.
    return "" if number.is_integer() or abs(number) <= FARTHEST_DEGREES / 2 else SWAPPED


def _hint_direction(entry: str, heading: str, holds: Holds) -> str:
    """Read degrees with minutes, seconds and a direction."""
    found, words = _DEGREES.fullmatch(entry), set()
    if not found and (whole := _DIRECTION.fullmatch(entry)):
        found = _DEGREES.fullmatch(whole["rest"].strip(" ,"))
        words = {bare(word) for word in (whole["ahead"], whole["behind"]) if word and bare(word)}
    if not found:
        return ""
    other = "lon" if heading == "lat" else "lat"
    if words and words <= list_words(other, "above") | list_words(other, "below"):
        return tell("It belongs under {other}, not under {heading}.", other=other, heading=heading)
    below = bool(words & list_words(heading, "below"))
    if not words <= list_words(heading, "above") | list_words(heading, "below"):
        return ""
    bare_number = not words and not found["mark"] and found["minutes"] is None
    if bare_number or (found["minutes"] and "." in found["degrees"].replace(",", ".")):
        return ""
    text = _in_decimals(found, below=below or found["sign"] == "-")
    return tell("Degrees are written with decimals, without signs; write {text}.", text=text) if holds(text) else ""


def _in_decimals(found: re.Match[str], *, below: bool) -> str:
    """Write degrees, minutes and seconds as degrees; blank when there are no such minutes."""
    degrees, minutes, seconds = (
        float((found[name] or "0").replace(",", ".")) for name in ("degrees", "minutes", "seconds")
    )
    if max(minutes, seconds) >= _MOST_MINUTES:
        return ""
    told = f"{degrees + minutes / 60 + seconds / 3600:.6f}".rstrip("0").rstrip(".")
    return f"-{told}" if below else told
