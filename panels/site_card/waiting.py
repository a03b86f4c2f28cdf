"""Hours at posts in words and bars: the first sentence of list and card, bars of the list, years of the card."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from markupsafe import Markup, escape

from geo.picture.hours import Hours
from geo.sites.figures import name_source
from geo.sites.leading import SEA_PORT, SEEN, find_leading
from geo.sites.selection import answers
from geo.sites.waiting import ACTS, BOTH, EAST, ENTER, LEAVE, WEST, find_longest, list_waiting, list_years, pick_waiting
from panels.ui.render import render
from panels.view import WAITING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from geo.catalogue import Catalogue
    from geo.language import Language
    from geo.records.places import Source
    from geo.sites.figures import Figure
    from geo.sites.selection import SiteEntry
    from geo.sites.waiting import Half, Longest, Value, Waiting
    from panels.view import View

ROAD: Final = "road"
RAIL: Final = "rail"
MODES: Final = (ROAD, RAIL)
"""Most who ask have trucks: the sentence of the road comes first."""
LEAST_PERCENT: Final = 1


def render_lead(catalogue: Catalogue, entries: Sequence[SiteEntry], view: View, language: Language) -> Markup:
    """Write the sentence above the list: the longest wait at the sites that answer, with its source.

    Parameters
    ----------
    catalogue, entries
        The checked tables, and all sites.
    view
        Its filter, and where it shows hours its year and direction.
    language
        The reader's language.

    Returns
    -------
    html
        Blank where nothing is measured. Where hours are shown, one sentence for the road and one for the railway.
    """
    found = {entry.id for entry in entries if answers(entry, view.choices)}
    waiting = [one for one in list_waiting(catalogue) if one.site_id in found]
    shown = view.view == WAITING
    modes = [mode for mode in MODES if not view.modes or mode in view.modes]
    year, direction = year_of(catalogue, view), view.dir if shown else BOTH
    longest = list(filter(None, (find_longest(waiting, mode, year, direction) for mode in modes)))
    leads = [_lead(catalogue, one, language) for one in (longest if shown else longest[:1])]
    going = {WEST: language.text("going west"), EAST: language.text("going east")}
    html = render("site_card/lead.html", language, leads=leads, going=going.get(direction, ""))
    return Markup(html)  # noqa: S704 - our own template, every field escaped in it


def year_of(catalogue: Catalogue, view: View) -> int:
    """Find the year whose hours a view shows; 0 where nothing was ever measured."""
    years = list_years(list_waiting(catalogue))
    return view.year or (years[-1] if years else 0)


def hours_of(catalogue: Catalogue, view: View) -> Hours | None:
    """Say which hours a picture of a view shows; None where the view shows sites."""
    return Hours(year_of(catalogue, view), view.dir, view.since) if view.view == WAITING else None


def _lead(catalogue: Catalogue, longest: Longest, language: Language) -> dict[str, Any]:
    half = longest.half
    value = {"year": half.value.rows[-1].year, "site": language.cell(catalogue.short_name(longest.site_id))}
    value |= {"hours": "{hours}", "country": language.country(catalogue.places[half.post].country)}
    several = _tell_train if longest.mode == RAIL else _tell_truck
    if longest.crossings == 1:
        sentence = _tell_alone(longest.mode, half.act, language).format(**value)
    else:
        sentence = several(half.act, longest.crossings, value, language)
    hours = Markup("<strong>{}</strong>").format(write_hours(half.value, language))
    names: dict[str, Source] = {}
    for source_id in half.value.rows[-1].source_id:
        names.setdefault(name_source(catalogue, source_id, language), catalogue.sources[source_id])
    return {
        "id": half.value.rows[-1].dwell_id,
        "sentence": Markup("{}{}{}").format(*_split(sentence, hours)),
        "sources": names,
        "marks": write_marks(half.value, language),
    }


def _split(sentence: str, hours: Markup) -> tuple[str, Markup, str]:
    """Put the hours into a sentence that has a place for them."""
    before, _, after = sentence.partition("{hours}")
    return before, hours, after


def _tell_alone(mode: str, act: str, language: Language) -> str:
    """Give the sentence of the only site that was measured: there is nothing that it is the longest of."""
    _ = language.text
    sentences = {
        (ROAD, LEAVE): _(
            "In {year} a truck stood {hours} at {site} to leave {country}: here, only this site was measured by road."
        ),
        (ROAD, ENTER): _(
            "In {year} a truck stood {hours} at {site} to enter {country}: here, only this site was measured by road."
        ),
        (RAIL, LEAVE): _(
            "In {year} a train stood {hours} at {site} to leave {country}: here, only this site was measured by rail."
        ),
        (RAIL, ENTER): _(
            "In {year} a train stood {hours} at {site} to enter {country}: here, only this site was measured by rail."
        ),
    }
    return sentences[mode, act]


def _tell_truck(act: str, n: int, value: Mapping[str, object], language: Language) -> str:
    if act == LEAVE:
        return language.count(
            "In {year} a truck stood {hours} at {site} to leave {country}: "
            "the longest wait measured by road at {n} site.",
            "In {year} a truck stood {hours} at {site} to leave {country}: "
            "the longest wait measured by road at {n} sites.",
            n,
            **value,
        )
    return language.count(
        "In {year} a truck stood {hours} at {site} to enter {country}: the longest wait measured by road at {n} site.",
        "In {year} a truck stood {hours} at {site} to enter {country}: the longest wait measured by road at {n} sites.",
        n,
        **value,
    )


def _tell_train(act: str, n: int, value: Mapping[str, object], language: Language) -> str:
    if act == LEAVE:
        return language.count(
            "In {year} a train stood {hours} at {site} to leave {country}: "
            "the longest wait measured by rail at {n} site.",
            "In {year} a train stood {hours} at {site} to leave {country}: "
            "the longest wait measured by rail at {n} sites.",
            n,
            **value,
        )
    return language.count(
        "In {year} a train stood {hours} at {site} to enter {country}: the longest wait measured by rail at {n} site.",
        "In {year} a train stood {hours} at {site} to enter {country}: the longest wait measured by rail at {n} sites.",
        n,
        **value,
    )


def write_hours(value: Value, language: Language) -> str:
    """Write the hours of a value: a dash where nothing was measured, which is not zero; "closed" in a closed year."""
    if value.hours is not None:
        return language.text("{h} h", h=language.number(value.hours))
    return language.text("closed") if value.state else "–"


def write_marks(value: Value, language: Language) -> tuple[str, ...]:
    """List what has to be said with a value."""
    second = (language.text("second-hand"),) if value.second_hand else ()
    return (*second, language.text("sources disagree")) if value.disputed else second


def tell_stay(catalogue: Catalogue, figure: Figure, language: Language) -> str:
    """Say a leading figure of hours as a sentence that follows the value; blank for any other figure."""
    _ = language.text
    row = next((row for row in catalogue.dwell if row.dwell_id == figure.record_id), None)
    if row is None or row.kind not in SEEN or row.direction not in ACTS:
        return ""
    sentences = {
        (ROAD, LEAVE): _("is how long a truck stood in {year} at {place} to leave {country}"),
        (ROAD, ENTER): _("is how long a truck stood in {year} at {place} to enter {country}"),
        (RAIL, LEAVE): _("is how long a train stood in {year} at {place} to leave {country}"),
        (RAIL, ENTER): _("is how long a train stood in {year} at {place} to enter {country}"),
    }
    sentence = sentences.get((row.mode, ACTS[row.direction]), "")
    place, country = language.cell(catalogue.short_name(row.place_id)), language.country(row.country)
    return sentence.format(year=row.year, place=place, country=country)


def list_bars(catalogue: Catalogue, view: View, language: Language) -> dict[str, list[dict[str, Any]]]:
    """List the bars of the list by site: the hours that are shown on the map, or the leading ones and the longest.

    Returns
    -------
    bars
        All on one scale, that of the longest wait of any year.
    """
    waiting = list_waiting(catalogue)
    picked = pick_waiting(waiting, view.modes)
    largest = longest_ever(waiting)
    shown = view.view == WAITING
    found = {}
    for site, one in picked.items():
        if shown:
            year = year_of(catalogue, view)
            halves = [(year, half) for half in one.halves(year, view.dir)]
        else:
            halves = _list_foremost(catalogue, site, one)
        if halves:
            found[site] = [_bar(catalogue, half, year, largest, language, with_year=not shown) for year, half in halves]
    return found


def _list_foremost(catalogue: Catalogue, site: str, one: Waiting) -> list[tuple[int, Half]]:
    """List the hours that lead at a site, as on its card, and the longest of its newest year where those are others."""
    if catalogue.places[site].kind == SEA_PORT or not one.years:
        return []  # the hours at its gate say little of a port: its leading figure is the handling of ships
    leading = find_leading(catalogue, site)
    of = leading.of if leading else ""
    halves = [(year, half) for year in sorted(one.years) for half in one.halves(year, BOTH)]
    first = [(year, half) for year, half in halves if any(row.dwell_id == of for row in half.value.rows[-1:])]
    newest = [(year, half) for year, half in halves if year == max(one.years)]
    longest = max(newest, key=lambda one: -1.0 if one[1].value.hours is None else one[1].value.hours)
    return [*first, *(() if longest in first else (longest,))]


def longest_ever(waiting: Iterable[Waiting]) -> float:
    """Find the longest wait of any year: what the longest bar stands for."""
    return max((value.hours or 0.0 for one in waiting for value in one.values.values()), default=0.0)


def _bar(  # noqa: PLR0913 - what a bar is made of
    catalogue: Catalogue, half: Half, year: int, largest: float, language: Language, *, with_year: bool
) -> dict[str, Any]:
    country = language.country(catalogue.places[half.post].country)
    act = language.text("leave") if half.act == LEAVE else language.text("enter")
    return {
        "label": f"{act} {country}" if not with_year else f"{year} · {act} {country}",
        "share": percent(half.value, largest),
        "hours": write_hours(half.value, language),
        "mark": "*" if half.value.second_hand else "",
        "marks": ", ".join(write_marks(half.value, language)),
        "state": half.value.state or "blank",
    }


def percent(value: Value, largest: float) -> int | None:
    """Give the length of a bar; None for what has no hours, 0 for a measured zero."""
    if value.hours is None or not largest:
        return None
    return max(LEAST_PERCENT, round(100 * value.hours / largest)) if value.hours else 0


def render_years(catalogue: Catalogue, site_id: str, language: Language) -> Markup:
    """Write the years of each post and act as small columns on one scale; blank where nothing was measured."""
    waiting = [one for one in list_waiting(catalogue) if one.site_id == site_id and one.years]
    years = list_years(list_waiting(catalogue))
    largest = longest_ever(waiting)
    rows = [
        _small_multiple(catalogue, one, years, largest, language, post=post, act=act)
        for one in waiting
        for post, act in _acts(one)
    ]
    columns = [column for row in rows for column in row["columns"]]
    html = render(
        "site_card/years.html",
        language,
        rows=rows,
        largest=language.number(largest),
        second_hand=any(column["mark"] for column in columns),
        disputed=any(column["state"] == "disputed" for column in columns),
    )
    return Markup(html) if rows else Markup("")  # noqa: S704 - our own template, every field escaped in it


def _acts(one: Waiting) -> list[tuple[str, str]]:
    """List the posts and acts of which anything is measured, those who leave first."""
    return list(dict.fromkeys((post, act) for (post, act, _), value in one.values.items() if value.hours is not None))


def _small_multiple(  # noqa: PLR0913 - what it is made of
    catalogue: Catalogue, one: Waiting, years: Sequence[int], largest: float, language: Language, *, post: str, act: str
) -> dict[str, Any]:
    country = language.country(catalogue.places[post].country)
    form = language.text("leaving {country}") if act == LEAVE else language.text("entering {country}")
    columns = []
    for year in years:
        value = one.values.get((post, act, year))
        columns.append(
            {
                "year": year,
                "share": percent(value, largest) if value else None,
                "hours": "–" if value is None or value.hours is None else language.number(value.hours),
                "state": ("disputed" if value.disputed else value.state) if value else "blank",
                "mark": "*" if value and value.second_hand else "",
            }
        )
    mode = language.cell(catalogue.label("mode", one.mode))
    return {"post": post, "act": act, "title": form.format(country=escape(country)), "mode": mode, "columns": columns}
