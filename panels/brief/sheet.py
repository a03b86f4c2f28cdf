"""The brief of one country: on one screen and on one printed page."""

from __future__ import annotations

import datetime as dt
import re
from typing import TYPE_CHECKING, Any, Final

from markupsafe import Markup

from geo.comparison.offers import list_measured_years
from geo.cooperation.brief import is_after
from geo.cooperation.brief_words import HOURS, tell_brief
from geo.cooperation.readiness import State, write_as_of
from geo.kept import keep_per_edition
from geo.language import load_language
from geo.map.layers import write_credit_lines
from geo.picture.country import SIZE_PX, draw_country
from geo.sites.figures import tell_leading
from geo.sites.findings import group_by_status
from geo.sites.selection import list_entries
from geo.style import read_style
from panels.brief.paper import Item, as_picture, draw_code, fit_lists, room_beside, shorten
from panels.record.events import write_place
from panels.site_card.dwell import mark_value
from panels.ui.address import write_link
from panels.ui.citations import Citations, Remarks
from panels.ui.render import cell, render

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from geo.catalogue import Catalogue
    from geo.cooperation.brief import Brief, Post
    from geo.language import Language
    from geo.records.cooperation import Event, Finding, Readiness, Visit
    from geo.records.measurements import Dwell

USUAL_COUNTRY: Final = "KGZ"
USUAL_AGE: Final = 2
"""A brief marks what has changed since the end of the third year from the end, unless it is asked otherwise."""
PAIR: Final = 2
_CODE: Final = re.compile(r" \(\w{2,3}\)(?=$|<)")
"""What some names of posts end with, such as `(CN)`."""


class Sheet:
    """Writes the records of one brief: numbers their sources, and puts each remark on a figure under a letter."""

    def __init__(self, catalogue: Catalogue, brief: Brief, citations: Citations, language: Language) -> None:
        self._catalogue = catalogue
        self._brief = brief
        self._citations = citations
        self._language = language
        self.remarks = Remarks(language)
        self._numbers = number_posts(brief)
        self.printed_findings, self.printed_events = self._fit()

    def term(self, vocabulary: str, word: str) -> str:
        """Name a word of a vocabulary in the reader's language."""
        return self._language.cell(self._catalogue.label(vocabulary, word))

    def name_site(self, place_id: str) -> Markup:
        """Name a place, shortly where it is a site."""
        return cell(self._catalogue.short_name(place_id), self._language)

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
            "mark": self.remarks.mark(row.note),
            "cost_mark": mark_value(self.remarks, row, "cost_usd", language) if row.cost_usd == 0 else "",
            "new": is_after(str(row.year), self._brief.changes.since),
            "cite": self._citations.cite(row.source_id),
        }

    def write_visit(self, visit: Visit) -> dict[str, Any]:
        """Write a visit by its place."""
        return {
            "visit": visit,
            "name": self.name_site(visit.site_id) if visit.site_id else cell(visit.place_as_written, self._language),
            "cite": self._citations.cite(visit.source_id, visit.paragraphs),
        }

    def group_visits(self, visits: Sequence[Visit]) -> list[dict[str, Any]]:
        """Gather visits of one date and the same references, so that each stands once."""
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
            "place": self._place(event),
            "new": event in self._brief.changes.events,
            "cite": self._citations.cite(event.source_id, event.paragraphs),
        }

    def _fit(self) -> list[int]:
        """Find how many findings and events paper has room for."""
        brief, language = self._brief, self._language
        findings = [
            Item(
                f"{self.term('finding-status', row.status_term)} {language.cell(row.place_as_written)} "
                f"{language.date(row.year)} {self.term('finding-category', row.category)} {language.cell(row.text)} "
                f"{language.text('Status as published:')} {language.cell(row.status)}",
                row.source_id,
            )
            for row in brief.findings
        ]
        events = [
            Item(
                f"{language.date(row.date)} {language.cell(row.title)} {self._place(row)}",
                row.source_id,
            )
            for row in brief.events
        ]
        sources = [row.source_id for row in brief.times] + [row.source_id for row in brief.routes]
        sources += [row.source_id for row in (*brief.visits, *brief.delegated)]
        sources += [row.source_id for row in brief.readiness]
        sources += [post.site.source_id for post in brief.posts]
        cited = {source for several in sources for source in several}
        titles = {key: f"00 {one.title}, {one.publisher}, {one.year}" for key, one in self._catalogue.sources.items()}
        return fit_lists((findings, events), titles, cited & set(titles), room_beside(brief))

    def write_post(self, post: Post) -> dict[str, Any]:
        """Write a post with the posts that face it, and their countries."""
        facing = [self._name_facing(one) for one in post.site.counterpart_ids]
        cited = self._citations.cite(post.site.source_id, post.site.paragraphs)
        kind = self._language.text(read_style().symbols[post.site.symbol].label)
        number = self._numbers.get(post.site.site_id, 0)
        leading = self._lead(post)
        return {"post": post, "kind": kind, "facing": facing, "cite": cited, "leading": leading, "number": number}

    def _lead(self, post: Post) -> dict[str, Any] | None:
        """Write the leading figure of a post, as everywhere else."""
        told = tell_leading(self._catalogue, post.site.site_id, self._language)
        if told is None:
            return None
        figure, words = told
        said = words.beside(self._language.cell(self._catalogue.short_name(post.site.site_id)))
        cited = self._citations.cite(figure.source_id)
        return {"id": figure.record_id, "value": words.value, "said": said, "cite": cited}

    def write_leads(self) -> list[dict[str, Any]]:
        """Write the sentences at the head, each with its sources."""
        rows = []
        for said in tell_brief(self._catalogue, self._brief, self._language):
            before, _, after = said.text.partition(HOURS)
            cited = self._citations.cite(said.source_id)
            rows.append({"before": before, "hours": said.hours, "after": after, "marks": said.marks, "cite": cited})
            rows[-1] |= {"id": said.record_id, "part": said.part}
        return rows

    def _name_facing(self, place_id: str) -> Markup:
        """Name a place with its country, in words instead of the code that some names end with."""
        country = self._language.country(self._catalogue.places[place_id].country)
        name = self.name_site(place_id)
        plain = Markup(_CODE.sub("", name))  # noqa: S704 - a part of what is escaped already
        return name if country in name else Markup("{} ({})").format(plain, country)

    def _place(self, event: Event) -> Markup:
        return write_place(self._catalogue, event, self._language)

    def write_state(self, state: Readiness) -> dict[str, Any]:
        """Write how the country stands to an instrument."""
        return {
            "state": state,
            "as_of": write_as_of(State(state.country, state.instrument, state), self._language, short=True),
            "new": state in self._brief.changes.readiness,
            "cite": self._citations.cite(state.source_id),
        }

    def write_parts(self) -> dict[str, Any]:
        """Write all that is printed, in the order of the page."""
        brief, cite = self._brief, self._citations.cite
        ready = sorted(brief.readiness, key=lambda row: self._language.order(self.term("instrument", row.instrument)))
        return {
            "leads": self.write_leads(),
            "posts": [self.write_post(post) for post in brief.posts],
            "times": [self.write_time(row) for row in brief.times],
            "visits": [self.write_visit(visit) for visit in brief.visits],
            "delegated": self.group_visits(brief.delegated),
            "findings": [self.write_finding(finding) for finding in brief.findings[: self.printed_findings]],
            "events": [self.write_event(event) for event in brief.events[: self.printed_events]],
            "readiness": [self.write_state(state) for state in ready],
            "routes": [(route, cite(route.source_id, route.paragraphs)) for route in brief.routes],
            "member": brief.member,
            "member_cite": cite(brief.member.source_id) if brief.member else "",
        }

    def write_rest(self) -> dict[str, Any]:
        """Write what is beyond the printed page."""
        brief = self._brief
        return {
            "older_times": [self.write_time(row) for row in brief.changes.times if row not in brief.times],
            "more_findings": [self.write_finding(finding) for finding in brief.findings[self.printed_findings :]],
            "more_events": [self.write_event(event) for event in brief.events[self.printed_events :]],
            "more_readiness": [self.write_state(state) for state in brief.extras],
        }


