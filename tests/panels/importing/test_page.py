"""The page that brings in tables: nothing is taken that was not said, and everything is counted. The files are made up."""

import re
from contextlib import closing

import pytest
from streamlit.testing.v1 import AppTest

from geo.editing.cell_names import name_cells
from geo.editions.store import EditionStore
from geo.importing.outcome import BESIDE, LEAVE, REPLACE
from geo.language import load_language
from geo.tables.folder_files import read_files
from panels.editions import desk
from panels.importing import page, settling
from panels.shell.titles import list_desks
from tests.conftest import ROOT
from tests.geo.editions.test_draft_faults import every_connection
from tests.geo.importing import made_up
from tests.limits import WAIT_S
from tests.pages.apps import html_of
from tests.pages.test_edit import AT, PEOPLE, forget

HEADER = "country_code,transport_mode,bcp_name,year,tfi1_inbound_average,tfi1_outbound_average,tfi2_inbound_average,tfi2_outbound_average"
SAVED = []


def script():
    from geo.language import load_language  # noqa: PLC0415 - runs as a script of its own
    from panels.data import read_data  # noqa: PLC0415 - as above
    from panels.importing.page import show_import  # noqa: PLC0415 - as above
    from panels.reader import Reader  # noqa: PLC0415 - as above
    from panels.view import list_codes  # noqa: PLC0415 - as above
    from tests.panels.importing.test_page import FILES, save  # noqa: PLC0415 - as above

    catalogue, entries = read_data()
    reader = Reader(catalogue, entries, list_codes(catalogue, entries), load_language("en"))
    show_import(reader, "A clerk", FILES, save, "edit?draft={}".format)


FILES = read_files(ROOT / "data")


def save(files, reason):
    SAVED.append((files, reason))
    return len(SAVED)


@pytest.fixture
def bring(monkeypatch):
    SAVED.clear()

    def begin(name, raw):
        monkeypatch.setattr(page, "take_file", lambda _language: (f"{name}{len(raw)}", name, raw))
        app = AppTest.from_function(script, default_timeout=WAIT_S)
        app.run()
        assert not app.exception
        return app

    return begin


def cpmm(*rows):
    return "\n".join([HEADER, *rows]).encode()


def button(app, label):
    (found,) = [one for one in app.button if one.label == label]
    return found


UNREAD = {
    "Only the sheet Report is read; others, with their numbers of rows: Notes (2), Old (1).",
    "Column C has no heading, so its cells are not read; the first is in row 2.",
}


def test_what_of_a_workbook_is_not_read_is_said(bring):
    header, rows = HEADER.split(","), [one.split(",") for one in AGAINST]
    header[2] = ""
    raw = made_up.workbook({"Report": [header, *rows], "Notes": [["x"], ["y"]], "Old": [["z"]]})
    html = html_of(bring("cpmm.xlsx", raw))
    assert "<h3>What of the file is not read</h3>" in html
    assert set(re.findall(r"<li>([^<]*)</li>", html.partition("import-unread")[2].partition("</ul>")[0])) == UNREAD


def test_of_a_file_that_is_read_whole_nothing_is_said(bring):
    assert "import-unread" not in html_of(bring("cpmm.csv", cpmm(*AGAINST)))


AGAINST = ("GEO,Road,Tsiteli Khidi,2023,9.9,57.1,,", "AZE,Road,Krasnyi Most,2023,,17.5,,")


def test_contradictions_are_settled_row_by_row(bring):
    app = bring("cpmm.csv", cpmm(*AGAINST))
    html = html_of(app)
    assert all(f'data-settle="{name}"' in html for name in ("2", "2.2", "3"))
    assert 'data-settled="0" data-contradictions="3"' in html
    about = "Hours and costs at posts · border crossing point · Tsiteli Khidi · Georgia · road · outbound"
    assert f"{about} · 2023" in html
    for name, choice in {"2": BESIDE, "2.2": LEAVE, "3": REPLACE}.items():
        app.radio(key=f"import-settle-each-{name}").set_value(choice)
    button(app, "Settle these rows").click().run()
    assert not app.exception
    assert 'data-settled="3"' in html_of(app)
    app.text_input[0].set_value("row by row")
    button(app, "Save as a draft").click().run()
    ((files, _),) = SAVED
    rows = {line.split(b",")[0]: line for line in files["dwell.csv"].splitlines()}
    assert b",54.9," in rows[b"D023"]
    assert b",57.1," in rows[b"D251"]
    assert b",17.5," in rows[b"D079"]
    assert b"9.9,," not in files["dwell.csv"].replace(FILES["dwell.csv"], b"")


