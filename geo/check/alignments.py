"""What must hold between a line, the parts of its alignment and their vertices."""

from __future__ import annotations

from collections import defaultdict
from functools import lru_cache
from itertools import pairwise
from operator import itemgetter
from typing import TYPE_CHECKING, Final

from geo.check.positions import MAX_LAT
from geo.geodesy import Point, bound_km, least_km, measure_km
from geo.messages import tell, tell_both
from geo.tables.cells import plain
from geo.tables.fault import Fault
from geo.tables.number_hints import SWAPPED

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence

    from geo.tables.schema import Dictionary
    from geo.tables.values import Values

MOST_NAMED: Final = 3
"""Parts that may be lacking by themselves; more are lost rows."""
MOST_PARTS: Final = 9
FAR_KM: Final = 100
MUCH_NEARER: Final = 5
FAR_DEGREES: Final = 2
LONGEST_DETOUR: Final = 4
"""So many times as long as the way past a vertex may the one over it be; railways that climb need twice as much."""
MARGIN: Final = 1.5
"""Degrees that a line may lead beyond its places."""
END_KM: Final = 1.5
"""An alignment begins and ends at a port, a station or on another line: at most so far from the point that is named."""


def check_parts(values: Mapping[str, Values], _dictionary: Dictionary) -> Iterator[Fault]:
    """Ask that every vertex belongs to a part that has a row, and that the parts follow each other in order."""
    told = {(line, part) for _, line, part in values["alignments"].select_all("line_id", "part")}
    vertices = values["vertices"]
    seen: dict[tuple[str, int], int] = {}
    runs: dict[str, list[tuple[int, int, int]]] = defaultdict(list)
    for row, line, number, part in vertices.select("line_id", "seq", "part"):
        seen.setdefault((line, part), row)
        runs[line].append((number, part, row))
    lacking = [one for one in seen if told and one not in told]  # without any row the table is missing, another fault
    if _are_lost(lacking, told):
        hint = tell("It has no row of parts that stand in vertices.csv ({parts}): rows seem to be missing.",
                    parts=", ".join(f"{line} {part}" for line, part in lacking[:MOST_NAMED]))  # fmt: skip
        yield Fault(values["alignments"].file, None, "", "", hint=hint, cause=f"missing {values['alignments'].file}")
    for (line, part), row in seen.items():
        if told and (line, part) not in told:
            hint = tell("alignments.csv has no part {part} of {line}.", part=part, line=line)
            yield Fault(vertices.file, row, "part", str(part), tell("a part of the line"), hint)
    for found in runs.values():
        for (_, before, _), (_, part, row) in pairwise(sorted(found)):
            if part not in {before, before + 1}:
                expected = tell("{part}, or the next part", part=before)
                yield Fault(vertices.file, row, "part", str(part), expected)


def _are_lost(lacking: Sequence[tuple[str, int]], told: Collection[tuple[str, int]]) -> bool:
    """Ask whether parts of lines were lost: many of them, or those before one that is there."""
    before = [(line, part) for line, part in lacking if any((line, part + n) in told for n in range(1, MOST_PARTS))]
    return bool(before) or len(lacking) > MOST_NAMED


def check_swapped(values: Mapping[str, Values], dictionary: Dictionary) -> Iterator[Fault]:
    """Ask that no vertex of a line stands far from it, and none right only when its two numbers change places."""
    frames = _frames(values)
    for name in ("waypoints", "vertices"):
        effect = dictionary.effect(next(c for c in dictionary.columns[name] if c.column == "lat"))
        for line, found in _positions(values[name]).items():
            points = tuple(at for _, _, at in found)
            hints: dict[int, str] = dict.fromkeys(_find_apart(points, frames.get(line)), SWAPPED)
            for place, hint in (hints or dict(_find_strays(points))).items():
                _, row, at = found[place]
                expected = tell("a position on the way of {line}", line=line)
                told = f"{plain(at.lat)}, {plain(at.lon)}"
                yield Fault(values[name].file, row, "lat", told, expected, hint, effect=effect)


@lru_cache(maxsize=256)
def _find_apart(points: tuple[Point, ...], frame: tuple[Point, Point] | None) -> tuple[int, ...]:
    """Find the vertices of a line that stand apart as they are and not when turned; once while the line stays."""
    return tuple(
        place
        for place, at in enumerate(points)
        if abs(at.lon) <= MAX_LAT
        and _stands_apart(at, points[max(0, place - 1) : place] + points[place + 1 : place + 2], frame)
    )


