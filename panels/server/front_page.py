"""Streamlit's front page in the reader's language: what it is about, and what it says where no script runs.

Streamlit answers every page with the same document, which is called `Streamlit` in English until the app has been run
for the first time, and speaks of another program where scripts are off.
"""

from __future__ import annotations

import gzip
import re
from functools import lru_cache
from typing import TYPE_CHECKING, Final
from urllib.parse import parse_qs

import anyio.to_thread
from markupsafe import Markup
from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import HTTPConnection
from starlette.staticfiles import StaticFiles

from geo.language import SOURCE_LANGUAGE, load_language
from panels.document.first_sight import END, covers, shared_sights
from panels.document.head import write_head
from panels.document.opened import read_opened
from panels.open_data.answers import choose_for
from panels.optional import optional
from panels.settings import REQUIRED, sign_in_mode
from panels.shell.titles import list_titles
from panels.ui.address import LANGUAGE_COOKIE, base_path, site_root
from panels.web.streamlit_paths import measure_chunk

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

    from geo.language import Language

_PARTS: Final = {
    "language": re.compile(r'<html lang="[^"]*">'),
    "title": re.compile(r"<title>[^<]*</title>"),
    "noscript": re.compile(r"<noscript>.*?</noscript>", re.DOTALL),
}
_STYLE_SHEET: Final = re.compile(r'<link rel="stylesheet"[^>]*>')
_SCRIPT: Final = re.compile(r'<script type="module"[^>]* src="([^"]*)"></script>')
_PRELOAD: Final = re.compile(r'<link rel="modulepreload"[^>]*>')
_FONT: Final = re.compile(r'<link\s+rel="preload"\s+href="\./static/media/[^>]*>')
_ADDRESS: Final = re.compile(r'href="([^"]*)"')
_PRELOADED: Final = '<link rel="modulepreload" crossorigin href="{}">'
_WHOLE: Final = f'<link rel="expect" href="#{END}" blocking="render">'
_LOW: Final = 'modulepreload" fetchpriority="low'
LARGE_B: Final = 200_000
"""Scripts of Streamlit from this size on are fetched while the first sight is painted: three, three quarters of all."""
_LATER: Final = "<template data-later>{}</template>"
_CONDITIONS: Final = {b"if-none-match", b"if-modified-since", b"range"}
GZIP_LEVEL: Final = 6
MOST_PACKED: Final = 32
"""Documents that are kept packed: some 8 MB."""
LONGEST_QUERY_B: Final = 4_000
EDITION: Final = "caravan-edition"
"""Header of a document that a browser may keep for when there is no network."""
_OF_THE_FILE: Final = ("etag", "last-modified", "content-encoding", "content-length")


class FrontPage:
    """ASGI middleware: the document that Streamlit answers a page with is written in the reader's language.

    It depends on the reader, so it is never answered with "not modified": it is sent whole. Who asks for its headers
    alone (`HEAD`) gets those of the whole.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app
        self._pages = frozenset(list_titles(load_language(SOURCE_LANGUAGE)))
        self.first_sight = shared_sights()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request."""
        if scope["type"] != "http" or not self._wants_page(scope):
            await self._app(scope, receive, send)
            return
        silent = scope["method"] == "HEAD"
        scope = {**scope, "method": "GET", "headers": [one for one in scope["headers"] if one[0] not in _CONDITIONS]}
        start: Message = {}
        parts: list[bytes] = []

        async def send_translated(message: Message) -> None:
            nonlocal start
            if message["type"] == "http.response.start" and is_front_page(scope, message):
                start = message
            elif start and message["type"] == "http.response.body":
                parts.append(message.get("body", b""))
                if not message.get("more_body", False):
                    body = await anyio.to_thread.run_sync(self._write_first, scope, start, b"".join(parts))
                    await send(start)
                    await send({"type": "http.response.body", "body": b"" if silent else body})
            else:
                await send(message)

        await self._app(scope, receive, send_translated)

    def _write_first(self, scope: Scope, start: Message, body: bytes) -> bytes:
        """Write the document; what is drawn for it begins when it is written."""
        with self.first_sight.drawings.after():
            return self._rewrite(scope, start, body)

    def _rewrite(self, scope: Scope, start: Message, body: bytes) -> bytes:
        """Write the document for a reader, and its headers after it."""
        headers = MutableHeaders(raw=start["headers"])
        plain = gzip.decompress(body) if headers.get("content-encoding") == "gzip" else body
        language = choose_for_reader(scope)
        title, head, sight = language.text("Caravanserai map"), "", ""
        query = parse_qs(scope["query_string"][:LONGEST_QUERY_B].decode("latin-1"))
        with optional(__name__, "Writing what the first document is about"):
            opened = read_opened(_page_of(scope), query, language)
            title, head = write_head(
                opened, site_root(scope.get("scheme", "http"), Headers(scope=scope).get("host", ""))
            )
            with optional(__name__, "Writing the first sight"):
                sight = self.first_sight.write(opened, query)
                if covers(sight) and sign_in_mode() != REQUIRED:
                    headers[EDITION] = opened.reader.catalogue.version
        with optional(__name__, "Writing the first document in the reader's language"):
            plain = translate(plain.decode(), language, title, head, sight).encode()
        for name in _OF_THE_FILE:
            del headers[name]
        if "gzip" in Headers(scope=scope).get("accept-encoding", ""):
            plain = _pack(plain)
            headers["content-encoding"] = "gzip"
        headers["content-length"] = str(len(plain))
        headers["vary"] = "Accept-Language, Cookie, Accept-Encoding"
        start["headers"] = headers.raw
        return plain

    def _wants_page(self, scope: Scope) -> bool:
        return scope["method"] in {"GET", "HEAD"} and _page_of(scope) in self._pages


