"""The export page offers what the reader has selected, makes it aside, and can be stopped."""

import re
import threading

import pytest
from streamlit.testing.v1 import AppTest

from geo.errors import GeoError
from panels.counts import Counts
from panels.export.files import FORMS, name_form
from panels.export.jobs import MOST_KEPT, Job, StoppedError
from tests.limits import WAIT_S
from tests.pages.apps import html_of, new_app

EN_FORMS = [form.code for form in FORMS]


def open_page(**query):
    app = new_app()
    for name, value in query.items():
        app.query_params[name] = value
    app.run()
    app.switch_page("pages/export.py").run()
    assert not app.exception
    return app


def rows_of_kyrgyzstan():
    """A page of the rows alone: every second run of AppTest goes around the entrance, and there a click is lost."""
    import streamlit as st  # noqa: PLC0415 - runs as a script of its own

    from geo.language import load_language  # noqa: PLC0415
    from panels.data import read_data  # noqa: PLC0415
    from panels.export.page import make_request, show_forms  # noqa: PLC0415
    from panels.reader import Reader  # noqa: PLC0415
    from panels.view import Codes, View  # noqa: PLC0415

    catalogue, entries = read_data()
    reader = Reader(catalogue, entries, Codes((), (), (), ()), load_language("en"))
    view = View(countries=tuple(st.query_params.get_all("country")))
    show_forms(make_request(reader, view, only_site=False))


def open_rows():
    app = AppTest.from_function(rows_of_kyrgyzstan, default_timeout=WAIT_S)
    app.query_params["country"] = ["KGZ"]
    app.run()
    assert not app.exception
    return app


def make(app, code):
    app.button(key=f"make-{code}").click().run()
    job = jobs(app)[code]
    job.thread.join(WAIT_S)
    return job


def jobs(app):
    return app.session_state["_export-jobs"]


def test_every_form_has_a_row_with_its_name_and_size():
    html = html_of(open_page())
    for code in EN_FORMS:
        assert f'data-id="export-{code}"' in html
    assert "about 820 kB" in html


def test_the_selection_is_that_of_the_map():
    html = html_of(open_page(country=["KGZ"]))
    assert "Kyrgyzstan: 2 sites" in html
    assert 'data-id="torugart"' in html
    assert 'data-id="kapikule"' not in html


def test_a_file_is_made_aside_and_then_offered():
    app = open_rows()
    job = make(app, "features")
    app.run()
    assert not app.exception
    (offered,) = app.get("download_button")
    assert offered.proto.label == f"Download · {round(len(job.content) / 1000)} kB"
    assert job.content.startswith(b'{"type":"FeatureCollection"')


def test_another_selection_does_not_get_the_old_file():
    app = open_rows()
    make(app, "features")
    app.query_params["country"] = ["AZE"]
    app.run()
    assert not app.get("download_button")


def test_what_is_being_made_shows_how_far_it_is_and_can_be_cancelled():
    app = open_rows()
    made = make(app, "features")
    slow = Job("features", made.request, share=0.4)
    app.session_state["_export-jobs"]["features"] = slow
    app.run()
    assert "Making it: 40 %" in "".join(one.proto.text for one in app.get("progress"))
    app.button(key="cancel-features").click().run()
    assert not slow.running
    assert "features" not in jobs(app)
    assert not app.exception


def test_a_failure_is_told_and_can_be_tried_again():
    app = open_rows()
    job = make(app, "features")
    job.content, job.failed = None, "no room"
    app.run()
    assert "This file could not be made (no room)" in html_of(app)
    assert app.button(key="make-features").label == "Try again"


def test_a_long_selection_is_listed_in_part(monkeypatch):
    monkeypatch.setattr("panels.export.request.MOST_LISTED", 2)
    html = html_of(open_page())
    listed = html.partition('class="export-sites"')[2].partition("</ol>")
    assert listed[0].count("<li") == 2
    assert re.match(r'<p class="note">and \d+ more</p>', listed[2])


def test_a_brief_needs_exactly_one_country():
    assert "Choose exactly one country" in html_of(open_page())
    assert "Choose exactly one country" not in html_of(open_page(country=["KGZ"]))


def test_a_tour_needs_a_walkthrough():
    assert "Choose a walkthrough above for this." in html_of(open_page())


def test_an_empty_selection_says_so():
    html = html_of(open_page(q="no such place anywhere"))
    assert "No site answers to this filter." in html


def test_one_site_can_be_taken_alone():
    app = open_page(site="red-bridge")
    assert "Only Red Bridge" in app.selectbox(key="export-contents").options


def test_hostile_address_is_never_shown():
    html = html_of(open_page(country="<script>alert(1)</script>", q="<img src=x onerror=alert(1)>", site="../x"))
    assert "<script>alert" not in html
    assert "<img src=x" not in html


def test_a_stopped_job_throws_its_work_away():
    job, begun, go_on = Job("x", ()), threading.Event(), threading.Event()

    def make(progress):
        begun.set()
        go_on.wait(WAIT_S)
        progress(0.5)
        return b"never"

    thread = threading.Thread(target=job.run, args=(make,))
    thread.start()
    begun.wait(WAIT_S)
    job.stop()
    go_on.set()
    thread.join(WAIT_S)
    assert job.content is None
    assert not job.running
    with pytest.raises(StoppedError):
        job.note(0.6)


def test_two_jobs_do_not_wait_for_each_other():
    first, second = Job("a", ()), Job("b", ())
    finished = threading.Event()
    held = threading.Thread(target=first.run, args=(lambda _: (finished.wait(WAIT_S), b"a")[1],))
    held.start()
    second.run(lambda _: b"b")
    assert second.content == b"b"
    assert first.running
    finished.set()
    held.join(WAIT_S)
    assert first.content == b"a"


@pytest.mark.parametrize(("error", "told"), [(GeoError("no room"), "no room"), (ValueError("secret"), "?")])
def test_an_error_of_ours_is_told_and_any_other_is_logged(error, told, caplog):
    job = Job("x", ())

    def make(_):
        raise error

    job.run(make)
    assert job.failed == told
    assert "x could not be made" in caplog.text


@pytest.mark.parametrize("code", EN_FORMS)
def test_every_form_has_a_name_in_every_language(code):
    from geo.language import list_languages, load_language  # noqa: PLC0415 - beside its one use

    names = {name_form(code, load_language(language)) for language in list_languages()}
    assert all(name and purpose for name, purpose in names)
    assert MOST_KEPT > 1


def test_what_came_of_a_file_is_counted(monkeypatch):
    counted = Counts()
    monkeypatch.setattr("panels.export.jobs.counts", lambda: counted)

    def fail(_):
        raise GeoError

    Job("kml", ()).run(lambda _: b"")
    Job("kml", ()).run(fail)
    stopped = Job("kml", ())
    stopped.stop()
    stopped.run(lambda _: b"")
    ends = {s.labels["end"]: s.value for f in counted.files.collect() for s in f.samples if s.name.endswith("_total")}
    assert ends == {"made": 1, "failed": 1, "stopped": 1}


def test_who_asks_for_too_many_files_is_asked_to_wait(monkeypatch):
    app = open_rows()
    monkeypatch.setattr("panels.export.page.may_begin", lambda _: False)
    app.button(key="make-features").click().run()
    assert "Too many files at once. Try again in a minute." in html_of(app)
    assert "The other forms" not in html_of(app)
    assert jobs(app)["features"].thread is None
    assert not app.exception