def _stands_apart(at: Point, beside: Sequence[Point], frame: tuple[Point, Point] | None) -> bool:
    """Ask whether a vertex is far from its neighbours, or from all places of its line, and the turned one is not."""
    turned = Point(at.lon, at.lat)
    if frame and not _within(at, frame) and _within(turned, frame):
        return True
    if len(beside) < 2 or sum(bound_km(at, other) for other in beside) < FAR_KM:  # noqa: PLR2004 - one may be swapped
        return False
    if sum(least_km(turned, other) for other in beside) * MUCH_NEARER >= sum(bound_km(at, other) for other in beside):
        return False  # as the geodesics below would say, for a thousandth of their work
    away = sum(measure_km(at, other) for other in beside)
    if away < FAR_KM:
        return False
    return sum(measure_km(turned, other) for other in beside) * MUCH_NEARER < away


@lru_cache(maxsize=256)
def _find_strays(points: tuple[Point, ...]) -> tuple[tuple[int, str], ...]:
    """Find the vertices that make a line many times as long as the way past them, and say how far off they are."""
    strays = []
    for place, (before, at, after) in enumerate(zip(points, points[1:], points[2:], strict=False), 1):
        if abs(before.lat - at.lat) + abs(before.lon - at.lon) < FAR_DEGREES:
            continue
        way = measure_km(before, at) + measure_km(at, after)
        if way > LONGEST_DETOUR * max(measure_km(before, after), FAR_KM):
            strays.append((place, tell("It lies {km:.0f} km from the points before and after it.", km=way / 2)))
    return tuple(strays)


def _frames(values: Mapping[str, Values]) -> dict[str, tuple[Point, Point]]:
    """Find between which corners the places of each line lie, by the table of places."""
    at = {place: Point(lat, lon) for _, place, lat, lon in values["places"].select("place_id", "lat", "lon")
          if None not in (lat, lon)}  # fmt: skip
    on: dict[str, list[Point]] = defaultdict(list)
    for _, line, place in values["waypoints"].select("line_id", "place_id"):
        on[line] += [at[place]] if place in at else []
    return {
        line: (Point(min(p.lat for p in found) - MARGIN, min(p.lon for p in found) - MARGIN),
               Point(max(p.lat for p in found) + MARGIN, max(p.lon for p in found) + MARGIN))
        for line, found in on.items() if len(found) > 1
    }  # fmt: skip


def _within(at: Point, frame: tuple[Point, Point]) -> bool:
    low, high = frame
    return low.lat <= at.lat <= high.lat and low.lon <= at.lon <= high.lon


def check_ends(values: Mapping[str, Values], _dictionary: Dictionary) -> Iterator[Fault]:
    """Ask that an alignment begins and ends where its line does."""
    named = _positions(values["waypoints"])
    vertices = values["vertices"]
    drawn, told = _end_rows(vertices), _end_rows(values["waypoints"])
    for line, found in _positions(vertices).items():
        if line not in named or drawn[line] != (found[0][1], found[-1][1]):
            continue
        for at in (0, -1):
            if named[line][at][1] != told[line][at]:
                continue  # the point at this end cannot be read
            (_, row, end), (_, _, place) = found[at], named[line][at]
            away = measure_km(end, place)
            if away > END_KM:
                hint: str = tell("It is {km:.1f} km from the point of {line} in waypoints.csv.", km=away, line=line)
                if abs(end.lon) <= MAX_LAT and measure_km(Point(end.lon, end.lat), place) <= END_KM:
                    hint = tell_both(hint, SWAPPED)
                yield Fault(vertices.file, row, "lat", plain(end.lat), tell("the end of the line"), hint)


def _end_rows(values: Values) -> dict[str, tuple[int, int]]:
    """Find the rows of both ends of each line, also those that cannot be read."""
    rows: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for row, line, number in values.select_all("line_id", "seq"):
        rows[line].append((number or 0, row))
    return {line: (min(found)[1], max(found)[1]) for line, found in rows.items()}


def _positions(values: Values) -> dict[str, list[tuple[int, int, Point]]]:
    """Collect what has a position, by line and in travel order: number, row and position."""
    found: dict[str, list[tuple[int, int, Point]]] = defaultdict(list)
    for row, line, number, lat, lon in values.select("line_id", "seq", "lat", "lon"):
        if None not in (number, lat, lon):
            found[line].append((number, row, Point(lat, lon)))
    return {line: sorted(rows, key=itemgetter(0)) for line, rows in found.items()}
