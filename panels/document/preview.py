"""The picture that stands beside a link to a view: its map with its title, drawn when it is asked for, and kept."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Final
from urllib.parse import parse_qs

import anyio.to_thread
from starlette.routing import Route

from geo.geodesy import Bounds, Point, bounds_of
from geo.language import load_language
from geo.map.home import home_bounds
from geo.map.layers import write_credit_text
from geo.picture.country import fit_country
from geo.picture.draw import WHOLE_REGION, Picture, draw_map
from geo.picture.typeset import SCREEN_DPI, draw_png
from geo.sites.selection import Choices
from panels.document.about import chosen_site, find_stop, tell_about
from panels.document.named import MAP, picture_names
from panels.document.opened import read_opened
from panels.open_data.answers import answer, refuse
from panels.open_data.drawn import DrawnPictures, TooManyWaitError, refuse_picture
from panels.shell.titles import list_titles
from panels.site_card.waiting import hours_of
from panels.ui.address import base_path, write_link

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response

    from panels.document.opened import Opened

SIZE_PX: Final = (1200, 630)
ENLARGED: Final = 1.5
"""Such pictures are shown small: everything on them is so much larger than on the screen."""
AROUND_DEG: Final = 1.2
COMPARE: Final = "compare"
OF_A_COUNTRY: Final = ("brief", "record", "visits")
"""Pages whose picture shows the country that their address names, and its sites."""
_MAP_NAME: Final = "map"


def preview_link(opened: Opened) -> str:
    """Write where the picture of an address is, below the app's."""
    query: dict[str, list[str]] = {}
    for name, value in picture_names(opened.page, opened.names):
        query.setdefault(name, []).append(value)
    folder = f"preview/{opened.reader.language.code}"
    return write_link(query, f"{folder}/{opened.page or _MAP_NAME}.png").removesuffix("?")


class Previews:
    """Draws the pictures, one at a time, and keeps those that were asked for last."""

    def __init__(self) -> None:
        self._drawn: DrawnPictures[bytes] = DrawnPictures()

    def routes(self) -> list[Route]:
        """Write the routes, below whatever path the server is given."""
        return [Route(f"{base_path()}/preview/{{code}}/{{page}}.png", self.show)]

    async def show(self, request: Request) -> Response:
        """Answer with the picture of a view; only what `preview_link` writes is an address of one."""
        opened = await anyio.to_thread.run_sync(_read_preview, request)
        if opened is None:
            return refuse(404, "No such picture", "The address of a picture stands in the head of its page.")
        key = (opened.reader.catalogue.version, preview_link(opened))
        try:
            drawn = await self._drawn.give(key, partial(draw_preview, opened))
        except TooManyWaitError:
            return refuse_picture()
        return answer(request, drawn, "image/png")


def _read_preview(request: Request) -> Opened | None:
    """Read of which view a picture is asked for; None for any address that `preview_link` does not write."""
    code, name = request.path_params["code"], request.path_params["page"]
    page = MAP if name == _MAP_NAME else name
    language = load_language(code)
    if code != language.code or page not in list_titles(language):
        return None
    opened = read_opened(page, parse_qs(request.url.query), language)
    asked = preview_link(opened).partition("?")[2]
    return opened if request.url.query == asked else None


def preview_routes() -> list[Route]:
    """Write the routes of the pictures."""
    return Previews().routes()


def draw_preview(opened: Opened) -> bytes:
    """Draw the map of an address with its title, as a PNG."""
    reader = opened.reader
    picture = compose_preview(opened)
    svg = draw_map(reader.catalogue, reader.entries, picture, reader.language)
    return draw_png(svg, picture.width, picture.height, round(SCREEN_DPI * ENLARGED))


def compose_preview(opened: Opened) -> Picture:
    """Describe the picture of an address."""
    view = opened.view
    width, height = (side / ENLARGED for side in SIZE_PX)
    about = tell_about(opened)
    picture = Picture(
        width,
        height,
        title=about.title,
        credit=write_credit_text(opened.reader.language),
        legend=False,
    )
    scene = find_stop(opened)
    if scene and scene.bounds:
        return replace(picture, bounds=scene.bounds, layers=scene.layers, site=scene.site)
    if opened.page == COMPARE and opened.names:
        return replace(picture, bounds=_frame_compared(opened))
    if opened.page != MAP:
        country = opened.named("country") if opened.page in OF_A_COUNTRY else ""
        chosen = Choices(countries=(country,))
        return replace(picture, choices=chosen, bounds=_frame_countries(opened, (country,))) if country else picture
    picture = replace(picture, choices=view.choices, hide=view.hide, layers=view.layers, site=view.site)
    picture = replace(picture, hours=hours_of(opened.reader.catalogue, view))
    picture = replace(picture, bounds=_frame_countries(opened, view.countries))
    entry = chosen_site(opened)
    if entry and entry.position:
        lat, lon = entry.position
        around = Bounds(lat - AROUND_DEG, lon - AROUND_DEG, lat + AROUND_DEG, lon + AROUND_DEG)
        picture = replace(picture, bounds=around)
    return picture


def _frame_compared(opened: Opened) -> Bounds | None:
    """Find the box of what is compared; None for journeys, which need the whole map."""
    if countries := tuple(value for name, value in opened.names if name == "country"):
        return _frame_countries(opened, countries)
    chosen = {value for name, value in opened.names if name == "site"}
    box = bounds_of(one.position for one in opened.reader.entries if one.position and one.id in chosen)
    if box is None:
        return None
    return Bounds(box.south - AROUND_DEG, box.west - AROUND_DEG, box.north + AROUND_DEG, box.east + AROUND_DEG)


def _frame_countries(opened: Opened, countries: tuple[str, ...]) -> Bounds | None:
    """Find the box of some countries with their sites: two posts alone would fill the picture with a bare corner."""
    reader = opened.reader
    region = home_bounds(reader.catalogue, reader.entries) or WHOLE_REGION
    corners: list[Point] = []
    for code in countries:
        sites = bounds_of(e.position for e in reader.entries if e.position and code in e.countries)
        if box := fit_country(code, sites, region):
            corners += [Point(box.south, box.west), Point(box.north, box.east)]
    return bounds_of(corners)
