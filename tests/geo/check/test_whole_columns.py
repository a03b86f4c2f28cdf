"""Damages of a whole column of ids, of the header or of all letters: told as one thing, at the table that has it."""

import random

import pytest

from geo.check import folder as checking
from geo.check.transposed import find_transposed
from geo.tables.csv_file import parse_table
from geo.tables.encodings import read_utf_7
from geo.tables.header import headings_of
from geo.tables.schema import validate
from tests.conftest import FILLED
from tests.geo.check.damage_kinds import write
from tests.geo.check.test_in_step import lines_of
from tests.geo.check.test_mutations import (  # noqa: F401 - fixtures
    dictionary,
    folder,
    is_one_cause,
    rows_of,
)

LOOK_ALIKE = str.maketrans("aeopcxyKMTHBCAEOPX", "аеорсхуКМТНВСАЕОРХ")
WAYS = {
    "other capitals": str.swapcase,
    "a sound is lost": lambda one: one.replace("i", "") if "i" in one else one[1:],
    "another sign": lambda one: one.replace("-", "_"),
    "letters that look like Latin ones": lambda one: one.translate(LOOK_ALIKE),
    "something before it": lambda one: "; ".join(f"x{part}" for part in one.split("; ")),
    "the first letter is lost": lambda one: "; ".join(part[1:] for part in one.split("; ")),
}
UNKNOWABLE = {
    ("lengths", "to_place"),
    ("lengths", "from_place"),
    ("scenarios", "stop_ids"),
    ("etir_routes", "to_place"),
}
"""Columns of which few or no cells are named elsewhere, or that are nearly blank."""


def columns_of_ids(dictionary):  # noqa: F811
    found = [
        (name, column.column)
        for name in FILLED
        for column in dictionary.columns[name]
        if column.type == "id" and column.column != "source_id" and (name, column.column) not in UNKNOWABLE
    ]
    return [*found, ("sources", "source_id")]


@pytest.mark.parametrize("part", range(4))
def test_a_column_of_ids_that_was_rewritten_is_one_cause_at_its_table(folder, dictionary, part):  # noqa: F811
    for number, (name, heading) in enumerate(columns_of_ids(dictionary)):
        if number % 4 != part:
            continue
        rows = rows_of(folder / f"{name}.csv")
        at = rows[0].index(heading)
        filled = [row for row in rows[1:] if row[at]]
        ways = [way for way in WAYS.values() if sum(way(row[at]) != row[at] for row in filled) * 2 > len(filled) > 1]
        if ways:
            way = ways[number % len(ways)]
            changed = [[*row[:at], way(row[at]) if row[at] else "", *row[at + 1 :]] for row in rows[1:]]
            is_one_cause(folder, name, write([rows[0], *changed]))


WITHIN = {
    "a letter behind the first ones": lambda one: f"{one[:3]}x{one[3:]}",
    "a letter behind the first word": lambda one: one.replace("-", "x-", 1),
    "another letter": lambda one: one.replace("a", "e"),
    "a letter lost throughout": lambda one: one.replace("a", ""),
}
NAMED = ["stretches", "journeys", "series"]


@pytest.mark.parametrize("way", WITHIN.values(), ids=WITHIN)
@pytest.mark.parametrize("name", NAMED)
def test_ids_with_another_letter_within_were_renamed_and_not_sorted(folder, name, way):  # noqa: F811
    rows = rows_of(folder / f"{name}.csv")
    changed = [rows[0], *([way(row[0]), *row[1:]] for row in rows[1:])]
    first = lines_of(folder, name, lambda _rows: changed)[0]
    assert first.startswith(f"{name}.csv"), first
    assert " ids were renamed; other tables write " in first, first
    is_one_cause(folder, name, write(changed))


@pytest.mark.parametrize("name", FILLED)
def test_rows_above_a_header_that_was_moved_are_read(name):
    rows = rows_of(checking.DATA_FOLDER / f"{name}.csv")[:12]
    for moved in (rows[::-1], [*rows[1:], rows[0]], [*rows[1:3], rows[0], *rows[3:]]):
        if len(rows) == 3 and moved[2] != rows[0]:
            continue
        table = parse_table(f"{name}.csv", write(moved).encode(), headings_of(name))
        assert len(table.rows) == len(rows) - 1, name
        assert ["are read all the same" in str(fault) for fault in table.faults] == [True]
        assert table.faults[0].severity == "warning"


