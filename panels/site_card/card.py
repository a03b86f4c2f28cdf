"""The card of a site, and the list of all sites, as HTML."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from markupsafe import Markup

from geo.sites import selection
from geo.sites.figures import tell_leading
from geo.sites.visits import write_followed
from geo.style import read_style
from panels.site_card.dwell import render_dwell
from panels.site_card.opening_hours import render_hours
from panels.site_card.waiting import list_bars, render_lead, render_years, tell_stay
from panels.ui.address import write_link
from panels.ui.citations import Citations
from panels.ui.render import cell, render

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from geo.catalogue import Catalogue
    from geo.geodesy import Point
    from geo.language import Language
    from geo.records.places import SiteFact
    from geo.sites.selection import SiteEntry
    from panels.view import View

MAX_ROWS = 200
CARD_TOPICS = ("opening-hours", "ppp-bot", "route", "free-zone")


@dataclass(frozen=True, slots=True)
class Part:
    """One statement of a fact row."""

    text: str | Markup
    cite: str = ""
    as_of: str = ""
    unverified: bool = False
    copy: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """A term and what is known of it."""

    term: str
    parts: Sequence[Part]


def render_list(catalogue: Catalogue, entries: Sequence[SiteEntry], view: View, language: Language) -> str:
    """Write the list of sites as HTML: all that the map says, as text.

    Parameters
    ----------
    catalogue
        Gives the sentence above the list and the hours in it.
    entries
        All sites.
    view
        The filter dims rows, or leaves them out when the reader hides them.
    language
        The reader's language.

    Returns
    -------
    html
        Every row has `data-id` and is a link that also works without any script; the browser marks the chosen one.
    """
    answering = {entry.id for entry in entries if selection.answers(entry, view.choices)}
    found = sum(1 for entry in entries if entry.listed and entry.id in answering)
    total = sum(1 for entry in entries if entry.listed)
    wanted = [entry for entry in entries if entry.id in answering or not view.hide]
    if len(wanted) > MAX_ROWS:
        wanted.sort(key=lambda entry: entry.id not in answering)
    bars = list_bars(catalogue, view, language)
    shown = [
        _list_row(entry, view, language, on=entry.id in answering) | {"bars": bars.get(entry.id, [])}
        for entry in wanted[:MAX_ROWS]
    ]
    left_out = max(0, len(wanted) - MAX_ROWS)
    titles = ((True, language.text("Sites")), (False, language.text("Posts that face them")))
    groups = [{"title": title, "entries": [r for r in shown if r["listed"] is listed]} for listed, title in titles]
    count = (
        language.count("{n} site", "{n} sites", total)
        if view.choices.empty
        else language.text("{found} of {total} sites", found=found, total=total)
    )
    return render(
        "site_card/list.html",
        language,
        lead=render_lead(catalogue, entries, view, language),
        groups=[g for g in groups if g["entries"]],
        count=count,
        found=found,
        left_out=left_out,
    )


def _list_row(entry: SiteEntry, view: View, language: Language, *, on: bool) -> dict[str, Any]:
    symbol = read_style().symbols[entry.site.symbol]
    return {
        "id": entry.id,
        "name": cell(entry.name, language),
        "symbol": entry.site.symbol,
        "countries": language.countries(entry.countries),
        "kind": language.text(symbol.label),
        "located": entry.position is not None,
        "listed": entry.listed,
        "on": on,
        "href": write_link(replace(view, site=entry.id).to_query()),
        "compare": write_link({"site": [entry.id]}, "compare"),
    }


def render_card(
    catalogue: Catalogue, entries: Sequence[SiteEntry], entry: SiteEntry, view: View, language: Language
) -> str:
    """Write the card of one site as HTML.

    Parameters
    ----------
    catalogue
        The checked tables.
    entries
        All sites, for the neighbours along the corridor.
    entry
        The site.
    view
        For the link back to the list.
    language
        The reader's language.

    Returns
    -------
    html
        One article with `data-card`; its sections become tabs in the browser and stand below one another without a
        script and in print.
    """
    citations = Citations(catalogue.sources, f"source-{entry.id}")
    leading = tell_leading(catalogue, entry.id, language)
    facts = selection.facts_of(catalogue, entry.id)
    routes = selection.etir_at(catalogue, entry.id)
    in_card = _topics_shown(catalogue, entry.id)
    return render(
        "site_card/card.html",
        language,
        entry=entry,
        symbol=read_style().symbols[entry.site.symbol],
        names=[n for n in catalogue.place_names if n.place_id == entry.id and n.use == "official"],
        modes=", ".join(_term(catalogue, language, "mode", mode) for mode in entry.modes),
        back=write_link(replace(view, site="").to_query()),
        compare=write_link({"site": [entry.id]}, "compare"),
        leading=leading,
        stay=tell_stay(catalogue, leading[0], language) if leading else "",
        leading_cite=citations.cite(leading[0].source_id) if leading else "",
        doubts=[f for f in facts if f.topic == "doubt"],
        years=render_years(catalogue, entry.id, language),
        dwell=render_dwell(catalogue, entry.id, citations, language),
        hours=render_hours(catalogue, entry.id, citations, language, dt.datetime.now(tz=dt.UTC)),
        rows=list(_rows(catalogue, entries, entry, citations, language)),
        visits=selection.visits_to(catalogue, entry.id),
        followed=lambda visit: write_followed(catalogue, visit, language),
        country_visits=selection.country_visits(catalogue, [catalogue.places[entry.id].country]),
        routes=routes,
        relations=[
            route
            for route in selection.etir_between(catalogue, entry.countries)
            if route not in routes and route.geometry != "line"
        ],
        facts=[f for f in facts if f.topic not in in_card],
        rejected=[f for f in facts if f.topic == "rejected-position"],
        cite=citations.cite,
        listed=citations.listed,
        term=lambda vocabulary, term: _term(catalogue, language, vocabulary, term),
    )


def _topics_shown(catalogue: Catalogue, place_id: str) -> set[str]:
    """Name the topics of facts that stand elsewhere on the card; the others are listed as they are."""
    shown = {*CARD_TOPICS, "doubt", "rejected-position", "elevation", "locode"}
    if _has_hours(catalogue, place_id):  # beside the clocks they stand in figures; here in the words of the source
        shown.remove("opening-hours")
    return shown


def _term(catalogue: Catalogue, language: Language, vocabulary: str, term: str) -> str:
    known = catalogue.vocabularies.get(vocabulary, {})
    return language.cell(known[term].label) if term in known else term


def _rows(
    catalogue: Catalogue, entries: Sequence[SiteEntry], entry: SiteEntry, citations: Citations, language: Language
) -> Iterable[Row]:
    """Gather the fact rows of the overview; a row that nothing is known of is said to be unknown."""
    _ = language.text
    by_topic: dict[str, list[SiteFact]] = {}
    for fact in selection.facts_of(catalogue, entry.id):
        by_topic.setdefault(fact.topic, []).append(fact)
    unknown = [Part(_("not found"))]
    if not _has_hours(catalogue, entry.id):  # else they stand beside the clocks
        yield Row(_("Opening hours"), _parts(by_topic.get("opening-hours", []), citations, language) or unknown)
    yield Row(_("Position"), [_position(catalogue, entry, citations, language)])
    facing = _facing(catalogue, entry, citations, language)
    if facing:
        yield Row(_("Facing post"), facing)
    along = _along(entries, entry, language)
    if along:
        yield Row(_("Next sites"), along)
    titles = {"ppp-bot": _("PPP / BOT"), "route": _("Routes"), "free-zone": _("Free zone")}
    for topic, title in titles.items():
        if by_topic.get(topic):
            yield Row(title, _parts(by_topic[topic], citations, language))
    place = catalogue.places[entry.id]
    elevation = [] if place.elevation_m is None else [Part(_("{m} m", m=language.number(place.elevation_m)))]
    elevation += _parts(by_topic.get("elevation", []), citations, language)
    if elevation:
        yield Row(_("Elevation"), elevation)
    code = [Part(place.unlocode, citations.cite(place.source_id))] if place.unlocode else [Part(_("none found"))]
    yield Row("UN/LOCODE", code + _parts(by_topic.get("locode", []), citations, language))


def _has_hours(catalogue: Catalogue, place_id: str) -> bool:
    return any(row.place_id == place_id for row in catalogue.opening_hours)


def _parts(facts: Iterable[SiteFact], citations: Citations, language: Language) -> list[Part]:
    return [
        Part(
            cell(fact.statement, language),
            citations.cite(fact.source_id),
            language.date(fact.as_of) if fact.as_of else "",
            fact.confidence == "unverified",
        )
        for fact in facts
    ]


def _position(catalogue: Catalogue, entry: SiteEntry, citations: Citations, language: Language) -> Part:
    place = catalogue.places[entry.id]
    if entry.position is None:
        return Part(language.text("not established"), citations.cite(place.source_id))
    shown = write_position(entry.position, language)
    if place.precision_km is not None:
        shown += " " + language.text("± {km} km", km=language.number(place.precision_km))
    basis = _term(catalogue, language, "position-basis", place.position_basis)
    text = Markup("{} <span class='as-of'>({})</span>").format(shown, basis) if basis else Markup("{}").format(shown)
    copied = f"{entry.position.lat}, {entry.position.lon}"
    return Part(text, citations.cite(place.source_id), copy=copied)


def write_position(position: Point, language: Language) -> str:
    """Write a position as people read it, with four decimals: `41.3286° N, 45.0720° E`."""
    lat = language.text("{deg}° N") if position.lat >= 0 else language.text("{deg}° S")
    lon = language.text("{deg}° E") if position.lon >= 0 else language.text("{deg}° W")
    shown = [
        form.format(deg=language.number(abs(value), 4)) for form, value in ((lat, position.lat), (lon, position.lon))
    ]
    return ", ".join(shown)


def _facing(catalogue: Catalogue, entry: SiteEntry, citations: Citations, language: Language) -> list[Part]:
    parts = []
    for place_id in entry.site.counterpart_ids:
        place = catalogue.places[place_id]
        name = cell(place.name, language)
        if place_id in catalogue.sites:
            name = Markup('<a href="?site={0}" target="_self" data-site="{0}">{1}</a>').format(place_id, name)
        text = Markup("{} ({})").format(name, language.country(place.country))
        parts.append(Part(text, citations.cite(entry.site.source_id)))
    return parts


def _along(entries: Sequence[SiteEntry], entry: SiteEntry, language: Language) -> list[Part]:
    west, east = selection.find_neighbours(entries, entry.id)
    _ = language.text
    parts = []
    for neighbour, side in ((west, _("west")), (east, _("east"))):
        if neighbour is not None:
            distance = _("{km} km", km=language.number(round(neighbour.distance_km)))
            parts.append(Part(f"{side}: {language.cell(neighbour.entry.name)}, {distance}"))
    return [*parts, Part(language.text("straight line on the ellipsoid, own computation"))] if parts else []
