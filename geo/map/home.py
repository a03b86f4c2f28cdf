"""The first view of the map: the corridor and its sites."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from geo.alignment import read_courses
from geo.geodesy import Bounds, Point, bounds_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from geo.catalogue import Catalogue
    from geo.sites.selection import SiteEntry


def home_bounds(catalogue: Catalogue, entries: Iterable[SiteEntry]) -> Bounds | None:
    """Find the box that the first view shows.

    Parameters
    ----------
    catalogue
        Its main lines are in the box from end to end, whatever course they take in between.
    entries
        Sites; those of the Caravanserai are in the box.

    Returns
    -------
    bounds
        None when no site has a position: a corridor without sites is not what a reader came for.
    """
    sites = [e.position for e in entries if e.position and e.site.role == "caravanserai"]
    return bounds_of([*sites, *_frame_main_lines(catalogue)]) if sites else None


@lru_cache(maxsize=4)
def _frame_main_lines(catalogue: Catalogue) -> tuple[Point, ...]:
    """Find two corners of the box of all main lines, which have thousands of points; none without such a line."""
    courses = read_courses(catalogue)
    main = [line.line_id for line in catalogue.lines if line.part == "main" and line.line_id in courses]
    box = bounds_of(at for line in main for at in courses[line].points)
    return (Point(box.south, box.west), Point(box.north, box.east)) if box else ()