def test_a_title_above_a_header_is_no_row():
    table = parse_table("x.csv", b"Border crossings,,\nid,name,note\na,b,c\n", ("id", "name", "note"))
    assert (table.rows, ["not read" in str(fault) for fault in table.faults]) == ((3,), [True])


@pytest.mark.parametrize("name", FILLED)
def test_two_headings_in_each_others_place_are_seen(name):
    rows = rows_of(checking.DATA_FOLDER / f"{name}.csv")[:3]
    draw = random.Random(name)  # noqa: S311 - the same each time
    one, other = sorted(draw.sample(range(len(rows[0])), 2))
    header = list(rows[0])
    header[one], header[other] = header[other], header[one]
    table = parse_table(f"{name}.csv", write([header, *rows[1:]]).encode(), tuple(rows[0]))
    assert list(find_transposed({name: table})) == [(name, rows[0][one], rows[0][other])]


EXCHANGED = [
    ("time_zones", "zone", "note"), ("opening_hours", "hours_id", "source_id"), ("sites", "site_id", "area"),
    ("stretches", "line_ids", "km"), ("scenarios", "kinds", "source_id"), ("events", "place_id", "superseded_by"),
    ("etir_legs", "route_id", "line_id"), ("crosswalk", "source_id", "note"), ("dictionary", "key", "maximum"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "one", "other"), EXCHANGED)
def test_headings_that_were_exchanged_alone_are_one_cause(folder, name, one, other):  # noqa: F811
    def change(rows):
        turned = {one: other, other: one}
        return [[turned.get(heading, heading) for heading in rows[0]], *rows[1:]]

    first = lines_of(folder, name, change)[0]
    assert first.startswith(f"{name}.csv, row 1, column "), first
    assert f"The headings {one} and {other} have changed places" in first
    is_one_cause(folder, name, write(change(rows_of(folder / f"{name}.csv"))))


def test_columns_that_were_moved_with_their_cells_are_no_fault(folder):  # noqa: F811
    def change(rows):
        return [[row[1], row[0], *row[2:]] for row in rows]

    assert lines_of(folder, "visits", change) == []


@pytest.mark.parametrize("name", FILLED)
def test_letters_for_old_mail_programs_are_named(name):
    path = checking.DATA_FOLDER / f"{name}.csv"
    assert read_utf_7(path.read_bytes()) is None
    text = write([*rows_of(path)[:5], ["Kapıkule", "Хоргос", "Boğaz", "é"]])
    table = parse_table(f"{name}.csv", text.encode("utf-7"), headings_of(name))
    assert "UTF-8 letters, not UTF-7" in str(table.faults[0])
    assert "Хоргос" in str(table.faults) or any("Хоргос" in cells for cells in table.columns.values())


def test_a_word_for_an_average_is_a_total_only_before_numbers():
    rows = rows_of(checking.DATA_FOLDER / "vocabularies.csv")
    table = parse_table("vocabularies.csv", write([row[1:] for row in rows]).encode(), headings_of("vocabularies"))
    assert len(table.rows) == len(rows) - 1


@pytest.mark.parametrize("word", ["NULL", "NaN", "None", "#REF!", "#N/A"])
def test_a_word_for_a_blank_is_no_id_of_a_row(dictionary, word):  # noqa: F811
    for name in FILLED:
        own = [one for one in dictionary.columns[name] if one.key and one.type == "id" and not one.refers_to]
        if own:
            rows = rows_of(checking.DATA_FOLDER / f"{name}.csv")[:2]
            rows[1][0] = word
            table = parse_table(f"{name}.csv", write(rows).encode(), headings_of(name))
            told = [fault.column for fault in validate(table, name, dictionary) if fault.effect == "row"]
            assert own[0].column in told, name


ONE_ID = [("waypoints", "line_id"), ("vertices", "line_id"), ("alignments", "line_id"), ("alignments", "part")]


@pytest.mark.parametrize(("name", "heading"), ONE_ID)
def test_a_sign_in_one_cell_of_a_key_is_no_gap_of_its_own(folder, name, heading):  # noqa: F811
    rows = rows_of(folder / f"{name}.csv")
    at = rows[0].index(heading)
    row = rows[1] if name == "alignments" else rows[3]
    row[at] = f"{row[at][:1]}\u00ad{row[at][1:]}"
    is_one_cause(folder, name, write(rows))


