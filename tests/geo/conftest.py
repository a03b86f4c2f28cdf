"""A small folder of tables that tests break in one place at a time."""

import csv
import json
from dataclasses import dataclass, fields
from pathlib import Path

import pytest
import shapely

from geo.records.registry import RECORDS
from geo.tables.schema import TYPE_OF_FIELD

# Rough shapes that hold the places below: west, south, east, north.
COUNTRIES = {"AZE": (45, 38, 51, 42), "GEO": (40, 41, 45.1, 43.6), "TUR": (26, 36, 45, 42.1), "UZB": (56, 37, 73, 46)}
KEYS = {
    "sources": ["source_id"],
    "places": ["place_id"],
    "sites": ["site_id"],
    "lines": ["line_id"],
    "waypoints": ["line_id", "seq"],
    "crossings": ["crossing_id"],
    "dwell": ["dwell_id"],
    "visits": ["visit_id"],
    "events": ["event_id"],
    "vocabularies": ["vocabulary", "term"],
    "dictionary": ["table", "column"],
}
REQUIRED = {
    ("places", "place_id"), ("places", "name"), ("places", "kind"), ("sites", "site_id"), ("sources", "source_id"),
    ("sources", "title"), ("visits", "visit_id"), ("visits", "site_id"), ("dwell", "dwell_id"), ("crossings", "post_a"),
    ("crossings", "post_b"), ("lines", "from_place"), ("lines", "to_place"), ("site_facts", "place_id"),
}  # fmt: skip
REFERS = {
    "place_id": "places.place_id", "site_id": "places.place_id", "counterpart_ids": "places.place_id",
    "post_a": "places.place_id", "post_b": "places.place_id", "from_place": "places.place_id",
    "to_place": "places.place_id", "line_id": "lines.line_id", "follows": "visits.visit_id", "source_id": "sources.source_id",
}  # fmt: skip
TYPES = {
    "country": "country", "adjoining_countries": "country", "delegations": "country", "from_country": "country",
    "to_country": "country", "url": "url", "archive_url": "https", "quoted": "passage", "content_hash": "sha-256", "quoted_language": "language", "date": "edtf", "as_of": "edtf", "kind": "text", "mode": "term",
}  # fmt: skip
LIMITS = {"lat": ("-90", "90", "degrees"), "lon": ("-180", "180", "degrees"), "hours": ("0", "", "h")}
ROWS = {
    "sources": [
        {"source_id": "founding-text", "title": "Customs cooperation"},
        {"source_id": "cpmm-2022", "title": "CPMM 2022", "year": "2022", "url": "https://cpmm.carecprogram.org/"},
    ],
    "places": [
        {"place_id": "red-bridge", "name": "Red Bridge", "kind": "road-bcp", "country": "AZE", "lat": "41.3286", "lon": "45.072"},
        {"place_id": "tsiteli-khidi", "name": "წითელი ხიდი", "kind": "road-bcp", "country": "GEO", "lat": "41.3290", "lon": "45.069"},
        {"place_id": "kapikule", "name": "Kapıkule", "kind": "road-bcp", "country": "TUR", "lat": "41.7185", "lon": "26.353"},
        {"place_id": "ark-buloq", "name": "Ark buloq", "kind": "inland-post", "country": "UZB"},
    ],
    "place_names": [{"place_id": "red-bridge", "language": "az", "name": "Qırmızı körpü"}],
    "sites": [
        {"site_id": "red-bridge", "short_name": "Red Bridge", "counterpart_ids": "tsiteli-khidi", "adjoining_countries": "GEO"},
        {"site_id": "tsiteli-khidi", "short_name": "Tsiteli Khidi", "counterpart_ids": "red-bridge"},
        {"site_id": "kapikule", "short_name": "Kapıkule", "paragraphs": "P2; P9"},
    ],
    "site_facts": [{"fact_id": "SF1", "place_id": "kapikule", "statement": "Open", "as_of": "2023-12"}],
    "crossings": [{"crossing_id": "C1", "name": "Red Bridge", "mode": "road", "post_a": "red-bridge", "post_b": "tsiteli-khidi"}],
    "lines": [{"line_id": "R1", "name": "One", "mode": "road", "from_place": "red-bridge", "to_place": "kapikule"}],
    "waypoints": [
        {"line_id": "R1", "seq": "1", "place_id": "red-bridge", "country": "AZE", "lat": "41.3286", "lon": "45.072"},
        {"line_id": "R1", "seq": "2", "place_id": "kapikule", "country": "TUR", "lat": "41.7185", "lon": "26.353"},
    ],
    "dwell": [
        {"dwell_id": "D001", "place_id": "red-bridge", "country": "AZE", "mode": "road", "direction": "outbound",
         "from_country": "AZE", "to_country": "GEO", "year": "2020", "hours": "4.5", "cost_usd": "20", "edition": "2022", "kind": "measured"},
        {"dwell_id": "D002", "place_id": "red-bridge", "country": "AZE", "mode": "road", "direction": "outbound",
         "from_country": "AZE", "to_country": "GEO", "year": "2021", "hours": "2.9", "edition": "2022", "kind": "measured"},
    ],
    "speeds": [{"country": "KAZ", "year": "2020", "swod_kmh": "42.9", "swd_kmh": "22.7"}],
    "volumes": [
        {"entity": "TITR", "metric": "cargo", "unit": "t", "value": "1000", "year": "2022", "period": "full-year", "kind": "measured", "publisher": "KZ"},
        {"entity": "TITR", "metric": "cargo", "unit": "t", "value": "600", "year": "2022", "period": "Jan-Jun", "kind": "measured", "publisher": "KZ"},
    ],
    "visits": [
        {"visit_id": "V01", "site_id": "red-bridge", "date": "2014", "delegations": "AZE; TUR; KAZ"},
        {"visit_id": "V02", "site_id": "kapikule", "date": "2022-05-16/2022-05-18", "follows": "V01"},
    ],
    "events": [
        {"event_id": "S01", "title": "First eTIR transport", "date": "2022-12-27", "date_precision": "day"},
        {"event_id": "S02", "title": "Training", "date_precision": "undated"},
    ],
    "disagreements": [{"disagreement_id": "K01", "topic": "Hours", "concerns": "D001; D002"}],
    "vocabularies": [
        {"vocabulary": "mode", "term": term, "label": term.title()} for term in ("road", "rail", "sea", "air")
    ],
}  # fmt: skip


