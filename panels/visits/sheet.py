"""What the page of field visits says, for what its address asks: tabs, filters, time line, visits, findings."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Final

from geo.sites import findings, visits
from geo.sites.findings import FindingFilter
from geo.sites.selection import country_visits
from panels.ui.address import link_here, read_codes
from panels.ui.citations import Citations
from panels.ui.facets import Facet, render_facets
from panels.ui.render import cell, render
from panels.visits.findings import name_statuses, name_topics, render_findings_head
from panels.visits.photographs import list_photographs

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Collection, Sequence

    from markupsafe import Markup

    from geo.catalogue import Catalogue
    from geo.language import Language
    from geo.records.cooperation import Visit
    from panels.reader import Reader

TABS: Final = ("visits", "findings")
UNDERTAKING: Final = "undertaking"
YEAR: Final = "year"
FILTERS: Final = ("visit", "country", "site", UNDERTAKING, YEAR)
"""Parameters of the address that leave visits out."""
LABEL_WIDTH: Final = 30.0  # percent of the time line
OPEN_UP_TO: Final = 2  # so few visits are shown with everything that is known of them


@dataclass(frozen=True, slots=True)
class Wish:
    """What the address asks this page for: a tab, a chosen visit, the filter of both tabs, and that of the visits."""

    tab: str
    visit: str
    asked: FindingFilter
    undertakings: tuple[str, ...] = ()
    years: tuple[str, ...] = ()

    def find(self, catalogue: Catalogue) -> tuple[Visit, ...]:
        """Find the visits that answer."""
        return visits.find_visits(catalogue, self.asked.countries, self.asked.site, self.undertakings, self.years)

    def find_anywhere(self, catalogue: Catalogue) -> tuple[Visit, ...]:
        """Find the visits that answer but for the chosen site: the map shows them all, that another can be chosen."""
        return replace(self, asked=replace(self.asked, site="")).find(catalogue)


def name_tabs(language: Language) -> dict[str, str]:
    """Name the tabs, the first one first."""
    return dict(zip(TABS, (language.text("Field visits"), language.text("Findings")), strict=True))


def name_visit(reader: Reader, visit: Visit) -> str:
    """Name one visit: what was visited, and when."""
    language = reader.language
    place = (
        language.cell(reader.catalogue.short_name(visit.site_id)) if visit.site_id else language.country(visit.country)
    )
    return f"{place}, {language.date(visit.date) if visit.date else language.text('undated')}"


def read_tab() -> str:
    """Read which tab the address asks for; the visits when it names none."""
    return (read_codes("tab", TABS) or TABS[:1])[-1]


def read_wish(reader: Reader) -> Wish:
    """Read the address; what it does not know, it ignores.

    Returns
    -------
    wish
        Without a visit that the filter leaves out.
    """
    tab = read_tab()
    chosen = {facet.name: facet.chosen for facet in list_facets(reader, tab)}
    asked = FindingFilter(chosen["country"], "".join(chosen["site"]), chosen.get("status", ()), chosen.get("topic", ()))
    wish = Wish(tab, "", asked, chosen.get(UNDERTAKING, ()), chosen.get(YEAR, ()))
    found = [visit.visit_id for visit in wish.find(reader.catalogue)]
    visit = read_codes("visit", found) if tab == "visits" else ()
    return replace(wish, visit="".join(visit[-1:]))


def write_tabs(reader: Reader, wish: Wish) -> str:
    """Write the tabs, with how many visits and findings there are."""
    catalogue = reader.catalogue
    numbers = {"visits": len(catalogue.visits), "findings": len(findings.shown_findings(catalogue))}
    dropped: dict[str, list[str]] = {"visit": [], UNDERTAKING: [], YEAR: []}
    hrefs = {tab: link_here({**dropped, "tab": [] if tab == TABS[0] else [tab]}) for tab in TABS}
    return render("visits/tabs.html", reader.language, chosen=wish.tab, numbers=numbers, hrefs=hrefs)


def write_visits(reader: Reader, wish: Wish) -> str:
    """Write filters, time line and list of the visits."""

    def count(name: str, code: str) -> int:
        if name in (UNDERTAKING, YEAR):
            asked = replace(wish, undertakings=(code,)) if name == UNDERTAKING else replace(wish, years=(code,))
        else:
            asked = replace(wish, asked=_change(wish.asked, name, code))
        return len(asked.find(reader.catalogue))

    facets = list_facets(reader, wish.tab)
    return render_facets(facets, count, reader.language, drop=["visit"]) + render_visits(reader, wish)


def write_findings_head(reader: Reader, wish: Wish, today: dt.date) -> str:
    """Write filters and number of the findings, and the style that hides the others."""

    def count(name: str, code: str) -> int:
        return len(findings.find_findings(reader.catalogue, _change(wish.asked, name, code)))

    filters = render_facets(list_facets(reader, wish.tab), count, reader.language)
    return filters + render_findings_head(reader, wish.asked, today)


def _change(asked: FindingFilter, name: str, code: str) -> FindingFilter:
    """Ask for one code alone in one of the filters."""
    if name == "site":
        return replace(asked, site=code)
    if name == "country":
        return replace(asked, countries=(code,))
    return replace(asked, statuses=(code,)) if name == "status" else replace(asked, topics=(code,))


def list_facets(reader: Reader, tab: str) -> list[Facet]:
    """List the filters of a tab in the order shown."""
    _ = reader.language.text
    facets = [
        Facet("country", _("Country"), _name_countries(reader)),
        Facet("site", _("Site"), _name_sites(reader), single=True),
    ]
    if tab == "findings":
        facets += [
            Facet("status", _("Status"), name_statuses(reader)),
            Facet("topic", _("Topic"), name_topics(reader)),
        ]
    else:
        facets += [
            Facet(UNDERTAKING, _("Undertaking"), _name_undertakings(reader)),
            Facet(YEAR, _("Year"), _name_years(reader)),
        ]
    return facets


def _name_undertakings(reader: Reader) -> dict[str, str]:
    """Name the undertakings: by their programme, or else by where they went, with the date."""
    names = {}
    for first, rows in visits.list_undertakings(reader.catalogue).items():
        programme = reader.language.cell(rows[0].initiative or rows[0].place_as_written)
        names[first] = f"{programme}, {reader.language.date(rows[0].date)}"
    return names


def _name_years(reader: Reader) -> dict[str, str]:
    years = {year for visit in reader.catalogue.visits for year in visits.years_of(visit)}
    undated = {visits.UNDATED: reader.language.text("undated")} if visits.UNDATED in years else {}
    return {year: year for year in sorted(years - {visits.UNDATED}, reverse=True)} | undated


def _name_countries(reader: Reader) -> dict[str, str]:
    catalogue = reader.catalogue
    codes = {code for visit in catalogue.visits for code in visits.countries_of(catalogue, visit)}
    codes |= {code for finding in findings.shown_findings(catalogue) for code in finding.countries}
    names = {code: reader.language.country(code) for code in codes}
    return reader.language.by_name(names)


def _name_sites(reader: Reader) -> dict[str, str]:
    names = {entry.id: reader.language.cell(entry.name) for entry in reader.entries}
    return reader.language.by_name(names)


def render_visits(reader: Reader, wish: Wish) -> str:
    """Write time line and list of visits as HTML; the chosen visit comes first, in full.

    Returns
    -------
    html
        Every visit that answers is an element with `data-id`, its date or "undated", and its paragraphs.
    """
    catalogue, asked = reader.catalogue, wish.asked
    citations = Citations(catalogue.sources, "source-visits")
    found = wish.find(catalogue)
    chosen = [visit for visit in found if visit.visit_id == wish.visit]
    others = [visit for visit in found if visit.visit_id != wish.visit]
    place = catalogue.places.get(asked.site)
    near = country_visits(catalogue, [place.country]) if place and not wish.visit else ()
    opened = len(found) <= OPEN_UP_TO

    def records(rows: Sequence[Visit]) -> list[dict[str, Any]]:
        return [_record(reader, citations, visit, wish) for visit in rows]

    def grouped(rows: Sequence[Visit]) -> list[list[dict[str, Any]]]:
        return [records(group) for group in visits.group_visits(rows)]

    return render(
        "visits/visits.html",
        reader.language,
        timeline=_timeline(reader, wish, {visit.visit_id for visit in found}),
        chosen=records(others if opened and not chosen else chosen),
        groups=[] if opened and not chosen else grouped(others),
        near=grouped(near),
        is_chosen=bool(chosen),
        number=len(found),
        total=len(catalogue.visits),
        away=sum(1 for visit in found if not visit.site_id),
        reset=link_here(dict.fromkeys(FILTERS, ())),
        back=link_here({"visit": []}),
        listed=citations.listed,
    )


def _record(reader: Reader, citations: Citations, visit: Visit, wish: Wish) -> dict[str, Any]:
    catalogue = reader.catalogue
    about = findings.find_findings(catalogue, FindingFilter(site=visit.site_id)) if visit.site_id else ()
    earlier = [v for v in catalogue.visits if v.visit_id in visit.follows]
    return {
        "visit": visit,
        "name": _name(reader, visit),
        "countries": reader.language.countries(visits.countries_of(catalogue, visit)),
        "chosen": visit.visit_id == wish.visit,
        "href": _link_to(visit, wish if visit.site_id or not wish.asked.site else None),
        "cite": citations.cite(visit.source_id, visit.paragraphs),
        "follows": [(v, _name(reader, v), _link_to(v)) for v in earlier],
        "followed": [(v, _name(reader, v), _link_to(v)) for v in visits.followers(catalogue, visit.visit_id)],
        "findings": len(about),
        "open": sum(1 for finding in about if finding.status_term == "open"),
        "photographs": list_photographs(catalogue, visit.visit_id),
        "findings_href": link_here(
            {**dict.fromkeys(FILTERS, ()), "tab": ["findings"], "site": [visit.site_id]},
        ),
    }


def _name(reader: Reader, visit: Visit) -> str | Markup:
    """Name what was visited: the site, or the country where no site is named."""
    site = reader.catalogue.sites.get(visit.site_id)
    if site:
        return cell(site.short_name, reader.language)
    return reader.language.text("{country}, gates not named", country=reader.language.country(visit.country))


def _link_to(visit: Visit, wish: Wish | None = None) -> str:
    """Link to a visit: to itself within the filter, to all when it is chosen; without a wish, out of any filter."""
    if wish is None:
        return link_here({**dict.fromkeys(FILTERS, ()), "visit": [visit.visit_id]})
    return link_here({"visit": [] if visit.visit_id == wish.visit else [visit.visit_id]})


def _timeline(reader: Reader, wish: Wish, found: Collection[str]) -> dict[str, Any]:
    line = visits.draw_timeline(reader.catalogue.visits, LABEL_WIDTH)

    def chip(visit: Visit) -> dict[str, Any]:
        on = visit.visit_id in found
        return {
            "id": visit.visit_id,
            "name": _name(reader, visit),
            "short": _name(reader, visit) if visit.site_id else reader.language.country(visit.country),
            "date": reader.language.date(visit.date),
            "href": _link_to(visit, wish if on else None),
            "on": on,
            "chosen": visit.visit_id == wish.visit,
        }

    return {
        "undated": [chip(visit) for visit in line.undated],
        "marks": [(chip(mark.visit), mark) for mark in line.marks],
        "ticks": line.ticks,
        "rows": line.rows,
    }
