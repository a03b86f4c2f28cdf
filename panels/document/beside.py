"""What the live map frames beside a text: the marks or the route of a page, as `map/camera.js` does it."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Final

import numpy as np

from geo.geodesy import Bounds, Point, bounds_of
from geo.map.home import home_bounds
from geo.map.layers import country_paths, line_vertices
from geo.picture.draw import WHOLE_REGION, Picture, lay_sheet
from geo.projection import to_world
from geo.sites.selection import Choices
from panels.document.drawing import BESIDE_PX, Fit, Placed, Wish
from panels.document.near import FOUND_ZOOM, LEAST

if TYPE_CHECKING:
    from collections.abc import Iterator

    from geo.catalogue import Catalogue
    from geo.picture.frame import Frame
    from geo.sites.selection import SiteEntry
    from panels.view import View

MARKED_ZOOM: Final = 7.0
LINES_ZOOM: Final = 9.0
COUNTRIES_ZOOM: Final = 4.75
HOME_ZOOM: Final = 12.0
APART_PX: Final = 26.0
"""Marks closer than this become one."""
FRAMED_PX: Final = {
    "phone": (328.0, 365.0),
    "narrow": (582.0, 587.0),
    "wide": (844.0, 587.0),
    "large": (1327.0, 899.0),
}
"""What the map frames within its margins, at 390 × 844, 1024 × 768, 1366 × 768 and 1920 × 1080."""


def wish_beside(catalogue: Catalogue, entries: tuple[SiteEntry, ...], view: View, code: str) -> Wish:
    """Say which drawing the map beside a text needs: of what it marks or is about, else of the whole region."""
    bounds, zoom = _framed(catalogue, entries, view)
    return Wish(code, view.layers, Choices(), site="", home=False, placed=Placed(bounds, zoom))


def _framed(catalogue: Catalogue, entries: tuple[SiteEntry, ...], view: View) -> tuple[Bounds, float]:
    marks = bounds_of(at for mark in view.marks if not mark.far for at in _positions(catalogue, mark.place_id))
    found = bounds_of(at for site in view.focus for at in _positions(catalogue, site))
    lines = [leg.line_id for leg in catalogue.etir_legs if leg.route_id == view.route] if view.route else []
    drawn = line_vertices(catalogue)
    route = bounds_of(at for line in lines for at in drawn.get(line, ()))
    whole = bounds_of(country_paths(catalogue).get(view.route, ()))
    kinds = ((marks, MARKED_ZOOM), (found, FOUND_ZOOM), (route, LINES_ZOOM), (whole, COUNTRIES_ZOOM))
    known = [(bounds, zoom) for bounds, zoom in kinds if bounds]
    return known[0] if known else (home_bounds(catalogue, entries) or WHOLE_REGION, HOME_ZOOM)


def _positions(catalogue: Catalogue, place_id: str) -> Iterator[Point]:
    place = catalogue.places.get(place_id)
    if place is not None and place.lat is not None and place.lon is not None:
        yield Point(place.lat, place.lon)


def fit_beside(catalogue: Catalogue, wish: Wish) -> tuple[Fit, Frame]:
    """Measure how such a drawing lies on a screen, and its sheet."""
    bounds, zoom = wish.placed or Placed(WHOLE_REGION, HOME_ZOOM)
    frame = lay_sheet(catalogue, [], Picture(*BESIDE_PX, bounds=bounds, legend=False, closest=zoom))
    corners = to_world(np.array([[bounds.west, bounds.north], [bounds.east, bounds.south]]))
    width, height = np.maximum(corners[1] - corners[0], LEAST)
    return Fit(float(width), float(height), frame.width / frame.scale, 2.0**zoom), frame


def measure_screens(fit: Fit, frame: Frame) -> dict[str, float]:
    """Measure how many pixels one of the sheet takes on each screen of `FRAMED_PX`."""
    return {
        name: min(width / fit.width, height / fit.height, fit.most) * fit.drawn / frame.width
        for name, (width, height) in FRAMED_PX.items()
    }


def list_marks(catalogue: Catalogue, view: View, frame: Frame, scale: float = 1.0) -> list[tuple[int, float, float]]:
    """List the marks of a page on such a sheet: the number, and where it stands in percent of width and height.

    Those that would lie on each other share one, as they do on the live map.

    Parameters
    ----------
    catalogue, view
        The places, and which of them are marked.
    frame
        The sheet.
    scale
        Pixels of the screen for one of the sheet.
    """
    left = [(mark.number, frame.place(at)) for mark in view.marks for at in _positions(catalogue, mark.place_id)]
    found = []
    while left:
        members, left = [left[0]], left[1:]
        for member in members:
            near = [one for one in left if math.dist(member[1], one[1]) * scale < APART_PX]
            members += near  # each is visited by this loop later
            left = [one for one in left if one not in near]
        xs, ys = zip(*(at for _, at in members), strict=True)
        middle = ((min(xs) + max(xs)) / 2, (min(ys) + max(ys)) / 2)
        if frame.holds(middle):
            x, y = (
                round(part / whole * 100, 3) for part, whole in zip(middle, (frame.width, frame.height), strict=True)
            )
            found.append((sum(number for number, _ in members), x, y))
    return found
