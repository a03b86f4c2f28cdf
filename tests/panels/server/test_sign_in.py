"""Who may enter: what is closed, what is remembered of the way, and what has to be set first."""

import json

import anyio
import pytest
from itsdangerous import URLSafeTimedSerializer
from starlette.responses import PlainTextResponse

from panels.server import sign_in
from panels.server.sign_in import OVER, SignIn, is_local
from panels.settings import SettingError, sign_in_hours, sign_in_mode
from panels.shell.sign_in import Person, read_person
from panels.web import streamlit_sign_in
from panels.web.signed_out import SignedOut, signed_out
from panels.web.streamlit_sign_in import LOGOUT
from tests.panels.asgi import ask, run_aside

SECRET = "s" * 32
USER = "_streamlit_user"
SECTION = {
    "client_id": "map",
    "client_secret": "x",
    "redirect_uri": "http://localhost:1/oauth2callback",
    "server_metadata_url": "http://localhost:2/.well-known/openid-configuration",
    "cookie_secret": SECRET,
}
CLAIMS = {
    "is_logged_in": True,
    "origin": "http://localhost:1",
    "aud": "map",
    "sub": "7",
    "email": "aigerim@example.org",
    "name": "Aigerim",
}


@pytest.fixture
def section(monkeypatch):
    """Set the provider as Streamlit would find it."""
    section = dict(SECTION)
    monkeypatch.setenv("SIGN_IN", "required")
    signed_out.cache_clear()
    monkeypatch.setattr(streamlit_sign_in.auth_util, "get_secrets_auth_section", lambda: section)
    monkeypatch.setattr(streamlit_sign_in, "get_cookie_secret", lambda: section["cookie_secret"])
    yield section
    signed_out.cache_clear()


def cookies(**claims):
    return {USER: URLSafeTimedSerializer(SECRET, salt=USER).dumps(json.dumps(CLAIMS | claims))}


def header(**claims):
    return "; ".join(f"{name}={value}" for name, value in cookies(**claims).items())


@pytest.mark.usefixtures("section")
def test_a_person_has_a_name_and_an_address():
    person = read_person(cookies())
    assert isinstance(person, Person)
    assert (person.email, person.name) == ("aigerim@example.org", "Aigerim")


@pytest.mark.usefixtures("section")
def test_an_address_that_was_not_verified_is_none():
    assert read_person(cookies(email_verified=False)).email == ""
    assert read_person(cookies(email_verified=True)).email == "aigerim@example.org"


@pytest.mark.parametrize(
    "wrong",
    [
        {"aud": "other"},
        {"aud": ["other"], "azp": "map"},
        {"aud": None},
        {"origin": "http://evil.example"},
        {"is_logged_in": False},
    ],
)
@pytest.mark.usefixtures("section")
def test_what_was_said_to_another_app_signs_nobody_in(wrong):
    assert read_person(cookies(**wrong)) is None


@pytest.mark.usefixtures("section")
def test_nobody_is_signed_in_where_nobody_can_be(monkeypatch):
    given = cookies()
    assert read_person(given) is not None
    monkeypatch.setenv("SIGN_IN", "")
    assert read_person(given) is None


@pytest.mark.usefixtures("section")
def test_a_long_cookie_comes_in_pieces():
    whole = json.dumps(CLAIMS | {"groups": ["g" * 9] * 99})
    sign = URLSafeTimedSerializer(SECRET, salt=USER).dumps
    pieces = {
        USER: sign("chunks-2"),
        f"{USER}_1": URLSafeTimedSerializer(SECRET, salt=f"{USER}_1").dumps(whole[:500]),
        f"{USER}_2": URLSafeTimedSerializer(SECRET, salt=f"{USER}_2").dumps(whole[500:]),
    }
    assert read_person(pieces).name == "Aigerim"
    assert read_person({name: value for name, value in pieces.items() if not name.endswith("2")}) is None


@pytest.mark.parametrize("path", ["/", "/data", "/none", "/live/", "//live", "/sign-in/x", "/LIVE"])
@pytest.mark.usefixtures("section")
def test_what_does_not_stand_among_the_open_is_closed(path):
    guarded = SignIn(PlainTextResponse("figures"))
    assert ask(guarded, path).status == 401
    assert ask(guarded, path, cookie=header()).body == b"figures"


