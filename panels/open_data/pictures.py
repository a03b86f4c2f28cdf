"""Rows that have a chart, as a picture: the time–distance profile of a journey, as the corridor page draws it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from geo.alignment import vertices_by_line
from geo.corridor.itinerary import list_choices
from geo.exports.kept import keep_per_edition
from geo.language import load_language
from geo.picture.profile_chart import ProfileDrawing
from geo.picture.typeset import draw_png
from panels.open_data.answers import Body, make_body

if TYPE_CHECKING:
    from geo.catalogue import Catalogue

TYPES: Final = {"svg": "image/svg+xml", "png": "image/png"}
"""Form of picture → what it is sent as."""
DRAWN: Final = frozenset({"journeys"})
"""Tables whose rows have a chart."""
SIZE_PX: Final = (1100.0, 460.0)


@keep_per_edition
def draw_row(catalogue: Catalogue, row_id: str, form: str, code: str) -> Body | None:
    """Draw the profile of a journey on its usual way, once for each edition and language; None where it has no way."""
    journey = next((one for one in catalogue.journeys if one.journey_id == row_id), None)
    if journey is None:
        return None
    choices = list_choices(catalogue, vertices_by_line(catalogue), journey, None, back=False)
    if not choices:
        return None
    way = choices[0]
    svg = ProfileDrawing(catalogue, way.itinerary, way.profile, load_language(code), *SIZE_PX).draw()
    return make_body(svg.encode() if form == "svg" else draw_png(svg, *SIZE_PX))
