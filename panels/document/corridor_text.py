"""The corridor in the first document: the answer in words, the profile as it is drawn live, every leg and stop."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final

from markupsafe import Markup

from geo.picture.profile_chart import ProfileDrawing
from panels.corridor.choices import MODES, choose
from panels.corridor.map_strip import write_strip
from panels.corridor.picture import compose_picture
from panels.corridor.published import render_published
from panels.corridor.sheet import render_answer, render_key, render_table, render_ways
from panels.corridor.sums import shown_sites, sum_up
from panels.corridor.what_if_rows import write_what_if
from panels.document.drawing import address_of
from panels.document.linked_data import INSIDE_MARKUP
from panels.ui.address import read_last
from panels.ui.render import render
from panels.web.urls import keep_file, page_url

if TYPE_CHECKING:
    import datetime as dt

    from panels.corridor.choices import Chosen
    from panels.corridor.sheet import Sums
    from panels.document.fields import Fields
    from panels.reader import Reader

SIZE_PX: Final = (1100.0, 460.0)


def write_corridor(reader: Reader, today: dt.datetime, fields: Fields) -> str:
    """Write the journey that the address asks for, as the live page lays it out."""
    del today
    catalogue, language = reader.catalogue, reader.language
    fields.above = "corridor-bar"
    mode = read_last("mode")
    fields.kept = {"mode": mode} if mode in MODES else {}
    chosen = choose(reader, fields.ask)
    if chosen is None:
        return ""
    sums = sum_up(chosen)
    return render(
        "document/corridor.html",
        language,
        answer=render_answer(catalogue, chosen, sums, language),
        chart=_write_chart(reader, chosen, sums),
        strip=_keep_strip(reader, chosen),
        script=page_url("page", "profile_chart.js"),
        drawing=_draw(reader, chosen, sums),
        size=SIZE_PX,
        key=render_key(catalogue, chosen, sums, language),
        what_if=write_what_if(catalogue, chosen, language) if chosen.unit != "usd" else None,
        table=render_table(catalogue, chosen, sums, shown_sites(reader), language),
        ways=render_ways(chosen, language),
        published=render_published(catalogue, chosen.journey.journey_id, language),
    )


def _write_chart(reader: Reader, chosen: Chosen, sums: Sums) -> Markup:
    """Write what the script draws the chart of; nothing in it is markup, whatever a table says."""
    told = compose_picture(reader, chosen, sums, read_last("at")).to_message()
    return Markup(_write_json(told).translate(INSIDE_MARKUP))  # noqa: S704 - see `INSIDE_MARKUP`


def _keep_strip(reader: Reader, chosen: Chosen) -> str:
    """Keep the map above the chart as a file: it is as large as a third of the document. Gives its address."""
    strip = write_strip(reader.catalogue, chosen, shown_sites(reader), reader.language)
    return page_url("map", keep_file("strip", _write_json({**strip, "question": ""})))


def _write_json(told: dict[str, Any]) -> str:
    return json.dumps(told, ensure_ascii=False, separators=(",", ":"))


def _draw(reader: Reader, chosen: Chosen, sums: Sums) -> str:
    """Draw the profile for where no script runs; payments have no such drawing, as hours alone are drawn for print."""
    if chosen.unit == "usd":
        return ""
    return address_of(ProfileDrawing(reader.catalogue, chosen.itinerary, sums.shown, reader.language, *SIZE_PX).draw())
