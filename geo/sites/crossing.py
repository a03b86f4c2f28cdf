"""The two sides of one crossing: hours and payments by post, direction and year."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from geo.sites.findings import FindingFilter, find_findings
from geo.sites.selection import crossings_of, facing_posts

if TYPE_CHECKING:
    from collections.abc import Iterable

    from geo.catalogue import Catalogue
    from geo.records.cooperation import Disagreement
    from geo.records.measurements import Dwell

POST_SCOPE: Final = "bcp"
MEASURED: Final = "measured"


@dataclass(frozen=True, slots=True)
class Series:
    """What was published of one post in one direction and mode.

    Attributes
    ----------
    country
        Owner of the post, from whose side outbound and inbound are seen.
    from_country, to_country
        The movement; blank where the source does not say the direction.
    rows
        By year; several rows of one year where sources or editions differ. Hours in hours (TFI1), cost in US$ (TFI2).
    """

    place_id: str
    country: str
    mode: str
    direction: str
    from_country: str
    to_country: str
    rows: tuple[Dwell, ...]


def list_series(catalogue: Catalogue, place_id: str) -> tuple[Series, ...]:
    """List what was published of a post and of those facing it.

    Returns
    -------
    series
        The post itself first; in each post by mode and movement, so that the same movement stands in the same order
        on both sides. A year that a source lists without a value is kept as a row without hours: it is not a zero.
    """
    return tuple(one for post in facing_posts(catalogue, place_id) for one in _series_of(catalogue.dwell, post))


def _series_of(rows: Iterable[Dwell], place_id: str) -> Iterable[Series]:
    found: dict[tuple[str, str, str, str], list[Dwell]] = {}
    for row in rows:
        if row.place_id == place_id and row.scope == POST_SCOPE:
            found.setdefault((row.mode, row.from_country, row.to_country, row.direction), []).append(row)
    for (mode, origin, destination, direction), members in sorted(found.items()):
        first = members[0]
        ordered = tuple(sorted(members, key=lambda r: (r.year, r.edition)))
        yield Series(place_id, first.country, mode, direction, origin, destination, ordered)


def longest_hours(series: Iterable[Series]) -> float:
    """Find the longest time of several series, the common scale of their bars; 0.0 when none has a value."""
    return max(
        (row.hours for one in series for row in one.rows if row.hours is not None and row.kind == MEASURED), default=0.0
    )


def largest_cost(series: Iterable[Series]) -> float:
    """Find the largest payment of several series, the common scale of their bars; 0.0 when none has a value."""
    costs = (row.cost_usd for one in series for row in one.rows if row.cost_usd is not None and row.kind == MEASURED)
    return max(costs, default=0.0)


def disagreements_at(catalogue: Catalogue, place_id: str) -> tuple[Disagreement, ...]:
    """List where sources disagree about a post, those facing it, or a crossing of theirs.

    Returns
    -------
    disagreements
        What concerns the figures of both sides first, else in the order of the table. What only concerns averages of
        a country or corridor is not among them.
    """
    posts = facing_posts(catalogue, place_id)
    sides = {row.dwell_id: row.place_id for row in catalogue.dwell if row.place_id in posts and row.scope == POST_SCOPE}
    concerned = set(sides)
    concerned |= {row.volume_id for row in catalogue.volumes if place_id in row.place_id}
    concerned |= {row.finding_id for row in find_findings(catalogue, FindingFilter(site=place_id))}
    concerned |= {crossing.crossing_id for crossing in crossings_of(catalogue, place_id)}
    found = [row for row in catalogue.disagreements if not concerned.isdisjoint(row.concerns)]
    return tuple(sorted(found, key=lambda row: -len({sides[one] for one in row.concerns if one in sides})))


def disagreements_at_posts(catalogue: Catalogue, place_ids: Iterable[str]) -> tuple[Disagreement, ...]:
    """List where sources disagree about any of several posts, each once."""
    found = {row.disagreement_id for place_id in place_ids for row in disagreements_at(catalogue, place_id)}
    return tuple(row for row in catalogue.disagreements if row.disagreement_id in found)
