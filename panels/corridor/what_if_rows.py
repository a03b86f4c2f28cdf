"""What is said of the stops whose hours a reader may ask; without a component, as the first document says it too."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from geo.corridor.itinerary import kept_by
from geo.corridor.words import publisher, write_amount
from panels.corridor.question import MOST_H, limit, read_what_if

if TYPE_CHECKING:
    from geo.catalogue import Catalogue
    from geo.corridor.itinerary import StopItem
    from geo.language import Language
    from panels.corridor.choices import Chosen


def write_what_if(catalogue: Catalogue, chosen: Chosen, language: Language) -> dict[str, Any]:
    """Write what the browser shows of the stops, as `panels.corridor.what_if.show_what_if`."""
    _ = language.text
    itinerary = chosen.itinerary
    presets = []
    for scenario in catalogue.scenarios:
        kept = kept_by(catalogue, scenario, itinerary)
        hours = {s.id: (s.hours.value or 0.0) * kept[s.id] for s in itinerary.stops if s.id in kept}
        asked = limit(itinerary, hours)
        if asked.asked:
            presets.append([language.cell(scenario.name), language.cell(scenario.note), asked.word])
    return {
        "question": chosen.question,
        "asked": read_what_if(itinerary).word,
        "most": MOST_H,
        "stops": [_write_stop(catalogue, stop, language) for stop in itinerary.stops],
        "presets": presets,
        "signs": language.signs(),
        "words": {
            "title": _("What if"),
            "how": _("Type or slide the hours of a stop: the chart follows."),
            "undo": _("Undo"),
            "reset": _("As measured"),
            "hours": _("{stop}: hours", stop="{stop}"),
            "h": _("{value} h", value="{value}"),
        },
    }


def _write_stop(catalogue: Catalogue, stop: StopItem, language: Language) -> dict[str, Any]:
    _ = language.text
    value = stop.hours
    told = [
        *([write_amount(value.value, "hours", language)] if value.value is not None else [_("not measured")]),
        *([str(value.year)] if value.year else []),
        *([said] if (said := publisher(catalogue, value, language)) else []),
    ]
    return {
        "id": stop.id,
        "name": language.cell(stop.passage.stop.name),
        "known": value.value,
        "told": " · ".join(told),
    }
