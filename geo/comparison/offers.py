"""Good first comparisons: sites on the same border, then sites of the same country."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from geo.catalogue import Catalogue
    from geo.sites.selection import SiteEntry

MOST_OFFERS: Final = 4
MOST_WEIGHED: Final = 40
"""Sites that pairs are made of: those with the most hours."""


@dataclass(frozen=True, slots=True)
class Offer:
    """Sites that are worth comparing.

    Attributes
    ----------
    countries
        Countries that all of them lie in or border on, in the order of the first one.
    """

    site_ids: tuple[str, ...]
    countries: tuple[str, ...]


def list_offers(catalogue: Catalogue, entries: Iterable[SiteEntry], chosen: Sequence[str] = ()) -> tuple[Offer, ...]:
    """List what may be compared.

    Parameters
    ----------
    catalogue
        The checked tables.
    entries
        All sites; posts that only face a site are never offered.
    chosen
        Sites that are chosen already: each offer adds one to them.

    Returns
    -------
    offers
        Those that share most countries first, and of these the ones with more hours. Without anything
        chosen they are pairs, no site in two of them.
    """
    by_id = {entry.id: entry for entry in entries}
    told = Counter(row.place_id for row in catalogue.dwell if row.hours is not None and row.place_id in by_id)
    listed = [entry.id for entry in by_id.values() if entry.listed and entry.id not in chosen]
    likely = sorted(filter(told.__getitem__, listed), key=lambda site_id: -told[site_id])[:MOST_WEIGHED]
    groups = [(*chosen, other) for other in listed] if chosen else list(combinations(likely, 2))
    offers = [Offer(group, _shared([by_id[one].countries for one in group])) for group in groups]
    offers.sort(key=lambda offer: (-len(offer.countries), -sum(told[one] for one in offer.site_ids)))
    return tuple(offers[:MOST_OFFERS] if chosen else _apart(offers))


def list_measured_years(catalogue: Catalogue, country: str) -> tuple[int, ...]:
    """List the years of which hours at a country's posts are known, the oldest first."""
    rows = (row for row in catalogue.dwell if row.country == country and row.place_id and row.hours is not None)
    return tuple(sorted({row.year for row in rows}))


def _shared(countries: Sequence[tuple[str, ...]]) -> tuple[str, ...]:
    return tuple(code for code in countries[0] if all(code in other for other in countries))


def _apart(offers: Iterable[Offer]) -> list[Offer]:
    """Keep the first offer of each site, as long as its sites share a country."""
    taken: set[str] = set()
    kept = []
    for offer in offers:
        if offer.countries and taken.isdisjoint(offer.site_ids):
            kept.append(offer)
            taken.update(offer.site_ids)
    return kept[:MOST_OFFERS]
