"""Build the ground beneath the lines: roads, railways, waters and towns, one sheet for the region and one around sites.

    python -m tools.build_ground region.geojson surroundings.geojson [--data FOLDER]

The first file covers the whole region coarsely, the second what lies within 40 km of each site. Both are GeoJSON with
the properties that ``data/basemap/README.md`` lists; they were made once, from the sources named there. Written are
``basemap/ground.json``, which lists the sheets, and ``basemap/ground-<name>.json``: coordinates as whole steps, one
sheet for all sites whose surroundings hold something in common. Takes some seconds.
"""

from __future__ import annotations

import argparse
import gzip
import json
import re
import unicodedata
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import numpy as np
import shapely
from shapely.geometry import shape

from geo.map.ground import COARSE_M
from tools.basemap_arcs import KM_PER_DEGREE
from tools.basemap_sources import read_table

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from shapely.geometry.base import BaseGeometry

    Feature = dict[str, Any]

ROOT = Path(__file__).resolve().parent.parent
REACH_KM: Final = 40.0
REGION: Final = "region"
DIGITS: Final = {REGION: 3, "sites": 4}
SHORTEST_KM: Final = 0.7  # of the region: what is shorter is a junction, and no line at its zooms
SOURCES: Final = {
    ("osm-2021", ""): ("osm-tiles-2021",),
    ("osm-2021+geonames", ""): ("osm-tiles-2021", "geonames"),
    ("osm-2026", ""): ("osm-china-rail-2026",),
    ("geonames", ""): ("geonames",),
    ("natural-earth", "railway"): ("natural-earth-railroads",),
    ("natural-earth", "road"): ("natural-earth-roads",),
    ("natural-earth", "built-up"): ("natural-earth-roads",),
    ("natural-earth", "place"): ("natural-earth-roads",),
    ("natural-earth", "river"): ("natural-earth-waters",),
    ("natural-earth", "water"): ("natural-earth-waters",),
}
LANGUAGES: Final = ("en", "tr", "ru", "latin")
READABLE: Final = re.compile("[ -\u036f\u0400-\u052f\u02bb\u2013\u2019]")
"""Latin and Cyrillic: the letters of the languages of the map."""
LINES: Final = ("river", "railway", "road")
AREAS: Final = ("built-up", "water")
RANK_OF_CLASS: Final = {
    name: number
    for number, name in enumerate(("tertiary", "secondary", "primary", "trunk", "motorway", "narrow_gauge", "rail"))
}


def read_features(path: Path) -> list[Feature]:
    """Read the features of one of the two files."""
    features: list[Feature] = json.loads(path.read_text(encoding="utf-8"))["features"]
    return features


def group_sites(features: Iterable[Feature]) -> list[frozenset[str]]:
    """Put together the sites whose surroundings have a feature in common."""
    groups: list[set[str]] = []
    for feature in features:
        new = set(feature["properties"]["sites"])
        for old in [group for group in groups if group & new]:
            new |= old
            groups.remove(old)
        groups.append(new)
    return [frozenset(group) for group in groups]


def read_circles(data: Path, sites: Iterable[str]) -> list[list[float]]:
    """Find the centres around which a sheet has its detail: latitude and longitude, none within 1 km of another."""
    rows = {row["place_id"]: row for row in read_table(data / "places.csv")}
    centres = [[float(rows[site]["lat"]), float(rows[site]["lon"])] for site in sorted(sites)]
    kept: list[list[float]] = []
    for lat, lon in centres:
        if all(np.hypot(lat - a, (lon - b) * np.cos(np.radians(lat))) * KM_PER_DEGREE > 1 for a, b in kept):
            kept.append([lat, lon])
    return kept


def draw_circle(lat: float, lon: float) -> BaseGeometry:
    """Draw the circle that has detail in it, in degrees."""
    turn = np.linspace(0, 2 * np.pi, 97)
    reach = REACH_KM / KM_PER_DEGREE
    across = reach / np.cos(np.radians(lat))
    return shapely.Polygon(np.column_stack([lon + across * np.cos(turn), lat + reach * np.sin(turn)]))


