"""Every good row arrives, every bad one is left out, and nothing raises."""

import csv
import gc
import io
import json
import math
import unicodedata
from dataclasses import FrozenInstanceError, fields
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from geo.errors import DataFolderError
from geo.load import KEYED, read_catalogue, uncollected
from geo.records.registry import MAY_BE_EMPTY, RECORDS

DATA = Path(__file__).parents[2] / "data"


def listed(catalogue, table):
    """Give the records of a table as a list, whatever holds them."""
    if table == "vocabularies":
        return [term for terms in catalogue.vocabularies.values() for term in terms.values()]
    found = getattr(catalogue, table)
    return list(found.values()) if table in KEYED else list(found)


def test_good_tables_arrive_whole(small):
    catalogue = read_catalogue(small.write())
    assert catalogue.faults == ()
    assert {table: len(listed(catalogue, table)) for table in RECORDS} == {
        table: len(rows) for table, rows in small.rows.items()
    }


def test_values_have_their_types(small):
    catalogue = read_catalogue(small.write())
    place = catalogue.places["red-bridge"]
    assert (place.lat, place.lon, place.country, place.modes, place.precision_km) == (41.3286, 45.072, "AZE", (), None)
    assert catalogue.visits[0].delegations == ("AZE", "TUR", "KAZ")
    assert catalogue.sources["cpmm-2022"].year == 2022
    assert catalogue.dwell[1].cost_usd is None
    assert catalogue.waypoints[0].seq == 1
    assert catalogue.vocabularies["mode"]["road"].label == "Road"
    assert catalogue.dictionary[0].list is False


def test_nobody_can_change_it(small):
    catalogue = read_catalogue(small.write())
    with pytest.raises(TypeError):
        catalogue.places["x"] = None
    with pytest.raises(FrozenInstanceError):
        catalogue.lines = ()
    with pytest.raises(FrozenInstanceError):
        catalogue.lines[0].name = "x"


def test_tables_can_be_had_as_text_with_faulty_rows(small):
    catalogue = read_catalogue(small.change("places", 2, lat="north").write())
    assert catalogue.tables["places"].loc[2, "lat"] == "north"
    assert set(catalogue.tables) == set(RECORDS)


def test_version_changes_with_the_tables_only(small):
    folder = small.write()
    first = read_catalogue(folder).version
    (folder / "readme.txt").write_text("x", encoding="utf-8")
    assert read_catalogue(folder).version == first
    small.change("places", 2, note="x").write()
    assert read_catalogue(folder).version != first


def test_a_bad_measurement_is_left_out_alone(small):
    catalogue = read_catalogue(small.change("dwell", 2, hours="four").write())
    assert [row.dwell_id for row in catalogue.dwell] == ["D002"]


def test_a_bad_optional_cell_of_a_register_is_blank_and_the_row_stays(small):
    catalogue = read_catalogue(small.change("places", 4, elevation_m="high", country="TR").write())
    assert (catalogue.places["kapikule"].elevation_m, catalogue.places["kapikule"].country) == (None, "")
    assert catalogue.places["kapikule"].lat == 41.7185


@pytest.mark.parametrize("cells", [{"lat": "91"}, {"lon": "181"}, {"lat": ""}, {"lon": "x"}])
def test_half_a_position_is_no_position(small, cells):
    catalogue = read_catalogue(small.change("places", 4, **cells).write())
    assert (catalogue.places["kapikule"].lat, catalogue.places["kapikule"].lon) == (None, None)
    assert "kapikule" in catalogue.sites


def test_a_bad_entry_is_taken_out_of_its_list_alone(small):
    small.change("visits", 2, delegations="AZE; TR; KAZ", source_id="cpmm-2022; nowhere")
    visit = read_catalogue(small.write()).visits[0]
    assert (visit.delegations, visit.source_id) == (("AZE", "KAZ"), ("cpmm-2022",))


def test_a_broken_place_takes_its_site_and_says_so(small):
    catalogue = read_catalogue(small.change("places", 4, name="").write())
    assert "kapikule" not in catalogue.places
    assert sorted(catalogue.sites) == ["red-bridge", "tsiteli-khidi"]
    assert catalogue.site_facts == ()
    told = [str(fault) for fault in catalogue.faults]
    assert told[0] == "places.csv, row 4, column name: blank – expected a value, this cell may not be blank."
    lost = 'sites.csv, row 4, column site_id: "kapikule" – It is left out of places.csv, so row 4 is also left out.'
    assert lost in told


