"""Feeds say what changed since the edition before, and that it is not known where there was none."""

import json
import re
import shutil
from xml.etree import ElementTree as ET

import pytest
from lxml import etree
from starlette.applications import Starlette

from geo.cooperation.brief import list_countries
from panels.data import read_data
from panels.open_data import feed
from panels.open_data.feed import feed_routes
from panels.settings import EARLIER_DATA, data_folder
from tests.panels.asgi import ask
from tests.panels.open_data.test_routes import HOSTILE

ATOM = {"a": "http://www.w3.org/2005/Atom"}
RFC_4287 = etree.RelaxNG(
    etree.XML("""
<grammar xmlns="http://relaxng.org/ns/structure/1.0" ns="http://www.w3.org/2005/Atom"
         datatypeLibrary="http://www.w3.org/2001/XMLSchema-datatypes">
  <start><element name="feed"><attribute name="xml:lang"><data type="language"/></attribute><interleave>
    <ref name="named"/><oneOrMore><ref name="author"/></oneOrMore><oneOrMore><ref name="link"/></oneOrMore>
    <zeroOrMore><element name="entry"><interleave>
      <ref name="named"/><element name="summary"><text/></element><oneOrMore><ref name="link"/></oneOrMore>
      <zeroOrMore><ref name="author"/></zeroOrMore>
    </interleave></element></zeroOrMore>
  </interleave></element></start>
  <define name="named"><interleave>
    <element name="id"><ref name="address"/></element><element name="title"><text/></element>
    <element name="updated"><data type="dateTime"><param name="pattern">.+T.+(Z|[+\\-]\\d\\d:\\d\\d)</param></data></element>
  </interleave></define>
  <define name="author"><element name="author"><element name="name"><text/></element></element></define>
  <define name="link"><element name="link">
    <attribute name="rel"><choice><value>self</value><value>alternate</value></choice></attribute>
    <attribute name="href"><ref name="address"/></attribute>
  </element></define>
  <define name="address"><data type="anyURI"><param name="pattern">https?://\\S+</param></data></define>
</grammar>""")
)
"""What the standard asks of the elements that a feed of ours has; lxml judges by it."""


@pytest.fixture(scope="module")
def app():
    return Starlette(routes=feed_routes())


@pytest.fixture
def earlier(tmp_path, monkeypatch):
    """Write an older edition: one cell of D023 is another, and G01 is not there; the comparison is made for it alone."""
    folder = tmp_path / "earlier"
    shutil.copytree(data_folder(), folder, ignore=shutil.ignore_patterns("basemap", "locale", "documents"))
    dwell = folder / "dwell.csv"
    text = dwell.read_text(encoding="utf-8")
    dwell.write_text(re.sub(r"^(D023,.*),[a-z]+,", r"\1,unverified,", text, flags=re.MULTILINE), encoding="utf-8")
    gaps = folder / "gaps.csv"
    kept = [line for line in gaps.read_text(encoding="utf-8").splitlines(keepends=True) if not line.startswith("G01,")]
    gaps.write_text("".join(kept), encoding="utf-8")
    monkeypatch.setenv(EARLIER_DATA.name, str(folder))
    monkeypatch.setattr(feed, "_changes_of", feed._changes_of.__wrapped__)


def entries(answer):
    assert (answer.status, answer.headers["content-type"]) == (200, "application/atom+xml; charset=utf-8")
    RFC_4287.assertValid(etree.fromstring(answer.body))
    top = ET.fromstring(answer.body)
    ids = [one.text for one in top.iterfind(".//a:id", ATOM)]
    assert len(ids) == len(set(ids))
    for one in (top, *top.findall("a:entry", ATOM)):
        assert one.findtext("a:id", namespaces=ATOM).startswith("http://map.example/")
        assert re.fullmatch(r"\d{4}-\d\d-\d\dT00:00:00Z", one.findtext("a:updated", namespaces=ATOM))
        assert one.findtext("a:title", namespaces=ATOM)
    return [
        (e.findtext("a:title", namespaces=ATOM), e.findtext("a:summary", namespaces=ATOM))
        for e in top.findall("a:entry", ATOM)
    ]


