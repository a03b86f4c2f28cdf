"""Records → what the map draws: one feature group that depends only on the data and the language."""

from __future__ import annotations

import json
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final

import folium
from branca.element import MacroElement
from folium.template import Template
from markupsafe import escape
from shapely.ops import nearest_points

from geo.alignment import CHORD, read_courses
from geo.corridor.lengths import compare_lines
from geo.geodesy import Point, measure_km, to_lonlat, trace_geodesic
from geo.language import SOURCE_LANGUAGE
from geo.map import basemap
from geo.sites.selection import adjoining_countries, layer_of, member_states
from geo.style import BETWEEN, key_of, read_style

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

    from shapely.geometry.base import BaseGeometry

    from geo.catalogue import Catalogue
    from geo.language import Language
    from geo.records.places import Line
    from geo.sites.selection import SiteEntry
    from geo.style import Stroke

MAX_SYMBOLS: Final = 300
"""Above this many sites one canvas layer draws them: elements of their own would take seconds."""
SYMBOL_SIZE_PX: Final = 24
COUNTRY_STROKE: Final = "digital-tir"
COUNTRY_PATH_STEPS: Final = 12
COUNTRY_LINK_STEP_KM: Final = 10.0
TOUCH_DEG: Final = 0.05
COUNTRY_LINK_KM: Final = 80.0
"""How far a link of two countries reaches on either side of their border."""
BRACE_STAND_IN: Final = "\ue000"
"""Stands for "{" in what folium is handed: it compiles its own output as a template once more, and would run text."""
OPACITY_OF_PART: Final = {"main": 1.0, "e-tir": 1.0, "alternative": 0.85}
SIDE_LINE_OPACITY: Final = 0.6
LEAST_CHORD_SHARE: Final = 0.05
NO_BREAK: Final = "\u00a0"
CORRIDOR_PARTS: Final = ("main", "alternative")


class Content(MacroElement):
    """Send a message to the script in the map's frame: labels, legend and words in the reader's language."""

    _template = Template(
        "{% macro script(this, kwargs) %}window.caravan.setContent({{ this.message|tojavascript }});{% endmacro %}"
    )

    def __init__(self, message: Mapping[str, Any]) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self._name = "Content"
        self.message = shield(json.dumps(message, ensure_ascii=False, separators=(",", ":")))


def shield(text: str) -> str:
    """Keep text of a table from being compiled as a template; `unshield` puts the braces back."""
    return text.replace("{", BRACE_STAND_IN)


def unshield(script: str) -> str:
    """Put braces back into a script whose strings were shielded: as an escape that only JavaScript reads."""
    return script.replace(json.dumps(BRACE_STAND_IN)[1:-1], "\\u007b")


def draw_lines(catalogue: Catalogue, group: folium.FeatureGroup) -> None:
    """Draw every line of the corridor, and every e-TIR route that is known from country to country only.

    Parameters
    ----------
    catalogue
        Its lines; one with fewer than two points is left out.
    group
        Receives the paths. Each has the classes `line` and `line--<id>` (`etir`, `etir--<route>` for e-TIR). A line
        goes straight from end to end here: its course comes by address and is put in by the browser, which also adds
        the white casing below it, and the parts that only join neighbouring places.
    """
    style = read_style()
    courses = read_courses(catalogue)
    routes = {leg.line_id: leg.route_id for leg in catalogue.etir_legs if leg.line_id}
    for line in catalogue.lines:
        if line.line_id in courses:
            course = courses[line.line_id]
            names = f"line line--{line.line_id} layer--{layer_of(line)} mode--{line.mode}"
            if line.line_id in routes:
                names += f" etir etir--{routes[line.line_id]}"
            stroke = style.stroke_of(line)
            is_between = all(piece.basis == CHORD for piece in course.pieces) and style.between_of(line)
            if is_between:
                stroke = is_between
            names += f" stroke--{BETWEEN if is_between else key_of(line)}"
            ends = (course.points[0], course.points[-1])
            _path(ends, names, stroke, OPACITY_OF_PART.get(line.part, SIDE_LINE_OPACITY)).add_to(group)
    for route_id, path in country_paths(catalogue).items():
        names = f"line line--{route_id} layer--etir mode--road etir etir--{route_id}"
        names += f" stroke--{COUNTRY_STROKE} of-countries"
        _path(path, names, style.strokes[COUNTRY_STROKE], 1.0).add_to(group)


