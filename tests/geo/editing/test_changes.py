"""Changes are read from two states, made in a third, and leave every other byte as it is."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.editing.changes import Change, read_changes
from geo.editing.raw_table import read_raw
from geo.editing.rewriting import apply_changes, clean_cell
from geo.errors import EditingError, StaleDraftError
from geo.exports.changes import ADDED, CHANGED, REMOVED
from geo.tables.folder_files import read_files
from geo.tables.limits import MAX_CELL
from tests.conftest import ROOT

DATA = read_files(ROOT / "data")
HOURS = Change("dwell", "D001", CHANGED, {"hours": "4.5"}, {"hours": "4.6"})


@pytest.mark.parametrize("file", [file for file in DATA if file.endswith(".csv")])
def test_every_real_table_is_written_as_it_was_read(file):
    assert read_raw(file.removesuffix(".csv"), DATA[file]).write() == DATA[file]


@pytest.mark.parametrize(
    "content",
    [
        b'event_id,title\r\nS01,"a, ""b"""\r\n\r\n"S02", c \r\n',
        b"\xef\xbb\xbfevent_id;title\nS01;a,b\n;\n",
        b'event_id\ttitle\nS01\t"two\nlines"\nS02',
        b"event_id,title",
    ],
)
def test_odd_but_plain_files_are_written_as_they_were_read(content):
    assert read_raw("events", content).write() == content


@pytest.mark.parametrize(
    "content", [b"", b"x,y\n1,2\n", b'event_id,title\nS01,"a', b'event_id,"a"b\n', "event_id,ü\n".encode("latin5")]
)
def test_a_file_that_is_not_plain_is_refused_in_words(content):
    with pytest.raises(EditingError, match=r"events\.csv"):
        read_raw("events", content)


def test_one_cell_changes_one_line_and_no_other_byte():
    changed = apply_changes(DATA, [HOURS])
    assert {file for file in DATA if changed[file] != DATA[file]} == {"dwell.csv"}
    lines = DATA["dwell.csv"].split(b"\n"), changed["dwell.csv"].split(b"\n")
    apart = [(a, b) for a, b in zip(*lines, strict=True) if a != b]
    assert apart == [(lines[0][1], lines[0][1].replace(b",4.5,", b",4.6,"))]
    assert read_changes(DATA, changed) == (HOURS,)


def test_rows_are_added_where_they_follow_and_removed_alone():
    names = {"vocabulary": "mode", "term": "river", "label": "river", "meaning": 'by "boat", slowly'}
    first = DATA["vocabularies.csv"].split(b"\n")[1].decode().split(",")
    gone = f"{first[0]},{first[1]}"
    files = apply_changes(DATA, [Change("vocabularies", "mode,river", ADDED, after=names, follows="mode,road"),
                                 Change("vocabularies", gone, REMOVED)])  # fmt: skip
    lines = files["vocabularies.csv"].decode().split("\n")
    at = lines.index('mode,river,river,"by ""boat"", slowly"')
    assert lines[at - 1].startswith("mode,road,")
    assert [line for line in DATA["vocabularies.csv"].decode().split("\n") if line not in lines] == [
        ",".join(first)
    ] or len(first) > 4
    told = {(change.kind, change.row_id): change for change in read_changes(DATA, files)}
    assert set(told) == {(ADDED, "mode,river"), (REMOVED, gone)}
    assert told[ADDED, "mode,river"].follows == "mode,road"
    assert ("meaning", "", 'by "boat", slowly') in list(told[ADDED, "mode,river"].list_cells())


def test_a_row_is_added_below_a_file_without_a_last_line_end():
    files = DATA | {"events.csv": b"event_id,title\r\nS01,a"}
    added = apply_changes(files, [Change("events", "S02", ADDED, after={"event_id": "S02", "title": "b"})])
    assert added["events.csv"] == b"event_id,title\r\nS01,a\r\nS02,b"


ROWS = st.dictionaries(
    st.sampled_from("ABCDEFG"),
    st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), max_size=4),
    min_size=1,
)


def to_file(rows):
    return DATA | {"gaps.csv": read_raw("gaps", b"gap_id,gap\n").write() + b"".join(
        f'{key},"{cell.replace(chr(34), chr(34) * 2)}"\n'.encode() for key, cell in rows.items())}  # fmt: skip


@given(ROWS, ROWS)
def test_what_is_read_from_two_states_makes_the_second_out_of_the_first(before, after):
    older, newer = to_file(before), to_file(after)
    changes = read_changes(older, newer)
    assert read_changes(apply_changes(older, changes), newer) == ()
    assert bool(changes) == (read_changes(newer, older) != ())


REFUSED = [
    (
        Change("dwell", "D001", CHANGED, {"hours": "9"}, {"hours": "4.6"}),
        StaleDraftError,
        "changed meanwhile: hours is",
    ),
    (Change("dwell", "D9999", CHANGED, {}, {"hours": "1"}), StaleDraftError, "no longer"),
    (Change("dwell", "D9999", REMOVED), StaleDraftError, "no longer"),
    (Change("dwell", "D001", ADDED, after={"dwell_id": "D001"}), StaleDraftError, "already"),
    (Change("dwell", "D9999", ADDED, after={"dwell_id": "D9998"}), EditingError, "its own id"),
    (Change("dwell", "", ADDED, after={"hours": "1"}), EditingError, "its own id"),
    (Change("dwell", "D001", CHANGED, {}, {"dwell_id": "D002"}), EditingError, "its own id"),
    (Change("dwell", "D001", CHANGED, {}, {"days": "1"}), EditingError, "no column days"),
    (Change("../dwell", "D001", CHANGED, {}, {"hours": "1"}), EditingError, "no table"),
    (Change("dwell", "D001", CHANGED, {}, {"note": "a\nb"}), EditingError, "one line"),
]


@pytest.mark.parametrize(("change", "error", "said"), REFUSED)
def test_what_cannot_be_made_is_refused_in_words(change, error, said):
    with pytest.raises(error, match=said):
        apply_changes(DATA, [change])


@pytest.mark.parametrize(
    "cell",
    ["=cmd|'/C calc'!A0", "<img src=x onerror=alert(1)>", "../../etc/passwd", "`${1}`", 'a"b,c;d', "-1+1", "İı 第"],
)
def test_hostile_text_is_kept_as_text(cell):
    note = read_raw("dwell", DATA["dwell.csv"])
    made = apply_changes(DATA, [Change("dwell", "D001", CHANGED, {"note": ""}, {"note": cell})])
    table = read_raw("dwell", made["dwell.csv"])
    assert table.cells(table.rows[1])["note"] == cell
    assert len(table.rows) == len(note.rows)


@pytest.mark.parametrize("cell", ["a\0b", "a\tb", "a\nb", "a\rb", "\x1b[31m", "\ud800", "x" * (MAX_CELL + 1)])
def test_what_is_no_text_of_one_line_is_refused(cell):
    with pytest.raises(EditingError):
        clean_cell(cell)


def test_a_story_and_a_file_that_is_gone_are_compared_as_a_whole():
    story = next(file for file in DATA if file.endswith(".toml"))
    after = DATA | {story: b"x"}
    del after["gaps.csv"]
    assert {(c.table, c.row_id, c.kind) for c in read_changes(DATA, after)} == {
        (story, "", CHANGED),
        ("gaps", "", REMOVED),
    }
