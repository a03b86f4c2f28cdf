"""What is said of a time/cost–distance profile, on the screen and on paper: amounts, names, who published what."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from geo.corridor.itinerary import LegItem, StopItem

if TYPE_CHECKING:
    from geo.catalogue import Catalogue
    from geo.corridor.backtest import Record
    from geo.corridor.evidence import Value
    from geo.corridor.itinerary import Item, Itinerary
    from geo.corridor.profile import Drawn, Profile
    from geo.language import Language

HOURS_PER_DAY: Final = 24.0
DIGITS: Final = 6
IN_DAYS: Final = 48.0
"""From so many hours on a lower bound is written in whole days."""
LEADING: Final = 2
"""A lower bound in US$ is written with so many digits that are not zero."""


def write_amount(value: float, unit: str, language: Language) -> str:
    """Write hours, days or US$ with the unit.

    Parameters
    ----------
    value
        Hours or US$.
    unit
        `hours`, `days` or `usd`.
    language
        For numbers and the unit.
    """
    _ = language.text
    value = round(value, DIGITS)  # sums of the same parts in another order read the same
    if unit == "usd":
        return _("US$ {value}", value=language.number(value, 0))
    if unit == "days":
        days = value / HOURS_PER_DAY
        return _("{value} days", value=language.number(days, 1 if days >= 1 or not days else 2))
    return _("{value} h", value=language.number(value, 1))


def write_least(value: float, unit: str, language: Language) -> str:
    """Write a lower bound without precision that is not there: whole days, below two of them whole hours.

    Parameters
    ----------
    value
        Hours or US$ that are known of something longer or dearer.
    unit, language
        As for `write_amount`.

    Returns
    -------
    amount
        Never more than the value; below one hour, or 10 US$, the value itself.
    """
    _ = language.text
    value = round(value, DIGITS)
    if unit == "usd":
        step = 10 ** max(0, len(str(int(value))) - LEADING)
        return _("US$ {value}", value=language.number(value // step * step, 0))
    if value >= IN_DAYS:
        return _("{value} days", value=language.number(value // HOURS_PER_DAY, 0))
    if value >= 1.0:
        return _("{value} h", value=language.number(math.floor(value), 0))
    return write_amount(value, "hours", language)


def write_range(low: float, high: float, unit: str, language: Language) -> tuple[str, str]:
    """Write the two ends of a computed range in one unit: tenths of a day, below two days hours, or whole US$."""
    if unit == "usd" or high >= IN_DAYS:
        shown = "usd" if unit == "usd" else "days"
        return write_amount(low, shown, language), write_amount(high, shown, language)
    digits = 0 if low >= HOURS_PER_DAY else 1
    first, last = (language.text("{value} h", value=language.number(end, digits)) for end in (low, high))
    return first, last


def write_record(record: Record, language: Language) -> str:
    """Say how wrong hours would have been, in one sentence: how many cases, the median error, what the range held."""
    _ = language.text
    error = write_amount(record.error_h, "hours", language)
    if record.error_percent is not None:
        share = _("{share}%", share=language.number(record.error_percent, 0))
        error = f"{error} ({share})"
    said = _("cases: {n}; half of them were off by {error} or more", n=language.number(record.cases), error=error)
    if not record.ranged:
        return f"{said}."
    held = _(
        "{inside} of {ranged} later values lay within P10 to P90, where eight of ten are expected",
        inside=language.number(record.inside),
        ranged=language.number(record.ranged),
    )
    return f"{said}; {held}."


def publisher(catalogue: Catalogue, value: Value, language: Language) -> str:
    """Name who published a value as shortly as a chart needs it; blank for a gap."""
    _ = language.text
    if value.basis == "gap":
        return ""
    if value.basis == "derived":
        return _("derived, CPMM")
    if any("cpmm" in source for source in value.source_id):
        return "CPMM"
    known = [catalogue.sources[source].publisher for source in value.source_id if source in catalogue.sources]
    return next((language.cell(name) for name in known if name), _("published"))


def basis_words(catalogue: Catalogue, value: Value, language: Language) -> str:
    """Say how a value is known."""
    _ = language.text
    if value.basis == "derived":
        return {
            "swod": _("derived: km by the published speed without delay (SWOD)"),
            "tfi3": _("derived: TFI3, US$ per 500 km and 20 t, by km"),
        }[value.kind]
    if value.basis == "gap":
        return _("no data")
    return language.cell(catalogue.label("value-kind", value.kind)) if value.kind else _("published")


def place_name(catalogue: Catalogue, place_id: str, language: Language) -> str:
    """Name a place as shortly as the tables allow: without what stands in brackets."""
    site = catalogue.sites.get(place_id)
    place = catalogue.places.get(place_id)
    return language.cell(site.short_name if site else place.name if place else place_id).partition(" (")[0]


def name_part(catalogue: Catalogue, item: Item, language: Language) -> str:
    """Name a leg by its ends, a stop by its own name."""
    if isinstance(item, StopItem):
        return language.cell(item.passage.stop.name)
    return " → ".join(language.cell(catalogue.places[place].name) for place in (item.start, item.end))


def label_part(catalogue: Catalogue, item: Item, drawn: Drawn, unit: str, language: Language) -> str:
    """Name a part with value, year and source: `Red Bridge · 54.9 h · 2023 · CPMM`."""
    value = item.usd if unit == "usd" else item.hours
    name = name_part(catalogue, item, language)
    if drawn.part.value is None:
        return " · ".join([name, language.text("no data")])
    parts = [name, write_amount(drawn.part.value, unit, language)]
    if drawn.part.value != value.value:
        return " · ".join([*parts, language.text("illustrative")])
    parts += [str(value.year)] if value.year else []
    return " · ".join([*parts, publisher(catalogue, value, language)])


@dataclass(frozen=True, slots=True)
class Band:
    """A country along the way, or the sea, where one mode carries the journey.

    Attributes
    ----------
    country
        Alpha-3; blank for the sea.
    start, end
        Kilometres from the start.
    """

    country: str
    mode: str
    start: float
    end: float

    def names(self, catalogue: Catalogue, language: Language) -> tuple[str, str]:
        """Name the band in full and shortly: country and mode, and the country alone."""
        said = language.cell(catalogue.label("mode", self.mode))
        if not self.country:
            return said, said
        land = language.country(self.country)
        return f"{land} · {said}", land


def list_bands(itinerary: Itinerary, profile: Profile) -> tuple[Band, ...]:
    """List the countries along the distance, neighbours of one country and mode as one."""
    bands: list[Band] = []
    for item, drawn in zip(itinerary.items, profile.drawn, strict=True):
        if isinstance(item, LegItem):
            country, mode = item.stretch.country, item.stretch.mode
            start = drawn.start[0]
            if bands and (bands[-1].country, bands[-1].mode) == (country, mode):
                start = bands.pop().start
            bands.append(Band(country, mode, start, drawn.end[0]))
    return tuple(bands)
