"""A story put together with the tables: what each scene shows, in the reader's language, ready for a stage."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING, Final

from shapely import LineString, box

from geo.alignment import CHORD, read_courses
from geo.geodesy import Bounds, Point, bounds_of, measure_line_km, widen
from geo.map.layers import country_ends, line_vertices
from geo.sites.figures import describe_figure, find_figure
from geo.sites.selection import layer_of
from geo.stories.years import show_years
from geo.style import BETWEEN, read_style

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from geo.catalogue import Catalogue
    from geo.language import Language
    from geo.records.stories import Scene, Story
    from geo.sites.figures import Figure, FigureWords
    from geo.sites.selection import SiteEntry
    from geo.stories.years import ShownYears

DONE: Final = "connected"
"""The status of readiness at which nothing is left to do."""
SHORT_KM: Final = 5.0
"""What joins a port or a station with its line is no part of its own for a legend."""
MAX_NAMES_LENGTH: Final = 28
"""Letters of all local names together: one line on the stage."""


@dataclass(frozen=True, slots=True)
class ShownFigure:
    """The figure of a scene: the id of its row, and its words."""

    record_id: str
    words: FigureWords


@dataclass(frozen=True, slots=True)
class ShownCountries:
    """The countries that a scene is about, what they have in common, and whether it is still to be done."""

    codes: tuple[str, ...]
    told: str
    open: bool


@dataclass(frozen=True, slots=True)
class ShownScene:
    """One scene, as it is shown.

    Attributes
    ----------
    title, names, place
        Name of the site or area; its names in local scripts; countries, kind and height.
    bounds
        What the camera shows; None when nothing of it has a position.
    countries
        Those that are coloured; None when it is not about countries.
    strokes, symbols
        Keys of the line styles and symbols that are in the picture: the legend. Hours take the place of symbols.
    lines
        Short lines, each with the ids of its rows.
    sources
        Titles of all sources of figure, years and lines, each once.
    """

    kind: str
    title: str
    site: str
    names: tuple[tuple[str, str], ...]
    place: str
    bounds: Bounds | None
    layers: tuple[str, ...]
    strokes: tuple[str, ...]
    symbols: tuple[str, ...]
    countries: ShownCountries | None
    figure: ShownFigure | None
    lines: tuple[tuple[str, tuple[str, ...]], ...]
    sources: tuple[str, ...]
    note: str
    years: ShownYears | None


def show_story(
    catalogue: Catalogue, entries: Sequence[SiteEntry], story: Story, language: Language
) -> tuple[ShownScene, ...]:
    """Put all scenes of a story together.

    Returns
    -------
    scenes
        In order; the first is number 1.
    """
    shown = [entry for entry in entries if not story.sites or entry.id in story.sites]
    picture = _Picture(catalogue, entries, shown)
    return tuple(_show_scene(picture, scene, language) for scene in story.scenes)


class _Picture:
    """Where everything is that a scene may show."""

    def __init__(self, catalogue: Catalogue, entries: Sequence[SiteEntry], shown: Sequence[SiteEntry]) -> None:
        self.catalogue = catalogue
        self.entries = entries
        self.shown = shown
        self.courses = read_courses(catalogue)
        self.vertices = line_vertices(catalogue)
        self.ends = country_ends(catalogue)
        self.routes = {
            route: [leg.line_id for leg in catalogue.etir_legs if leg.route_id == route and leg.line_id]
            for route in {leg.route_id for leg in catalogue.etir_legs}
        }

    def points_of(self, name: str) -> Iterator[Point]:
        """Find where a site, place, line or route is."""
        for line in self.routes.get(name, [name]):
            yield from self.vertices.get(line, ())
        if name in self.ends:
            start, end, *_ = self.ends[name]
            yield from (start, end)
        place = self.catalogue.places.get(name)
        if place is not None and place.lat is not None and place.lon is not None:
            yield Point(place.lat, place.lon)

    def bounds_of(self, names: Iterable[str], margin_km: float) -> Bounds | None:
        """Find the box around all of them, with a margin."""
        found = bounds_of(point for name in names for point in self.points_of(name))
        return None if found is None else widen(found, margin_km)

    def strokes_in(self, bounds: Bounds, layers: Sequence[str]) -> tuple[str, ...]:
        """List the line styles of the layers that are on, as far as they are in the box."""
        frame = box(bounds.west, bounds.south, bounds.east, bounds.north)

        def inside(points: Sequence[Point]) -> bool:
            return bool(LineString([(point.lon, point.lat) for point in points]).intersects(frame))

        style = read_style()
        seen = {
            style.stroke_of(line).key
            for line in self.catalogue.lines
            if layer_of(line) in layers and line.line_id in self.vertices and inside(self.vertices[line.line_id])
        }
        if any(inside(vertices) for vertices in self._chords(layers)):
            seen.add(BETWEEN)
        return tuple(key for key in (*style.strokes, BETWEEN) if key in seen)

    def _chords(self, layers: Sequence[str]) -> Iterator[Sequence[Point]]:
        """List what only joins neighbouring places, in lines that differ by it."""
        for line in self.catalogue.lines:
            if layer_of(line) in layers and line.line_id in self.courses and read_style().between_of(line):
                for piece in self.courses[line.line_id].pieces:
                    if piece.basis == CHORD and measure_line_km(piece.vertices) > SHORT_KM:
                        yield piece.vertices

    def countries_of(self, scene: Scene, figure: Figure | None, language: Language) -> ShownCountries | None:
        """Find the countries that a scene counts, or that the routes it looks at join without published ends."""
        if figure and figure.table == "readiness":
            told = language.cell(self.catalogue.label("readiness-status", figure.column))
            return ShownCountries(figure.countries, told, open=figure.column != DONE)
        routes = [route for route in self.catalogue.etir_routes if route.route_id in scene.camera.on]
        joined = [
            code for route in routes if route.route_id in self.ends for code in (route.from_country, route.to_country)
        ]
        told = language.text("countries with digital TIR")
        return ShownCountries(tuple(dict.fromkeys(joined)), told, open=False) if joined else None

    def symbols_in(self, bounds: Bounds, layers: Sequence[str]) -> tuple[str, ...]:
        """List the symbols of the sites in the box whose layer is on."""
        seen = {
            entry.site.symbol
            for entry in self.shown
            if entry.position
            and entry.layer in layers
            and bounds.south <= entry.position.lat <= bounds.north
            and bounds.west <= entry.position.lon <= bounds.east
        }
        return tuple(kind for kind in read_style().symbols if kind in seen)


def _show_scene(picture: _Picture, scene: Scene, language: Language) -> ShownScene:
    catalogue = picture.catalogue
    bounds = picture.bounds_of(scene.camera.on, scene.camera.margin_km)
    entry = next((entry for entry in picture.entries if entry.id == scene.site), None)
    figure = find_figure(catalogue, scene.figure) if scene.figure else None
    years = show_years(catalogue, scene.site, scene.years, language) if scene.years else None
    cited = [
        *(figure.source_id if figure else ()),
        *(one for row in (years.rows if years else ()) for one in row.sources),
    ]
    return ShownScene(
        kind=scene.kind,
        title=language.cell(scene.title) or (language.cell(entry.name) if entry else ""),
        site=scene.site,
        names=_local_names(catalogue, entry) if entry and not scene.title else (),
        place=_place(catalogue, entry, language) if entry else "",
        bounds=bounds,
        layers=scene.layers,
        strokes=picture.strokes_in(bounds, scene.layers) if bounds else (),
        symbols=picture.symbols_in(bounds, scene.layers) if bounds and not years else (),
        countries=picture.countries_of(scene, figure, language),
        figure=ShownFigure(figure.record_id, describe_figure(catalogue, figure, language)) if figure else None,
        lines=tuple((language.cell(line.text), line.of) for line in scene.lines),
        sources=tuple(_sources(catalogue, scene, cited)),
        note=language.cell(scene.note),
        years=years,
    )


def _local_names(catalogue: Catalogue, entry: SiteEntry) -> tuple[tuple[str, str], ...]:
    """List the official names that differ from the one we use, with their language."""
    rows = [row for row in catalogue.place_names if row.place_id == entry.id and row.use == "official"]
    found: dict[str, str] = {}
    for row in rows:
        if row.name != entry.name and len("".join([*found, row.name])) <= MAX_NAMES_LENGTH:
            found.setdefault(row.name, row.language)
    return tuple((language, name) for name, language in found.items())


def _place(catalogue: Catalogue, entry: SiteEntry, language: Language) -> str:
    kind = language.text(read_style().symbols[entry.site.symbol].label)
    parts = [language.countries(entry.countries), kind]
    height = catalogue.places[entry.id].elevation_m
    if height is not None:
        parts.append(language.text("{value} m", value=language.number(height)).replace(" ", "\u00a0"))
    return "\u00a0· ".join(parts)


def _sources(catalogue: Catalogue, scene: Scene, figure_sources: Iterable[str]) -> Iterator[str]:
    """List the titles of the sources of a scene, those of figure and years first."""
    wanted = list(figure_sources)
    for line in scene.lines:
        for row in line.of:
            wanted += sources_of(catalogue, row)
    for source_id in dict.fromkeys(wanted):
        if source_id in catalogue.sources:
            yield catalogue.sources[source_id].title


def sources_of(catalogue: Catalogue, row_id: str) -> tuple[str, ...]:
    """Find the sources of a row by its id; empty when no table that a story cites has it.

    Parameters
    ----------
    catalogue
        The checked tables.
    row_id
        As a story names it; for readiness and legs of e-TIR two keys joined by a stroke.

    Returns
    -------
    source_ids
    """
    keyed: Iterator[tuple[str, tuple[str, ...]]] = chain(
        ((row.fact_id, row.source_id) for row in catalogue.site_facts),
        ((row.finding_id, row.source_id) for row in catalogue.findings),
        ((row.visit_id, row.source_id) for row in catalogue.visits),
        ((row.event_id, row.source_id) for row in catalogue.events),
        ((row.line_id, row.source_id) for row in catalogue.lines),
        ((row.leg_id, row.source_id) for row in catalogue.legs),
        ((row.dwell_id, row.source_id) for row in catalogue.dwell),
        ((row.volume_id, row.source_id) for row in catalogue.volumes),
        ((row.time_id, row.source_id) for row in catalogue.published_times),
        ((row.route_id, row.source_id) for row in catalogue.etir_routes),
        ((f"{row.route_id}/{row.seq}", row.source_id) for row in catalogue.etir_legs),
        ((f"{row.country}/{row.instrument}", row.source_id) for row in catalogue.readiness),
        ((row.disagreement_id, row.source_id) for row in catalogue.disagreements),
    )
    return next((sources for key, sources in keyed if key == row_id), ())
