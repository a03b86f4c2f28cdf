"""The clerk's way: sign in, mend a cell, save, propose; a colleague approves; every page shows it; it is taken back."""

import datetime as dt
import re
from contextlib import closing

import pytest
from streamlit.runtime.scriptrunner_utils.script_run_context import ThreadState
from streamlit.testing.v1 import AppTest

from geo.editing.people import hash_password
from geo.editing.publishing import approve
from geo.editions.store import EditionStore
from geo.errors import EditingError
from geo.language import load_language
from geo.records.registry import RECORDS
from geo.tables.folder_files import read_files
from panels import data
from panels.edit import sign_in, table
from panels.edit.columns import describe, write_option
from panels.editions import desk, kept
from panels.optional import warn_once
from panels.palette import door
from panels.shell.titles import list_desks
from tests.conftest import ROOT
from tests.geo.editions.test_draft_faults import every_connection
from tests.limits import WAIT_S
from tests.pages.apps import html_of, new_app

AT = dt.datetime(2026, 11, 28, tzinfo=dt.UTC)
PASSWORD = "correct horse battery"  # noqa: S105 - of people who are made up
SECRET = hash_password(PASSWORD)
PEOPLE = "".join(
    f'[[editor]]\nname = "{name}"\nrole = "{role}"\npassword = "{SECRET}"\n'
    for name, role in (("Ayşe", "proposes"), ("Bolat", "approves"), ("Cem", "approves"), ("Dilek", "proposes"))
)

YES = {"kk": "иә", "ru": "да", "tr": "evet"}
NO = {"kk": "жоқ", "ru": "нет", "tr": "hayır"}


def forget():
    for one in (kept.open_store, kept._find, kept._read, kept._newest, kept._read_once, data._read, warn_once,
                desk._open_drafts, desk._read_editors, desk._read_draft, sign_in._tries):  # fmt: skip
        one.cache_clear()


@pytest.fixture
def editions(monkeypatch, tmp_path):
    path = str(tmp_path / "editions.sqlite")
    (tmp_path / "editors.toml").write_text(PEOPLE, encoding="utf-8")
    monkeypatch.setenv("CARAVANSERAI_EDITIONS", path)
    monkeypatch.setenv("EDITORS", str(tmp_path / "editors.toml"))
    monkeypatch.setenv("EDITING", "1")
    forget()
    with closing(EditionStore(path)) as store:
        store.record(read_files(ROOT / "data"), AT)
        yield store
    forget()


def edit_alone():
    """Show the page alone: every second run of AppTest goes around the entrance, and there a click is lost."""
    import streamlit as st  # noqa: PLC0415 - runs as a script of its own

    from geo.language import load_language  # noqa: PLC0415
    from panels.data import read_data  # noqa: PLC0415
    from panels.edit.page import show_edit  # noqa: PLC0415
    from panels.reader import Reader  # noqa: PLC0415
    from panels.ui.address import note_address  # noqa: PLC0415
    from panels.view import Codes  # noqa: PLC0415

    note_address()
    language = load_language(st.query_params.get("lang", "en"))
    show_edit(Reader(*read_data(), Codes((), (), (), ()), language))


def open_edit(**query):
    return go(AppTest.from_function(edit_alone, default_timeout=WAIT_S), **query)


def again(app):
    app.run()
    assert not app.exception
    return app


def enter(app, name, password=PASSWORD):
    app.text_input[0].set_value(name)
    app.text_input[1].set_value(password)
    button(app, "Sign in").click()
    return again(app)


def button(app, label):
    (found,) = [one for one in app.button if one.label == label]
    return found


def labels(app):
    return [one.label for one in app.button]


def press(app, label):
    button(app, label).click()
    return again(app)


def go(app, **query):
    for name, value in query.items():
        app.query_params[name] = value
    return again(app)


def mend(app, value):
    go(app, tab="row", table="dwell")
    go(app, row="D001")
    app.text_input(key="edit-cell-dwell-D001-hours").set_value(value)
    return press(app, "Take this row")


def save(app, reason="CPMM 2024"):
    next(one for one in app.text_input if one.label == "Why these changes?").set_value(reason)
    return press(app, "Save as draft")