def test_what_a_row_is_about_is_named_in_the_readers_language(catalogue):
    name = name_cells(catalogue, load_language("kk"))
    row = {"scope": "bcp", "place_id": "torugart", "country": "KGZ", "direction": "outbound", "year": "2023"}
    said = [name("dwell", heading, cell) for heading, cell in row.items()]
    assert said == [
        "шекара өткізу пункті",
        "Торуғарт",
        "Қырғызстан",
        "шығу",
        "2023",
    ]
    assert name("places", "modes", "road; rail") == "автожол, теміржол"
    assert name("journeys", "both_ways", "yes") == "иә"
    assert name("dwell", "no_such_column", "KGZ") == "KGZ"


def test_a_choice_for_all_settles_the_rest_and_one_row_can_differ(bring):
    app = bring("cpmm.csv", cpmm(*AGAINST))
    app.radio(key="import-settle-each-3").set_value(BESIDE)
    button(app, "Settle these rows").click().run()
    assert 'data-settled="1"' in html_of(app)
    app.radio(key="import-contradictions").set_value(REPLACE).run()
    assert 'data-settled="3"' in html_of(app)
    assert {app.radio(key=f"import-settle-replace-{name}").value for name in ("2", "2.2", "3")} == {REPLACE}
    app.radio(key="import-settle-replace-2").set_value(LEAVE)
    button(app, "Settle these rows").click().run()
    app.text_input[0].set_value("all but one")
    button(app, "Save as a draft").click().run()
    assert b",57.1," not in SAVED[0][0]["dwell.csv"]
    assert b",17.5," in SAVED[0][0]["dwell.csv"]


def test_a_long_list_is_walked_through_in_parts_and_what_was_settled_stays(bring, monkeypatch):
    monkeypatch.setattr(settling, "AT_ONCE", 2)
    app = bring("cpmm.csv", cpmm(*AGAINST))
    assert 'data-settle="3"' not in html_of(app)
    for name in ("2", "2.2"):
        app.radio(key=f"import-settle-each-{name}").set_value(LEAVE)
    button(app, "Settle these rows").click().run()
    app.selectbox(key="import-settle-part").select_index(1).run()
    html = html_of(app)
    assert 'data-settle="3"' in html
    assert 'data-settle="2"' not in html
    assert 'data-settled="2"' in html
    app.radio(key="import-settle-each-3").set_value(BESIDE)
    button(app, "Settle these rows").click().run()
    assert 'data-settled="3"' in html_of(app)


def test_another_reading_of_the_file_forgets_what_was_settled(bring):
    app = bring("cpmm.csv", cpmm(*AGAINST))
    app.radio(key="import-settle-each-3").set_value(BESIDE)
    button(app, "Settle these rows").click().run()
    assert 'data-settled="1"' in html_of(app)
    app.selectbox[1].select_index(1).run()
    app.selectbox[1].select_index(0).run()
    assert not app.exception
    assert 'data-settled="0"' in html_of(app)


def test_a_file_of_the_portal_is_known_compared_and_saved(bring):
    app = bring("cpmm.csv", cpmm("GEO,Road,Tsiteli Khidi,2023,2.8,57.1,97,160", "KGZ,Road,Torugart,2024,1.9,,30,"))
    assert app.selectbox[0].value == "recipe:cpmm"
    html = html_of(app)
    assert '<li data-kind="contradicts"><strong>1</strong>' in html
    assert '<li data-kind="new"><strong>1</strong>' in html
    assert '<tr data-row="2" data-kind="contradicts"><th scope="row">2 <span class="note">border crossing p' in html
    assert '57.1 <span class="note">2023, CAREC CPMM ' in html
    assert (
        '54.9 <span class="note"><code data-id="D023">D023</code>, 2023, CAREC CPMM 2023: indicators by border' in html
    )
    assert [one.value for one in app.info] == [
        "1 row that contradicts ours is not settled yet: choose for it, or for all."
    ]
    assert app.text_input.values == []
    app.radio(key="import-contradictions").set_value(LEAVE).run()
    button(app, "Save as a draft").click().run()
    assert [error.value for error in app.error] == ["Say why."]
    assert SAVED == []
    app.text_input[0].set_value("CPMM 2024")
    button(app, "Save as a draft").click().run()
    assert not app.exception
    ((files, reason),) = SAVED
    assert reason == "CPMM 2024"
    assert b"D251,torugart" in files["dwell.csv"]
    assert b"57.1" not in files["dwell.csv"]


