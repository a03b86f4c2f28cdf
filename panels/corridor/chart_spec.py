"""The time/cost–distance profile as a chart: a specification that stays the same while the rows change."""

from __future__ import annotations

from functools import lru_cache
from typing import Any, Final

import altair as alt

from geo.style import read_style

HEIGHT_PX: Final = 330
INK: Final = read_style().colours["ink"]
MUTED: Final = read_style().colours["muted"]
PAPER: Final = read_style().colours["paper"]
STANDING: Final = read_style().page["standing"]
QUIET: Final = read_style().page["before"]
UNKNOWN: Final = read_style().page["unmeasured"]
CAUTION: Final = read_style().page["illustrative"]
GRID: Final = read_style().page["grid"]
SELECTION: Final = "riser"
HATCH: Final = "M-1,-1L1,1M-1,0L0,1M0,-1L1,0M-1,1L-1,-1L1,-1L1,1Z"
MODES: Final = ("rail", "sea", "road")
RANGE_OFFSET_PX: Final = 9
BESIDE_PX: Final = (-11, 12)
"""How far a box stands beside its place, to the left and to the right."""
TICKS_APART_PX: Final = 90
TICKS_UP: Final = 5
NARROW_PX: Final = 420
"""Below this, labels stand on two lines."""
LETTER_PX: Final = 7
HALO_PX: Final = (4, 0)
"""Each label is drawn twice: white and wide below, then itself."""

Layers = list[alt.Chart]
ROWS: Final = alt.NamedData("rows")


@lru_cache(maxsize=64)
def chart_spec(words: tuple[tuple[str, str], ...], signs: str, *, stops: bool = True) -> dict[str, Any]:
    """Write the specification of the chart: the same object for the same words, whatever the data are.

    Parameters
    ----------
    words
        Texts of the chart, translated: `title`, `from`, `x` and `y`.
    signs
        Decimal and thousands sign of the reader's language.
    stops
        False when no stop is known: a group of nothing has no name and must not be read aloud.

    Returns
    -------
    spec
        Vega-Lite, not to be changed; the rows come from `profile_rows`.
    """
    said = dict(words)
    x, y = alt.X("x:Q"), alt.Y("y:Q")
    layers = [_axes(said), *_bands(x), *_lines(x, y), *_ranges(x, y), *_stops(x, y, aria=stops), *_labels(x, y)]
    title = alt.TitleParams(said["title"], anchor="start", fontSize=13, offset=8, subtitle=said["from"])
    title.subtitleColor, title.subtitleFontSize = MUTED, 12
    chart = alt.layer(*layers).properties(height=HEIGHT_PX, width="container", title=title)
    spec: dict[str, Any] = chart.configure(font="Noto Sans, sans-serif").configure_view(stroke=None).to_dict()
    del spec["data"]  # Streamlit puts the rows there
    number = {"decimal": signs[0], "thousands": signs[1], "grouping": [3], "currency": ["", ""]}
    # Read aloud are the stops, which have names and can be clicked; the rest of the picture is in the table below.
    silent = {"aria": False}
    spec["config"] |= {"locale": {"number": number}, "mark": silent, "axis": silent, "title": silent}
    return spec


def _only(layer: str) -> alt.Chart:
    return alt.Chart(ROWS).transform_filter(f"datum.layer === '{layer}'")


def _axes(said: dict[str, str]) -> alt.Chart:
    """Draw nothing but the axes: the layers above share their scales. Ticks are as many as there is room for."""
    along = alt.Axis(grid=False, format=",.0f", tickCount=alt.ExprRef(f"max(2, floor(width / {TICKS_APART_PX}))"))
    up = alt.Axis(gridColor=GRID, format=",~f", tickCount=TICKS_UP)
    x = alt.X("x:Q", title=said["x"], scale=alt.Scale(nice=False), axis=along)
    y = alt.Y("y:Q", title=said["y"], scale=alt.Scale(zero=True), axis=up)
    room: alt.Chart = _only("room").mark_point(opacity=0).encode(x=x, y=y)
    return room


def _by_side(left: object, right: object) -> alt.ExprRef:
    """Choose by the side on which a row stands: one layer does for both."""
    return alt.ExprRef(f"datum.side === 'left' ? {left} : {right}")


def _tip() -> alt.Tooltip:
    return alt.Tooltip("tip:N", title=" ")


def _bands(x: alt.X) -> Layers:
    """Shade the countries along the distance, with their names at the top."""
    middle = (
        _only("band")
        .transform_calculate(span="(datum.x2 - datum.x) / datum.y2")
        .transform_calculate(x="(datum.x + datum.x2) / 2")
    )
    fits = alt.condition(f"datum.span * width > length(datum.label) * {LETTER_PX}", alt.value(1), alt.value(0))
    name = middle.mark_text(baseline="top", dy=5, color=MUTED, fontSize=11, fontWeight=600)
    return [
        _only("band").mark_rect(opacity=0.8).encode(x=x, x2="x2:Q", color=alt.Color("fill:N", scale=None)),
        name.encode(x=x, y=alt.value(0), text="label:N", opacity=fits),
    ]


