"""The parameters of an address for programs: one that it does not know is refused, for passed over it would mislead.

Who asks for `?country=KGZ` where that is no filter would take all rows for those of a country.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final
from urllib.parse import parse_qs, parse_qsl

from starlette.middleware import Middleware

from geo.errors import QueryError
from panels.open_data.answers import EDITION, refuse

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from starlette.responses import Response
    from starlette.types import ASGIApp, Receive, Scope, Send

STANDING: Final = ("lang", EDITION)
"""Every table, row, citation and collection takes them, also where its answer is the same in every language.

A feed takes the first alone: it has no older editions.
"""
APPENDED: Final = (
    *("utm_source", "utm_medium", "utm_campaign", "utm_term", "utm_content", "utm_id"),
    *("utm_source_platform", "utm_creative_format", "utm_marketing_tactic"),
    *("fbclid", "igsh", "igshid", "twclid", "ttclid", "li_fat_id"),
    *("gclid", "gbraid", "wbraid", "dclid", "gclsrc", "gad_source", "srsltid", "msclkid"),
    *("yclid", "ysclid", "_openstat"),
    *("mc_cid", "mc_eid", "mkt_tok", "_hsenc", "_hsmi"),
    "_",
)
"""What networks, advertisers, search engines, mail programs and scripts (`_`, against caches) append to any link."""
MOST_FIELDS: Final = 100
LONGEST: Final = 16_000
"""Of all parameters of an address, in bytes."""
_WORD: Final = re.compile(r"[\w.-]{1,40}", re.ASCII)


class KnownParameters:
    """ASGI middleware of a route: a question with a parameter that it does not know is answered with 400.

    Parameters
    ----------
    app
        What answers.
    known
        Names of the parameters; each may stand once.
    refused
        Names of those that the route refuses with a better word; each may stand once, and is not listed.
    """

    def __init__(self, app: ASGIApp, known: Collection[str], refused: Collection[str] = ()) -> None:
        self._app = app
        self._known = known
        self._refused = refused

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request."""
        if scope["query_string"]:
            try:
                found = read_parameters(scope, (*self._known, *self._refused))
                check_known((one for one in found if one[0] not in self._refused), self._known)
            except QueryError as error:
                await refuse_question(error)(scope, receive, send)
                return
        await self._app(scope, receive, send)


def knowing(*names: str, refused: Collection[str] = ()) -> list[Middleware]:
    """List the middleware of a route that knows these parameters, and refuses others with a word of its own."""
    return [Middleware(KnownParameters, known=names, refused=refused)]


def refuse_question(error: QueryError) -> Response:
    """Say what is not understood of a question."""
    return refuse(400, "The question is not understood", str(error))


def read_parameters(scope: Scope, once: Collection[str]) -> list[tuple[str, str]]:
    """Read the parameters of an address.

    Parameters
    ----------
    scope
        Of the request.
    once
        Names of those that may stand once.

    Returns
    -------
    parameters
        Names and values in the order of the address, blank values too; without what others append to any link.

    Raises
    ------
    QueryError
        When there is too much of them, or one stands twice that may not.
    """
    query: bytes = scope["query_string"]
    if len(query) > LONGEST or len(query.split(b"&")) > MOST_FIELDS:
        msg = f"An address has {MOST_FIELDS} parameters at most, and {LONGEST} bytes of them."
        raise QueryError(msg)
    found = [one for one in parse_qsl(query.decode("latin-1"), keep_blank_values=True) if one[0] not in APPENDED]
    names = [name for name, _ in found]
    if twice := next((name for name in once if names.count(name) > 1), ""):
        msg = f"{twice} stands twice."
        raise QueryError(msg)
    return found


def check_known(parameters: Iterable[tuple[str, str]], known: Collection[str]) -> None:
    """Look whether every parameter is known.

    Raises
    ------
    QueryError
        When one is not. The words never hold a value, nor a name that is more than a word.
    """
    for name, _ in parameters:
        if name not in known:
            called = name if _WORD.fullmatch(name) else "A parameter"
            msg = f"{called} is not known here; these are: {', '.join(known)}."
            raise QueryError(msg)


def split_address(address: str) -> tuple[str, str]:
    """Split an address that a reader opens or shares at its query; whatever it says, this is no error."""
    path, _, query = address.partition("#")[0].partition("?")
    return path, query


def read_leniently(query: str) -> dict[str, list[str]]:
    """Read the parameters of an address that a reader opens or shares: what is beyond any sense is left out."""
    return parse_qs("&".join(query[:LONGEST].split("&", MOST_FIELDS)[:MOST_FIELDS]))
