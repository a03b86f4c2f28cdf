"""The checked tables as one immutable value, read once and shared by everybody.

A row with a fault is left out, and only that row. In a list cell only the bad entry is left out. In
a register (a table that others point to) a bad cell that may be blank is shown as not known and the
row stays; a bad lat or lon takes the whole position with it. What points to a row that is left out
is left out by the same rules. `Catalogue.faults` lists every such step.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    import pandas as pd

    from geo.records.cooperation import (
        Correction,
        Disagreement,
        Doubt,
        EtirLeg,
        EtirRoute,
        Event,
        Finding,
        Gap,
        Member,
        Photograph,
        Readiness,
        Visit,
    )
    from geo.records.dictionary import Column, Term
    from geo.records.journeys import Comparison, Journey, JourneyStop, LengthNote, Scenario, Stretch
    from geo.records.measurements import Dwell, Leg, PublishedTime, Series, Speed, Volume
    from geo.records.places import (
        Alignment,
        Crossing,
        Line,
        OpeningHours,
        OtherName,
        Place,
        PlaceName,
        Site,
        SiteFact,
        Source,
        TimeZone,
        Vertex,
        Waypoint,
    )
    from geo.records.stories import Story
    from geo.tables.fault import Fault


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
    cells
        The same cells by table, then by heading, without pandas.
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
    alignments: tuple[Alignment, ...]
    vertices: tuple[Vertex, ...]
    legs: tuple[Leg, ...]
    dwell: tuple[Dwell, ...]
    speeds: tuple[Speed, ...]
    series: tuple[Series, ...]
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
    photographs: tuple[Photograph, ...]
    findings: tuple[Finding, ...]
    etir_routes: tuple[EtirRoute, ...]
    etir_legs: tuple[EtirLeg, ...]
    readiness: tuple[Readiness, ...]
    members: tuple[Member, ...]
    disagreements: tuple[Disagreement, ...]
    doubts: tuple[Doubt, ...]
    gaps: tuple[Gap, ...]
    crosswalk: tuple[OtherName, ...]
    corrections: tuple[Correction, ...]
    stories: Mapping[str, Story]
    vocabularies: Mapping[str, Mapping[str, Term]]
    dictionary: tuple[Column, ...]
    tables: Mapping[str, pd.DataFrame]
    cells: Mapping[str, Mapping[str, Sequence[str]]]
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
