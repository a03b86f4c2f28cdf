"""Sites and lines for the static page, and a folder with many synthetic sites; plain reading, no checks."""

from __future__ import annotations

import csv
import json
from collections import defaultdict
from itertools import pairwise
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

Stretch = tuple[str, tuple[float, float], tuple[float, float]]

SEED = 20150216
# Synthetic sites lie this close (degrees) to the corridor, so that their country is surely the stated one.
SPREAD = 0.03


def read_rows(path: Path) -> list[dict[str, str]]:
    """Read one table as dictionaries of text."""
    with path.open(encoding="utf-8-sig", newline="") as lines:
        return list(csv.DictReader(lines))


def write_rows(path: Path, rows: Iterable[dict[str, str]]) -> None:
    """Write one table; the first row tells the columns."""
    rows = list(rows)
    with path.open("w", encoding="utf-8", newline="") as lines:
        writer = csv.DictWriter(lines, fieldnames=list(rows[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


def for_static_page(data: Path) -> dict[str, list[dict[str, Any]]]:
    """Gather what the static page draws.

    Returns
    -------
    drawing
        ``sites`` with id, name, position and countries, and ``lines`` with their points.
    """
    places = {row["place_id"]: row for row in read_rows(data / "places.csv")}
    sites = []
    for row in read_rows(data / "sites.csv"):
        place = places[row["site_id"]]
        if place["lat"]:
            countries = [place["country"], *filter(None, row["adjoining_countries"].split("; "))]
            position = {"lat": float(place["lat"]), "lon": float(place["lon"])}
            sites.append({"id": row["site_id"], "name": place["name"], "countries": countries, **position})
    lines: dict[str, list[list[float]]] = defaultdict(list)
    for row in read_rows(data / "waypoints.csv"):
        if row["lat"]:
            lines[row["line_id"]].append([float(row["lat"]), float(row["lon"])])
    return {"sites": sites, "lines": [{"id": key, "points": points} for key, points in lines.items()]}


def write_static_data(data: Path, target: Path) -> None:
    """Write the file that the static page asks for."""
    target.write_text(json.dumps(for_static_page(data), ensure_ascii=False), encoding="utf-8")


def stretches(data: Path) -> list[Stretch]:
    """List the pieces of the lines whose two ends lie in one country."""
    found = []
    for one, two in pairwise(read_rows(data / "waypoints.csv")):
        same = one["line_id"] == two["line_id"] and one["country"] == two["country"]
        if same and one["country"] and one["lat"] and two["lat"]:
            start, end = ((float(row["lat"]), float(row["lon"])) for row in (one, two))
            found.append((one["country"], start, end))
    return found