def test_what_points_to_a_lost_row_is_lost_in_turn(small):
    """A line loses its end, its waypoints lose the line."""
    catalogue = read_catalogue(small.change("places", 4, name="").write())
    assert catalogue.lines == ()
    assert catalogue.waypoints == ()


def test_a_list_only_loses_the_lost(small):
    catalogue = read_catalogue(small.change("places", 3, name="").write())
    assert catalogue.sites["red-bridge"].counterpart_ids == ()
    assert catalogue.crossings == ()


def test_of_two_rows_with_one_key_the_first_stays(small):
    catalogue = read_catalogue(small.change("places", 5, place_id="kapikule").write())
    assert catalogue.places["kapikule"].name == "Kapıkule"
    assert "kapikule" in catalogue.sites


def test_a_missing_table_is_empty_and_others_stay(small):
    folder = small.write()
    (folder / "dwell.csv").unlink()
    catalogue = read_catalogue(folder)
    assert catalogue.dwell == ()
    assert len(catalogue.sites) == 3


def test_without_places_there_are_no_sites_and_few_words(small):
    folder = small.write()
    (folder / "places.csv").unlink()
    catalogue = read_catalogue(folder)
    assert (dict(catalogue.sites), catalogue.crossings) == ({}, ())
    assert len(catalogue.faults) < 20


def test_without_a_dictionary_the_rows_are_still_read(small):
    folder = small.write()
    (folder / "dictionary.csv").unlink()
    catalogue = read_catalogue(folder)
    assert catalogue.places["red-bridge"].lat == 41.3286
    assert catalogue.visits[0].delegations == ("AZE", "TUR", "KAZ")
    assert [str(fault) for fault in catalogue.faults] == ["dictionary.csv: The file is missing."]


def test_without_vocabularies_the_rows_are_still_read(small):
    folder = small.write()
    (folder / "vocabularies.csv").unlink()
    catalogue = read_catalogue(folder)
    assert [str(fault) for fault in catalogue.faults] == ["vocabularies.csv: The file is missing."]
    assert catalogue.label("mode", catalogue.lines[0].mode) == "road"


def test_label_of_a_term(small):
    catalogue = read_catalogue(small.write())
    labels = [catalogue.label("mode", "road"), catalogue.label("mode", "tram"), catalogue.label("x", "y")]
    assert labels == ["Road", "tram", "y"]


def test_without_any_table_there_is_an_empty_catalogue(tmp_path):
    catalogue = read_catalogue(tmp_path)
    assert all(listed(catalogue, table) == [] for table in RECORDS)
    assert sum(fault.severity == "error" for fault in catalogue.faults) == len(RECORDS)


def test_without_a_folder_it_raises(tmp_path):
    with pytest.raises(DataFolderError):
        read_catalogue(tmp_path / "none")
    (tmp_path / "file").write_text("x", encoding="utf-8")
    with pytest.raises(DataFolderError):
        read_catalogue(tmp_path / "file")


@settings(
    max_examples=settings.default.max_examples // 5,
    suppress_health_check=[*settings.default.suppress_health_check, HealthCheck.function_scoped_fixture],
)
@given(data=st.data(), value=st.text(max_size=10) | st.sampled_from(["=1", "-1", "1e9", "; ;", "no"]))
def test_no_cell_raises(small, data, value):
    table = data.draw(st.sampled_from(["places", "dwell", "visits", "events", "waypoints", "dictionary", "sources"]))
    row = data.draw(st.integers(0, len(small.rows[table]) - 1)) + 2
    column = data.draw(st.sampled_from([part.name for part in fields(RECORDS[table])]))
    before = dict(small.rows[table][row - 2])
    try:
        read_catalogue(small.change(table, row, **{column: value}).write())
    finally:
        small.rows[table][row - 2] = before


