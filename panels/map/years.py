"""The years below the map: what its scrubber needs, and what has changed at a post in which of them."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any

from geo.sites.turning_points import AROUND_THE_CLOCK, OPENED, OTHER_HOURS, list_turning_points
from geo.sites.waiting import list_waiting, list_years

if TYPE_CHECKING:
    from collections.abc import Iterable

    from geo.catalogue import Catalogue
    from geo.language import Language
    from geo.sites.turning_points import TurningPoint


@lru_cache(maxsize=16)
def write_years(catalogue: Catalogue, language: Language) -> dict[str, Any]:
    """Write what the scrubber of years shows.

    Returns
    -------
    message
        Years of the data, oldest first; marks with year, site, words and record; the words of the scrubber.
    """
    _ = language.text
    waiting = list_waiting(catalogue)
    years = list_years(waiting)
    sites = dict.fromkeys(one.site_id for one in waiting)
    points = [point for point in list_turning_points(catalogue, sites) if years and years[0] <= point.year <= years[-1]]
    return {
        "years": list(years),
        "marks": _list_marks(catalogue, points, language),
        "words": {
            "years": _("Years"),
            "year": _("Year"),
            "since": _("Compared with"),
            "compare": _("Compare two years"),
            "play": _("Play the years"),
            "stop": _("Stop"),
        },
    }


def _list_marks(catalogue: Catalogue, points: Iterable[TurningPoint], language: Language) -> list[list[Any]]:
    """List a mark for each year in which something changed: year, site where there is one, words, records."""
    found: dict[int, list[TurningPoint]] = {}
    for point in points:
        found.setdefault(point.year, []).append(point)
    return [
        [
            year,
            here[0].site_id if len(here) == 1 else "",
            "\n".join(describe_point(catalogue, point, language) for point in here),
            " ".join(point.record_id for point in here),
        ]
        for year, here in found.items()
    ]


def describe_point(catalogue: Catalogue, point: TurningPoint, language: Language) -> str:
    """Say what has changed at a post, when, and by which source."""
    _ = language.text
    names = {OPENED: _("opened"), AROUND_THE_CLOCK: _("open around the clock"), OTHER_HOURS: _("other opening hours")}
    what = names.get(point.kind, language.cell(point.text))
    place = language.cell(catalogue.short_name(point.place_id))
    sources = ", ".join(catalogue.sources[one].title for one in point.source_id)
    return f"{language.date(point.date)} · {place}: {what} ({sources})"
