import csv
import gzip
import json
from collections import Counter

import pytest
import shapely

from geo.check.folder import DATA_FOLDER
from geo.check.positions import TOLERANCE_KM, distance_km, read_countries
from geo.countries import alpha_2_codes
from geo.language import list_languages, load_language
from geo.map import basemap
from geo.map.basemap import BaseMapError, Label, OnlineMap, list_online_maps, online_choices, order_labels, read_labels
from geo.map.layers import list_labels

LABEL_KINDS = ("country", "water", "place")
LABEL_LANGUAGES = ("en", "tr", "ru", "az", "kk", "ky", "uz")
ON_THE_LINE_KM = 0.6
ONE_METRE_KM = 0.001
MAX_PACKED_BYTES = 150_000
SHEETS = (basemap.OVERVIEW_FILE, basemap.DETAIL_FILE)


def rows_of(path):
    with path.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


ROWS = rows_of(basemap.BASE_MAP_FOLDER / basemap.LABELS_FILE)
PLACES = {row["place_id"]: row for row in rows_of(DATA_FOLDER / "places.csv")}
LOCATED = [row for row in PLACES.values() if row["lat"] and row["country"]]
SITES = [PLACES[row["site_id"]] for row in rows_of(DATA_FOLDER / "sites.csv") if PLACES[row["site_id"]]["lat"]]
SOURCES = {row["source_id"] for row in rows_of(DATA_FOLDER / "sources.csv")}


def name_of(row):
    return row["name_en"] or row["country"]


def id_of(row):
    return row["place_id"]


