"""Only those who may change the tables can send a file; everybody else is refused before anything is read."""

import json

import pytest
from starlette.applications import Starlette
from starlette.responses import PlainTextResponse
from starlette.routing import Route
from streamlit.testing.v1 import AppTest

from panels.editions import uploaders
from panels.editions.uploaders import MOST_SESSIONS, Uploaders
from panels.server.uploads import Uploads
from panels.web.streamlit_paths import UPLOADS
from tests.limits import WAIT_S
from tests.pages.test_edit import PEOPLE, button, desk, edit_alone, editions, enter
from tests.panels.asgi import ask
from tests.panels.importing.test_page import door

__all__ = ["editions"]


async def take(request):
    return PlainTextResponse(str(len(await request.body())))


METHODS = ["PUT", "POST", "DELETE", "OPTIONS", "GET"]
APP = Uploads(Starlette(routes=[Route("/{rest:path}", take, methods=METHODS)]))


@pytest.fixture
def allowed(editions):
    del editions
    uploaders.uploaders.cache_clear()
    yield uploaders.uploaders()
    uploaders.uploaders.cache_clear()


def send(session, method="PUT", base=""):
    return ask(APP, f"{base}{UPLOADS}{session}/file-1", method)


@pytest.mark.parametrize("method", ["PUT", "POST", "DELETE", "PATCH"])
@pytest.mark.parametrize("base", ["", "/map"])
def test_a_session_that_nobody_has_signed_in_on_is_refused(allowed, method, base):
    allowed.add("other", "Ayşe")
    answer = send("mine", method, base)
    assert (answer.status, json.loads(answer.body)["title"]) == (403, "No file is taken")
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert send("", method, base).status == 403


def test_what_sends_no_file_passes(allowed):
    del allowed
    assert send("mine", "OPTIONS").status == 200
    assert ask(APP, "/_stcore/health", "PUT").status == 200


def test_an_editor_may_send_a_file_until_they_are_taken_out_or_editing_ends(allowed, monkeypatch, tmp_path):
    allowed.add("mine", "Ayşe")
    assert send("mine").status == 200
    monkeypatch.delenv("EDITING")
    assert send("mine").status == 403
    monkeypatch.setenv("EDITING", "1")
    (tmp_path / "editors.toml").write_text(PEOPLE.replace("Ayşe", "Aylin"), encoding="utf-8")
    desk._read_editors.cache_clear()
    assert send("mine").status == 403


def test_the_oldest_of_too_many_sessions_is_forgotten():
    held = Uploaders()
    for number in range(MOST_SESSIONS + 1):
        held.add(str(number), "Ayşe")
        held.add("1", "Ayşe")
    assert [held.name_of(str(number)) for number in (0, 1, 2)] == [None, "Ayşe", "Ayşe"]
    held.remove("1")
    assert held.name_of("1") is None


def test_the_page_lets_its_session_in_and_signing_out_shuts_it(allowed, monkeypatch):
    monkeypatch.setattr(uploaders, "own_session", lambda: "mine")
    page = AppTest.from_function(door, default_timeout=WAIT_S).run()
    assert allowed.name_of("mine") is None
    enter(page, "Ayşe")
    assert not page.exception
    assert allowed.name_of("mine") == "Ayşe"
    edit = AppTest.from_function(edit_alone, default_timeout=WAIT_S)
    edit.session_state["_editor"] = "Ayşe"
    edit.run()
    button(edit, "Sign out").click().run()
    assert allowed.name_of("mine") is None
