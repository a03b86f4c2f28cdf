"""What a language model may ask: each answer names edition, source, year and direction of every figure."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from geo.alignment import vertices_by_line
from geo.cooperation.timeline import EventFilter, list_events
from geo.corridor.itinerary import LegItem, list_choices
from geo.errors import QueryError
from geo.exports.table_rows import tell_row, tell_source
from geo.kept import keep_per_edition
from geo.language import SOURCE_LANGUAGE, fold, load_language
from geo.search.listing import list_found
from geo.sites.selection import list_entries

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from geo.catalogue import Catalogue
    from geo.corridor.evidence import Value
    from geo.corridor.itinerary import Item
    from geo.search.record import Found

MOST_FOUND: Final = 50
LONGEST_TEXT: Final = 200

Answer = dict[str, Any]


def search(catalogue: Catalogue, text: str, limit: int = 10) -> Answer:
    """Find sites, countries, journeys, figures, events, findings and sources by a few words in any script.

    Raises
    ------
    QueryError
        When nothing is asked, or too much.
    """
    words = fold(text[: LONGEST_TEXT + 1]).split()
    if not words or len(text) > LONGEST_TEXT or not 1 <= limit <= MOST_FOUND:
        msg = f"Ask for 1 to {LONGEST_TEXT} signs and 1 to {MOST_FOUND} results."
        raise QueryError(msg)
    found = [one for one, said in _list_words(catalogue) if all(word in said for word in words)]
    told = [
        {"kind": one.kind, "id": one.id, "title": one.title, "value": one.value or None, "detail": one.detail or None}
        for one in found[:limit]
    ]
    return {"edition": catalogue.version, "matched": len(found), "found": told}


@keep_per_edition
def _list_words(catalogue: Catalogue) -> tuple[tuple[Found, str], ...]:
    found = list_found(catalogue, list_entries(catalogue), load_language(SOURCE_LANGUAGE))
    return tuple((one, fold(" ".join((one.id, one.title, one.value, one.detail, *one.names)))) for one in found)


def describe_site(catalogue: Catalogue, site_id: str) -> Answer:
    """Say what is known of a site: where it is, facts, hours and payments by year and direction, field visits.

    Raises
    ------
    QueryError
        When there is no such site.
    """
    _require("site", site_id, catalogue.sites)
    return {
        "edition": catalogue.version,
        "site": tell_row(catalogue, "sites", site_id),
        "place": tell_row(catalogue, "places", site_id),
        "facts": _tell(catalogue, "site_facts", (f.fact_id for f in catalogue.site_facts if f.place_id == site_id)),
        "hours": _tell(catalogue, "dwell", (d.dwell_id for d in catalogue.dwell if d.place_id == site_id)),
        "visits": _tell(catalogue, "visits", (v.visit_id for v in catalogue.visits if v.site_id == site_id)),
    }


def describe_crossing(catalogue: Catalogue, crossing_id: str) -> Answer:
    """Say what is known of a crossing: its two posts, and the hours at each by year and direction.

    Raises
    ------
    QueryError
        When there is no such crossing.
    """
    crossings = {one.crossing_id: one for one in catalogue.crossings}
    _require("crossing", crossing_id, crossings)
    crossing = crossings[crossing_id]
    posts = [post for post in (crossing.post_a, crossing.post_b) if post]
    return {
        "edition": catalogue.version,
        "crossing": tell_row(catalogue, "crossings", crossing_id),
        "hours": {
            post: _tell(catalogue, "dwell", (d.dwell_id for d in catalogue.dwell if d.place_id == post))
            for post in posts
        },
    }


def describe_profile(catalogue: Catalogue, journey_id: str, *, back: bool = False) -> Answer:
    """Say how long each leg and stop of a journey takes on its usual way; None where no source says it.

    Raises
    ------
    QueryError
        When there is no such journey, or no way in that direction.
    """
    journeys = {one.journey_id: one for one in catalogue.journeys}
    _require("journey", journey_id, journeys)
    choices = list_choices(catalogue, vertices_by_line(catalogue), journeys[journey_id], None, back=back)
    if not choices:
        msg = "No way is known in that direction."
        raise QueryError(msg)
    first = choices[0]
    return {
        "edition": catalogue.version,
        "journey": tell_row(catalogue, "journeys", journey_id),
        "direction": "back" if back else "there",
        "known_hours": first.profile.total,
        "complete": not first.profile.gaps,
        "parts": [_tell_item(catalogue, item) for item in first.itinerary.items],
    }


def _tell_item(catalogue: Catalogue, item: Item) -> Answer:
    values = {"hours": _tell_value(catalogue, item.hours), "usd": _tell_value(catalogue, item.usd)}
    if isinstance(item, LegItem):
        ends = {"from": item.start, "to": item.end, "country": item.stretch.country or None, "mode": item.stretch.mode}
        return {"kind": "leg", "id": item.id, **ends, "km": item.length.km, "km_basis": item.length.basis, **values}
    stop = item.passage.stop
    told = {"name": stop.name, "country": stop.country or None, "direction": item.passage.direction or None}
    return {"kind": "stop", "id": item.id, **told, "mode": item.mode, **values}


def _tell_value(catalogue: Catalogue, value: Value) -> Answer:
    sources = [tell_source(catalogue.sources[one]) for one in value.source_id if one in catalogue.sources]
    told = {"value": value.value, "basis": value.basis, "year": value.year, "low": value.low, "high": value.high}
    return {**told, "rows": list(value.ids), "sources": sources}


def describe_events(catalogue: Catalogue, country: str = "", since: int | None = None, limit: int = 20) -> Answer:
    """List steps in the cooperation of the customs administrations, the oldest first.

    Raises
    ------
    QueryError
        When more are asked for than are answered at once.
    """
    if not 1 <= limit <= MOST_FOUND:
        msg = f"Ask for 1 to {MOST_FOUND} results."
        raise QueryError(msg)
    found = list_events(catalogue, EventFilter(countries=(country,) if country else (), since=since))
    ids = [event.event_id for event in found[:limit]]
    return {"edition": catalogue.version, "matched": len(found), "events": _tell(catalogue, "events", ids)}


def _tell(catalogue: Catalogue, table: str, ids: Iterable[str]) -> list[Answer]:
    return [tell_row(catalogue, table, one) for one in ids]


def _require(kind: str, name: str, known: Collection[str]) -> None:
    if name not in known:
        msg = f"There is no such {kind}. These are: {', '.join(known)}."
        raise QueryError(msg)
