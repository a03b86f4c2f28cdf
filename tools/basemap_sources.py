"""Sources of the base map: read them, and bring them in line with the decisions about contested areas."""

from __future__ import annotations

import csv
import json
import subprocess
import tarfile
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import numpy as np
import shapely
from shapely.geometry import MultiPolygon, Polygon, box, shape

from tools.basemap_arcs import KM_PER_DEGREE

if TYPE_CHECKING:
    from pathlib import Path

    Floats = np.ndarray[Any, np.dtype[np.float64]]
    Shapes = dict[str, MultiPolygon]
    Rows = list[dict[str, str]]

PACKAGES = {
    "countries": "@geo-maps/countries-coastline-100m@0.6.0",
    "waters": "@geo-maps/earth-waterbodies-100m@0.6.0",
    "world": "world-atlas@2.0.2",
}

# Land that is shown with another country than the source has it in.
MERGED = {"HKG": "CHN", "MAC": "CHN", "TWN": "CHN"}
# Shapes that keep an outline of their own; the code they carry on the map.
SHOWN_AS = {"XKX": "SRB", "golan": "SYR", "abyei": "SDN"}
# Which of two countries keeps the land that the source gives to both.
KEEPS = {("RUS", "UKR"): "UKR", ("MAR", "ESH"): "ESH", ("ISR", "PSE"): "PSE"}
# Holes between countries, by a point inside: who fills them.
UNCLAIMED = {"SDN": ((33.75, 21.87), ("EGY", "SDN")), "KEN": ((35.3, 4.9), ("KEN", "SSD", "ETH"))}
GOLAN_EAST = [(35.6029, 33.6), (36.3, 33.6), (36.3, 32.6), (35.6112, 32.6)]

GAP_DEGREES = 0.01  # neighbours that the source has this far apart are brought together


@dataclass(frozen=True, slots=True)
class Level:
    """How far a line may be from its source, in kilometres, by the distance from the nearest site and stop."""

    by_site: tuple[tuple[float, ...], tuple[float, ...]]
    by_stop: tuple[tuple[float, ...], tuple[float, ...]]


LEVELS = {
    "detail": Level(
        by_site=((0, 3, 35, 120, 300), (0.01, 0.02, 0.1, 0.25, 0.6)),
        by_stop=((0, 60, 300, 800, 1500, 3000, 5000), (0.5, 0.5, 1.0, 2.5, 8, 30, 80)),
    ),
    "overview": Level(
        by_site=((0, 3, 30, 40, 70, 150, 400), (0.02, 0.05, 0.2, 0.3, 1.0, 2.0, 3.0)),
        by_stop=((0, 150, 600, 1500, 3000, 5000), (2.4, 3.5, 8, 22, 50, 100)),
    ),
}
HARBOUR_KM = 5.0  # a place this near to a coast or border has that line drawn finely enough to stay on its side
HARBOUR_SHARE = 0.3
FINEST_KM = 0.02


@dataclass(frozen=True, slots=True)
class Spots:
    """Positions that the map must be right for, (lon, lat) in degrees."""

    sites: Floats
    stops: Floats
    places: tuple[tuple[str, str, float, float], ...]

    harbours: tuple[tuple[float, float, float], ...] = ()

    def tolerance(self, level: Level, points: Floats) -> Floats:
        """Say how far the map may be from each vertex of the source, in kilometres."""
        by_site = np.interp(_nearest_km(points, self.sites), *level.by_site, right=np.inf)
        by_stop = np.interp(_nearest_km(points, self.stops), *level.by_stop)
        allowed: Floats = np.minimum(by_site, by_stop)
        for lon, lat, line_km in self.harbours:
            near = _nearest_km(points, np.array([(lon, lat)])) < line_km + HARBOUR_KM
            allowed[near] = np.minimum(allowed[near], max(FINEST_KM, HARBOUR_SHARE * line_km))
        allowed[np.abs(points[:, 0]) > 179.99] = FINEST_KM  # noqa: PLR2004 - the cut along the antimeridian is straight
        return allowed

    def with_harbours(self, countries: Shapes) -> Spots:
        """Add the places that stand near a coast or border, with their distance from it."""
        found = []
        for _, country, lon, lat in self.places:
            if country in countries:
                line_km = countries[country].boundary.distance(shapely.Point(lon, lat)) * KM_PER_DEGREE * 0.7
                if line_km < HARBOUR_KM:
                    found.append((lon, lat, line_km))
        return replace(self, harbours=tuple(found))


