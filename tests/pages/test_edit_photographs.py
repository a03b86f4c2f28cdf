"""Photographs of a visit: taken by those who may edit, seen with the draft, and by everybody once it is approved."""

import base64
import io
import re

import pytest
from PIL import Image
from starlette.applications import Starlette

from geo.editions.photograph_files import name_picture
from panels.edit import photographs
from panels.editions import desk, kept
from panels.editions import photographs as shown
from panels.editions.photographs import find_picture
from panels.open_data.photographs import photograph_routes
from tests.pages.apps import html_of, new_app
from tests.pages.test_edit import again, button, editions, enter, go, labels, open_edit, press
from tests.panels.asgi import ask

__all__ = ["editions"]
CELLS = {"caption": "The gate < b & c", "alternative_text": "A gate", "author": "A. Clerk", "date": "2026-11-28"}


def picture(colour="blue"):
    out = io.BytesIO()
    Image.new("RGB", (900, 600), colour).save(out, "PNG")
    return out.getvalue()


@pytest.fixture
def clerk(editions, monkeypatch):
    """Open the form; what is put into the list is brought at the next run."""
    del editions
    kept.open_photographs.cache_clear()
    shown._find_small.cache_clear()
    brought = []

    def take(_album, _language):
        files = list(brought)
        brought.clear()
        return files

    monkeypatch.setattr(photographs, "take_files", take)
    page = go(enter(open_edit(), "Ayşe"), tab="visit")
    yield page, brought
    kept.open_photographs.cache_clear()


def bring(clerk, *files):
    page, brought = clerk
    brought.extend(files)
    return again(page)


def digests(page):
    return [one.digest for one in page.session_state["_edit-photographs"].taken]


def save(page):
    """Report a visit that the check has nothing against, with whatever photographs were taken."""
    page.selectbox(key="edit-cell-visits-report-0-country").set_value("KAZ")
    page.selectbox(key="edit-cell-visits-report-0-confidence").set_value("low")
    page.multiselect(key="edit-cell-visits-report-0-source_id").set_value(["founding-text"])
    page.text_input(key="edit-cell-visits-report-0-place_as_written").set_value("made up")
    for digest in digests(page):
        for column, cell in CELLS.items():
            page.text_input(key=f"edit-cell-photographs-{digest}-{column}").set_value(cell)
    again(page)
    page.text_input(key="report-reason-0").set_value("A visit")
    return press(page, "Save as a draft")


def read(name, digest, edition=""):
    return ask(Starlette(routes=photograph_routes()), f"/photographs/{name.format(digest)}.jpg{edition}")


def look(editor, **query):
    app = new_app()
    app.switch_page("pages/visits.py")
    app.session_state["_editor"] = editor
    return html_of(again(go(app, visit="V11", **query)))


def test_a_photograph_is_seen_with_its_draft_and_by_everybody_once_it_is_approved(clerk):
    page = bring(clerk, ("a.png", picture()))
    (digest,) = digests(page)
    save(page)
    assert page.success[0].value == "Saved as draft 1."
    assert digests(page) == []
    assert b"P01,V11," + digest.encode() in desk.open_stores().drafts.read(1)["photographs.csv"]
    draft = look("Ayşe", edition="draft-1")
    (data,) = re.findall(r'<img src="data:image/jpeg;base64,([^"]+)" alt="A gate"', draft)
    assert Image.open(io.BytesIO(base64.b64decode(data))).size == (480, 320)
    assert digest not in draft
    assert [read(name, digest).status for name in ("{}", "{}-small")] == [404, 404]

    press(go(page, tab="drafts", draft="1"), "Propose")
    press(go(enter(open_edit(), "Bolat"), tab="drafts"), "Approve and publish")
    html = look("")
    assert (
        f'<a href="photographs/{digest}.jpg" target="_blank" rel="noopener"><img src="photographs/{digest}-small'
        in html
    )
    assert "The gate &lt; b &amp; c" in html
    assert "Photograph: A. Clerk" in html
    whole, small = read("{}", digest), read("{}-small", digest)
    assert (whole.status, whole.headers["content-type"]) == (200, "image/jpeg")
    assert name_picture(whole.body) == digest
    assert Image.open(io.BytesIO(small.body)).size == (480, 320)
    assert read("{}", digest, "?edition=1").status == 404
    assert [read(name, digest).status for name in ("..%2f{}", "x", "{}-large")] == [404, 404, 404]


