"""What the reader chose, and what of the catalogue answers to it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from geo.geodesy import Point, measure_km
from geo.language import fold, list_languages, load_language
from geo.style import LAYER_OF_PART

if TYPE_CHECKING:
    from collections.abc import Iterable

    from geo.catalogue import Catalogue
    from geo.records.cooperation import EtirRoute, Visit
    from geo.records.measurements import Volume
    from geo.records.places import Crossing, Line, Site, SiteFact

WHOLE_YEAR = "full-year"
LISTED_ROLES = ("caravanserai", "other-reading", "e-tir")


@dataclass(frozen=True, slots=True)
class Choices:
    """The reader's filter; an empty part leaves everything in."""

    countries: tuple[str, ...] = ()
    modes: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    text: str = ""

    @property
    def empty(self) -> bool:
        """True when nothing is filtered."""
        return not (self.countries or self.modes or self.kinds or fold(self.text))


@dataclass(frozen=True, slots=True)
class SiteEntry:
    """A site with what the map, the list and the filter need of it.

    Attributes
    ----------
    position
        None where no position is established: listed, never drawn.
    countries
        The country of the post first, then those across the border, alpha-3.
    words
        All its names in all scripts, folded, for searching.
    """

    site: Site
    name: str
    position: Point | None
    countries: tuple[str, ...]
    modes: tuple[str, ...]
    words: str

    @property
    def id(self) -> str:
        """Its site id."""
        return self.site.site_id

    @property
    def listed(self) -> bool:
        """True for the sites this map is about; false for the posts that face them."""
        return self.site.role in LISTED_ROLES

    @property
    def layer(self) -> str:
        """The map layer it belongs to."""
        return "sites" if self.listed else "posts"


def list_entries(catalogue: Catalogue) -> tuple[SiteEntry, ...]:
    """Gather every site with its place and names, from west to east.

    Returns
    -------
    entries
        Ordered by longitude; sites without a position last.
    """
    names: dict[str, list[str]] = {}
    for row in catalogue.place_names:
        names.setdefault(row.place_id, []).append(row.name)
    entries = [_entry(catalogue, site, names.get(site.site_id, [])) for site in catalogue.sites.values()]
    return tuple(sorted(entries, key=lambda e: (e.position is None, e.position.lon if e.position else 0.0, e.id)))


def _entry(catalogue: Catalogue, site: Site, names: list[str]) -> SiteEntry:
    place = catalogue.places[site.site_id]
    known = place.lat is not None and place.lon is not None
    position = Point(place.lat, place.lon) if known else None  # type: ignore[arg-type]
    shown = (load_language(code).cell(name) for code in list_languages() for name in (site.short_name, place.name))
    folded = (fold(name) for name in (site.short_name, place.name, site.founding_name, *names, place.unlocode, *shown))
    words = " | ".join(dict.fromkeys(filter(None, folded)))
    countries = tuple(dict.fromkeys([place.country, *site.adjoining_countries]))
    return SiteEntry(site, site.short_name or place.name, position, countries, place.modes, words)


def answers(entry: SiteEntry, choices: Choices) -> bool:
    """Say whether a site answers to the filter.

    Parameters
    ----------
    entry
        The site.
    choices
        Within one part any value will do; between parts all must hold. A country counts on any side of a crossing.

    Returns
    -------
    answers
    """
    return (
        (not choices.countries or not set(choices.countries).isdisjoint(entry.countries))
        and (not choices.modes or not set(choices.modes).isdisjoint(entry.modes))
        and (not choices.kinds or entry.site.symbol in choices.kinds)
        and fold(choices.text) in entry.words
    )


def list_filter_countries(entries: Iterable[SiteEntry]) -> tuple[str, ...]:
    """List the countries that a filter over these sites needs, alpha-3, sorted by code."""
    return tuple(sorted({code for entry in entries if entry.listed for code in entry.countries}))


def layer_of(line: Line) -> str:
    """Name the map layer a line belongs to."""
    return LAYER_OF_PART[line.part]


def visits_to(catalogue: Catalogue, site_id: str) -> tuple[Visit, ...]:
    """Find the field visits to a site, in the order of their ids."""
    return tuple(visit for visit in catalogue.visits if visit.site_id == site_id)


