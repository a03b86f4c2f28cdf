"""Which names find room on a picture, and where: those of members before others, at the end of a line if need be.

As `placeNames` in `panels/web/js/core/place_labels.js` does: the name of a member that finds no room is placed before
all others, where no name of a site or of another member is lost for it; while one has none, no other country is named.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from functools import partial
from itertools import zip_longest
from typing import TYPE_CHECKING, Final

from geo.picture.country_names import Asked
from geo.picture.labels import Box, list_kinds, take_place, widen, width_of
from geo.style import read_style

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from geo.picture.country_names import Led
    from geo.picture.labels import Kind, Name, Room

    Pixel = tuple[float, float]

MOST_TRIES: Final = 24
"""Of places before all others that are tried for a name: each asks where those would stand that keep their own."""
CLOSE_PX: Final = 0.5
"""Between the letters of a name that stands beside its country."""
SMALL_PX: Final = 11.0
"""Letters of such a name that has little room: no document prints smaller ones."""
_LINE_STEP_PX: Final = 4.0


@dataclass(frozen=True, slots=True)
class LabelGround:
    """What lies below the names, for those of countries.

    Attributes
    ----------
    allowed
        Says whether a name may stand in a box.
    beside
        Lists where the middle of a name so wide may stand that has no room at its point, the best first.
    led
        Lists where a name may stand that a line joins to its country.
    keeps
        Says whether the name of a country keeps its place when another one comes before it, and comes before others.
    """

    allowed: Callable[[Name, Box], bool] = lambda *_: True
    beside: Callable[[Name, float], Sequence[Pixel]] = lambda *_: ()
    led: Callable[[Asked], Sequence[Led]] = lambda *_: ()
    keeps: Callable[[Name], bool] = lambda _: False


@dataclass(frozen=True, slots=True)
class Placed:
    """A name with its letters and its box, and where the line ends that leads to its country, if one does."""

    name: Name
    kind: Kind
    box: Box
    led: Led | None = None

    def list_line_boxes(self) -> list[Box]:
        """List what that line covers, as boxes along it; it begins where the name is nearest to its end."""
        if self.led is None:
            return []
        (x0, y0), (x1, y1) = self.box.nearest(self.led.end), self.led.end
        free = read_style().labels["led"]["free_px"]
        steps = math.ceil(math.hypot(x1 - x0, y1 - y0) / _LINE_STEP_PX)
        along = [(x0 + (x1 - x0) * step / steps, y0 + (y1 - y0) * step / steps) for step in range(1, steps + 1)]
        return [Box(x - free, y - free, x + free, y + free) for x, y in along]

    def list_covered(self) -> list[Box]:
        """List what it covers, with what is kept free around it."""
        return [self.box if self.kind.must else widen(self.box), *self.list_line_boxes()]


def place_names(names: Iterable[Name], room: Room, ground: LabelGround | None = None) -> list[Placed]:
    """Place names where there is room for them.

    Parameters
    ----------
    names
        The most important first.
    room
        What is taken already; every name placed takes its place in it.
    ground
        What lies below them; None where a name may stand anywhere.

    Returns
    -------
    placed
        Those that found a place, in their order.
    """
    sheet = _Sheet(tuple(names), room, ground or LabelGround(), tuple(room.boxes))
    keeps = sheet.ground.keeps
    placed, fixed = sheet.place_all({}), dict[int, Placed]()
    for index, name in enumerate(sheet.names):
        if index not in placed and keeps(name):
            found = sheet.place_late(index, placed, fixed)
            if found != fixed:
                fixed, placed = found, sheet.place_all(found)
    if any(keeps(name) and index not in placed for index, name in enumerate(sheet.names)):
        others = {index for index, name in enumerate(sheet.names) if name.kind == "country" and not keeps(name)}
        placed = sheet.place_all(fixed, without=others)
    return [one for _, one in sorted(placed.items())]


@dataclass(frozen=True, slots=True)
class _Sheet:
    """Names to be placed, in their order, and what was taken before them."""

    names: tuple[Name, ...]
    room: Room
    ground: LabelGround
    taken: tuple[Box, ...]

    def clear(self, fixed: Iterable[Placed]) -> None:
        """Free what names have taken, but for those with a fixed place."""
        self.room.boxes[:] = [*self.taken, *(box for one in fixed for box in one.list_covered())]

    def place_all(self, fixed: Mapping[int, Placed], without: Iterable[int] = ()) -> dict[int, Placed]:
        """Place all names that find room but some, first those with a fixed place: index in the order → place."""
        self.clear(fixed.values())
        placed = dict(fixed)
        for index, name in enumerate(self.names):
            if index not in fixed and index not in without and (found := self.place(name)):
                placed[index] = found
        return placed

    def place(self, name: Name) -> Placed | None:
        """Find the place of a name and take it."""
        kind = list_kinds()[name.kind]
        reach, allowed = kind.reach + name.ring, partial(self.ground.allowed, name)
        if box := take_place(name.at, kind, width_of(name, kind), reach, self.room, allowed=allowed):
            return Placed(name, kind, box)
        found = next(self.list_beside(name), None)
        if found:
            self.room.boxes += found.list_covered()
        return found

    def list_beside(self, name: Name) -> Iterator[Placed]:
        """List the free places of a name beside its country: with letters closer to each other, and at last smaller."""
        for size in (list_kinds()[name.kind].size, SMALL_PX):
            form, width = _write_close(name, size)
            yield from self._list_free(name, form, width, self.ground.beside(name, width))

    def list_late(self, name: Name) -> Iterator[Placed]:
        """List the same places, and those from which a line leads to the country; at last of its code, ISO 3166."""
        most = read_style().labels["led"]["most_wide"] * _write_close(name, SMALL_PX)[1]
        for text, is_code in ((name.text, False), (name.country, True)):
            written = replace(name, text=text)
            yield from self.list_beside(written)
            form, width = _write_close(written, SMALL_PX)
            led = self.ground.led(Asked(name.country, width, form.height, most, is_code))
            yield from self._list_free(written, form, width, (one.at for one in led), led)

    def _list_free(
        self, name: Name, form: Kind, width: float, places: Iterable[Pixel], led: Iterable[Led] = ()
    ) -> Iterator[Placed]:
        """List the places where a name covers nothing, no ink either, each with its first line that crosses no name."""
        done = set()
        for (x, y), line in zip_longest(places, led):
            if line and (x, y) in done:
                continue
            placed = Placed(
                name, form, Box(x - width / 2, y - form.height / 2, x + width / 2, y + form.height / 2), line
            )
            if not self.room.free(placed.box) or self.room.inked(placed.box):
                done.add((x, y))
            elif all(map(self.room.is_clear, placed.list_line_boxes())):
                done.add((x, y))
                yield placed

    def place_late(self, index: int, placed: Mapping[int, Placed], fixed: Mapping[int, Placed]) -> dict[int, Placed]:
        """Find a place before all others for a name without one, where none that keeps its own covers more for it."""
        keepers = [
            one for at, one in placed.items() if at not in fixed and (one.kind.must or self.ground.keeps(one.name))
        ]
        self.clear(fixed.values())
        tries = 0
        for late in self.list_late(self.names[index]):
            tried = {**fixed, index: late}
            covered = [one for one in keepers if any(box.covers(one.box) for box in late.list_covered())]
            if not covered:
                return tried
            if tries < MOST_TRIES and all(self._stay_well([one], tried) for one in covered):
                tries += 1
                if self._stay_well(keepers, tried):
                    return tried
            self.clear(fixed.values())
        return dict(fixed)

    def _stay_well(self, keepers: Sequence[Placed], fixed: Mapping[int, Placed]) -> bool:
        """Say whether each of some names, placed after those with a fixed place, covers no more than before."""
        self.clear(fixed.values())
        return all(self._stays_well(one) for one in keepers)

    def _stays_well(self, before: Placed) -> bool:
        found = self.place(before.name)
        return found is not None and self.room.inked(found.box) <= self.room.inked(before.box)


def _write_close(name: Name, size: float) -> tuple[Kind, float]:
    """Write a name in letters of a size that stand close to each other; with how wide it is then."""
    kind = list_kinds()[name.kind]
    form = replace(kind, spacing=CLOSE_PX, size=size, height=kind.height * size / kind.size)
    return form, width_of(name, form)
