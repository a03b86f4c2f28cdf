"""Pages that are text, as they are read before the live page stands: by its own renderers, for one address."""

from __future__ import annotations

import datetime as dt
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from geo.language import load_language
from geo.map.layers import drawn_routes
from panels.compare.choices import ENOUGH, SUBJECTS, Asked
from panels.compare.columns import name_all, read_picks, write_columns
from panels.compare.offers import render_offers
from panels.compare.table import render_sheet
from panels.document.corridor_text import write_corridor
from panels.document.data_texts import write_export, write_sources_page
from panels.document.fields import Fields, write_tabs
from panels.document.stop_text import write_stop
from panels.etir.asked import READINESS, TAB, choose_subject, name_tabs
from panels.etir.readiness import render_matrix, render_weakest_link
from panels.etir.routes import render_routes
from panels.reader import Reader
from panels.record.asked import name_forms, write_chart, write_filters, write_head
from panels.record.events import render_record
from panels.record.on_map import choose_view as choose_record_view
from panels.shell.titles import STAGE
from panels.ui.address import opened_at, write_link
from panels.ui.render import render
from panels.view import View, list_codes
from panels.visits.findings import render_findings
from panels.visits.on_map import choose_view
from panels.visits.sheet import read_wish, write_findings_head, write_visits
from panels.visits.sheet import write_tabs as write_visit_tabs

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from geo.catalogue import Catalogue
    from geo.sites.selection import SiteEntry
    from panels.document.opened import Opened

MOST_KEPT: Final = 16


def _record(reader: Reader, today: dt.datetime, fields: Fields) -> str:
    del today
    _, language = reader.language.text, reader.language
    form, tabs = write_tabs("tab", _("Form"), name_forms(language), language)
    filters, events = write_filters(reader), render_record(reader.catalogue, language)
    fields.beside = form == "map"
    if fields.beside:
        fields.view = choose_record_view(reader)
        return tabs + filters + write_head(reader, beside_map=True) + events
    parts = {"tabs": tabs, "filters": filters, "chart": write_chart(reader), "events": events}
    return render("document/record.html", language, number=write_head(reader, beside_map=False), **parts)


def _compare(reader: Reader, today: dt.datetime, fields: Fields) -> str:
    _ = reader.language.text
    names = name_all(reader)
    asked = read_picks(reader, names)
    subjects = dict(zip(SUBJECTS, (_("Sites"), _("Countries"), _("Journeys")), strict=True))
    tabs = [(code, words, write_link(Asked(code, ()).to_query())) for code, words in subjects.items()]
    del fields
    return render(
        "document/compare.html",
        reader.language,
        head=render("compare/head.html", reader.language, tabs=tabs, subject=asked.subject),
        sheet=render_sheet(asked, write_columns(reader, asked, today), reader.language) if asked.picks else "",
        offers=render_offers(reader, asked, names[asked.subject]) if len(asked.picks) < ENOUGH else "",
    )


def _etir(reader: Reader, today: dt.datetime, fields: Fields) -> str:
    catalogue, language = reader.catalogue, reader.language
    tab, fields.bar = write_tabs(TAB, language.text("Part of the page"), name_tabs(language), language)
    chosen = choose_subject(reader, tab, fields.ask)
    fields.beside, fields.kept = tab != READINESS, {TAB: tab}
    if tab == READINESS:
        matrix = render_matrix(catalogue, chosen, language, today.date())
        return render("document/readiness.html", language, matrix=matrix)
    if tab == "corridor":
        fields.view = View(layers=("corridor",))
        return render_weakest_link(catalogue, chosen, language)
    drawn = drawn_routes(catalogue)
    fields.view = View(route=chosen if chosen in drawn else "")
    return render_routes(catalogue, drawn, chosen, language)


def _visits(reader: Reader, today: dt.datetime, fields: Fields) -> str:
    fields.beside = True
    wish, day = read_wish(reader), today.date()
    fields.view = choose_view(reader, wish)
    tabs = write_visit_tabs(reader, wish)
    if wish.tab == "findings":
        return tabs + write_findings_head(reader, wish, day) + render_findings(reader, day)
    return tabs + write_visits(reader, wish)


WRITERS: Final[Mapping[str, Callable[[Reader, dt.datetime, Fields], str]]] = {
    "record": _record,
    "compare": _compare,
    "etir": _etir,
    "visits": _visits,
    "corridor": write_corridor,
    "sources": write_sources_page,
    "export": write_export,
    STAGE: write_stop,
}


def write_text(opened: Opened, query: Mapping[str, Sequence[str]]) -> tuple[str, Fields]:
    """Write the text of a page that `WRITERS` names, for what its address asks for.

    Returns
    -------
    html, fields
        The text, and how it stands on its page, with the fields of a form that asks for another one.
    """
    asked = tuple((name, tuple(values)) for name, values in sorted(query.items()))
    reader = opened.reader
    whose = (reader.catalogue, reader.entries, reader.language.code)
    return _write(opened.page, whose, asked, f"{dt.datetime.now(tz=dt.UTC):%F}")


@lru_cache(maxsize=MOST_KEPT)
def _write(
    page: str,
    whose: tuple[Catalogue, tuple[SiteEntry, ...], str],
    asked: tuple[tuple[str, tuple[str, ...]], ...],
    today: str,
) -> tuple[str, Fields]:
    catalogue, entries, code = whose
    reader, fields = Reader(catalogue, entries, list_codes(catalogue, entries), load_language(code)), Fields()
    with opened_at(dict(asked)):
        html = WRITERS[page](reader, dt.datetime.fromisoformat(today).replace(tzinfo=dt.UTC), fields)
    return html, fields
