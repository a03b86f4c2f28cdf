"""Both files of the CPMM data portal, made up, on their whole way: shown, settled, approved, read by all, taken back."""

from contextlib import closing

from streamlit.testing.v1 import AppTest

from geo.editions.store import EditionStore
from geo.importing.outcome import LEAVE, REPLACE
from panels.data import read_data
from panels.editions import desk
from panels.importing import page
from tests.limits import WAIT_S
from tests.pages.apps import html_of, open_page
from tests.pages.test_edit import editions, go, open_edit, press
from tests.panels.importing.test_page import button, cpmm, door

__all__ = ["editions"]
BY_COUNTRY = b"""country_code,transport_mode,year,tfi1_overall_average,tfi2_overall_average,tfi4,swod
KAZ,Road,2020,9.9,121,29.2,52.9
KAZ,Road,2024,5.5,60,22.1,44.2
"""


def signed_in(app, name):
    app.session_state["_editor"] = name
    return app


def bring(monkeypatch, raw, choice):
    """Bring a file in as a clerk would: it waits until what contradicts ours is settled."""
    monkeypatch.setattr(page, "take_file", lambda _language: ("a", "cpmm.csv", raw))
    clerk = signed_in(AppTest.from_function(door, default_timeout=WAIT_S), "Ayşe").run()
    assert clerk.selectbox[0].value == "recipe:cpmm"
    assert '<li data-kind="contradicts"><strong>1</strong>' in html_of(clerk)
    assert '<li data-kind="faulty"><strong>0</strong>' in html_of(clerk)
    assert "Save as a draft" not in [one.label for one in clerk.button]
    clerk.radio(key=page_key(clerk)).set_value(choice)
    button(clerk, "Settle these rows").click().run()
    next(one for one in clerk.text_input if one.label == "Reason").set_value("CPMM 2024, made up")
    button(clerk, "Save as a draft").click().run()
    assert [one.value for one in clerk.success] == ["Saved as draft 1."]
    assert 'href="edit?tab=drafts&amp;draft=1"' in html_of(clerk)  # not another draft that waits


def page_key(app):
    (found,) = [one.key for one in app.radio if one.key.startswith("import-settle-each-")]
    return found


def propose_and_approve(number):
    clerk = go(signed_in(open_edit(), "Ayşe"), tab="drafts", draft=str(number))
    press(clerk, "Propose")
    press(go(signed_in(open_edit(), "Bolat"), tab="drafts", draft=str(number)), "Approve and publish")


def take_back():
    press(go(signed_in(open_edit(), "Ayşe"), tab="editions"), "Take it back")


def hours(*, scope, country, year, **more):
    wanted = {"scope": scope, "country": country, "year": year, **more}
    rows = [row for row in read_data()[0].dwell if all(getattr(row, name) == cell for name, cell in wanted.items())]
    return [(row.hours, row.source_id) for row in rows]


def test_hours_at_posts_are_brought_in_and_taken_back(editions: EditionStore, monkeypatch):
    at = {"scope": "bcp", "country": "GEO", "year": 2023, "place_id": "tsiteli-khidi", "direction": "outbound"}
    before = hours(**at)
    raw = cpmm("GEO,Road,Tsiteli Khidi,2023,,57.1,,", "KGZ,Road,Torugart,2024,1.9,,30,")
    bring(monkeypatch, raw, REPLACE)
    propose_and_approve(1)
    assert [told[0] for told in hours(**at)] == [57.1]
    assert "57.1 h" in html_of(open_page("map", {"site": "red-bridge"}))
    take_back()
    propose_and_approve(2)
    assert hours(**at) == before
    assert editions.read(3) == editions.read(1)
    assert "57.1 h" not in html_of(open_page("map", {"site": "red-bridge"}))
    assert "57.1 h" in html_of(open_page("map", {"site": "red-bridge", "edition": "2"}))  # what was printed stays


def test_averages_and_speeds_by_country_are_brought_in_and_taken_back(editions: EditionStore, monkeypatch):
    speeds = len(read_data()[0].speeds)
    bring(monkeypatch, BY_COUNTRY, LEAVE)
    propose_and_approve(1)
    assert hours(scope="country-average", country="KAZ", year=2024) == [(5.5, ("cpmm-portal-download",))]
    assert [
        told[0] for told in hours(scope="country-average", country="KAZ", year=2020, mode="road", direction="all")
    ] == [8.6]
    (new,) = read_data()[0].speeds[speeds:]
    assert (new.country, new.year, new.swd_kmh, new.swod_kmh) == ("KAZ", 2024, 22.1, 44.2)
    take_back()
    propose_and_approve(2)
    assert len(read_data()[0].speeds) == speeds
    assert hours(scope="country-average", country="KAZ", year=2024) == []
    assert editions.read(3) == editions.read(1)
    with closing(EditionStore(str(desk.editions_address()))) as again:
        assert b"5.5,60" in again.read(2)["dwell.csv"]
