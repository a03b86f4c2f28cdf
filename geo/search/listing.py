"""Lists everything in the tables that a reader may look for, in one language."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geo.cooperation.brief import list_countries
from geo.dates import parse_edtf
from geo.language import list_languages, load_language
from geo.records.stories import FigureRef
from geo.search.record import Found
from geo.sites.figures import describe_figure, find_figure
from geo.sites.findings import shown_findings

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from geo.catalogue import Catalogue
    from geo.language import Language
    from geo.records.cooperation import EtirRoute, Event, Finding, Visit
    from geo.records.measurements import Dwell
    from geo.records.places import Source
    from geo.sites.selection import SiteEntry

MAIN_ROLE = "caravanserai"


def list_found(catalogue: Catalogue, entries: Iterable[SiteEntry], language: Language) -> tuple[Found, ...]:
    """List every site, country, journey, e-TIR route, walkthrough, figure, visit, event, finding and source.

    Parameters
    ----------
    catalogue
        The checked tables.
    entries
        Its sites, as `geo.sites.selection.list_entries` gives them.
    language
        The language of titles and details; each is also found by its English words.

    Returns
    -------
    found
        By kind; figures with the newest first.
    """
    return (
        *_sites(catalogue, entries, language),
        *(_country(code, language) for code in list_countries(catalogue)),
        *_journeys(catalogue, language),
        *(_route(catalogue, row, language) for row in catalogue.etir_routes),
        *_stories(catalogue, language),
        *_figures(catalogue, language),
        *(_visit(catalogue, row, language) for row in catalogue.visits),
        *(_event(catalogue, row, language) for row in catalogue.events),
        *(_finding(catalogue, row, language) for row in shown_findings(catalogue)),
        *(_source(row) for row in catalogue.sources.values()),
    )


def _parts(*parts: str) -> str:
    return " · ".join(part for part in parts if part)


def _also(title: str, *names: str) -> tuple[str, ...]:
    """List what something is also called: each name once, without its title and blanks."""
    return tuple(name for name in dict.fromkeys(names) if name and name != title)


def _label(catalogue: Catalogue, vocabulary: str, term: str, language: Language) -> str:
    return language.cell(catalogue.label(vocabulary, term)) if term else ""


def _place(catalogue: Catalogue, place_id: str, language: Language) -> str:
    return language.cell(catalogue.short_name(place_id)) if place_id in catalogue.places else ""


def _sites(catalogue: Catalogue, entries: Iterable[SiteEntry], language: Language) -> Iterator[Found]:
    names: dict[str, list[str]] = {}
    for row in catalogue.place_names:
        names.setdefault(row.place_id, []).append(row.name)
    for entry in entries:
        title, place = language.cell(entry.name), catalogue.places[entry.id]
        told = [load_language(code).cell(name) for code in list_languages() for name in (entry.name, place.name)]
        modes = ", ".join(_label(catalogue, "mode", mode, language) for mode in entry.modes)
        yield Found(
            "site", entry.id, title, detail=_parts(language.countries(entry.countries), modes),
            names=_also(title, *told, entry.site.founding_name, *names.get(entry.id, []), place.unlocode),
            site=entry.id, country=place.country, at=entry.position, main=entry.site.role == MAIN_ROLE,
        )  # fmt: skip


def _country(code: str, language: Language) -> Found:
    title = language.country(code)
    told = (load_language(other).country(code) for other in list_languages())
    return Found("country", code, title, detail=code, names=_also(title, *told), country=code)


def _journeys(catalogue: Catalogue, language: Language) -> Iterator[Found]:
    for row in catalogue.journeys:
        title = language.cell(row.name)
        ends = " → ".join(_place(catalogue, place, language) for place in (row.from_place, row.to_place))
        yield Found("journey", row.journey_id, title, detail=ends, names=_also(title, row.name))


def _route(catalogue: Catalogue, row: EtirRoute, language: Language) -> Found:
    title = language.cell(row.name)
    instrument = _label(catalogue, "instrument", row.instrument, language)
    return Found(
        "route", row.route_id, title, detail=_parts(instrument, language.date(row.date)), names=_also(title, row.name)
    )


def _stories(catalogue: Catalogue, language: Language) -> Iterator[Found]:
    for story in catalogue.stories.values():
        title = language.cell(story.title)
        yield Found(
            "story", story.story_id, title, detail=language.cell(story.summary), names=_also(title, story.title)
        )


def _figures(catalogue: Catalogue, language: Language) -> Iterator[Found]:
    """List the hours at posts, the newest year first; dollars where a row has no hours."""
    rows = sorted(catalogue.dwell, key=lambda row: -row.year)
    for row in rows:
        found = _figure(catalogue, row, language)
        if found is not None:
            yield found


def _figure(catalogue: Catalogue, row: Dwell, language: Language) -> Found | None:
    column = "cost_usd" if row.hours is None else "hours"
    figure = find_figure(catalogue, FigureRef(of=row.dwell_id, column=column))
    if figure is None:
        return None
    words = describe_figure(catalogue, figure, language)
    place = catalogue.places.get(row.place_id)
    post, *caption = words.caption if place else (_where(catalogue, row, language), *words.caption)
    year = str(row.year)
    site = next((one for one in (row.place_id, place.parent_id if place else "") if one in catalogue.sites), "")
    return Found(
        "figure", row.dwell_id, f"{post} {year}", value=words.value,
        detail=_parts(*(part for part in caption if part != year), words.source, *words.marks),
        names=_also(post, catalogue.short_name(row.place_id) if place else "", row.post_as_printed),
        site=site, country=row.country,
    )  # fmt: skip


def _where(catalogue: Catalogue, row: Dwell, language: Language) -> str:
    """Say what a figure that is of no single post is about: a country or a corridor, and that it is an average."""
    scope = _label(catalogue, "dwell-scope", row.scope, language)
    name = language.country(row.country) if row.country else row.corridor or language.cell(row.post_as_printed)
    return ", ".join(part for part in (name, scope) if part)


def _visit(catalogue: Catalogue, row: Visit, language: Language) -> Found:
    title = _place(catalogue, row.site_id, language) or language.cell(row.place_as_written)
    return Found(
        "visit", row.visit_id, title,
        detail=_parts(language.country(row.country), language.date(row.date), language.cell(row.initiative)),
        names=_also(title, row.place_as_written, language.cell(row.place_as_written)),
        site=row.site_id, country=row.country,
    )  # fmt: skip


def _event(catalogue: Catalogue, row: Event, language: Language) -> Found:
    title = language.cell(row.title)
    kind = _label(catalogue, "event-type", row.type, language)
    place = _place(catalogue, row.place_id, language) or language.cell(row.place)
    return Found(
        "event", row.event_id, title,
        detail=_parts(language.date(row.date), kind, place), names=_also(title, row.title),
        site=row.place_id if row.place_id in catalogue.sites else "", country=row.country,
    )  # fmt: skip


def _finding(catalogue: Catalogue, row: Finding, language: Language) -> Found:
    title = language.cell(row.text)
    status = _label(catalogue, "finding-status", row.status_term, language)
    said = language.date(row.year) if row.year and parse_edtf(row.year).earliest else ""
    return Found(
        "finding", row.finding_id, title, detail=_parts(language.cell(row.place_as_written), status, said),
        names=_also(title, row.text, row.place_as_written),
        site=next((place for place in row.place_id if place in catalogue.sites), ""),
    )  # fmt: skip


def _source(row: Source) -> Found:
    return Found(
        "source", row.source_id, row.title, detail=_parts(row.publisher, str(row.year or "")),
    )  # fmt: skip
