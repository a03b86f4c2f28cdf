"""The window keeps the title of the first document, whatever the page shows next."""

import ast

import pytest
import streamlit as st

from geo.language import load_language
from panels.document.about import tell_about
from panels.document.opened import read_opened
from tests.conftest import ROOT
from tests.pages.apps import new_app, open_page

QUERIES = [
    ("map", {"country": "KGZ"}, "Kyrgyzstan · Caravanserai map"),
    ("map", {"site": "red-bridge", "lang": "tr"}, ""),
    ("map", {"q": "osh", "country": "<script>alert(1)</script>"}, "Caravanserai map"),
    ("record", {"tab": "map", "country": ["KGZ", "KAZ"]}, ""),
    ("visits", {"tab": "findings", "country": "KGZ", "lang": "kk"}, ""),
    ("etir", {"tab": "readiness"}, ""),
    ("brief", {"country": "UZB", "since": "2024", "lang": "ru"}, ""),
    ("compare", {"site": ["irkeshtam", "torugart"]}, ""),
    ("corridor", {"mode": "rail", "unit": "usd"}, ""),
    ("sources", {"table": "../../x"}, "Sources · Caravanserai map"),
    ("walkthrough", {"story": "caravanserai"}, ""),
]
NAMED_BY_THE_WHOLE_PAGE = {"panels/corridor/page.py", "panels/edit/page.py"}
"""What their fragments choose stands in no title."""


@pytest.fixture
def titles(monkeypatch):
    """Note each title that is sent, beside Streamlit's own way."""
    sent, send = [], st.set_page_config

    def note(**settings):
        sent.extend(settings[name] for name in ("page_title",) if name in settings)
        send(**settings)

    monkeypatch.setattr(st, "set_page_config", note)
    return sent


@pytest.mark.parametrize(("page", "query", "wanted"), QUERIES, ids=str)
def test_the_live_page_has_the_title_of_its_first_document(page, query, wanted, titles):
    open_page(page, query)
    asked = {name: [value] if isinstance(value, str) else value for name, value in query.items()}
    opened = read_opened("" if page == "map" else page, asked, load_language(query.get("lang", "en")))
    assert titles[-1] == tell_about(opened).title
    assert titles[-1] == (wanted or titles[-1])


def test_the_title_follows_the_address_and_is_sent_when_it_changes(titles):
    app = new_app()
    app.run()
    assert set(titles) == {"Caravanserai map"}
    titles.clear()
    app.query_params["country"] = ["KGZ", "UZB"]
    app.run()
    assert titles[-1] == "Kyrgyzstan and Uzbekistan · Caravanserai map"
    assert titles.count(titles[-1]) == 1


def list_fragments():
    """List the functions that run alone, with the names they call: file → names."""
    for path in sorted([*(ROOT / "panels").rglob("*.py"), *(ROOT / "pages").glob("*.py")]):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        for node in ast.walk(tree):
            if isinstance(node, ast.FunctionDef) and any("fragment" in ast.unparse(one) for one in node.decorator_list):
                yield (
                    path.relative_to(ROOT).as_posix(),
                    {name.id for name in ast.walk(node) if isinstance(name, ast.Name)},
                )


def test_each_part_that_runs_alone_has_the_title_follow():
    found = list(list_fragments())
    assert len(found) >= 9
    assert {file for file, names in found if "follow_title" not in names} == NAMED_BY_THE_WHOLE_PAGE
