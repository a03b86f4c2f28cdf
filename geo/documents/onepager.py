"""One country on one printed sheet: a page, or its two sides."""

from __future__ import annotations

from string import ascii_lowercase
from typing import TYPE_CHECKING, Any, Final

from geo.cooperation.brief import gather_brief
from geo.documents.handout import list_words
from geo.documents.materials import quiet, set_document, write_edition
from geo.documents.references import References
from geo.documents.sheets import SheetWriter
from geo.geodesy import Bounds, bounds_of
from geo.language import first_sentences
from geo.map.layers import write_credit_text
from geo.picture.draw import Picture, draw_map
from geo.sites.selection import Choices
from geo.style import read_style

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from geo.cooperation.brief import Brief
    from geo.documents.materials import Live, Materials, Progress
    from geo.language import Language
    from geo.records.cooperation import Event
    from geo.records.measurements import Dwell
    from geo.sites.selection import SiteEntry

MAP_PX: Final = (616.0, 270.0)
ROOM_DEG: Final = 1.5
MOST_ROWS: Final = 12
MOST_LINES: Final = 6
"""Of times, and of findings and events: what is not printed has no source in the list."""


def write_onepager(materials: Materials, country: str, progress: Progress = quiet) -> bytes:
    """Write the page of a country.

    Parameters
    ----------
    materials
        Tables, sites, address and language.
    country
        Alpha-3.
    progress
        Called with the part that is done, from 0 to 1.

    Returns
    -------
    pdf
        One page where all that is known of the country fits on it, else both sides of one sheet; how much more there
        is on the live page stands where something had to be left out.
    """
    catalogue, language, live = materials.catalogue, materials.language, materials.live
    brief = gather_brief(catalogue, country, str(live.edition.date.year))
    references = References(catalogue.sources)
    writer = SheetWriter(catalogue, references, language)
    posts = [entry for entry in materials.entries if catalogue.places[entry.id].country == country]
    numbers = {entry.id: number for number, entry in enumerate(posts, 1)}
    data = _write_brief(brief, posts, writer, references, language)
    drawn = any(entry.position for entry in posts)
    pictures = {"map.svg": _draw(materials, posts, numbers).encode()} if drawn else {}
    progress(0.5)
    words = list_words(language, live) | _list_words(language, live)
    title = language.country(country)
    data |= {
        "title": title,
        "footer": write_credit_text(language),
        "map": "map.svg" if drawn else "",
        "map-alt": language.text("Map of the sites in {country}", country=title),
        "sources": references.listed(),
        "words": words,
    }
    pdf = set_document("onepager.typ", data, pictures, live, language)
    progress(1.0)
    return pdf


def _draw(materials: Materials, posts: Sequence[SiteEntry], numbers: Mapping[str, int]) -> str:
    box = bounds_of(entry.position for entry in posts if entry.position) or Bounds(0, 0, 0, 0)
    bounds = Bounds(box.south - ROOM_DEG, box.west - ROOM_DEG, box.north + ROOM_DEG, box.east + ROOM_DEG)
    picture = Picture(*MAP_PX, bounds=bounds, choices=Choices(), numbers=numbers, key=True)
    return draw_map(materials.catalogue, materials.entries, picture, materials.language)


