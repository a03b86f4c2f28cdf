"""How an address for programs answers: not again to whoever has the same, and with a clear word where nothing is."""

from __future__ import annotations

import hashlib
import json
import re
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final
from urllib.parse import parse_qs, urlencode

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import Headers
from starlette.responses import Response

from geo.language import choose_language, load_language
from panels.data import read_data, read_named

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from starlette.requests import Request
    from starlette.types import Scope

    from geo.catalogue import Catalogue
    from geo.language import Language

EDITION: Final = "edition"
"""Parameter that asks for an older edition."""
PROBLEM: Final = "application/problem+json"
SMALLEST_PACKED_B: Final = 1_000
_PACKED_FOR: Final = "Accept-Encoding"
_NEVER_PACKED: Final = ("image/png", "image/jpeg")
_TAG: Final = re.compile(r'(?:W/)?("[^"]*")')
_PAGES: Final = ("text/html", "application/xhtml+xml")
_DATA: Final = ("/json", "+json", "application/*")
FOR_ALL: Final = {"access-control-allow-origin": "*", "access-control-expose-headers": "etag"}


@dataclass(frozen=True, slots=True)
class Body:
    """What is answered, with its tag, by which whoever has it already asks for it."""

    content: bytes
    tag: str


def make_body(content: bytes) -> Body:
    """Write the tag of an answer, which changes whenever a byte of it does."""
    return Body(content, f'W/"{hashlib.sha256(content).hexdigest()[:16]}"')


def answer(request: Request, body: bytes | Body, media_type: str, vary: str = "") -> Response:
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
    made = body if isinstance(body, Body) else make_body(body)
    headers = {**FOR_ALL, "etag": made.tag, "cache-control": "public, no-cache"}
    if vary:
        headers["vary"] = vary
    if has_already(request.headers, made.tag):
        if len(made.content) >= SMALLEST_PACKED_B and media_type not in _NEVER_PACKED:
            headers["vary"] = f"{vary}, {_PACKED_FOR}" if vary else _PACKED_FOR  # as what packs the whole answer says
        return Response(status_code=304, headers=headers)
    return Response(made.content, headers=headers, media_type=media_type)


def has_already(headers: Headers, tag: str) -> bool:
    """Say whether whoever asks has the answer of a tag (`If-None-Match`): strong or weak makes no difference.

    Parameters
    ----------
    headers
        Of the request.
    tag
        Of the answer (RFC 9110, 8.8.3; how it is compared: 13.1.2).
    """
    named = ",".join(headers.getlist("if-none-match"))
    return bool(named) and (named.strip() == "*" or tag.removeprefix("W/") in _TAG.findall(named))


class Lately:
    """The tables as they were no more than a second ago: looking whether a file has changed costs more than an answer.

    Parameters
    ----------
    clock
        Seconds that only grow.
    """

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._known: Catalogue | None = None
        self._since = 0.0

    async def read(self) -> Catalogue:
        """Read the tables, in a thread of their own where they may have changed."""
        now = self._clock()
        if self._known is None or now - self._since >= 1:
            self._known = (await run_in_threadpool(read_data))[0]
            self._since = now
        return self._known

    def answering(
        self, endpoint: Callable[[Request, Catalogue], Awaitable[Response]]
    ) -> Callable[[Request], Awaitable[Response]]:
        """Make an endpoint of one that needs the tables; `edition=` asks for those of an older edition."""

        async def answered(request: Request) -> Response:
            asked = read_edition(request.scope)
            if not asked:
                return await endpoint(request, await self.read())
            named = await run_in_threadpool(read_named, asked)
            return await endpoint(request, named[0]) if named else refuse_edition()

        return answered


def read_edition(scope: Scope) -> str:
    """Read which edition an address asks for; blank for the newest."""
    query: bytes = scope["query_string"]
    return parse_qs(query.decode("latin-1")).get(EDITION, [""])[-1] if b"edition=" in query else ""


def refuse_edition() -> Response:
    """Say that an edition is not kept."""
    return refuse(404, "No such edition", "The editions that are kept here stand on /sources?tab=editions.")


def keep_edition(address: str, scope: Scope) -> str:
    """Write into an address of ours the edition that was asked for; the newest is not named."""
    asked = read_edition(scope)
    return f"{address}{'&' if '?' in address else '?'}{urlencode({EDITION: asked})}" if asked else address


def refuse(status: int, title: str, detail: str) -> Response:
    """Say what is wrong with a question, as a problem document (RFC 9457)."""
    problem = {"type": "about:blank", "title": title, "status": status, "detail": detail}
    return Response(json.dumps(problem), status, {**FOR_ALL, "cache-control": "no-cache"}, PROBLEM)


def wants_page(scope: Scope) -> bool:
    """Say whether whoever asks takes a page: a page is named, and wanted no less than JSON.

    Browsers name it. A program that takes anything (`*/*`), or says nothing, is better answered as a program.
    """
    wanted = {"page": 0.0, "data": 0.0}
    for one in ",".join(Headers(scope=scope).getlist("accept")).lower().split(","):
        name, _, rest = one.partition(";")
        kind = "page" if name.strip() in _PAGES else "data" if name.strip().endswith(_DATA) else ""
        if kind:
            wanted[kind] = max(wanted[kind], _read_quality(rest))
    return 0 < wanted["page"] >= wanted["data"]


def _read_quality(parameters: str) -> float:
    quality = parameters.partition("q=")[2].partition(";")[0].strip()
    try:
        return float(quality) if quality else 1.0
    except ValueError:
        return 0.0


def choose_for(scope: Scope, kept: str = "") -> Language:
    """Choose the language of an answer: that of the address, else one that was kept, else the first spoken here."""
    asked = parse_qs(scope["query_string"].decode("latin-1")).get("lang", [""])[0]
    return load_language(choose_language(asked, Headers(scope=scope).get("accept-language", ""), kept))
