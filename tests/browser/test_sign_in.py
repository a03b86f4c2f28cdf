"""With SIGN_IN=required nobody gets past the door without signing in at a provider; without a browser."""

from __future__ import annotations

import contextlib
import json
import os
import re
import subprocess
import sys
import tempfile
import warnings
from dataclasses import dataclass
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest
from itsdangerous import TimestampSigner, URLSafeTimedSerializer
from websockets.exceptions import InvalidStatus
from websockets.sync.client import connect

from geo.language import list_languages, load_language
from panels.server.security_contact import SECURITY_PATH
from panels.server.sign_in import OPEN
from panels.settings import DEFAULT_SIGN_IN_HOURS
from panels.web.streamlit_sign_in import CALLBACK, LOGOUT
from tests.browser.conftest import CONTACT, DATA, HOST, free_port, wait_for
from tests.browser.test_every_route import GUARDS, ROUTES
from tests.conftest import ROOT
from tests.limits import WAIT_S

pytestmark = [pytest.mark.browser, pytest.mark.filterwarnings("ignore::DeprecationWarning")]

SECRET = "of sixty-four letters or so, known to this test and to its server"  # noqa: S105 - of this test alone
CLIENT = "caravanserai"
USER = "_streamlit_user"
NAME = "Aigerim"
HOUR_S = 3600


@contextlib.contextmanager
def serve_provider():
    """Run a provider of OpenID Connect in a thread; what it says can be patched."""
    with warnings.catch_warnings():
        import authlib.deprecate  # noqa: F401, PLC0415 - has its warnings shown, whatever was said before

        warnings.simplefilter("ignore")
        import oidc_provider_mock  # noqa: PLC0415 - warns when it is imported
        from oidc_provider_mock import _app  # noqa: PLC0415
    known = [oidc_provider_mock.User(sub="aigerim", claims={"email": "aigerim@example.org", "name": NAME})]
    with oidc_provider_mock.run_server_in_thread(user_claims=known) as server:
        yield f"http://localhost:{server.server_port}", _app.OpenIDCode


@dataclass
class Door:
    """A server that asks everybody to sign in, and its provider."""

    base: str
    provider: str
    code: type

    def visitor(self):
        return httpx.Client(base_url=self.base, timeout=WAIT_S, trust_env=False, verify=False)  # noqa: S501 - without TLS

    def ask_provider(self, visitor, way="/", **changed):
        """Sign in at the provider; give the address that it sends the visitor back to."""
        first = visitor.get("/sign-in", params={"to": way})
        there = visitor.get(first.headers["location"])
        assert there.status_code == 302, there.text
        address = httpx.URL(there.headers["location"]).copy_merge_params(changed)
        assert str(address).startswith(self.provider)
        back = visitor.post(address, data={"sub": "aigerim"})
        assert back.status_code == 302, back.text
        return back.headers["location"]

    def sign_in(self, visitor, way="/"):
        return visitor.get(self.ask_provider(visitor, way))


@pytest.fixture(scope="module")
def door():
    port = free_port()
    base = f"http://{HOST}:{port}"
    patch = pytest.MonkeyPatch()
    patch.setenv("AUTHLIB_INSECURE_TRANSPORT", "1")
    command = [sys.executable, "-m", "streamlit", "run", "server.py", "--server.port", str(port)]
    with serve_provider() as (provider, code), tempfile.TemporaryFile() as log:
        environment = os.environ | {
            "CARAVANSERAI_DATA": str(DATA),
            "SIGN_IN": "required",
            "STREAMLIT_SERVER_COOKIE_SECRET": SECRET,
            "SECURITY_CONTACT": CONTACT,
            "OIDC_METADATA_URL": f"{provider}/.well-known/openid-configuration",
            "OIDC_CLIENT_ID": CLIENT,
            "OIDC_CLIENT_SECRET": "not so secret",
            "OIDC_REDIRECT_URI": f"{base}{CALLBACK}",
            "NO_PROXY": "*",
        }
        process = subprocess.Popen(
            [*command, "--server.address", HOST], cwd=ROOT, env=environment, stdout=log, stderr=log
        )
        try:
            wait_for(f"{base}/live", process)
            yield Door(base, provider, code)
        finally:
            process.terminate()
            process.wait(timeout=WAIT_S)
            patch.undo()