def test_from_a_mended_cell_to_every_page_and_back(editions):
    clerk = mend(enter(open_edit(), "Ayşe"), "4.6")
    assert ">4.5</td>" in html_of(clerk)
    assert "finds nothing wrong" in html_of(clerk)
    press(save(clerk), "Propose")
    assert 'data-state="proposed"' in html_of(clerk)
    assert "Approve and publish" not in labels(clerk)
    assert [one.value for one in clerk.info] == ["Another person approves it: Bolat and Cem."]

    head = enter(open_edit(), "Bolat")
    assert ">1 draft waits for your approval</a>" in html_of(head)
    press(go(head, tab="drafts"), "Approve and publish")
    assert head.success[0].value.startswith("Published as edition 2.")
    assert "waits for your approval" not in html_of(head)
    assert not again(head).success
    newest = editions.find_newest()
    assert (newest.number, newest.author, newest.approver, newest.reason) == (2, "Ayşe", "Bolat", "CPMM 2024")
    assert data.read_data()[0].cells["dwell"]["hours"][0] == "4.6"

    press(go(clerk, tab="editions"), "Take it back")
    press(clerk, "Propose")
    press(go(head, tab="drafts"), "Approve and publish")
    assert editions.find_newest().number == 3
    assert editions.read(3) == editions.read(1)


def test_what_a_reader_does_by_hand_changes_nothing(editions):
    """The address names an editor's draft and its step; a proposer approves; an approval is sent again."""
    clerk = mend(enter(open_edit(), "Ayşe"), "4.6")
    press(save(clerk), "Propose")
    reader = go(open_edit(), tab="drafts", draft="1", editor="Bolat", edition="draft-1")
    reader.session_state["edit-step-Approve and publish"] = True
    assert labels(again(reader)) == ["Sign in"]
    other = go(enter(open_edit(), "Dilek"), tab="drafts", draft="1")
    assert not {"Approve and publish", "Withdraw", "Go on writing"} & set(labels(other))

    proposed = desk.open_stores().drafts.find(1)
    people = {one.name: one for one in desk.list_editors()}
    for name in ("Ayşe", "Dilek"):
        with pytest.raises(EditingError, match="another person"):
            approve(desk.open_stores(), proposed, AT, people[name], tuple(people.values()))
    press(go(enter(open_edit(), "Bolat"), tab="drafts"), "Approve and publish")
    with pytest.raises(EditingError):
        approve(desk.open_stores(), proposed, AT, people["Cem"], tuple(people.values()))
    assert [one.number for one in editions.list_all()] == [2, 1]


def test_the_word_about_a_new_edition_moves_nothing_on_an_open_page(editions):
    """Streamlit's browser knows an element by its place: what moved would be taken out, the map's frame too."""

    def places(app):
        return {at: (one.type, getattr(one, "key", None)) for at, one in app.main.children.items()}

    reader = again(again(new_app()))
    before = places(reader)
    changed = editions.read(1) | {"findings.csv": editions.read(1)["findings.csv"].replace(b",2023,", b",2021,", 1)}
    editions.record(changed, AT)
    kept.note_published()
    again(reader)
    assert "The data have changed since this page was opened." in html_of(reader)
    assert places(reader) == before


def test_why_a_draft_cannot_go_on_is_said(editions, tmp_path):
    alone = PEOPLE.replace('"approves"', '"proposes"')
    (tmp_path / "editors.toml").write_text(alone, encoding="utf-8")
    clerk = save(mend(enter(open_edit(), "Ayşe"), "4.6"))
    assert [one.value[:24] for one in clerk.info] == ["No one may approve it ye"]
    del editions


def test_links_between_the_desks_keep_the_language_of_the_address(editions):
    app = go(open_edit(), lang="kk")
    app.text_input[0].set_value("Ayşe")
    app.text_input[1].set_value(PASSWORD)
    app.button[0].click()
    assert 'href="import?lang=kk"' in html_of(again(app))
    del editions