class Sheet:
    """One file: sources by number, lines, areas and places."""

    def __init__(self, digits: int) -> None:
        self.digits = digits
        self.sources: list[list[str]] = []
        self.lines: dict[str, list[list[Any]]] = {"lines": [], "near": []}
        self.areas: list[list[Any]] = []
        self.places: list[list[Any]] = []
        self.edge: list[list[int]] = []

    def source(self, properties: Feature) -> int:
        """Give the sources and the licence of a feature their number."""
        kind, told = properties["kind"], properties["source"]
        ids = SOURCES.get((told, kind)) or SOURCES[told, ""]
        entry = [*ids, properties["licence"]]
        if entry not in self.sources:
            self.sources.append(entry)
        return self.sources.index(entry)

    def add_line(self, properties: Feature, parts: Sequence[BaseGeometry], part: str = "lines") -> None:
        """Add a road, railway or river: kind, class, sign, names, source, precision in metres, vertices."""
        packed = [self.pack(shapely.get_coordinates(line)) for line in parts]
        packed = [steps for steps in packed if len(steps) > 2]  # noqa: PLR2004 - a line has two ends
        if packed:
            what = [properties["kind"], properties["class"], readable(properties.get("ref", "")), names_of(properties)]
            self.lines[part].append([*what, self.source(properties), properties["precision_m"], packed])

    def add_area(self, properties: Feature, area: BaseGeometry) -> None:
        """Add a water or a town's ground: kind, names, source, precision in metres, rings of each polygon."""
        polygons = [
            [self.pack(shapely.get_coordinates(ring)) for ring in (part.exterior, *part.interiors)]
            for part in shapely.get_parts(area)
        ]
        row = [properties["kind"], names_of(properties), self.source(properties), properties["precision_m"], polygons]
        self.areas.append(row)

    def add_place(self, properties: Feature, at: BaseGeometry) -> None:
        """Add a town: latitude, longitude, rank (1 is the largest), country, source, names."""
        (lon, lat), names = at.coords[0], names_of(properties)
        if names:
            where = [round(lat, self.digits), round(lon, self.digits)]
            self.places.append(
                [*where, properties["rank"], properties.get("country", ""), self.source(properties), names]
            )

    def pack(self, lonlat: Any) -> list[int]:  # noqa: ANN401 - an array
        """Write positions as latitude and longitude of the first, then the steps to each next."""
        whole = np.rint(lonlat[:, ::-1] * 10**self.digits).astype(int)
        steps = np.diff(whole, axis=0)
        kept = whole[np.concatenate([[True], np.abs(steps).sum(axis=1) > 0])]
        return [*kept[0].tolist(), *np.diff(kept, axis=0).ravel().tolist()]

    def write(self) -> dict[str, Any]:
        """Give the sheet as it is written: the least first, so that the greater lies upon it."""
        for rows in self.lines.values():
            rows.sort(key=lambda row: (LINES.index(row[0]), RANK_OF_CLASS.get(row[1], -1)))
        self.areas.sort(key=lambda row: AREAS.index(row[0]))
        self.places.sort(key=lambda row: row[2])
        return {
            "digits": self.digits,
            "sources": self.sources,
            **self.lines,
            "areas": self.areas,
            "places": self.places,
            "edge": self.edge,
        }


def readable(text: str) -> str:
    """Give a text of which every letter can be shown, else nothing."""
    return text if all(READABLE.fullmatch(letter) for letter in text) else ""


def names_of(properties: Feature) -> dict[str, str]:
    """Choose the names that can be shown: those in Latin and Cyrillic letters; `name` is the one on the spot."""
    told = properties.get("names", {})
    names = {code: told[code] for code in LANGUAGES if code in told}
    names["name"] = readable(told.get("name", ""))
    names = {code: unicodedata.normalize("NFC", name).replace("\u0327", "") for code, name in names.items()}
    return {code: name for code, name in names.items() if name and (code in {"en", "ru"} or name != names.get("en"))}