def sheet_of(file):
    return json.loads((basemap.BASE_MAP_FOLDER / file).read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def land(tmp_path_factory):
    """Give the shapes of the countries as a sheet of the base map draws them."""
    folder = tmp_path_factory.mktemp("land")
    found = {}
    for file in SHEETS:
        (folder / file).write_text(json.dumps(sheet_of(file)["land"]), encoding="utf-8")
        found[file] = read_countries(folder / file)
    return found


@pytest.fixture(scope="module")
def countries():
    return read_countries(basemap.BASE_MAP_FOLDER / basemap.COUNTRIES_FILE)


@pytest.mark.parametrize("file", [*SHEETS, basemap.COUNTRIES_FILE, basemap.LABELS_FILE])
def test_the_files_are_there(file):
    assert (basemap.BASE_MAP_FOLDER / file).stat().st_size > 0


# ---- labels ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("row", ROWS, ids=name_of)
def test_a_label_is_whole(row):
    names = [row[f"name_{code}"] for code in LABEL_LANGUAGES]
    assert row["kind"] in LABEL_KINDS
    assert -90 <= float(row["lat"]) <= 90
    assert -180 <= float(row["lon"]) <= 180
    assert row["rank"] in {"1", "2", "3", "4"}
    assert set(row["source"].split("; ")) <= SOURCES
    assert all(cell == cell.strip() for cell in row.values())
    if row["kind"] == "country":
        assert not any(names)
    else:
        assert all(names)
    if row["kind"] == "water":
        assert not row["country"]
    else:
        assert row["country"] in alpha_2_codes()


@pytest.mark.parametrize("row", [row for row in ROWS if row["country"]], ids=name_of)
def test_a_label_stands_in_its_country(row, countries):
    at = shapely.Point(float(row["lon"]), float(row["lat"]))
    assert countries[row["country"]].distance(at) <= (0 if row["kind"] == "country" else 0.01)


@pytest.mark.parametrize("row", [row for row in ROWS if row["kind"] == "water"], ids=name_of)
def test_a_water_is_named_on_water(row, land):
    sheet = sheet_of(basemap.DETAIL_FILE)
    at = shapely.Point(float(row["lon"]), float(row["lat"]))
    lakes = shapely.make_valid(shapely.get_parts(shapely.from_geojson(json.dumps(sheet["water"]))))
    in_lake = shapely.contains(lakes, at).any()
    assert in_lake or not any(shape.contains(at) for shape in land[basemap.DETAIL_FILE].values())


def test_no_language_is_offered_without_labels():
    assert set(list_languages()) <= set(LABEL_LANGUAGES)


@pytest.mark.parametrize("code", LABEL_LANGUAGES)
def test_labels_are_unique(code):
    names = Counter((row["kind"], row["country"], row[f"name_{code}"]) for row in ROWS)
    assert [name for name, count in names.items() if count > 1] == []
    assert len({(row["lat"], row["lon"]) for row in ROWS}) == len(ROWS)


@pytest.mark.parametrize("code", LABEL_LANGUAGES)
def test_every_row_becomes_a_label(code):
    labels = read_labels(code)
    assert len(labels) == len(ROWS)
    assert {label.text for label in labels if label.text} == {row[f"name_{code}"] for row in ROWS} - {""}


def test_names_of_members_come_first_then_neighbours_then_the_rest():
    labels = order_labels(read_labels("en"), ("TUR", "KAZ"), ("GEO",))
    assert [label.rank for label in read_labels("en")] == sorted(label.rank for label in labels)
    places = [f"{label.country} {label.kind}" if label.rank == 1 or label.kind != "place" else "" for label in labels]
    assert set(places[:6]) == {"TUR country", "KAZ country", "TUR place", "KAZ place"}  # two great towns in each
    assert max(places.index(f"{one} country") for one in ("TUR", "KAZ")) < places.index(" water")
    assert places.index(" water") < places.index("GEO country") < places.index("DEU country")
    rest = [label for label in labels if label.kind == "place" and label.rank > 1]
    assert [label.rank for label in rest] == sorted(label.rank for label in rest)


def test_names_in_the_readers_language(catalogue):
    named = {label.text: label for label in read_labels("tr")}
    assert named["Bakü"] == Label("place", named["Bakü"].lat, named["Bakü"].lon, 1, "AZE", "Bakü")
    assert {"Hazar Denizi", "Tiflis", "Taşkent"} <= named.keys()
    assert read_labels("xx") == read_labels("en")
    for code in list_languages():
        assert all(row[4] for row in list_labels(catalogue, load_language(code)))


# ---- shapes ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("file", SHEETS)
@pytest.mark.parametrize("place", LOCATED, ids=id_of)
def test_a_place_lies_in_its_country(place, file, land):
    shape = land[file][place["country"]]
    assert distance_km(float(place["lat"]), float(place["lon"]), shape) <= TOLERANCE_KM


@pytest.mark.parametrize("file", [basemap.DETAIL_FILE, basemap.OVERVIEW_FILE])
@pytest.mark.parametrize("site", SITES, ids=id_of)
def test_a_site_lies_on_the_right_side(site, file, land):
    allowed = ON_THE_LINE_KM if site["position_basis"] == "derived" else ONE_METRE_KM
    assert distance_km(float(site["lat"]), float(site["lon"]), land[file][site["country"]]) <= allowed


@pytest.mark.parametrize("file", SHEETS)
def test_a_sheet_has_land_water_and_borders(file):
    sheet = sheet_of(file)
    assert set(sheet) == {"land", "water", "borders"}
    assert all(part["type"] == "FeatureCollection" and part["features"] for part in sheet.values())
    assert all(feature["properties"]["iso3"] for feature in sheet["land"]["features"])
    assert {feature["properties"]["status"] for feature in sheet["borders"]["features"]} == {"settled", "disputed"}


def test_the_first_view_is_light():
    files = (basemap.OVERVIEW_FILE, basemap.LABELS_FILE)
    packed = sum(len(gzip.compress((basemap.BASE_MAP_FOLDER / file).read_bytes(), 6)) for file in files)
    assert packed <= MAX_PACKED_BYTES


# ---- online maps -------------------------------------------------------------------------------------------------


def test_the_online_maps_on_offer():
    assert [online.code for online in list_online_maps()] == ["osm", "light", "satellite"]


@pytest.mark.parametrize("online", list_online_maps(), ids=lambda online: online.code)
def test_an_online_map_is_usable(online):
    choice = online_choices()[online.code]
    assert choice["url"].startswith("https://")
    assert all(place in choice["url"] for place in ("{x}", "{y}", "{z}"))
    assert "{r}" not in choice["url"]
    assert choice["attribution"].startswith(("©", "Tiles ©"))
    assert "<" not in choice["attribution"]
    assert 15 <= choice["options"]["maxNativeZoom"] <= choice["maxZoom"]
    assert ("{s}" in choice["url"]) == ("subdomains" in choice["options"])


@pytest.mark.parametrize(
    ("name", "url", "attribution"),
    [
        ("Some.Map", "https://example.org/{z}/{x}/{y}.png", ""),
        ("", "https://example.org/{z}/{x}/{y}.png", "© Some"),
        ("Some.Map", "http://example.org/{z}/{x}/{y}.png", "© Some"),
        ("Some.Map", "https://example.org/{z}/{x}/{y}.png?key={apikey}", "© Some"),
        ("Some.Map", "https://example.org/{z}/{x}/{y}{r}.png", "© Some"),
    ],
)
def test_an_online_map_that_is_not_usable_is_refused(name, url, attribution):
    with pytest.raises(BaseMapError, match="online map"):
        OnlineMap("some", name, url, attribution, 18)


def test_a_provider_that_asks_for_a_key_is_refused():
    with pytest.raises(BaseMapError, match="asks for a key"):
        basemap._online_map("light", "CartoDB.Positron")
