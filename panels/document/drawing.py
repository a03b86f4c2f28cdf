"""The map of a view as a drawing for the first document: the code that draws it for print, in a thread of its own."""

from __future__ import annotations

import hashlib
import re
import threading
from collections import OrderedDict
from concurrent.futures import Future, ThreadPoolExecutor, wait
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING, Final, NamedTuple, Protocol
from urllib.parse import quote, unquote

import numpy as np

from geo.language import fold, load_language
from geo.map.home import home_bounds
from geo.picture.draw import WHOLE_REGION, Picture, draw_map, lay_sheet
from geo.picture.svg import shorten_path
from geo.projection import to_world
from geo.sites.selection import Choices, answers
from panels.document.near import LEAST, Near, find_answers, find_near, frame_near, picture_near
from panels.optional import optional

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from geo.catalogue import Catalogue
    from geo.geodesy import Bounds
    from geo.picture.frame import Frame
    from geo.picture.labels import Box
    from geo.picture.name_writing import Narrow
    from geo.sites.selection import SiteEntry
    from panels.view import View

HOME_PX: Final = (1100.0, 1290.0)
"""As wide as the map beside the panel at 1366 × 768, and so high that it fills the upright map of a phone."""
BESIDE_PX: Final = (900.0, 1060.0)
"""Smaller, for the text beside it takes room in the document as well."""
LONGEST_HELD_S: Final = 0.5
"""So long a drawing waits for answers that are written, where there is always another one."""
MOST_KEPT: Final = 40
"""Some 8 MB."""
MOST_WAITING: Final = 10
"""Sites and hours in every language, which the server begins with, and two."""
FOLDER: Final = "sight"
"""Below it lie the drawings that were not ready when their document was written."""
NAME_LENGTH: Final = 32
_FIRST_LINE: Final = re.compile(r"^<\?xml[^>]*>\s*")
_PATHS: Final = re.compile(r'(?<= d=")[^"]*')
_OF_DATA: Final = "data:image/svg+xml,"
_NOT_PLAIN: Final = re.compile(r"[^a-zA-Z0-9 ='/:;,()@!*+._~?$\[\]|-]+")
"""What an address of data may not hold as it is."""
_SCREEN_HAS: Final = re.compile(r'<g class="(?:scale|north)">.*?</g>', re.DOTALL)


class Placed(NamedTuple):
    """What is framed beside a text, and the zoom that is not passed."""

    bounds: Bounds
    zoom: float


@dataclass(frozen=True, slots=True)
class Wish:
    """What a drawing depends on; sites are no part of it but for the room that they take.

    Attributes
    ----------
    choices
        By which lines are dimmed.
    home
        True where the view is that of the whole map.
    placed
        What is framed where the map stands beside a text.
    near
        What is framed for chosen countries, or for a text that is searched for.
    covered
        What will lie on the drawing, in its pixels, on any screen and by any filter: no name stands there.
    narrow
        What lies on it on a phone, where that is more; `covered` is then of all other screens.
    """

    code: str
    layers: tuple[str, ...]
    choices: Choices
    site: str
    home: bool
    placed: Placed | None = None
    near: Near | None = None
    covered: tuple[Box, ...] = ()
    narrow: Narrow | None = None


@dataclass(frozen=True, slots=True)
class Symbol:
    """A site on a sheet: where it stands on the drawing, in percent of its width and height."""

    entry: SiteEntry
    left: float
    top: float
    on: bool


@dataclass(frozen=True, slots=True)
class Fit:
    """How the drawing lies on a map of any size.

    Attributes
    ----------
    width, height, drawn
        Of the view that is framed, and the width of the drawing, in world pixels.
    most
        Pixels of the screen for a world pixel that are not passed; 0 for no such limit.
    """

    width: float
    height: float
    drawn: float
    most: float = 0.0


def wish_of(view: View, code: str, near: Near | None = None) -> Wish:
    """Say which drawing a view needs; `near` is what the map frames for its countries or its text."""
    choices = Choices(modes=view.modes)
    return Wish(code, view.layers, choices, view.site, home=not (view.site or near), near=near)