def test_what_is_no_photograph_or_one_too_many_is_refused_in_words_and_the_others_are_taken(clerk):
    files = [(f"{n}.png", picture((n, n, n))) for n in range(photographs.MOST + 1)]
    page = bring(clerk, ("a.svg", b"<svg/>"), files[0], *files)
    assert len(set(digests(page))) == photographs.MOST
    assert [one.value for one in page.error] == [
        "a.svg: The file is no JPEG, PNG or WebP picture, or is damaged.",
        "12.png: A report takes 12 photographs; this one is too many.",
    ]


def test_a_photograph_that_is_taken_out_or_given_up_is_kept_nowhere(clerk):
    page = bring(clerk, ("a.png", picture()), ("b.png", picture("red")))
    first, second = digests(page)
    press(page, "Take photograph 1 out")
    assert digests(page) == [second]
    press(page, "Give the report up")
    assert digests(page) == []
    assert [find_picture(one) for one in (first, second)] == [None, None]
    assert "Give the report up" not in labels(page)


def test_a_photograph_without_its_words_is_found_by_the_check(clerk):
    page = bring(clerk, ("a.png", picture()))
    for column in ("caption", "alternative_text", "author"):
        assert f'data-row="P01" data-column="{column}"' in html_of(page)
    assert not button(page, "Save as a draft").disabled


def open_visit(page):
    return go(page, tab="row", table="visits", row="V01")


def test_a_photograph_is_added_to_a_visit_that_stands_and_taken_out_again_by_an_edition(clerk):
    page, brought = clerk
    brought.append(("a.png", picture()))
    (digest,) = digests(again(open_visit(page)))
    for column, cell in CELLS.items():
        page.text_input(key=f"edit-cell-photographs-{digest}-{column}").set_value(cell)
    press(page, "Add these photographs to the visit")
    assert digests(page) == []
    assert find_picture(digest) is None
    page.text_input[-1].set_value("A picture")
    press(page, "Save as draft")
    assert find_picture(digest) is not None
    assert b"P01,V01," + digest.encode() in desk.open_stores().drafts.read(1)["photographs.csv"]
    press(go(page, tab="drafts", draft="1"), "Propose")
    head = enter(open_edit(), "Bolat")
    press(go(head, tab="drafts"), "Approve and publish")

    press(open_visit(again(page)), "Take photograph 1 out")
    assert "P01" in html_of(page)
    page.text_input[-1].set_value("No picture")
    press(page, "Save as draft")
    press(go(page, tab="drafts", draft="2"), "Propose")
    press(go(head, tab="drafts", draft="2"), "Approve and publish")
    stores = desk.open_stores()
    assert digest.encode() not in stores.editions.read(3)["photographs.csv"]
    press(go(head, tab="editions", undo="3"), "Take it back")
    assert digest.encode() in stores.drafts.read(3)["photographs.csv"]
    assert find_picture(digest) is not None


def test_what_was_taken_for_one_visit_is_not_for_another_and_the_report_says_what_the_browser_may_forget(clerk):
    page = bring(clerk, ("a.png", picture()), ("a.svg", b"<svg/>"))
    size = len(picture())
    told = page.session_state["_edit-photographs"]
    assert [one.file for one in told.taken] == [f"a.png {size}"]
    assert told.gone == ("a.svg 6",)
    press(page, "Take photograph 1 out")
    assert page.session_state["_edit-photographs"].gone == ("a.svg 6", f"a.png {size}")
    page = bring(clerk, ("b.png", picture("red")))
    open_visit(page)
    assert digests(page) == []
    assert "Add these photographs to the visit" not in labels(page)