def _lines(x: alt.X, y: alt.Y) -> Layers:
    """Draw the legs, each mode with colour and dashes of its own, what is not known hatched, what was before dashed."""
    strokes = read_style().strokes
    colours = alt.Scale(domain=list(MODES), range=[strokes[mode].colour for mode in MODES])
    dashes = alt.Scale(
        domain=list(MODES), range=[[float(n) for n in strokes[mode].chart_dash.split()] for mode in MODES]
    )
    ends = {"x": x, "x2": "x2:Q", "y": y, "y2": "y2:Q"}
    gap = _only("leg-gap").mark_rule(strokeWidth=9, strokeDash=[1.5, 4], color=QUIET, strokeCap="butt")
    leg = _only("leg").mark_rule(strokeWidth=3.4, strokeCap="butt")
    return [
        _only("before").mark_rule(strokeDash=[4, 3], strokeWidth=1.6, color=QUIET).encode(**ends),
        gap.encode(**ends, tooltip=_tip()),
        leg.encode(
            **ends,
            color=alt.Color("mode:N", scale=colours, legend=None),
            strokeDash=alt.StrokeDash("mode:N", scale=dashes, legend=None),
            tooltip=_tip(),
        ),
    ]


def _ranges(x: alt.X, y: alt.Y) -> Layers:
    """Draw the range of a stop over all years as a thin bracket beside it."""
    end = _only("range").mark_tick(thickness=1.2, width=8, color=INK, xOffset=RANGE_OFFSET_PX, orient="horizontal")
    rule = _only("range").mark_rule(strokeWidth=1.2, color=INK, xOffset=RANGE_OFFSET_PX)
    top = end.transform_calculate(y="datum.y2")
    return [rule.encode(x=x, y=y, y2="y2:Q"), end.encode(x=x, y=y), top.encode(x=x, y=y)]


def _stops(x: alt.X, y: alt.Y, *, aria: bool) -> Layers:
    """Draw what stands as risers, and what is not known as hatched boxes; both can be clicked."""
    picked = alt.selection_point(name=SELECTION, fields=["stop"], on="click", empty=False)

    def colour(usual: str) -> Any:  # noqa: ANN401 - altair's own type says no more
        return alt.condition("datum.chosen", alt.value(INK), alt.value(usual))

    riser = _only("riser").mark_rule(strokeWidth=7, strokeCap="butt", cursor="pointer", aria=aria)
    box: dict[str, Any] = {
        "shape": HATCH,
        "size": 150,
        "filled": False,
        "strokeWidth": 1.3,
        "cursor": "pointer",
    }
    return [
        riser.encode(x=x, y=y, y2="y2:Q", tooltip=_tip(), description="tip:N", color=colour(STANDING)).add_params(
            picked
        ),
        _only("gap")
        .mark_point(**box, opacity=1, xOffset=_by_side(*BESIDE_PX), yOffset=-7)
        .encode(x=x, y=y, tooltip=_tip(), color=colour(UNKNOWN)),
        _only("count")
        .mark_text(fontSize=11, color=MUTED, xOffset=_by_side(*BESIDE_PX), yOffset=-22)
        .encode(x=x, y=y, text="label:N"),
    ]


def _labels(x: alt.X, y: alt.Y) -> Layers:
    """Write beside the higher risers what they are, and in a corner that a scenario is no measurement."""
    cut = "indexof(datum.label, ' · ')"
    lines = f"[slice(datum.label, 0, {cut}), slice(datum.label, {cut} + 3)]"
    look: dict[str, Any] = {"fontSize": 12, "color": INK, "baseline": "middle", "stroke": PAPER, "strokeJoin": "round"}
    look |= {
        "clip": True,
        "lineHeight": 14,
        "dy": alt.ExprRef(f"width < {NARROW_PX} ? -7 : 0"),
        "align": _by_side("'right'", "'left'"),
        "dx": _by_side(-10, 20),
    }
    look["limit"] = _by_side("scale('x', datum.x) - 14", "width - scale('x', datum.x) - 24")
    corner = {"x": alt.value(alt.ExprRef("width - 8")), "y": alt.value(alt.ExprRef("height - 12")), "text": "label:N"}
    return [
        *(
            _only("label")
            .transform_calculate(lines=f"width < {NARROW_PX} ? {lines} : datum.label")
            .mark_text(**look, strokeWidth=halo)
            .encode(x=x, y=y, text="lines:N")
            for halo in HALO_PX
        ),
        _only("mark").mark_text(align="right", color=CAUTION, fontSize=13, fontWeight=600).encode(**corner),
    ]
