"""Hours at the two posts of a crossing, by act, year and direction of travel: what the waiting glyph shows."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType
from typing import TYPE_CHECKING, Final, NamedTuple

from geo.sites.crossing import MEASURED, POST_SCOPE
from geo.sites.leading import SEA_PORT, is_doubtful
from geo.sites.selection import LISTED_ROLES, crossings_of

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

    from geo.catalogue import Catalogue
    from geo.records.measurements import Dwell
    from geo.records.places import Crossing, Site

LEAVE: Final = "leave"
ENTER: Final = "enter"
ACTS: Final = MappingProxyType({"outbound": LEAVE, "inbound": ENTER})
"""What a truck does with the country that owns the post, by the direction in the tables."""
WEST: Final = "west"
EAST: Final = "east"
BOTH: Final = "both"
DIRECTIONS: Final = (WEST, EAST, BOTH)
CLOSED: Final = "closed"
UNMEASURED: Final = ""
"""States of a value: measured (zero as well), closed, or nothing that anybody has measured."""
OTHER_THINGS: Final = frozenset({"mean-post"})
"""Kinds of disagreement in which two values are not of the same post: no reason to doubt either."""
_SECOND_HAND: Final = re.compile(r"second-hand|as reported by", re.IGNORECASE)
_LAND_MODES: Final = ("road", "rail")
_MOVEMENT: Final = re.compile(r"(east|west)bound: ([A-Z]{3}) outbound, ([A-Z]{3}) inbound")


class Value(NamedTuple):
    """What the tables say of one post, act and year.

    Attributes
    ----------
    state
        `measured`, `closed`, or blank where it was not measured: a blank is never a zero.
    hours
        None unless measured; a measured zero is 0.0.
    disputed
        True where sources disagree about the hours, or a remark doubts them.
    second_hand
        True where the hours are known from others than who measured them.
    rows
        Rows of the table that it rests on, what is shown last.
    """

    state: str
    hours: float | None
    disputed: bool
    second_hand: bool
    rows: tuple[Dwell, ...]


NOTHING: Final = Value(UNMEASURED, None, disputed=False, second_hand=False, rows=())


class Half(NamedTuple):
    """Half of a glyph: one post, and what is done there by whoever travels in one direction."""

    side: str
    post: str
    act: str
    travel: str
    value: Value


@dataclass(frozen=True, slots=True)
class Waiting:
    """The posts of one site that face each other, and all that is measured there in one mode.

    Attributes
    ----------
    west, east
        Posts as they lie, the own one among them; blank where a side has no post, as on the side of the sea.
    values
        By post, act and year; what is missing is not measured.
    untold
        Measured rows of which no source states the direction: they belong to neither half.
    """

    site_id: str
    mode: str
    west: str
    east: str
    values: Mapping[tuple[str, str, int], Value]
    untold: tuple[Dwell, ...]

    @property
    def years(self) -> frozenset[int]:
        """The years in which something is measured."""
        return frozenset(year for (_, _, year), value in self.values.items() if value.state == MEASURED)

    def halves(self, year: int, direction: str) -> tuple[Half, ...]:
        """List what a glyph shows of one year.

        Parameters
        ----------
        year
            One of the years of the data.
        direction
            `west`, `east`, or `both`, which gives those of west first.

        Returns
        -------
        halves
            Going west, the eastern post is left and the western one entered; going east, the other way round.
        """
        wanted = (WEST, EAST) if direction == BOTH else (direction,)
        found = []
        for travel in wanted:
            for side, post in ((WEST, self.west), (EAST, self.east)):
                act = ENTER if side == travel else LEAVE
                if post:
                    found.append(Half(side, post, act, travel, self.values.get((post, act, year), NOTHING)))
        return tuple(found)


@lru_cache(maxsize=4)
def list_waiting(catalogue: Catalogue) -> tuple[Waiting, ...]:
    """List what there is to show of every listed site at a border, one entry for each mode.

    Parameters
    ----------
    catalogue
        The checked tables.

    Returns
    -------
    waiting
        In the order of the sites. A site whose posts cannot be sorted into west and east is left out, as is one with no
        position. Where nothing is measured the entry stands with no values: that is what is to be seen.
    """
    rows: dict[str, list[Dwell]] = {}
    for row in catalogue.dwell:
        if row.scope == POST_SCOPE:
            rows.setdefault(row.place_id, []).append(row)
    disputed = _list_disputed(catalogue)
    found: list[Waiting] = []
    for site in catalogue.sites.values():
        if site.role in LISTED_ROLES and catalogue.places[site.site_id].lon is not None:
            found += _list_modes(catalogue, site, rows, disputed)
    return tuple(found)


def list_years(waiting: Iterable[Waiting]) -> tuple[int, ...]:
    """List the years in which hours are measured in a direction, oldest first."""
    return tuple(sorted({year for one in waiting for year in one.years}))


def pick_waiting(waiting: Iterable[Waiting], modes: Collection[str]) -> dict[str, Waiting]:
    """Pick what each site shows: of the modes that are wanted, or of all, the first of which anything is measured.

    Returns
    -------
    picked
        By site id; a site without any of these modes is left out.
    """
    found: dict[str, Waiting] = {}
    for one in waiting:
        if modes and one.mode not in modes:
            continue
        known = found.get(one.site_id)
        if known is None or (not known.years and one.years):
            found[one.site_id] = one
    return found


def _list_disputed(catalogue: Catalogue) -> frozenset[str]:
    """Collect the rows about whose hours sources disagree, by the table of disagreements."""
    told = (row for row in catalogue.disagreements if row.kind not in OTHER_THINGS)
    return frozenset(concern for row in told for concern in row.concerns)


def _list_modes(
    catalogue: Catalogue, site: Site, rows: Mapping[str, Sequence[Dwell]], disputed: frozenset[str]
) -> Iterator[Waiting]:
    """Gather what there is of one site: its land crossings, or, at a port, the traffic of its own post."""
    port = catalogue.places[site.site_id].kind == SEA_PORT
    done = set()
    for crossing in crossings_of(catalogue, site.site_id):
        sides = _sides(catalogue, crossing)
        if sides is None or (not port and "" in sides):
            continue
        west, east = sides
        if port:  # the shores across lie elsewhere: there is one post here, and the sea before it
            west, east = (post if post == site.site_id else "" for post in sides)
        for mode in _LAND_MODES if port else (crossing.mode,):
            here = [row for post in (west, east) if post for row in rows.get(post, ()) if row.mode == mode]
            if mode in done or (port and not here):
                continue
            done.add(mode)
            untold = tuple(row for row in here if row.direction not in ACTS and _is_measured(row))
            yield Waiting(site.site_id, mode, west, east, _gather(here, disputed), untold)


def _sides(catalogue: Catalogue, crossing: Crossing) -> tuple[str, str] | None:
    """Tell the western post of a crossing from the eastern one; None where the tables do not say.

    What CPMM calls eastbound comes first: positions of two posts on one bridge are less exact than that.
    """
    posts = (crossing.post_a, crossing.post_b)
    countries = [catalogue.places[post].country if post else "" for post in posts]
    said = _MOVEMENT.search(crossing.movement)
    if said and {said[2], said[3]} == set(countries):
        west = said[2] if said[1] == EAST else said[3]
        return posts if countries[0] == west else posts[::-1]
    one, other = (catalogue.places[post].lon if post else None for post in posts)
    if one is None or other is None or one == other:
        return None
    return posts if one < other else posts[::-1]


def _gather(rows: Iterable[Dwell], disputed: frozenset[str]) -> Mapping[tuple[str, str, int], Value]:
    found: dict[tuple[str, str, int], list[Dwell]] = {}
    for row in rows:
        acts = ACTS.values() if row.direction == BOTH else [ACTS[row.direction]] if row.direction in ACTS else []
        for act in acts:
            found.setdefault((row.place_id, act, row.year), []).append(row)
    values = {key: _weigh(sorted(members, key=lambda row: row.edition), disputed) for key, members in found.items()}
    return MappingProxyType({key: value for key, value in values.items() if value is not None})


def _weigh(rows: Sequence[Dwell], disputed: frozenset[str]) -> Value | None:
    """Make one value of the rows of a post, act and year; None where it was not measured, whatever was claimed."""
    measured = tuple(filter(_is_measured, rows))
    if measured:
        shown = measured[-1]
        differ = len({row.hours for row in measured}) > 1
        doubted = differ or is_doubtful_hours(shown) or any(row.dwell_id in disputed for row in measured)
        return Value(MEASURED, shown.hours, doubted, _is_second_hand(shown), measured)
    closed = tuple(row for row in rows if row.kind == CLOSED)
    return Value(CLOSED, None, disputed=False, second_hand=False, rows=closed) if closed else None


def _is_measured(row: Dwell) -> bool:
    return row.kind == MEASURED and row.hours is not None


def _is_second_hand(row: Dwell) -> bool:
    return bool(_SECOND_HAND.search(row.note) or _SECOND_HAND.search(row.edition))


def is_doubtful_hours(row: Dwell) -> bool:
    """Say whether the remark on a measurement doubts its hours, and not only what was paid."""
    return is_doubtful(row) and "doubtful: the cost" not in row.note


class Longest(NamedTuple):
    """The longest wait of a year, with how many crossings it was looked for at."""

    site_id: str
    mode: str
    half: Half
    crossings: int


def find_longest(waiting: Iterable[Waiting], mode: str, year: int, direction: str) -> Longest | None:
    """Find the longest wait that was measured in one mode, year and direction.

    Returns
    -------
    longest
        None where nothing is measured. What a remark doubts is not for a headline, and neither leads nor counts.
    """
    found: list[tuple[Waiting, Half]] = []
    for one in waiting:
        halves = one.halves(year, direction) if one.mode == mode else ()
        sound = [half for half in halves if half.value.hours and not is_doubtful_hours(half.value.rows[-1])]
        if sound:
            found.append((one, max(sound, key=lambda half: half.value.hours or 0)))
    if not found:
        return None
    one, half = max(found, key=lambda pair: pair[1].value.hours or 0)
    return Longest(one.site_id, mode, half, len(found))


class Stay(NamedTuple):
    """The longest wait at the posts of one country, with what it was there before.

    Attributes
    ----------
    posts
        How many of the country's posts were measured in this mode and year.
    before
        Year and value of the same post and act, in the newest earlier year that is known, or None.
    """

    post: str
    act: str
    year: int
    value: Value
    posts: int
    before: tuple[int, Value] | None


def find_longest_stay(catalogue: Catalogue, country: str, mode: str) -> Stay | None:
    """Find the longest wait at a country's posts in the newest year that is measured there.

    Parameters
    ----------
    catalogue
        The checked tables.
    country
        Alpha-3.
    mode
        One of travel.

    Returns
    -------
    stay
        At any of its posts, on the map or not; None where nothing is measured. What a remark doubts neither leads nor
        counts.
    """
    rows: dict[str, list[Dwell]] = {}
    for row in catalogue.dwell:
        if row.scope == POST_SCOPE and row.place_id and row.country == country and row.mode == mode:
            rows.setdefault(row.place_id, []).append(row)
    disputed = _list_disputed(catalogue)
    sound = {
        key: value
        for members in rows.values()
        for key, value in _gather(members, disputed).items()
        if value.hours and not is_doubtful_hours(value.rows[-1])
    }
    if not sound:
        return None
    newest = max(year for _, _, year in sound)
    longest = max((key for key in sound if key[2] == newest), key=lambda key: sound[key].hours or 0)
    post, act, _ = longest
    earlier = max((year for one, done, year in sound if (one, done) == (post, act) and year < newest), default=None)
    before = None if earlier is None else (earlier, sound[post, act, earlier])
    posts = len({one for one, _, year in sound if year == newest})
    return Stay(post, act, newest, sound[longest], posts, before)
