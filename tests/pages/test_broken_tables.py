"""A clerk's folder in which tables are empty, gone or half broken: every page still opens and says what is missing."""

import csv
import io
import shutil

import pytest

from tests.conftest import ROOT
from tests.pages.apps import new_app

TABLES = ("visits", "findings", "etir_routes", "etir_legs", "readiness", "events", "opening_hours", "time_zones", "dwell",
          "disagreements", "members")  # fmt: skip
PAGES = [
    ("pages/visits.py", {}, "No field visit answers to this filter."),
    ("pages/visits.py", {"tab": "findings"}, "No finding answers to this filter."),
    ("pages/etir.py", {}, "No e-TIR route is recorded."),
    ("pages/etir.py", {"tab": "corridor"}, "No readiness is recorded."),
    ("pages/etir.py", {"tab": "readiness"}, "No readiness is recorded."),
    ("pages/record.py", {}, "No event answers to this choice."),
    ("pages/record.py", {"tab": "map"}, "No event answers to this choice."),
    ("pages/brief.py", {}, "Nothing is recorded on its memberships."),
    (None, {"site": "red-bridge"}, "time zone not known"),
]


def empty(lines):
    return lines[:1]


def break_rows(lines):
    rows = list(csv.reader(lines))
    for number, row in enumerate(rows[1:], 1):
        row[number % len(row)] = "???" if number % 3 == 0 else row[number % len(row)]
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerows(rows)
    return out.getvalue().splitlines()


@pytest.fixture(scope="module")
def folder_of(tmp_path_factory):
    """Make a copy of the tables in which some of them are changed."""

    def make(change, tables):
        folder = tmp_path_factory.mktemp("data")
        shutil.copytree(ROOT / "data", folder, dirs_exist_ok=True)
        for table in tables:
            file = folder / f"{table}.csv"
            lines = change(file.read_text(encoding="utf-8").splitlines())
            file.write_text("\n".join(lines) + "\n", encoding="utf-8")
        return folder

    folders = {
        "empty": make(empty, TABLES),
        "broken": make(break_rows, TABLES),
        "wordless": make(empty, ["vocabularies"]),
    }
    return folders.__getitem__


CASES = [(state, *page) for state in ("empty", "broken") for page in PAGES]
CASES += [("wordless", *page) for page in PAGES if page[0] in {None, "pages/record.py"}]


@pytest.mark.parametrize(("state", "page", "query", "said"), CASES, ids=str)
def test_every_page_opens(folder_of, monkeypatch, state, page, query, said):  # noqa: PLR0913, PLR0917
    monkeypatch.setenv("CARAVANSERAI_DATA", str(folder_of(state)))
    app = new_app()
    if page:
        app.switch_page(page)
    for name, value in query.items():
        app.query_params[name] = value
    app.run()
    assert not app.exception
    html = "\n".join(element.proto.body for element in app.get("html"))
    if state != "broken":  # what is left of a broken table may be nothing, or not
        assert (said in html) == (state == "empty")
