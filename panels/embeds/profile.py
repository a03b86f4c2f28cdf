"""`/embed/profile/<journey>`: the time–distance profile of a journey, with its answer in words."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final

from geo.corridor.evidence import years_of
from geo.corridor.itinerary import ROAD, pick
from geo.corridor.profile import draw_profile
from geo.corridor.uncertainty import draw_spread
from geo.picture.strip import find_axis
from geo.style import read_style
from panels.corridor.chart_rows import Picture
from panels.corridor.choices import BACK, Chosen, describe_way, put_first, ways_of
from panels.corridor.map_strip import write_strip
from panels.corridor.sheet import Sums, render_answer, render_key
from panels.embeds.asked import Embed
from panels.embeds.files import keep_script
from panels.ui.render import render

if TYPE_CHECKING:
    from collections.abc import Mapping

    from geo.corridor.itinerary import Choice
    from geo.records.journeys import Journey
    from panels.embeds.asked import Asked

UNITS: Final = ("hours", "days")
COLOURS: Final = (
    "ink", "muted", "paper", "axis", "grid", "before", "illustrative", "standing", "unmeasured", "land", "member-land",
    "sea", "sea-band", "boundary", "line-rail", "line-sea", "line-road",
)  # fmt: skip
"""Names of the colours that chart and strip are drawn in."""


def name_profile(asked: Asked) -> str:
    """Name the journey; blank when there is no such journey, or none of its ways is known."""
    journey = _find(asked)
    return asked.reader.language.cell(journey.name) if journey and _list_ways(asked, journey, None) else ""


def write_profile(asked: Asked) -> Embed:
    """Write the profile: way, direction, year and unit as in an address of the app."""
    chosen, choice, query = _choose(asked)
    catalogue, language = asked.reader.catalogue, asked.reader.language
    known = draw_profile(chosen.itinerary.parts("hours"))
    sums = Sums(known, known, "", draw_spread(chosen.itinerary.parts("hours")))
    axis = find_axis(catalogue, chosen.itinerary)
    picture = Picture(catalogue, chosen.itinerary, known, None, chosen.unit, language, question=chosen.question)
    picture = replace(picture, west=axis.shared and axis.west)
    sites = frozenset(entry.id for entry in asked.reader.entries if entry.layer == "sites")
    strip = write_strip(catalogue, chosen, sites, language)
    parts = {"answer": render_answer(catalogue, chosen, sums, language)}
    parts |= {"key": render_key(catalogue, chosen, sums, language)}
    sources = asked.tell_sources(source for item in chosen.itinerary.items for source in item.hours.source_id)
    chart = picture.to_message()
    chart["words"] |= {"from": language.text("Sources: {titles}", titles=sources)}
    return Embed(
        title=name_profile(asked),
        note=describe_way(choice, chosen.choices, language),
        body=asked.lead_out(render("embed/profile.html", language, **{k: asked.lead_out(v) for k, v in parts.items()})),
        sources=sources,
        full=asked.link("corridor", query),
        data={"chart": by_name(chart), "strip": by_name(strip)},
        scripts=(keep_script("profile"),),
    )


def _find(asked: Asked) -> Journey | None:
    return next((one for one in asked.reader.catalogue.journeys if one.journey_id == asked.ident), None)


def _list_ways(asked: Asked, journey: Journey, year: int | None) -> tuple[Choice, ...]:
    back = journey.both_ways and asked.last("direction") == BACK
    return put_first(ways_of(asked.reader.catalogue, journey.journey_id, year, back), ROAD)


def _choose(asked: Asked) -> tuple[Chosen, Choice, dict[str, list[str]]]:
    """Choose what is shown; whatever the address says that is not known is left out, also of the address of the app."""
    journey = _find(asked)
    newest = _list_ways(asked, journey, None) if journey else ()
    usual = pick(newest, asked.last("way"))
    if journey is None or usual is None:
        raise KeyError(asked.ident)
    stops = usual.itinerary.stops
    years = {year for one in stops for year in years_of(asked.reader.catalogue, one.passage, one.mode)}
    year = next((year for year in years if str(year) == asked.last("year")), None)
    choices = _list_ways(asked, journey, year)
    choice = pick(choices, asked.last("way")) or usual
    unit = asked.last("unit") if asked.last("unit") in UNITS else UNITS[0]
    chosen = Chosen(journey, choice.itinerary, choices, unit, None, asked.reader.language.code)
    wanted = {
        "journey": journey.journey_id,
        "direction": BACK if choice.itinerary.way.back else "",
        "way": choice.code if choice is not choices[0] else "",
        "year": str(year or ""),
        "unit": unit if unit != UNITS[0] else "",
    }
    return chosen, choice, {name: [value] for name, value in wanted.items() if value}


@lru_cache(maxsize=1)
def _list_names() -> Mapping[str, str]:
    """Name each colour of chart and strip as a custom property, by its value."""
    values = read_style().css_values()
    return {values[name]: f"var(--{name})" for name in COLOURS}


def by_name(message: Any) -> Any:  # noqa: ANN401 - whatever a message holds
    """Write the colours of a message as custom properties, so that they follow light and dark."""
    if isinstance(message, dict):
        return {name: by_name(one) for name, one in message.items()}
    if isinstance(message, list | tuple):
        return [by_name(one) for one in message]
    return _list_names().get(message, message) if isinstance(message, str) else message
