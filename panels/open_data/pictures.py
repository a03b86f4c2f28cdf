"""Rows that have a picture: a journey as the corridor page draws it, a site as slides draw it, a figure as a chart."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final

from geo.alignment import vertices_by_line
from geo.corridor.itinerary import list_choices
from geo.exports.citation import title_row
from geo.geodesy import Bounds, widen
from geo.language import load_language
from geo.map.layers import write_credit_text
from geo.picture.draw import Picture, draw_map
from geo.picture.profile_chart import ProfileDrawing
from geo.picture.row_chart import CHARTED, draw_row_chart
from geo.picture.row_chart import SIZE_PX as CHART_PX
from geo.picture.typeset import draw_png
from geo.sites.selection import list_entries
from panels.open_data.answers import Body, answer, choose_for, make_body, refuse
from panels.open_data.drawn import DrawnPictures, TooManyWaitError, refuse_picture

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from starlette.requests import Request
    from starlette.responses import Response

    from geo.catalogue import Catalogue

TYPES: Final = {"svg": "image/svg+xml", "png": "image/png"}
"""Form of picture → what it is sent as."""
SIZE_PX: Final = (1100.0, 460.0)
SITE_PX: Final = (900.0, 600.0)
AROUND_KM: Final = 14.0
CLOSEST: Final = 10.5


class RowPictures:
    """Draws the pictures, one at a time, and keeps those that were asked for last."""

    def __init__(self) -> None:
        self._drawn: DrawnPictures[Body | None] = DrawnPictures()

    async def show(self, request: Request, catalogue: Catalogue, name: str, row_id: str, form: str) -> Response:
        """Answer with the picture of a row that is there, of a table that `DRAWN` names."""
        code = choose_for(request.scope).code
        key = (catalogue.version, name, row_id, form, code)
        try:
            drawn = await self._drawn.give(key, partial(draw_row, catalogue, name, row_id, form, code))
        except TooManyWaitError:
            return refuse_picture()
        if drawn is None:
            return refuse(404, "No picture", "The tables say no place, way or value of this row.")
        return answer(request, drawn, TYPES[form], "Accept-Language")


def draw_row(catalogue: Catalogue, name: str, row_id: str, form: str, code: str) -> Body | None:
    """Draw the picture of a row, in a language; None where the tables do not say what is needed for it."""
    drawn = DRAWN[name](catalogue, row_id, code)
    if drawn is None:
        return None
    svg, size = drawn
    return make_body(svg.encode() if form == "svg" else draw_png(svg, *size))


def _draw_journey(catalogue: Catalogue, row_id: str, code: str) -> tuple[str, tuple[float, float]] | None:
    """Draw the profile of a journey on its usual way."""
    journey = next((one for one in catalogue.journeys if one.journey_id == row_id), None)
    choices = list_choices(catalogue, vertices_by_line(catalogue), journey, None, back=False) if journey else ()
    if not choices:
        return None
    way = choices[0]
    return ProfileDrawing(catalogue, way.itinerary, way.profile, load_language(code), *SIZE_PX).draw(), SIZE_PX


def _draw_site(catalogue: Catalogue, row_id: str, code: str) -> tuple[str, tuple[float, float]] | None:
    """Draw a site with what lies around it."""
    entries, language = list_entries(catalogue), load_language(code)
    entry = next((one for one in entries if one.id == row_id), None)
    if entry is None or entry.position is None:
        return None
    picture = Picture(
        *SITE_PX,
        bounds=widen(Bounds(*entry.position, *entry.position), AROUND_KM),
        site=entry.id,
        title=language.cell(entry.name),
        credit=write_credit_text(language),
        key=True,
        closest=CLOSEST,
    )
    return draw_map(catalogue, entries, picture, language), SITE_PX


def _draw_chart(table: str, catalogue: Catalogue, row_id: str, code: str) -> tuple[str, tuple[float, float]] | None:
    """Draw a figure among the years of the same."""
    language = load_language(code)
    svg = draw_row_chart(catalogue, table, row_id, title_row(catalogue, table, row_id, language), language)
    return (svg, CHART_PX) if svg else None


DRAWN: Final[Mapping[str, Callable[[Catalogue, str, str], tuple[str, tuple[float, float]] | None]]] = {
    "journeys": _draw_journey,
    "sites": _draw_site,
    **{table: partial(_draw_chart, table) for table in CHARTED},
}
"""Tables whose rows have a picture, and what draws it."""