def test_a_draft_is_seen_by_its_author_and_those_who_approve_alone(editions):
    save(mend(enter(open_edit(), "Ayşe"), "4.6"))
    for name, sees in (("Ayşe", True), ("Bolat", True), ("Dilek", False), ("", False)):
        app = new_app()
        app.session_state["_editor"] = name
        go(app, edition="draft-1")
        assert ('data-draft="1"' in html_of(app)) is sees
        assert ('data-hidden-draft="1"' in html_of(app)) is not sees
    assert editions.find_newest().number == 1


def test_what_is_made_from_a_draft_says_so(editions, monkeypatch):
    copied, list_words = [], door.list_words
    monkeypatch.setattr(door, "list_words", lambda one: copied.append(list_words(one)["copied"]) or list_words(one))
    save(mend(enter(open_edit(), "Ayşe"), "4.6"))
    app = new_app()
    app.session_state["_editor"] = "Ayşe"
    app.switch_page("pages/sources.py")
    assert "Data version draft-1." in html_of(go(app, edition="draft-1"))
    assert "leads to a draft" in copied[-1]
    assert "Data version draft-1." not in html_of(go(app, edition="newest"))
    assert copied[-1] == "Link copied"
    assert editions.find_newest().number == 1


def test_what_the_check_refuses_is_told_at_its_cell_in_the_readers_language_and_not_proposed(editions):
    clerk = mend(enter(open_edit(), "Ayşe"), "many")
    assert 'data-row="D001" data-column="hours"' in html_of(clerk)
    assert "(TFI1)</span>: <span>&#34;many&#34; – expected a number from 0 to 1000 (hours)." in html_of(clerk)
    assert "Hücre" in html_of(go(clerk, lang="tr")) or "Satır" in html_of(clerk)
    save(go(clerk, lang="en"))
    assert button(clerk, "Propose").disabled
    assert editions.find_newest().number == 1


def test_what_is_blank_in_the_grid_is_blank_on_the_screen_and_the_grid_has_a_name(editions):
    del editions
    (grid,) = go(enter(open_edit(), "Ayşe"), tab="").dataframe
    assert grid.proto.HasField("placeholder")  # else a row that is added says "None"
    assert grid.proto.placeholder == ""
    assert grid.proto.alt == "Hours and costs at posts"


def test_a_cell_with_a_fault_stands_beside_the_grid_which_can_show_its_row_alone(editions):
    del editions
    clerk = go(mend(enter(open_edit(), "Ayşe"), "many"), tab="")
    (mark,) = re.findall(
        r'<li class="edit-fault--error" data-row="D001" data-column="hours"><a href="([^"]+)"', html_of(clerk)
    )
    assert {"tab=row", "table=dwell", "row=D001"} <= set(mark.removeprefix("?").split("&amp;"))
    whole = len(clerk.session_state["_edit-grid"].rows)
    clerk.toggle[0].set_value(True)
    again(clerk)
    shown = clerk.session_state["_edit-grid"].rows
    assert [row_id for row_id, _ in shown] == ["D001"]
    assert whole > 100
    mend(clerk, "4.6")
    assert "edit-marks" not in html_of(go(clerk, tab=""))


def test_a_country_is_chosen_by_its_name_and_a_closed_list_from_its_words(editions):
    del editions
    form = go(enter(open_edit(), "Ayşe"), tab="row", table="dwell", row="+", lang="tr")
    (country,) = [one for one in form.selectbox if one.key == "edit-cell-dwell--from_country"]
    assert "KAZ · Kazakistan" in country.options
    (scope,) = [one for one in form.selectbox if one.key == "edit-cell-dwell--scope"]
    assert "bcp · sınır kapısı" in scope.options
    assert scope.help == "Değerin neye ait olduğu. Teknik adı: scope"
    assert scope.label == "Kapsam *"
    form = go(form, table="findings", row="F001")
    (countries,) = [one for one in form.multiselect if one.key == "edit-cell-findings-F001-countries"]
    assert countries.value == ["GEO", "AZE"]
    assert 'href="import?lang=tr"' in html_of(form)


