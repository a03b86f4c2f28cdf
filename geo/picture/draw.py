"""The map as one SVG drawing, from the tables and the style table that the screen uses."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import cache, partial
from types import MappingProxyType
from typing import TYPE_CHECKING, Final
from xml.etree import ElementTree as ET

import numpy as np
import shapely

from geo.geodesy import Bounds, bounds_of, to_lonlat
from geo.map import layers
from geo.map.home import home_bounds
from geo.map.lines import list_drawn, step_of_zoom
from geo.picture import margins
from geo.picture.basemap import draw_base_map, is_at_home, is_on_sheet, line_paths
from geo.picture.country_names import holds, place_beside, place_led
from geo.picture.crowd import Mark, spread
from geo.picture.frame import Frame, fit_frame
from geo.picture.ground import draw_ground, list_edge_names, list_ground_strokes, list_town_names
from geo.picture.hours import SITES, Hours, cover, draw_glyphs, draw_hours_key, find_glyphs
from geo.picture.labels import Box, Name, Room, list_ground_names
from geo.picture.name_placing import LabelGround
from geo.picture.name_writing import Lettering, Narrow, write_names, write_names_by_width
from geo.picture.site_marks import draw_marks, draw_points
from geo.picture.svg import NAMESPACE, add, write
from geo.projection import to_world
from geo.sites.selection import Choices, adjoining_countries, answers, layer_of, member_states
from geo.style import read_style

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from numpy.typing import NDArray

    from geo.catalogue import Catalogue
    from geo.language import Language
    from geo.picture.hours import Glyph
    from geo.sites.selection import SiteEntry
    from geo.style import Stroke, Symbol

_Run = tuple[str, "Stroke", float, "Sequence[NDArray[np.float64]]"]
"""Pieces of a line with one look: class names, stroke, opacity, pieces as rows of (lon, lat)."""
WHOLE_REGION: Final = Bounds(36.0, 25.0, 48.0, 82.0)
CASING_PX: Final = 2.8
OFF_LINE_OPACITY: Final = 0.16
COUNTRY_LINE_OPACITY: Final = 0.55
AROUND_GLYPH_PX: Final = 9.0
RING_PX: Final = 6.0
"""The ring around a chosen site is so much wider than its symbol."""


@dataclass(frozen=True, slots=True)
class Picture:
    """What is to be drawn.

    Attributes
    ----------
    width, height
        Of the whole picture, in CSS pixels.
    bounds
        What must be on it; None fits the sites that answer.
    choices, hide
        The filter: what does not answer is dimmed, or left out.
    layers
        As in an address.
    site
        The chosen site, marked with a ring.
    numbers
        Site id → number that stands in its symbol, for a list beside the picture; what is listed is drawn at any zoom.
    title, credit
        Text above and below the map; a blank title takes no room.
    legend
        False leaves the legend out.
    key
        The legend stands in a strip below the map instead, as small pictures need it.
    closest
        Zoom that is not passed.
    covered
        What else will lie on the map: no name stands there.
    narrow
        What will lie on it instead where it is shown narrower than it is; None where that makes no difference.
    hours
        Glyphs of the hours at posts stand in place of the sites; None shows sites.
    """

    width: float = 1400.0
    height: float = 900.0
    bounds: Bounds | None = None
    choices: Choices = field(default_factory=Choices)
    hide: bool = False
    layers: tuple[str, ...] = ("sites", "corridor", "branches", "etir")
    site: str = ""
    numbers: Mapping[str, int] = field(default_factory=lambda: MappingProxyType({}))
    title: str = ""
    credit: str = ""
    legend: bool = True
    key: bool = False
    closest: float = 9.0
    covered: tuple[Box, ...] = ()
    narrow: Narrow | None = None
    hours: Hours | None = None


@dataclass(frozen=True, slots=True)
class Scene:
    """What is drawn, on which sheet, for whom."""

    catalogue: Catalogue
    entries: Sequence[SiteEntry]
    picture: Picture
    frame: Frame
    language: Language


def draw_map(catalogue: Catalogue, entries: Sequence[SiteEntry], picture: Picture, language: Language) -> str:
    """Draw the map.

    Parameters
    ----------
    catalogue
        Lines, waypoints and members.
    entries
        All sites.
    picture
        What is wanted.
    language
        For every name and word.

    Returns
    -------
    svg
        A file of its own: no script, no link, no font inside; texts are texts.

    Raises
    ------
    GeometryError
        When the picture is too small to hold a map.
    """
    credit = margins.wrap(picture.credit, picture.width - 2 * margins.EDGE_PX, margins.CREDIT_TEXT_PX)
    below = margins.credit_height(credit) if picture.credit else 0.0
    above = margins.TITLE_HEIGHT_PX if picture.title else 0.0
    key = _measure_key(catalogue, entries, picture, picture.height - above - below, language) if picture.key else 0.0
    frame = _lay(catalogue, entries, picture, picture.height - above - below - key)
    root = ET.Element(
        "svg",
        {
            "xmlns": NAMESPACE,
            "width": f"{picture.width:g}",
            "height": f"{picture.height:g}",
            "viewBox": f"0 0 {picture.width:g} {picture.height:g}",
            "role": "img",
            "lang": language.code,
        },
    )
    add(root, "title", picture.title or language.text("Map of border crossing points and the Middle Corridor"))
    sheet = add(root, "g", transform=f"translate(0 {above:g})")
    strokes, symbols = _draw_sheet(sheet, Scene(catalogue, entries, picture, frame, language))
    if key:
        margins.draw_key(sheet, frame.height, margins.lay_key(strokes, symbols, picture.width, language))
    if picture.title:
        margins.draw_title(root, picture.width, picture.title)
    if picture.credit:
        margins.draw_credit(root, picture.width, picture.height - below, credit)
    return write(root)


def lay_sheet(catalogue: Catalogue, entries: Sequence[SiteEntry], picture: Picture) -> Frame:
    """Lay the sheet of a picture that is nothing but a map: without title, credit and key."""
    return _lay(catalogue, entries, picture, picture.height)


def _measure_key(
    catalogue: Catalogue, entries: Sequence[SiteEntry], picture: Picture, height: float, language: Language
) -> float:
    """Measure how high the key below a map is: of all that may be on the map, so that there is always room."""
    scene = Scene(catalogue, entries, picture, _lay(catalogue, entries, picture, height), language)
    marks = _find_marks(scene, _find_hours(scene))
    kinds = _name_kinds(_find_strokes(scene), list_ground_strokes(scene.frame), marks)
    return margins.key_height(margins.lay_key(*kinds, picture.width, language))


def _name_kinds(
    strokes: frozenset[Stroke], ground: list[Stroke], marks: Sequence[Mark]
) -> tuple[list[Stroke], list[Symbol]]:
    """Put what is drawn into the order of a legend: lines before the ground beneath them, and symbols."""
    known, kinds = (*read_style().strokes.values(), read_style().between), {mark.entry.site.symbol for mark in marks}
    symbols = [symbol for kind, symbol in read_style().symbols.items() if kind in kinds]
    return [stroke for stroke in known if stroke in strokes] + ground, symbols


def _lay(catalogue: Catalogue, entries: Sequence[SiteEntry], picture: Picture, height: float) -> Frame:
    """Lay the sheet: over the box asked for, else what answers to the filter, else all."""
    bounds = picture.bounds
    if bounds is None and not picture.choices.empty:
        bounds = bounds_of(e.position for e in entries if e.position and answers(e, picture.choices))
    bounds = bounds or home_bounds(catalogue, entries) or WHOLE_REGION
    padding = min(70.0, picture.width * 0.08, height * 0.12)
    return fit_frame(bounds, picture.width, height, padding, picture.closest)


def _draw_sheet(sheet: ET.Element, scene: Scene) -> tuple[list[Stroke], list[Symbol]]:
    """Draw the map, its legend unless that stands below, scale and names; return the kinds of lines and symbols."""
    picture, frame, language = scene.picture, scene.frame, scene.language
    draw_base_map(sheet, frame, member_states(scene.catalogue))
    ground = draw_ground(sheet, frame)
    room = Room(frame.width, frame.height)
    strokes = _draw_lines(sheet, scene, room)
    glyphs = _find_hours(scene)
    found = _find_marks(scene, glyphs)
    crowded = len(found) > layers.MAX_SYMBOLS
    marks = found if crowded else spread(found)
    names = add(sheet, "g")
    shown, symbols = _name_kinds(strokes, ground, marks)
    if picture.legend and not picture.key:
        margins.take(room, margins.draw_legend(sheet, frame, shown, symbols, language))
    margins.take(room, margins.draw_scale(sheet, frame, language))
    margins.take(room, margins.draw_north(sheet, frame, language))
    if crowded:
        draw_points(sheet, marks, picture.site)
        room.put_ink(mark.at for mark in marks)
        marks = [mark for mark in marks if mark.entry.id == picture.site]
    else:
        draw_marks(sheet, marks, picture.site, picture.numbers)
    if picture.hours:
        draw_glyphs(sheet, glyphs, picture.site)
        if picture.legend:
            margins.take(room, draw_hours_key(sheet, glyphs, picture.hours, language))
    room.boxes += map(cover, glyphs)
    for mark in marks:
        half = 13.0 if mark.entry.listed else 9.0
        room.boxes.append(Box(mark.at[0] - half, mark.at[1] - half, mark.at[0] + half, mark.at[1] + half))
    beneath = (partial(list_ground_names, scene.catalogue), list_edge_names, list_town_names)
    listed = [
        *_name_sites(marks, glyphs, picture.site, language),
        *(name for names_of in beneath for name in names_of(frame, language)),
    ]
    _write_names(names, scene, room, listed)
    sheet.remove(names)
    sheet.append(names)
    return shown, symbols


def _name_sites(marks: Sequence[Mark], glyphs: Sequence[Glyph], site: str, language: Language) -> list[Name]:
    """Name what answers, the chosen site first."""
    ranked = sorted(marks, key=lambda mark: (mark.entry.id != site, not mark.on, not mark.entry.listed))
    found = [(mark.entry, mark.at, RING_PX if mark.entry.id == site else 0.0) for mark in ranked if mark.on]
    found += [(one.entry, one.at, one.reach - AROUND_GLYPH_PX) for one in glyphs if one.on]
    return [Name("site", language.cell(entry.name), at, ring) for entry, at, ring in found]


def _write_names(group: ET.Element, scene: Scene, room: Room, names: Sequence[Name]) -> None:
    """Write names off what is taken and what will lie on the picture, narrow and wide."""
    members, near = member_states(scene.catalogue), adjoining_countries(scene.catalogue)
    narrow = scene.picture.narrow

    @cache  # names are placed several times
    def stands(country: str, box: Box) -> bool:
        if country in members:
            return is_at_home(country, box, scene.frame)
        return holds(country, box, scene.frame, is_near=country in near)

    def letter(covered: Sequence[Box]) -> Lettering:
        taken = [*room.boxes, *covered]
        return Lettering(replace(room, boxes=taken), _lay_ground(scene, tuple(taken), stands))

    wide = letter(scene.picture.covered)
    if narrow is None:
        write_names(group, names, *wide)
    else:
        write_names_by_width(group, names, wide, letter(narrow.covered), narrow.width)


def _lay_ground(scene: Scene, taken: Sequence[Box], stands: Callable[[str, Box], bool]) -> LabelGround:
    """Say where the names of countries may stand: not across their neighbours, a member's beside it at last."""
    members, frame = member_states(scene.catalogue), scene.frame
    return LabelGround(
        lambda name, box: name.kind != "country" or stands(name.country, box),
        lambda name, width: place_beside(name.country, width, frame) if name.country in members else (),
        lambda asked: place_led(asked, frame, taken, members) if asked.country in members else (),
        lambda name: name.country in members,
    )


