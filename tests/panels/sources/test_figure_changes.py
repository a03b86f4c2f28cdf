"""What a reader sees of figures changed between editions, and of the back-test: all of it, escaped, and nothing in words."""

import csv
import datetime as dt
import io
from contextlib import closing
from dataclasses import replace

import pytest

from geo.corridor.backtest import list_trials
from geo.editing.figures import COLUMNS, FigureChange
from geo.editions.recorded import Recorded
from geo.editions.store import EditionStore
from geo.exports.csv_table import write_csv
from geo.language import load_language
from geo.tables.folder_files import read_files
from panels.editions import figures, kept
from panels.sources.backtest import write_backtest, write_error
from panels.sources.figure_changes import Changed, list_rows, write_figure_changes
from tests.conftest import ROOT
from tests.pages.apps import html_of, open_page

AT = dt.datetime(2026, 11, 28, tzinfo=dt.UTC)
EDITION = Recorded(7, "abcdef123456", AT, "A. Clerk", "a new report", "B. Head")
CHANGE = FigureChange("dwell", "D001", "hours", "<4.0>", "4.5")
ENGLISH = load_language("en")


def test_a_change_tells_before_after_why_who_and_when(catalogue):
    html = write_figure_changes(catalogue, [Changed(EDITION, (CHANGE,), ("speeds",))], ENGLISH, kept=True)
    assert 'data-change="7-D001-hours"' in html
    for words in ("&lt;4.0&gt;", "4.5", "a new report", "A. Clerk", "B. Head", "edition 7", "28 November 2026"):
        assert words in html
    assert 'data-unread="7-speeds"' in html


@pytest.mark.parametrize(
    ("found", "kept_here", "words"),
    [
        ((), False, "No editions are kept here"),
        ((), True, "No figure was changed between the editions"),
        (None, True, "The editions cannot be reached now"),
    ],
)
def test_where_nothing_can_be_listed_the_reason_is_told(catalogue, found, kept_here, words):
    assert words in write_figure_changes(catalogue, found, ENGLISH, kept=kept_here)


def test_more_than_is_shown_is_counted_and_told(catalogue):
    many = tuple(replace(CHANGE, row_id=f"D{number}") for number in range(201))
    html = write_figure_changes(catalogue, [Changed(EDITION, many)], ENGLISH, kept=True)
    assert html.count("data-change=") == 200
    assert 'data-figure-changes="201"' in html
    assert "The newest 200 are shown" in html


def test_the_file_holds_recorded_corrections_and_those_between_editions(catalogue):
    rows = list_rows(catalogue, [Changed(EDITION, (CHANGE,))])
    written = list(csv.DictReader(io.StringIO(write_csv(COLUMNS, rows).decode("utf-8-sig"))))
    assert [row["recorded_in"] for row in written] == ["corrections"] * len(catalogue.corrections) + ["editions"]
    assert (written[-1]["edition"], written[-1]["by"], written[-1]["approved_by"]) == ("7", "A. Clerk", "B. Head")


def test_the_page_compares_the_editions_that_are_kept(tmp_path, monkeypatch):
    today = read_files(ROOT / "data")
    older = today | {"dwell.csv": today["dwell.csv"].replace(b"measured,4.5,20", b"measured,4.4,20", 1)}
    address = str(tmp_path / "editions.sqlite")
    monkeypatch.setenv("CARAVANSERAI_EDITIONS", address)
    caches = (kept.open_store, kept._find, kept._read, figures._compare, figures._read_files)
    for one in caches:
        one.cache_clear()
    with closing(EditionStore(address)) as store:
        store.record(older, AT, author="A. Clerk", reason="before")
        store.record(today, AT, author="A. Clerk", reason="mended by the yearbook")
    html = html_of(open_page("sources", {"tab": "corrections"}))
    for one in caches:
        one.cache_clear()
    assert 'data-change="2-D001-hours"' in html
    assert "mended by the yearbook" in html


def test_the_back_test_is_told_case_by_case(catalogue):
    trials = list_trials(catalogue)
    html = write_backtest(catalogue, trials, ENGLISH)
    assert html.count("data-trial=") == len(trials)
    assert html.count("data-record=") == 2
    assert "No hours of the corridor have a later year" in write_backtest(catalogue, (), ENGLISH)


def test_an_error_has_its_sign_and_no_per_cent_of_nothing(catalogue):
    one = list_trials(catalogue)[0]
    assert write_error(replace(one, said=5.0, came=4.0), ENGLISH) == "+1.0 h (+25%)"
    assert write_error(replace(one, said=4.0, came=5.0), ENGLISH) == "−1.0 h (−20%)"
    assert write_error(replace(one, said=1.5, came=0.0), ENGLISH) == "+1.5 h"
    assert write_error(replace(one, said=5.0, came=5.0), ENGLISH) == "0.0 h (0%)"
    assert write_error(replace(one, said=0.13, came=0.14), ENGLISH) == "0.0 h (−7%)"  # not "−0.0 h"


def test_the_corridor_says_beside_its_figures_how_wrong_they_would_have_been():
    road = html_of(open_page("corridor", {"mode": "road"}))
    assert "data-backtest=" in road
    assert "tab=corrections" in road
    assert "data-backtest=" not in html_of(open_page("corridor", {"mode": "road", "unit": "usd"}))