def test_a_blank_cell_of_the_grid_shows_nothing(editions, monkeypatch):
    del editions
    asked, data_editor = [], table.st.data_editor
    monkeypatch.setattr(
        table.st, "data_editor", lambda *all_, **named: asked.append(named) or data_editor(*all_, **named)
    )
    go(enter(open_edit(), "Ayşe"), table="visits")
    assert asked[-1]["placeholder"] == ""  # Streamlit would write "None"


@pytest.mark.parametrize("code", ["kk", "ru", "tr"])
@pytest.mark.parametrize("name", RECORDS)
def test_no_choice_and_no_explanation_stays_english(catalogue, code, name):
    language = load_language(code)
    for column in catalogue.dictionary:
        if column.table == name:
            assert column.meaning not in describe(column, language)
            terms = catalogue.vocabularies.get(column.refers_to, {}) if column.type == "term" else {}
            write = write_option(column, catalogue, language)
            assert [term for term, one in terms.items() if language.cell(one.label) not in write(term)] == []
            assert column.type != "yes-no" or [write("yes"), write("no")] == [f"yes · {YES[code]}", f"no · {NO[code]}"]


def test_what_is_written_into_the_grid_runs_its_part_of_the_page_alone(editions, monkeypatch):
    del editions
    fragments, data_editor = [], table.st.data_editor
    monkeypatch.setattr(
        table.st,
        "data_editor",
        lambda *all_, **named: fragments.append(ThreadState.get().fragment_id) or data_editor(*all_, **named),
    )
    go(enter(open_edit(), "Ayşe"), table="visits")
    assert fragments
    assert all(fragments)


def test_a_row_that_was_looked_at_leaves_the_queue_with_name_and_note(editions):
    del editions
    clerk = go(enter(open_edit(), "Ayşe"), tab="review")
    html = html_of(clerk)
    assert "CAREC CPMM Annual Report appears yearly; newest here 2023" in html
    assert re.findall(r'data-id="(\w+)" data-day=""', html)[0] == "F008"
    clerk.text_input[0].set_value("read <b>again</b>")
    press(clerk, "Mark as reviewed")
    (review,) = desk.open_stores().drafts.list_reviews()
    assert (review.table, review.row_id, review.reviewer, review.edition) == ("findings", "F008", "Ayşe", 1)
    assert 'data-id="F008"' not in html_of(clerk)  # far below those that wait
    assert "not saved yet" in clerk.info[0].value
    changes = html_of(go(clerk, tab=""))
    assert 'data-id="F008" data-kind="changed"' in changes
    assert "last_reviewed" in changes
    go(clerk, tab="review", of="doubts", row="doubts Q03")
    clerk.text_input[0].set_value("read <b>again</b>")
    press(clerk, "Mark as reviewed")
    assert "read &lt;b&gt;again&lt;/b&gt;" in html_of(clerk)
    assert len(desk.open_stores().drafts.list_reviews()) == 2


def test_nothing_is_marked_by_somebody_who_may_not_any_more(editions, tmp_path):
    del editions
    clerk = go(enter(open_edit(), "Ayşe"), tab="review")
    (tmp_path / "editors.toml").write_text(PEOPLE.replace("Ayşe", "Aylin"), encoding="utf-8")
    desk._read_editors.cache_clear()
    press(clerk, "Mark as reviewed")
    assert desk.open_stores().drafts.list_reviews() == ()


def test_a_form_without_a_choice_says_so_without_words_of_streamlit(editions):
    del editions
    form = go(enter(open_edit(), "Ayşe"), tab="row", table="visits", row="+", lang="ru")
    asked = [one.placeholder for one in (*form.selectbox, *form.multiselect) if one.key.startswith("edit-cell-")]
    assert len(asked) > 2
    assert set(asked) == {"–"}


def test_a_row_is_chosen_before_its_form_stands(editions):
    del editions

    def chosen(app):
        (row,) = [one for one in app.selectbox if one.label == "Row"]
        return row.value, row.options[0], "Take this row" in labels(app)

    form = go(enter(open_edit(), "Ayşe"), tab="row", table="dwell")
    assert chosen(form) == ("", "Choose a row: type a part of it", False)
    assert chosen(go(form, row="+"))[0::2] == ("+", True)
    mend(form, "4.6")
    del form.query_params["row"]
    value, first, stands = chosen(again(form))
    assert (value, first[:4], stands) == ("D001", "D001", True)
    grid = go(form, tab="table")
    grid.text_input(key="edit-filter-dwell").set_value("D003")
    assert chosen(go(again(grid), tab="row"))[0::2] == ("D003", True)
    assert chosen(go(form, table="sites"))[0::2] == ("", False)


