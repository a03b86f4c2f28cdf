"""Legs and stops of a journey as a table for spreadsheets."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

from geo.corridor.itinerary import LegItem
from geo.corridor.words import HOURS_PER_DAY

if TYPE_CHECKING:
    from geo.language import Language
    from panels.corridor.choices import Chosen
    from panels.corridor.sheet import Sums


def write_csv(chosen: Chosen, sums: Sums, language: Language) -> str:
    """Write what is known, and in a column of its own what the reader asks for.

    Parameters
    ----------
    chosen
        The journey, and its unit.
    sums
        The profiles, as known and as asked for.
    language
        For the names of stops; columns and codes are the same in every language.
    """
    unit = chosen.unit
    out = io.StringIO()
    writer = csv.writer(out)
    numbers = [unit, "low", "high", f"{unit}_what_if_illustrative"]
    writer.writerow(["id", "part", "mode", "km", "km_basis", *numbers, "year", "basis", "sources"])
    scale = HOURS_PER_DAY if unit == "days" else 1.0
    for item, known, drawn in zip(chosen.itinerary.items, sums.known.drawn, sums.shown.drawn, strict=True):
        value = item.usd if unit == "usd" else item.hours
        name = f"{item.start} - {item.end}" if isinstance(item, LegItem) else language.cell(item.passage.stop.name)
        km = [round(item.length.km, 1), item.length.basis] if isinstance(item, LegItem) else ["", ""]
        mode = item.stretch.mode if isinstance(item, LegItem) else item.mode
        what_if = drawn.part.value if sums.asked else None
        told = [known.part.value, value.low, value.high, what_if]
        written = ["" if n is None else round(n / scale, 2) for n in told]
        writer.writerow([item.id, name, mode, *km, *written, value.year or "", value.basis, "; ".join(value.source_id)])
    return "\ufeff" + out.getvalue()