@pytest.mark.usefixtures("section")
def test_a_page_is_shown_to_a_browser_and_a_problem_told_to_a_program():
    guarded = SignIn(PlainTextResponse("figures"))
    assert ask(guarded, "/data", accept="text/html").headers["content-type"].startswith("text/html")
    assert ask(guarded, "/data").headers["content-type"] == "application/problem+json"
    assert json.loads(ask(guarded, "/data").body)["status"] == 401


@pytest.mark.usefixtures("section")
def test_editors_alone_close_nothing(monkeypatch):
    monkeypatch.setenv("SIGN_IN", "editors")
    assert ask(SignIn(PlainTextResponse("figures")), "/data").body == b"figures"


@pytest.mark.usefixtures("section")
def test_what_is_answered_to_one_person_is_for_no_shared_cache():
    answers = PlainTextResponse("figures", headers={"cache-control": "public, max-age=9"})
    assert ask(SignIn(answers), "/data", cookie=header()).headers["cache-control"] == "private, max-age=9"


@pytest.mark.usefixtures("section")
def test_a_line_ends_when_its_person_has_to_sign_in_again():
    said = []

    async def app(_scope, receive, _send):
        await receive()

    async def send(message):
        said.append(message)

    scope = {"type": "websocket", "path": "/rooms/x", "headers": [(b"cookie", header().encode())]}
    run_aside(SignIn(app, clock=lambda: float("inf")), scope, anyio.sleep_forever, send)
    assert said == [{"type": "websocket.close", "code": OVER}]


@pytest.mark.usefixtures("section")
def test_a_copy_of_the_cookie_of_who_has_signed_out_opens_nothing():
    guarded = SignIn(PlainTextResponse("figures"))
    copied, other = header(), header(sub="8")
    assert ask(guarded, "/data", cookie=copied).status == 200
    ask(guarded, LOGOUT, cookie=f"lang=tr; {copied}")
    assert ask(guarded, "/data", cookie=copied).status == 401
    assert ask(guarded, "/data", cookie=f"{copied}; {USER}_1=x").status == 401
    assert ask(guarded, "/data", cookie=other).status == 200
    ask(guarded, LOGOUT, cookie=f"{USER}=forged")
    assert ask(guarded, "/data", cookie=other).status == 200


def test_of_many_that_have_signed_out_the_oldest_is_forgotten():
    held = SignedOut(most=2)
    for name in "abca":
        held.add(name)
    assert [name in held for name in "abc"] == [True, False, True]


@pytest.mark.parametrize("way", ["/", "/corridor?lang=tr&year=2024", "/a%20b", "/é"])
def test_a_way_back_leads_into_the_app(way):
    assert is_local(way)


@pytest.mark.parametrize(
    "way", ["", "corridor", "//evil.example", "/\\evil.example", "https://evil.example", "/a\r\nSet-Cookie: x", "/a b"]
)
def test_no_way_leads_out(way):
    assert not is_local(way)


@pytest.mark.parametrize("missing", [*SECTION])
def test_a_server_that_nobody_could_sign_in_to_does_not_start(section, missing):
    assert len(sign_in.sign_in_middleware()) == 1
    section[missing] = ""
    with pytest.raises(SettingError, match="sign-in cannot work"):
        sign_in.sign_in_middleware()


def test_without_sign_in_there_is_no_door(monkeypatch):
    monkeypatch.setenv("SIGN_IN", "")
    assert sign_in.sign_in_middleware() == []
    assert sign_in.sign_in_routes() == []


def test_a_slip_of_the_pen_opens_nothing(monkeypatch):
    monkeypatch.setenv("SIGN_IN", "demanded")
    with pytest.raises(SettingError, match="demanded"):
        sign_in_mode()


@pytest.mark.parametrize("hours", ["0", "721", "a day", "1.5", "-1"])
def test_hours_are_a_whole_number(monkeypatch, hours):
    monkeypatch.setenv("SIGN_IN_HOURS", hours)
    with pytest.raises(SettingError, match="SIGN_IN_HOURS"):
        sign_in_hours()
