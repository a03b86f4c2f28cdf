"""From files of others to changes of our tables. All files here are made up: none of their figures was measured."""

from dataclasses import replace
from types import MappingProxyType

import pytest

from geo.importing.__main__ import main
from geo.importing.answers import read_answers, write_questions
from geo.importing.difference import CONTRADICTS, FILLS, NEW, SAME, is_same
from geo.importing.facing import Facing
from geo.importing.headings import guess_header, guess_unit, make_recipe, match_columns
from geo.importing.names import COUNTRY, PLACE, TERM, Names, Written
from geo.importing.outcome import BESIDE, CHOICES, LEAVE, REPLACE, list_choices
from geo.importing.preview import Choices, preview
from geo.importing.reading import read_book
from geo.importing.rules import list_recipes, read_identities, read_recipe, read_units, read_words
from geo.records.registry import RECORDS
from geo.tables.folder_files import read_files
from geo.tables.header import headings_of
from tests.conftest import ROOT
from tests.geo.importing import made_up

HEADER = "country_code,transport_mode,bcp_name,year,tfi1_inbound_average,tfi1_outbound_average,tfi2_inbound_average,tfi2_outbound_average"
BY_COUNTRY = "country_code,transport_mode,year,tfi1_overall_average,tfi2_overall_average,tfi4,swod"


@pytest.fixture(scope="module")
def files():
    return read_files(ROOT / "data")


@pytest.fixture(scope="module")
def names(catalogue):
    return Names(catalogue)


def cpmm(*rows, header=HEADER):
    return read_book("made up.csv", "\n".join([header, *rows]).encode())


@pytest.fixture(scope="module")
def look(catalogue, files):
    def ask(book, **more):
        return preview(book, Choices(book.sheets[0], 0, read_recipe("cpmm"), **more), catalogue, files)

    return ask


@pytest.mark.parametrize(("written", "found"), [
    (Written(COUNTRY, "KAZ"), ("KAZ",)),
    (Written(COUNTRY, "kz"), ("KAZ",)),
    (Written(COUNTRY, "Kazakistan"), ("KAZ",)),
    (Written(COUNTRY, "Қазақстан"), ("KAZ",)),
    (Written(COUNTRY, "Казахстан"), ("KAZ",)),
    (Written(COUNTRY, "PRC"), ("CHN",)),
    (Written(COUNTRY, "MON"), ()),
    (Written(PLACE, "Torugart", "KGZ", "road"), ("torugart",)),
    (Written(PLACE, "Torugart"), ("torugart", "torugart-cn")),
    (Written(PLACE, "KAPIKULE", "TUR", "rail"), ("kapikule", "kapikule-rail")),
    (Written(PLACE, "Khorgos", "CHN", "road"), ("khorgos-port-cn",)),
    (Written(PLACE, "Horgos", "CHN", "rail"), ("khorgos-cn-city",)),
    (Written(PLACE, "Baku (port)", "AZE", "road"), ("baku-port-alat",)),
    (Written(PLACE, "Торугарт", "KGZ", "road"), ("torugart",)),
    (Written(PLACE, "Torugart", "UZB"), ()),
])  # fmt: skip
def test_a_name_means_what_the_tables_say_or_is_asked(names, written, found):
    assert names.find(written) == found


def test_a_term_is_known_by_its_label_in_any_language(names):
    assert [names.term("mode", word) for word in ("Road", "karayolu", "ROAD", "wheel")] == ["road", "road", "road", ""]


def test_what_somebody_has_answered_comes_first(catalogue):
    asked = Written(PLACE, "Torugart", "", "")
    names = Names(catalogue, {asked: "torugart-cn", Written(TERM, "Wheels", "mode"): "road"})
    assert names.find(asked) == ("torugart-cn",)
    assert names.term("mode", "wheels") == "road"


def test_the_likeliest_places_are_offered(names):
    assert names.offer(Written(PLACE, "Konysbaev", "KAZ", "road"))[0] == "konysbayeva"


