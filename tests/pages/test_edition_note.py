"""A link of another day says that the data have changed since, and which tables."""

import datetime as dt

import pytest

from geo.edition import edition_of
from tests.pages.apps import html_of, new_app


def open_link(stamp, **query):
    app = new_app()
    app.query_params["v"] = stamp
    for name, value in query.items():
        app.query_params[name] = value
    app.run()
    assert not app.exception
    return app


@pytest.fixture(scope="module")
def today(catalogue):
    return edition_of(catalogue, dt.date(2026, 1, 31))


def test_a_link_of_the_same_edition_says_nothing(today):
    assert "data-edition" not in html_of(open_link(today.stamp))


def test_a_long_link_of_before_names_the_tables_that_changed(today):
    changed = ("AA" if today.digests[:2] != "AA" else "BB") + today.digests[2:]
    html = html_of(open_link(f"20260131-0123abcd-{changed}"))
    assert 'data-edition="0123abcd"' in html
    assert "31 January 2026" in html
    assert "Changed tables: Sources." in html


def test_a_link_that_says_too_little_says_so():
    html = html_of(open_link("2601310123ab", lang="tr"))
    assert 'data-edition="0123ab"' in html
    assert "Neyin değiştiği bağlantıdan anlaşılamıyor." in html


@pytest.mark.parametrize("stamp", ["", "x", "<script>alert(1)</script>", "20269999-0123abcd-", "2699990123ab"])
def test_a_hostile_edition_is_ignored(stamp):
    html = html_of(open_link(stamp))
    assert "data-edition" not in html
    assert "<script>alert" not in html


def test_the_edition_leaves_the_address_and_the_choices_stay(today):
    app = open_link(today.stamp, country="KGZ")
    assert "v" not in app.query_params
    assert app.query_params["country"] in ("KGZ", ["KGZ"])


def test_the_edition_leaves_the_address_of_a_page_that_has_no_view(today):
    app = open_link("x")
    app.switch_page("pages/sources.py")
    app.query_params["v"] = today.stamp
    for _ in range(2):
        app.run()
    assert "v" not in app.query_params


def test_a_page_of_text_says_at_its_foot_which_edition_it_shows(today):
    app = open_link(today.stamp)
    app.switch_page("pages/sources.py").run()
    assert f"Data version {today.version}" in html_of(app)
