"""What was done, found and agreed, and what is doubtful about it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Event:
    """A step in the cooperation of the customs administrations."""

    event_id: str
    origin: str
    date: str
    date_precision: str
    title: str
    type: str
    place_id: str
    place: str
    lat: float | None
    lon: float | None
    country: str
    adjoining_countries: tuple[str, ...]
    countries: tuple[str, ...]
    participants: str
    partners: tuple[str, ...]
    instruments: tuple[str, ...]
    paragraphs: tuple[str, ...]
    superseded_by: str
    same_as: str
    visit_id: str
    source_id: tuple[str, ...]
    confidence: str
    note: str


@dataclass(frozen=True, slots=True)
class Visit:
    """A field visit to a site."""

    visit_id: str
    site_id: str
    country: str
    place_as_written: str
    date: str
    delegations: tuple[str, ...]
    participants: str
    organiser: str
    initiative: str
    aim: str
    paragraphs: tuple[str, ...]
    follows: tuple[str, ...]
    source_id: tuple[str, ...]
    confidence: str
    note: str


@dataclass(frozen=True, slots=True)
class Photograph:
    """A photograph of a field visit; its source is its author."""

    photograph_id: str
    visit_id: str
    file: str
    caption: str
    alternative_text: str
    author: str
    date: str


@dataclass(frozen=True, slots=True)
class Finding:
    """A cause, recommendation, work or promise about a place."""

    finding_id: str
    place_id: tuple[str, ...]
    place_as_written: str
    countries: tuple[str, ...]
    category: str
    topic: tuple[str, ...]
    text: str
    year: str
    responsible: str
    status: str
    status_term: str
    document: str
    last_reviewed: str
    source_id: tuple[str, ...]
    confidence: str
    note: str


@dataclass(frozen=True, slots=True)
class EtirRoute:
    """A transport or pilot under an electronic transit system."""

    route_id: str
    name: str
    instrument: str
    geometry: str
    date: str
    from_place: str
    to_place: str
    from_country: str
    to_country: str
    guarantee: str
    platform: str
    carriers: str
    cargo: str
    paragraphs: tuple[str, ...]
    event_id: str
    source_id: tuple[str, ...]
    confidence: str
    note: str


@dataclass(frozen=True, slots=True)
class EtirLeg:
    """One leg of such a transport."""

    route_id: str
    seq: int
    mode: str
    from_place: str
    to_place: str
    line_id: str
    source_id: tuple[str, ...]
    confidence: str
    note: str


@dataclass(frozen=True, slots=True)
class Readiness:
    """How far a country is with one instrument."""

    country: str
    instrument: str
    status: str
    status_detail: str
    event_date: str
    as_of: str
    source_id: tuple[str, ...]
    confidence: str
    note: str


@dataclass(frozen=True, slots=True)
class Member:
    """A country or body, and what it is a member of."""

    member_id: str
    scope: str
    name: str
    country: str
    ots_status: str
    ots_date: str
    ots_event: str
    carec_member: str
    carec_note: str
    traceca_member: str
    traceca_date: str
    titr_link: str
    other_links: str
    source_id: tuple[str, ...]
    confidence: str
    note: str


@dataclass(frozen=True, slots=True)
class Disagreement:
    """Two values in print for one thing."""

    disagreement_id: str
    topic: str
    value_a: str
    source_a: str
    value_b: str
    source_b: str
    kind: str
    how_to_test: str
    resolution_hint: str
    concerns: tuple[str, ...]
    source_id: tuple[str, ...]
    confidence: str
    note: str


@dataclass(frozen=True, slots=True)
class Doubt:
    """Something about the facts that could not be settled."""

    doubt_id: str
    severity: str
    subject: str
    statement: str
    what_we_do: str
    source_id: tuple[str, ...]
    confidence: str
    note: str


@dataclass(frozen=True, slots=True)
class Gap:
    """Something that was looked for and is not in the tables."""

    gap_id: str
    tables: tuple[str, ...]
    statement: str
    as_of: str
    source_id: tuple[str, ...]
    confidence: str
    note: str


@dataclass(frozen=True, slots=True)
class Correction:
    """A cell that was wrong or out of date: what it said, what it says since, and why."""

    correction_id: str
    table: str
    row_id: str
    column: str
    before: str
    after: str
    date: str
    why: str
    source_id: tuple[str, ...]
    noticed_by: str
