"""The citation of a part of a page is read by readers that know nothing of us, as that of a row is."""

import json

import bibtexparser
import pytest
import rispy
from starlette.applications import Starlette

from panels.document.parts import name_cited
from panels.open_data.citing import cite_routes
from tests.geo.exports.test_citation import read_bibtex, set_in_style
from tests.panels.asgi import ask

PARTS = [
    ("compare?site=red-bridge&site=torugart", "en"),
    ("walkthrough?story=caravanserai&stop=4", "kk"),
    ("etir?tab=readiness", "ru"),
    ("record?country=KGZ&type=field-visit", "tr"),
]


@pytest.mark.parametrize(("part", "code"), PARTS)
def test_a_part_of_a_page_is_read_alike_in_every_form(part, code):
    app = Starlette(routes=cite_routes(name_cited))
    page, _, query = part.partition("?")
    told = {
        form: ask(app, f"/cite?page={page}&{query}&lang={code}&f={form}", host="map.example").body.decode()
        for form in ("bibtex", "ris", "csl")
    }
    ours, *others = json.loads(told["csl"])
    assert ours["URL"] == f"http://map.example/{part}"
    bibtex, ris = read_bibtex(told["bibtex"]), rispy.loads(told["ris"])
    assert bibtex[0]["title"].startswith(ours["title"])
    assert ris[0]["title"] == ours["title"]
    # As it stands: LaTeX reads & in words as the end of a cell.
    written = bibtexparser.parse_string(told["bibtex"]).entries[0]["url"]
    assert (written.strip("{}"), ris[0]["urls"]) == (ours["URL"], [ours["URL"]])
    assert [one["title"] for one in bibtex[1:]] == [one["title"] for one in others] == [one["title"] for one in ris[1:]]
    assert len({one["key"] for one in bibtex}) == len(bibtex)
    assert len(set_in_style(told["csl"])) == 1 + len(others)
