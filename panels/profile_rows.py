"""The time/cost–distance profile as rows of data for the chart, with a label and a tip for every part."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import pandas as pd
import pyarrow as pa

from geo.journeys import LegItem, StopItem

if TYPE_CHECKING:
    from collections.abc import Iterator

    from geo.catalogue import Catalogue
    from geo.corridor import Drawn, Profile
    from geo.evidence import Value
    from geo.journeys import Item, Itinerary
    from geo.language import Language

BANDS: Final = ("#f6f3ec", "#ffffff")
SEA_BAND: Final = "#e4eef3"
HOURS_PER_DAY: Final = 24.0
MIN_LABEL_SHARE: Final = 0.05
"""A riser lower than this part of the chart has no label of its own: the tip and the table name it."""
NARROW: Final = 0.14
"""A country that takes up less than this part of the way is named without the mode."""
LEFT_OF: Final = 0.5
"""Labels of risers further along than this part of the way stand to their left."""
COLUMNS: Final = ("layer", "x", "x2", "y", "y2", "mode", "label", "side", "tip", "stop", "chosen", "fill")
HEADROOM: Final = 1.25
"""The names of the countries, and boxes of what is not known, stand above the line."""
DIGITS: Final = 6
NUMBERS: Final = ("x", "x2", "y", "y2")
_TYPES: Final = dict.fromkeys(NUMBERS, pa.float64()) | {"chosen": pa.bool_()}
_SCHEMA: Final = pa.schema([(name, _TYPES.get(name, pa.string())) for name in COLUMNS])


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
    value = round(value, DIGITS)  # sums of the same parts in another order are written alike
    if unit == "usd":
        return _("US$ {value}", value=language.number(value, 0))
    if unit == "days":
        days = value / HOURS_PER_DAY
        return _("{value} days", value=language.number(days, 1 if days >= 1 or not days else 2))
    return _("{value} h", value=language.number(value, 1))


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
    """

    catalogue: Catalogue
    itinerary: Itinerary
    profile: Profile
    before: Profile | None
    unit: str
    language: Language
    chosen: str = ""
    asked: bool = False

    @property
    def top(self) -> float:
        """Height of the chart."""
        return max(self.profile.total, self.before.total if self.before else 0.0) or 1.0

    def name(self, item: Item) -> str:
        """Name a part."""
        if isinstance(item, StopItem):
            return self.language.cell(item.passage.stop.name)
        return " → ".join(self.language.cell(self.catalogue.places[place].name) for place in (item.start, item.end))

    def full(self, item: Item, drawn: Drawn) -> str:
        """Name a part with value, year and source: `Red Bridge · 54.9 h · 2023 · CPMM`."""
        value = item.usd if self.unit == "usd" else item.hours
        if drawn.part.value is None:
            return " · ".join([self.name(item), self.language.text("no data")])
        parts = [self.name(item), write_amount(drawn.part.value, self.unit, self.language)]
        if drawn.part.value != value.value:
            return " · ".join([*parts, self.language.text("illustrative")])
        parts += [str(value.year)] if value.year else []
        return " · ".join([*parts, publisher(self.catalogue, value, self.language)])

    def rows(self) -> pd.DataFrame:
        """Write the rows of the chart: bands, legs, risers, gaps, ranges, labels, and what it is compared with."""
        rows = [*self._bands()]
        for item, drawn in zip(self.itinerary.items, self.profile.drawn, strict=True):
            rows += self._leg(item, drawn) if isinstance(item, LegItem) else self._stop(item, drawn)
        rows += [*_counts(rows), *_steps(self.before), {"layer": "room", "x": 0.0, "y": self.top * HEADROOM}]
        rows += [{"layer": "mark", "label": self.language.text("illustrative")}] if self.asked else []
        frame = pd.DataFrame([[row.get(name) for name in COLUMNS] for row in rows], columns=list(COLUMNS))
        for name in NUMBERS:
            frame[name] = pd.to_numeric(frame[name])
        if self.unit == "days":
            heights = frame["layer"] != "band"
            frame.loc[heights, ["y", "y2"]] = frame.loc[heights, ["y", "y2"]] / HOURS_PER_DAY
        return frame

    def table(self) -> pa.Table:
        """Write the same rows as the browser gets them: without pandas' own notes, which are as long as the rows."""
        return pa.Table.from_pandas(self.rows(), schema=_SCHEMA, preserve_index=False).replace_schema_metadata(None)

    def _bands(self) -> Iterator[dict[str, Any]]:
        """Shade the countries in turn along the distance; `y2` is the whole way, to tell whether a name fits."""
        runs: list[tuple[str, str, float, float]] = []
        for item, drawn in zip(self.itinerary.items, self.profile.drawn, strict=True):
            if isinstance(item, LegItem):
                country, mode = item.stretch.country, item.stretch.mode
                start = drawn.start[0]
                if runs and runs[-1][:2] == (country, mode):
                    start = runs.pop()[2]
                runs.append((country, mode, start, drawn.end[0]))
        shades: dict[str, str] = {}
        km = self.profile.km or 1.0
        for country, mode, start, end in runs:
            said = self.language.cell(self.catalogue.label("mode", mode))
            land = self.language.country(country) if country else said
            name = f"{land} · {said}" if country else said
            label = name if (end - start) / km > NARROW else land
            fill = shades.setdefault(country, BANDS[len(shades) % len(BANDS)]) if country else SEA_BAND
            yield {"layer": "band", "x": start, "x2": end, "y2": km, "fill": fill, "label": label, "tip": name}

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