def _path(vertices: Sequence[Point], names: str, stroke: Stroke, opacity: float) -> folium.PolyLine:
    return folium.PolyLine(
        vertices,
        className=names,
        color=stroke.colour,
        weight=stroke.weight,
        opacity=opacity,
        dashArray=stroke.dash or None,
        lineCap="butt" if stroke.dash and not stroke.dash.startswith("1 ") else "round",
    )


def country_paths(catalogue: Catalogue) -> dict[str, tuple[Point, ...]]:
    """Trace the routes whose end points are not published, from country to country.

    Returns
    -------
    paths
        Route id → a short link across the border of the two countries, (lat, lon): it says which countries, and is too
        short to be read as a way. A country whose name is not on the base map draws nothing.
    """
    return {route_id: _link(ends) for route_id, ends in country_ends(catalogue).items()}


def country_ends(catalogue: Catalogue) -> dict[str, tuple[Point, Point, str, str]]:
    """Find where the two countries of such a route have their names on the base map.

    Returns
    -------
    ends
        Route id → the place of either name, and the two countries.
    """
    anchors: dict[str, Point] = {}
    for label in basemap.read_labels(SOURCE_LANGUAGE):
        if label.kind == "country":
            anchors.setdefault(label.country, Point(label.lat, label.lon))
    return {
        route.route_id: (anchors[route.from_country], anchors[route.to_country], route.from_country, route.to_country)
        for route in catalogue.etir_routes
        if route.geometry == "country-to-country" and {route.from_country, route.to_country} <= anchors.keys()
    }


@lru_cache(maxsize=64)
def _link(ends: tuple[Point, Point, str, str]) -> tuple[Point, ...]:
    """Draw a short link over the middle of the border that two countries share; all the way where they share none.

    Kept, for it leans on the base map alone and every new edition asks for the same ones.
    """
    start, end, *countries = ends
    lands = [_read_lands()[country].buffer(TOUCH_DEG) for country in countries if country in _read_lands()]
    shared = lands[0].intersection(lands[1]) if len(lands) == len(countries) else None
    if shared is None or shared.is_empty:
        return trace_geodesic(start, end, COUNTRY_PATH_STEPS)
    middle = nearest_points(shared, shared.centroid)[0]
    border = Point(middle.y, middle.x)
    arms = [_reach(border, name) for name in (start, end)]
    return (*reversed(arms[0]), border, *arms[1])


def _reach(border: Point, name: Point) -> list[Point]:
    """Go from a border towards the name of a country, as far as a link reaches."""
    way = trace_geodesic(border, name, max(2, round(measure_km(border, name) / COUNTRY_LINK_STEP_KM)))
    return [at for at in way[1:] if measure_km(border, at) <= COUNTRY_LINK_KM]


@lru_cache(maxsize=1)
def _read_lands() -> Mapping[str, BaseGeometry]:
    """Read the countries of the base map, by alpha-3."""
    features = basemap.read_features("land", basemap.OVERVIEW_FILE)
    return {properties["iso3"]: shape for properties, shape in features if properties.get("iso3")}


def drawn_routes(catalogue: Catalogue) -> frozenset[str]:
    """Return which e-TIR routes are on the map, by route id."""
    vertices = line_vertices(catalogue)
    by_leg = {leg.route_id for leg in catalogue.etir_legs if leg.line_id in vertices}
    return frozenset(by_leg | country_paths(catalogue).keys())


def line_vertices(catalogue: Catalogue) -> dict[str, tuple[Point, ...]]:
    """Collect the vertices of every line in travel order, (lat, lon); lines with fewer than two are left out."""
    return {line_id: course.points for line_id, course in read_courses(catalogue).items()}


