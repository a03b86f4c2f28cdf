"""What of the tables belongs to a selection of sites."""

from __future__ import annotations

from dataclasses import dataclass, fields
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Final

from geo.cooperation.timeline import involved
from geo.records.registry import RECORDS
from geo.sites.selection import Choices, facing_posts, layer_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from geo.catalogue import Catalogue
    from geo.sites.selection import SiteEntry

PART_TABLES: Final = (
    "sites", "places", "place_names", "site_facts", "crossings", "lines", "waypoints", "alignments",
    "vertices", "dwell", "volumes", "events", "visits", "findings", "etir_routes", "etir_legs", "readiness",
)  # fmt: skip
"""Tables of which a selection takes a part; `sources` follows from them."""
LINE_TABLES: Final = ("waypoints", "alignments", "vertices")
LAST_TABLES: Final = ("sources", "vocabularies", "dictionary")


@dataclass(frozen=True, slots=True)
class Extract:
    """The records of a selection.

    Attributes
    ----------
    sites
        The sites of the selection, from west to east.
    rows
        Table name → records; the tables in which readers look first come first.
    whole
        True when nothing was left out.
    """

    sites: tuple[SiteEntry, ...]
    rows: Mapping[str, tuple[Any, ...]]
    whole: bool


def extract_all(catalogue: Catalogue, entries: Sequence[SiteEntry]) -> Extract:
    """Take everything."""
    order = dict.fromkeys([*PART_TABLES, *(name for name in RECORDS if name not in LAST_TABLES), *LAST_TABLES])
    return Extract(tuple(entries), MappingProxyType({name: _records(catalogue, name) for name in order}), whole=True)


def _records(catalogue: Catalogue, name: str) -> tuple[Any, ...]:
    found = getattr(catalogue, name)
    if name == "vocabularies":
        return tuple(term for terms in found.values() for term in terms.values())
    return tuple(found.values()) if hasattr(found, "values") else tuple(found)


def extract_part(
    catalogue: Catalogue, entries: Sequence[SiteEntry], choices: Choices, layers: Sequence[str]
) -> Extract:
    """Take what belongs to some sites.

    Parameters
    ----------
    catalogue
        The checked tables.
    entries
        The sites of the selection; the posts that face them come with them.
    choices
        The filter they answer to: a country in it brings in its events and readiness, a mode keeps other lines out.
    layers
        Layers that are switched on; lines of others are left out.

    Returns
    -------
    extract
        Every source that is named by any of the records is among them.
    """
    sites = {entry.id for entry in entries}
    posts = {post for site in sites for post in facing_posts(catalogue, site)}
    wanted: dict[str, list[Any]] = {
        "sites": [s for s in catalogue.sites.values() if s.site_id in posts],
        "place_names": [n for n in catalogue.place_names if n.place_id in posts],
        "site_facts": [f for f in catalogue.site_facts if f.place_id in posts],
        "crossings": [c for c in catalogue.crossings if not sites.isdisjoint((c.post_a, c.post_b))],
        "dwell": [d for d in catalogue.dwell if d.place_id in posts],
        "volumes": [v for v in catalogue.volumes if not posts.isdisjoint(v.place_id)],
        "findings": [f for f in catalogue.findings if not posts.isdisjoint(f.place_id)],
        "readiness": [r for r in catalogue.readiness if r.country in choices.countries],
    }
    wanted |= _lines(catalogue, choices, layers) | _record(catalogue, entries, choices)
    places = posts | _named_places(wanted)
    wanted["places"] = [place for place in catalogue.places.values() if place.place_id in places]
    rows = {name: tuple(wanted[name]) for name in PART_TABLES}
    named = {source for records in rows.values() for record in records for source in getattr(record, "source_id", ())}
    rows["sources"] = tuple(s for s in catalogue.sources.values() if s.source_id in named)
    rows["dictionary"] = tuple(c for c in catalogue.dictionary if c.table in rows)
    return Extract(tuple(entries), MappingProxyType(rows), whole=False)


def _lines(catalogue: Catalogue, choices: Choices, layers: Sequence[str]) -> dict[str, list[Any]]:
    lines = [
        line
        for line in catalogue.lines
        if layer_of(line) in layers and (not choices.modes or line.mode in choices.modes)
    ]
    ids = {line.line_id for line in lines}
    own = {name: [row for row in getattr(catalogue, name) if row.line_id in ids] for name in LINE_TABLES}
    return {"lines": lines} | own


def _record(catalogue: Catalogue, entries: Sequence[SiteEntry], choices: Choices) -> dict[str, list[Any]]:
    """Take visits, events and e-TIR routes: those of the sites, and those of the countries that the filter names."""
    sites, countries = {entry.id for entry in entries}, set(choices.countries)
    own = {catalogue.places[site].country for site in sites}
    visits = [v for v in catalogue.visits if v.site_id in sites or (not v.site_id and v.country in own)]
    visited = {visit.visit_id for visit in visits}
    events = [
        event
        for event in catalogue.events
        if event.place_id in sites
        or (event.visit_id and event.visit_id in visited)
        or not countries.isdisjoint(involved(catalogue, event))
    ]
    routes = [
        route
        for route in catalogue.etir_routes
        if not sites.isdisjoint((route.from_place, route.to_place))
        or not countries.isdisjoint((route.from_country, route.to_country))
    ]
    ids = {route.route_id for route in routes}
    legs = [leg for leg in catalogue.etir_legs if leg.route_id in ids]
    return {"visits": visits, "events": events, "etir_routes": routes, "etir_legs": legs}


def _named_places(wanted: Mapping[str, Sequence[Any]]) -> set[str]:
    """Find the places that records point to, so that no reference leads nowhere."""
    columns = ("place_id", "site_id", "post_a", "post_b", "from_place", "to_place", "counterpart_ids")
    found: set[str] = set()
    for records in wanted.values():
        for record in records:
            for column in columns:
                value = getattr(record, column, "")
                found |= set(value) if isinstance(value, tuple) else {value}
    return found


def columns_of(table: str) -> list[str]:
    """List the columns of a table, in its order."""
    return [part.name for part in fields(RECORDS[table])]