def _page_of(scope: Scope) -> str:
    return str(scope["path"]).removeprefix(base_path()).strip("/")


def choose_for_reader(scope: Scope) -> Language:
    """Choose the language of a page: that of the address, else the one that the reader chose, else the browser's."""
    return choose_for(scope, HTTPConnection(scope).cookies.get(LANGUAGE_COOKIE, ""))


def is_front_page(scope: Scope, start: Message) -> bool:
    """Tell whether an answer is Streamlit's front page, by what answered: its folder of static files, with a page."""
    kind = Headers(raw=start["headers"]).get("content-type", "")
    return isinstance(scope.get("endpoint"), StaticFiles) and kind.startswith("text/html")


@lru_cache(maxsize=MOST_PACKED)
def _pack(plain: bytes) -> bytes:
    return gzip.compress(plain, GZIP_LEVEL, mtime=0)


def translate(document: str, language: Language, title: str, head: str = "", sight: str = "") -> str:
    """Put our words into Streamlit's document.

    Parameters
    ----------
    document
        As Streamlit ships it.
    language
        The reader's language.
    title
        Of the window.
    head
        Elements for its head, as HTML.
    sight
        What is seen until the live page stands, as HTML; it says itself what is missing without scripts.

    Raises
    ------
    ValueError
        When Streamlit writes it otherwise than it did.
    """
    needed = language.text("This page needs JavaScript. Switch it on in your browser, and load the page again.")
    told = (
        Markup('<html lang="{}">').format(language.code),
        Markup("<title>{}</title>\n{}").format(title, Markup(head)),  # noqa: S704 - from our own template
        Markup(sight) if sight else Markup("<noscript><p>{}</p></noscript>").format(needed),  # noqa: S704 - as above
    )
    for (name, pattern), words in zip(_PARTS.items(), told, strict=True):
        found = list(pattern.finditer(document))
        if len(found) != 1:
            msg = f"{len(found)} times {name} in Streamlit's document"
            raise ValueError(msg)
        document = document[: found[0].start()] + str(words) + document[found[0].end() :]
    return _put_first(document, sight) if covers(sight) else document


def _put_first(document: str, sight: str) -> str:
    """Have the first sight painted before the live page is fetched and run.

    Streamlit's 60 scripts stand after it in a template, which `panels/web/js/page/first_sight.js` puts into the page
    when the first sight has been painted: fetching and compiling them all took more of the processor than the painting.
    Only the largest are fetched meanwhile, and the style sheet: they decide when the live page stands, and how.
    Streamlit's own font is not shown by us.
    """
    before, after = document.split(sight, 1)
    scripts = [found[0] for found in _SCRIPT.finditer(before)]
    preloads = [*map(_PRELOADED.format, _SCRIPT.findall(before)), *_PRELOAD.findall(before)]
    large = [tag for tag in preloads if measure_chunk(_ADDRESS.findall(tag)[0]) >= LARGE_B]
    early = [*_STYLE_SHEET.findall(before), *(tag.replace("modulepreload", _LOW) for tag in large)]
    waiting = [*(tag for tag in preloads if tag not in large), *scripts]
    for pattern in (_STYLE_SHEET, _PRELOAD, _FONT, _SCRIPT):
        before = pattern.sub("", before)
    before = before.replace("</head>", f"{_WHOLE}</head>", 1)
    return before + sight + "".join(early) + _LATER.format("".join(waiting)) + after