def _find_strokes(scene: Scene) -> frozenset[Stroke]:
    """Find the kinds of lines that have a part in the picture, before anything is drawn."""
    return frozenset(
        read_style().between if names.startswith("between") else stroke
        for names, stroke, opacity, pieces in _list_lines(scene.catalogue, scene.picture, scene.frame.zoom)
        if opacity > OFF_LINE_OPACITY and is_on_sheet(_project(pieces), scene.frame)
    )


def _project(pieces: Iterable[NDArray[np.float64]]) -> list[shapely.LineString]:
    return [shapely.LineString(to_world(piece)) for piece in pieces]


def _draw_lines(sheet: ET.Element, scene: Scene, room: Room) -> frozenset[Stroke]:
    """Draw the lines of the layers that are on, each over its white casing; returns the strokes that were used."""
    casings, paths = add(sheet, "g", class_="casings"), add(sheet, "g", class_="lines")
    used: set[Stroke] = set()
    for names, stroke, opacity, pieces in _list_lines(scene.catalogue, scene.picture, scene.frame.zoom):
        drawn = "".join(line_paths(_project(pieces), scene.frame))
        if drawn:
            casing = {"stroke": read_style().colours["paper"], "stroke_linejoin": "round", "stroke_linecap": "round"}
            white = 0.9 if opacity > OFF_LINE_OPACITY else OFF_LINE_OPACITY
            if not names.startswith("between"):  # white between the dashes would be a road of its own
                wide = stroke.weight + CASING_PX
                add(casings, "path", d=drawn, fill="none", stroke_width=wide, opacity=white, **casing)
            margins.draw_stroke(paths, stroke, drawn, class_=names, opacity=f"{opacity:g}")
            for piece in pieces:
                room.draw_line(scene.frame.place_all(piece))
            if opacity > OFF_LINE_OPACITY:  # a key explains what a picture is about
                used.add(read_style().between if names.startswith("between") else stroke)
    return frozenset(used)