def number_posts(brief: Brief) -> dict[str, int]:
    """Give numbers to the posts that can be on a map, in the order of their list."""
    placed = [post.site.site_id for post in brief.posts if post.place.lat is not None]
    return {site_id: number for number, site_id in enumerate(placed, 1)}


def draw_posts(catalogue: Catalogue, brief: Brief, language: Language) -> str:
    """Draw the posts of a country on a small map, as a picture for `src`; blank where there is nothing to show."""
    return _draw_posts(catalogue, tuple(number_posts(brief).items()), brief.country, language.code)


@keep_per_edition
def _draw_posts(catalogue: Catalogue, numbers: tuple[tuple[str, int], ...], country: str, code: str) -> str:
    """Draw them once: the page and what stands before it show the same, whatever else is chosen."""
    return as_picture(draw_country(catalogue, _entries(catalogue), dict(numbers), country, load_language(code)))


_entries = keep_per_edition(list_entries)


def render_brief(
    catalogue: Catalogue,
    brief: Brief,
    query: Mapping[str, Sequence[str]],
    language: Language,
    base: str = "",
) -> str:
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
    base
        Address of the app as other people open it; blank where they cannot: paper then has no address and no code.

    Returns
    -------
    html
        All that is known. What one printed page has no room for is marked as beyond it.
    """
    citations = Citations(catalogue.sources, "brief-source")
    sheet = Sheet(catalogue, brief, citations, language)
    kept = {name: values for name, values in query.items() if name == "lang"}
    parts = sheet.write_parts()  # what is printed comes first, so that its sources have the first numbers
    printed = {"printed_sources": len(citations.listed()), "printed_notes": len(sheet.remarks.listed())}
    beyond = sheet.write_rest()
    live = base + write_link({"country": [brief.country], **kept}, "brief") if base else ""
    return render(
        "brief/brief.html",
        language,
        **parts,
        **printed,
        **beyond,
        brief=brief,
        base=base,
        live=live,
        code=draw_code(live),
        shorten=shorten,
        map=draw_posts(catalogue, brief, language),
        map_size=SIZE_PX,
        map_credit=" · ".join(write_credit_lines()),
        states=[(t, sheet.term("finding-status", t), len(r)) for t, r in group_by_status(brief.findings).items()],
        printed_on=language.date(dt.datetime.now(tz=dt.UTC).date().isoformat()),
        sheet=sheet,
        listed=citations.listed(),
        compare=link_years(catalogue, brief.country, kept),
        record_page=write_link({"country": [brief.country], **kept}, "record"),
        findings_page=write_link({"tab": ["findings"], "country": [brief.country], **kept}, "visits"),
        readiness_page=write_link({"tab": ["readiness"], **kept}, "etir"),
        site_page=lambda site_id: write_link({"site": [site_id], **kept}, "./"),
    )


def link_years(catalogue: Catalogue, country: str, kept: Mapping[str, Sequence[str]]) -> str:
    """Link to the two newest measured years of a country side by side; without two of them, to the country itself."""
    years = list_measured_years(catalogue, country)[-PAIR:]
    told = {"year": [str(year) for year in years]} if len(years) == PAIR else {}
    return write_link({"country": [country], **told, **kept}, "compare")
