"""What must hold between a line, the parts of its alignment and their vertices."""

from __future__ import annotations

from collections import defaultdict
from itertools import pairwise
from operator import itemgetter
from typing import TYPE_CHECKING, Final

from geo.check.positions import MAX_LAT, SWAPPED
from geo.geodesy import Point, measure_km
from geo.messages import tell, tell_both
from geo.tables.fault import Fault

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from geo.tables.schema import Dictionary
    from geo.tables.values import Values

END_KM: Final = 1.5
"""An alignment begins and ends at a port, a station or on another line: at most so far from the point that is named."""


def check_parts(values: Mapping[str, Values], _dictionary: Dictionary) -> Iterator[Fault]:
    """Ask that every vertex belongs to a part that has a row, and that the parts follow each other in order."""
    told = {(line, part) for _, line, part in values["alignments"].select("line_id", "part")}
    vertices = values["vertices"]
    seen: dict[tuple[str, int], int] = {}
    runs: dict[str, list[tuple[int, int, int]]] = defaultdict(list)
    for row, line, number, part in vertices.select("line_id", "seq", "part"):
        seen.setdefault((line, part), row)
        runs[line].append((number, part, row))
    for (line, part), row in seen.items():
        if told and (line, part) not in told:  # without any row the whole table is missing, another fault
            hint = tell("alignments.csv has no part {part} of {line}.", part=part, line=line)
            yield Fault(vertices.file, row, "part", str(part), tell("a part of the line"), hint)
    for found in runs.values():
        for (_, before, _), (_, part, row) in pairwise(sorted(found)):
            if part not in {before, before + 1}:
                expected = tell("{part}, or the next part", part=before)
                yield Fault(vertices.file, row, "part", str(part), expected)


def check_ends(values: Mapping[str, Values], _dictionary: Dictionary) -> Iterator[Fault]:
    """Ask that an alignment begins and ends where its line does."""
    named = _positions(values["waypoints"])
    vertices = values["vertices"]
    for line, found in _positions(vertices).items():
        if line not in named:
            continue
        for at in (0, -1):
            (_, row, end), (_, _, place) = found[at], named[line][at]
            away = measure_km(end, place)
            if away > END_KM:
                hint: str = tell("It is {km:.1f} km from the point of {line} in waypoints.csv.", km=away, line=line)
                if abs(end.lon) <= MAX_LAT and measure_km(Point(end.lon, end.lat), place) <= END_KM:
                    hint = tell_both(hint, SWAPPED)
                yield Fault(vertices.file, row, "lat", f"{end.lat:g}", tell("the end of the line"), hint)


def _positions(values: Values) -> dict[str, list[tuple[int, int, Point]]]:
    """Collect what has a position, by line and in travel order: number, row and position."""
    found: dict[str, list[tuple[int, int, Point]]] = defaultdict(list)
    for row, line, number, lat, lon in values.select("line_id", "seq", "lat", "lon"):
        if None not in (number, lat, lon):
            found[line].append((number, row, Point(lat, lon)))
    return {line: sorted(rows, key=itemgetter(0)) for line, rows in found.items()}
