"""Hours at the posts of a crossing, side by side, as small bars on one scale."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from markupsafe import Markup

from geo.crossing import list_series, longest_hours
from panels.render import cell, render

if TYPE_CHECKING:
    from geo.catalogue import Catalogue
    from geo.crossing import Series
    from geo.language import Language
    from geo.records import Dwell
    from panels.citations import Citations

DOUBTFUL = frozenset({"low", "unverified"})


def render_dwell(catalogue: Catalogue, place_id: str, citations: Citations, language: Language) -> Markup:
    """Write the boxes of a post and of those facing it; nothing when nothing was published.

    Parameters
    ----------
    catalogue
        The checked tables.
    place_id
        The post the card is about.
    citations
        Numbers the sources of the card.
    language
        The reader's language.

    Returns
    -------
    html
        Escaped.
    """
    series = list_series(catalogue, place_id)
    longest = longest_hours(series)
    boxes: dict[str, dict[str, Any]] = {}
    for one in series:
        place = catalogue.places[one.place_id]
        box = boxes.setdefault(
            one.place_id, {"name": cell(place.name, language), "country": language.country(one.country), "series": []}
        )
        box["series"].append(_write_series(catalogue, one, longest, citations, language))
    html = render(
        "dwell.html", language, boxes=list(boxes.values()), longest=language.number(longest) if longest else ""
    )
    return Markup(html)  # noqa: S704 - our own template, every field escaped in it


def _write_series(
    catalogue: Catalogue, series: Series, longest: float, citations: Citations, language: Language
) -> dict[str, Any]:
    terms = catalogue.vocabularies
    direction = language.cell(terms["direction"][series.direction].label)
    if series.from_country and series.to_country:
        direction += f", {language.country(series.from_country)} → {language.country(series.to_country)}"
    return {
        "mode": language.cell(terms["mode"][series.mode].label),
        "direction": direction,
        "rows": [_write_row(catalogue, row, longest, citations, language) for row in series.rows],
    }


def _write_row(
    catalogue: Catalogue, row: Dwell, longest: float, citations: Citations, language: Language
) -> dict[str, Any]:
    _ = language.text
    labels = catalogue.vocabularies["confidence"]
    hours = _("no data") if row.hours is None else _("{h} h", h=language.number(row.hours))
    cost = "" if row.cost_usd is None else _("US$ {usd}", usd=language.number(row.cost_usd))
    return {
        "id": row.dwell_id,
        "year": row.year,
        "share": None if row.hours is None or not longest else max(1, round(100 * row.hours / longest)),
        "hours": hours,
        "cost": cost,
        "doubt": language.cell(labels[row.confidence].label) if row.confidence in DOUBTFUL else "",
        "note": language.cell(row.note),
        "cite": citations.cite(row.source_id),
    }
