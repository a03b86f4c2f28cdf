"""Measure along a journey: between two places of it, or two positions picked on the map."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Final

import streamlit as st

from geo.alignment import vertices_by_line
from geo.corridor.itinerary import path_of
from geo.corridor.words import place_name
from geo.errors import GeometryError
from geo.geodesy import Point, measure_km, point
from geo.linear import distance_from, measure_between
from panels.ui.address import change, read_values
from panels.ui.render import render
from panels.view import MOST_POINTS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geo.catalogue import Catalogue
    from geo.corridor.itinerary import Itinerary
    from geo.language import Language

POINT: Final = "point"
PICKING: Final = "measure-picking"
DIGITS: Final = 4
"""Decimals of a degree in an address: some ten metres."""


@lru_cache(maxsize=64)
def _path(catalogue: Catalogue, itinerary: Itinerary) -> tuple[Point, ...]:
    return path_of(catalogue, vertices_by_line(catalogue), itinerary)


def is_picking() -> bool:
    """Return whether a click on the map picks a position now."""
    return bool(st.session_state.get(PICKING))


def read_points() -> tuple[Point, ...]:
    """Read the positions of the address, at most two, without what is no position."""
    found = []
    for entry in read_values(POINT)[-MOST_POINTS:]:
        lat, _, lon = entry.partition(",")
        try:
            found.append(point(float(lat), float(lon)))
        except (GeometryError, ValueError):
            continue
    return tuple(found)


def keep_points(points: Sequence[tuple[float, float]]) -> None:
    """Write positions into the address."""
    change(**{POINT: [f"{lat:.{DIGITS}f},{lon:.{DIGITS}f}" for lat, lon in points]})


def show_measure(catalogue: Catalogue, itinerary: Itinerary, language: Language) -> None:
    """Show the tool: two places to choose, a switch for picking on the map, and the result."""
    _ = language.text
    places = {p: at for p in itinerary.way.places if (at := _position(catalogue, p))}
    names = {place: place_name(catalogue, place, language) for place in places}
    points = read_points()
    with st.container(key="measure-bar", horizontal=True, vertical_alignment="bottom", gap="small"):
        for end, label in enumerate((_("From"), _("To"))):
            _choose_end(end, label, names, places, points)
        st.toggle(_("Pick two points on the map"), key=PICKING)
        st.button(
            _("Clear"), key="measure-clear", on_click=keep_points, args=((),), disabled=not points, type="tertiary"
        )
    if len(points) == MOST_POINTS:
        path = _path(catalogue, itinerary)
        along, straight = measure_between(path, *points), measure_km(*points)
        away = [distance_from(path, one) for one in points]
        st.html(render("corridor/ruler.html", language, points=points, along=along, straight=straight, away=away))
    else:
        st.html(render("corridor/ruler.html", language, points=points, along=None, straight=None, away=[]))


def _position(catalogue: Catalogue, place_id: str) -> Point | None:
    place = catalogue.places[place_id]
    return Point(place.lat, place.lon) if place.lat is not None and place.lon is not None else None


def _choose_end(end: int, label: str, names: dict[str, str], places: dict[str, Point], points: Sequence[Point]) -> None:
    """Choose one end by its place; a position picked on the map is no place and shows as none."""
    key = f"measure-{end}"
    at = points[end] if end < len(points) else None
    st.session_state[key] = next((p for p, known in places.items() if at and measure_km(known, at) < 1), None)

    def note() -> None:
        chosen = st.session_state[key]
        ends = list(read_points())
        if chosen is None:
            return
        ends[end : end + 1] = [places[chosen]]
        keep_points(ends[:MOST_POINTS])

    st.selectbox(label, list(names), format_func=lambda p: names[p], key=key, on_change=note, placeholder="–")
