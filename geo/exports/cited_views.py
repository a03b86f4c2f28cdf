"""The primary sources of what a page of the app shows: a site, a country, a journey or a story."""

from __future__ import annotations

from collections import Counter
from dataclasses import fields
from typing import TYPE_CHECKING, Any, Final

from geo.alignment import vertices_by_line
from geo.cooperation.brief import gather_brief, list_countries
from geo.corridor.itinerary import list_choices
from geo.exports.extract import extract_part
from geo.sites.selection import Choices
from geo.stories.scenes import sources_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from geo.catalogue import Catalogue
    from geo.records.places import Source
    from geo.records.stories import Scene
    from geo.sites.selection import SiteEntry

LONG_AGO: Final = "0001"
"""A year before everything: the changes since then are the whole brief."""


def sources_of_view(catalogue: Catalogue, entries: Sequence[SiteEntry], kind: str, name: str) -> tuple[Source, ...]:
    """List the sources of what a page shows, those that most of its records name first.

    Parameters
    ----------
    catalogue, entries
        The checked tables, and all sites.
    kind
        `site`, `country`, `journey` or `story`; anything else has no sources of its own.
    name
        Its id.
    """
    if kind == "site":
        chosen = [entry for entry in entries if entry.id == name]
        rows = extract_part(catalogue, chosen, Choices(), ()).rows
        ids = _named(record for table, records in rows.items() if table != "sources" for record in records)
    elif kind == "country" and name in list_countries(catalogue):
        brief = gather_brief(catalogue, name, LONG_AGO)
        parts = (getattr(brief, part.name) for part in fields(brief))
        ids = _named(record for part in parts if isinstance(part, tuple) for record in part)
    elif kind == "journey":
        ids = _of_journey(catalogue, name)
    elif kind == "story" and name in catalogue.stories:
        ids = _of_story(catalogue, name)
    else:
        ids = []
    ranked = (one for one, _ in Counter(ids).most_common())
    return tuple(catalogue.sources[one] for one in ranked if one in catalogue.sources)


def _named(records: Iterable[Any]) -> list[str]:
    return [one for record in records for one in getattr(record, "source_id", ())]


def _of_journey(catalogue: Catalogue, name: str) -> list[str]:
    """List the sources of a journey: its own, and those of each length, hour and sum on its usual way."""
    journey = next((one for one in catalogue.journeys if one.journey_id == name), None)
    if journey is None:
        return []
    ids = list(journey.source_id)
    for choice in list_choices(catalogue, vertices_by_line(catalogue), journey, None, back=False)[:1]:
        for item in choice.itinerary.items:
            ids += [*item.hours.source_id, *item.usd.source_id]
        for leg in choice.itinerary.legs:
            ids += leg.length.source_id
    return ids


def _of_story(catalogue: Catalogue, name: str) -> list[str]:
    """List the sources of the figures and lines of a story."""
    return [one for scene in catalogue.stories[name].scenes for one in _of_scene(catalogue, scene)]


def sources_of_stop(catalogue: Catalogue, story: str, stop: int) -> tuple[Source, ...]:
    """List the sources of one stop of a story, counted from 1, those named most first.

    Raises
    ------
    KeyError, IndexError
        When there is no such story or stop.
    """
    ranked = Counter(_of_scene(catalogue, catalogue.stories[story].scenes[stop - 1])).most_common()
    return tuple(catalogue.sources[one] for one, _ in ranked if one in catalogue.sources)


def _of_scene(catalogue: Catalogue, scene: Scene) -> list[str]:
    rows = [row for line in scene.lines for row in line.of]
    rows += [scene.figure.of] if scene.figure else []
    return [one for row in rows for one in sources_of(catalogue, row)]
