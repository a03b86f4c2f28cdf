"""What the corridor page says in words: the answer, the table of legs and stops, the ways, who gains."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from geo.corridor.backtest import sum_up as sum_up_trials
from geo.corridor.backtest import try_item
from geo.corridor.itinerary import LegItem, StopItem, site_of
from geo.corridor.journey_backtest import try_way
from geo.corridor.words import basis_words, place_name, write_amount, write_least, write_range, write_record
from geo.picture.strip import find_axis
from geo.style import read_style
from panels.corridor.chart_rows import MODES
from panels.corridor.choices import describe_way
from panels.ui.address import write_link
from panels.ui.citations import Citations
from panels.ui.render import cell, render

if TYPE_CHECKING:
    from geo.catalogue import Catalogue
    from geo.corridor.itinerary import Itinerary
    from geo.corridor.journey_backtest import JourneyTrial
    from geo.corridor.profile import Profile
    from geo.corridor.uncertainty import Spread
    from geo.language import Language
    from panels.corridor.choices import Chosen

SHORT_SPREAD: Final = 3
WORTH_NAMING: Final = 0.02


@dataclass(frozen=True, slots=True)
class Sums:
    """The profiles that an answer compares.

    Attributes
    ----------
    known
        As published.
    shown
        As the reader asks for, which is the same when nothing is asked.
    word
        The question as one word, as the browser writes it (`WhatIf.word`); blank when nothing is asked.
    """

    known: Profile
    shown: Profile
    word: str
    spread: Spread | None

    @property
    def asked(self) -> bool:
        """True when the reader's question changes anything."""
        return self.shown is not self.known


def render_answer(catalogue: Catalogue, chosen: Chosen, sums: Sums, language: Language) -> str:
    """Write the answer: how long, how much of it standing, where.

    Parameters
    ----------
    catalogue, chosen
        Names, and what was asked for.
    sums
        Profiles and spread in the unit of the answer.
    language
        The reader's language.
    """
    itinerary = chosen.itinerary
    names = {stop.id: stop.passage.stop for stop in itinerary.stops}
    ranked = sums.shown.ranked_stops
    gaps = sums.shown.gaps
    return render(
        "corridor/answer.html",
        language,
        chosen=chosen,
        sums=sums,
        itinerary=itinerary,
        at_least=sums.shown.at_least or itinerary.too_short,
        amount=lambda value: write_amount(value, chosen.unit, language),
        least=lambda value: write_least(value, chosen.unit, language),
        eight=write_range(sums.spread.p10, sums.spread.p90, chosen.unit, language) if sums.spread else (),
        other=lambda value: _other_unit(value, chosen.unit, language),
        longest=[(names[stop.id], stop.value, share) for stop, share in ranked[:SHORT_SPREAD] if share >= WORTH_NAMING],
        gap_stops=sum(part.id in names for part in gaps),
        gap_legs=sum(part.id not in names for part in gaps),
        gains=_gains(itinerary, sums, language) if chosen.unit != "usd" else [],
        spread=[(_name(catalogue, itinerary, name, language), share) for name, share in _largest(sums.spread)],
        years=_years(chosen),
        backtest=_sum_trials(catalogue, chosen, language),
        way_trial=_find_way_trial(catalogue, chosen),
        all_trials=write_link({"tab": ["corrections"], **({"lang": [chosen.lang]} if chosen.lang else {})}, "sources"),
        percent=lambda share, digits: language.text("{share}%", share=language.number(100 * share, digits)),
    )


def render_key(catalogue: Catalogue, chosen: Chosen, sums: Sums, language: Language) -> str:
    """Write what the signs of map and chart mean, as far as they are there, and how the map was drawn."""
    legs = chosen.itinerary.legs
    return render(
        "corridor/key.html",
        language,
        modes=[key for key in MODES if any(leg.stretch.mode == key for leg in legs)],
        undrawn=any(not leg.stretch.line_ids for leg in legs),
        shared=find_axis(catalogue, chosen.itinerary).shared,
        strokes=read_style().strokes,
        ranged=any(part.low is not None for part in (one.part for one in sums.shown.drawn)),
        before=language.text("as known") if sums.asked else language.text("compared with") if chosen.versus else "",
    )


def list_undrawn(catalogue: Catalogue, itinerary: Itinerary, language: Language) -> list[str]:
    """Name the legs, in the order of travel, that no line of the map stands for."""
    legs = (leg for leg in itinerary.legs if not leg.stretch.line_ids)
    return [" → ".join(place_name(catalogue, place, language) for place in (leg.start, leg.end)) for leg in legs]


def _years(chosen: Chosen) -> list[int]:
    """List the years that the values of the chosen unit are of."""
    values = (item.usd if chosen.unit == "usd" else item.hours for item in chosen.itinerary.items)
    return sorted({value.year for value in values if value.year is not None})


