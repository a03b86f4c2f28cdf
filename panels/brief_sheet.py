"""The brief of one country: on one screen and on one printed page."""

from __future__ import annotations

import datetime as dt
from string import ascii_lowercase
from typing import TYPE_CHECKING, Any, Final

from geo.brief import is_after
from geo.findings import group_by_status
from panels.citations import Citations
from panels.record_list import write_place
from panels.render import cell, link, render

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from markupsafe import Markup

    from geo.brief import Brief
    from geo.catalogue import Catalogue
    from geo.language import Language
    from geo.records import Dwell, Event, Finding, Visit

MOST_FINDINGS: Final = 4
MOST_EVENTS: Final = 4


class Sheet:
    """Writes the records of one brief: numbers their sources, and puts each remark on a figure under a letter."""

    def __init__(self, catalogue: Catalogue, brief: Brief, citations: Citations, language: Language) -> None:
        self._catalogue = catalogue
        self._brief = brief
        self._citations = citations
        self._language = language
        self._marks: dict[Markup, str] = {}

    @property
    def notes(self) -> list[tuple[str, Markup]]:
        """Letters and remarks, in the order of the figures."""
        return [(mark, note) for note, mark in self._marks.items()]

    def term(self, vocabulary: str, word: str) -> str:
        """Name a word of a vocabulary in the reader's language."""
        return self._language.cell(self._catalogue.label(vocabulary, word))

    def name_site(self, place_id: str) -> Markup:
        """Name a place, shortly where it is a site."""
        site = self._catalogue.sites.get(place_id)
        return cell((site.short_name if site else "") or self._catalogue.places[place_id].name, self._language)

    def write_time(self, row: Dwell) -> dict[str, Any]:
        """Write a measurement: movement, year, hours, cost and remark."""
        language = self._language
        said = self.term("direction", row.direction)
        ends = [language.country(code) for code in (row.from_country, row.to_country)]
        return {
            "id": row.dwell_id,
            "post": self.name_site(row.place_id),
            "direction": f"{ends[0]} → {ends[1]} ({said})" if row.from_country and row.to_country else said,
            "mode": self.term("mode", row.mode),
            "year": row.year,
            "hours": "–" if row.hours is None else language.number(row.hours),
            "cost": "–" if row.cost_usd is None else language.number(row.cost_usd),
            "mark": self._mark(row.note),
            "new": is_after(str(row.year), self._brief.changes.since),
            "cite": self._citations.cite(row.source_id),
        }

    def _mark(self, note: str) -> str:
        if not note:
            return ""
        short = cell(note, self._language, sentences=1)
        return self._marks.setdefault(short, ascii_lowercase[len(self._marks) % len(ascii_lowercase)])

    def write_visit(self, visit: Visit) -> dict[str, Any]:
        """Write a visit by its place."""
        return {
            "visit": visit,
            "name": self.name_site(visit.site_id) if visit.site_id else cell(visit.place_as_written, self._language),
            "cite": self._citations.cite(visit.source_id, visit.paragraphs),
        }

    def group_visits(self, visits: Sequence[Visit]) -> list[dict[str, Any]]:
        """Gather visits of one date and the same references, so that both are told once."""
        groups: dict[tuple[object, ...], dict[str, Any]] = {}
        for visit in visits:
            row = self.write_visit(visit)
            key = (visit.date, visit.source_id, visit.paragraphs)
            groups.setdefault(key, {"date": visit.date, "cite": row["cite"], "rows": []})["rows"].append(row)
        return list(groups.values())

    def write_finding(self, finding: Finding) -> dict[str, Any]:
        """Write a finding with the status that its source prints."""
        return {
            "finding": finding,
            "category": self.term("finding-category", finding.category),
            "state": self.term("finding-status", finding.status_term),
            "new": finding in self._brief.changes.findings,
            "cite": self._citations.cite(finding.source_id),
        }

    def write_event(self, event: Event) -> dict[str, Any]:
        """Write an event with its place."""
        return {
            "event": event,
            "place": write_place(self._catalogue, event, self._language),
            "new": event in self._brief.changes.events,
            "cite": self._citations.cite(event.source_id, event.paragraphs),
        }


def render_brief(catalogue: Catalogue, brief: Brief, query: Mapping[str, Sequence[str]], language: Language) -> str:
    """Write the brief as HTML.

    Parameters
    ----------
    catalogue
        For names, words and sources.
    brief
        What the tables say of the country.
    query
        Parameters of the address; links to other pages keep the language.
    language
        The reader's language.

    Returns
    -------
    html
        What fits one page first, with its sources; what is longer comes after it and is not printed.
    """
    citations = Citations(catalogue.sources, "brief-source")
    sheet = Sheet(catalogue, brief, citations, language)
    kept = {name: values for name, values in query.items() if name == "lang"}
    return render(
        "brief.html",
        language,
        brief=brief,
        member=brief.member,
        posts=[{"post": post, "facing": _facing(catalogue, sheet, post.site.counterpart_ids)} for post in brief.posts],
        times=[sheet.write_time(row) for row in brief.times],
        visits=[sheet.write_visit(visit) for visit in brief.visits],
        delegated=sheet.group_visits(brief.delegated),
        findings=[sheet.write_finding(finding) for finding in brief.findings[:MOST_FINDINGS]],
        more_findings=brief.findings[MOST_FINDINGS:],
        states=[(t, sheet.term("finding-status", t), len(r)) for t, r in group_by_status(brief.findings).items()],
        printed_on=language.date(dt.datetime.now(tz=dt.UTC).date().isoformat()),
        events=[sheet.write_event(event) for event in brief.events[:MOST_EVENTS]],
        readiness=sorted(brief.readiness, key=lambda row: language.order(sheet.term("instrument", row.instrument))),
        changed_events=brief.changes.events[MOST_EVENTS:],
        changed_times=[row for row in brief.changes.times if row not in brief.times],
        map_times=lambda rows: [sheet.write_time(row) for row in rows],
        sheet=sheet,
        cite=citations.cite,
        listed=citations.listed,
        record_page=link({"country": [brief.country], **kept}, "record"),
        findings_page=link({"tab": ["findings"], "country": [brief.country], **kept}, "visits"),
        site_page=lambda site_id: link({"site": [site_id], **kept}, "./"),
    )


def _facing(catalogue: Catalogue, sheet: Sheet, place_ids: Sequence[str]) -> list[tuple[Markup, str]]:
    """Name the posts that face one, and their countries."""
    return [(sheet.name_site(place_id), catalogue.places[place_id].country) for place_id in place_ids]