@pytest.mark.parametrize("heading", [
    "Post;Country;Mode;Year;Waiting time (min)", "Sınır kapısı;Ülke;Ulaştırma türü;Yıl;Bekleme süresi (dk)",
    "Пункт пропуска;Страна;Вид транспорта;Год;Время ожидания (мин)", "Өткізу пункті;Ел;Көлік түрі;Жыл;Күту уақыты (мин)",
])  # fmt: skip
def test_columns_are_known_by_their_names_in_four_languages(catalogue, names, heading):
    book = read_book("a.csv", f"A table\n\n{heading}\nTorugart;KGZ;road;2024;30\n".encode())
    (sheet,) = book.sheets
    header = guess_header(sheet)
    assert sheet.rows[header][0] == 3
    matched = match_columns(sheet, header, "dwell", catalogue, names)
    assert [one.target for one in matched] == ["place_id", "country", "mode", "year", "hours"]
    assert matched[-1].unit == "min"


def test_a_column_without_a_known_name_is_known_by_what_stands_in_it(catalogue, names):
    (sheet,) = read_book("a.csv", "Gate,When,X,Z\nTorugart,2024,outbound,5\nKapıkule,2023,inbound,6\n".encode()).sheets
    matched = match_columns(sheet, 0, "dwell", catalogue, names)
    assert [(one.target, one.how) for one in matched] == [
        ("place_id", "content"), ("year", "content"), ("direction", "content"), ("", ""),
    ]  # fmt: skip


@pytest.mark.parametrize(("heading", "unit"), [
    ("hours", "h"), ("Time, min", "min"), ("Время (ч)", "h"), ("Süre [gün]", "d"), ("Waiting time", ""), ("Time (parsecs)", ""),
])  # fmt: skip
def test_a_unit_is_read_off_the_heading_or_asked(heading, unit):
    assert guess_unit(heading, "hours", "hours") == unit


def brought(catalogue, files, raw, units):
    book = read_book("a.csv", raw)
    names = Names(catalogue)
    matched = match_columns(book.sheets[0], 0, "dwell", catalogue, names)
    told = {"scope": "bcp", "kind": "measured", "indicator": "tfi1", "edition": "made up", "confidence": "low"}
    recipe = make_recipe("dwell", matched, {}, told | {"source_id": "founding-text"}, units)
    return preview(book, Choices(book.sheets[0], 0, recipe), catalogue, files)


def test_another_unit_is_converted_and_one_that_is_not_named_is_asked(catalogue, files):
    raw = b"Post,Country,Mode,Direction,Year,Waiting time\nTorugart,KGZ,road,outbound,2024,90\n"
    asked = brought(catalogue, files, raw, {})
    assert [one.written for one in asked.converted.questions] == [Written("unit", "hours", "hours")]
    assert asked.converted.questions[0].offers == ("h", "min", "d")
    (row,) = brought(catalogue, files, raw, {"hours": "min"}).converted.rows
    assert (row.cells["hours"], row.cells["from_country"], row.cells["to_country"]) == ("1.5", "KGZ", "CHN")


def test_a_cpmm_file_is_told_same_new_and_contradicting(look):
    found = look(
        cpmm(
            "AZE,Road,Krasnyi Most,2023,5.2,16.5,72,40",
            "GEO,Road,Tsiteli Khidi,2023,2.8,57.1,97,160",
            "KGZ,Road,Torugart,2024,1.9,,30,",
        )
    )
    assert [(one.row.number, one.row.cells["direction"], one.kind) for one in found.compared] == [
        (2, "outbound", SAME), (2, "inbound", SAME), (3, "outbound", CONTRADICTS), (3, "inbound", SAME), (4, "inbound", NEW),
    ]  # fmt: skip
    against = found.compared[2]
    assert (against.held[0].row_id, against.held[0].cells["hours"], against.columns) == ("D023", "54.9", ("hours",))
    (source, new) = found.outcome.changes
    assert (source.table, new.after["dwell_id"], new.after["from_country"]) == ("sources", "D251", "CHN")
    assert found.outcome.files["dwell.csv"].startswith(b"dwell_id,")
    assert b"D023,tsiteli-khidi" in found.outcome.files["dwell.csv"]
    assert b"57.1" not in found.outcome.files["dwell.csv"]


@pytest.mark.parametrize(("choice", "kind"), [(BESIDE, "added"), (REPLACE, "changed")])
def test_a_contradiction_is_taken_only_when_somebody_says_so(look, choice, kind):
    found = look(cpmm("GEO,Road,Tsiteli Khidi,2023,,57.1,,160"), contradictions=choice)
    change = found.outcome.changes[-1]
    assert (change.kind, change.after["hours"]) == (kind, "57.1")
    if choice == REPLACE:
        assert change.before["hours"] == "54.9"
        assert change.after["source_id"].endswith("; cpmm-portal-download")


