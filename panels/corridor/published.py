"""What others have published beside our journeys: times, volumes, lengths; and why some of it cannot be compared."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING
from urllib.parse import quote

from geo.alignment import vertices_by_line
from geo.corridor.lengths import compare_lengths
from geo.corridor.published import compare_times, list_reasons, list_runs, list_tables, list_targets
from geo.corridor.words import place_name, write_amount
from geo.style import read_style
from panels.ui.citations import Citations
from panels.ui.render import cell, render

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geo.catalogue import Catalogue
    from geo.corridor.published import Run
    from geo.language import Language
    from geo.records.journeys import Comparison
    from geo.records.measurements import Leg, PublishedTime, Series, Volume

TONNES = "t"
TRAINS = "trains"
MILLION = 1_000_000
DAY_H = 24.0
LINE_COLOUR = "brand"
FIXED_PEN = 'vector-effect="non-scaling-stroke"'
UNSURE = ("low", "unverified")


@dataclass(frozen=True, slots=True)
class Reason:
    """A published time, as a row of its own or in the text of a leg, and why it is not compared."""

    row: Comparison
    published: PublishedTime | None
    leg: Leg | None


@lru_cache(maxsize=64)
def render_published(catalogue: Catalogue, journey_id: str, language: Language) -> str:
    """Write the comparisons of one journey, and what holds for all of them.

    Parameters
    ----------
    catalogue
        The checked tables.
    journey_id
        The journey whose times are compared.
    language
        The reader's language.

    Returns
    -------
    html
        Written once for each journey and language: nothing in it depends on sliders.
    """
    citations = Citations(catalogue.sources, "source-published")
    times = {row.time_id: row for row in catalogue.published_times}
    legs = {leg.leg_id: leg for leg in catalogue.legs}
    tables = list_tables(catalogue)
    largest: dict[str, float] = {}
    for row in (v for table in tables for year in table.years for v in year.volumes):
        largest[row.unit] = max(largest.get(row.unit, 1.0), row.value or 0.0)
    return render(
        "corridor/published.html",
        language,
        against=compare_times(catalogue, vertices_by_line(catalogue), journey_id),
        reasons=[Reason(r, times.get(r.time_id), legs.get(r.leg_id)) for r in list_reasons(catalogue)],
        tables=tables,
        runs=[draw_run(run, language) for run in list_runs(catalogue)],
        targets=list_targets(catalogue),
        unsure=UNSURE,
        volume=lambda row: _volume(row, language),
        share=lambda row: round((row.value or 0.0) / largest[row.unit], 4),
        lengths=compare_lengths(catalogue),
        name=lambda place: cell(place_name(catalogue, place, language), language),
        ends=lambda leg: " → ".join(place_name(catalogue, place, language) for place in (leg.from_place, leg.to_place)),
        span=lambda low, high: write_span(low, high, language),
        printed=lambda row: _printed(row, language),
        term=lambda vocabulary, term: cell(catalogue.label(vocabulary, term), language),
        cite=citations.cite,
        listed=citations.listed,
    )


def write_span(low: float, high: float, language: Language) -> str:
    """Write hours, or days from two days on, as one number or a range."""
    unit = "days" if high >= 2 * DAY_H else "hours"
    written = [write_amount(value, unit, language) for value in dict.fromkeys((round(low, 6), round(high, 6)))]
    return " – ".join(written)


@dataclass(frozen=True, slots=True)
class Point:
    """A value of a run: where it stands in the drawing, in percent from the left and from the top, and its number."""

    volume: Volume
    left: float
    top: float
    label: str


@dataclass(frozen=True, slots=True)
class DrawnRun:
    """A series that a line joins, ready for drawing; the picture is the address of the line alone."""

    series: Series
    points: tuple[Point, ...]
    picture: str


def draw_run(run: Run, language: Language) -> DrawnRun:
    """Lay out a run of years, whole years side by side; the line breaks where a year is missing."""
    top = max(v.value or 0.0 for v in run.values)
    first, last = run.values[0].year or 0, run.values[-1].year or 0
    points = [
        Point(
            v,
            round(100 * ((v.year or 0) - first + 0.5) / (last - first + 1), 2),
            round(100 - 100 * (v.value or 0.0) / top, 2),
            language.number((v.value or 0.0) / (MILLION if v.unit == TONNES else 1)),
        )
        for v in run.values
    ]
    lines = [[points[0]]]
    for before, point in pairwise(points):
        if point.volume.year == (before.volume.year or 0) + 1:
            lines[-1].append(point)
        else:
            lines.append([point])
    return DrawnRun(run.series, tuple(points), _picture_of(lines))


def _picture_of(lines: Sequence[Sequence[Point]]) -> str:
    """Write lines as the address of a picture: the page lets no drawing of its own through."""
    drawn = "".join(f'<polyline points="{" ".join(f"{p.left},{p.top}" for p in line)}"/>' for line in lines)
    head = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 100" preserveAspectRatio="none"'
    pen = f'fill="none" stroke="{read_style().colours[LINE_COLOUR]}" stroke-width="2"'
    return "data:image/svg+xml," + quote(f"{head} {pen}>{drawn}</svg>".replace("<polyline", f"<polyline {FIXED_PEN}"))


def _volume(row: Volume, language: Language) -> str:
    """Write a volume with its unit, as a range where two numbers are printed."""
    scale = MILLION if row.unit == TONNES else 1
    values = dict.fromkeys(v for v in (row.value, row.value_max) if v is not None)
    written = " – ".join(language.number(value / scale) for value in values)
    if row.unit == TONNES:
        return language.text("{value} million t", value=written)
    if row.unit == TRAINS:
        last = round(list(values)[-1]) if values else 0
        return language.count("{value} train", "{value} trains", last, value=written)
    return language.text("{value} TEU", value=written)


def _printed(row: PublishedTime, language: Language) -> str:
    """Write a published value with its unit, as a range where two numbers are printed."""
    values = dict.fromkeys(v for v in (row.value_min, row.value_max) if v is not None)
    return f"{' – '.join(language.number(value) for value in values)} {language.cell(row.unit)}"
