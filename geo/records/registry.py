"""Which record a row of each table becomes, in the order in which the tables are read and reported."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, Final

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

if TYPE_CHECKING:
    from collections.abc import Mapping


RECORDS: Mapping[str, type] = MappingProxyType(
    {
        "sources": Source,
        "places": Place,
        "place_names": PlaceName,
        "sites": Site,
        "site_facts": SiteFact,
        "crossings": Crossing,
        "opening_hours": OpeningHours,
        "time_zones": TimeZone,
        "lines": Line,
        "waypoints": Waypoint,
        "alignments": Alignment,
        "vertices": Vertex,
        "legs": Leg,
        "dwell": Dwell,
        "speeds": Speed,
        "series": Series,
        "volumes": Volume,
        "published_times": PublishedTime,
        "journeys": Journey,
        "stretches": Stretch,
        "journey_stops": JourneyStop,
        "scenarios": Scenario,
        "lengths": LengthNote,
        "comparisons": Comparison,
        "events": Event,
        "visits": Visit,
        "photographs": Photograph,
        "findings": Finding,
        "etir_routes": EtirRoute,
        "etir_legs": EtirLeg,
        "readiness": Readiness,
        "members": Member,
        "disagreements": Disagreement,
        "doubts": Doubt,
        "gaps": Gap,
        "crosswalk": OtherName,
        "corrections": Correction,
        "vocabularies": Term,
        "dictionary": Column,
    }
)
ADDED_LATER: Final = frozenset(
    ("sources", column) for column in ("archive_url", "quoted", "quoted_language", "content_hash")
)
"""Columns that editions of before do not have and may do without: where one is missing it is read as blank."""

TABLES_ADDED_LATER: Final = frozenset({"crosswalk", "corrections", "photographs"})
"""Tables that there were not from the beginning: a folder whose dictionary does not describe them may do without."""
MAY_BE_EMPTY: Final = frozenset({"photographs"})
"""Tables that are whole without a row."""
MAY_BE_BLANK: Final = frozenset(
    {
        ("sources", "archive_url"),
        ("sources", "content_hash"),
        ("series", "note"),
        ("stretches", "cost_usd"),
        ("findings", "last_reviewed"),
        ("disagreements", "note"),
        ("doubts", "note"),
        ("gaps", "note"),
        ("corrections", "noticed_by"),
    }
)
"""Columns of which nothing is filled in yet, so that no contradiction comes from their being blank."""
