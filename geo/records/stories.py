"""Stories of the walkthrough: what is shown stop by stop, and which columns a figure may be taken from."""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True)
class Camera:
    """What a stop looks at.

    Attributes
    ----------
    on
        Ids of sites, places, lines and e-TIR routes: all of them are in the picture.
    margin_km
        How much land stands around them on every side.
    """

    on: tuple[str, ...]
    margin_km: float


@dataclass(frozen=True, slots=True)
class FigureRef:
    """The one figure of a stop, by reference: a cell of a table, or how many rows say something.

    Attributes
    ----------
    of
        Id of the row; blank for a count.
    column
        Its column; for a count the term that is counted.
    count
        Instrument of the readiness table whose countries are counted; blank for a cell.
    """

    of: str = ""
    column: str = ""
    count: str = ""


@dataclass(frozen=True, slots=True)
class StoryLine:
    """A short line of a stop, and the rows of the tables that it says in few words."""

    text: str
    of: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class StoryYears:
    """The years of a stop, whose hours the map plays; the same year twice for one year.

    Attributes
    ----------
    going
        Direction of travel: `west`, `east` or `both`.
    """

    first: int
    last: int
    going: str


@dataclass(frozen=True, slots=True)
class Scene:
    """One picture of a story: the opening, a stop, or the closing.

    Attributes
    ----------
    kind
        ``opening``, ``stop`` or ``closing``.
    title
        Heading; blank for a stop at a site, which is called by the site's name.
    site
        Id of the site it stands at; blank for an area.
    note
        What the speaker alone sees.
    note_of
        Rows of the tables that the note draws from, besides those of the lines and the figure.
    years
        Whose hours at the posts are shown; None for symbols of the sites.
    """

    kind: str
    title: str
    site: str
    camera: Camera
    layers: tuple[str, ...]
    figure: FigureRef | None
    lines: tuple[StoryLine, ...]
    note: str
    note_of: tuple[str, ...] = ()
    years: StoryYears | None = None


@dataclass(frozen=True, slots=True)
class Story:
    """An ordered row of scenes, the opening first and the closing last.

    Attributes
    ----------
    story_id
        Name of its file, without ``.toml``.
    order
        Its place among the stories.
    sites
        The only sites that are on the map; empty for all.
    journey
        Id of the journey that it is about; blank for none.
    """

    story_id: str
    title: str
    summary: str
    order: int
    sites: tuple[str, ...]
    scenes: tuple[Scene, ...]
    journey: str = ""


FIGURE_COLUMNS: Final[Mapping[str, tuple[str, ...]]] = MappingProxyType(
    {
        "dwell": ("hours", "cost_usd"),
        "volumes": ("value",),
        "published_times": ("value_min",),
        "legs": ("distance_km",),
        "lines": ("published_km",),
        "events": ("date",),
        "etir_routes": ("date",),
        "places": ("elevation_m",),
    }
)
"""Where a figure may stand: table → columns."""

FIGURE_UNITS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "count": "countries",
        "hours": "h",
        "cost_usd": "USD",
        "distance_km": "km",
        "published_km": "km",
        "date": "date",
        "elevation_m": "m",
    }
)
"""Column, or word of a table, → the unit of its figures; other columns stand beside a column ``unit``."""
