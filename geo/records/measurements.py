"""What was measured, counted or published in numbers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

FORWARD_KINDS: Final = frozenset({"forecast", "plan", "target", "estimate", "study", "capacity", "planned-capacity"})
"""What is said of a volume before its time has come: never in one column or series with what was counted."""


@dataclass(frozen=True, slots=True)
class Leg:
    """A stretch between two places, with its published length and times."""

    leg_id: str
    corridor: str
    seq: int
    from_place: str
    to_place: str
    mode: tuple[str, ...]
    mode_as_published: str
    distance_km: float | None
    distance_kind: str
    distance_note: str
    time_published: str
    time_note: str
    great_circle_km: float | None
    source_id: tuple[str, ...]
    confidence: str
    note: str


@dataclass(frozen=True, slots=True)
class Dwell:
    """Hours and dollars at a post, in one direction and year."""

    dwell_id: str
    place_id: str
    post_as_printed: str
    scope: str
    country: str
    corridor: str
    mode: str
    direction: str
    from_country: str
    to_country: str
    year: int
    kind: str
    hours: float | None
    cost_usd: float | None
    indicator: tuple[str, ...]
    edition: str
    source_id: tuple[str, ...]
    confidence: str
    note: str


@dataclass(frozen=True, slots=True)
class Speed:
    """Speeds and costs of a country, or of all corridors, in one year."""

    speed_id: str
    scope: str
    country: str
    mode: str
    year: int
    swod_kmh: float | None
    swd_kmh: float | None
    tfi3_usd: float | None
    edition: str
    source_id: tuple[str, ...]
    confidence: str
    note: str


@dataclass(frozen=True, slots=True)
class Series:
    """Volumes of one owner that count the same; `joined` says whether a line may join them."""

    series_id: str
    name: str
    unit: str
    joined: bool
    reason: str
    source_id: tuple[str, ...]
    confidence: str
    note: str


@dataclass(frozen=True, slots=True)
class Volume:
    """An amount of traffic: measured, forecast, planned or possible."""

    volume_id: str
    entity: str
    place_id: tuple[str, ...]
    metric: str
    unit: str
    value: float | None
    value_max: float | None
    year: int | None
    period: str
    covers: str
    kind: str
    series_id: str
    change_reported: str
    change_percent: float | None
    publisher: str
    published: str
    conflict_group: str
    source_id: tuple[str, ...]
    confidence: str
    note: str


@dataclass(frozen=True, slots=True)
class PublishedTime:
    """A time or length that someone published for a whole route."""

    time_id: str
    kind: str
    corridor: str
    origin: str
    destination: str
    modes: tuple[str, ...]
    mode_scope: str
    value_min: float | None
    value_max: float | None
    unit: str
    year: int | None
    value_kind: str
    status: str
    owner: str
    document: str
    published: str
    source_id: tuple[str, ...]
    confidence: str
    note: str