def test_a_hostile_cell_is_text_or_refused(editions):
    del editions
    clerk = mend(enter(open_edit(), "Ayşe"), "<img src=x onerror=alert(1)>")
    assert "<img src=x" not in html_of(clerk)
    assert "&lt;img src=x" in html_of(clerk)
    mend(clerk, "a\0b")
    assert "one line of text" in clerk.error[0].value


def test_a_draft_without_a_reason_is_not_saved(editions):
    del editions
    clerk = save(mend(enter(open_edit(), "Ayşe"), "4.6"), " ")
    assert clerk.error[0].value == "Say why."


def test_what_cannot_be_saved_is_told_and_stays_until_it_can(editions):
    del editions
    clerk = mend(enter(open_edit(), "Ayşe"), "4.6")
    with every_connection(desk.open_stores().drafts, "PRAGMA max_page_count=1"):
        save(clerk)
    assert clerk.error[0].value.startswith("The database cannot be reached or written now. Nothing was saved")
    assert ">4.6</td>" in html_of(clerk)
    assert desk.open_stores().drafts.list_all() == ()
    press(clerk, "Save as draft")
    (draft,) = desk.open_stores().drafts.list_all()
    assert (draft.author, draft.reason) == ("Ayşe", "CPMM 2024")


def test_a_visit_is_reported_with_its_findings_as_a_draft(editions):
    clerk = go(enter(open_edit(), "Ayşe"), tab="visit")
    press(clerk, "Add a finding")
    for key, text in (("visits-report-1-aim", "made up"), ("findings-report-1-1-text", "made up, too")):
        clerk.text_input(key=f"edit-cell-{key}").set_value(text)
    again(clerk)
    assert 'data-row="V11" data-column="source_id"' in html_of(clerk)
    clerk.text_input(key="report-reason-1").set_value("A visit")
    press(clerk, "Save as a draft")
    assert clerk.success[0].value == "Saved as draft 1."
    files = desk.open_stores().drafts.read(1)
    assert b"V11," in files["visits.csv"]
    assert b"made up, too" in files["findings.csv"]
    assert editions.find_newest().number == 1
    assert clerk.text_input(key="edit-cell-visits-report-2-aim").value == ""


def test_nobody_gets_in_without_the_password_and_not_by_trying(editions):
    del editions
    app = open_edit()
    for _ in range(sign_in.TRIES_IN_A_MINUTE):
        enter(app, "Ayşe", "wrong")
        assert app.error[0].value == "Name or password is wrong."
    enter(app, "Ayşe")
    assert "Too many tries" in app.error[0].value
    assert "Save as draft" not in labels(app)


@pytest.mark.usefixtures("editions")
def test_who_is_taken_out_of_the_file_can_do_nothing_more(tmp_path):
    clerk = mend(enter(open_edit(), "Ayşe"), "4.6")
    (tmp_path / "editors.toml").write_text(PEOPLE.replace("Ayşe", "Aylin"), encoding="utf-8")
    desk._read_editors.cache_clear()
    button(clerk, "Save as draft").click()
    again(clerk)
    assert [one.label for one in clerk.text_input] == ["Name", "Password"]
    assert desk.open_stores().drafts.list_all() == ()


@pytest.mark.parametrize("setting", ["EDITING", "CARAVANSERAI_EDITIONS"])
def test_without_the_settings_there_is_no_page(editions, monkeypatch, setting):
    del editions
    monkeypatch.delenv(setting)
    app = new_app()
    app.switch_page("pages/edit.py")
    app.session_state["_editor"] = "Ayşe"
    again(again(app))
    assert "Edit the tables" not in [one.value for one in app.title]
    assert "edit" not in list_desks(load_language("en"))
