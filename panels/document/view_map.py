"""The map of a view in the first document: its drawing, and the symbols or glyphs where the live map will have them."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from geo.style import read_style
from panels.document.drawing import find_framed, fit_framed, fit_home, fit_near, list_symbols, wish_of
from panels.document.glyphs import list_glyphs, measure_scales
from panels.ui.address import write_link
from panels.view import WAITING

if TYPE_CHECKING:
    from panels.document.drawing import Drawings
    from panels.reader import Reader
    from panels.view import View


def show_view(drawings: Drawings, reader: Reader, view: View, patience_s: float) -> dict[str, Any]:
    """Show the map of a view.

    Parameters
    ----------
    drawings
        Which draw it.
    reader
        Data and language.
    view
        What the live map will show.
    patience_s
        So long the drawing is waited for.

    Returns
    -------
    parts
        What the template of a first sight needs; empty while there is no drawing.
    """
    catalogue, entries = reader.catalogue, reader.entries
    around = fit_near(catalogue, entries, view.site) if view.site else None
    site = view.site if around else ""  # a site without a position is nowhere to go to
    framed = find_framed(catalogue, entries, replace(view, site=site))
    wish = wish_of(replace(view, site=site), reader.language.code, framed)
    drawing = drawings.take(catalogue, entries, wish, patience_s)
    if not drawing:
        return {}
    fit, frame = around or (fit_framed(catalogue, framed) if framed else fit_home(catalogue, entries))
    symbols = list_symbols(entries, view, frame)
    parts: dict[str, Any] = {"drawing": drawing, "fit": fit, "chosen": view.site, "near": ""}
    if not wish.home:
        parts["near"] = "sight-near" if site else "sight-beside"
    if view.view == WAITING:
        scales = measure_scales(fit, framed=not wish.home, site=bool(site))
        parts["glyphs"] = list_glyphs(catalogue, entries, view, frame, scales)
        named = 2.0 ** float(read_style().waiting["hours_from_zoom"])
        parts["signs"] = [screen for screen, scale in scales.items() if scale < named]
        drawn = {one.entry.id for one in parts["glyphs"]}
        symbols = [one for one in symbols if one.entry.id == view.site and one.entry.id not in drawn]
    parts["symbols"] = symbols
    parts["links"] = {one.entry.id: _link_site(view, one.entry.id) for one in (*symbols, *parts.get("glyphs", ()))}
    return parts


def _link_site(view: View, site_id: str) -> str:
    return write_link({**view.to_query(), "site": [site_id]})
