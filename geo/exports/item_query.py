"""What a program asks of a collection: a box, a time, properties, and how many (OGC API – Features, part 1)."""

from __future__ import annotations

import datetime as dt
import math
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from shapely import box

from geo.errors import QueryError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from shapely.geometry.base import BaseGeometry

    from geo.exports.collections import Collection, Item, Period

DEFAULT_LIMIT: Final = 100
LARGEST_LIMIT: Final = 1000
LARGEST_OFFSET: Final = 1_000_000
LONGEST_VALUE: Final = 200
OWN_NAMES: Final = ("bbox", "datetime", "limit", "offset", "f", "lang", "edition", "crs", "bbox-crs")
CRS84: Final = "http://www.opengis.net/def/crs/OGC/1.3/CRS84"
_FLAT, _SOLID = 4, 6
_COUNT: Final = re.compile(r"[0-9]{1,9}", re.ASCII)
_NUMBER: Final = re.compile(r"[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d{1,2})?", re.ASCII)
_TIME: Final = re.compile(r"\d{4}-\d\d-\d\d([Tt ]\d\d:\d\d:\d\d(\.\d{1,9})?([Zz]|[+-]\d\d:\d\d))?", re.ASCII)
_OPEN: Final = ("", "..")


@dataclass(frozen=True, slots=True)
class ItemQuery:
    """What is asked for.

    Attributes
    ----------
    area
        Boxes of which an item touches one; empty for the whole world.
    period
        First and last day, None where it is open; None for all times and what has no date.
    equal
        Property → the value that it must have; a blank value in the address asks for nothing.
    """

    area: tuple[BaseGeometry, ...]
    period: Period | None
    limit: int
    offset: int
    equal: Mapping[str, str]


def read_query(asked: Sequence[tuple[str, str]], properties: Mapping[str, Any]) -> ItemQuery:
    """Read the parameters of an address.

    Parameters
    ----------
    asked
        Names and values.
    properties
        Names by which items may be asked for.

    Raises
    ------
    QueryError
        When a name is not known or stands twice, or a value is not understood. The words do not repeat the value.
    """
    found: dict[str, str] = {}
    for name, value in asked:
        if name not in properties and name not in OWN_NAMES:
            msg = f"A parameter is not known; these are: {', '.join([*OWN_NAMES, *properties])}."
            raise QueryError(msg)
        if name in found:
            msg = f"{name} stands twice."
            raise QueryError(msg)
        if len(value) > LONGEST_VALUE:
            msg = f"The value of {name} is longer than {LONGEST_VALUE} signs."
            raise QueryError(msg)
        found[name] = value
    for name in ("crs", "bbox-crs"):
        if found.get(name, CRS84) != CRS84:
            msg = f"{name} is {CRS84}: longitude before latitude, WGS 84."
            raise QueryError(msg)
    return ItemQuery(
        read_bbox(found["bbox"]) if "bbox" in found else (),
        read_datetime(found["datetime"]) if "datetime" in found else None,
        min(_count(found, "limit", DEFAULT_LIMIT, 1), LARGEST_LIMIT),
        _count(found, "offset", 0, 0),
        {name: value for name, value in found.items() if value and name in properties and name not in OWN_NAMES},
    )


def _count(found: Mapping[str, str], name: str, default: int, least: int) -> int:
    text = found.get(name, str(default))
    if not _COUNT.fullmatch(text) or not least <= int(text) or (name == "offset" and int(text) > LARGEST_OFFSET):
        msg = f"{name} is a whole number from {least} on."
        raise QueryError(msg)
    return int(text)


def read_bbox(text: str) -> tuple[BaseGeometry, ...]:
    """Read a box: west, south, east, north; or with a height after each corner, which is not looked at.

    Where west is larger than east the box crosses the antimeridian (RFC 7946, 5.2), and two boxes are returned.

    Raises
    ------
    QueryError
        When it is no such box.
    """
    parts = text.split(",")
    numbers = [float(part) for part in parts if _NUMBER.fullmatch(part.strip())]
    if len(numbers) != len(parts) or len(parts) not in (_FLAT, _SOLID) or not all(map(math.isfinite, numbers)):
        msg = "bbox has four numbers, or six with heights: west,south,east,north."
        raise QueryError(msg)
    half = len(numbers) // 2
    (west, south), (east, north) = numbers[:2], numbers[half : half + 2]
    if not (-90 <= south <= north <= 90 and -180 <= west <= 180 and -180 <= east <= 180):  # noqa: PLR2004 - the globe
        msg = "bbox lies within -180,-90,180,90, and its south is not above its north."
        raise QueryError(msg)
    if west <= east:
        return (box(west, south, east, north),)
    return box(west, south, 180, north), box(-180, south, east, north)


def read_datetime(text: str) -> Period:
    """Read an instant or an interval, which may be open on either side (`2018-02-12/..`).

    Returns
    -------
    period
        Whole days of UTC: the tables know no hours.

    Raises
    ------
    QueryError
        When it is neither.
    """
    if "/" not in text:
        day = _read_time(text)
        return day, day
    start, _, end = text.partition("/")
    period = tuple(None if part in _OPEN else _read_time(part) for part in (start, end))
    if period[0] and period[1] and period[0] > period[1]:
        msg = "datetime begins before it ends."
        raise QueryError(msg)
    return period[0], period[1]


def _read_time(text: str) -> dt.date:
    msg = "datetime is a day or time (2018-02-12, 2018-02-12T23:20:50Z), or an interval (2018-02-12/..)."
    if not _TIME.fullmatch(text):
        raise QueryError(msg)
    try:
        moment = dt.datetime.fromisoformat(text.upper())
        return (moment.astimezone(dt.UTC) if moment.tzinfo else moment).date()
    except (ValueError, OverflowError) as error:
        raise QueryError(msg) from error


def select_items(collection: Collection, query: ItemQuery) -> list[Item]:
    """Select what answers to a question, in the order of the table; limit and offset are not looked at."""
    return [item for item in collection.items.values() if _answers(item, query)]


def _answers(item: Item, query: ItemQuery) -> bool:
    if query.area and (item.shape is None or not any(one.intersects(item.shape) for one in query.area)):
        return False
    if query.period is not None and not _overlaps(item.period, query.period):
        return False
    return all(_equals(item.properties.get(name), value) for name, value in query.equal.items())


def _overlaps(own: Period | None, asked: Period) -> bool:
    """Say whether two periods share a day; what has no date answers to no time."""
    if own is None:
        return False
    return not (own[1] and asked[0] and own[1] < asked[0]) and not (own[0] and asked[1] and own[0] > asked[1])


def _equals(value: object, asked: str) -> bool:
    if isinstance(value, list):
        return asked in value
    if isinstance(value, float | int):
        return bool(_NUMBER.fullmatch(asked)) and float(asked) == value
    return value == asked
