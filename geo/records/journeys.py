"""Journeys as data: the stretches and stops that they are put together from, and what may be asked about them."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Journey:
    """A way that goods travel, from one place to another; the stretches between are found in the network."""

    journey_id: str
    name: str
    from_place: str
    to_place: str
    comes_from: str
    goes_to: str
    modes: tuple[str, ...]
    both_ways: bool
    usual: tuple[str, ...]
    unit_load: str
    source_id: tuple[str, ...]
    confidence: str
    note: str


@dataclass(frozen=True, slots=True)
class Stretch:
    """A piece between two places in one mode, with its published length, time and cost; travelled either way."""

    stretch_id: str
    from_place: str
    to_place: str
    country: str
    mode: str
    line_ids: tuple[str, ...]
    choice: str
    km: float | None
    km_kind: str
    hours: float | None
    hours_min: float | None
    hours_max: float | None
    hours_kind: str
    hours_year: int | None
    cost_usd: float | None
    source_id: tuple[str, ...]
    confidence: str
    note: str


@dataclass(frozen=True, slots=True)
class JourneyStop:
    """A post, port or change of gauge where a journey stands still; the hours are those of its measurements."""

    stop_id: str
    place_id: str
    post_id: str
    name: str
    kind: str
    country: str
    faces: str
    mode: str
    time_id: str
    source_id: tuple[str, ...]
    confidence: str
    note: str


@dataclass(frozen=True, slots=True)
class Scenario:
    """A question about some stops, such as what it would save if half of the hours were lost there."""

    scenario_id: str
    name: str
    kinds: tuple[str, ...]
    stop_ids: tuple[str, ...]
    kept_percent: float | None
    as_in_year: int | None
    source_id: tuple[str, ...]
    confidence: str
    note: str


@dataclass(frozen=True, slots=True)
class LengthNote:
    """Why a length along a drawn line differs from the published one, or with what it cannot be compared."""

    line_id: str
    from_place: str
    to_place: str
    published_km: float | None
    reason: str
    source_id: tuple[str, ...]
    confidence: str
    note: str


@dataclass(frozen=True, slots=True)
class Comparison:
    """A published time beside a journey with the same end points, or the reason why it is missing."""

    comparison_id: str
    time_id: str
    leg_id: str
    journey_id: str
    back: bool
    from_place: str
    to_place: str
    with_ends: bool
    hours_min: float | None
    hours_max: float | None
    year: int | None
    kind: str
    reason: str
    source_id: tuple[str, ...]
    confidence: str
    note: str
