"""The script for when there is no network: where it is, what it may keep, and that it leaves where people sign in."""

import json
import re

import pytest
from starlette.applications import Starlette

from geo.language import list_languages, load_language
from panels.document.first_sight import FirstSight, covered_pages
from panels.document.opened import read_opened
from panels.document.service_worker import worker_routes, write_worker
from panels.server.sign_in import OPEN
from panels.shell.titles import DESKS, list_titles
from panels.ui.address import SERVICE_WORKER
from panels.web.join import SCRIPT_FOLDER
from tests.panels.asgi import ask


def told(body):
    return json.loads(re.match(rb"self\.sights = (.*);\n", body)[1])


def test_it_lies_beside_the_pages_and_is_asked_for_again():
    answer = ask(Starlette(routes=worker_routes()), f"/{SERVICE_WORKER}")
    assert answer.headers["content-type"].startswith("text/javascript")
    assert "no-cache" in answer.headers["cache-control"]
    assert re.fullmatch("[0-9a-f]{12}", told(answer.body)["version"])


def test_it_knows_the_pages_that_may_be_kept_and_no_others():
    pages = set(told(write_worker(keeps=True).content)["pages"])
    assert pages == set(covered_pages()) <= set(list_titles(load_language("en")))
    assert not pages & (DESKS | {"data", "ogc", "_stcore", "rooms", "sign-in", "embed"})


def test_where_people_sign_in_it_keeps_nothing_and_clears_up(monkeypatch):
    monkeypatch.setenv("SIGN_IN", "required")
    assert told(ask(Starlette(routes=worker_routes()), f"/{SERVICE_WORKER}").body)["pages"] == []
    assert f"/{SERVICE_WORKER}" in OPEN
    assert "data-worker" not in FirstSight().write(read_opened("brief", {}, load_language("en")), {})


@pytest.mark.parametrize("code", list_languages())
def test_every_first_sight_can_say_of_which_day_it_is(code):
    language = load_language(code)
    sight = FirstSight()
    for page in covered_pages():
        html = sight.write(read_opened(page, {}, language), {})
        assert f'<first-sight id="first-sight" data-worker="{SERVICE_WORKER}">' in html
        said = re.search(r'<p class="sight-offline">([^<]*)</p>', html)[1]
        begins = language.text("No network. This is the state of {date}, {time} UTC.").partition("{")[0]
        assert said.startswith(begins)
        assert re.search(r"\b20\d\d\b.*\d\d:\d\d UTC", said)


def test_it_looks_for_what_the_document_says():
    script = (SCRIPT_FOLDER / "core" / "kept_sights.js").read_text(encoding="utf-8")
    html = FirstSight().write(read_opened("brief", {}, load_language("en")), {})
    looked_for = [*re.findall(r"const HOST = '([^']*)'", script), *re.findall(r"html\.includes\('([^']*)'\)", script)]
    assert len(looked_for) == 2
    assert all(words in html for words in looked_for)