def test_each_contradiction_is_settled_by_itself_and_all_others_as_was_said_for_all(look):
    book = cpmm("GEO,Road,Tsiteli Khidi,2023,9.9,57.1,,", "AZE,Road,Krasnyi Most,2023,,17.5,,")
    found = look(book, contradictions=REPLACE, settled={"2": BESIDE, "2.2": LEAVE})
    assert [(one.id, one.kind) for one in found.compared] == [
        ("2", CONTRADICTS), ("2.2", CONTRADICTS), ("3", CONTRADICTS),
    ]  # fmt: skip
    (beside, replaced) = found.outcome.changes[1:]
    assert (beside.kind, beside.after["hours"]) == ("added", "57.1")
    assert (replaced.kind, replaced.after["hours"]) == ("changed", "17.5")
    assert [change.table for change in look(book).outcome.changes] == ["sources"]


def test_what_contradicts_only_a_row_of_the_same_file_cannot_take_the_place_of_ours(look):
    found = look(
        cpmm("KGZ,Road,Torugart,2024,1.9,,,", "KGZ,Road,Torugart,2024,2.9,,,", "GEO,Road,Tsiteli Khidi,2023,9.9,,,")
    )
    first, second, third = found.compared
    assert (first.kind, second.kind, third.kind) == (NEW, CONTRADICTS, CONTRADICTS)
    assert list_choices(second) == (LEAVE, BESIDE)
    assert list_choices(third) == CHOICES


@pytest.mark.parametrize(("settle", "status", "words"), [
    ("2=beside", 0, ""), ("3=beside", 2, "No row 3 of the file contradicts ours."), ("2=maybe", 2, "not maybe"), ("2", 2, "column=value"),
])  # fmt: skip
def test_the_command_settles_single_rows(tmp_path, capsys, settle, status, words):
    path = tmp_path / "made up.csv"
    path.write_text(f"{HEADER}\nGEO,Road,Tsiteli Khidi,2023,,57.1,,\nKGZ,Road,Torugart,2024,1.9,,30,\n")
    assert main(["cpmm", str(path), "--settle", settle, "--out", str(tmp_path / "new")]) == status
    assert words in capsys.readouterr().err
    if status == 0:
        assert b",57.1," in (tmp_path / "new" / "dwell.csv").read_bytes()


def test_a_blank_of_ours_is_filled_and_both_sources_stand(look):
    found = look(cpmm("KGZ,Road,Torugart,2020,,2.4,,35"))
    (one,) = found.compared
    assert (one.kind, one.held[0].row_id, one.columns) == (FILLS, "D030", ("cost_usd",))
    assert found.outcome.changes[-1].after["source_id"] == "cpmm-2022-kyrgyz-republic; cpmm-portal-download"


def test_means_of_countries_become_dwell_and_speeds(look):
    found = look(cpmm("KAZ,Road,2024,5.5,60,22.1,44.2", header=BY_COUNTRY))
    assert [(one.row.table, one.row.cells.get("direction"), one.kind) for one in found.compared] == [
        ("dwell", "all", NEW), ("speeds", None, NEW),
    ]  # fmt: skip
    assert found.compared[1].row.cells["swd_kmh"] == "22.1"
    assert not found.outcome.faulty


def test_what_the_check_refuses_is_told_by_row_and_left_out(look):
    found = look(cpmm("KAZ,Road,Tazhen,2024,9999,1,,", "UZB,Road,Yallama,2024,1,x,,", "UZB,Road,Dautota,2024,1,,,"))
    assert {number: faults[0].column for number, faults in found.outcome.faulty.items()} == {2: "hours", 3: "hours"}
    assert [change.after["place_id"] for change in found.outcome.changes if change.table == "dwell"] == ["dautota"]
    assert found.count() == {"same": 0, "new": 1, "fills": 0, "contradicts": 0, "faulty": 4, "asked": 0, "unused": 0}


