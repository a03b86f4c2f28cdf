"""Security headers on every answer of the server."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit

from starlette.middleware import Middleware

from geo.map.basemap import online_choices
from panels.server.file_cache import KeptFiles
from panels.server.front_page import FrontPage
from panels.server.not_found import NotFound
from panels.server.preload import EarlyFiles
from panels.settings import embed_ancestors
from panels.ui.address import EMBED, base_path
from panels.web.streamlit_paths import is_component

if TYPE_CHECKING:
    from collections.abc import Sequence

    from starlette.types import ASGIApp, Message, Receive, Scope, Send

STAMPED_MAX_AGE_S: Final = 31_536_000


def embed_policy(ancestors: Sequence[str]) -> str:
    """Write the policy of what may be framed: everything from this app, no script in the page itself.

    Parameters
    ----------
    ancestors
        Hosts that may frame it; without one it stands in no frame.
    """
    rules = {
        "default-src": "'none'",
        "script-src": "'self'",
        "style-src": "'self' 'unsafe-inline'",  # bars are as long as their style says
        "img-src": "'self' data:",
        "font-src": "'self'",
        "connect-src": "'self'",
        "frame-ancestors": " ".join(ancestors) or "'none'",
        "base-uri": "'none'",
        "form-action": "'none'",
    }
    return "; ".join(f"{name} {value}" for name, value in rules.items())


def content_security_policy() -> str:
    """Write the policy: everything from this app; pictures also from the online maps a reader may choose.

    Notes
    -----
    Streamlit and streamlit-folium put styles and the map's script into the page, and folium's script is run by
    `eval` in the map's frame: without `unsafe-inline` and `unsafe-eval` there is no map. `blob:` is the module of a
    component (Streamlit components v2).
    """
    hosts = sorted({_origin(choice["url"]) for choice in online_choices().values()})
    rules = {
        "default-src": "'self'",
        "script-src": "'self' 'unsafe-inline' 'unsafe-eval' blob:",
        "style-src": "'self' 'unsafe-inline'",
        "img-src": " ".join(["'self' data: blob:", *hosts]),
        "font-src": "'self' data:",
        "connect-src": "'self' ws: wss:",
        "worker-src": "'self' blob:",
        "frame-src": "'self'",
        "frame-ancestors": "'self'",
        "base-uri": "'self'",
        "form-action": "'self'",
        "object-src": "'none'",
    }
    return "; ".join(f"{name} {value}" for name, value in rules.items())


def _origin(url: str) -> str:
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc.replace('{s}', '*')}"


class SecurityHeaders:
    """ASGI middleware that adds the headers to every HTTP answer."""

    def __init__(self, app: ASGIApp, ancestors: Sequence[str] = ()) -> None:
        self._app = app
        self._policy = content_security_policy().encode()
        self._embed = base_path() + EMBED
        self._embed_policy = embed_policy(ancestors).encode()
        self._headers = [
            (b"content-security-policy", self._policy),
            (b"x-content-type-options", b"nosniff"),
            (b"referrer-policy", b"no-referrer"),
            (b"permissions-policy", b"camera=(), geolocation=(), microphone=()"),
            (b"cross-origin-opener-policy", b"same-origin"),
        ]

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        headers = self._headers
        if scope["path"].startswith(self._embed):
            headers = [(b"content-security-policy", self._embed_policy), *headers[1:]]
        stamped = b"v=" in scope.get("query_string", b"") and is_component(scope["path"])

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                own = {name for name, _ in headers}
                kept = [h for h in message["headers"] if h[0].lower() not in own]
                if stamped and message["status"] == 200:  # noqa: PLR2004 - HTTP's own word
                    kept = [h for h in kept if h[0].lower() != b"cache-control"]
                    kept.append((b"cache-control", f"public, max-age={STAMPED_MAX_AGE_S}, immutable".encode()))
                message["headers"] = [*kept, *headers]
            await send(message)

        await self._app(scope, receive, send_with_headers)


def security_middleware() -> list[Middleware]:
    """List the middleware of the server."""
    layers = (EarlyFiles, NotFound, FrontPage)
    guarded = Middleware(SecurityHeaders, ancestors=embed_ancestors())
    return [Middleware(KeptFiles), guarded, *(Middleware(layer) for layer in layers)]