def _nearest_km(points: Floats, spots: Floats) -> Floats:
    nearest = np.full(len(points), np.inf)
    for lon, lat in spots:
        away = np.abs(points[:, 0] - lon)
        east = np.minimum(away, 360 - away) * np.cos(np.radians((points[:, 1] + lat) / 2))
        np.minimum(nearest, np.hypot(east, points[:, 1] - lat), out=nearest)
    return nearest * KM_PER_DEGREE


def read_table(path: Path) -> Rows:
    """Read the rows of a table."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def read_spots(folder: Path) -> Spots:
    """Read where the sites, the stops of the corridor and all places are."""
    places = tuple(
        (row["place_id"], row["country"], float(row["lon"]), float(row["lat"]))
        for row in read_table(folder / "places.csv")
        if row["lat"]
    )
    codes = {row["site_id"] for row in read_table(folder / "sites.csv")}
    sites = [(lon, lat) for place, _, lon, lat in places if place in codes]
    stops = [(float(row["lon"]), float(row["lat"])) for row in read_table(folder / "waypoints.csv") if row["lat"]]
    return Spots(np.array(sites), np.array(stops[::3] + sites), places)


def fetch(folder: Path, spec: str, member: str) -> Any:  # noqa: ANN401 - whatever the JSON holds
    """Read one JSON file of an npm package, which is fetched when the folder does not have it."""
    name = spec.rpartition("@")[0].strip("@").replace("/", "-")
    archive = next(folder.glob(f"{name}-[0-9]*.tgz"), None)
    if archive is None:
        done = subprocess.run(["npm", "pack", "--silent", spec], cwd=folder, check=True, capture_output=True, text=True)
        archive = folder / done.stdout.strip().splitlines()[-1]
    with tarfile.open(archive) as packed:
        file = packed.extractfile(f"package/{member}")
        if file is None:
            raise FileNotFoundError(member)
        return json.load(file)


def only_polygons(geometry: Any) -> MultiPolygon:  # noqa: ANN401 - any shape that shapely makes
    """Keep the areas of a shape and drop its lines and points."""
    parts = shapely.get_parts(shapely.get_parts(shapely.make_valid(geometry)))
    return MultiPolygon([part for part in parts if part.geom_type == "Polygon"])


def read_countries(source: Any, spots: Spots) -> Shapes:  # noqa: ANN401 - GeoJSON
    """Read the countries without those islands that even the finer map leaves out."""
    countries = {}
    for feature in source["features"]:
        parts = only_polygons(shape(feature["geometry"])).geoms
        centres = np.array([shapely.get_coordinates(part.representative_point())[0] for part in parts])
        smallest = smallest_km2(spots.tolerance(LEVELS["detail"], centres) / 2)
        areas = shapely.area(np.array(parts)) * KM_PER_DEGREE**2 * np.cos(np.radians(centres[:, 1]))
        large = [part for part, area, least in zip(parts, areas, smallest, strict=True) if area >= least]
        if large:
            countries[feature["properties"]["A3"]] = MultiPolygon(large)
    return countries


def smallest_km2(tolerance_km: Any) -> Any:  # noqa: ANN401 - numbers or arrays of them
    """Say the smallest area worth drawing where lines may be off by so much."""
    return (4 * tolerance_km) ** 2


def settle(countries: Shapes, world: Any, claims: Any) -> Shapes:  # noqa: ANN401 - TopoJSON, GeoJSON
    """Bring the source in line with the decisions about contested areas."""
    for code, shown in MERGED.items():
        if code in countries:  # where lines are drawn coarsely, all of it may have been too small
            countries[shown] = only_polygons(countries[shown].union(countries.pop(code)))
    for code, ((lon, lat), around) in UNCLAIMED.items():
        ring = shapely.union_all([countries[name] for name in around])
        holes = [Polygon(hole) for part in only_polygons(ring).geoms for hole in part.interiors]
        found = [hole for hole in holes if hole.contains(shapely.Point(lon, lat))]
        countries[code] = only_polygons(shapely.union_all([countries[code], *found]))
    _split_golan(countries, claims)
    countries["CYP"] = _with_bases(countries["CYP"], world)
    abyei = only_polygons(countries["SDN"].intersection(countries["SSD"]))
    countries["abyei"] = MultiPolygon([part for part in abyei.geoms if part.centroid.x > 27])  # noqa: PLR2004 - degrees
    countries["SSD"] = only_polygons(countries["SSD"].difference(abyei))
    countries["SDN"] = only_polygons(countries["SDN"].difference(countries["abyei"]))
    _part_overlaps(countries)
    names = list(countries)
    clean = shapely.coverage_clean(np.array([countries[name] for name in names]), gap_width=GAP_DEGREES)
    return {name: only_polygons(found) for name, found in zip(names, clean, strict=True) if not found.is_empty}


def _split_golan(countries: Shapes, claims: Any) -> None:  # noqa: ANN401 - GeoJSON
    line = next(f["geometry"]["coordinates"] for f in claims["features"] if f["properties"]["area_id"] == "golan")
    area = Polygon([*map(tuple, line), *GOLAN_EAST])
    countries["golan"] = only_polygons(countries["ISR"].intersection(area))
    countries["ISR"] = only_polygons(countries["ISR"].difference(area))


def _with_bases(cyprus: MultiPolygon, world: Any) -> MultiPolygon:  # noqa: ANN401 - TopoJSON
    """Close the gaps that the British bases leave in the shape of Cyprus."""
    for name in ("Akrotiri", "Dhekelia"):
        base = read_shape(world, name)
        closed = shapely.union_all([cyprus, base]).buffer(0.012).buffer(-0.012)
        window = box(*base.bounds).buffer(0.03)
        cyprus = only_polygons(cyprus.union(closed.intersection(window)))
    return cyprus


def _part_overlaps(countries: Shapes) -> None:
    """Give land that is in two countries to one: as decided, else to the one whose enclave it is, else the smaller."""
    names = list(countries)
    tree = shapely.STRtree([countries[name] for name in names])
    pairs = tree.query([countries[name] for name in names], predicate="intersects").T.tolist()
    for one, other in ((names[i], names[j]) for i, j in pairs if i < j):
        common = only_polygons(countries[one].intersection(countries[other]))
        for piece in common.geoms:
            decided = KEEPS.get((one, other)) or KEEPS.get((other, one))
            keeper = decided or _enclave_of(piece, countries, one, other)
            loser = other if keeper == one else one
            countries[loser] = only_polygons(countries[loser].difference(piece))


def _enclave_of(piece: Polygon, countries: Shapes, one: str, other: str) -> str:
    for name in (one, other):
        if any(part.area <= piece.area * 1.15 and part.intersects(piece) for part in countries[name].geoms):
            return name
    return min((one, other), key=lambda name: countries[name].area)


def read_topology(world: Any) -> list[Floats]:  # noqa: ANN401 - TopoJSON
    """Read the arcs of a TopoJSON file."""
    scale, shift = np.array(world["transform"]["scale"]), np.array(world["transform"]["translate"])
    return [np.cumsum(np.array(arc), axis=0) * scale + shift for arc in world["arcs"]]


def _arc_numbers(world: Any, name: str) -> list[list[list[int]]]:  # noqa: ANN401 - TopoJSON
    for found in world["objects"]["countries"]["geometries"]:
        if found["properties"]["name"] == name:
            arcs: list[list[list[int]]] = [found["arcs"]] if found["type"] == "Polygon" else found["arcs"]
            return arcs
    raise LookupError(name)


def read_shape(world: Any, name: str) -> MultiPolygon:  # noqa: ANN401 - TopoJSON
    """Read one country of a TopoJSON file, without its holes."""
    arcs = read_topology(world)
    rings = [polygon[0] for polygon in _arc_numbers(world, name)]
    lines = [np.vstack([arcs[n] if n >= 0 else arcs[~n][::-1] for n in ring]) for ring in rings]
    return only_polygons(MultiPolygon([Polygon(line) for line in lines]))


def common_lines(world: Any, one: str, other: str) -> list[Floats]:  # noqa: ANN401 - TopoJSON
    """Find the lines that two countries of a TopoJSON file share."""
    numbers = [
        {n if n >= 0 else ~n for p in _arc_numbers(world, name) for ring in p for n in ring} for name in (one, other)
    ]
    arcs = read_topology(world)
    return [arcs[n] for n in sorted(numbers[0] & numbers[1])]
