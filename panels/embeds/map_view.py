"""`/embed/map`: the map, with the filter of its address."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final

from markupsafe import Markup

from geo.language import load_language
from geo.map.home import home_bounds
from geo.sites.waiting import list_waiting
from geo.style import read_style
from panels.embeds.asked import Embed
from panels.embeds.files import KEPT, file_address, keep_overview, keep_script
from panels.map.filter_bar import list_directions
from panels.map.leaflet import compose_group_script, write_config
from panels.map.names import mode_name
from panels.map.sheets import describe_sheets
from panels.reader import Reader
from panels.site_card.waiting import year_of
from panels.ui.citations import FOUNDING_TEXT
from panels.ui.render import render
from panels.view import WAITING, list_codes, read_query
from panels.web.urls import keep_file

if TYPE_CHECKING:
    from geo.catalogue import Catalogue
    from geo.sites.selection import SiteEntry
    from panels.embeds.asked import Asked
    from panels.view import View

GROUND_FROM_ZOOM: Final = 8
"""In the app the ground of the region is drawn from further off: it weighs more than all the rest of an embed."""


def name_map(asked: Asked) -> str:
    """Name the map."""
    return "" if asked.ident else asked.reader.language.text("Caravanserai map")


def write_map(asked: Asked) -> Embed:
    """Write the map: what it shows depends on its address as in the app; its base map is always our own."""
    reader = asked.reader
    view = replace(read_query(asked.query, reader.codes), base="own")
    query, config = view.to_query(), _configure(reader)
    return Embed(
        title=name_map(asked),
        note=_tell(asked, view),
        body=Markup(render("embed/map.html", reader.language, full=asked.link("", query))),  # noqa: S704 - our own
        sources=asked.tell_sources(_list_sources(reader.catalogue, view)),
        full=asked.link("", query),
        data={"view": view.to_message(), "config": config, "dark": dict(read_style().dark)},
        scripts=(_keep_group(reader.catalogue, reader.entries, reader.language.code), keep_script("map")),
        early=(config["base"]["lines"]["overview"], config["base"]["overview"]),
    )


def _tell(asked: Asked, view: View) -> str:
    """Say what of the map is shown: countries, modes, the hours of which year and direction."""
    language = asked.reader.language
    told = [language.country(code) for code in view.countries]
    told += [mode_name(mode, language) for mode in view.modes]
    if view.view == WAITING:
        ways = {code: words for code, words, _ in list_directions(language)}
        told += [language.text("Waiting"), str(year_of(asked.reader.catalogue, view)), ways[view.dir]]
    return " · ".join(told)


def _list_sources(catalogue: Catalogue, view: View) -> list[str]:
    """List whom the map is from: of sites the founding text, of hours those who have measured them in that year."""
    if view.view != WAITING:
        return [FOUNDING_TEXT]
    year = year_of(catalogue, view)
    rows = (row for one in list_waiting(catalogue) for value in one.values.values() for row in value.rows)
    return list(dict.fromkeys(source for row in rows if row.year == year for source in row.source_id))


def _configure(reader: Reader) -> dict[str, Any]:
    """Write the configuration of the map's script: lighter than in the app, and without an online map."""
    config = write_config(reader.catalogue, home_bounds(reader.catalogue, reader.entries))
    base = describe_sheets(reader.catalogue, file_address) | {"overview": keep_overview()}
    zooms = config["zooms"] | {"region": GROUND_FROM_ZOOM}
    return config | {"base": base, "online": {}, "zooms": zooms}


@lru_cache(maxsize=16)
def _keep_group(catalogue: Catalogue, entries: tuple[SiteEntry, ...], code: str) -> str:
    """Write the script of symbols, lines and words into a file; gives its address."""
    reader = Reader(catalogue, entries, list_codes(catalogue, entries), load_language(code))
    script = f"window.drawGroup = function (map_div) {{ {compose_group_script(reader)} }};"
    return file_address(KEPT, keep_file(f"embed-group-{code}", script, "js"))
