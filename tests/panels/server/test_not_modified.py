"""What the asker has is not sent again: by its tag, strong or weak, alone or in a list, or by the day of its last change."""

import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from panels.document.manifest import manifest_routes
from panels.document.parts import name_cited
from panels.document.search_description import search_routes
from panels.document.service_worker import worker_routes
from panels.embeds.routes import embed_routes
from panels.ogc.routes import ogc_routes
from panels.open_data.citing import cite_routes
from panels.open_data.feed import feed_routes
from panels.open_data.routes import data_routes
from panels.open_data.views import view_routes
from panels.server.headers import security_middleware
from panels.server.not_modified import NotModified
from panels.server.programs import program_middleware
from tests.panels.asgi import ask

ADDRESSES = (
    *("/data", "/data/openapi.json", "/data/dwell.csv", "/data/dwell.json", "/data/dwell?f=csv"),
    *(f"/data/dwell/D023?f={form}" for form in ("json", "csv", "bibtex", "ris", "csl", "sentence", "svg", "png")),
    *("/cite", "/cite?page=brief&country=KGZ&f=csl", "/feed", "/feed/dwell", "/feed/country/KGZ"),
    *("/ogc", "/ogc/api", "/ogc/conformance", "/ogc/collections", "/ogc/collections/sites", "/ogc?f=html"),
    *("/ogc/collections/sites/queryables", "/ogc/collections/sites/items", "/ogc/collections/sites/items/red-bridge"),
    *("/oembed?url=http://map.example/", "/share?of=corridor", "/embed/map", "/embed/brief/KGZ", "/embed/story/e-tir"),
    *("/embed/site/torugart", "/embed/profile/altynkol-poti"),
    *("/robots.txt", "/sitemap.xml", "/llms.txt", "/manifest.webmanifest", "/icon-192.png", "/service-worker.js"),
    "/opensearch.xml?lang=kk",
)
SAME = ("etag", "vary", "cache-control", "access-control-allow-origin", "content-security-policy")
"""Headers that a 304 has as the whole answer has them (RFC 9110, 15.4.5)."""


@pytest.fixture(scope="module")
def app():
    programs = [*data_routes(), *cite_routes(name_cited), *ogc_routes(), *feed_routes()]
    others = [*embed_routes(name_cited), *view_routes(), *manifest_routes(), *search_routes(), *worker_routes()]
    packing = Middleware(GZipMiddleware, minimum_size=1_000)  # as Streamlit packs what is not for programs
    return Starlette(routes=others, middleware=[*program_middleware(programs), *security_middleware(), packing])


def tags_that_match(tag):
    opaque = tag.removeprefix("W/")
    return (tag, opaque, f'"other", {tag}', f'W/"a,b",{opaque} , "c"', "*", " * ")


@pytest.mark.parametrize("address", ADDRESSES)
def test_whoever_has_an_answer_gets_its_headers_alone(app, address):
    whole = ask(app, address, host="map.example", accept_language="ru")
    assert whole.status == 200
    assert whole.headers["etag"]
    for named in tags_that_match(whole.headers["etag"]):
        again = ask(app, address, host="map.example", accept_language="ru", if_none_match=named)
        assert (again.status, again.body) == (304, b""), named
        assert not {"content-length", "content-type", "content-encoding"} & set(again.headers)
        told, wanted = ({name: one.headers.get(name) for name in SAME} for one in (again, whole))
        assert (address, told) == (address, wanted)


@pytest.mark.parametrize("address", ADDRESSES)
def test_whoever_has_another_answer_gets_the_whole(app, address):
    whole = ask(app, address, host="map.example")
    opaque = whole.headers["etag"].removeprefix("W/")
    for named in (
        '"other"',
        opaque[:-2] + '"',
        opaque.strip('"'),
        f'"x{opaque[1:]}',
        "",
        "W/",
        '"*"',
        f'"a, {opaque[1:-1]}, b"',
    ):
        again = ask(app, address, host="map.example", if_none_match=named)
        assert (again.status, again.body) == (200, whole.body), named
    later = "Fri, 01 Jan 2100 00:00:00 GMT"  # no answer of ours says a day, so none is compared
    assert "last-modified" not in whole.headers
    assert ask(app, address, host="map.example", if_modified_since=later).status == 200