@pytest.fixture
def visitor(door):
    with door.visitor() as client:
        yield client


@pytest.fixture
def reader(door):
    with door.visitor() as client:
        assert door.sign_in(client).status_code == 302
        yield client


def lines(door, cookie=""):
    """Try both lines that the server holds; give the statuses that they are refused with, 101 where they are held."""
    for path in ("/_stcore/stream", "/rooms/none"):
        try:
            with connect(
                door.base.replace("http", "ws") + path,
                origin=door.base,
                proxy=None,
                additional_headers={"Cookie": cookie} if cookie else None,
            ):
                yield 101
        except InvalidStatus as refused:
            yield refused.response.status_code


def cookie_of(client):
    return "; ".join(f"{one.name}={one.value}" for one in client.cookies.jar)


def test_every_route_is_closed_but_those_that_are_said_to_be_open(visitor):
    for path in ROUTES:
        if path.partition("?")[0] in OPEN:
            continue
        for method in ("GET", "HEAD", "POST", "OPTIONS"):
            answer = visitor.request(method, path)
            assert answer.status_code == 401, (method, path)
            assert answer.headers["content-type"] == "application/problem+json", path
            assert GUARDS.items() <= dict(answer.headers).items(), path
            assert len(answer.content) < 400, path


def test_what_is_open_tells_nothing(visitor):
    assert visitor.get("/live").text == "alive"
    assert visitor.get("/ready").json() == {"ready": True}
    assert visitor.get("/service-worker.js").text.startswith('self.sights = {"pages": [], ')
    assert visitor.get(SECURITY_PATH).text.startswith(f"Contact: {CONTACT}\n")
    for path in sorted(OPEN - {"/live", "/ready", "/service-worker.js", SECURITY_PATH}):
        answer = visitor.get(path)
        assert (answer.status_code, answer.content) == (302, b""), path


def test_no_line_is_held(door):
    assert list(lines(door)) == [401, 401]
    assert list(lines(door, f"{USER}=forged")) == [401, 401]


@pytest.mark.parametrize("code", list_languages())
def test_a_page_shows_a_sign_in_page_in_the_reader_s_language(visitor, code):
    answer = visitor.get("/corridor?journey=x&from=y", headers={"Accept": "text/html", "Accept-Language": code})
    words = load_language(code).text("Sign in")
    assert answer.status_code == 401
    assert answer.headers["cache-control"] == "no-store"
    assert f'<html lang="{code}">' in answer.text
    assert f"<h1>{words}</h1>" in answer.text
    assert "<script" not in answer.text
    assert re.findall('href="([^"]*)"', answer.text) == ["/sign-in?to=/corridor%3Fjourney%3Dx%26from%3Dy"]


def test_who_has_signed_in_is_led_back_and_reads(door, visitor):
    back = door.sign_in(visitor, "/corridor?lang=tr&year=2024")
    assert (back.status_code, back.headers["location"]) == (302, "/corridor?lang=tr&year=2024")
    assert "httponly" in back.headers["set-cookie"].lower()
    page = visitor.get("/corridor", headers={"Accept": "text/html"})
    assert page.status_code == 200
    assert "Sign in" not in page.text
    rows = visitor.get("/data/dwell.csv")
    assert rows.status_code == 200
    assert "private" in rows.headers["cache-control"]
    assert "public" not in rows.headers["cache-control"]
    assert list(lines(door, cookie_of(visitor))) == [101, 101]


def test_a_process_that_has_shown_no_page_hands_out_the_files_of_components(reader):
    for path in ("panels.web.components.map/map.js", "streamlit_folium.st_folium/index.html"):
        assert reader.get(f"/component/{path}").status_code == 200, path


