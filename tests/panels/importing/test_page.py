"""The page that brings in tables: nothing is taken that was not said, and everything is counted. The files are made up."""

from contextlib import closing

import pytest
from streamlit.testing.v1 import AppTest

from geo.editions.store import EditionStore
from geo.language import load_language
from geo.tables.folder_files import read_files
from panels.importing import page
from panels.shell.titles import list_desks
from tests.conftest import ROOT
from tests.limits import WAIT_S
from tests.pages.apps import html_of
from tests.pages.test_edit import AT, PEOPLE

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
    show_import(reader, "A clerk", FILES, save, "edit?tab=drafts")


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


def test_a_file_of_the_portal_is_known_compared_and_saved(bring):
    app = bring("cpmm.csv", cpmm("GEO,Road,Tsiteli Khidi,2023,2.8,57.1,97,160", "KGZ,Road,Torugart,2024,1.9,,30,"))
    assert app.selectbox[0].value == "recipe:cpmm"
    html = html_of(app)
    assert '<li data-kind="contradicts"><strong>1</strong>' in html
    assert '<li data-kind="new"><strong>1</strong>' in html
    assert '<tr data-row="2" data-kind="contradicts">' in html
    assert '57.1 <span class="note">2023, cpmm-portal-download</span>' in html
    assert '54.9 <span class="note"><code data-id="D023">D023</code>, 2023, cpmm-2023-bcp-indicators' in html
    app.button[0].click().run()
    assert [error.value for error in app.error] == ["Say why."]
    assert SAVED == []
    app.text_input[0].set_value("CPMM 2024")
    app.button[0].click().run()
    assert not app.exception
    ((files, reason),) = SAVED
    assert reason == "CPMM 2024"
    assert b"D251,torugart" in files["dwell.csv"]
    assert b"57.1" not in files["dwell.csv"]


def test_a_name_that_cannot_be_told_is_asked_and_its_answer_kept(bring):
    app = bring("cpmm.csv", cpmm("KAZ,Road,Nowhere,2024,3,,,"))
    assert '<li data-kind="asked"><strong>1</strong>' in html_of(app)
    (question,) = [one for one in app.selectbox if one.label.startswith("Nowhere")]
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


def test_who_has_signed_in_finds_the_way_to_the_tables(monkeypatch, tmp_path):
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
