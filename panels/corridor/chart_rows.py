"""The time/cost–distance profile as rows of data for the chart, with a label and a tip for every part."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final

from geo.corridor.itinerary import LegItem
from geo.corridor.words import HOURS_PER_DAY, label_part, list_bands, place_name
from geo.style import read_style

if TYPE_CHECKING:
    from collections.abc import Iterator

    from geo.catalogue import Catalogue
    from geo.corridor.itinerary import Item, Itinerary, StopItem
    from geo.corridor.profile import Drawn, Profile
    from geo.language import Language

BANDS: Final = (read_style().colours["land"], read_style().colours["paper"])
SEA_BAND: Final = read_style().page["sea-band"]
MIN_LABEL_SHARE: Final = 0.05
"""A riser lower than this part of the chart has no label of its own: the tip and the table name it."""
NARROW: Final = 0.14
"""A country that takes up less than this part of the way is named without the mode."""
LEFT_OF: Final = 0.5
"""Labels of risers further along than this part of the way stand to their left."""
COLUMNS: Final = ("layer", "x", "x2", "y", "y2", "mode", "label", "side", "tip", "stop", "chosen", "fill")
MODES: Final = ("rail", "sea", "road")
HEADROOM: Final = 1.25
"""The names of the countries, and boxes of what is not known, stand above the line."""


@dataclass(frozen=True, slots=True)
class Picture:
    """One chart.

    Attributes
    ----------
    profile
        To be drawn.
    before
        Drawn dashed behind it; None for nothing.
    unit
        `hours`, `days` or `usd`.
    chosen
        Id of the stop that is marked; blank for none.
    asked
        True when the profile is a scenario and no measurement: the picture says so.
    question
        What the reader asks about, as one word (`Chosen.question`).
    west
        True when it begins on the right, because the map above it shares its axis and the way leads westwards.
    """

    catalogue: Catalogue
    itinerary: Itinerary
    profile: Profile
    before: Profile | None
    unit: str
    language: Language
    chosen: str = ""
    asked: bool = False
    question: str = ""
    west: bool = False

    @property
    def top(self) -> float:
        """Height of the chart."""
        return max(self.profile.total, self.before.total if self.before else 0.0) or 1.0

    def full(self, item: Item, drawn: Drawn) -> str:
        """Name a part with value, year and source: `Red Bridge · 54.9 h · 2023 · CPMM`."""
        return label_part(self.catalogue, item, drawn, self.unit, self.language)

    def to_message(self) -> dict[str, Any]:
        """Write rows, words and colours for the script that draws them; blank cells are left out."""
        rows = [{name: cell for name, cell in row.items() if cell is not None} for row in self.rows()]
        told = {"words": _list_words(self), "signs": self.language.signs(), "look": list_colours()}
        return {"rows": rows, "west": self.west, **told}

    def rows(self) -> list[dict[str, Any]]:
        """Write the rows of the chart: bands, legs, risers, gaps, ranges, labels, and what it is compared with."""
        rows = [*self._bands()]
        for item, drawn in zip(self.itinerary.items, self.profile.drawn, strict=True):
            rows += self._leg(item, drawn) if isinstance(item, LegItem) else self._stop(item, drawn)
        rows += [*_counts(rows), *_steps(self.before), self._room()]
        rows += [{"layer": "mark", "label": self.language.text("illustrative")}] if self.asked else []
        return [self._in_unit({name: row.get(name) for name in COLUMNS}) for row in rows]

    def _in_unit(self, row: dict[str, Any]) -> dict[str, Any]:
        """Divide the heights of a row where the unit is days; `y2` of a band is a distance."""
        if self.unit != "days" or row["layer"] == "band":
            return row
        return row | {name: row[name] / HOURS_PER_DAY for name in ("y", "y2") if row[name] is not None}

    def _room(self) -> dict[str, Any]:
        """Leave room above the line; the label says to which question the rows belong."""
        return {"layer": "room", "x": 0.0, "y": self.top * HEADROOM, "label": self.question}

    def _bands(self) -> Iterator[dict[str, Any]]:
        """Shade the countries in turn along the distance; `y2` is the whole way, to see whether a name fits."""
        shades: dict[str, str] = {}
        km = self.profile.km or 1.0
        for band in list_bands(self.itinerary, self.profile):
            name, short = band.names(self.catalogue, self.language)
            label = name if (band.end - band.start) / km > NARROW else short
            fill = shades.setdefault(band.country, BANDS[len(shades) % len(BANDS)]) if band.country else SEA_BAND
            ends = {"x": band.start, "x2": band.end, "y2": km}
            yield {"layer": "band", **ends, "fill": fill, "label": label, "tip": name}

    def _leg(self, item: LegItem, drawn: Drawn) -> Iterator[dict[str, Any]]:
        km = self.language.text("{km} km", km=self.language.number(item.length.km, 0))
        (x, y), (x2, y2) = drawn.start, drawn.end
        layer = "leg-gap" if drawn.gap else "leg"
        tip = f"{self.full(item, drawn)} · {km}"
        yield {"layer": layer, "x": x, "x2": x2, "y": y, "y2": y2, "mode": item.stretch.mode, "tip": tip}

    def _stop(self, item: StopItem, drawn: Drawn) -> Iterator[dict[str, Any]]:
        (x, y), (_, y2) = drawn.start, drawn.end
        tip = self.full(item, drawn)
        base = {"x": x, "y": y, "y2": y2, "stop": item.id}
        told = {"tip": tip, "chosen": item.id == self.chosen}
        if drawn.gap:
            yield {**base, **told, "layer": "gap", "side": "left" if x else "right"}
            return
        yield {**base, **told, "layer": "riser"}
        low, high = drawn.part.low, drawn.part.high
        if low is not None and high is not None and low < high:
            yield {**base, "layer": "range", "y": y + low, "y2": y + high}
        if (y2 - y) / self.top >= MIN_LABEL_SHARE:
            side = "left" if x > LEFT_OF * self.profile.km else "right"
            yield {**base, "layer": "label", "y": (y + y2) / 2, "label": tip, "side": side}


def _counts(rows: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """Count the gaps that lie on top of each other."""
    found = Counter((row["x"], row["y"], row["side"]) for row in rows if row["layer"] == "gap")
    for (x, y, side), number in found.items():
        if number > 1:
            yield {"layer": "count", "x": x, "y": y, "side": side, "label": f"{number} ×"}


def _steps(before: Profile | None) -> Iterator[dict[str, Any]]:
    for one in before.drawn if before else ():
        yield {"layer": "before", "x": one.start[0], "y": one.start[1], "x2": one.end[0], "y2": one.end[1]}


@lru_cache(maxsize=1)
def list_colours() -> dict[str, Any]:
    """List the colours and dashes of the chart."""
    style = read_style()
    named = {name: style.colours[name] for name in ("ink", "muted", "paper")}
    of_page = {name: style.page[name] for name in ("axis", "grid", "before", "illustrative")}
    of_stops = {"riser": style.page["standing"], "gap": style.page["unmeasured"]}
    strokes = {mode: style.strokes[mode] for mode in MODES}
    modes = {
        mode: {"colour": stroke.colour, "dash": "" if stroke.chart_dash == "1 0" else stroke.chart_dash}
        for mode, stroke in strokes.items()
    }
    return {**named, **of_page, **of_stops, "modes": modes}


def _list_words(picture: Picture) -> dict[str, str]:
    language, itinerary = picture.language, picture.itinerary
    _ = language.text
    ends = (place_name(picture.catalogue, itinerary.way.places[end], language) for end in (0, -1))
    year = str(itinerary.year) if itinerary.year else _("newest values")
    units = {"hours": _("hours since the start"), "days": _("days since the start"), "usd": _("US$ since the start")}
    return {
        "title": f"{' → '.join(ends)} · {year}",
        "from": _("CAREC CPMM and others, see the table"),
        "x": _("kilometres from the start"),
        "y": units[picture.unit],
    }
