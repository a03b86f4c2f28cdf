"""Feeds say what changed since the edition before, and that it is not known where there was none."""

import json
import re
import shutil
from pathlib import Path
from types import SimpleNamespace
from xml.etree import ElementTree as ET

import pytest
from lxml import etree
from starlette.applications import Starlette

from geo.cooperation.brief import list_countries
from panels.data import read_data
from panels.open_data import feed
from panels.open_data.feed import feed_routes
from panels.open_data.routes import data_routes
from panels.open_data.views import list_views
from panels.settings import EARLIER_DATA, data_folder
from tests.panels.asgi import ask
from tests.panels.open_data.test_routes import HOSTILE

ATOM = {"a": "http://www.w3.org/2005/Atom"}
RFC_4287 = etree.RelaxNG(etree.parse(Path(__file__).with_name("atom.rng")))
NAME_OF_ENTRY = re.compile(r"urn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}")
HOST = "http://map.example/"


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


def read(answer):
    """Read a feed that the grammar of the standard takes, with what the standard asks for beyond it."""
    assert (answer.status, answer.headers["content-type"]) == (200, "application/atom+xml; charset=utf-8")
    RFC_4287.assertValid(etree.fromstring(answer.body))
    top = ET.fromstring(answer.body)
    listed = top.findall("a:entry", ATOM)
    assert top.findtext("a:author/a:name", namespaces=ATOM)
    for one in (top, *listed):
        updated = one.findtext("a:updated", namespaces=ATOM)
        assert re.fullmatch(r"\d{4}-\d\d-\d\dT00:00:00Z", updated)  # with a zone, which the grammar does not ask for
        assert updated <= top.findtext("a:updated", namespaces=ATOM)
        assert one.findtext("a:title", namespaces=ATOM)
        alternates = [(link.get("type"), link.get("hreflang")) for link in links(one) if link.get("rel") == "alternate"]
        assert len(set(alternates)) == len(alternates) == 1
        assert all(link.get("href").startswith(HOST) for link in links(one))
    times = [one.findtext("a:updated", namespaces=ATOM) for one in listed]
    assert times == sorted(times, reverse=True)
    names = [one.findtext("a:id", namespaces=ATOM) for one in listed]
    assert len(set(names)) == len(names)
    assert all(NAME_OF_ENTRY.fullmatch(name) for name in names)
    return top


def links(one):
    return one.findall("a:link", ATOM)


def entries(answer):
    top = read(answer)
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


def list_feeds():
    catalogue = read_data()[0]
    named = [*catalogue.tables, *(f"site/{one}" for one in catalogue.sites)]
    return ["/feed", *(f"/feed/{one}" for one in (*named, *(f"country/{code}" for code in list_countries(catalogue))))]


@pytest.mark.parametrize("asked", ["", "?lang=ru"])
def test_every_feed_is_one_as_the_standard_has_it_and_leads_to_what_is_there(app, asked):
    catalogue, listed = read_data()
    programs = Starlette(routes=data_routes())
    views = {path for path, _ in list_views(catalogue, listed)}
    seen = set()
    for path in list_feeds():
        top = read(ask(app, path + asked, host="map.example"))
        (own,) = [link.get("href") for link in links(top) if link.get("rel") == "self"]
        assert own == HOST.rstrip("/") + path + asked
        name = top.findtext("a:id", namespaces=ATOM)
        assert name == HOST.rstrip("/") + path  # it is opened, and in every language the same feed
        for link in top.iterfind(".//a:link[@rel='alternate']", ATOM):
            seen.add((link.get("href").removeprefix(HOST), link.get("type")))
    for path, kind in seen:
        if path.startswith("data/"):
            found = ask(programs, f"/{path}")
            assert (found.status, found.headers["content-type"].partition(";")[0]) == (200, kind), path
        else:
            assert (path in views, kind) == (True, "text/html"), path


@pytest.mark.usefixtures("earlier")
def test_entries_lead_to_what_is_there_and_keep_their_names_wherever_the_feed_is_read(app):
    programs = Starlette(routes=data_routes())
    here = read(ask(app, "/feed", host="map.example"))
    kept = {one.findtext("a:id", namespaces=ATOM) for one in here.findall("a:entry", ATOM)}
    there = ET.fromstring(ask(app, "/feed?lang=tr", host="another.example:8501").body)
    assert {one.findtext("a:id", namespaces=ATOM) for one in there.findall("a:entry", ATOM)} == kept
    rows = here.findall("a:entry", ATOM)[1:]
    for one in rows:
        (link,) = links(one)
        found = ask(programs, "/" + link.get("href").removeprefix(HOST))
        assert (found.status, found.headers["content-type"]) == (200, link.get("type"))
    of_table = read(ask(app, "/feed/dwell", host="map.example")).findall("a:entry", ATOM)
    own, row = (one.findtext("a:id", namespaces=ATOM) for one in of_table)
    assert own not in kept  # each feed sums up an edition by itself
    assert row in kept


def test_the_names_of_entries_are_kept_for_good():
    """Whoever changes them has every reader of a feed show everything again."""
    assert (
        feed._name_entry(SimpleNamespace(version="0123abcd"), "data/dwell/D023")
        == "urn:uuid:40fc4142-77fc-5f5a-991a-64124fc6d8c4"
    )


def test_the_grammar_of_the_standard_refuses_what_is_no_feed(app):
    whole = ask(app, "/feed", host="map.example").body.decode()
    for part, instead in [("<title>", "<name>"), ("<updated>", "<updated>x"), ("<id>", "<id>x</id><id>"), ("author>", "person>"),
                          ("href=", "to="), ('rel="self"', 'rel="a:b" colour="red"'), ('type="text/html"', 'type="html"')]:  # fmt: skip
        changed = whole.replace(part, instead).replace(part.replace("<", "</"), instead.replace("<", "</"))
        assert changed != whole
        assert not RFC_4287.validate(etree.XML(changed.encode(), etree.XMLParser(recover=True))), part


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
    assert b"edition" not in ask(app, f"{path}?colour=red").body, "what is never answered is not listed"
    twice = ask(app, f"{path}?edition=&edition=1")
    assert (twice.status, b"edition stands twice" in twice.body) == (400, True)


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
