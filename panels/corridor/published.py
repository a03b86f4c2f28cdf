"""What others have published beside our journeys: times, volumes, lengths; and why some of it cannot be compared."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from geo.corridor.lengths import compare_lengths
from geo.corridor.published import UNITS, compare_times, list_reasons, list_volumes
from geo.corridor.words import place_name, write_amount
from geo.linear import vertices_by_line
from panels.ui.citations import Citations
from panels.ui.render import cell, render

if TYPE_CHECKING:
    from geo.catalogue import Catalogue
    from geo.language import Language
    from geo.records.journeys import Comparison
    from geo.records.measurements import Leg, PublishedTime, Volume

TONNES = "t"
MILLION = 1_000_000
DAY_H = 24.0


@dataclass(frozen=True, slots=True)
class Reason:
    """A published time, as a row of its own or in the text of a leg, and why it is not compared."""

    row: Comparison
    told: PublishedTime | None
    leg: Leg | None


@lru_cache(maxsize=64)
def render_published(catalogue: Catalogue, journey_id: str, language: Language) -> str:
    """Write the comparisons of one journey, and what holds for all of them.

    Parameters
    ----------
    catalogue
        The checked tables.
    journey_id
        The journey whose times are compared.
    language
        The reader's language.

    Returns
    -------
    html
        Written once for each journey and language: nothing in it depends on sliders.
    """
    citations = Citations(catalogue.sources, "source-published")
    times = {row.time_id: row for row in catalogue.published_times}
    legs = {leg.leg_id: leg for leg in catalogue.legs}
    volumes = {unit: list_volumes(catalogue, unit) for unit in UNITS}
    largest = {
        unit: max((v.value or 0.0 for y in years for v in y.told), default=1.0) for unit, years in volumes.items()
    }
    return render(
        "corridor/published.html",
        language,
        against=compare_times(catalogue, vertices_by_line(catalogue.waypoints), journey_id),
        reasons=[Reason(r, times.get(r.time_id), legs.get(r.leg_id)) for r in list_reasons(catalogue)],
        volumes=volumes,
        volume=lambda told: _volume(told, language),
        share=lambda told: round((told.value or 0.0) / largest[told.unit], 4),
        lengths=compare_lengths(catalogue),
        name=lambda place: cell(place_name(catalogue, place, language), language),
        ends=lambda leg: " → ".join(place_name(catalogue, place, language) for place in (leg.from_place, leg.to_place)),
        span=lambda low, high: write_span(low, high, language),
        printed=lambda told: _printed(told, language),
        term=lambda vocabulary, term: cell(catalogue.label(vocabulary, term), language),
        cite=citations.cite,
        listed=citations.listed,
    )


def write_span(low: float, high: float, language: Language) -> str:
    """Write hours, or days from two days on, as one number or a range."""
    unit = "days" if high >= 2 * DAY_H else "hours"
    written = [write_amount(value, unit, language) for value in dict.fromkeys((round(low, 6), round(high, 6)))]
    return " – ".join(written)


def _volume(told: Volume, language: Language) -> str:
    """Write a volume with its unit, as a range where two numbers are printed."""
    scale = MILLION if told.unit == TONNES else 1
    values = dict.fromkeys(v for v in (told.value, told.value_max) if v is not None)
    written = " – ".join(language.number(value / scale) for value in values)
    if told.unit == TONNES:
        return language.text("{value} million t", value=written)
    return language.text("{value} TEU", value=written)


def _printed(told: PublishedTime, language: Language) -> str:
    """Write a published value with its unit, as a range where two numbers are printed."""
    values = dict.fromkeys(v for v in (told.value_min, told.value_max) if v is not None)
    return f"{' – '.join(language.number(value) for value in values)} {language.cell(told.unit)}"
