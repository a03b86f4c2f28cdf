"""What must hold in the tables of journeys: lines lead where they are said to, stops lie on stretches.

Every check tries to falsify one rule and yields a fault for each row that breaks it. Rows that are
already left out are not looked at again.
"""

from __future__ import annotations

from collections import Counter
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from geo.errors import RouteError
from geo.geodesy import Point, measure_km
from geo.linear import trace
from geo.messages import tell
from geo.tables.cells import plain
from geo.tables.exchanged import SORTED
from geo.tables.fault import HEADER_ROW, Fault
from geo.tables.word_hints import nearest

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from geo.linear import Vertices
    from geo.tables.schema import Dictionary
    from geo.tables.values import Values

FEWEST_APART: Final = 4
"""Lines of stretches in other modes than theirs, where legs say so too: the lines' modes are wrong."""
FACES_SEA = "sea"
TRANSFER: Final = "transfer"
NEAR_KM: Final = 5.0
NEAR_SHARE: Final = 0.05
"""So far from the great circle may the one that a row tells be: a place may be a city, or one of its stations."""
DISTANCES: Final = (
    ("legs", "great_circle_km"), ("legs", "distance_km"), ("stretches", "km"), ("lengths", "published_km"),
    ("lines", "published_km"),
)  # fmt: skip
LONGEST_SHARE: Final = 4.0
"""Mountain roads are twice as long as the beeline; a digit too many makes ten times of it."""
SHORTEST_SHARE: Final = 0.75
"""A published distance may be measured from another point of a city; below this share of the beeline it is wrong."""


def check_stretches(values: Mapping[str, Values], _dictionary: Dictionary) -> Iterator[Fault]:
    """Ask that the lines of a stretch lead from one of its ends to the other."""
    lines = _vertices(values)
    if not lines:
        return
    table = values["stretches"]
    for row, start, end, line_ids in table.select("from_place", "to_place", "line_ids"):
        if not line_ids:
            continue
        try:
            trace(lines, line_ids, start, end)
        except RouteError as error:
            expected = tell("lines that lead from {start} to {end}", start=start, end=end)
            hint = tell("Here {what}.", what=error.args[0])
            yield Fault(table.file, row, "line_ids", "; ".join(line_ids), expected, hint, effect="kept")


def check_lengths(values: Mapping[str, Values], _dictionary: Dictionary) -> Iterator[Fault]:
    """Ask that a length is compared between two vertices of its line, or for the whole of it."""
    lines = _vertices(values)
    table = values["lengths"]
    for row, line_id, *ends in table.select("line_id", "from_place", "to_place"):
        places = {place for place, _ in lines.get(line_id, ()) if place}
        for heading, place in zip(("from_place", "to_place"), ends, strict=True):
            if place and places and place not in places:
                yield Fault(
                    table.file,
                    row,
                    heading,
                    place,
                    tell("a vertex of {line}", line=line_id),
                    nearest(place, places),
                    effect="row",
                )


def check_journeys(values: Mapping[str, Values], _dictionary: Dictionary) -> Iterator[Fault]:
    """Ask that the usual way of a journey is one chain of stretches, in modes that it allows."""
    pieces = {s: (a, b, mode) for _, s, a, b, mode in values["stretches"].select_all(*_STRETCH)}
    if values["stretches"].unread:
        return
    table = values["journeys"]
    for row, first, end, modes, usual in table.select("from_place", "to_place", "modes", "usual"):
        here = first
        for stretch in usual:
            if stretch not in pieces:
                continue
            start, other, mode = pieces[stretch]
            if here not in (start, other) or mode not in modes:
                expected = tell("a stretch from {place} by one of: {modes}", place=here, modes=", ".join(modes))
                yield Fault(table.file, row, "usual", stretch, expected, effect="kept")
                break
            here = other if here == start else start
        else:
            if usual and here != end:
                yield Fault(
                    table.file, row, "usual", usual[-1], tell("a way that ends at {place}", place=end), effect="kept"
                )


def check_ways(values: Mapping[str, Values], _dictionary: Dictionary) -> Iterator[Fault]:
    """Ask that the legs of an eTIR route lead on from its beginning to its end: none of them is missing."""
    table = values["etir_legs"]
    legs: dict[str, list[tuple[int, str, str]]] = {}
    for _, route, number, start, end in table.select_all("route_id", "seq", "from_place", "to_place"):
        legs.setdefault(route, []).append((number or 0, start, end))
    for _, route, start, end in values["etir_routes"].select("route_id", "from_place", "to_place"):
        way = sorted(legs.get(route, ()))
        if not way or not (start and end):
            continue
        numbered = all(number for number, *_ in way)  # one that cannot be read stands nowhere in the way
        if numbered and (heading := _find_turned(legs[route], start, end)):
            hint = tell(SORTED, one=heading, other="route_id")
            yield Fault(table.file, HEADER_ROW, heading, "", hint=hint, effect="table", cause=f"moved {table.file}")
            return
        for here, there in (
            (start, way[0][1]), *((one[2], other[1]) for one, other in pairwise(way)), (way[-1][2], end),
        ):  # fmt: skip
            if here and there and here != there:
                hint = tell("No leg of {route} leads from {start} to {end}: a row seems to be missing.",
                            route=route, start=here, end=there)  # fmt: skip
                yield Fault(table.file, None, "", "", hint=hint, cause=f"missing {table.file}")


