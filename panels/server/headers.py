"""Security headers on every answer of the server."""

from __future__ import annotations

import base64
import hashlib
import re
from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit

from starlette.middleware import Middleware

from geo.map.basemap import online_choices
from panels.document.first_sight import write_script
from panels.edit.form_script import write_form_script
from panels.optional import optional
from panels.server.file_cache import KeptFiles
from panels.server.front_page import FrontPage
from panels.server.not_found import NotFound
from panels.server.not_modified import NotModified
from panels.server.others_files import OthersFiles
from panels.server.preload import EarlyFiles
from panels.server.rate_limit import COSTLY, SIGNING, SIGNING_IN_A_MINUTE, RateLimit
from panels.settings import embed_ancestors
from panels.ui.address import EMBED, base_path
from panels.web.streamlit_paths import is_component, read_document

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from starlette.types import ASGIApp, Message, Receive, Scope, Send

STAMPED_MAX_AGE_S: Final = 31_536_000
XSRF_COOKIE: Final = b"_streamlit_xsrf="
_DOCUMENT: Final = "/index.html"
_INLINE: Final = re.compile(r"<script(?![^>]*\b(?:src|type)=)[^>]*>(.*?)</script>", re.DOTALL)


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
    return _join_rules(rules)


def content_security_policy() -> str:
    """Write the policy of pages and of all but the map's frame: scripts that stand in a document by their hash alone.

    Notes
    -----
    `blob:` is the module of a component (Streamlit components v2). Styles stand in the page: Streamlit writes them.
    Pages run nothing by `eval`; it is allowed because the driver of the browser tests waits by it.
    """
    hashes = (f"'sha256-{one}'" for one in inline_hashes(read_document() + _sight_script() + _form_script()))
    return _write_policy(" ".join(["'self'", *hashes, "'unsafe-eval'", "blob:"]))


def frame_policy() -> str:
    """Write the policy of the map's frame, a document of its own.

    Notes
    -----
    streamlit-folium puts the map's script into it as an element, and runs that of the feature group by `eval`: without
    `unsafe-inline` and `unsafe-eval` there is no map.
    """
    return _write_policy("'self' 'unsafe-inline' 'unsafe-eval'")


def _sight_script() -> str:
    written = [""]
    with optional(__name__, "Allowing the script of the first sight"):
        written.append(f"<script>{write_script()}</script>")
    return written[-1]


def _form_script() -> str:
    written = [""]
    with optional(__name__, "Allowing the script of the form of a report"):
        written.append(f"<script>{write_form_script()}</script>")
    return written[-1]


def data_policy() -> str:
    """Write the policy of what is there for programs: its pages are text with a style, and no frame shows them."""
    rules = {
        "default-src": "'none'",
        "script-src": "'none'",
        "style-src": "'unsafe-inline'",
        "img-src": "'self' data:",
        "font-src": "'self' data:",
        "frame-ancestors": "'none'",
        "base-uri": "'none'",
        "form-action": "'none'",
    }
    return _join_rules(rules)


def inline_hashes(document: str) -> list[str]:
    """Hash each script that stands in a document, as a policy names it; data that no browser runs are left out."""
    found = _INLINE.findall(document)
    return [base64.b64encode(hashlib.sha256(script.encode()).digest()).decode() for script in found]


def _write_policy(scripts: str) -> str:
    """Write a policy: everything from this app; pictures also from the online maps a reader may choose."""
    hosts = sorted({_origin(choice["url"]) for choice in online_choices().values()})
    rules = {
        "default-src": "'self'",
        "script-src": scripts,
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
    return _join_rules(rules)


def _join_rules(rules: Mapping[str, str]) -> str:
    return "; ".join(f"{name} {value}" for name, value in rules.items())


def _origin(url: str) -> str:
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc.replace('{s}', '*')}"


class SecurityHeaders:
    """ASGI middleware that adds the headers to every HTTP answer.

    Parameters
    ----------
    app
        What answers.
    ancestors
        Hosts that may frame what is made for frames.
    policy
        Of what is neither for frames nor a component's; that of pages by default.
    """

    def __init__(self, app: ASGIApp, ancestors: Sequence[str] = (), policy: str = "") -> None:
        self._app = app
        self._policy = (policy or content_security_policy()).encode()
        self._frame_policy = frame_policy().encode()
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
        elif is_component(scope["path"]) and scope["path"].endswith(_DOCUMENT):
            headers = [(b"content-security-policy", self._frame_policy), *headers[1:]]
        secure = scope.get("scheme") == "https"
        stamped = b"v=" in scope.get("query_string", b"") and is_component(scope["path"])

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                own = {name for name, _ in headers}
                kept = [_guard(h, secure=secure) for h in message["headers"] if h[0].lower() not in own]
                if stamped and message["status"] == 200:  # noqa: PLR2004 - HTTP's own word
                    kept = [h for h in kept if h[0].lower() != b"cache-control"]
                    kept.append((b"cache-control", f"public, max-age={STAMPED_MAX_AGE_S}, immutable".encode()))
                message["headers"] = [*kept, *headers]
            await send(message)

        await self._app(scope, receive, send_with_headers)


def _guard(header: tuple[bytes, bytes], *, secure: bool) -> tuple[bytes, bytes]:
    """Give a cookie what it lacks: sent by this site's own pages alone, by TLS where it came by it, read by no script.

    The page's own script has to read the one cookie by which Streamlit knows its own forms.
    """
    name, value = header
    if name.lower() != b"set-cookie":
        return header
    said = {part.strip().partition(b"=")[0].lower() for part in value.split(b";")[1:]}
    wanted = {b"samesite": b"SameSite=Lax"} | ({b"secure": b"Secure"} if secure else {})
    if not value.startswith(XSRF_COOKIE):
        wanted[b"httponly"] = b"HttpOnly"
    return name, b"; ".join([value, *(words for attribute, words in wanted.items() if attribute not in said)])


def security_middleware() -> list[Middleware]:
    """List the middleware of the server."""
    layers = (NotModified, OthersFiles, EarlyFiles, NotFound, FrontPage)
    guarded = Middleware(SecurityHeaders, ancestors=embed_ancestors())
    limits = [
        Middleware(RateLimit, counted=COSTLY),
        Middleware(RateLimit, counted=SIGNING, rate=SIGNING_IN_A_MINUTE),
    ]
    return [Middleware(KeptFiles), guarded, *limits, *(Middleware(layer) for layer in layers)]