def find_framed(catalogue: Catalogue, entries: Sequence[SiteEntry], view: View) -> Near | None:
    """Find what the map frames for the countries or the text of a view; None where it frames something else."""
    home = home_bounds(catalogue, entries)
    if home is None or view.site or not (view.countries or fold(view.text)):
        return None
    return find_answers(entries, view.choices, home)


class Draws(Protocol):
    """Whatever a drawing may be asked of."""

    def take(self, catalogue: Catalogue, entries: tuple[SiteEntry, ...], wish: Wish, patience_s: float = 0.0, /) -> str:
        """Take a drawing as an address, or a blank."""


class Drawings:
    """Draws the maps of first documents one after the other, and no document waits for them."""

    def __init__(self) -> None:
        self._pool = ThreadPoolExecutor(1, thread_name_prefix="drawing")
        self._made: OrderedDict[str, Future[str]] = OrderedDict()
        self._calm = threading.Condition()
        self._written = 0

    @contextmanager
    def after(self) -> Iterator[None]:
        """Begin no drawing while an answer is written: it would take half of the processor from what is waited for."""
        with self._calm:
            self._written += 1
        try:
            yield
        finally:
            with self._calm:
                self._written -= 1
                self._calm.notify_all()

    def _draw(self, catalogue: Catalogue, entries: tuple[SiteEntry, ...], wish: Wish) -> str:
        with self._calm:
            self._calm.wait_for(lambda: not self._written, LONGEST_HELD_S)
        return draw_quietly(catalogue, entries, wish)

    def take(self, catalogue: Catalogue, entries: tuple[SiteEntry, ...], wish: Wish, patience_s: float = 0.0) -> str:
        """Take a drawing as an address: of data, or where it comes as soon as it is ready if that takes longer.

        One that was not asked for before takes longer in any case. Blank where too many are waited for, or where it
        cannot be drawn.
        """
        key = _name(catalogue.version, wish)
        new = key not in self._made
        if new:
            if sum(not made.done() for made in self._made.values()) >= MOST_WAITING:
                return ""
            self._made[key] = self._pool.submit(self._draw, catalogue, entries, wish)
            while len(self._made) > MOST_KEPT:
                self._made.popitem(last=False)
        made = self._made[key]
        self._made.move_to_end(key)
        wait([made], 0.0 if new else patience_s)
        return made.result() if made.done() else f"{FOLDER}/{key}.svg"

    def find(self, name: str) -> Future[str] | None:
        """Find a drawing that a document has named: it is ready, or will be; None when no such drawing is kept."""
        return self._made.get(name)

    def begin(self, act: Callable[[], object]) -> None:
        """Do something after the drawings that are waited for."""
        self._pool.submit(act)

    def finish(self) -> None:
        """Wait until everything is drawn."""
        for made in list(self._made.values()):
            made.result()


class OneDrawing:
    """Draws a wish only if its drawing has the name that is looked for: what else is asked costs no drawing.

    Parameters
    ----------
    drawings
        Which draw it, within their limits.
    name
        As a document has written it.
    """

    def __init__(self, drawings: Drawings, name: str) -> None:
        self._drawings = drawings
        self._name = name

    def take(self, catalogue: Catalogue, entries: tuple[SiteEntry, ...], wish: Wish, _patience_s: float = 0.0) -> str:
        """Take the drawing without waiting for it; blank for any other."""
        return self._drawings.take(catalogue, entries, wish) if _name(catalogue.version, wish) == self._name else ""


def _name(version: str, wish: Wish) -> str:
    """Name a drawing by all that it depends on, for an address."""
    return hashlib.sha256(f"{version} {wish!r}".encode()).hexdigest()[:NAME_LENGTH]


def draw_quietly(catalogue: Catalogue, entries: tuple[SiteEntry, ...], wish: Wish) -> str:
    """Draw a map; blank where it fails, which is logged once."""
    drawn = [""]
    with optional(__name__, "Drawing the map of a first document"):
        drawn.append(draw(catalogue, entries, wish))
    return drawn[-1]


def draw(catalogue: Catalogue, entries: tuple[SiteEntry, ...], wish: Wish) -> str:
    """Draw a map: lines to whole pixels, as steps, without what the screen writes beside the map."""
    svg = draw_map(catalogue, [], _picture(catalogue, entries, wish), load_language(wish.code))
    svg = _SCREEN_HAS.sub("", _FIRST_LINE.sub("", svg))
    return address_of(_PATHS.sub(lambda path: shorten_path(path[0]), svg))