def test_ten_thousand_sites_are_read(small):
    folder = small.write()
    for table, key in (("places", "place_id"), ("sites", "site_id")):
        with (folder / f"{table}.csv").open("a", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(
                file, [part.name for part in fields(RECORDS[table])], restval="", extrasaction="ignore"
            )
            for number in range(10_000):
                cells = {"name": f"Site {number}", "short_name": f"S{number}", "kind": "road-bcp", "country": "KAZ"}
                cells |= {"lat": f"{44 + math.sin(number) * 3:.5f}", "lon": f"{70 + math.cos(number) * 9:.5f}"}
                writer.writerow({key: f"s-{number}", "source_id": "cpmm-2022"} | cells)
    catalogue = read_catalogue(folder)  # how soon is for `make bench`
    assert (len(catalogue.sites), catalogue.faults) == (10_003, ())


# --- the real tables -------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def catalogue():
    """Read the real tables once."""
    return read_catalogue(DATA)


def test_the_real_tables_have_no_faults(catalogue):
    assert [str(fault) for fault in catalogue.faults] == []


def as_turkish_excel_saves(text, numbers):
    """Rewrite a table with semicolons, decimal commas, letters taken apart and blank cells around."""
    rows = list(csv.reader(io.StringIO(text)))
    commas = [place for place, heading in enumerate(rows[0]) if heading in numbers]
    for row in rows[1:]:
        for place in commas:
            row[place] = row[place].replace(".", ",")
    out = io.StringIO()
    csv.writer(out, delimiter=";", lineterminator="\r\n").writerows([*[[*row, "", ""] for row in rows], [""] * 9])
    return b"\xef\xbb\xbf" + unicodedata.normalize("NFD", out.getvalue()).encode()


def test_the_real_tables_survive_a_turkish_spreadsheet(catalogue, tmp_path):
    for table in RECORDS:
        numbers = {column.column for column in catalogue.dictionary if (column.table, column.type) == (table, "number")}
        text = (DATA / f"{table}.csv").read_text(encoding="utf-8-sig")
        (tmp_path / f"{table}.csv").write_bytes(as_turkish_excel_saves(text, numbers))
    again = read_catalogue(tmp_path)
    assert again.faults == catalogue.faults
    assert all(listed(again, table) == listed(catalogue, table) for table in RECORDS)


@pytest.mark.parametrize("table", RECORDS)
def test_every_row_of_a_real_table_is_a_record(catalogue, table):
    records = listed(catalogue, table)
    assert len(records) == len(catalogue.tables[table])
    assert bool(records) is (table not in MAY_BE_EMPTY)


SOURCED_OTHERWISE = {"vocabularies", "dictionary", "sources", "alignments", "vertices", "corrections", "photographs"}


def test_every_correction_has_its_source_and_says_why(catalogue):
    """How sure a cell is stands in its own row; what a correction changes may be just that."""
    assert [one for one in catalogue.corrections if not (one.source_id and one.why)] == []


def test_every_vertex_belongs_to_a_part_with_source_and_licence(catalogue):
    parts = {(one.line_id, one.part): one for one in catalogue.alignments}
    assert [one for one in parts.values() if not (one.source_id and one.licence)] == []
    assert {(one.line_id, one.part) for one in catalogue.vertices} <= parts.keys()


@pytest.mark.parametrize("table", sorted(set(RECORDS) - SOURCED_OTHERWISE))
def test_every_real_record_has_a_source_and_a_confidence(catalogue, table):
    levels = catalogue.vocabularies["confidence"]
    lacking = [record for record in listed(catalogue, table) if not record.source_id or record.confidence not in levels]
    assert lacking == []


@pytest.mark.parametrize("table", RECORDS)
def test_every_real_field_has_the_type_of_its_column(catalogue, table):
    types = {"str": str, "int": int, "float": float, "bool": bool, "tuple[str, ...]": tuple}
    for part in fields(RECORDS[table]):
        name = str(part.type)
        wanted = types[name.removesuffix(" | None")]
        for record in listed(catalogue, table):
            value = getattr(record, part.name)
            assert isinstance(value, wanted) or (value is None and name.endswith("None")), (table, part.name, value)


def test_every_real_text_can_be_told_as_json(catalogue):
    for table in RECORDS:
        for record in listed(catalogue, table):
            cells = [getattr(record, part.name) for part in fields(record)]
            assert json.loads(json.dumps(cells, allow_nan=False))


def test_garbage_is_collected_again_after_tables_were_read(tmp_path):
    with uncollected():
        assert not gc.isenabled()
    assert gc.isenabled()
    with pytest.raises(DataFolderError):
        read_catalogue(tmp_path / "none")
    assert gc.isenabled()


def test_records_are_as_their_class_makes_them(catalogue):
    for name, record in RECORDS.items():
        held = getattr(catalogue, name)
        if name in MAY_BE_EMPTY:
            continue
        one = held[0] if isinstance(held, tuple) else next(iter(held.values()))
        one = one if isinstance(one, record) else next(iter(one.values()))
        assert record(*(getattr(one, part.name) for part in fields(record))) == one
        assert not hasattr(record, "__post_init__"), "it would not run: see geo/load.py"
