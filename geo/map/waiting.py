"""Hours at posts → what the map's script draws its waiting glyphs from: all years at once, so none needs a server."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from geo.sites.waiting import LEAVE, list_waiting, list_years

if TYPE_CHECKING:
    from collections.abc import Iterable

    from geo.catalogue import Catalogue
    from geo.language import Language
    from geo.sites.waiting import Value, Waiting

SITE_COLUMNS: Final = ("id", "mode", "west", "east", "values")
"""What the browser gets of each site and mode, in the order of its row; posts by id, blank where a side has no post."""
VALUE_COLUMNS: Final = ("side", "act", "year", "hours", "text", "disputed", "secondHand", "source")
"""… and of each value: 0 for the western post and 1 for the eastern one; hours are null where a post was closed."""


def write_waiting(catalogue: Catalogue, language: Language) -> dict[str, Any]:
    """Write the hours of all years for the script of the map.

    Parameters
    ----------
    catalogue
        The checked tables.
    language
        Numbers, names of countries and sources are written in it.

    Returns
    -------
    message
        Years, oldest first; a row with `SITE_COLUMNS` for each site and mode; the country of each post and the titles
        of the sources, to which values point by their number.
    """
    waiting = list_waiting(catalogue)
    sources: dict[str, int] = {}
    rows = [[one.site_id, one.mode, one.west, one.east, list(_values(one, sources, language))] for one in waiting]
    posts = {post for one in waiting for post in (one.west, one.east) if post}
    return {
        "years": list(list_years(waiting)),
        "columns": {"sites": list(SITE_COLUMNS), "values": list(VALUE_COLUMNS)},
        "sites": rows,
        "countries": {post: language.country(catalogue.places[post].country) for post in sorted(posts)},
        "sources": [catalogue.sources[source].title for source in sources],
    }


def _values(one: Waiting, sources: dict[str, int], language: Language) -> Iterable[list[Any]]:
    for (post, act, year), value in sorted(one.values.items()):
        text = "" if value.hours is None else language.number(value.hours)
        flags = [int(value.disputed), int(value.second_hand)]
        yield [int(post == one.east), int(act == LEAVE), year, value.hours, text, *flags, _source(value, sources)]


def _source(value: Value, sources: dict[str, int]) -> int:
    """Give the number of the source that is named beside a value: the one that printed what is shown."""
    return sources.setdefault(value.rows[-1].source_id[0], len(sources))


def waiting_words(language: Language) -> dict[str, str]:
    """Translate what the script says of hours at posts."""
    _ = language.text
    return {
        "waitHours": _("{h} h", h="{h}"),
        "waitInto": _("{hours} in", hours="{hours}"),
        "waitOutOf": _("{hours} out", hours="{hours}"),
        "waitEnter": _("entering {country}: {hours}", country="{country}", hours="{hours}"),
        "waitLeave": _("leaving {country}: {hours}", country="{country}", hours="{hours}"),
        "waitBlank": _("not measured"),
        "waitClosed": _("closed"),
        "waitZero": _("measured: no waiting"),
        "waitDisputed": _("sources disagree"),
        "waitSecondHand": _("second-hand"),
        "waitWest": _("going west"),
        "waitEast": _("going east"),
        "waitTitle": _("Hours at each post, {year}", year="{year}"),
        "waitKey": _("The line is the border; the area tells the hours."),
        "waitEntering": _("enter"),
        "waitLeaving": _("leave"),
        "waitFrom": _("from {h} h", h="{h}"),
    }