def test_a_cookie_that_somebody_was_given_before_signing_in_is_no_sign_in_of_theirs(door, visitor):
    """Whoever knows the cookie from before signs in as nobody but themselves."""
    claims = URLSafeTimedSerializer(SECRET, salt=USER)
    given = claims.dumps(json.dumps({"is_logged_in": True, "aud": CLIENT, "origin": door.base, "name": "Mallory"}))
    visitor.cookies.set(USER, given, domain=HOST, path="/")
    assert visitor.get("/data").status_code == 200
    door.sign_in(visitor)
    (now,) = [one.value for one in visitor.cookies.jar if one.name == USER]
    assert now != given
    assert json.loads(claims.loads(now))["name"] == NAME
    assert json.loads(claims.loads(given))["name"] == "Mallory"


def test_who_has_signed_out_reads_no_more_nor_who_has_a_copy_of_the_cookie(door, reader, visitor):
    copied = cookie_of(reader)
    assert visitor.get("/data", headers={"Cookie": copied}).status_code == 200
    gone = reader.get(LOGOUT)
    assert gone.status_code == 302
    assert gone.headers["location"].startswith(f"{door.provider}/oauth2/end_session?")
    assert reader.get("/data").status_code == 401
    assert list(lines(door, cookie_of(reader))) == [401, 401]
    assert visitor.get("/data", headers={"Cookie": copied}).status_code == 401
    assert list(lines(door, copied)) == [401, 401]


def test_an_address_of_the_provider_is_of_use_once_and_to_one_browser(door, visitor):
    address = door.ask_provider(visitor)
    with door.visitor() as thief:
        assert USER not in thief.get(address).cookies
        assert thief.get("/data").status_code == 401
    assert USER in visitor.get(address).cookies
    visitor.cookies.delete(USER)
    assert USER not in visitor.get(address).cookies
    assert visitor.get("/data").status_code == 401


def test_a_token_with_the_nonce_of_another_sign_in_is_refused(door, visitor):
    assert USER not in visitor.get(door.ask_provider(visitor, nonce="of-another-sign-in")).cookies
    assert visitor.get("/data").status_code == 401


def test_a_code_for_another_app_is_refused(door, visitor):
    assert USER not in visitor.get(door.ask_provider(visitor, client_id="another-app")).cookies
    assert visitor.get("/data").status_code == 401


@pytest.mark.parametrize("party", [{}, {"azp": CLIENT}])
def test_a_token_for_another_app_is_refused(door, visitor, monkeypatch, party):
    said = {"sub": "aigerim", "aud": ["another-app"], **party}
    monkeypatch.setattr(door.code, "generate_user_info", lambda *_: said)
    door.sign_in(visitor)
    assert visitor.get("/data").status_code == 401


def test_a_token_of_another_provider_is_refused(door, visitor, monkeypatch):
    config = door.code.get_jwt_config
    monkeypatch.setattr(door.code, "get_jwt_config", lambda *a: config(*a) | {"iss": "https://evil.example"})
    door.sign_in(visitor)
    assert visitor.get("/data").status_code == 401


def test_a_cookie_is_good_for_some_hours(visitor, reader, monkeypatch):
    """The same claims, signed at another time or with another secret."""
    claims = URLSafeTimedSerializer(SECRET, salt=USER).loads(reader.cookies[USER])
    now = TimestampSigner.get_timestamp(None)
    cases = [(SECRET, 0, 200), (SECRET, DEFAULT_SIGN_IN_HOURS + 1, 401), ("another secret", 0, 401)]
    for secret, hours, status in cases:
        monkeypatch.setattr(TimestampSigner, "get_timestamp", lambda _, then=now - hours * HOUR_S: then)
        signed = URLSafeTimedSerializer(secret, salt=USER).dumps(claims)
        answer = visitor.get("/data", headers={"Cookie": f"{USER}={signed}"})
        assert answer.status_code == status, (secret, hours)


def test_the_provider_is_asked_for_what_the_settings_say(door, visitor):
    first = visitor.get("/sign-in")
    asked = parse_qs(urlsplit(visitor.get(first.headers["location"]).headers["location"]).query)
    assert asked["client_id"] == [CLIENT]
    assert asked["redirect_uri"] == [door.base + CALLBACK]
    assert asked["nonce"]
    assert asked["state"]
