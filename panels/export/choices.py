"""What goes into an export is chosen on its own page as well: countries, modes, or one site alone."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from geo.sites.selection import Choices, answers, list_filter_countries
from panels.map.names import mode_name
from panels.ui.address import read_codes
from panels.ui.facets import Facet, render_facets

if TYPE_CHECKING:
    from panels.reader import Reader
    from panels.view import View

ONLY: Final = "only"
"""Query parameter of the one site that goes in; `site` is the card that is open on the map."""


def read_only(reader: Reader) -> str:
    """Read which site alone the address asks for; blank when it asks for none."""
    return "".join(read_codes(ONLY, reader.codes.sites)[-1:])


def write_choices(reader: Reader, view: View) -> str:
    """Write the filters: each option says how many sites it would leave."""
    language = reader.language
    _ = language.text
    countries = {code: language.country(code) for code in list_filter_countries(reader.entries)}
    sites = {entry.id: language.cell(entry.name) for entry in reader.entries if entry.listed}
    facets = [
        Facet("country", _("Country"), language.by_name(countries)),
        Facet("mode", _("Mode"), {mode: mode_name(mode, language) for mode in reader.codes.modes}),
        Facet(ONLY, _("One site alone"), language.by_name(sites), single=True),
    ]

    def count(name: str, code: str) -> int | None:
        if name == ONLY:
            return None
        asked = Choices((code,), view.modes) if name == "country" else Choices(view.countries, (code,))
        chosen = replace(view.choices, countries=asked.countries, modes=asked.modes)
        return sum(1 for entry in reader.entries if entry.listed and answers(entry, chosen))

    return render_facets(facets, count, language)