@pytest.mark.parametrize("address", ADDRESSES)
@pytest.mark.parametrize("packed", ["gzip", "identity"])
def test_who_asks_for_headers_gets_those_of_the_whole(app, address, packed):
    """The server that sends it leaves the body of an answer to `HEAD` out."""
    whole, headers = (
        ask(app, address, method, host="map.example", accept_encoding=packed) for method in ("GET", "HEAD")
    )
    for one in (whole, headers):
        one.headers.pop("server-timing", "")  # the moment of each
    assert (headers.status, headers.headers) == (200, whole.headers)
    assert "accept-encoding" in whole.headers.get("vary", "").lower() or "content-encoding" not in whole.headers


@pytest.mark.parametrize(
    "address", ["/oembed?url=http://map.example/?site=red-bridge", "/share?of=corridor", "/embed/map"]
)
def test_what_depends_on_the_reader_s_language_says_so(app, address):
    russian, turkish = (ask(app, address, host="map.example", accept_language=code) for code in ("ru", "tr"))
    assert russian.body != turkish.body
    assert "Accept-Language" in russian.headers["vary"]


@pytest.fixture
def files(tmp_path):
    """Answer as Streamlit does: with a tag and a day, which it does not look at itself."""
    (tmp_path / "font.woff2").write_bytes(b"letters")

    class Files(StaticFiles):
        def is_not_modified(self, *_):
            return False

    routes = [
        Route("/plain", lambda _: PlainTextResponse("untagged")),
        Route("/gone", lambda _: Response(status_code=404, headers={"etag": '"x"'})),
        Mount("/", Files(directory=tmp_path)),
    ]
    return Starlette(routes=routes, middleware=[Middleware(NotModified)])


def test_a_file_is_sent_once(files):
    whole = ask(files, "/font.woff2")
    tag, day = whole.headers["etag"], whole.headers["last-modified"]
    for asked in (
        *({"if_none_match": named} for named in tags_that_match(tag)),
        {"if_modified_since": day},
        {"if_modified_since": "Fri, 01 Jan 2100 00:00:00 GMT"},
        {"if_none_match": tag, "if_modified_since": "Thu, 01 Jan 1970 00:00:00 GMT"},
    ):
        for method in ("GET", "HEAD"):
            again = ask(files, "/font.woff2", method, **asked)
            assert (again.status, again.body) == (304, b""), asked
            assert (again.headers["etag"], again.headers["last-modified"]) == (tag, day)
            assert "content-length" not in again.headers


@pytest.mark.parametrize(
    "asked",
    [
        {"if_none_match": '"other"'},
        {"if_none_match": '"other"', "if_modified_since": "Fri, 01 Jan 2100 00:00:00 GMT"},
        {"if_modified_since": "Thu, 01 Jan 1970 00:00:00 GMT"},
        {"if_modified_since": "soon"},
        {"if_modified_since": ""},
        {"if_modified_since": "Fri, 01 Jan 2100 00:00:00"},
    ],
)
def test_another_file_is_sent_whole(files, asked):
    assert ask(files, "/font.woff2", **asked).body == b"letters"


def test_what_has_no_tag_is_sent_whole_and_a_refusal_stays_one(files):
    assert ask(files, "/plain", if_none_match="*").body == b"untagged"
    assert ask(files, "/plain", if_modified_since="Fri, 01 Jan 2100 00:00:00 GMT").body == b"untagged"
    assert ask(files, "/gone", if_none_match="*").status == 404
    assert ask(files, "/font.woff2", "POST", if_none_match="*").status == 405
