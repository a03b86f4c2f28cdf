"""Build the offline base map: land, borders and waters, fine near the sites and coarse far from them.

    python -m tools.build_basemap [--packages FOLDER] [--data FOLDER]

Needs Node's ``npm`` and, beyond what the app needs, nothing. The sources (OpenStreetMap borders, coasts and lakes
of the geo-maps project, Natural Earth of the world-atlas project) are fetched with ``npm pack`` into a temporary
folder or, to spare 50 MB the next time, into FOLDER. Reads the positions of ``sites.csv``, ``places.csv`` and
``waypoints.csv``, the decisions of ``basemap/contested.csv`` and the lines of ``basemap/claim_lines.geojson``;
writes ``basemap/overview.json``, ``basemap/detail.json`` and ``basemap/countries.json``. Takes about five minutes
and 3 GB of memory. What is drawn where opinions differ: ``docs/decisions/0003-contested-borders.md``.
"""

from __future__ import annotations

import argparse
import gzip
import json
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import shapely
from shapely.geometry import MultiPolygon, Point, Polygon, shape

from tools.basemap_arcs import KM_PER_DEGREE, Thinned, Topology, build_topology, decimals_for, small_rings, thin
from tools.basemap_sources import (
    LEVELS,
    PACKAGES,
    SHOWN_AS,
    Level,
    Spots,
    common_lines,
    fetch,
    only_polygons,
    read_countries,
    read_spots,
    read_table,
    settle,
    smallest_km2,
)
from tools.basemap_thinning import Thinning

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    Floats = np.ndarray[Any, np.dtype[np.float64]]
    Shapes = dict[str, MultiPolygon]
    Rows = list[dict[str, str]]
    Line = list[tuple[float, float]]

ROOT = Path(__file__).resolve().parent.parent
CASPIAN = (51.0, 42.5)
SIDE_KM = 0.05  # how far inside its country a post is shown that the source has on the border line or beyond it
BEND_KM = 0.2  # how far along the border the line bends for it
ON_LINE_KM = 0.15  # the source is right to 100 m; a post that is further off is not moved to its side
SMALLEST_RING = 4
SMALLEST_LAKE_KM2 = 8.0
LAKE_SHARE = 0.5  # lakes are small: half the tolerance keeps their shape
LARGEST_SEA = 100.0  # square degrees: the Caspian, not the ocean
EXTRA_LINES = frozenset({"aksai-chin"})


def stand_posts(countries: Shapes, spots: Spots) -> list[str]:
    """Bend the border, within what the source can tell, so that each post stands in its own country."""
    discs = {}
    for place, country, lon, lat in spots.places:
        if country not in countries:
            continue
        there = Point(lon, lat)
        disc = there.buffer(SIDE_KM / KM_PER_DEGREE)
        if countries[country].contains(disc) or countries[country].distance(there) * KM_PER_DEGREE > ON_LINE_KM:
            continue
        others = [
            n for n, found in countries.items() if n != country and found.distance(there) * KM_PER_DEGREE < ON_LINE_KM
        ]
        if not others:
            continue
        border = countries[country].boundary.intersection(there.buffer(BEND_KM / KM_PER_DEGREE))
        discs[place] = (country, disc, border, others)
    for country, disc, border, others in discs.values():
        bent = shapely.convex_hull(shapely.union(disc, border)) if not border.is_empty else disc
        bent = shapely.difference(bent, shapely.union_all([d for c, d, *_ in discs.values() if c != country]))
        bent = shapely.intersection(bent, shapely.union_all([countries[n] for n in (country, *others)]))
        countries[country] = only_polygons(countries[country].union(bent))
        for name in others:
            countries[name] = only_polygons(countries[name].difference(bent))
    return list(discs)


def dash_zones(contested: Rows) -> list[tuple[frozenset[str], Polygon, str]]:
    """Read which borders are dashed, and where: the two shapes beside the border, the zone, the area's id."""
    zones = []
    for row in contested:
        if row["line"] == "dashed" and row["between"]:
            corners = [
                float(row[side] or whole)
                for side, whole in zip(("west", "south", "east", "north"), (-180, -90, 180, 90), strict=True)
            ]
            zones.append((frozenset(row["between"].split("; ")), shapely.box(*corners), row["area_id"]))
    return zones


def zone_labels(zones: Sequence[tuple[frozenset[str], Polygon, str]]) -> Callable[[Floats], list[object]]:
    """Make the function that says in which zones each vertex lies."""

    def label(points: Floats) -> list[object]:
        inside = [shapely.contains_xy(zone, points[:, 0], points[:, 1]) for _, zone, _ in zones]
        return list(map(tuple, np.array(inside).T.tolist())) if inside else [()] * len(points)

    return label


