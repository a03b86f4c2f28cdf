"""The clerk's day in a browser: a cell mended, approved, read by all and taken back; a file brought in. All is made up."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import opened_pages, serve
from tests.browser.lines import new_browser, open_line
from tests.limits import WAIT_MS
from tests.pages.test_edit import PASSWORD, PEOPLE
from tests.pages.test_edit_photographs import picture

pytestmark = pytest.mark.browser

FACTS = "article[data-id=F001] .facts"
BEFORE, AFTER = "2023", "2021"
FAULT = '.edit-faults [data-row="F001"][data-column="year"]'
TORUGART = """Post,Country,Mode,Direction,Year,Waiting time (h),Scope,Kind,Indicator,Edition,Source,Confidence
Torugart,KGZ,road,outbound,2024,1.5,bcp,measured,tfi1,made up,founding-text,low
"""


@pytest.fixture(scope="module")
def desk(tmp_path_factory):
    folder = tmp_path_factory.mktemp("desk")
    (folder / "editors.toml").write_text(PEOPLE, encoding="utf-8")
    settings = {
        "EDITING": "1",
        "EDITORS": str(folder / "editors.toml"),
        "CARAVANSERAI_EDITIONS": str(folder / "editions.sqlite"),
    }
    with serve(settings=settings) as base:
        yield base


@pytest.fixture
def open_page(profiles, desk):
    with opened_pages(profiles, desk) as open_one:
        yield open_one


def press(page, label):
    page.get_by_role("button", name=label, exact=True).click()


def sign_in(page, name):
    page.get_by_label("Name").fill(name)
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    press(page, "Sign in")
    expect(page.get_by_label("Password", exact=True)).to_have_count(0)


def take(page, value):
    page.locator(".st-key-edit-cell-findings-F001-year input").fill(value)
    press(page, "Take this row")


def approve(page):
    """Approve what is proposed; begins and ends where the editions stand, so that the drafts are read again."""
    expect(page.get_by_role("region", name="Editions")).to_be_visible()
    page.get_by_role("radio", name="Drafts").click()
    expect(page.locator("[data-draft][data-state=proposed]")).to_be_visible()
    press(page, "Approve and publish")
    expect(page.get_by_text("No draft waits.")).to_be_visible()
    page.get_by_role("radio", name="Editions").click()


def is_folded(region):
    """Whether a table stands on a phone without a part beyond its edge, and without its heads."""
    region.page.set_viewport_size({"width": 390, "height": 844})
    expect(region.locator("thead")).to_be_hidden()
    return region.evaluate(
        "one => one.scrollWidth <= one.clientWidth && one.getBoundingClientRect().right <= innerWidth"
    )


def test_a_cell_is_mended_approved_read_by_everybody_and_taken_back(open_page):
    reader = open_page("/visits?tab=findings")
    expect(reader.locator(FACTS)).to_contain_text(BEFORE)
    clerk = open_page("/edit?tab=row&table=findings&row=F001")
    sign_in(clerk, "Ayşe")
    take(clerk, "soon")
    expect(clerk.locator(FAULT)).to_be_visible()
    take(clerk, AFTER)
    expect(clerk.locator(".edit-sound")).to_be_visible()
    clerk.get_by_label("Why these changes?").fill("The printed year")
    press(clerk, "Save as draft")
    press(clerk, "Propose")
    expect(clerk.locator("[data-draft][data-state=proposed]")).to_be_visible()
    assert all(is_folded(clerk.get_by_role("region", name=name, exact=True)) for name in ("Drafts", "Changes"))

    head = open_page("/edit?tab=editions")
    sign_in(head, "Bolat")
    approve(head)
    expect(reader.locator(FACTS)).to_contain_text(AFTER)

    clerk.get_by_role("radio", name="Editions").click()
    press(clerk, "Take it back")
    press(clerk, "Propose")
    expect(clerk.locator("[data-draft][data-state=proposed]")).to_be_visible()
    approve(head)
    expect(reader.locator(FACTS)).to_contain_text(BEFORE)
    assert is_folded(head.get_by_role("region", name="Editions"))


def test_a_file_is_brought_in_by_those_who_may_and_becomes_a_draft(open_page):
    page = open_page("/import")
    sign_in(page, "Dilek")
    page.locator("input[type=file]").set_input_files(
        {"name": "made_up.csv", "mimeType": "text/csv", "buffer": TORUGART.encode()}
    )
    waiting = page.locator(".st-key-import-column-5 input")
    expect(waiting).to_have_value("Hours at the post (TFI1) · hours")  # of "Waiting time (h)"
    expect(page.locator('.import-counts li[data-kind="new"] strong')).to_have_text("1")
    page.get_by_label("Reason").fill("Made up")
    press(page, "Save as a draft")
    page.locator("[data-drafts]").click()
    expect(page.locator("[data-draft][data-state=draft]")).to_contain_text("Dilek")
    expect(page.locator(".edit-changes")).to_contain_text("torugart")
    page.locator("[data-desk]").click()
    expect(page.get_by_text("A CSV, XLSX")).to_be_visible()  # still signed in: the page was not loaded again


def sets_a_position(page):
    """Set where Torugart is by a click and by keys, which keep the focus; its digits are those of the table."""
    lat = page.locator(".st-key-edit-position-places-torugart-lat input")
    page.locator(".position-map").click(position={"x": 400, "y": 100})
    expect(lat).to_have_value(re.compile(r"40\.[6-9]\d{4}"))
    by_click = float(lat.input_value())
    page.keyboard.press("Shift+ArrowUp")
    expect(lat).to_have_value(f"{by_click + 0.00001:.5f}")
    expect(page.locator(".position-told")).to_contain_text(f"{by_click + 0.00001:.5f}")
    expect(page.locator(".position-map")).to_be_focused()
    expect(page.locator(".edit-changes")).to_contain_text("torugart")


KEEP_LINE = """() => {
  const { send } = WebSocket.prototype;
  WebSocket.prototype.send = function (...all) { window.line = this; return send.apply(this, all); };
}"""


def writes_without_a_line(page, note):
    """Lose the line: what is written on goes to the server when it is back."""
    page.context.set_offline(True)
    page.evaluate("line.close()")  # Chromium itself leaves an open one as it is
    try:
        page.locator(".offline-notes textarea").fill("seen\nwithout a line")
        page.wait_for_function("() => localStorage.getItem('caravan-visit-notes')?.includes('without a line')")
    finally:
        page.context.set_offline(False)
    expect(note).to_have_value("seen without a line")
    expect(page.locator(".offline-notes")).to_be_hidden()
    page.watch.errors[:] = [error for error in page.watch.errors if "ERR_INTERNET_DISCONNECTED" not in error]


def test_a_position_and_a_report_that_is_kept_until_it_is_saved_with_its_photograph(open_page):
    def field(number, column):
        return page.locator(f".st-key-edit-cell-visits-report-{number}-{column} input")

    page = open_page("/edit?tab=row&table=places&row=torugart")
    sign_in(page, "Dilek")
    sets_a_position(page)
    page.get_by_role("radio", name="Report a visit").click()
    field(0, "aim").press_sequentially("made up")  # kept before the server has seen it
    page.wait_for_function("() => localStorage.getItem('caravan-visit-report')?.includes('made up')")
    page.evaluate(KEEP_LINE)
    field(0, "aim").press("Tab")
    expect(page.locator(".edit-faults")).to_be_visible()
    writes_without_a_line(page, field(1, "note"))
    page.reload()
    sign_in(page, "Dilek")
    expect(field(1, "aim")).to_have_value("made up")
    expect(field(1, "note")).to_have_value("seen without a line")
    page.locator("input[type=file]").set_input_files({"name": "a.png", "mimeType": "image/png", "buffer": picture()})
    expect(page.get_by_role("img", name="Photograph 1")).to_be_visible()
    page.reload()
    sign_in(page, "Dilek")
    page.get_by_role("button", name="Add them again").click()
    expect(page.get_by_role("img", name="Photograph 1")).to_be_visible()
    page.get_by_label("Reason").fill("A visit, made up")
    press(page, "Save as a draft")
    expect(page.get_by_text("Saved as draft")).to_be_visible()
    page.wait_for_function("() => localStorage.getItem('caravan-visit-report') === null")
    expect(field(2, "aim")).to_have_value("")


FORM_KEPT = """async () => {
  await navigator.serviceWorker.ready;
  while (!(await caches.match(new URL('report-form?lang=en', document.baseURI)))) await new Promise(requestAnimationFrame);
}"""


def test_a_report_opens_without_a_network_and_goes_on_with_one(chromium, desk):
    context = chromium.new_context(locale="en-GB")  # other pages go past the worker
    context.set_default_timeout(WAIT_MS)
    page = context.new_page()
    page.goto(f"{desk}/edit?tab=visit")
    sign_in(page, "Dilek")
    page.evaluate(FORM_KEPT)
    context.set_offline(True)
    page.goto(f"{desk}/edit?tab=visit")
    page.locator("[data-visit] [data-column=aim]").fill("made up, elsewhere")
    page.locator("input[type=file]").set_input_files({"name": "a.png", "mimeType": "image/png", "buffer": picture()})
    expect(page.locator("[data-files] li")).to_contain_text("a.png")
    page.goto(f"{desk}/edit?tab=visit")
    expect(page.locator("[data-visit] [data-column=aim]")).to_have_value("made up, elsewhere")
    expect(page.locator("[data-files] li")).to_have_count(1)
    context.set_offline(False)
    page.locator(".report-open").click()
    sign_in(page, "Dilek")
    expect(page.locator(".st-key-edit-cell-visits-report-1-aim input")).to_have_value("made up, elsewhere")
    press(page, "Add them again")
    expect(page.get_by_role("img", name="Photograph 1")).to_be_visible()
    context.close()


def test_who_knows_a_session_from_before_is_not_signed_in_with_it(desk):
    """A session that a thief has begun, or whose name they have read, is signed in in one browser alone."""
    mine, theirs = new_browser(desk), new_browser(desk)
    with open_line(desk, theirs, "import") as thief:
        session = thief.session
        with open_line(desk, mine, "import", session) as clerk:  # as on a computer that both use
            assert clerk.session == session
            clerk.run(**{"Name": "Cem", "Password": PASSWORD, "Sign in": True})
            assert "Signed in: Cem" in clerk.said
            for cookie in (theirs, ""):
                with open_line(desk, cookie, "import", session) as again:
                    assert again.session == session  # Streamlit lets them have it
                    assert "Signed in" not in again.said
                    assert "Password" in again.widgets
    with open_line(desk, mine, "import", session) as clerk:
        assert "Signed in: Cem" in clerk.said  # a line that was lost is taken up again
        clerk.run(**{"Sign out": True})
        assert "Password" in clerk.widgets
    with open_line(desk, mine, "import", session) as clerk:
        assert "Signed in" not in clerk.said
