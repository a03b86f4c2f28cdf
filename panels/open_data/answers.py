"""How an address for programs answers: not again to whoever has the same, and with a clear word where nothing is."""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING, Final
from urllib.parse import parse_qs

from starlette.datastructures import Headers
from starlette.responses import Response

from geo.language import choose_language, load_language

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.types import Scope

    from geo.language import Language

PROBLEM: Final = "application/problem+json"
FOR_ALL: Final = {"access-control-allow-origin": "*", "access-control-expose-headers": "etag"}


def answer(request: Request, body: bytes, media_type: str, vary: str = "") -> Response:
    """Answer with something that may be read by any site, and is not sent again to whoever has it (`ETag`).

    Parameters
    ----------
    body
        All of it; the server packs it for whoever takes it so.
    media_type
        With the charset where there is one.
    vary
        Names of the request's headers that the answer depends on.
    """
    tag = f'W/"{hashlib.sha256(body).hexdigest()[:16]}"'
    headers = {**FOR_ALL, "etag": tag, "cache-control": "public, no-cache"}
    if vary:
        headers["vary"] = vary
    if tag in map(str.strip, request.headers.get("if-none-match", "").split(",")):
        return Response(status_code=304, headers=headers)
    return Response(body, headers=headers, media_type=media_type)


def refuse(status: int, title: str, detail: str) -> Response:
    """Say what is wrong with a question, as a problem document (RFC 9457)."""
    problem = {"type": "about:blank", "title": title, "status": status, "detail": detail}
    return Response(json.dumps(problem), status, {**FOR_ALL, "cache-control": "no-cache"}, PROBLEM)


def choose_for(scope: Scope) -> Language:
    """Choose the language of an answer: that of the address, else the first that the browser asks for."""
    asked = parse_qs(scope["query_string"].decode("latin-1")).get("lang", [""])[0]
    return load_language(choose_language(asked, Headers(scope=scope).get("accept-language", "").split(",")[0]))