def test_what_cannot_be_told_is_asked_once_and_remembered(look):
    book = cpmm("MON,Road,Nowhere,2024,1,2,,", "MON,Road,Nowhere,2023,1,2,,", "KAZ,Road,Nowhere,2024,3,,,")
    found = look(book)
    assert [(one.written, one.rows) for one in found.converted.questions] == [
        (Written(COUNTRY, "MON"), (2, 3)), (Written(PLACE, "Nowhere", "KAZ", "road"), (4,)),
    ]  # fmt: skip
    assert found.outcome.changes == found.outcome.changes[:1]
    answers = {Written(PLACE, "Nowhere", "KAZ", "road"): "beyneu"}
    answered = look(book, answers=answers, who="A clerk", day="2026-11-28")
    kept = [change.after for change in answered.outcome.changes if change.table == "crosswalk"]
    assert [(row["written"], row["place_id"], row["decided_by"]) for row in kept] == [("Nowhere", "beyneu", "A clerk")]
    assert [one.row.cells["place_id"] for one in answered.compared] == ["beyneu"]


def test_a_post_without_one_facing_country_is_said(look):
    found = look(cpmm("KAZ,Road,Kuryk (port),2024,0.5,0.9,,"))
    assert [(note.row, note.value) for note in found.converted.notes] == [(2, "kuryk-port")]
    assert "from_country" not in found.compared[0].row.cells


def test_a_post_that_faces_two_countries_says_neither(catalogue):
    (row,) = [one for one in catalogue.crossings if one.post_a == "red-bridge"]
    two = (row, replace(row, post_b="torugart"))
    cells = {"place_id": "red-bridge", "mode": "road", "direction": "outbound", "country": "AZE"}
    assert len(Facing(replace(catalogue, crossings=two, dwell=())).fill(dict(cells), "a.csv", 2)) == 1
    told = dict(cells)
    assert Facing(replace(catalogue, crossings=two[:1], dwell=())).fill(told, "a.csv", 2) == []
    assert (told["from_country"], told["to_country"]) == ("AZE", "GEO")


def test_rows_of_no_use_are_counted(look):
    assert look(cpmm("KAZ,Road,Tazhen,2024,,,,", "KAZ,Road,Tazhen,2024,1,,,")).converted.unused == (2,)


@pytest.mark.parametrize(("theirs", "ours", "same"), [
    ("4.5", "4.5", True), ("4.50", "4.5", True), ("4.4736", "4.5", True), ("4.44", "4.5", False), ("5", "4.5", False),
    ("1256.1", "1256", True), ("x", "x", True), ("x", "1", False), ("NaN", "1", False),
])  # fmt: skip
def test_numbers_are_the_same_to_the_digits_of_ours(theirs, ours, same):
    assert is_same(theirs, ours) is same


def test_the_rules_name_columns_and_terms_that_there_are(catalogue):
    for table, identity in read_identities().items():
        assert set(identity.same) | set(identity.compared) <= set(headings_of(table))
    every = {heading for table in RECORDS for heading in headings_of(table)}
    assert set(read_words()) <= every
    assert set(read_units()) <= {column.unit for column in catalogue.dictionary}
    for name in list_recipes():
        for making in read_recipe(name).makings:
            assert set(making.cells) | set(making.constants) <= set(headings_of(making.table))


def test_questions_come_back_as_answers(look):
    found = look(cpmm("MON,Road,X,2024,1,2,,", "KAZ,Road,Nowhere,2024,3,,,"))
    raw = write_questions(found.converted.questions).decode().replace("Nowhere,KAZ,road,", "Nowhere,KAZ,road,beyneu")
    assert read_answers(raw.encode()) == {Written(PLACE, "Nowhere", "KAZ", "road"): "beyneu"}


def test_the_command_says_what_would_become_and_writes_only_when_asked(tmp_path, capsys):
    path = tmp_path / "made up.csv"
    path.write_text(f"{HEADER}\nGEO,Road,Tsiteli Khidi,2023,2.8,57.1,97,160\nKGZ,Road,Torugart,2024,1.9,,30,\n")
    assert main(["cpmm", str(path), "--dry-run"]) == 0
    said = capsys.readouterr().out
    assert "1 same, 1 new, 0 fills, 1 contradicts, 0 faulty" in said
    assert "hours 57.1 (2023, cpmm-portal-download); D023 has hours 54.9 (2023, cpmm-2023-bcp-indicators" in said
    assert main(["cpmm", str(path), "--out", str(tmp_path / "new")]) == 0
    assert "D251,torugart," in (tmp_path / "new" / "dwell.csv").read_text(encoding="utf-8")


