"""Which texts of the tables are shown to readers, and so must be translated."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from geo.corridor.published import CORRIDOR, UNITS, list_targets
from geo.importing.rules import list_recipes, read_recipe, read_units
from geo.records.headings import HEADINGS_FILE, read_headings
from geo.sites.crossing import disagreements_at_posts
from geo.sites.figures import figure_texts
from geo.sites.leading import find_leading
from geo.sites.selection import counted_volumes
from geo.tables.story_file import STORY_FOLDER, list_story_texts

if TYPE_CHECKING:
    from collections.abc import Iterator

    from geo.catalogue import Catalogue

SHOWN_COLUMNS: Final = {
    "places": ("name",),
    "sites": ("short_name", "area"),
    "site_facts": ("statement",),
    "lines": ("name",),
    "dwell": ("note",),
    "opening_hours": ("note",),
    "time_zones": ("note",),
    "disagreements": ("topic", "value_a", "source_a", "value_b", "source_b"),
    "visits": ("place_as_written", "participants", "organiser", "initiative", "aim", "note"),
    "photographs": ("caption", "alternative_text"),
    "findings": ("place_as_written", "text", "responsible", "status", "document", "note"),
    "journeys": ("name", "unit_load", "note"),
    "stretches": ("choice", "note"),
    "journey_stops": ("name", "note"),
    "scenarios": ("name", "note"),
    "lengths": ("reason", "note"),
    "comparisons": ("reason", "note"),
    "published_times": ("corridor", "origin", "destination", "owner", "document", "unit"),
    "speeds": ("note",),
    "legs": ("time_published",),
    "volumes": ("metric", "publisher", "period", "note"),
    "series": ("name", "reason"),
    "gaps": ("statement",),
    "corrections": ("why",),
    "etir_routes": ("name", "guarantee", "platform", "carriers", "cargo", "note"),
    "etir_legs": ("note",),
    "readiness": ("status_detail", "note"),
    "members": ("name", "ots_event", "carec_note", "titr_link", "other_links", "note"),
    "events": ("title", "place", "participants", "partners", "note"),
}
"""Columns that cards and pages print, by table. Titles of sources stay in the language they were published in."""
EXPLAINED_VOCABULARIES: Final = ("instrument", "readiness-status")
"""Vocabularies of which the meaning is printed as well as the label."""


def list_table_texts(catalogue: Catalogue) -> Iterator[tuple[str, str]]:
    """List every text of the tables that a reader may see, once.

    Yields
    ------
    file, text
        The file below the data folder, in the order of the tables; blanks and names of unseen places are left out.
    """
    seen = set()
    tables = ((f"{table}.csv", text) for table, text in _all_texts(catalogue))
    for file, text in (*tables, *_leading_texts(catalogue), *_story_texts(catalogue), *_desk_texts()):
        if text and text not in seen:
            seen.add(text)
            yield file, text


def _desk_texts() -> Iterator[tuple[str, str]]:
    """List the headings of all columns, and what recipes and the units of others are called, as the desk shows them."""
    headings = (text for table in read_headings().values() for text in table.values())
    yield from ((f"locale/{HEADINGS_FILE}", text) for text in headings)
    yield from ((f"importing/recipes/{name}.toml", read_recipe(name).name) for name in list_recipes())
    yield from (("importing/units.toml", unit) for units in read_units().values() for unit in units)


def _leading_texts(catalogue: Catalogue) -> Iterator[tuple[str, str]]:
    """List the texts of the figures that lead the sites: all but volumes have none of their own."""
    for ref in filter(None, (find_leading(catalogue, site_id) for site_id in catalogue.sites)):
        for text in figure_texts(catalogue, ref):
            yield "volumes.csv", text


def _story_texts(catalogue: Catalogue) -> Iterator[tuple[str, str]]:
    """List the texts of the stories, and those of the tables that only their figures show."""
    yield from list_story_texts(catalogue.stories.values())
    for story in catalogue.stories.values():
        for scene in story.scenes:
            if scene.figure:
                for text in figure_texts(catalogue, scene.figure):
                    yield f"{STORY_FOLDER}/{story.story_id}.toml", text


def _named_places(catalogue: Catalogue, measured: set[str]) -> Iterator[tuple[str, str]]:
    """Yield the names of the places that a reader meets."""
    facing = {place for site in catalogue.sites.values() for place in site.counterpart_ids}
    marked = {event.place_id for event in catalogue.events if event.place_id}
    travelled = {place for stretch in catalogue.stretches for place in (stretch.from_place, stretch.to_place)}
    for place_id in sorted(set(catalogue.sites) | facing | measured | marked | travelled):
        yield "places", catalogue.places[place_id].name


def _all_texts(catalogue: Catalogue) -> Iterator[tuple[str, str]]:
    measured = {row.place_id for row in catalogue.dwell if row.place_id and row.scope == "bcp"}
    yield from _named_places(catalogue, measured)
    rows = {
        "sites": catalogue.sites.values(),
        "site_facts": [fact for fact in catalogue.site_facts if fact.place_id in catalogue.sites],
        "lines": catalogue.lines,
        "dwell": [row for row in catalogue.dwell if row.place_id in measured],
        "opening_hours": catalogue.opening_hours,
        "time_zones": catalogue.time_zones,
        "disagreements": disagreements_at_posts(catalogue, catalogue.sites),
        "visits": catalogue.visits,
        "photographs": catalogue.photographs,
        "findings": catalogue.findings,
        "etir_routes": catalogue.etir_routes,
        "etir_legs": catalogue.etir_legs,
        "readiness": catalogue.readiness,
        "members": catalogue.members,
        "events": catalogue.events,
        "series": catalogue.series,
        "gaps": catalogue.gaps,
        "corrections": catalogue.corrections,
    }
    for table, records in rows.items():
        for record in records:
            for column in SHOWN_COLUMNS[table]:
                told = getattr(record, column)
                for text in (told,) if isinstance(told, str) else told:
                    yield table, text
    for volume in counted_volumes(catalogue):  # printed in handouts, with the unit and the remark
        yield from (("volumes", text) for text in (volume.metric, volume.unit, volume.note))
    yield from _corridor_texts(catalogue)
    for line in catalogue.lines:
        if line.part == "e-tir":
            yield "lines", line.note
    yield from _words(catalogue)
    for source in catalogue.sources.values():
        yield "sources", source.licence


def _corridor_texts(catalogue: Catalogue) -> Iterator[tuple[str, str]]:
    """List what the corridor page prints."""
    compared = {name for row in catalogue.comparisons for name in (row.time_id, row.leg_id)}
    countries = {stretch.country for stretch in catalogue.stretches}
    legs = [leg for leg in catalogue.legs if leg.leg_id in compared]
    rows = {
        "journeys": catalogue.journeys,
        "stretches": catalogue.stretches,
        "journey_stops": catalogue.journey_stops,
        "scenarios": catalogue.scenarios,
        "lengths": catalogue.lengths,
        "comparisons": catalogue.comparisons,
        "published_times": [row for row in catalogue.published_times if row.time_id in compared],
        "speeds": [row for row in catalogue.speeds if row.country in countries],
        "legs": legs,
        "volumes": [row for row in catalogue.volumes if row.entity == CORRIDOR and row.unit in UNITS],
    }
    for table, records in rows.items():
        for record in records:
            for column in SHOWN_COLUMNS[table]:
                yield table, getattr(record, column)
    for leg in legs:
        yield from (("places", catalogue.places[place].name) for place in (leg.from_place, leg.to_place))
    for target in list_targets(catalogue):
        columns = ("mode_scope", "status", "owner", "document", "unit", "note")
        yield from (("published_times", getattr(target, column)) for column in columns)
    counted = {stop.time_id for stop in catalogue.journey_stops if stop.time_id}
    for told in catalogue.published_times:
        if told.time_id in counted:
            yield "published_times", told.note


def _words(catalogue: Catalogue) -> Iterator[tuple[str, str]]:
    """List every word that a cell may be chosen from, what every column means, and its unit, as the desk shows them."""
    for terms in catalogue.vocabularies.values():
        for term in terms.values():
            yield "vocabularies", term.label
    for vocabulary in EXPLAINED_VOCABULARIES:
        for term in catalogue.vocabularies.get(vocabulary, {}).values():
            yield "vocabularies", term.meaning
    for column in catalogue.dictionary:
        yield "dictionary", column.meaning
        yield "dictionary", column.unit
