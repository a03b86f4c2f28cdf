"""Legs and stops of one journey → its time/cost–distance profile; scenarios.

The form is that of the United Nations ESCAP: distance from the origin runs along x, time or cost adds up along y. A
leg slopes, a stop is a vertical riser. Time and cost are two profiles and never share an axis.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final, TypeAlias

from geo.errors import ScenarioError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

WHOLE: Final = 1.0
MOST: Final = 1e9  # km, hours or US$ of one part: more is no journey, and sums of it leave the numbers there are


@dataclass(frozen=True, slots=True)
class ProfileLeg:
    """A stretch that is travelled.

    Attributes
    ----------
    km
        Length, never negative.
    value
        Hours of movement, or US$; None when no source publishes them.
    low, high
        Ends of the range where one is known.
    """

    id: str
    km: float
    value: float | None
    low: float | None = None
    high: float | None = None


@dataclass(frozen=True, slots=True)
class ProfileStop:
    """A place where the journey stands still.

    Attributes
    ----------
    value
        Hours of standing, or US$ paid; None when they were never measured, which is not zero.
    low, high
        Ends of the range where one is known.
    """

    id: str
    value: float | None
    low: float | None = None
    high: float | None = None


Part: TypeAlias = ProfileLeg | ProfileStop


@dataclass(frozen=True, slots=True)
class Drawn:
    """One part with where it begins and ends in the profile.

    Attributes
    ----------
    start, end
        (kilometres from the origin, hours or US$ since departure). Of a gap both have the same height: it is drawn
        as a gap and counted, and what follows stands at least so high.
    """

    part: Part
    start: tuple[float, float]
    end: tuple[float, float]

    @property
    def gap(self) -> bool:
        """True when its value is not known."""
        return self.part.value is None


@dataclass(frozen=True, slots=True)
class Profile:
    """The time/cost–distance profile of a journey.

    Attributes
    ----------
    drawn
        Every part in the order of travel.
    km
        Length of all legs.
    moving, standing
        Sums of the legs and of the stops whose values are known.
    known_km
        Length of the legs whose values are known.
    """

    drawn: tuple[Drawn, ...]
    km: float
    known_km: float
    moving: float
    standing: float

    @property
    def points(self) -> tuple[tuple[float, float], ...]:
        """List the corners of the step line, the origin first."""
        return ((0.0, 0.0), *(one.end for one in self.drawn))

    @property
    def total(self) -> float:
        """Sum of all known values; with gaps it is at least this much."""
        return self.moving + self.standing

    @property
    def gaps(self) -> tuple[Part, ...]:
        """List the parts whose values are not known."""
        return tuple(one.part for one in self.drawn if one.gap)

    @property
    def at_least(self) -> bool:
        """True when a part is not known, so that the total is a lower bound."""
        return bool(self.gaps)

    @property
    def swod(self) -> float | None:
        """Speed without delay: kilometres by hours of the legs whose hours are known; None when there are none."""
        return self.known_km / self.moving if self.moving else None

    @property
    def swd(self) -> float | None:
        """Speed with delay: the same kilometres by the hours of these legs and of all known stops."""
        return self.known_km / self.total if self.moving else None

    @property
    def share_standing(self) -> float | None:
        """Part of the known time that is spent standing, 0 to 1: 1 − SWD/SWOD; None when nothing is known."""
        return self.standing / self.total if self.total else None

    @property
    def ranked_stops(self) -> tuple[tuple[ProfileStop, float], ...]:
        """List the known stops, the longest first, each with its share of the total."""
        known = [one.part for one in self.drawn if isinstance(one.part, ProfileStop) and one.part.value is not None]
        ordered = sorted(known, key=lambda stop: -(stop.value or 0.0))
        return tuple((stop, (stop.value or 0.0) / self.total if self.total else 0.0) for stop in ordered)


def draw_profile(parts: Iterable[Part]) -> Profile:
    """Add up the parts of a journey.

    Parameters
    ----------
    parts
        Legs and stops in the order of travel.

    Returns
    -------
    profile

    Raises
    ------
    ScenarioError
        When a length or value is negative, no number, or of absurd size.
    """
    drawn: list[Drawn] = []
    at = (0.0, 0.0)
    for part in parts:
        km = part.km if isinstance(part, ProfileLeg) else 0.0
        for number in (km, part.value or 0.0):
            if not 0.0 <= number <= MOST:
                msg = f"{part.id} has {number}, which is no length, time or cost"
                raise ScenarioError(msg)
        end = (at[0] + km, at[1] + (part.value or 0.0))
        drawn.append(Drawn(part, at, end))
        at = end
    legs = [one.part for one in drawn if isinstance(one.part, ProfileLeg)]
    return Profile(
        drawn=tuple(drawn),
        km=math.fsum(leg.km for leg in legs),
        known_km=math.fsum(leg.km for leg in legs if leg.value is not None),
        moving=math.fsum(leg.value or 0.0 for leg in legs),
        standing=math.fsum(one.part.value or 0.0 for one in drawn if isinstance(one.part, ProfileStop)),
    )


def apply_scenario(parts: Sequence[Part], kept: Mapping[str, float]) -> tuple[Part, ...]:
    """Shorten some of the stops, to see what a journey would gain.

    Parameters
    ----------
    parts
        Legs and stops in the order of travel.
    kept
        Id of a stop → the part of its time that remains, 0 to 1. Stops that are not named stay as they are; so do
        gaps, because a part of an unknown time is unknown too. Ids of nothing in the journey are ignored.

    Returns
    -------
    parts
        A scenario never adds time.

    Raises
    ------
    ScenarioError
        When a part that remains is not between 0 and 1.
    """
    for name, share in kept.items():
        if not 0.0 <= share <= WHOLE:
            msg = f"{share} of {name} is not a part between 0 and 1"
            raise ScenarioError(msg)
    return tuple(_shorten(part, kept.get(part.id, WHOLE)) if isinstance(part, ProfileStop) else part for part in parts)


def assume(parts: Sequence[Part], assumed: Mapping[str, float]) -> tuple[Part, ...]:
    """Fill gaps with values that the reader assumes; measured values stay.

    Parameters
    ----------
    parts
        Legs and stops in the order of travel.
    assumed
        Id of a stop → hours; 0 leaves the gap as it is.
    """
    return tuple(
        replace(part, value=assumed[part.id])
        if isinstance(part, ProfileStop) and part.value is None and assumed.get(part.id)
        else part
        for part in parts
    )


def _shorten(stop: ProfileStop, share: float) -> ProfileStop:
    if share == WHOLE or stop.value is None:
        return stop
    low, high = (None if end is None else end * share for end in (stop.low, stop.high))
    return replace(stop, value=stop.value * share, low=low, high=high)
