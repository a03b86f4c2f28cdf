"""What the address of the e-TIR page asks for: a part of it, and in it a route or an instrument."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from geo.cooperation.readiness import list_instruments
from panels.ui.choices import Ask, choose_one

if TYPE_CHECKING:
    from geo.language import Language
    from panels.reader import Reader

TAB: Final = "tab"
READINESS: Final = "readiness"
USUAL_INSTRUMENT: Final = "etir"


def name_tabs(language: Language) -> dict[str, str]:
    """Name the parts of the page, the first one first."""
    _ = language.text
    return {"routes": _("Routes"), "corridor": _("Weakest link"), READINESS: _("Readiness of countries")}


def choose_subject(reader: Reader, tab: str, ask: Ask = choose_one) -> str:
    """Ask for a route, or in another part for an instrument (see `choose_one`); blank where nothing can be chosen."""
    catalogue, language = reader.catalogue, reader.language
    _ = language.text
    if tab == "routes":
        routes = {route.route_id: language.cell(route.name) for route in catalogue.etir_routes}
        return ask("route", _("Route"), routes, next(iter(routes))) if routes else ""
    terms = list_instruments(catalogue)
    instruments = {term: language.cell(catalogue.label("instrument", term)) for term in terms}
    usual = USUAL_INSTRUMENT if USUAL_INSTRUMENT in instruments else next(iter(instruments), "")
    return ask("instrument", _("Instrument"), instruments, usual) if instruments else ""
