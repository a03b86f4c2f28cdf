"""The checked tables as one immutable value, read once and shared by everybody.

A row with a fault is left out, and only that row. In a list cell only the bad entry is left out. In
a register (a table that others point to) a bad cell that may be blank is shown as not known and the
row stays; a bad lat or lon takes the whole position with it. What points to a row that is left out
is left out by the same rules. Every such step is told in `Catalogue.faults`.
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, TypeVar

from geo.check import check_folder
from geo.records import RECORDS

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    import pandas as pd

    from geo.errors import Fault
    from geo.records import (
        Column,
        Comparison,
        Crossing,
        Disagreement,
        Doubt,
        Dwell,
        EtirLeg,
        EtirRoute,
        Event,
        Finding,
        Journey,
        JourneyStop,
        Leg,
        LengthNote,
        Line,
        Member,
        OpeningHours,
        Place,
        PlaceName,
        PublishedTime,
        Readiness,
        Scenario,
        Site,
        SiteFact,
        Source,
        Speed,
        Stretch,
        Term,
        TimeZone,
        Visit,
        Volume,
        Waypoint,
    )
    from geo.stories import Story
    from geo.values import Values

KEYED = {"sources": "source_id", "places": "place_id", "sites": "site_id"}


@dataclass(frozen=True, eq=False)
class Catalogue:
    """Everything the tables say, as far as it is good.

    Attributes
    ----------
    sources, places, sites
        By id, in the order of the table.
    place_names, …, doubts
        Records in the order of the table.
    stories
        Of the walkthrough, by id, in the order they ask for.
    vocabularies
        Terms by vocabulary, then by term.
    dictionary
        What each column means.
    tables
        Every table as text, faulty rows too, by name; the index is the row of the spreadsheet. Not to
        be changed.
    faults
        What is wrong with the tables, and what is left out for it.
    version
        Changes whenever a byte of a table does.
    folder
        Where the tables were read.
    """

    sources: Mapping[str, Source]
    places: Mapping[str, Place]
    sites: Mapping[str, Site]
    place_names: tuple[PlaceName, ...]
    site_facts: tuple[SiteFact, ...]
    crossings: tuple[Crossing, ...]
    opening_hours: tuple[OpeningHours, ...]
    time_zones: tuple[TimeZone, ...]
    lines: tuple[Line, ...]
    waypoints: tuple[Waypoint, ...]
    legs: tuple[Leg, ...]
    dwell: tuple[Dwell, ...]
    speeds: tuple[Speed, ...]
    volumes: tuple[Volume, ...]
    published_times: tuple[PublishedTime, ...]
    journeys: tuple[Journey, ...]
    stretches: tuple[Stretch, ...]
    journey_stops: tuple[JourneyStop, ...]
    scenarios: tuple[Scenario, ...]
    lengths: tuple[LengthNote, ...]
    comparisons: tuple[Comparison, ...]
    events: tuple[Event, ...]
    visits: tuple[Visit, ...]
    findings: tuple[Finding, ...]
    etir_routes: tuple[EtirRoute, ...]
    etir_legs: tuple[EtirLeg, ...]
    readiness: tuple[Readiness, ...]
    members: tuple[Member, ...]
    disagreements: tuple[Disagreement, ...]
    doubts: tuple[Doubt, ...]
    stories: Mapping[str, Story]
    vocabularies: Mapping[str, Mapping[str, Term]]
    dictionary: tuple[Column, ...]
    tables: Mapping[str, pd.DataFrame]
    faults: tuple[Fault, ...]
    version: str
    folder: Path

    def label(self, vocabulary: str, term: str) -> str:
        """Give what is shown for a term, in English.

        Parameters
        ----------
        vocabulary
            Name of the vocabulary.
        term
            The word in the tables.

        Returns
        -------
        label
            The term itself when its row in the vocabulary is left out.
        """
        known = self.vocabularies.get(vocabulary, {})
        return known[term].label if term in known else term

    def short_name(self, place_id: str) -> str:
        """Name a place in English, shortly where it is a site that has a short name."""
        site = self.sites.get(place_id)
        return (site.short_name if site else "") or self.places[place_id].name


def read_catalogue(folder: Path) -> Catalogue:
    """Read, check and gather the tables of a folder.

    Parameters
    ----------
    folder
        Where the tables are.

    Returns
    -------
    catalogue
        Every good row, and the faults of the others.

    Raises
    ------
    DataFolderError
        When there is no such folder. Nothing in the tables raises.
    """
    checked = check_folder(folder)
    gathered: dict[str, Any] = {name: _records(checked.values[name], record) for name, record in RECORDS.items()}
    for name, key in KEYED.items():
        gathered[name] = MappingProxyType({getattr(record, key): record for record in gathered[name]})
    gathered["vocabularies"] = _by_vocabulary(gathered["vocabularies"])
    tables = {name: table.frame for name, table in checked.tables.items()}
    return Catalogue(
        **gathered,
        stories=MappingProxyType({story.story_id: story for story in checked.stories}),
        tables=MappingProxyType(tables),
        faults=checked.faults,
        version=checked.version,
        folder=checked.folder,
    )


Record = TypeVar("Record")


def _records(values: Values, record: type[Record]) -> tuple[Record, ...]:
    """Make the records of one table from the rows that are not left out."""
    names = [part.name for part in fields(record)]  # type: ignore[arg-type]
    return tuple(record(*cells) for _, *cells in values.select(*names))


def _by_vocabulary(terms: tuple[Term, ...]) -> Mapping[str, Mapping[str, Term]]:
    """Sort the terms into their vocabularies."""
    found: dict[str, dict[str, Term]] = {}
    for term in terms:
        found.setdefault(term.vocabulary, {})[term.term] = term
    return MappingProxyType({name: MappingProxyType(known) for name, known in found.items()})
