"""The reader's choices as one frozen value, read from and written to the address."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from geo.geodesy import point
from geo.sites.selection import Choices
from geo.sites.waiting import DIRECTIONS, WEST, list_waiting, list_years
from geo.style import LAYERS
from panels.session import Slot
from panels.ui.address import ADDRESS, read_all, read_values, replace_all

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from geo.catalogue import Catalogue
    from geo.sites.selection import SiteEntry

MAX_TEXT_LENGTH: Final = 80
MOST_POINTS: Final = 2
SHOWN_LAYERS: Final = ("sites", "corridor", "branches", "etir")
BASE_MAPS: Final = ("own", "osm", "light", "satellite")
SITES: Final = "sites"
WAITING: Final = "waiting"
VIEWS: Final = (SITES, WAITING)
PARAMETERS: Final = (
    *("country", "mode", "kind", "layer", "q", "hide", "site", "base"),
    *("view", "year", "since", "dir"),
)  # fmt: skip
"""Those of the map, as `View.to_query` writes them."""
STANDING: Final = ("lang", "edition")
"""Parameters that are no choice of what is shown, and stay whatever is chosen."""


@dataclass(frozen=True, slots=True)
class Codes:
    """The codes that an address may name; anything else is ignored."""

    countries: Collection[str]
    modes: Collection[str]
    kinds: Collection[str]
    sites: Collection[str]
    years: Collection[int] = ()


def list_codes(catalogue: Catalogue, entries: Sequence[SiteEntry]) -> Codes:
    """List what an address may name."""
    return Codes(
        countries={code for entry in entries for code in entry.countries},
        modes={mode for entry in entries for mode in entry.modes},
        kinds={entry.site.symbol for entry in entries},
        sites={entry.id for entry in entries},
        years=list_years(list_waiting(catalogue)),
    )


class Mark(NamedTuple):
    """A place that a page marks.

    Attributes
    ----------
    number
        How many records it stands for.
    words
        What is said of them; blank says how many events there are.
    far
        True when the first view leaves it out.
    """

    place_id: str
    number: int
    words: str = ""
    far: bool = False


@dataclass(frozen=True, slots=True)
class View:
    """What the reader chose. Everything is a code, so that a link holds in every language.

    Attributes
    ----------
    layers
        Layers that are switched on; the default stands for itself and is left out of the address.
    hide
        True when sites that do not answer to the filter are left out instead of dimmed.
    base
        Base map: `own`, or an online one by its code.
    view
        What the map shows of a site: that it is there (`sites`), or the hours at its posts (`waiting`).
    year
        Year of the hours; 0 stands for the newest.
    since
        Year that the hours are compared with; 0 for none.
    dir
        Direction of travel that the hours are of: `west`, `east` or `both`.
    focus
        Sites that a page is about: all others are dimmed. Chosen by the page, not part of an address of the map.
    route
        e-TIR route that a page shows in motion; as `focus`.
    links
        Country, grade and words of each link of the corridor that a page colours it by, the weakest marked; as `focus`.
    marks
        Places that a page marks; as `focus`.
    land
        Country that a page is about where it names no site; as `focus`.
    lines
        Lines of the corridor that a page is about: all others are dimmed; as `focus`.
    points
        Positions picked on the map, (lat, lon), at most two; as `focus`.
    """

    countries: tuple[str, ...] = ()
    modes: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    layers: tuple[str, ...] = SHOWN_LAYERS
    text: str = ""
    hide: bool = False
    site: str = ""
    base: str = "own"
    view: str = SITES
    year: int = 0
    since: int = 0
    dir: str = WEST
    focus: tuple[str, ...] = ()
    route: str = ""
    links: tuple[tuple[str, str, str, bool], ...] = ()
    marks: tuple[Mark, ...] = ()
    land: str = ""
    lines: tuple[str, ...] = ()
    points: tuple[tuple[float, float], ...] = ()

    @property
    def choices(self) -> Choices:
        """The part of the view that filters sites."""
        return Choices(self.countries, self.modes, self.kinds, self.text)

    def to_query(self) -> dict[str, list[str]]:
        """Write the view as query parameters; what stands at its default is left out, as is what shows nothing."""
        hours = self.view == WAITING
        query = {
            "country": list(self.countries),
            "mode": list(self.modes),
            "kind": list(self.kinds),
            "layer": [] if self.layers == SHOWN_LAYERS else list(self.layers) or ["none"],
            "q": [self.text] if self.text else [],
            "hide": ["1"] if self.hide else [],
            "site": [self.site] if self.site else [],
            "base": [self.base] if self.base != "own" else [],
            "view": [self.view] if self.view != SITES else [],
            "year": [str(self.year)] if hours and self.year else [],
            "since": [str(self.since)] if hours and self.since else [],
            "dir": [self.dir] if hours and self.dir != WEST else [],
        }
        return {name: values for name, values in query.items() if values}

    def to_message(self) -> dict[str, Any]:
        """Write the view for the map bridge."""
        return {field.name: getattr(self, field.name) for field in fields(self)}


def read_query(query: Mapping[str, Sequence[str]], codes: Codes) -> View:
    """Read a view from query parameters.

    Parameters
    ----------
    query
        Parameter name → its values, in any order; unknown names and values are ignored.
    codes
        What may be named.

    Returns
    -------
    view
        Never an error, whatever the address says.
    """

    def known(name: str, allowed: Collection[str]) -> tuple[str, ...]:
        return tuple(dict.fromkeys(value for value in query.get(name, ()) if value in allowed))

    def last(name: str) -> str:
        values = query.get(name, ())
        return values[-1] if values else ""

    def year_in(name: str) -> int:
        return next((year for year in codes.years if str(year) == last(name)), 0)

    layers = tuple(name for name in LAYERS if name in query.get("layer", ()))
    return View(
        countries=tuple(sorted(known("country", codes.countries))),
        modes=tuple(sorted(known("mode", codes.modes))),
        kinds=tuple(sorted(known("kind", codes.kinds))),
        layers=layers if layers or "none" in query.get("layer", ()) else SHOWN_LAYERS,
        text=clean_text(last("q")),
        hide=last("hide") == "1",
        site=last("site") if last("site") in codes.sites else "",
        base=last("base") if last("base") in BASE_MAPS else "own",
        view=last("view") if last("view") in VIEWS else SITES,
        year=year_in("year"),
        since=year_in("since"),
        dir=last("dir") if last("dir") in DIRECTIONS else WEST,
    )


def read_message(message: object, codes: Codes) -> View | None:
    """Read a view from what the map bridge sent; None when it is not a view."""
    if not isinstance(message, dict):
        return None
    listed = {"countries": "country", "modes": "mode", "kinds": "kind", "layers": "layer"}
    query = {name: [str(v) for v in message.get(key) or ()] for key, name in listed.items()}
    query["layer"] = query["layer"] or ["none"]
    query |= {"q": [str(message.get("text") or "")], "site": [str(message.get("site") or "")]}
    query |= {"hide": ["1" if message.get("hide") else "0"], "base": [str(message.get("base") or "own")]}
    query |= {name: [str(message.get(name) or "")] for name in ("view", "year", "since", "dir")}
    return replace(read_query(query, codes), points=read_points(message.get("points")))


def read_points(listed: object) -> tuple[tuple[float, float], ...]:
    """Read positions picked on the map; what is no position is left out, and of more than two the last two are kept."""
    found = []
    for entry in listed if isinstance(listed, list) else ():
        try:
            lat, lon = entry
            found.append(tuple(point(float(lat), float(lon))))
        except (TypeError, ValueError):
            continue
    return tuple((lat, lon) for lat, lon in found[-MOST_POINTS:])


def clean_text(text: str) -> str:
    """Cut a search text to what a search can mean: printable, short, single spaces inside."""
    printable = "".join(c if c.isprintable() else " " for c in text)
    return " ".join(printable.split())[:MAX_TEXT_LENGTH]


_VIEW: Final = Slot("view", View)
_PAGE: Final = Slot("page", str)
_MOVED: Final = Slot("moved", bool)


def note_page(page: str) -> bool:
    """Note which page runs, so that `current_view` can tell a page change from a step back in the browser.

    Returns
    -------
    moved
        Whether it is another page than in the run before.
    """
    moved = _PAGE.read() != page
    _MOVED.write(moved)
    _PAGE.write(page)
    return moved


def current_view(codes: Codes, *, keep: Collection[str] = ()) -> View:
    """Find the view of this run: from the address where it has one, else the one that this session chose last.

    Parameters
    ----------
    codes
        What an address may name.
    keep
        Parameters of the page itself, which stay in the address.

    Returns
    -------
    view
        The address is brought in step with it. Coming from another page with a bare address keeps the choices; a
        bare address on the same page (the back button) means that nothing is chosen.
    """
    address = read_all()
    query = {name: values for name, values in address.items() if name not in STANDING}
    kept = _VIEW.read()
    moved = _MOVED.read(default=True)
    view = kept if kept is not None and moved and not query else read_query(query, codes)
    keep_view(view, keep=keep)
    return view


def kept_view() -> View:
    """Return the view that was chosen last; the blank view before any choice."""
    return _VIEW.read(View())


def keep_view(view: View, *, keep: Collection[str] = ()) -> None:
    """Remember the view for this session and bring the address in step, in one step of the browser's history.

    The address that counts is the one sent to the browser last: a quick reader sends the next message before it has
    taken in our last answer, and Streamlit would believe the older address that comes with it.
    """
    _VIEW.write(view)
    wanted = view.to_query() | {name: values for name in keep if (values := read_values(name))}
    wanted |= {name: asked[-1:] for name in STANDING if (asked := read_values(name))}
    if ADDRESS.read(read_all()) != wanted:
        replace_all(wanted)
