"""Pages that are text, as they are read where no script runs: by the renderers of the live page, for one address."""

from __future__ import annotations

import datetime as dt
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from geo.cooperation.readiness import list_instruments
from geo.language import load_language
from geo.map.layers import drawn_routes
from panels.compare.choices import SUBJECTS
from panels.compare.columns import name_all, read_picks, write_columns
from panels.compare.offers import render_offers
from panels.compare.table import render_sheet
from panels.etir.readiness import render_matrix, render_weakest_link
from panels.etir.routes import render_routes
from panels.reader import Reader
from panels.record.asked import write_chart, write_head
from panels.record.events import render_record
from panels.ui.address import opened_at, read_last
from panels.view import list_codes

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from geo.catalogue import Catalogue
    from geo.sites.selection import SiteEntry
    from panels.document.opened import Opened

USUAL_INSTRUMENT: Final = "etir"
MOST_KEPT: Final = 16
Choices = list[tuple[str, str, list[tuple[str, str, bool]]]]
"""Fields of a form: name, label, and options with code, words and whether they are chosen."""


def _record(reader: Reader, today: dt.datetime) -> str:
    del today
    head = write_chart(reader) + write_head(reader, beside_map=False)
    return head + render_record(reader.catalogue, reader.language)


def _compare(reader: Reader, today: dt.datetime) -> str:
    names = name_all(reader)
    asked = read_picks(reader, names)
    if asked.picks:
        return render_sheet(asked, write_columns(reader, asked, today), reader.language)
    return render_offers(reader, asked, names[asked.subject])


def _etir(reader: Reader, today: dt.datetime) -> str:
    catalogue, language = reader.catalogue, reader.language
    tab, instruments = read_last("tab"), list_instruments(catalogue)
    usual = USUAL_INSTRUMENT if USUAL_INSTRUMENT in instruments else next(iter(instruments), "")
    instrument = read_last("instrument") if read_last("instrument") in instruments else usual
    if tab == "readiness":
        return render_matrix(catalogue, instrument, language, today.date())
    if tab == "corridor":
        return render_weakest_link(catalogue, instrument, language)
    routes = [route.route_id for route in catalogue.etir_routes]
    chosen = read_last("route") if read_last("route") in routes else next(iter(routes), "")
    return render_routes(catalogue, drawn_routes(catalogue), chosen, language)


WRITERS: Final[Mapping[str, Callable[[Reader, dt.datetime], str]]] = {
    "record": _record,
    "compare": _compare,
    "etir": _etir,
}


def list_text_choices(opened: Opened, query: Mapping[str, Sequence[str]]) -> Choices:
    """List the fields of the form of a page."""
    _ = opened.reader.language.text
    tabs: dict[str, tuple[str, dict[str, str]]] = {
        "etir": (
            _("Part of the page"),
            {"routes": _("Routes"), "corridor": _("Weakest link"), "readiness": _("Readiness of countries")},
        ),
        "compare": (
            _("What to compare"),
            dict(zip(SUBJECTS, (_("Sites"), _("Countries"), _("Journeys")), strict=True)),
        ),
    }
    if opened.page not in tabs:
        return []
    label, options = tabs[opened.page]
    asked = (query.get("tab") or [""])[-1]
    return [("tab", label, [(code, words, code == asked) for code, words in options.items()])]


def write_text(opened: Opened, query: Mapping[str, Sequence[str]]) -> str:
    """Write the text of a page that `WRITERS` names, for what its address asks for."""
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
) -> str:
    catalogue, entries, code = whose
    reader = Reader(catalogue, entries, list_codes(catalogue, entries), load_language(code))
    with opened_at(dict(asked)):
        return WRITERS[page](reader, dt.datetime.fromisoformat(today).replace(tzinfo=dt.UTC))