def _find_way_trial(catalogue: Catalogue, chosen: Chosen) -> JourneyTrial | None:
    """Find the newest of the years that judge most parts of this way; None for US$, and where none judges any."""
    if chosen.unit == "usd":
        return None
    trials = try_way(catalogue, chosen.itinerary)
    return max(trials, key=lambda one: (len(one.trials), one.year), default=None)


def _sum_trials(catalogue: Catalogue, chosen: Chosen, language: Language) -> str:
    """Say how wrong the hours of this way would have been; blank for US$, and where no year came after another."""
    if chosen.unit == "usd":
        return ""
    record = sum_up_trials([trial for item in chosen.itinerary.items for trial in try_item(catalogue, item)])
    return write_record(record, language) if record else ""


def _largest(spread: Spread | None) -> tuple[tuple[str, float], ...]:
    return tuple(one for one in spread.contributions[:SHORT_SPREAD] if one[1] >= WORTH_NAMING) if spread else ()


def _name(catalogue: Catalogue, itinerary: Itinerary, item_id: str, language: Language) -> str:
    item = next(item for item in itinerary.items if item.id == item_id)
    if isinstance(item, StopItem):
        return language.cell(item.passage.stop.name)
    return " → ".join(place_name(catalogue, place, language) for place in (item.start, item.end))


def _other_unit(value: float, unit: str, language: Language) -> str:
    """Write hours as days and days as hours; nothing beside US$."""
    other = {"hours": "days", "days": "hours"}.get(unit)
    return write_amount(value, other, language) if other else ""


def _gains(itinerary: Itinerary, sums: Sums, language: Language) -> list[tuple[str, float]]:
    """Sum what is saved by the country whose side it is, the largest first."""
    saved: dict[str, float] = {}
    for item, before, after in zip(itinerary.items, sums.known.drawn, sums.shown.drawn, strict=True):
        if isinstance(item, StopItem) and before.part.value is not None:
            gain = before.part.value - (after.part.value or 0.0)
            country = language.country(item.passage.stop.country)
            saved[country] = saved.get(country, 0.0) + gain
    return sorted(((name, gain) for name, gain in saved.items() if gain > 0), key=lambda one: -one[1])


def render_table(catalogue: Catalogue, chosen: Chosen, sums: Sums, sites: frozenset[str], language: Language) -> str:
    """Write the same as the chart as a table: every leg and stop, its value, year, kind and source.

    Parameters
    ----------
    catalogue, chosen, sums, language
        As for `render_answer`. What is known stays; what a slider asks for stands below it, marked. While sliders are
        moved, `live_chart.js` keeps the latter up to date, so that the table need not be sent again.
    sites
        Ids of the sites on the map: a stop that is one of them is a link to its symbol.
    """
    citations = Citations(catalogue.sources, "source-corridor")
    return render(
        "corridor/table.html",
        language,
        chosen=chosen,
        sums=sums,
        rows=list(zip(chosen.itinerary.items, sums.known.drawn, sums.shown.drawn, strict=True)),
        is_leg=lambda item: isinstance(item, LegItem),
        name=lambda place: cell(place_name(catalogue, place, language), language),
        site=lambda item: site_of(catalogue, item, sites),
        value=lambda item: item.usd if chosen.unit == "usd" else item.hours,
        amount=lambda value: write_amount(value, chosen.unit, language),
        basis=lambda value: basis_words(catalogue, value, language),
        term=lambda vocabulary, term: cell(catalogue.label(vocabulary, term), language),
        record=lambda item: None if chosen.unit == "usd" else sum_up_trials(try_item(catalogue, item)),
        cite=citations.cite,
        listed=citations.listed,
    )


def render_ways(chosen: Chosen, language: Language) -> str:
    """Write all ways of a journey beside each other."""
    return render(
        "corridor/ways.html",
        language,
        chosen=chosen,
        describe=lambda choice: describe_way(choice, chosen.choices, language),
        amount=lambda value: write_amount(value, "hours", language),
        least=lambda value: write_least(value, "hours", language),
        there_and_back=_link_both_ways(chosen) if chosen.journey.both_ways else "",
    )


def _link_both_ways(chosen: Chosen) -> str:
    """Link to the way that is shown and the way back, side by side."""
    year = [str(chosen.itinerary.year)] if chosen.itinerary.year else []
    query = {"journey": [chosen.journey.journey_id], "year": year, "way": [chosen.itinerary.way.code],
             "direction": ["there", "back"], "lang": [chosen.lang]}  # fmt: skip
    return write_link({name: values for name, values in query.items() if any(values)}, "compare")