def build_surroundings(
    features: Sequence[Feature], sites: frozenset[str], circles: Sequence[BaseGeometry]
) -> dict[str, Any]:
    """Make the sheet of some sites, with the line at which its detail ends."""
    sheet = Sheet(DIGITS["sites"])
    covered = shapely.get_parts(shapely.union_all(list(circles)))
    sheet.edge = [sheet.pack(shapely.get_coordinates(part.exterior)) for part in covered]
    for feature in features:
        properties, drawn = feature["properties"], shape(feature["geometry"])
        if sites & set(properties["sites"]):
            _add(sheet, properties, drawn, shapely.get_parts(drawn).tolist())
    return sheet.write()


def build_region(features: Sequence[Feature], circles: Sequence[BaseGeometry]) -> dict[str, Any]:
    """Make the sheet of the region; what lies where another has detail stands apart, and is not drawn close in."""
    sheet, detail = Sheet(DIGITS[REGION]), shapely.union_all(list(circles))
    for feature in features:
        properties, drawn = feature["properties"], shape(feature["geometry"])
        if properties["kind"] not in LINES:
            _add(sheet, properties, drawn, [])
            continue
        whole = shapely.line_merge(drawn)
        outside, inside = shapely.difference(whole, detail), shapely.intersection(whole, detail)
        _add(sheet, properties, outside, _long(outside))
        sheet.add_line(properties, _long(inside), "near")
    return sheet.write()


def _add(sheet: Sheet, properties: Feature, drawn: BaseGeometry, parts: Sequence[BaseGeometry]) -> None:
    if properties["kind"] in LINES:
        sheet.add_line(properties, parts)
    elif properties["kind"] in AREAS:
        sheet.add_area(properties, drawn)
    else:
        sheet.add_place(properties, drawn)


def _long(lines: BaseGeometry) -> list[BaseGeometry]:
    return [line for line in shapely.get_parts(lines).tolist() if line.length * KM_PER_DEGREE >= SHORTEST_KM]


def is_coarse(sheet: dict[str, Any]) -> bool:
    """Return whether a sheet has roads or railways that may be a kilometre off, or more."""
    return any(row[5] >= COARSE_M for row in sheet["lines"] if row[0] != "river")


def write_sheet(path: Path, sheet: dict[str, Any]) -> None:
    """Write a sheet as compact JSON and tell its size."""
    text = json.dumps(sheet, separators=(",", ":"), ensure_ascii=False)
    path.write_text(text + "\n", encoding="utf-8")
    packed = len(gzip.compress(text.encode(), compresslevel=6))
    print(f"{path.name}: {len(text) / 1000:.0f} kB, {packed / 1000:.0f} kB gzip")


def build(region: Path, surroundings: Path, data: Path) -> None:
    """Write all sheets and the list of them."""
    folder = data / "basemap"
    near = read_features(surroundings)
    order = {row["site_id"]: number for number, row in enumerate(read_table(data / "sites.csv"))}
    listed, circles = [], []
    for sites in sorted(group_sites(near), key=lambda group: min(order[site] for site in group)):
        name = min(sites, key=order.__getitem__)
        centres = read_circles(data, sites)
        own = [draw_circle(*centre) for centre in centres]
        circles += own
        sheet = build_surroundings(near, sites, own)
        write_sheet(folder / f"ground-{name}.json", sheet)
        listed.append({"name": name, "circles": centres, "coarse": is_coarse(sheet)})
    write_sheet(folder / "ground-region.json", build_region(read_features(region), circles))
    write_sheet(folder / "ground.json", {"km": REACH_KM, "sheets": listed})


def main() -> None:
    """Read the command line and build."""
    reader = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    reader.add_argument("region", type=Path, help="GeoJSON of the whole region")
    reader.add_argument("surroundings", type=Path, help="GeoJSON of what lies around the sites")
    reader.add_argument("--data", type=Path, default=ROOT / "data", help="folder of the tables")
    asked = reader.parse_args()
    build(asked.region, asked.surroundings, asked.data)


if __name__ == "__main__":
    main()
