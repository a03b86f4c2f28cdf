"""Findings and recommendations: which the reader asked for, how they stand and how old their evidence is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from geo.dates import parse_edtf
from geo.sites.selection import facing_posts

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Mapping

    from geo.catalogue import Catalogue
    from geo.records.cooperation import Finding

STATUSES: Final = ("open", "in-hand", "unknown", "done")
"""The terms of `finding-status` in the order in which a reader wants them: what is to be done comes first."""
OLD_AFTER_YEARS: Final = 2
NOT_FOUND: Final = "not found"
"""Printed as status by whoever looked for something in vain: there is nothing to show."""


@dataclass(frozen=True, slots=True)
class FindingFilter:
    """What the reader asks for; an empty part leaves everything in.

    Attributes
    ----------
    site
        A site id; findings about the posts that face it count as well.
    """

    countries: tuple[str, ...] = ()
    site: str = ""
    statuses: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()

    @property
    def empty(self) -> bool:
        """True when everything is asked for."""
        return not (self.countries or self.site or self.statuses or self.topics)


def shown_findings(catalogue: Catalogue) -> tuple[Finding, ...]:
    """List the findings that are shown to readers: all but those that a search did not find."""
    return tuple(row for row in catalogue.findings if not row.status.casefold().startswith(NOT_FOUND))


def find_findings(catalogue: Catalogue, asked: FindingFilter) -> tuple[Finding, ...]:
    """Find the findings that answer, those of the newest year first and undated ones last.

    Parameters
    ----------
    catalogue
        The checked tables.
    asked
        Within one part any value will do; between parts all must hold.

    Returns
    -------
    findings
        Those of one year in the order of the table.
    """
    places = set(facing_posts(catalogue, asked.site)) if asked.site else set()
    found = [row for row in shown_findings(catalogue) if _answers(row, asked, places)]
    return tuple(sorted(found, key=lambda row: _latest_day(row.year), reverse=True))


def _answers(row: Finding, asked: FindingFilter, places: set[str]) -> bool:
    return (
        (not asked.countries or not set(asked.countries).isdisjoint(row.countries))
        and (not places or not places.isdisjoint(row.place_id))
        and (not asked.statuses or row.status_term in asked.statuses)
        and (not asked.topics or not set(asked.topics).isdisjoint(row.topic))
    )


def group_by_status(findings: Iterable[Finding]) -> Mapping[str, tuple[Finding, ...]]:
    """Sort findings by how they stand.

    Parameters
    ----------
    findings
        In the order wanted within each group.

    Returns
    -------
    groups
        Term → findings, in the order of `STATUSES`; terms without a finding are left out.
    """
    groups: dict[str, list[Finding]] = {term: [] for term in STATUSES}
    for row in findings:
        groups.setdefault(row.status_term, []).append(row)
    return {term: tuple(rows) for term, rows in groups.items() if rows}


def sites_named(catalogue: Catalogue, findings: Iterable[Finding]) -> tuple[str, ...]:
    """List the sites that findings are about, each once."""
    return tuple(dict.fromkeys(place for row in findings for place in row.place_id if place in catalogue.sites))


def is_old(year: str, today: dt.date) -> bool:
    """Say whether evidence is older than two years for certain.

    Parameters
    ----------
    year
        EDTF; blank for evidence without a date.
    today
        The day from which is counted back.

    Returns
    -------
    old
        True when even its latest day is more than two years ago; what is undated or goes on is not known to be old.
    """
    latest = _latest_day(year)
    return latest != "" and latest < f"{today.year - OLD_AFTER_YEARS:04}-{today:%m-%d}"


def _latest_day(edtf: str) -> str:
    """Give the latest day that a date can mean, in a form that sorts; blank when undated, last when open."""
    if not edtf:
        return ""
    latest = parse_edtf(edtf).latest
    return latest.isoformat() if latest else "9999-12-31"
