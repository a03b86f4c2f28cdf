"""Legs and stops of a journey as a table for spreadsheets."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geo.corridor.itinerary import LegItem
from geo.corridor.words import HOURS_PER_DAY

if TYPE_CHECKING:
    from geo.corridor.itinerary import StopItem
    from geo.language import Language
    from panels.corridor.choices import Chosen
    from panels.corridor.sheet import Sums


def list_columns(chosen: Chosen) -> list[str]:
    """List the headings; columns and codes are the same in every language."""
    unit = chosen.unit
    numbers = [unit, "low", "high", f"{unit}_what_if_illustrative"]
    return ["id", "part", "mode", "km", "km_basis", *numbers, "year", "basis", "sources"]


def list_rows(chosen: Chosen, sums: Sums, language: Language) -> list[list[object]]:
    """List what is known, and in a column of its own what the reader asks for.

    Parameters
    ----------
    chosen
        The journey, and its unit.
    sums
        The profiles, as known and as asked for.
    language
        For the names of stops.

    Returns
    -------
    rows
        What a source says has all its digits; what is computed (days, straight lengths, what if) is rounded.
    """
    rows: list[list[object]] = []
    for item, known, drawn in zip(chosen.itinerary.items, sums.known.drawn, sums.shown.drawn, strict=True):
        value = item.usd if chosen.unit == "usd" else item.hours
        name = f"{item.start} - {item.end}" if isinstance(item, LegItem) else language.cell(item.passage.stop.name)
        mode = item.stretch.mode if isinstance(item, LegItem) else item.mode
        what_if = _scale(drawn.part.value, chosen.unit) if sums.asked else None
        numbers = [_scale(n, chosen.unit) for n in (known.part.value, value.low, value.high)]
        asked = None if what_if is None else round(what_if, 2)
        rows.append([item.id, name, mode, *_length(item), *numbers, asked, value.year, value.basis, value.source_id])
    return rows


def _length(item: LegItem | StopItem) -> tuple[float | None, str]:
    """Give the length of a leg: as published, or rounded when we measured it ourselves."""
    if not isinstance(item, LegItem):
        return None, ""
    km, basis = item.length.km, item.length.basis
    return (km if basis == "published" else round(km, 1)), basis


def _scale(hours: float | None, unit: str) -> float | None:
    """Turn hours into days where days are wanted; anything else stays as its source says it."""
    return round(hours / HOURS_PER_DAY, 2) if unit == "days" and hours is not None else hours