def test_a_name_that_cannot_be_told_is_asked_and_its_answer_kept(bring):
    app = bring("cpmm.csv", cpmm("KAZ,Road,Nowhere,2024,3,,,"))
    assert '<li data-kind="asked"><strong>1</strong>' in html_of(app)
    (question,) = [one for one in app.selectbox if one.label.startswith("Nowhere")]
    assert question.label == "Nowhere (Kazakhstan, road) – 1 row"
    question.select_index(next(i for i, one in enumerate(question.options) if one.endswith("(beyneu)"))).run()
    assert not app.exception
    assert '<li data-kind="new"><strong>1</strong>' in html_of(app)
    app.text_input[0].set_value("CPMM 2024")
    app.button[0].click().run()
    ((files, _),) = SAVED
    assert b"place,Nowhere,KAZ,road,beyneu,A clerk," in files["crosswalk.csv"]


def test_columns_and_units_of_another_table_can_be_corrected(bring):
    app = bring("a.csv", b"Post,Country,Mode,Direction,Year,Waiting time\nTorugart,KGZ,road,outbound,2024,90\n")
    chosen = {one.key: one.value for one in app.selectbox if one.key}
    assert chosen["import-column-5"] == "hours"
    assert chosen["import-unit-5-hours"] == ""
    assert '<li data-kind="asked"><strong>1</strong>' in html_of(app)
    app.selectbox(key="import-unit-5-hours").set_value("min").run()
    assert '<li data-kind="faulty"><strong>1</strong>' in html_of(app)
    for name, value in {
        "scope": "bcp",
        "kind": "measured",
        "indicator": "tfi1",
        "source_id": "founding-text",
        "confidence": "low",
    }.items():
        app.selectbox(key=f"import-each-{name}").set_value(value)
    app.text_input(key="import-each-edition").set_value("made up").run()
    assert not app.exception
    assert '<li data-kind="new"><strong>1</strong>' in html_of(app)
    assert app.selectbox(key="import-each-scope").options[1] == "bcp · border crossing point"
    assert app.selectbox(key="import-each-scope").help == "What the figure is of. Technical name: scope"
    assert app.selectbox(key="import-each-scope").label == "Scope *"


def test_what_stands_in_each_row_is_asked_only_where_something_is_left_to_say(bring):
    heading = "What stands in each row"
    whole = b"Post,Country,Mode,Direction,Year,Waiting time (h),Scope,Kind,Indicator,Edition,Source,Confidence\n"
    cells = b"Torugart,KGZ,road,outbound,2024,1.5,bcp,measured,tfi1,made up,founding-text,low\n"
    assert heading not in [one.value for one in bring("whole.csv", whole + cells).subheader]
    less = bring("less.csv", whole.replace(b",Confidence", b"") + cells.replace(b",low", b""))
    assert heading in [one.value for one in less.subheader]


@pytest.mark.parametrize(("name", "raw", "words"), [
    ("a.xlsx", b"x", "it is no XLSX file"), ("a.csv", b"<html><p>x", "web page"), ("a.csv", b" ", "empty"),
])  # fmt: skip
def test_a_hostile_file_is_an_error_in_words(bring, name, raw, words):
    app = bring(name, raw)
    assert words in app.error[0].value


def test_what_a_file_says_is_text_and_nothing_else(bring):
    app = bring(
        "a.csv",
        cpmm(
            "GEO,Road,Tsiteli Khidi,2023,<img src=x onerror=alert(1)>,57.1,,160",
            "GEO,Road,<script>alert(1)</script>,2024,1,,,",
        ),
    )
    html = html_of(app)
    assert "<img" not in html
    assert "<script>" not in html


@pytest.mark.parametrize("setting", ["EDITING", "CARAVANSERAI_EDITIONS"])
def test_without_the_settings_there_is_no_page(monkeypatch, setting, tmp_path):
    monkeypatch.setenv("CARAVANSERAI_EDITIONS", str(tmp_path / "editions.sqlite"))
    monkeypatch.setenv("EDITING", "1")
    assert "import" in list_desks(load_language("en"))
    monkeypatch.delenv(setting)
    assert "import" not in list_desks(load_language("en"))


def door():
    from geo.language import load_language  # noqa: PLC0415 - runs as a script of its own
    from panels.data import read_data  # noqa: PLC0415 - as above
    from panels.importing.door import show_door  # noqa: PLC0415 - as above
    from panels.reader import Reader  # noqa: PLC0415 - as above
    from panels.view import Codes  # noqa: PLC0415 - as above

    show_door(Reader(*read_data(), Codes((), (), (), ()), load_language("en")))


