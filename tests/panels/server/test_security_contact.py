"""`security.txt` is what RFC 9116 asks, where a contact is named, and is not there where none is."""

import datetime as dt
import json
import re

import pytest
from starlette.applications import Starlette

from panels.server import security_contact
from panels.server.headers import security_middleware
from panels.server.security_contact import find_expiry, security_routes
from panels.settings import SettingError
from panels.ui import address
from tests.panels.asgi import ask

PATH = "/.well-known/security.txt"
MAIL, PAGE, PHONE = "mailto:security@example.org", "https://example.org/report?of=map", "tel:+996-312-00-00-00"
FIELD = re.compile(r"([A-Z][A-Za-z-]*): (\S(?:.*\S)?)")


@pytest.fixture
def serve(monkeypatch):
    def begin(contact=MAIL, **others):
        monkeypatch.setenv("SECURITY_CONTACT", contact)
        for name, value in others.items():
            monkeypatch.setenv(name, value)
        return Starlette(routes=security_routes(), middleware=security_middleware())

    return begin


def read(answer):
    """Read the file by the grammar of RFC 9116, section 4, which has a field in each line."""
    assert (answer.status, answer.headers["content-type"]) == (200, "text/plain; charset=utf-8")
    lines = answer.body.decode().split("\n")
    assert lines.pop() == ""
    found = [FIELD.fullmatch(line).groups() for line in lines]
    once = [name for name, _ in found if name in {"Expires", "Preferred-Languages"}]
    assert sorted(once) == ["Expires", "Preferred-Languages"]
    return found


def values(fields, name):
    return [value for known, value in fields if known == name]


def test_it_names_whom_to_write_to_in_the_order_of_the_setting(serve):
    fields = read(ask(serve(f"{PAGE} {MAIL}  {PHONE} {MAIL}"), PATH))
    assert values(fields, "Contact") == [PAGE, MAIL, PHONE]
    assert values(fields, "Preferred-Languages") == ["en"]
    assert values(fields, "Policy") == values(fields, "Canonical") == []


def test_policy_and_languages_are_said_as_they_are_named(serve):
    named = {"SECURITY_POLICY": "https://example.org/security", "SECURITY_LANGUAGES": "ru en-GB"}
    fields = read(ask(serve(**named), PATH))
    assert values(fields, "Policy") == ["https://example.org/security"]
    assert values(fields, "Preferred-Languages") == ["ru, en-GB"]


@pytest.mark.parametrize(
    "day", [dt.date(2026, 1, 1), dt.date(2026, 11, 29), dt.date(2026, 12, 31), dt.date(2028, 2, 29)]
)
def test_it_holds_for_half_a_year_at_least_and_less_than_one(day):
    ahead = find_expiry(day) - day
    assert dt.timedelta(180) < ahead < dt.timedelta(220)
    assert find_expiry(day).day == 1
    assert find_expiry(day.replace(day=1)) == find_expiry(day), "the same all month"


def test_it_is_the_same_all_month_and_not_sent_again(serve, monkeypatch):
    app = serve()
    first = ask(app, PATH)
    (expires,) = values(read(first), "Expires")
    moment = dt.datetime.strptime(expires, "%Y-%m-%dT%H:%M:%S%z")
    assert dt.timedelta(180) < moment - dt.datetime.now(tz=dt.UTC) < dt.timedelta(220)
    assert first.headers["cache-control"] == "public, no-cache"
    assert ask(app, PATH, if_none_match=first.headers["etag"]).status == 304
    monkeypatch.setattr(security_contact, "find_expiry", lambda _: dt.date(2030, 1, 1))
    assert ask(app, PATH, if_none_match=first.headers["etag"]).status == 200


@pytest.mark.parametrize("base", ["", "/map"])
def test_it_stands_at_the_root_of_the_host_and_says_where(serve, monkeypatch, base):
    for module in (security_contact, address):
        monkeypatch.setattr(module, "base_path", lambda: base)
    app = serve()

    async def by_tls(scope, receive, send):
        await app({**scope, "scheme": "https"}, receive, send)

    for asked, host, said in (
        (by_tls, "map.example:8443", [f"https://map.example:8443{PATH}"]),
        (by_tls, "a b<script>", []),
        (app, "map.example", []),
    ):
        assert values(read(ask(asked, PATH, host=host)), "Canonical") == said


@pytest.mark.parametrize("blank", ["", "  "])
def test_without_a_contact_it_is_not_there(serve, blank):
    answer = ask(serve(blank, SECURITY_POLICY="https://example.org/security"), PATH, accept="text/html")
    assert (answer.status, answer.headers["content-type"]) == (404, "application/problem+json")
    assert json.loads(answer.body)["detail"] == "Whoever runs this server names one in SECURITY_CONTACT."


@pytest.mark.parametrize(
    "value",
    [
        "security@example.org", "http://example.org", "mailto:", "mailto:a@", "mailto:a b@example.org", "https://",
        "mailto:a@example.org,mailto:b@example.org", "tel:112", "tel:+12x4567", "javascript:alert(1)", "data:,x",
        "https://example.org/%zz", "https://example.org/\u00e9", "mailto:a@example.org?subject=x", "openpgp4fpr:1",
        "https://example.org/<script>", f"{MAIL} Policy:", "mailto:a%0d%0aContact:@example.org\x01",
    ],
)  # fmt: skip
def test_what_is_no_contact_stops_the_server_with_a_clear_word(serve, value):
    with pytest.raises(SettingError, match=r"SECURITY_CONTACT names .*; write addresses with mailto:, https: or tel:"):
        serve(value)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("SECURITY_POLICY", "http://example.org"),
        ("SECURITY_POLICY", "https://example.org https://example.com"),
        ("SECURITY_POLICY", MAIL),
        ("SECURITY_LANGUAGES", "English"),
        ("SECURITY_LANGUAGES", "en,ru"),
    ],
)
def test_a_policy_is_one_page_and_a_language_a_code(serve, name, value):
    with pytest.raises(SettingError, match=name):
        serve(**{name: value})


def test_a_new_line_in_a_setting_begins_no_field(serve):
    with pytest.raises(SettingError):
        serve(f"{MAIL}\nPolicy: https://evil.example")
    assert values(read(ask(serve(f"{MAIL}\n{PAGE}"), PATH)), "Contact") == [MAIL, PAGE]


def test_it_is_only_read(serve):
    assert ask(serve(), PATH, "POST").status == 405