def test_the_command_keeps_a_draft(tmp_path, capsys):
    path = tmp_path / "made up.csv"
    path.write_text(f"{HEADER}\nKGZ,Road,Torugart,2024,1.9,,30,\n")
    store = str(tmp_path / "editions.sqlite")
    assert main(["cpmm", str(path), "--store", store, "--who", "A clerk", "--why", "CPMM 2024"]) == 0
    assert "Kept as draft 1 of edition 1." in capsys.readouterr().out


@pytest.mark.parametrize(("rows", "more", "status", "words"), [
    ("KAZ,Road,Nowhere,2024,3,,,", [], 1, "asked: what is place Nowhere"),
    ("KAZ,Road,Tazhen,2024,9999,,,", [], 1, "expected a number from 0 to 1000"),
    ("KAZ,Road,Tazhen,2024,9,,,", ["--sheet", "x"], 2, "no sheet x"),
    ("KAZ,Road,Tazhen,2024,9,,,", ["--header", "9"], 2, "no row 9"),
])  # fmt: skip
def test_the_status_says_whether_something_is_left(tmp_path, capsys, rows, more, status, words):  # noqa: PLR0913, PLR0917 - a case
    path = tmp_path / "a.csv"
    path.write_text(f"{HEADER}\n{rows}\n")
    assert main(["cpmm", str(path), "--dry-run", *more]) == status
    told = capsys.readouterr()
    assert words in told.out + told.err


VISITS = ["visit_id", "site_id", "country", "place_as_written", "date", "confidence"]
VISIT = ["V11", "torugart", "KGZ", "Torugart", "2024-06-01", "high"]


@pytest.mark.parametrize(("sheets", "words"), [
    ({"Report": [VISITS, VISIT]}, "0 same, 1 new"),
    ({"visits": [["Visits of 2024"], [], VISITS, VISIT]}, "The columns are named in row 3"),
    ({"visits": [VISITS]}, "No row stands below the names of the columns."),
    ({"visits": [[*VISITS[:3], "", *VISITS[4:]], VISIT]}, "Column D has no heading, so its cells are not read; the first is in row 2."),
    ({"visits": [VISITS, VISIT], "Notes": [["x"], ["y"]]}, "Only the sheet visits is read; others, with their numbers of rows: Notes (2)."),
    ({"visits": [VISITS, [*VISIT[:4], 45413, "high"]]}, 'row 2 of the file: visits.csv, row 12, column date: "45413"'),
    ({"visits": [VISITS, [*VISIT[:2], '=UPPER("kgz")', *VISIT[3:]]]}, "a formula stands here, not its result; write the value"),
], ids=["a sheet of another name", "a title above", "a header alone", "a merged header", "two sheets", "a day number", "a formula"])  # fmt: skip
def test_a_workbook_of_visits_is_read_and_what_is_not_is_said(tmp_path, capsys, sheets, words):
    path = tmp_path / "report.xlsx"
    path.write_bytes(made_up.workbook(sheets))
    main([str(path), "--table", "visits", "--source", "founding-text", "--dry-run"])
    assert words in capsys.readouterr().out


def test_a_workbook_with_macros_is_read_without_them(tmp_path, capsys):
    path = tmp_path / "report.xlsm"
    path.write_bytes(made_up.repacked(made_up.workbook({"visits": [VISITS, VISIT]}), "xl/vbaProject.bin", b"x"))
    main([str(path), "--table", "visits", "--source", "founding-text", "--dry-run"])
    assert "0 same, 1 new" in capsys.readouterr().out


def test_a_file_of_the_wrong_kind_is_a_status_of_its_own(tmp_path, capsys):
    (tmp_path / "a.xlsx").write_text("x")
    assert main([str(tmp_path / "a.xlsx"), "--table", "dwell", "--dry-run"]) == 2
    assert "a.xlsx: The file is not what its name says: it is no XLSX file" in capsys.readouterr().err


def test_a_recipe_with_another_source_does_not_add_one(catalogue, files):
    book = cpmm("KGZ,Road,Torugart,2024,1.9,,30,")
    recipe = replace(read_recipe("cpmm"), source=MappingProxyType({"source_id": "founding-text"}))
    found = preview(book, Choices(book.sheets[0], 0, recipe), catalogue, files)
    assert [change.table for change in found.outcome.changes] == ["dwell"]