def list_line_countries(catalogue: Catalogue, countries: Collection[str]) -> dict[str, list[str]]:
    """List the lines of the Middle Corridor with the countries that they cross.

    Parameters
    ----------
    catalogue
        Its lines.
    countries
        Countries that are wanted, alpha-3.

    Returns
    -------
    stretches
        Line id → countries in travel order; the pieces of a line that lie in one carry its code in the sheets of lines.
    """
    courses = read_courses(catalogue)
    found = {}
    for line in catalogue.lines:
        if line.part in CORRIDOR_PARTS and line.line_id in courses:
            crossed = dict.fromkeys(piece.country for piece in courses[line.line_id].pieces)
            if wanted := [country for country in crossed if country in countries]:
                found[line.line_id] = wanted
    return found


def list_legs(catalogue: Catalogue, language: Language) -> dict[str, list[tuple[str, str]]]:
    """List the drawn legs of every e-TIR route in travel order: line id, and mode and ends in words."""

    def name(place_id: str) -> str:
        return language.cell(catalogue.short_name(place_id))

    found: dict[str, list[tuple[str, str]]] = {}
    for leg in sorted(catalogue.etir_legs, key=lambda leg: leg.seq):
        if leg.line_id:
            mode = language.cell(catalogue.label("mode", leg.mode))
            told = f"{mode}: {name(leg.from_place)} → {name(leg.to_place)}"
            found.setdefault(leg.route_id, []).append((leg.line_id, told))
    return found


def describe_line(catalogue: Catalogue, line: Line, language: Language) -> str:
    """Name a line for its hover text: name, mode or state, how it is drawn, and its length, ours and as published."""
    parts = [language.cell(line.name), language.text(read_style().stroke_of(line).label)]
    parts += _tell_chords(catalogue, line, language)
    compared = [one for one in compare_lines(catalogue) if one.id == line.line_id]
    whole = {line.from_place, line.to_place}
    for one in compared:
        ends = [place for place in (one.from_place, one.to_place) if place]
        if len(compared) > 1 or not whole.issuperset(ends):
            parts.append(" – ".join(language.cell(catalogue.places[place].name) for place in ends))
        parts.append(language.text("{km} km along our line", km=language.number(one.computed_km, 0)))
        if one.published_km is not None:
            parts.append(language.text("{km} km published", km=language.number(one.published_km)))
        if one.reason:
            parts.append(language.cell(one.reason))
    return " · ".join(parts)


def _tell_chords(catalogue: Catalogue, line: Line, language: Language) -> list[str]:
    """Say how much of a line only joins neighbouring places, where that is worth a word."""
    course = read_courses(catalogue).get(line.line_id)
    share = course.chord_share() if course and read_style().between_of(line) else 0.0
    if share < LEAST_CHORD_SHARE:
        return []
    if share == 1:
        return [language.text("drawn between stations")]
    return [language.text("{percent} % drawn between stations", percent=language.number(100 * share, 0))]


def describe_site(entry: SiteEntry, language: Language) -> str:
    """Name a site for its accessible name and hover text: name, countries, kind."""
    kind = language.text(read_style().symbols[entry.site.symbol].label)
    return f"{language.cell(entry.name)} · {language.countries(entry.countries)} · {kind}"


