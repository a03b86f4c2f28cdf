"""Sources, places, sites, crossings and the lines between them.

As in all records: a blank text is ``""``, a blank number or yes-no is None, a list is a tuple. Dates stay in the form
that `geo.dates` reads. What each column means stands in ``dictionary.csv``.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Source:
    """A document, page or data set that facts are taken from.

    Attributes
    ----------
    archive_url
        Where an archive keeps the page as it was; blank where no copy is recorded.
    quoted
        The passage that says what was taken from it, in its own language; blank where it is not recorded.
    quoted_language
        Its language, ISO 639-1; blank where it is not known.
    content_hash
        SHA-256 of the file that was read; blank where it is not recorded.
    """

    source_id: str
    title: str
    publisher: str
    year: int | None
    url: str
    accessed: str
    archive_url: str
    quoted: str
    quoted_language: str
    content_hash: str
    licence: str
    note: str


@dataclass(frozen=True, slots=True)
class Place:
    """Anything with a name of its own that other tables point to: a post, port, station, city."""

    place_id: str
    name: str
    kind: str
    modes: tuple[str, ...]
    country: str
    lat: float | None
    lon: float | None
    precision_km: float | None
    position_basis: str
    elevation_m: float | None
    unlocode: str
    parent_id: str
    source_id: tuple[str, ...]
    confidence: str
    note: str


@dataclass(frozen=True, slots=True)
class PlaceName:
    """One name of a place in one language and script."""

    place_id: str
    language: str
    name: str
    use: str
    source_id: tuple[str, ...]
    confidence: str
    note: str


@dataclass(frozen=True, slots=True)
class OtherName:
    """What others call a country or a place in their tables, and which of ours is meant."""

    kind: str
    written: str
    country: str
    mode: str
    place_id: str
    decided_by: str
    decided_on: str
    source_id: tuple[str, ...]
    confidence: str
    note: str


@dataclass(frozen=True, slots=True)
class Site:
    """A place that the map is about, and why."""

    site_id: str
    short_name: str
    area: str
    role: str
    symbol: str
    founding_name: str
    paragraphs: tuple[str, ...]
    adjoining_countries: tuple[str, ...]
    counterpart_ids: tuple[str, ...]
    source_id: tuple[str, ...]
    confidence: str
    note: str


@dataclass(frozen=True, slots=True)
class SiteFact:
    """One statement about a place, as of a date."""

    fact_id: str
    place_id: str
    topic: str
    statement: str
    as_of: str
    source_id: tuple[str, ...]
    confidence: str
    note: str


@dataclass(frozen=True, slots=True)
class Crossing:
    """Two posts that face each other across a border or a sea."""

    crossing_id: str
    name: str
    mode: str
    post_a: str
    post_b: str
    cpmm_pair: str
    movement: str
    source_id: tuple[str, ...]
    confidence: str
    note: str


@dataclass(frozen=True, slots=True)
class OpeningHours:
    """When a post is open, in local time, as far as it is stated."""

    hours_id: str
    place_id: str
    days: tuple[str, ...]
    opens: str
    closes: str
    valid: str
    as_of: str
    source_id: tuple[str, ...]
    confidence: str
    note: str


@dataclass(frozen=True, slots=True)
class TimeZone:
    """The time that the posts of a country go by."""

    country: str
    zone: str
    source_id: tuple[str, ...]
    confidence: str
    note: str


@dataclass(frozen=True, slots=True)
class Line:
    """One part of a corridor that is drawn as one line."""

    line_id: str
    name: str
    part: str
    mode: str
    status: str
    from_place: str
    to_place: str
    published_km: float | None
    published_note: str
    source_id: tuple[str, ...]
    confidence: str
    note: str


@dataclass(frozen=True, slots=True)
class Waypoint:
    """One named point of a line, in travel order; the line is drawn through it where no alignment is known."""

    line_id: str
    seq: int
    place_id: str
    name: str
    country: str
    lat: float
    lon: float
    kind: str
    basis: str
    off_line_km: float | None
    source_id: tuple[str, ...]
    confidence: str
    note: str


@dataclass(frozen=True, slots=True)
class Alignment:
    """One part of a line whose course is known better than by its named points, and where that is from."""

    line_id: str
    part: int
    basis: str
    precision_m: float | None
    source_id: tuple[str, ...]
    licence: str
    note: str


@dataclass(frozen=True, slots=True)
class Vertex:
    """One vertex of an alignment, in travel order."""

    line_id: str
    seq: int
    part: int
    lat: float
    lon: float
