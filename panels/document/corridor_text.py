"""The corridor as text for the first document: the answer in words, the profile as a drawing, every leg and stop."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from geo.picture.profile_chart import ProfileDrawing
from panels.corridor.choices import choose
from panels.corridor.published import render_published
from panels.corridor.sheet import render_answer, render_table, render_ways
from panels.corridor.sums import shown_sites, sum_up
from panels.document.drawing import address_of
from panels.ui.render import render

if TYPE_CHECKING:
    import datetime as dt

    from panels.document.fields import Fields
    from panels.reader import Reader

SIZE_PX: Final = (1100.0, 460.0)


def write_corridor(reader: Reader, today: dt.datetime, fields: Fields) -> str:
    """Write the journey that the address asks for; payments have no drawing, as hours alone are drawn for print."""
    del today
    catalogue, language = reader.catalogue, reader.language
    chosen = choose(reader, fields.ask)
    if chosen is None:
        return ""
    sums = sum_up(chosen)
    drawing = ""
    if chosen.unit != "usd":
        drawing = ProfileDrawing(catalogue, chosen.itinerary, sums.shown, language, *SIZE_PX).draw()
    return render(
        "document/corridor.html",
        language,
        answer=render_answer(catalogue, chosen, sums, language),
        drawing=address_of(drawing) if drawing else "",
        size=SIZE_PX,
        table=render_table(catalogue, chosen, sums, shown_sites(reader), language),
        ways=render_ways(chosen, language),
        published=render_published(catalogue, chosen.journey.journey_id, language),
    )