def address_of(svg: str) -> str:
    """Write a drawing as an address of data.

    As a picture it is one element of the document: its 300 own ones would be styled and laid out again whenever the
    live page that is being built adds a rule of style or a font.
    """
    return _OF_DATA + _NOT_PLAIN.sub(lambda found: quote(found[0], safe=""), svg.replace('"', "'"))


def read_address(address: str) -> str:
    """Read a drawing from its address of data."""
    return unquote(address.removeprefix(_OF_DATA))


def _near(catalogue: Catalogue, entries: Sequence[SiteEntry], wish: Wish) -> Near | None:
    if wish.near:
        return wish.near
    entry = next((one for one in entries if one.id == wish.site), None)
    return find_near(catalogue, entry) if entry else None


def _picture(catalogue: Catalogue, entries: Sequence[SiteEntry], wish: Wish) -> Picture:
    return replace(_frame_picture(catalogue, entries, wish), covered=wish.covered, narrow=wish.narrow)


def _frame_picture(catalogue: Catalogue, entries: Sequence[SiteEntry], wish: Wish) -> Picture:
    near = _near(catalogue, entries, wish)
    if near:
        return replace(picture_near(near, wish.layers), choices=wish.choices)
    if wish.placed:
        return Picture(
            *BESIDE_PX, bounds=wish.placed.bounds, layers=wish.layers, legend=False, closest=wish.placed.zoom
        )
    bounds = home_bounds(catalogue, entries) or WHOLE_REGION
    return Picture(*HOME_PX, bounds=bounds, choices=wish.choices, layers=wish.layers, legend=False)


@lru_cache(maxsize=2)
def _home_frame(catalogue: Catalogue, entries: tuple[SiteEntry, ...]) -> tuple[Bounds, Frame]:
    bounds = home_bounds(catalogue, entries) or WHOLE_REGION
    return bounds, lay_sheet(catalogue, [], Picture(*HOME_PX, bounds=bounds, legend=False))


def fit_home(catalogue: Catalogue, entries: tuple[SiteEntry, ...]) -> tuple[Fit, Frame]:
    """Measure how the drawing of the whole map lies on a screen, as the live map frames it first, and its sheet."""
    bounds, frame = _home_frame(catalogue, entries)
    corners = to_world(np.array([[bounds.west, bounds.north], [bounds.east, bounds.south]]))
    width, height = corners[1] - corners[0]
    return Fit(float(width), float(height), frame.width / frame.scale), frame


def fit_near(catalogue: Catalogue, entries: Sequence[SiteEntry], site: str) -> tuple[Fit, Frame] | None:
    """Measure how the drawing around a site lies on a screen, and its sheet; None where the site has no position."""
    entry = next((one for one in entries if one.id == site), None)
    near = find_near(catalogue, entry) if entry else None
    return fit_framed(catalogue, near) if near else None


def fit_framed(catalogue: Catalogue, near: Near) -> tuple[Fit, Frame]:
    """Measure how the drawing around what is framed lies on a screen, and its sheet."""
    bounds, frame = near.bounds, frame_near(catalogue, near)
    corners = to_world(np.array([[bounds.west, bounds.north], [bounds.east, bounds.south]]))
    width, height = np.maximum(corners[1] - corners[0], LEAST)
    return Fit(float(width), float(height), frame.width / frame.scale, 2.0**near.zoom), frame


def list_symbols(entries: Iterable[SiteEntry], view: View, frame: Frame) -> list[Symbol]:
    """List the sites of a sheet, those that answer to the filter last, so that they lie on top."""
    found = []
    for entry in entries:
        on = answers(entry, view.choices) or entry.id == view.site
        if entry.position and not frame.holds(frame.place(entry.position)):
            continue
        if entry.position and entry.listed and entry.layer in view.layers and (on or not view.hide):
            x, y = frame.place(entry.position)
            found.append(Symbol(entry, round(x / frame.width * 100, 3), round(y / frame.height * 100, 3), on))
    return sorted(found, key=lambda one: one.on)
