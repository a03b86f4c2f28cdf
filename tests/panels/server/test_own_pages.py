"""A session is begun, and a file sent, by pages of this server alone: neither another port nor another scheme is."""

import json

import anyio
import pytest
from starlette.responses import PlainTextResponse

from panels.server.own_pages import OwnPages
from panels.web.streamlit_paths import UPLOADS
from tests.panels.asgi import ask, run_aside

HOST = "map.example:8501"
STRANGERS = [
    "http://map.example:9999",
    "http://map.example",
    "https://evil.example",
    "null",
    "http://map.example:8501.evil",
]
APP = OwnPages(PlainTextResponse("taken"))


def open_line(origin, scheme="ws", path="/_stcore/stream", **headers):
    """Ask for a line; give the type of the first message that is answered."""
    said = []

    async def held(_scope, _receive, send):
        await send({"type": "websocket.accept"})

    async def send(message):
        said.append(message)

    named = {"host": HOST, **({"origin": origin} if origin else {}), **headers}
    head = [(name.replace("_", "-").encode(), value.encode()) for name, value in named.items()]
    scope = {"type": "websocket", "path": path, "scheme": scheme, "headers": head, "extensions": {
        "websocket.http.response": {},
    }}  # fmt: skip
    run_aside(OwnPages(held), scope, anyio.sleep_forever, send)
    return said[0].get("status", said[0]["type"])


@pytest.mark.parametrize("path", ["/_stcore/stream", "/map/_stcore/stream", "/rooms/x"])
def test_a_line_is_held_for_our_pages_alone(path):
    assert open_line(f"http://{HOST}", path=path) == "websocket.accept"
    assert open_line("", path=path) == "websocket.accept"  # no page in a browser
    assert [open_line(one, path=path) for one in STRANGERS] == [403] * len(STRANGERS)


@pytest.mark.parametrize("method", ["PUT", "POST", "DELETE"])
def test_a_file_is_taken_from_our_pages_alone(method):
    path = f"{UPLOADS}mine/1"
    assert ask(APP, path, method, host=HOST, origin=f"http://{HOST}").body == b"taken"
    assert ask(APP, path, method, host=HOST).body == b"taken"
    for origin in STRANGERS:
        answer = ask(APP, path, method, host=HOST, origin=origin)
        assert (answer.status, json.loads(answer.body)["title"]) == (403, "Another page's request"), origin
        assert answer.headers["x-content-type-options"] == "nosniff"


def test_a_page_that_came_unsealed_speaks_to_no_sealed_server():
    assert open_line(f"https://{HOST}", "wss") == "websocket.accept"
    assert open_line(f"http://{HOST}", "wss") == 403
    assert open_line(f"http://{HOST}", "ws", x_forwarded_proto="https, http") == 403
    assert open_line(f"https://{HOST}", "ws", x_forwarded_proto="https") == "websocket.accept"


def test_what_is_read_and_what_programs_ask_passes():
    assert ask(APP, "/data/dwell.csv", host=HOST, origin=STRANGERS[0]).body == b"taken"
    assert ask(APP, "/mcp", "POST", host=HOST, origin=STRANGERS[0]).body == b"taken"


def test_an_origin_that_the_settings_name_is_ours(monkeypatch):
    allowed = {"server.corsAllowedOrigins": [STRANGERS[0]]}
    monkeypatch.setattr("panels.rooms.stream.st.get_option", allowed.get)
    assert open_line(STRANGERS[0]) == "websocket.accept"
    assert [open_line(one) for one in STRANGERS[1:]] == [403] * (len(STRANGERS) - 1)
