"""Addresses at which nothing stands: an honest answer instead of Streamlit's front page, and closed metrics."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final
from urllib.parse import parse_qs

from markupsafe import Markup
from starlette.responses import HTMLResponse

from geo.language import SOURCE_LANGUAGE, load_language
from panels.open_data.answers import refuse, wants_page
from panels.server.front_page import choose_for_reader, is_front_page
from panels.shell.titles import list_desks, list_titles
from panels.ui.address import base_path
from panels.ui.render import render
from panels.web.streamlit_paths import STATIC_ADDRESS
from panels.web.styles import plain_styles

if TYPE_CHECKING:
    from starlette.responses import Response
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

METRICS: Final = "_stcore/metrics"
OWN_FILES: Final = f"{STATIC_ADDRESS}/"


class NotFound:
    """ASGI middleware: what is no page is answered with 404, in the reader's language and with links to the pages.

    Streamlit answers every path that it does not know with its front page, which then shows a box in English or
    nothing. Whether it did so is seen by what answered: its folder of static files, with a page.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app
        self._pages = frozenset(list_titles(english := load_language(SOURCE_LANGUAGE)) | list_desks(english))

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        path = scope["path"].removeprefix(base_path()).strip("/")
        if path == METRICS:
            await answer_not_found(scope)(scope, receive, send)
            return
        if path in self._pages or path.startswith(OWN_FILES):
            await self._app(scope, receive, send)
            return
        replaced = False

        async def send_unless_front_page(message: Message) -> None:
            nonlocal replaced
            if message["type"] == "http.response.start" and is_front_page(scope, message):
                replaced = True
                await answer_not_found(scope)(scope, receive, send)
            elif not replaced:
                await send(message)

        await self._app(scope, receive, send_unless_front_page)


def answer_not_found(scope: Scope) -> Response:
    """Answer with a page to whoever takes one; else with a problem document."""
    if wants_page(scope):
        return write_not_found(scope)
    refused = refuse(404, "There is no such page", f"{base_path()}/sitemap.xml lists the pages.")
    refused.headers["vary"] = "Accept"
    return refused


def write_not_found(scope: Scope) -> HTMLResponse:
    """Write the page, in the language that the address or the browser asks for."""
    asked = parse_qs(scope["query_string"].decode("latin-1")).get("lang", [""])[0]
    language = choose_for_reader(scope)
    query = f"?lang={language.code}" if asked == language.code else ""
    titles = list_titles(language)
    styles = Markup(plain_styles(f"{base_path()}/{STATIC_ADDRESS}/fonts"))  # noqa: S704 - ours
    page = render("server/not_found.html", language, titles=titles, base=base_path(), query=query, styles=styles)
    return HTMLResponse(page, 404, {"cache-control": "no-cache", "vary": "Accept, Accept-Language, Cookie"})