def draw_sites(entries: Iterable[SiteEntry], language: Language, group: folium.FeatureGroup) -> None:
    """Draw every site that has a position, as a symbol of its kind.

    Parameters
    ----------
    entries
        Sites; those without a position are left out.
    language
        For the accessible names.
    group
        Receives the markers. Each is an element with role `button` and the classes `site` and `site--<id>`; its
        codes stand in data attributes, so that the browser can filter without asking the server.
    """
    located = [entry for entry in entries if entry.position]
    if len(located) > MAX_SYMBOLS:
        group.add_child(Content({"points": _points(located, language)}))
        return
    for entry in located:
        symbol = read_style().symbols[entry.site.symbol]
        icon = folium.DivIcon(
            html=symbol.svg(SYMBOL_SIZE_PX),
            icon_size=(SYMBOL_SIZE_PX, SYMBOL_SIZE_PX),
            icon_anchor=(SYMBOL_SIZE_PX // 2, SYMBOL_SIZE_PX // 2),
            class_name=f"site site--{entry.id} layer--{entry.layer}",
        )
        title = shield(describe_site(entry, language))
        folium.Marker(entry.position, icon=icon, title=title, rise_on_hover=True).add_to(group)


def _points(entries: Iterable[SiteEntry], language: Language) -> dict[str, Any]:
    """Describe many sites for one canvas layer: GeoJSON order, (lon, lat)."""
    style = read_style()
    rows = [
        [*to_lonlat(entry.position), entry.id, language.cell(entry.name), entry.site.symbol]
        for entry in entries
        if entry.position
    ]
    return {"rows": rows, "colours": {kind: symbol.colour for kind, symbol in style.symbols.items()}}


SITE_COLUMNS: Final = ("id", "name", "countries", "modes", "kind", "words", "layer", "area", "facing")
"""What the browser gets for each site, in the order of its row."""


def site_index(catalogue: Catalogue, entries: Iterable[SiteEntry], language: Language) -> list[list[Any]]:
    """List what the browser needs to filter: a row with `SITE_COLUMNS` for each site."""
    return [
        [
            entry.id,
            language.cell(entry.name),
            list(entry.countries),
            list(entry.modes),
            entry.site.symbol,
            entry.words,
            entry.layer,
            language.cell(entry.site.area),
            _list_facing(catalogue, entry),
        ]
        for entry in entries
    ]


def _list_facing(catalogue: Catalogue, entry: SiteEntry) -> list[tuple[str, float, float]]:
    """List the posts and ports that face a site: id, latitude, longitude, as far as these are known."""
    places = [catalogue.places[place] for place in entry.site.counterpart_ids if place in catalogue.places]
    return [(one.place_id, one.lat, one.lon) for one in places if one.lat is not None and one.lon is not None]


def line_index(catalogue: Catalogue, language: Language) -> dict[str, str]:
    """List the hover texts of the lines by line id, and of the routes from country to country by route id."""
    told = {line.line_id: describe_line(catalogue, line, language) for line in catalogue.lines}
    names = {route.route_id: route.name for route in catalogue.etir_routes}
    for route_id in country_paths(catalogue):
        unknown = language.text("no end points are published")
        told[route_id] = f"{language.cell(names[route_id])} · {unknown}"
    return told


def mark_index(catalogue: Catalogue, language: Language) -> dict[str, list[Any]]:
    """List the places of events and field visits that have a position, by place id: lat, lon and name."""
    found: dict[str, list[Any]] = {}
    ids = [event.place_id for event in catalogue.events] + [visit.site_id for visit in catalogue.visits]
    for place_id in dict.fromkeys(ids):
        place = catalogue.places.get(place_id)
        if place and place.lat is not None and place.lon is not None:
            found[place_id] = [place.lat, place.lon, language.cell(catalogue.short_name(place_id))]
    return found


def order_names(catalogue: Catalogue, language: Language) -> list[basemap.Label]:
    """List the names of the base map in the order in which they are given room: members, neighbours, the rest."""
    labels = basemap.read_labels(language.code)
    return basemap.order_labels(labels, member_states(catalogue), adjoining_countries(catalogue))


def list_labels(catalogue: Catalogue, language: Language) -> list[list[Any]]:
    """List the labels of the base map: kind, lat, lon, rank, text as it is written and country, in their order."""
    rows: list[list[Any]] = []
    for label in order_names(catalogue, language):
        text = language.country_in_capitals(label.country) if label.kind == "country" else label.text
        rows.append([label.kind, label.lat, label.lon, label.rank, text, label.country])
    return rows


def write_credit_lines() -> tuple[str, ...]:
    """List whom the map names as the makers of what it is drawn from."""
    return ("© OpenStreetMap contributors (ODbL)", "Natural Earth", "GeoNames (CC BY 4.0)")


def write_credit_text(language: Language, *more: str) -> str:
    """Write the disclaimer and attribution that stand on every map, as text."""
    return " ".join([_disclaim(language), " · ".join([*write_credit_lines(), *more])])


def _disclaim(language: Language) -> str:
    return language.text("Boundaries and names shown do not imply endorsement.")


def write_credit(language: Language, *more: str) -> str:
    """Write the disclaimer and attribution that stand on every map, as HTML; a line ends between two of its parts."""
    whole = [one.replace(" ", NO_BREAK) for one in (*write_credit_lines(), *more)]
    return str(escape(f"{_disclaim(language)} {f'{NO_BREAK}· '.join(whole)}"))
