"""Streamlit's front page in the reader's language: its title, its language, and what it says where no script runs.

Streamlit answers every page with the same document, which is called `Streamlit` in English until the app has been run
for the first time, and speaks of another program where scripts are off.
"""

from __future__ import annotations

import gzip
import re
from typing import TYPE_CHECKING, Final
from urllib.parse import parse_qs

from markupsafe import Markup
from starlette.datastructures import Headers, MutableHeaders
from starlette.staticfiles import StaticFiles

from geo.language import choose_language, load_language
from panels.optional import optional

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

    from geo.language import Language

EMBED: Final = "/embed/"
"""Below it lies what may stand in pages of others: documents of our own, which are not sent twice."""
_PARTS: Final = {
    "language": re.compile(r'<html lang="[^"]*">'),
    "title": re.compile(r"<title>[^<]*</title>"),
    "noscript": re.compile(r"<noscript>.*?</noscript>", re.DOTALL),
}
_CONDITIONS: Final = {b"if-none-match", b"if-modified-since", b"range"}
_OF_THE_FILE: Final = ("etag", "last-modified", "content-encoding", "content-length")


class FrontPage:
    """ASGI middleware: the document that Streamlit answers a page with is written in the reader's language.

    It depends on the reader, so it is never answered with "not modified": it is sent whole (8 kB).
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request."""
        if scope["type"] != "http" or not _wants_document(scope):
            await self._app(scope, receive, send)
            return
        scope = {**scope, "headers": [one for one in scope["headers"] if one[0] not in _CONDITIONS]}
        start: Message = {}
        parts: list[bytes] = []

        async def send_translated(message: Message) -> None:
            nonlocal start
            if message["type"] == "http.response.start" and is_front_page(scope, message):
                start = message
            elif start and message["type"] == "http.response.body":
                parts.append(message.get("body", b""))
                if not message.get("more_body", False):
                    body = _rewrite(start, b"".join(parts), choose_for(scope))
                    await send(start)
                    await send({"type": "http.response.body", "body": body})
            else:
                await send(message)

        await self._app(scope, receive, send_translated)


def _wants_document(scope: Scope) -> bool:
    is_page = scope["method"] == "GET" and EMBED not in scope["path"]
    return is_page and "text/html" in Headers(scope=scope).get("accept", "text/html")


def is_front_page(scope: Scope, start: Message) -> bool:
    """Tell whether an answer is Streamlit's front page, by what answered: its folder of static files, with a page."""
    kind = Headers(raw=start["headers"]).get("content-type", "")
    return isinstance(scope.get("endpoint"), StaticFiles) and kind.startswith("text/html")


def choose_for(scope: Scope) -> Language:
    """Choose the language of an answer: that of the address, else the first that the browser asks for."""
    asked = parse_qs(scope["query_string"].decode("latin-1")).get("lang", [""])[0]
    return load_language(choose_language(asked, Headers(scope=scope).get("accept-language", "").split(",")[0]))


def _rewrite(start: Message, body: bytes, language: Language) -> bytes:
    """Write the document in a language, and its headers after it."""
    headers = MutableHeaders(raw=start["headers"])
    plain = gzip.decompress(body) if headers.get("content-encoding") == "gzip" else body
    with optional(__name__, "Writing the first document in the reader's language"):
        plain = translate(plain.decode(), language).encode()
    for name in _OF_THE_FILE:
        del headers[name]
    headers["content-length"] = str(len(plain))
    headers["vary"] = "Accept-Language"
    start["headers"] = headers.raw
    return plain


def translate(document: str, language: Language) -> str:
    """Put our words into Streamlit's document.

    Parameters
    ----------
    document
        As Streamlit ships it.
    language
        The reader's language.

    Raises
    ------
    ValueError
        When Streamlit writes it otherwise than it did.
    """
    needed = language.text("This page needs JavaScript. Switch it on in your browser, and load the page again.")
    told = (
        Markup('<html lang="{}">').format(language.code),
        Markup("<title>{}</title>").format(language.text("Caravanserai map")),
        Markup("<noscript><p>{}</p></noscript>").format(needed),
    )
    for (name, pattern), words in zip(_PARTS.items(), told, strict=True):
        found = list(pattern.finditer(document))
        if len(found) != 1:
            msg = f"{len(found)} times {name} in Streamlit's document"
            raise ValueError(msg)
        document = document[: found[0].start()] + str(words) + document[found[0].end() :]
    return document