def describe(table, part):
    """Write the dictionary row of one field of one record."""
    name, annotation = part.name, str(part.type)
    kind = TYPE_OF_FIELD[annotation.removesuffix(" | None")]
    refers = REFERS.get(name, "") if "str" in annotation else ""
    kind = "id" if refers else TYPES.get(name, kind) if kind == "text" else kind
    low, high, unit = LIMITS.get(name, ("", "", ""))
    own_key = refers == f"{table}.{name}"
    kind = "id" if name.endswith("_id") and name in KEYS.get(table, ()) else kind
    required = annotation in {"int", "float", "bool"} or (table, name) in REQUIRED
    return {
        "table": table, "column": name, "type": kind, "required": "yes" if required else "no",
        "list": "yes" if annotation.startswith("tuple") else "no",
        "key": "yes" if name in KEYS.get(table, ()) else "no",
        "refers_to": "mode" if kind == "term" else "" if own_key else refers,
        "unit": unit, "minimum": low, "maximum": high, "meaning": "",
    }  # fmt: skip


@dataclass
class SmallFolder:
    """Tables as lists of rows, written when a test is done changing them."""

    folder: Path
    rows: dict

    def change(self, table, row, /, **cells):
        """Change cells of a row, numbered as a spreadsheet does."""
        self.rows[table][row - 2].update(cells)
        return self

    def add(self, table, /, **cells):
        """Add a row that is like the last one but for some cells."""
        self.rows[table].append((self.rows[table][-1] if self.rows[table] else {}) | cells)
        return self

    def write(self):
        """Write every table and give the folder."""
        for table, record in RECORDS.items():
            with (self.folder / f"{table}.csv").open("w", encoding="utf-8", newline="") as file:
                writer = csv.DictWriter(file, [part.name for part in fields(record)], restval="", lineterminator="\n")
                writer.writeheader()
                writer.writerows(self.rows[table])
        self.write_countries(COUNTRIES)
        return self.folder

    def write_countries(self, countries):
        """Write a base map of square countries."""
        features = [
            {"type": "Feature", "properties": {"iso3": code}, "geometry": shapely.geometry.mapping(shapely.box(*edges))}
            for code, edges in countries.items()
        ]
        (self.folder / "basemap").mkdir(exist_ok=True)
        path = self.folder / "basemap" / "countries.json"
        path.write_text(json.dumps({"type": "FeatureCollection", "features": features}), encoding="utf-8")


@pytest.fixture
def small(tmp_path):
    """Give a folder of good tables; every number has a source."""
    rows = {table: [dict(row) for row in ROWS.get(table, [])] for table in RECORDS}
    for table, record in RECORDS.items():
        if "source_id" in {part.name for part in fields(record)} and table != "sources":
            for row in rows[table]:
                row.setdefault("source_id", "cpmm-2022")
    rows["dictionary"] = [describe(table, part) for table, record in RECORDS.items() for part in fields(record)]
    return SmallFolder(tmp_path, rows)