@pytest.mark.parametrize("sign", ["\u2013", "\u0435"])
def test_what_faces_a_post_of_which_an_entry_cannot_be_read_follows_from_that(folder, sign):  # noqa: F811
    rows = rows_of(folder / "sites.csv")
    at = rows[0].index("counterpart_ids")
    row = next(row for row in rows if row[at] == "nur-zholy")
    row[at] = f"nur{sign}zholy"
    is_one_cause(folder, "sites", write(rows))


@pytest.mark.parametrize(
    ("table", "heading", "cell"), [("lengths", "published_km", "1.310"), ("legs", "distance_km", "2.000")]
)
def test_points_for_thousands_are_refused_far_below_all_other_lengths(dictionary, table, heading, cell):  # noqa: F811
    rows = rows_of(checking.DATA_FOLDER / f"{table}.csv")
    at = rows[0].index(heading)
    next(row for row in rows[1:] if row[at])[at] = cell
    read = parse_table(f"{table}.csv", write(rows).encode(), headings_of(table))
    told = [str(fault) for fault in validate(read, table, dictionary)]
    assert ["Write it without separators: " in line for line in told] == [True], told


def test_a_sign_for_a_number_of_a_leg_does_not_accuse_the_column(folder):  # noqa: F811
    rows = rows_of(folder / "etir_legs.csv")
    rows[2][rows[0].index("seq")] = "\u0662"
    is_one_cause(folder, "etir_legs", write(rows))


def like(folder, table, of, **cells):  # noqa: F811
    """Give a row of a table with other cells, as somebody copies one to begin a new one."""
    rows = rows_of(folder / f"{table}.csv")
    found = next(row for row in rows if row[0] == of)
    return [cells.get(heading, cell) for heading, cell in zip(rows[0], found, strict=True)]


PLACE = {"place_id": "ipsala", "name": "İpsala", "lat": "40.93", "lon": "26.38", "elevation_m": "", "unlocode": ""}
SITE = {"site_id": "ipsala", "short_name": "İpsala", "founding_name": "", "counterpart_ids": ""}
ABROAD = {"place_id": "kipoi", "name": "Kipoi", "country": "GRC", "lat": "40.93", "lon": "26.33", "elevation_m": ""}
SOUND = {
    "a source and a row that names it": [
        ("sources", "1news-2025-11-26", {"source_id": "new-report-2026"}),
        ("dwell", "D250", {"dwell_id": "D251", "source_id": "new-report-2026", "year": "2025"}),
    ],
    "a site with its place and name": [
        ("places", "kapikule", PLACE),
        ("place_names", "kapikule", {"place_id": "ipsala", "language": "tr", "name": "İpsala"}),
        ("sites", "kapikule", SITE),
    ],
    "a site that faces a post in a new country": [
        ("places", "kapikule", PLACE),
        ("places", "kapikule", ABROAD),
        ("sites", "kapikule", SITE | {"counterpart_ids": "kipoi", "adjoining_countries": "GRC"}),
    ],
    "a country": [
        ("time_zones", "TUR", {"country": "GRC", "zone": "Europe/Athens"}),
        ("members", "tur", {"member_id": "grc", "name": "Greece", "country": "GRC"}),
    ],
    "a journey": [("journeys", "altynkol-poti", {"journey_id": "second-way", "name": "Second way"})],
    "a visit": [("visits", "V03", {"visit_id": "V11", "date": "2026-05"})],
}


@pytest.mark.parametrize("added", SOUND.values(), ids=SOUND)
def test_rows_that_were_added_with_all_they_need_accuse_nothing(folder, added):  # noqa: F811
    whole = {table: (folder / f"{table}.csv").read_bytes() for table, *_ in added}
    try:
        for table, of, cells in added:
            path = folder / f"{table}.csv"
            path.write_text(write([*rows_of(path), like(folder, table, of, **cells)]), encoding="utf-8")
        assert [str(fault) for fault in checking.check_folder(folder).faults] == []
    finally:
        for table, raw in whole.items():
            (folder / f"{table}.csv").write_bytes(raw)


@pytest.mark.parametrize("name", ["sources", "legs"])
def test_a_file_that_was_cut_off_is_the_cause_of_what_others_name_of_it(folder, name):  # noqa: F811
    rows = rows_of(folder / f"{name}.csv")
    rows = rows if name == "sources" else rows[:33]
    is_one_cause(folder, name, write([*rows[:-1], rows[-1][:5]]).rstrip("\n"))
