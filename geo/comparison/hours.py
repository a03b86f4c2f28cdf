"""Hours and payments at several crossings side by side: by side of the border, direction of travel, mode and year."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal

from geo.sites.crossing import list_series

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from geo.catalogue import Catalogue
    from geo.records.measurements import Dwell
    from geo.sites.crossing import Series

Act = Literal["enter", "leave", ""]
"""What a traveller does at a post, seen from the country that owns it; blank where no source says it."""
ACTS: Final[tuple[Act, ...]] = ("enter", "leave", "")
MEASURED: Final = "measured"
CLOSED: Final = "closed"
"""Kind of a row of a year in which a post was closed: neither a zero nor a gap."""
_ACTS_OF: Final[dict[str, tuple[Act, ...]]] = {
    "inbound": ("enter",), "outbound": ("leave",), "both": ("enter", "leave"),
}  # fmt: skip
"""A row for both directions says that neither was measured; their mean (`all`) belongs to neither."""
Measure = Literal["hours", "payment"]
HOURS: Final = "hours"
PAYMENT: Final = "payment"
PAYMENT_INDICATOR: Final = "tfi2"
_SECOND_HAND: Final = re.compile(r"second-hand", re.IGNORECASE)


def read_amount(row: Dwell, measure: Measure) -> float | None:
    """Take hours or payment from a row: a charge for one activity alone is no payment at a post (TFI2)."""
    if measure == HOURS:
        return row.hours
    return row.cost_usd if PAYMENT_INDICATOR in row.indicator else None


def is_printed_zero(row: Dwell) -> bool:
    """Say whether the payment of a row is printed as 0: perhaps nothing was recorded, so it is never free of charge."""
    return read_amount(row, PAYMENT) == 0


@dataclass(frozen=True, slots=True)
class Track:
    """What was published of the hours and payments at one post, for one act and mode.

    Attributes
    ----------
    country
        Owner of the post.
    from_country, to_country
        The movement; blank where the source does not say where it comes from or goes to.
    rows
        By year; several of one year where sources or editions differ. A row without any value says why in its kind.
    """

    post_id: str
    country: str
    mode: str
    act: Act
    from_country: str
    to_country: str
    rows: tuple[Dwell, ...]

    def of_year(self, year: int) -> tuple[Dwell, ...]:
        """Pick the rows of a year."""
        return tuple(row for row in self.rows if row.year == year)

    def told(self, measure: Measure = HOURS) -> tuple[Dwell, ...]:
        """List the rows with a value, the measured ones alone where there are any."""
        with_value = tuple(row for row in self.rows if read_amount(row, measure) is not None)
        measured = tuple(row for row in with_value if row.kind == MEASURED)
        return measured or with_value


@dataclass(frozen=True, slots=True)
class Band:
    """One act on one side of the border, at every crossing that is compared.

    Attributes
    ----------
    own
        True at the site itself, False at the posts that face it.
    years
        Every year of which anything is said anywhere in the band, the newest first.
    tracks
        For each site, in the order asked for; empty where nothing was published.
    """

    own: bool
    act: Act
    years: tuple[int, ...]
    tracks: tuple[tuple[Track, ...], ...]

    @property
    def country(self) -> str:
        """The country that is entered or left, where it is the same one everywhere; else blank."""
        countries = {track.country for tracks in self.tracks for track in tracks}
        return countries.pop() if len(countries) == 1 else ""


def list_bands(catalogue: Catalogue, site_ids: Sequence[str]) -> tuple[Band, ...]:
    """Put hours and payments of several crossings side by side.

    Parameters
    ----------
    catalogue
        The checked tables.
    site_ids
        Sites in the order wanted.

    Returns
    -------
    bands
        First those of the sites themselves, then those of the posts across the border; on each side entering, leaving,
        and what has no direction. A band of which no table says anything is left out.
    """
    found = [tuple(_list_tracks(catalogue, site_id)) for site_id in site_ids]
    bands = []
    for own in (True, False):
        for act in ACTS:
            tracks = tuple(
                tuple(track for track in all_of_it if track.act == act and (track.post_id == site_id) == own)
                for site_id, all_of_it in zip(site_ids, found, strict=True)
            )
            years = {row.year for of_site in tracks for track in of_site for row in track.rows}
            if years:
                bands.append(Band(own, act, tuple(sorted(years, reverse=True)), tracks))
    return tuple(bands)


def _list_tracks(catalogue: Catalogue, site_id: str) -> Iterable[Track]:
    for series in list_series(catalogue, site_id):
        rows = tuple(row for row in series.rows if _says_something(row))
        for act in _ACTS_OF.get(series.direction, ("",)) if rows else ():
            yield _track(series, act, rows)


def _says_something(row: Dwell) -> bool:
    return row.kind != MEASURED or row.hours is not None or read_amount(row, PAYMENT) is not None


def _track(series: Series, act: Act, rows: tuple[Dwell, ...]) -> Track:
    ends = (series.from_country, series.to_country)
    return Track(series.place_id, series.country, series.mode, act, *ends, rows)


@dataclass(frozen=True, slots=True)
class Scale:
    """What the longest bar stands for: 0.0 where there is no time, None where no payment is published at all."""

    hours: float
    payment: float | None


def find_scale(rows: Iterable[Dwell]) -> Scale:
    """Find the longest time and the largest payment of all, the common scales of the bars."""
    listed = tuple(rows)
    hours = (row.hours or 0.0 for row in listed)
    payments = (payment for row in listed if (payment := read_amount(row, PAYMENT)) is not None)
    return Scale(max(hours, default=0.0), max(payments, default=None))


def list_band_rows(bands: Iterable[Band]) -> Iterable[Dwell]:
    """List every row of several bands."""
    return (row for band in bands for tracks in band.tracks for track in tracks for row in track.rows)


def is_second_hand(row: Dwell) -> bool:
    """Say whether a value is known only through somebody who reports it."""
    return bool(_SECOND_HAND.search(row.note))


def pick_told(band: Band, measure: Measure = HOURS) -> tuple[tuple[Dwell, ...], ...]:
    """Pick what a sentence says of each site: of the newest year that two of them share, else each one's newest year.

    Parameters
    ----------
    band
        One act on one side.
    measure
        Of which values it is.

    Returns
    -------
    rows
        For each site; several where it has several posts or modes, or where sources differ on that year. Empty where no
        year tells it.
    """
    told = [tuple(row for track in tracks for row in track.told(measure)) for tracks in band.tracks]
    years = [{row.year for row in rows} for rows in told]
    shared = [year for year in set().union(*years) if sum(year in of_site for of_site in years) > 1]
    common = max(shared, default=None)
    picked = []
    for rows, of_site in zip(told, years, strict=True):
        year = common if common in of_site else max(of_site, default=None)
        picked.append(tuple(row for row in rows if row.year == year))
    return tuple(picked)