def _write_brief(
    brief: Brief, posts: Sequence[SiteEntry], writer: SheetWriter, references: References, language: Language
) -> dict[str, Any]:
    marks: dict[str, str] = {}
    member = brief.member
    joined = [] if member is None else [f"{language.text('OTS:')} {writer.term('ots-status', member.ots_status)}"]
    joined += [language.date(member.ots_date)] if member and member.ots_date else []
    times = sorted(brief.times, key=lambda row: (-row.year, -(row.hours or 0)))
    findings, events = brief.findings[:MOST_LINES], brief.events[:MOST_LINES]
    return {
        "subtitle": ", ".join(joined),
        "posts": [
            {
                "number": number,
                "name": language.cell(entry.name),
                "kind": language.text(read_style().symbols[entry.site.symbol].label),
                "cite": references.cite(entry.site.source_id, entry.site.paragraphs),
                "figure": writer.write_leading(entry.id),
            }
            for number, entry in enumerate(posts, 1)
        ],
        "times": [_write_time(row, marks, writer, references, language) for row in times[:MOST_ROWS]],
        "notes": [{"mark": mark, "text": text} for text, mark in marks.items()],
        "readiness": _write_readiness(brief, writer, references, language),
        "visits": [writer.write_visit(visit, named=True) for visit in brief.visits],
        "delegated": _write_delegated(brief, writer, language),
        "findings": [writer.write_finding(finding) for finding in findings],
        "routes": [writer.write_route(route) for route in brief.routes],
        "events": [_write_event(event, references, language) for event in events],
        "left": {
            "times": max(0, len(times) - MOST_ROWS),
            "findings": len(brief.findings) - len(findings),
            "events": len(brief.events) - len(events),
        },
    }


def _write_event(event: Event, references: References, language: Language) -> dict[str, str]:
    return {
        "date": language.date(event.date),
        "title": language.cell(event.title),
        "cite": references.cite(event.source_id, event.paragraphs),
    }


def _write_readiness(
    brief: Brief, writer: SheetWriter, references: References, language: Language
) -> list[dict[str, str]]:
    rows = sorted(brief.readiness, key=lambda row: language.order(writer.term("instrument", row.instrument)))
    return [
        {
            "instrument": writer.term("instrument", row.instrument),
            "status": writer.term("readiness-status", row.status),
            "as-of": language.date(row.as_of),
            "cite": references.cite(row.source_id),
        }
        for row in rows
    ]


def _write_time(
    row: Dwell, marks: dict[str, str], writer: SheetWriter, references: References, language: Language
) -> dict[str, str]:
    note = first_sentences(language.cell(row.note))
    mark = marks.setdefault(note, ascii_lowercase[len(marks) % len(ascii_lowercase)]) if note else ""
    return {
        "post": writer.place_name(row.place_id),
        "direction": f"{writer.direction(row)}, {writer.term('mode', row.mode)}",
        "year": str(row.year),
        "hours": "–" if row.hours is None else language.number(row.hours),
        "cost": "–" if row.cost_usd is None else language.number(row.cost_usd),
        "mark": mark,
        "cite": references.cite(row.source_id),
    }


def _write_delegated(brief: Brief, writer: SheetWriter, language: Language) -> str:
    names = dict.fromkeys(
        writer.place_name(visit.site_id) if visit.site_id else language.cell(visit.place_as_written)
        for visit in brief.delegated
    )
    return language.text("Its delegation took part elsewhere:") + f" {language.listing(names)}" if names else ""


def _list_words(language: Language, live: Live) -> dict[str, str]:
    _ = language.text
    return {
        "kicker": " · ".join([_("Country brief"), write_edition(live.edition, language)]),
        "posts": _("Posts"),
        "no-post": _("None of the sites is in this country."),
        "times": _("Time at its posts"),
        "no-time": _("No measured time at its posts was found."),
        "post": _("Post"),
        "year": _("Year"),
        "hours-short": _("Hours"),
        "units": _(
            "Hours: CAREC TFI1. US$: CAREC TFI2, paid at the post, including unofficial payments. –: not published."
        ),
        "readiness": _("Readiness"),
        "no-readiness": _("Nothing is recorded on its readiness."),
        "instrument": _("Instrument"),
        "status": _("Status"),
        "as-of": _("As of"),
        "no-visit": _("No field visit to this country is recorded."),
        "no-finding": _("No finding about its places is recorded."),
        "etir": _("e-TIR and permits"),
        "no-route": _("No e-TIR route or permit relation is recorded."),
        "events": _("Cooperation"),
        "no-event": _("No event is recorded."),
        "live": _("The live page, with everything that did not fit here:"),
    }  # fmt: skip