def _list_lines(catalogue: Catalogue, picture: Picture, zoom: float) -> Iterable[_Run]:
    style = read_style()
    drawn = list_drawn(catalogue, step_of_zoom(zoom))
    modes = picture.choices.modes
    for line in catalogue.lines:
        if line.line_id in drawn and layer_of(line) in picture.layers:
            opacity = layers.OPACITY_OF_PART.get(line.part, layers.SIDE_LINE_OPACITY)
            opacity = OFF_LINE_OPACITY if modes and line.mode not in modes else opacity
            between = style.between_of(line)
            apart = [piece.lonlat for piece in drawn[line.line_id] if piece.between and between]
            whole = [piece.lonlat for piece in drawn[line.line_id] if not (piece.between and between)]
            if whole:
                yield f"line line--{line.line_id}", style.stroke_of(line), opacity, whole
            if apart and between:
                yield f"between line line--{line.line_id}", between, opacity, apart
    if "etir" in picture.layers:
        opacity = OFF_LINE_OPACITY if modes and "road" not in modes else COUNTRY_LINE_OPACITY
        for route_id, path in layers.country_paths(catalogue).items():
            lonlat = np.array([to_lonlat(at) for at in path])
            yield f"line etir--{route_id}", style.strokes[layers.COUNTRY_STROKE], opacity, [lonlat]


def _find_hours(scene: Scene) -> list[Glyph]:
    """Find the glyphs of the hours at posts; none where the picture shows sites, or their layer is off."""
    picture = scene.picture
    if picture.hours is None or SITES not in picture.layers:
        return []
    return find_glyphs(scene.catalogue, scene.entries, picture.choices, picture.hours, scene.frame, hide=picture.hide)


def _find_marks(scene: Scene, glyphs: Sequence[Glyph]) -> list[Mark]:
    """Find the sites that are on the sheet; the posts that face them only close in, as on the screen."""
    picture, frame = scene.picture, scene.frame
    marks = []
    hours = {glyph.entry.id for glyph in glyphs}
    for entry in scene.entries:
        on = answers(entry, picture.choices)
        shown = entry.layer in picture.layers if entry.listed else frame.zoom >= read_style().zooms["posts"]
        wanted = shown or entry.id in picture.numbers
        if picture.hours:  # as on the screen: the chosen site alone, where it has no glyph
            wanted = entry.id == picture.site and entry.id not in hours
        if entry.position and wanted and (on or not picture.hide):
            at = frame.place(entry.position)
            if frame.holds(at):
                marks.append(Mark(entry, at, at, on))
    return marks
