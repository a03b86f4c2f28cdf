"""What a tablet needs to keep the app among its own: a web app manifest in the reader's language, and icons."""

from __future__ import annotations

import json
from functools import lru_cache
from typing import TYPE_CHECKING, Final
from urllib.parse import parse_qs

from starlette.responses import RedirectResponse
from starlette.routing import Route

from geo.language import SOURCE_LANGUAGE, choose_language, load_language
from geo.picture.typeset import draw_png
from geo.style import read_style
from panels.open_data.answers import answer
from panels.ui.address import base_path
from panels.ui.render import render

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response

SIZES_PX: Final = (192, 512)
FAVICON: Final = "favicon.ico"
FAVICON_AGE_S: Final = 86_400


def manifest_routes() -> list[Route]:
    """Write the routes, below whatever path the server is given."""
    base = base_path()
    icons = [Route(f"{base}/icon-{size}.png", _Icon(size).show) for size in SIZES_PX]
    return [Route(f"{base}/manifest.webmanifest", write_manifest), Route(f"{base}/{FAVICON}", lead_to_icon), *icons]


def lead_to_icon(_request: Request) -> Response:
    """Lead to the icon whoever looks for it where browsers and feed readers do."""
    address = f"{base_path()}/icon-{SIZES_PX[0]}.png"
    return RedirectResponse(address, 308, {"cache-control": f"public, max-age={FAVICON_AGE_S}"})


def write_manifest(request: Request) -> Response:
    """Answer with the manifest, in the language that the address names."""
    language = load_language(choose_language(parse_qs(request.url.query).get("lang", [""])[0], ""))
    base, colours = base_path(), read_style().colours
    told = {
        "id": f"{base}/",
        "name": language.text("Caravanserai map"),
        "short_name": language.text("Caravanserai"),
        "description": language.text("Map of border crossing points and the Middle Corridor"),
        "lang": language.code,
        "start_url": f"{base}/?lang={language.code}",
        "scope": f"{base}/",
        "display": "standalone",
        "background_color": colours["paper"],
        "theme_color": colours["brand"],
        "icons": [
            {"src": f"{base}/icon-{size}.png", "sizes": f"{size}x{size}", "type": "image/png"} for size in SIZES_PX
        ],
    }
    return answer(request, json.dumps(told, ensure_ascii=False).encode(), "application/manifest+json")


class _Icon:
    """The icon in one size."""

    def __init__(self, size: int) -> None:
        self._size = size

    def show(self, request: Request) -> Response:
        """Answer with the icon."""
        return answer(request, draw_icon(self._size), "image/png")


@lru_cache(maxsize=len(SIZES_PX))
def draw_icon(size: int) -> bytes:
    """Draw the icon as a square of so many pixels."""
    svg = render(
        "document/icon.svg", load_language(SOURCE_LANGUAGE), colours={**read_style().colours, **read_style().page}
    )
    return draw_png(svg, float(size), float(size))
