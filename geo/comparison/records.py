"""Visits, findings, events and readiness at several sites, and how they differ in a sentence each."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from geo.cooperation.readiness import list_instruments, look_along
from geo.cooperation.timeline import EventFilter, is_counted, list_events
from geo.sites.findings import FindingFilter, find_findings, group_by_status
from geo.sites.opening import is_all_day, list_posts, open_spans
from geo.sites.selection import country_visits, facing_posts, visits_to

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

    from geo.catalogue import Catalogue
    from geo.cooperation.readiness import Passage
    from geo.language import Language
    from geo.records.cooperation import Event, Finding, Visit

NOT_SETTLED = ("open", "in-hand")
IN_PLACE = "in-place"
UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class SiteRecords:
    """What is recorded of one site and of the posts that face it.

    Attributes
    ----------
    visits
        To the site, in the order of the table.
    near
        Visits that are known only by the country of the site.
    findings
        Open and in hand, the open ones first.
    settled
        How many findings are done, or say not how they stand.
    events
        At the site or a post that faces it, the newest first; repeated ones and superseded plans are left out.
    """

    site_id: str
    visits: tuple[Visit, ...]
    near: tuple[Visit, ...]
    findings: tuple[Finding, ...]
    settled: int
    events: tuple[Event, ...]


def gather_records(catalogue: Catalogue, site_id: str) -> SiteRecords:
    """Gather what is recorded of a site."""
    groups = group_by_status(find_findings(catalogue, FindingFilter(site=site_id)))
    events = list_events(catalogue, EventFilter(places=facing_posts(catalogue, site_id)))
    return SiteRecords(
        site_id,
        visits_to(catalogue, site_id),
        country_visits(catalogue, [catalogue.places[site_id].country]),
        tuple(row for status in NOT_SETTLED for row in groups.get(status, ())),
        sum(len(rows) for status, rows in groups.items() if status not in NOT_SETTLED),
        tuple(event for event in events if is_counted(event)),
    )


def list_passages(catalogue: Catalogue, countries: Sequence[Sequence[str]]) -> tuple[tuple[Passage, ...], ...]:
    """Gather how far the countries on every side are with each instrument of the matrix.

    Parameters
    ----------
    catalogue
        The checked tables.
    countries
        For each site the countries on its sides, its own first.

    Returns
    -------
    passages
        For each instrument one for each site.
    """
    return tuple(
        tuple(look_along(catalogue, instrument, sides) for sides in countries)
        for instrument in list_instruments(catalogue)
    )


class RecordWords:
    """Says how several sites differ.

    Parameters
    ----------
    catalogue
        For names and words.
    site_ids
        The sites, in the order in which they are named.
    language
        The reader's language.
    """

    def __init__(self, catalogue: Catalogue, site_ids: Sequence[str], language: Language) -> None:
        self._catalogue = catalogue
        self._site_ids = site_ids
        self._language = language

    def _list(self, site_ids: Sequence[str]) -> str:
        return self._language.listing(self._language.cell(self._catalogue.short_name(one)) for one in site_ids)

    def _count(self, numbers: Sequence[int]) -> str:
        """List numbers with their sites: `1 at Torugart and none at Irkeshtam`."""
        _ = self._language.text
        parts = []
        for site_id, number in zip(self._site_ids, numbers, strict=True):
            site = self._language.cell(self._catalogue.short_name(site_id))
            if number:
                parts.append(_("{n} at {site}", n=self._language.number(number), site=site))
            else:
                parts.append(_("none at {site}", site=site))
        return self._language.listing(parts)

    def tell_visits(self, records: Sequence[SiteRecords]) -> str:
        """Say how many field visits are recorded at each site."""
        numbers = [len(one.visits) for one in records]
        if not any(numbers):
            return self._language.text("No field visit is recorded at {sites}.", sites=self._list(self._site_ids))
        return self._language.text("Field visits recorded: {numbers}.", numbers=self._count(numbers))

    def tell_findings(self, records: Sequence[SiteRecords]) -> str:
        """Say how many findings are not settled at each site."""
        numbers = [len(one.findings) for one in records]
        if not any(numbers):
            sites = self._list(self._site_ids)
            return self._language.text("No finding is recorded as open or in hand at {sites}.", sites=sites)
        return self._language.text("Findings open or in hand: {numbers}.", numbers=self._count(numbers))

    def tell_events(self, records: Sequence[SiteRecords]) -> str:
        """Say how many events are recorded at each site."""
        numbers = [len(one.events) for one in records]
        if not any(numbers):
            return self._language.text("No event is recorded at {sites}.", sites=self._list(self._site_ids))
        return self._language.text("Events recorded: {numbers}.", numbers=self._count(numbers))

    def tell_opening(self, day: dt.date) -> str:
        """Say which sites are open around the clock on a day, by what is stated and still holds.

        Parameters
        ----------
        day
            A day of UTC.
        """
        _ = self._language.text
        spans = {site_id: open_spans(list_posts(self._catalogue, site_id)[0], day) for site_id in self._site_ids}
        always = [site_id for site_id, found in spans.items() if is_all_day(found)]
        unknown = [site_id for site_id, found in spans.items() if found is None]
        part = [site_id for site_id in self._site_ids if site_id not in always and site_id not in unknown]
        parts = []
        if always:
            parts.append(_("open around the clock: {sites}", sites=self._list(always)))
        if part:
            parts.append(_("not open around the clock: {sites}", sites=self._list(part)))
        if unknown:
            parts.append(_("nothing that holds today: {sites}", sites=self._list(unknown)))
        return _("As stated for today – {parts}.", parts="; ".join(parts))

    def tell_readiness(self, passages: Sequence[Passage]) -> str:
        """Say at which sites every side has an instrument in place; blank where that is the same for all.

        Parameters
        ----------
        passages
            Of one instrument, one for each site.
        """
        _ = self._language.text
        standings = [_weigh(passage) for passage in passages]
        if len(set(standings)) == 1:
            return ""
        parts = []
        for standing, form in (
            (IN_PLACE, _("in place on every side at {sites}")),
            ("short", _("not in place on a side at {sites}")),
            (UNKNOWN, _("not known for a side at {sites}")),
        ):
            sites = [one for one, found in zip(self._site_ids, standings, strict=True) if found == standing]
            if sites:
                parts.append(form.format(sites=self._list(sites)))
        instrument = self._language.cell(self._catalogue.label("instrument", passages[0].instrument))
        return _("{instrument}: {parts}.", instrument=instrument, parts="; ".join(parts))


def _weigh(passage: Passage) -> str:
    """Weigh a way across a border: as strong as its weakest known side, and not known where a side is not."""
    if passage.weakest:
        return "short"
    return IN_PLACE if len(passage.graded(IN_PLACE)) == len(passage.states) else UNKNOWN