def test_of_the_first_edition_it_is_not_known_what_changed(app):
    catalogue = read_data()[0]
    names = ["", *(f"/{name}" for name in catalogue.tables), "/site/red-bridge", "/country/KGZ"]
    for name in names:
        told = entries(ask(app, f"/feed{name}", host="map.example"))
        assert told == [
            (f"Edition {catalogue.version}", "What changed before this edition is not known: it is the first one here.")
        ]


def test_every_site_and_country_has_a_feed(app):
    catalogue = read_data()[0]
    for name in [*(f"site/{one}" for one in catalogue.sites), *(f"country/{one}" for one in list_countries(catalogue))]:
        assert ask(app, f"/feed/{name}").status == 200


@pytest.mark.usefixtures("earlier")
def test_what_changed_is_an_entry_for_each_row(app):
    summary, changed, added = entries(ask(app, "/feed", host="map.example"))
    assert summary[1] == "Rows added: 1; changed: 1; removed: 0."
    assert changed[0].startswith("Hours and costs at posts, D023")
    assert changed[1] == "Changed: confidence."
    assert added[1] == "This row was added."
    assert len(entries(ask(app, "/feed/dwell", host="map.example"))) == 2
    assert (
        entries(ask(app, "/feed/sites", host="map.example"))[0][1]
        == "Nothing of this has changed since the edition before."
    )
    assert len(entries(ask(app, "/feed/site/tsiteli-khidi", host="map.example"))) == 2
    assert len(entries(ask(app, "/feed/country/TUR", host="map.example"))) == 1
    assert "D023" in entries(ask(app, "/feed?lang=ru", host="map.example"))[1][0]


@pytest.mark.parametrize("value", [*HOSTILE, "nothing", "site", "country", "site/nothing", "country/XXX", "dwell/D023"])
def test_what_is_not_there_leaves_no_trace(app, value):
    answer = ask(app, f"/feed/{value}")
    assert answer.status == 404
    assert value in {"site", "country"} or value.encode() not in answer.body


def test_a_hostile_host_stays_text(app):
    ET.fromstring(ask(app, "/feed", host='a"><script>\x01').body)


@pytest.mark.parametrize("path", ["/feed", "/feed/dwell", "/feed/site/red-bridge"])
def test_an_older_edition_is_refused_and_never_answered_with_the_newest(app, path):
    answer = ask(app, f"{path}?edition=1")
    assert answer.status == 404
    assert answer.headers["content-type"].startswith("application/problem+json")
    assert b"edition" in answer.body
    assert ask(app, path).status == 200


@pytest.mark.parametrize(
    ("asked", "path"),
    [
        ("country=KGZ", "country/KGZ"),
        ("site=red-bridge&lang=ru", "site/red-bridge?lang=ru"),
        ("table=dwell", "dwell"),
        ("country=//evil.example/", "country/%2F%2Fevil.example%2F"),
    ],
)
def test_a_parameter_leads_to_the_feed_of_what_it_names(app, asked, path):
    answer = ask(app, f"/feed?{asked}")
    assert (answer.status, answer.headers["location"]) == (307, f"/feed/{path}")


@pytest.mark.parametrize(
    "asked", ["/feed?mode=road", "/feed?country=KGZ&site=red-bridge", "/feed/dwell?country=KGZ", "/feed?%3Cscript%3E="]
)
def test_a_parameter_that_would_be_passed_over_is_refused(app, asked):
    answer = ask(app, asked)
    assert (answer.status, answer.headers["content-type"]) == (400, "application/problem+json")
    assert "country" in json.loads(answer.body)["detail"]
