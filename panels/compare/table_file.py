"""A comparison as a table for spreadsheets: one record or value a row, with whose it is; columns speak codes."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from geo.comparison.countries import view_country
from geo.comparison.hours import PAYMENT, PAYMENT_INDICATOR, is_second_hand, list_bands, read_amount
from geo.comparison.records import gather_records, list_passages
from geo.corridor.itinerary import LegItem
from geo.corridor.words import name_part
from geo.sites.crossing import disagreements_at
from geo.sites.opening import list_posts
from panels.compare.journeys import describe_pick, find_way

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from geo.cooperation.readiness import State
    from geo.records.cooperation import Event, Finding, Visit
    from geo.records.measurements import Dwell
    from panels.compare.choices import Asked, Pick
    from panels.reader import Reader

COLUMNS: Final = (
    "compared", "part", "record", "place", "side", "act", "mode", "from_country", "to_country", "date", "value", "unit",
    "kind", "second_hand", "text", "sources",
)  # fmt: skip
LONGEST_NAME: Final = 80
_UNSAFE: Final = re.compile(r"[^A-Za-z0-9-]+")


def name_file(asked: Asked) -> str:
    """Name the file after what is compared: `compare-torugart-irkeshtam`."""
    parts = [part for pick in asked.picks for part in (pick.code, str(pick.year or ""))]
    return _UNSAFE.sub("-", "-".join(dict.fromkeys(filter(None, ("compare", *parts)))))[:LONGEST_NAME].strip("-")


def list_rows(reader: Reader, asked: Asked) -> list[list[object]]:
    """List all that is compared, one thing after the other.

    Parameters
    ----------
    reader
        Data, and the language of names and texts.
    asked
        What is compared.

    Returns
    -------
    rows
        In the order of `COLUMNS`; what is not known is blank, never zero.
    """
    rows = {"site": _site_rows, "country": _country_rows, "journey": _journey_rows}[asked.subject]
    found = (row for pick in asked.picks for row in rows(reader, pick))
    return [[row.get(column, "") for column in COLUMNS] for row in found]


def _site_rows(reader: Reader, pick: Pick) -> Iterator[dict[str, object]]:
    catalogue, site_id = reader.catalogue, pick.code
    whose = {"compared": site_id}
    for band in list_bands(catalogue, [site_id]):
        side = "own" if band.own else "across"
        for track in band.tracks[0]:
            for row in track.rows:
                yield from (whose | {"side": side, "act": track.act} | line for line in _dwell(row))
    for post in list_posts(catalogue, site_id):
        for told in post.rows:
            when = " ".join(filter(None, (" ".join(told.days), f"{told.opens}-{told.closes}" if told.opens else "")))
            yield whose | {"part": "opening-hours", "record": told.hours_id, "place": post.place_id, "date": told.as_of,
                           "text": when, "kind": told.confidence, "sources": told.source_id}  # fmt: skip
    for one in disagreements_at(catalogue, site_id):
        text = f"{one.topic}: {one.value_a} ({one.source_a}); {one.value_b} ({one.source_b})"
        yield whose | {"part": "disagreement", "record": one.disagreement_id, "text": text, "sources": one.source_id}
    records = gather_records(catalogue, site_id)
    sides = next(entry.countries for entry in reader.entries if entry.id == site_id)
    passages = list_passages(catalogue, [sides])
    yield from (whose | row for row in _records(reader, records.visits, records.findings, records.events))
    yield from (whose | row for (passage,) in passages for row in _states(reader, passage.states))


def _country_rows(reader: Reader, pick: Pick) -> Iterator[dict[str, object]]:
    view = view_country(reader.catalogue, pick.code, pick.year)
    whose = {"compared": f"{pick.code} {pick.year}" if pick.year else pick.code}
    yield from (whose | line for row in view.times for line in _dwell(row))
    yield from (whose | row for row in _records(reader, view.visits, view.findings, view.events))
    yield from (whose | row for row in _states(reader, view.states))


def _journey_rows(reader: Reader, pick: Pick) -> Iterator[dict[str, object]]:
    whose = " ".join(filter(None, (pick.code, describe_pick(reader, pick), str(pick.year or ""))))
    for item in find_way(reader.catalogue, pick).items:
        leg = isinstance(item, LegItem)
        yield {
            "compared": whose, "part": "leg" if leg else "stop", "record": item.id,
            "mode": item.stretch.mode if isinstance(item, LegItem) else item.mode, "date": item.hours.year,
            "value": item.hours.value, "unit": "h", "kind": item.hours.basis,
            "text": name_part(reader.catalogue, item, reader.language), "sources": item.hours.source_id,
        }  # fmt: skip


def _dwell(row: Dwell) -> Iterator[dict[str, object]]:
    """Write the hours of a row, and what was paid as a line of its own, where its source asks for it."""
    shared = {
        "record": row.dwell_id, "place": row.place_id, "mode": row.mode, "from_country": row.from_country,
        "to_country": row.to_country, "date": row.year, "kind": row.kind, "second_hand": is_second_hand(row),
        "text": row.note, "sources": row.source_id,
    }  # fmt: skip
    yield shared | {"part": "hours", "value": row.hours, "unit": "h"}
    if PAYMENT_INDICATOR in row.indicator:
        yield shared | {"part": "payment", "value": read_amount(row, PAYMENT), "unit": "US$"}


def _records(
    reader: Reader, visits: Iterable[Visit], findings: Iterable[Finding], events: Iterable[Event]
) -> Iterator[dict[str, object]]:
    cell = reader.language.cell
    for visit in visits:
        yield {"part": "visit", "record": visit.visit_id, "place": visit.site_id, "date": visit.date,
               "text": cell(visit.aim), "sources": visit.source_id}  # fmt: skip
    for finding in findings:
        yield {"part": "finding", "record": finding.finding_id, "place": finding.place_id, "date": finding.year,
               "kind": finding.status_term, "text": cell(finding.text), "sources": finding.source_id}  # fmt: skip
    for event in events:
        yield {"part": "event", "record": event.event_id, "place": event.place_id, "date": event.date,
               "kind": event.type, "text": cell(event.title), "sources": event.source_id}  # fmt: skip


def _states(reader: Reader, states: Sequence[State]) -> Iterator[dict[str, object]]:
    for state in states:
        instrument = reader.language.cell(reader.catalogue.label("instrument", state.instrument))
        dated, sources = (state.row.as_of, state.row.source_id) if state.row else ("", ())
        yield {"part": "readiness", "record": state.id, "from_country": state.country, "kind": state.status,
               "date": dated, "text": instrument, "sources": sources}  # fmt: skip
