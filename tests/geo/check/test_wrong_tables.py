"""A table that stands in the file of another one, a file that is no table, and what is said of its cells beside that."""

import pytest

from geo.check import folder as checking
from geo.records.registry import RECORDS
from geo.tables.csv_file import parse_table
from geo.tables.header import headings_of
from geo.tables.known_words import NO_WORDS, YES_WORDS
from geo.tables.word_hints import hint_term
from tests.conftest import FILLED
from tests.geo.check.damage_kinds import write
from tests.geo.check.test_in_step import faults_of, lines_of
from tests.geo.check.test_kinds import NO_TABLES
from tests.geo.check.test_mutations import FEW_LINES, few, folder, rows_of  # noqa: F401 - fixtures


@pytest.mark.parametrize("name", FILLED)
def test_a_table_in_the_file_of_another_one_is_named(name):
    raw = write(few(name)).encode()
    for other in RECORDS:
        if other != name:
            said = [str(fault) for fault in parse_table(f"{other}.csv", raw, headings_of(other)).faults]
            assert said == [f"{other}.csv: The table of {name}.csv stands in it."]


@pytest.mark.parametrize("change", [str.upper, lambda name: name.replace("_", " ").title()])
def test_a_table_in_the_file_of_another_one_is_named_whatever_became_of_its_header(change):
    rows = few("waypoints")
    raw = write([[change(name) for name in rows[0]], *rows[1:]], ";").encode()
    said = [str(fault) for fault in parse_table("vertices.csv", raw, headings_of("vertices")).faults]
    assert said == ["vertices.csv: The table of waypoints.csv stands in it."]


@pytest.mark.parametrize("name", FILLED)
def test_a_table_with_columns_of_its_own_is_no_other_table(name):
    rows = few(name)
    wider = [[*rows[0], "zone", "reason", "part"], *([*row, "", "", ""] for row in rows[1:])]
    said = [str(fault) for fault in parse_table(f"{name}.csv", write(wider).encode(), headings_of(name)).faults]
    assert not any("stands in it" in line for line in said)


@pytest.mark.parametrize(("one", "other"), [("journeys", "journey_stops"), ("gaps", "doubts"), ("places", "sites")])
def test_two_tables_in_each_others_place_are_two_lines_of_causes(folder, one, other):  # noqa: F811
    paths = [folder / f"{name}.csv" for name in (one, other)]
    raw = [path.read_bytes() for path in paths]
    for path, held in zip(paths, raw[::-1], strict=True):
        path.write_bytes(held)
    try:
        faults = checking.check_folder(folder).faults
    finally:
        for path, held in zip(paths, raw, strict=True):
            path.write_bytes(held)
    own = [str(fault) for fault in faults if fault.file in {path.name for path in paths}]
    assert len(own) == 2
    assert all("stands in it." in line for line in own)


@pytest.mark.parametrize("kind", ["a web page", "a picture", "written in JSON"])
@pytest.mark.parametrize("name", ["series", "journeys", "scenarios", "visits"])
def test_of_a_file_that_is_no_table_its_kind_alone_is_told(folder, name, kind):  # noqa: F811
    path = folder / f"{name}.csv"
    whole = path.read_bytes()
    path.write_bytes(NO_TABLES[kind])
    try:
        own = [str(fault) for fault in checking.check_folder(folder).faults if fault.file == path.name]
    finally:
        path.write_bytes(whole)
    assert len(own) == 1
    assert kind in own[0]


@pytest.mark.parametrize("name", FILLED)
def test_a_whole_table_that_lies_on_its_side_is_named(name):
    rows = rows_of(checking.DATA_FOLDER / f"{name}.csv")
    turned = write(list(map(list, zip(*rows, strict=True)))).encode()
    said = [str(fault) for fault in parse_table(f"{name}.csv", turned, headings_of(name)).faults]
    assert len(said) == 1
    assert "lies on its side" in said[0]


@pytest.mark.parametrize("word", sorted(YES_WORDS | NO_WORDS))
def test_words_for_yes_and_no_are_known_where_a_list_of_words_holds_these(word):
    answer = "yes" if word in YES_WORDS else "no"
    for form in (word, word.upper(), word.title()):
        hint = hint_term(form, {"yes", "no", "not-applicable"}, {}, listed=False)
        assert answer in hint, form


@pytest.mark.parametrize("heading", ["carec_member", "traceca_member"])
def test_answers_of_a_spreadsheet_in_a_column_of_words_are_told_with_what_to_write(folder, heading):  # noqa: F811
    def change(rows):
        at = rows[0].index(heading)
        said = {"yes": "TRUE", "no": "FALSE"}
        return [[*row[:at], said.get(row[at], row[at]), *row[at + 1 :]] for row in rows]

    assert "Write yes." in lines_of(folder, "members", change)[0]


@pytest.mark.parametrize("heading", ["place_id", "lat"])
@pytest.mark.parametrize("line", FEW_LINES)
def test_what_cannot_be_read_at_the_end_of_a_line_is_told_there_alone(folder, line, heading):  # noqa: F811
    def change(rows):
        at, first = rows[0].index(heading), [row[0] for row in rows].index(line)
        spoilt = [*rows[first][:at], f"{rows[first][at]}\u0456", *rows[first][at + 1 :]]
        return [*rows[:first], spoilt, *rows[first + 1 :]]

    assert {fault.file for fault in faults_of(folder, "waypoints", change)} & {"lines.csv", "vertices.csv"} == set()


def coded(rows, change):
    at = rows[0].index("name")
    return [rows[0], *([*row[:at], change(row[at]), *row[at + 1 :]] for row in rows[1:])]


@pytest.mark.parametrize(
    "change",
    [
        lambda name: name.encode("ascii", "xmlcharrefreplace").decode(),
        lambda name: name.encode("ascii", "backslashreplace").decode(),
        lambda name: name.encode("ascii", "namereplace").decode(),
        lambda name: "".join(f"%{byte:02X}" for byte in name.encode()),
        lambda name: f"<p>{name}<br/></p>",
    ],
)
def test_codes_in_place_of_letters_are_one_cause(folder, change):  # noqa: F811
    faults = faults_of(folder, "place_names", lambda rows: coded(rows, change))
    assert {fault.cause for fault in faults} == {"letters place_names.csv"}
    assert all(str(fault.expected) == "letters, not their codes of a web page" for fault in faults)