def read_lakes(waters: Any, spots: Spots) -> list[Polygon]:  # noqa: ANN401 - GeoJSON
    """Read the lakes; the source cuts the large ones in pieces, and has the Caspian both as a sea and as a lake."""
    _, lakes, seas = (shape(part) for part in waters["geometries"])
    pieces = shapely.get_parts(lakes)
    centres = shapely.get_coordinates(shapely.centroid(pieces))
    least = lake_km2(spots.tolerance(LEVELS["detail"], centres)) / 5
    pieces = pieces[shapely.area(pieces) * KM_PER_DEGREE**2 * np.cos(np.radians(centres[:, 1])) >= least]
    whole = only_polygons(shapely.union_all([shapely.make_valid(part) for part in pieces], grid_size=1e-4))
    sea = next(part for part in shapely.get_parts(seas) if part.contains(Point(CASPIAN)) and part.area < LARGEST_SEA)
    # What is left of the Caspian is the bay of Garabogazköl, which the countries' shapes have as land.
    inland = [
        lake.difference(sea.buffer(0.01)).buffer(-0.02).buffer(0.02) if lake.intersects(sea) else lake
        for lake in whole.geoms
    ]
    return [part for lake in inland for part in only_polygons(lake).geoms]


def lake_km2(tolerance_km: Any) -> Any:  # noqa: ANN401 - numbers or arrays of them
    """Say the smallest lake worth drawing where lines may be off by so much: ponds tell nothing."""
    return np.maximum(SMALLEST_LAKE_KM2, smallest_km2(tolerance_km) * LAKE_SHARE)


def thin_free(points: Floats, spots: Spots, level: Level, share: float = 1.0) -> Line:
    """Thin and round a line that no other depends on."""
    allowed = spots.tolerance(level, points) * share
    line: Line = []
    for n in thin(points, allowed).tolist():
        lon, lat = np.round(points[n], decimals_for(float(allowed[n]))).tolist()
        if not line or (lon, lat) != line[-1]:
            line.append((lon, lat))
    return line


def draw_water(lakes: Sequence[Polygon], spots: Spots, level: Level) -> list[dict[str, Any]]:
    """Make one feature of all lakes that are large enough to be seen."""
    shown = []
    for lake in lakes:
        centre = np.array([lake.centroid.coords[0]])
        least = lake_km2(float(spots.tolerance(level, centre)[0]))
        rings = [
            thin_free(shapely.get_coordinates(ring), spots, level, LAKE_SHARE)
            for ring in (lake.exterior, *lake.interiors)
            if Polygon(ring).area * KM_PER_DEGREE**2 * np.cos(np.radians(centre[0, 1])) >= least
        ]
        rings = [ring for ring in rings if len(ring) >= SMALLEST_RING]
        if rings and Polygon(rings[0]).area:
            shown.append(rings)
    return [feature({"kind": "lake"}, "MultiPolygon", shown)]


def feature(properties: dict[str, str], geometry: str, coordinates: object) -> dict[str, Any]:
    """Make a GeoJSON feature."""
    return {"type": "Feature", "properties": properties, "geometry": {"type": geometry, "coordinates": coordinates}}


def draw_land(thinned: Thinned) -> list[dict[str, Any]]:
    """Make one feature for each shape, with the code of the country that it is shown with."""
    land = []
    for name in sorted(thinned.topology.shapes):
        polygons = thinned.polygons(name)
        if polygons:
            land.append(feature({"iso3": SHOWN_AS.get(name, name)}, "MultiPolygon", polygons))
    return land


