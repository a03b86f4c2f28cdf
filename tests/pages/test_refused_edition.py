"""An edition of which today's program no longer accepts whole tables opens all the same, and says what it leaves out."""

import datetime as dt
from contextlib import closing

import pytest

from geo.editions.opened import open_files
from geo.editions.store import EditionStore
from geo.tables.folder_files import read_files
from panels import data
from panels.editions import kept
from panels.optional import warn_once
from tests.conftest import ROOT
from tests.pages.apps import html_of, open_page

AT = dt.datetime(2024, 5, 6, tzinfo=dt.UTC)
FILES = read_files(ROOT / "data")
REFUSED = {
    name: raw
    for name, raw in FILES.items()
    if name != "gaps.csv"  # a table that the program of then did not have
} | {
    "dwell.csv": FILES["dwell.csv"].replace(b"dwell_id,", b"number,", 1),
    "speeds.csv": b"\x89PNG\r\n\x1a\n" + bytes(64),
    "volumes.csv": b"",
    "vocabularies.csv": FILES["vocabularies.csv"].replace(b"\nmode,rail,", b"\nmode,railway,", 1),
    "walkthroughs/middle-corridor.toml": b"title = ",
    "posts.csv": b"post_id\nred-bridge\n",
}
PAGES = {"map": {"site": "red-bridge"}, "corridor": {"mode": "road"}, "brief": {"country": "AZE"}, "sources": {},
         "visits": {}, "compare": {"site": ["red-bridge", "kapikule"]}}  # fmt: skip


@pytest.fixture(scope="module")
def opened():
    return open_files(REFUSED)


@pytest.fixture(scope="module", autouse=True)
def address(tmp_path_factory):
    path = str(tmp_path_factory.mktemp("editions") / "editions.sqlite")
    with closing(EditionStore(path)) as store:
        store.record(REFUSED, AT)
        store.record(FILES, AT)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("CARAVANSERAI_EDITIONS", path)
        for one in (kept.open_store, kept._find, kept._read, data._read, warn_once):
            one.cache_clear()
        yield path
        for one in (kept.open_store, kept._find, kept._read, data._read, warn_once):
            one.cache_clear()


def test_what_is_refused_is_named_and_everything_else_is_there(opened):
    told = {fault.file for fault in opened.faults}
    assert {"dwell.csv", "speeds.csv", "volumes.csv", "gaps.csv", "posts.csv", "middle-corridor.toml"} <= {
        name.rpartition("/")[2] for name in told
    }
    assert opened.dwell == opened.speeds == opened.volumes == opened.gaps == ()
    assert "red-bridge" in opened.sites
    assert opened.findings
    assert set(opened.stories) == {"caravanserai", "e-tir"}


@pytest.mark.parametrize("page", PAGES)
def test_each_page_opens_with_what_is_left_and_says_so(page):
    html = html_of(open_page(page, {"edition": "1", **PAGES[page]}))
    assert 'data-older="1"' in html
    assert "Today's program does not accept" in html.replace("&#39;", "'")


def test_the_check_report_lists_what_is_left_out():
    html = html_of(open_page("sources", {"edition": "1"}))
    report = html[html.index('id="check-report"') :]
    for words in ("dwell.csv", "speeds.csv", "volumes.csv", "gaps.csv", "The table is left out."):
        assert words in report