def _find_turned(legs: Sequence[tuple[int, str, str]], start: str, end: str) -> str:
    """Find the column of legs that is all there, but in other rows: each place is left as often as it is reached."""
    way = [(one, other) for _, one, other in sorted(legs)]
    starts, ends = Counter([*(one for one, _ in way), end]), Counter([start, *(other for _, other in way)])
    if starts != ends or _leads_on(way, start, end):
        return ""
    if _leads_on([(one, other) for _, one, other in legs], start, end):
        return "seq"
    return "from_place" if way[0][0] != start else "to_place"


def _leads_on(way: Sequence[tuple[str, str]], start: str, end: str) -> bool:
    return [start, *(other for _, other in way)] == [*(one for one, _ in way), end]


def check_modes(values: Mapping[str, Values], _dictionary: Dictionary) -> Iterator[Fault]:
    """Refuse the modes of lines, or of stretches, where many of the two differ; legs of eTIR routes tell which."""
    modes = {line: mode for _, line, mode in values["lines"].select("line_id", "mode")}
    stretches = values["stretches"].select("mode", "line_ids")
    apart = sum(modes.get(line, mode) != mode for _, mode, lines in stretches for line in lines)
    if apart >= FEWEST_APART:
        legs = values["etir_legs"].select("mode", "line_id")
        name = "lines" if any(modes.get(line, mode) != mode for _, mode, line in legs) else "stretches"
        file, hint = values[name].file, tell(SORTED, one="mode", other=next(iter(values[name].columns)))
        yield Fault(file, HEADER_ROW, "mode", "", hint=hint, effect="table", cause=f"moved {file}")


def check_lines_of_legs(values: Mapping[str, Values], _dictionary: Dictionary) -> Iterator[Fault]:
    """Ask that a leg of an eTIR route goes by the mode of its line, and begins or ends where that does."""
    lines = {line: rest for _, line, *rest in values["lines"].select("line_id", "mode", "from_place", "to_place")}
    table = values["etir_legs"]
    for row, mode, line, *ends in table.select("mode", "line_id", "from_place", "to_place"):
        if line not in lines:
            continue
        by, *places = lines[line]
        if set(ends).isdisjoint(places) or (mode != by and places[1] != ends[1]):
            hint = tell("The line leads from {start} to {end}.", start=places[0], end=places[1])
            yield Fault(table.file, row, "line_id", line, tell("the line of this leg"), hint, effect="cell")
        elif mode != by:
            yield Fault(table.file, row, "mode", mode, tell("the mode of the line ({mode})", mode=by), effect="kept")


def check_beelines(values: Mapping[str, Values], _dictionary: Dictionary) -> Iterator[Fault]:
    """Doubt a great circle that is not the one between two places, and a way that is much shorter or longer."""
    at = {place: Point(lat, lon) for _, place, lat, lon in values["places"].select("place_id", "lat", "lon")
          if None not in (lat, lon)}  # fmt: skip
    for name, heading in DISTANCES:
        table, drawn = values[name], heading == "great_circle_km"
        for row, start, end, told in table.select("from_place", "to_place", heading):
            if told is None or start not in at or end not in at:
                continue
            away = measure_km(at[start], at[end])
            if expected := _doubt(told, away, drawn=drawn):
                hint = tell("{km:.0f} km lie between {start} and {end}.", km=away, start=start, end=end)
                yield Fault(table.file, row, heading, plain(float(told)), expected, hint, "warning")


def _doubt(told: float, away: float, *, drawn: bool) -> str:
    """Say what was expected of a distance that does not fit the beeline; blank where it does."""
    if drawn:
        return tell("the distance along the earth") if abs(told - away) > max(NEAR_KM, away * NEAR_SHARE) else ""
    if told < away * SHORTEST_SHARE:
        return tell("a way at least as long as that")
    return tell("a way not many times as long as that") if told > max(away, NEAR_KM) * LONGEST_SHARE else ""


_STRETCH = ("stretch_id", "from_place", "to_place", "mode")


def check_stops(values: Mapping[str, Values], _dictionary: Dictionary) -> Iterator[Fault]:
    """Ask that a stop lies at the end of a stretch, and faces another country or the sea."""
    if values["stretches"].unread:
        return
    ends = {place for _, *both in values["stretches"].select("from_place", "to_place") for place in both}
    codes = {code for _, code in values["places"].select("country") if code}
    table = values["journey_stops"]
    for row, place, kind, country, faces in table.select("place_id", "kind", "country", "faces"):
        if place not in ends:
            hint = nearest(place, ends)
            yield Fault(table.file, row, "place_id", place, tell("an end of a stretch"), hint, effect="kept")
        transfer = kind == TRANSFER
        if transfer != (not faces) or faces == country or not (transfer or faces in codes | {FACES_SEA}):
            expected = tell("nothing, for a transfer") if transfer else tell("another country, or the word sea")
            yield Fault(table.file, row, "faces", faces, expected, effect="row")


def _vertices(values: Mapping[str, Values]) -> dict[str, Vertices]:
    """Collect the vertices of every line in travel order, from the rows as they are read."""
    rows: dict[str, list[tuple[int, str, Point]]] = {}
    for _, line, number, place, lat, lon in values["waypoints"].select("line_id", "seq", "place_id", "lat", "lon"):
        if None not in (number, lat, lon):
            rows.setdefault(line, []).append((number, place, Point(lat, lon)))
    return {line: tuple((place, at) for _, place, at in sorted(found)) for line, found in rows.items()}