def test_who_has_not_signed_in_sees_no_upload(monkeypatch, tmp_path):
    monkeypatch.setenv("CARAVANSERAI_EDITIONS", str(tmp_path / "editions.sqlite"))
    monkeypatch.setenv("EDITING", "1")
    app = AppTest.from_function(door, default_timeout=WAIT_S).run()
    assert not app.exception
    assert [one.value for one in app.title] == ["Bring in a table"]
    assert app.get("file_uploader") == []
    assert app.warning[0].value.startswith("No one can sign in yet")


def test_who_has_signed_in_is_named_and_finds_the_way_to_the_tables_and_out(monkeypatch, tmp_path):
    address = str(tmp_path / "editions.sqlite")
    monkeypatch.setenv("CARAVANSERAI_EDITIONS", address)
    monkeypatch.setenv("EDITING", "1")
    (tmp_path / "editors.toml").write_text(PEOPLE, encoding="utf-8")
    monkeypatch.setenv("EDITORS", str(tmp_path / "editors.toml"))
    with closing(EditionStore(address)) as store:
        store.record(FILES, AT)
    app = AppTest.from_function(door, default_timeout=WAIT_S)
    app.session_state["_editor"] = "Ayşe"
    assert not app.run().exception
    assert '<a href="edit?" target="_self" data-desk>Edit the tables</a>' in html_of(app)
    assert [one.value for one in app.markdown] == ["Signed in: Ayşe"]
    monkeypatch.setattr(page, "take_file", lambda _language: ("a", "cpmm.csv", cpmm(*AGAINST)))
    assert "_import-file" in app.run().session_state
    button(app, "Sign out").click().run()
    assert "_editor" not in app.session_state
    assert "_import-file" not in app.session_state
    assert [one.label for one in app.text_input] == ["Name", "Password"]


def test_who_approves_is_told_of_drafts_that_wait_and_led_to_them(monkeypatch, tmp_path):
    (tmp_path / "editors.toml").write_text(PEOPLE, encoding="utf-8")
    settings = {"CARAVANSERAI_EDITIONS": str(tmp_path / "editions.sqlite"), "EDITING": "1"}
    for name, value in {**settings, "EDITORS": str(tmp_path / "editors.toml")}.items():
        monkeypatch.setenv(name, value)
    forget()
    stores = desk.open_stores()
    stores.editions.record(FILES, AT)
    changed = {**FILES, "dwell.csv": FILES["dwell.csv"].replace(b",4.5,", b",4.6,", 1)}
    stores.drafts.propose(stores.drafts.save(changed, AT, base=1, author="Ayşe", reason="made up"))
    app = AppTest.from_function(door, default_timeout=WAIT_S)
    app.session_state["_editor"] = "Bolat"
    app.run()
    assert '<a href="edit?tab=drafts" target="_self" data-desk>1 draft waits for your approval</a>' in html_of(app)
    forget()


@pytest.mark.parametrize("words", ["PRAGMA max_page_count=1", "PRAGMA query_only=1"], ids=["full", "read-only"])
def test_a_draft_that_cannot_be_saved_is_told_and_can_be_saved_later(monkeypatch, tmp_path, words):
    address = str(tmp_path / "editions.sqlite")
    (tmp_path / "editors.toml").write_text(PEOPLE, encoding="utf-8")
    for name, value in {"CARAVANSERAI_EDITIONS": address, "EDITING": "1"}.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setenv("EDITORS", str(tmp_path / "editors.toml"))
    forget()
    with closing(EditionStore(address)) as store:
        store.record(FILES, AT)
    raw = cpmm("KGZ,Road,Torugart,2024,1.9,,30,")
    monkeypatch.setattr(page, "take_file", lambda _language: ("a", "cpmm.csv", raw))
    app = AppTest.from_function(door, default_timeout=WAIT_S)
    app.session_state["_editor"] = "Ayşe"
    app.run()
    app.text_input[0].set_value("CPMM 2024")
    with every_connection(desk.open_stores().drafts, words):
        button(app, "Save as a draft").click().run()
    assert app.error[0].value.startswith("The database cannot be reached or written now. Nothing was saved")
    assert desk.open_stores().drafts.list_all() == ()
    button(app, "Save as a draft").click().run()
    assert not app.exception
    assert [one.reason for one in desk.open_stores().drafts.list_all()] == ["CPMM 2024"]
    forget()
