"""The map of a view in the first document: its drawing, and the symbols or glyphs where the live map will have them."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from geo.picture.name_writing import Narrow
from geo.style import read_style
from panels.document.covered import cover_view
from panels.document.drawing import find_framed, fit_framed, fit_home, fit_near, list_symbols, wish_of
from panels.document.glyphs import PHONE, list_glyphs, measure_scales
from panels.document.near import Near
from panels.ui.address import write_link
from panels.view import WAITING, View

if TYPE_CHECKING:
    from collections.abc import Mapping

    from geo.catalogue import Catalogue
    from geo.picture.frame import Frame
    from geo.sites.selection import SiteEntry
    from panels.document.drawing import Draws, Fit, Wish
    from panels.document.fields import Fields
    from panels.reader import Reader

NARROW_SHARE: Final = 0.8
"""So much narrower than on any other screen is a drawing on a phone whose names stand off what lies on it there."""
STAGE_ZOOM: Final = 12.5
"""As near as the stage comes."""
STAGE_FRAMED_PX: Final = (640.0, 380.0)
STAGE_SHEET_PX: Final = (1480.0, 860.0)
"""What a stop frames, and its drawing: the rest lies beneath card and legend, and beside them."""


class Plan(NamedTuple):
    """How the map of a view is drawn: what is wished for, how it lies on a map, its sheet, and the scale of screens."""

    wish: Wish
    fit: Fit
    frame: Frame
    scales: Mapping[str, float]


def plan_view(catalogue: Catalogue, entries: tuple[SiteEntry, ...], view: View, code: str) -> Plan:
    """Say how the map of a view is drawn, in one language."""
    around = fit_near(catalogue, entries, view.site) if view.site else None
    site = view.site if around else ""  # a site without a position is nowhere to go to
    framed = find_framed(catalogue, entries, replace(view, site=site))
    wish = wish_of(replace(view, site=site), code, framed)
    fit, frame = around or (fit_framed(catalogue, framed) if framed else fit_home(catalogue, entries))
    scales = measure_scales(fit, framed=not wish.home, site=bool(site))
    view = replace(view, site=site)
    covered, narrow = cover_view(catalogue, entries, view, frame, scales), None
    others = {screen: scale for screen, scale in scales.items() if screen != PHONE}
    if scales[PHONE] < NARROW_SHARE * min(others.values()):
        between = (scales[PHONE] + min(others.values())) / 2
        narrow = Narrow(round(frame.width / frame.scale * between), covered)
        covered = cover_view(catalogue, entries, view, frame, others)
    return Plan(replace(wish, covered=covered, narrow=narrow), fit, frame, scales)


def show_view(drawings: Draws, reader: Reader, view: View, patience_s: float) -> dict[str, Any]:
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
    wish, fit, frame, scales = plan_view(catalogue, entries, view, reader.language.code)
    drawing = drawings.take(catalogue, entries, wish, patience_s)
    if not drawing:
        return {}
    symbols = list_symbols(entries, view, frame)
    parts: dict[str, Any] = {"drawing": drawing, "fit": fit, "chosen": view.site, "near": ""}
    if not wish.home:
        parts["near"] = "sight-near" if wish.site else "sight-beside"
    if view.view == WAITING:
        parts["glyphs"] = list_glyphs(catalogue, entries, view, frame, scales)
        named = 2.0 ** float(read_style().waiting["hours_from_zoom"])
        parts["signs"] = [screen for screen, scale in scales.items() if scale < named]
        drawn = {one.entry.id for one in parts["glyphs"]}
        symbols = [one for one in symbols if one.entry.id == view.site and one.entry.id not in drawn]
    parts["symbols"] = symbols
    parts["links"] = {one.entry.id: _link_site(view, one.entry.id) for one in (*symbols, *parts.get("glyphs", ()))}
    return parts


def show_stop(drawings: Draws, reader: Reader, fields: Fields, patience_s: float) -> dict[str, Any]:
    """Show the map of the stop that a page shows, as `show_view`: its script lays it where the card leaves room."""
    scene = fields.scene
    if scene is None or scene.bounds is None:
        return {}
    entries = tuple(entry for entry in reader.entries if not fields.sites or entry.id in fields.sites)
    framed = Near(scene.bounds, STAGE_ZOOM, STAGE_FRAMED_PX, STAGE_SHEET_PX)
    view, years = View(layers=scene.layers, site=scene.site), scene.years
    if years:
        view = replace(view, view=WAITING, year=years.years[0], dir=years.going)
    fit, frame = fit_framed(reader.catalogue, framed)
    covered = cover_view(reader.catalogue, entries, view, frame, {"wide": 2.0**frame.zoom})
    wish = replace(wish_of(View(layers=scene.layers), reader.language.code, framed), covered=covered)
    drawing = drawings.take(reader.catalogue, reader.entries, wish, patience_s)
    if not drawing:
        return {}
    symbols = list_symbols(entries, view, frame)
    parts: dict[str, Any] = {"drawing": drawing, "fit": fit, "chosen": view.site, "symbols": symbols}
    if years:
        parts["glyphs"] = list_glyphs(reader.catalogue, entries, view, frame, {"wide": 2.0**frame.zoom})
        drawn = {one.entry.id for one in parts["glyphs"]}
        parts["symbols"] = [one for one in symbols if one.entry.id == view.site and one.entry.id not in drawn]
    bounds = scene.bounds
    return parts | {"box": json.dumps([[bounds.south, bounds.west], [bounds.north, bounds.east]])}


def _link_site(view: View, site_id: str) -> str:
    return write_link({**view.to_query(), "site": [site_id]})
