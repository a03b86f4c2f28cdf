"""`/oembed`: an address of ours → how it is embedded, for programs that turn a pasted link into its content."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import parse_qs

from markupsafe import Markup

from panels.embeds.addresses import find_embed
from panels.open_data.answers import answer, refuse
from panels.settings import embed_ancestors
from panels.ui.address import site_root

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response

    from panels.embeds.addresses import Found
    from panels.reader import Reader

JSON: Final = "application/json"
CACHE_AGE_S: Final = 3600
LEAST_PX: Final = 200
MOST_DIGITS: Final = 5
_FRAME: Final = Markup(
    '<iframe src="{}" width="{}" height="{}" title="{}" loading="lazy" style="border: 0; max-width: 100%"></iframe>'
)


def answer_oembed(request: Request, reader: Reader) -> Response:
    """Answer as oEmbed 1.0 has it; XML is not written (501).

    Parameters
    ----------
    reader
        Data and language.
    """
    query = {name: values[-1] for name, values in parse_qs(request.url.query).items()}
    if query.get("format", "json") != "json":
        return refuse(501, "No such format", "format is json.")
    if not query.get("url"):
        return refuse(400, "No address", "url is the address of a view of this map.")
    limits = (query.get("maxwidth", ""), query.get("maxheight", ""))
    if not all(_is_limit(limit) for limit in limits):
        return refuse(400, "No such size", "maxwidth and maxheight are whole numbers of pixels.")
    root = site_root(request.url.scheme, request.url.netloc)
    found = find_embed(query["url"], reader, root)
    if found is None:
        return refuse(404, "No such view", "url is an address of this map, of a view that has an embed.")
    told = _describe(found, reader, root)
    if embed_ancestors():
        told |= _frame(found, root, limits)
    return answer(request, json.dumps(told, ensure_ascii=False).encode(), JSON, "Accept-Language")


def _is_limit(limit: str) -> bool:
    return limit == "" or (limit.isascii() and limit.isdigit() and len(limit) <= MOST_DIGITS and int(limit) > 0)


def _describe(found: Found, reader: Reader, root: str) -> dict[str, Any]:
    """Describe an address that may be linked to: all that there is where no host may show a frame of ours."""
    return {
        "version": "1.0",
        "type": "link",
        "title": found.title,
        "provider_name": reader.language.text("Caravanserai map"),
        "provider_url": root,
        "cache_age": CACHE_AGE_S,
    }


def _frame(found: Found, root: str, limits: tuple[str, str]) -> dict[str, Any]:
    """Describe its frame, within the size that there is."""
    width, height = (
        min(wish, int(limit)) if limit else wish for wish, limit in zip(found.kind.size, limits, strict=True)
    )
    return {"type": "rich", "html": write_frame(root + found.path, width, height, found.title)} | {
        "width": width,
        "height": height,
    }


def write_frame(address: str, width: int, height: int, title: str) -> str:
    """Write the code that shows an embed in a page of others."""
    return str(_FRAME.format(address, width, height, title))