def country_visits(catalogue: Catalogue, countries: Iterable[str]) -> tuple[Visit, ...]:
    """Find the visits that are known only by country: they belong to no site."""
    wanted = set(countries)
    return tuple(v for v in catalogue.visits if not v.site_id and v.country in wanted)


def etir_at(catalogue: Catalogue, site_id: str) -> tuple[EtirRoute, ...]:
    """Find the e-TIR routes that start, end or change vehicle at a site."""
    touched = {leg.route_id for leg in catalogue.etir_legs if site_id in (leg.from_place, leg.to_place)}
    return tuple(
        route
        for route in catalogue.etir_routes
        if route.route_id in touched or site_id in (route.from_place, route.to_place)
    )


def etir_between(catalogue: Catalogue, countries: Iterable[str]) -> tuple[EtirRoute, ...]:
    """Find the routes and permit relations of these countries, for sites that none of them names."""
    wanted = set(countries)
    return tuple(
        route for route in catalogue.etir_routes if not wanted.isdisjoint((route.from_country, route.to_country))
    )


def facts_of(catalogue: Catalogue, place_id: str, topic: str = "") -> tuple[SiteFact, ...]:
    """Find what the tables say of a place, on one topic or on all."""
    return tuple(f for f in catalogue.site_facts if f.place_id == place_id and topic in ("", f.topic))


def crossings_of(catalogue: Catalogue, place_id: str) -> tuple[Crossing, ...]:
    """Find the crossings that a post is one side of."""
    return tuple(c for c in catalogue.crossings if place_id in (c.post_a, c.post_b))


def facing_posts(catalogue: Catalogue, place_id: str) -> tuple[str, ...]:
    """List a post and the posts that face it, itself first; none for a blank id."""
    if not place_id:  # a crossing of which one side has no post has a blank one as well
        return ()
    site = catalogue.sites.get(place_id)
    named = site.counterpart_ids if site else ()
    paired = [p for c in crossings_of(catalogue, place_id) for p in (c.post_a, c.post_b)]
    return tuple(dict.fromkeys(p for p in (place_id, *named, *paired) if p))


@dataclass(frozen=True, slots=True)
class Neighbour:
    """The next Caravanserai site to one side, and how far it is in a straight line on the ellipsoid."""

    entry: SiteEntry
    distance_km: float


def find_neighbours(entries: Iterable[SiteEntry], site_id: str) -> tuple[Neighbour | None, Neighbour | None]:
    """Find the next Caravanserai site to the west and to the east.

    Parameters
    ----------
    entries
        As `list_entries` gives them, from west to east.
    site_id
        The site looked from.

    Returns
    -------
    west, east
        None where no post faces it, or where the site has no position.

    Notes
    -----
    Distances are geodesics after Karney (2013), through geopy: not lengths of a road or railway.
    """
    row = [e for e in entries if e.position and (e.site.role == "caravanserai" or e.id == site_id)]
    here = next((index for index, e in enumerate(row) if e.id == site_id), None)
    if here is None:
        return None, None

    def neighbour(index: int) -> Neighbour | None:
        if not 0 <= index < len(row):
            return None
        other, start = row[index], row[here].position
        if start is None or other.position is None:
            return None
        return Neighbour(other, measure_km(start, other.position))

    return neighbour(here - 1), neighbour(here + 1)


def member_states(catalogue: Catalogue) -> tuple[str, ...]:
    """List the member states of the OTS, alpha-3: not the observers, and no organisation."""
    return tuple(m.country for m in catalogue.members if m.country and m.ots_status.startswith("member"))


def adjoining_countries(catalogue: Catalogue) -> frozenset[str]:
    """List the countries that a site adjoins, alpha-3, member states among them."""
    return frozenset(country for site in catalogue.sites.values() for country in site.adjoining_countries)


def counted_volumes(catalogue: Catalogue) -> list[Volume]:
    """List the volumes that a document prints: counted at a place, in a whole year."""
    return [
        row
        for row in catalogue.volumes
        if row.place_id and row.kind == "measured" and row.period == WHOLE_YEAR and row.value is not None and row.year
    ]