def draw_borders(
    thinned: Thinned, zones: Sequence[tuple[frozenset[str], Polygon, str]], extra: dict[str, list[Line]]
) -> list[dict[str, Any]]:
    """Make one feature of all settled borders, and one for each contested area with a dashed line."""
    settled: list[Line] = []
    dashed: dict[str, list[Line]] = {area: list(lines) for area, lines in extra.items()}
    for arc, line in zip(thinned.topology.arcs, thinned.arcs, strict=True):
        sides = frozenset(arc.sides)
        if line is None or len(sides) < 2:  # noqa: PLR2004 - a coast has one side
            continue
        middle = arc.points[len(arc.points) // 2] if len(arc.points) > 2 else arc.points.mean(axis=0)  # noqa: PLR2004
        area = next((area for pair, zone, area in zones if pair == sides and shapely.contains_xy(zone, *middle)), None)
        if area:
            dashed.setdefault(area, []).append(line)
        else:
            settled.append(line)
    return [
        feature({"status": "settled"}, "MultiLineString", join(settled)),
        *(
            feature({"status": "disputed", "area": a}, "MultiLineString", join(lines))
            for a, lines in sorted(dashed.items())
        ),
    ]


def join(lines: Sequence[Line]) -> list[Line]:
    """Join lines that meet end to end, so that dashes run on and no point is written twice."""
    merged = shapely.line_merge(shapely.MultiLineString([line for line in lines if len(line) > 1]))
    return [[tuple(point) for point in part.coords] for part in shapely.get_parts(merged)]


def find_strays(thinned: Thinned, spots: Spots, source: Shapes) -> Floats:
    """Find the places that stand in their country in the source, but no longer on the map."""
    strays = []
    drawn: dict[str, list[Polygon]] = {}
    for _, country, lon, lat in spots.places:
        if country in source and source[country].contains(Point(lon, lat)):
            if country not in drawn:
                drawn[country] = [Polygon(rings[0], rings[1:]) for rings in thinned.polygons(country)]
            if not any(part.contains(Point(lon, lat)) for part in drawn[country]):
                strays.append((lon, lat))
    return np.array(strays).reshape(-1, 2)


def draw_arcs(topology: Topology, kept: Sequence[Sequence[int]], allowed: Sequence[Floats]) -> Thinned:
    """Round what is left of each arc; its ends are rounded the same way in every arc that ends there."""
    drawn: list[Line | None] = []
    for arc, numbers, tolerance in zip(topology.arcs, kept, allowed, strict=True):
        line: Line = []
        for n in numbers:
            at_end = n in (0, len(arc.points) - 1)
            lon, lat = np.round(arc.points[n], decimals_for(float(tolerance[n]) / (4 if at_end else 1))).tolist()
            if not line or (lon, lat) != line[-1]:
                line.append((lon, lat))
        drawn.append(line if len(line) >= (SMALLEST_RING if arc.closed else 2) else None)
    return Thinned(topology, drawn)


def write_sheet(path: Path, sheet: dict[str, Any]) -> None:
    """Write a sheet as compact JSON and tell its size."""
    text = json.dumps(sheet, separators=(",", ":"), ensure_ascii=False)
    path.write_text(text + "\n", encoding="utf-8")
    packed = len(gzip.compress(text.encode(), compresslevel=6))
    print(f"{path.name}: {len(text) / 1000:.0f} kB, {packed / 1000:.0f} kB gzip")


def collection(features: list[dict[str, Any]]) -> dict[str, Any]:
    """Make a GeoJSON feature collection."""
    return {"type": "FeatureCollection", "features": features}


def read_extra_lines(folder: Path, packages: Path) -> dict[str, list[Floats]]:
    """Read the dashed lines that are no border between two shapes, by the id of the contested area."""
    world = fetch(packages, PACKAGES["world"], "countries-50m.json")
    claims = json.loads((folder / "claim_lines.geojson").read_text(encoding="utf-8"))["features"]
    found = {"cyprus": common_lines(world, "Cyprus", "N. Cyprus")}
    for claim in claims:
        area = claim["properties"]["area_id"]
        if area in EXTRA_LINES:
            found.setdefault(area, []).append(np.array(claim["geometry"]["coordinates"]))
    return found


def build(data: Path, packages: Path) -> None:
    """Fetch the sources, settle what is contested, and write the sheets."""
    folder = data / "basemap"
    spots = read_spots(data)
    claims = json.loads((folder / "claim_lines.geojson").read_text(encoding="utf-8"))
    countries = read_countries(fetch(packages, PACKAGES["countries"], "map.geo.json"), spots)
    countries = settle(countries, fetch(packages, PACKAGES["world"], "countries-10m.json"), claims)
    print("posts on the line:", ", ".join(stand_posts(countries, spots)))
    lakes = read_lakes(fetch(packages, PACKAGES["waters"], "map.geo.json"), spots)
    write_sheets(folder, countries, lakes, spots.with_harbours(countries), read_extra_lines(folder, packages))


def write_sheets(
    folder: Path, countries: Shapes, lakes: Sequence[Polygon], spots: Spots, lines: dict[str, list[Floats]]
) -> None:
    """Thin the borders, first for the detail and then further for the overview, and write both."""
    zones = dash_zones(read_table(folder / "contested.csv"))
    topology = build_topology(countries, zone_labels(zones))
    points = np.vstack([arc.points for arc in topology.arcs])
    ends = np.cumsum([len(arc.points) for arc in topology.arcs])[:-1]
    allowed = np.zeros(len(points))
    thinning = Thinning(topology)
    for name, level in LEVELS.items():
        allowed = np.maximum(allowed, spots.tolerance(level, points))
        by_arc = np.split(allowed, ends)
        thinning.drop(small_rings(topology, by_arc, smallest_km2))
        thinning.run(allowed.tolist())
        thinned = draw_arcs(topology, thinning.kept(), by_arc)
        strays = find_strays(thinned, spots, countries)
        if len(strays):
            msg = f"places that left their country in {name}: {strays.tolist()}"
            raise RuntimeError(msg)
        extra = {area: [thin_free(line, spots, level) for line in found] for area, found in lines.items()}
        sheet = {
            "land": collection(draw_land(thinned)),
            "water": collection(draw_water(lakes, spots, level)),
            "borders": collection(draw_borders(thinned, zones, extra)),
        }
        write_sheet(folder / f"{name}.json", sheet)
        if name == "detail":
            write_sheet(folder / "countries.json", sheet["land"])


def main() -> None:
    """Read the command line and build."""
    reader = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    reader.add_argument("--packages", type=Path, help="keep the fetched packages in this folder")
    reader.add_argument("--data", type=Path, default=ROOT / "data", help="folder of the tables")
    asked = reader.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        packages = asked.packages or Path(scratch)
        packages.mkdir(parents=True, exist_ok=True)
        build(asked.data, packages)


if __name__ == "__main__":
    main()
