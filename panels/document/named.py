"""What an address names on a page that is not the map, as the page itself would read it, with words for its title."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from geo.cooperation.brief import list_countries, list_years
from panels.corridor.choices import MODES, choose
from panels.etir.asked import TAB, choose_subject, name_tabs
from panels.map.names import mode_name
from panels.record.asked import SINCE, UNTIL, list_facets
from panels.record.asked import name_forms as name_record_forms
from panels.shell.titles import BETWEEN, STAGE
from panels.sources.editions import name_parts
from panels.sources.page import choose_table
from panels.ui.address import opened_at, read_codes, read_values
from panels.ui.choices import read_one
from panels.view import WAITING, read_query
from panels.visits import sheet

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from panels.reader import Reader
    from panels.ui.facets import Facet
    from panels.view import View

MAP: Final = ""
MOST_COLUMNS: Final = 4
ALWAYS: Final = ("journey", "country", "story")
"""Named even where it is what the page shows by itself: each of these is a view with a name."""
STOP: Final = "stop"
LABELLED: Final = ("unit", "versus", "mode", SINCE, UNTIL, "origin", "status")
"""Their words say nothing without the label before them."""
PICTURED: Final[Mapping[str, tuple[str, ...]]] = {
    "corridor": ("mode", "journey", "direction"),
    "record": ("type", "country"),
    "visits": (TAB, "country"),
    "etir": (TAB,),
    "sources": (TAB, "table"),
    "brief": ("country",),
}
"""What the picture of a view names, each with one value: so there are some hundreds of pictures, not billions."""


@dataclass(frozen=True, slots=True)
class Part:
    """One parameter of an address.

    Attributes
    ----------
    name
        The parameter.
    codes
        Its values that the page knows: only ids and words of the tables, and words of the program.
    words
        What they are called, in the reader's language.
    """

    name: str
    codes: tuple[str, ...]
    words: str


class Asking:
    """Reads the parameters of one address, and keeps those that name something (see `panels.ui.choices.Ask`)."""

    def __init__(self, reader: Reader) -> None:
        self.reader = reader
        self.parts: list[Part] = []
        self.known: dict[str, None] = {}

    def ask(self, name: str, label: str, options: Mapping[str, str], default: str) -> str:
        """Read one choice; the usual one names nothing."""
        self.known[name] = None
        code = read_one(name, options, default)
        if code and code in read_values(name) and (code != default or name in ALWAYS):
            self._keep(name, label, (code,), options)
        return code

    def choose(self, name: str, options: Mapping[str, str], default: str = "") -> str:
        """Read one choice whose words need no label."""
        return self.ask(name, "", options, default)

    def tab(self, options: Mapping[str, str]) -> str:
        """Read a part of a page; the first one is the page itself."""
        return self.choose(TAB, options, next(iter(options)))

    def several(self, name: str, options: Mapping[str, str], most: int) -> None:
        """Read so many values of a parameter at most."""
        self.known[name] = None
        self._keep(name, "", read_codes(name, options)[:most], options)

    def filter(self, facets: Iterable[Facet]) -> None:
        """Read the filters of a page."""
        for facet in facets:
            self.known[facet.name] = None
            self._keep(facet.name, facet.label, facet.chosen, facet.options)

    def _keep(self, name: str, label: str, codes: tuple[str, ...], options: Mapping[str, str]) -> None:
        if codes:
            words = self.reader.language.listing([options[code] for code in codes])
            self.parts.append(Part(name, codes, f"{label}: {words}" if name in LABELLED else words))


def read_parts(page: str, query: Mapping[str, Sequence[str]], reader: Reader) -> tuple[Part, ...]:
    """Read what an address names on a page.

    Parameters
    ----------
    page
        Path below the app's; the map, which is read otherwise, and a page that names nothing have no parts.
    query
        The parameters, whatever they say.
    reader
        Data and language.

    Returns
    -------
    parts
        In an order in which they can be read again: what a choice offers depends on those before it alone.
    """
    asking, read = Asking(reader), _READERS.get(page)
    if read and any(query.values()):
        with opened_at(query):
            read(asking)
    return tuple(asking.parts)


def list_known(page: str, query: Mapping[str, Sequence[str]], reader: Reader) -> tuple[str, ...]:
    """List the parameters that a page reads at an address: which they are may depend on its part (`tab`).

    Parameters
    ----------
    page, query, reader
        As `read_parts` has them; the map has none here.
    """
    asking, read = Asking(reader), _READERS.get(page)
    if read:
        with opened_at(query):
            read(asking)
    return tuple(asking.known)


def name_subject(page: str, query: Mapping[str, Sequence[str]], reader: Reader) -> str:
    """Name what an address shows, as the title of the window begins; blank for a page as it is by itself.

    Parameters
    ----------
    page
        Path below the app's; blank for the map.
    query
        The parameters, whatever they say.
    reader
        Data and language.
    """
    if page == MAP:
        return name_view(read_query(query, reader.codes), reader)
    # The window is not titled again at each stop: that would be one more answer while a hall looks at it.
    asked = {name: values for name, values in query.items() if (page, name) != (STAGE, STOP)}
    return BETWEEN.join(part.words for part in read_parts(page, asked, reader))


def name_view(view: View, reader: Reader) -> str:
    """Name what the map shows: the chosen site, else the countries of its filter, and the year of its hours."""
    language = reader.language
    entry = next((entry for entry in reader.entries if entry.id == view.site), None)
    place = language.cell(entry.name) if entry else language.listing(map(language.country, view.countries))
    year = (view.year or max(reader.codes.years, default=0)) if view.view == WAITING else 0
    hours = language.text("Hours at each post, {year}", year=year) if year else ""
    return BETWEEN.join(filter(None, (place, hours)))


def picture_names(page: str, names: Iterable[tuple[str, str]]) -> tuple[tuple[str, str], ...]:
    """Leave out of what an address names what its picture does not: that would need too many of them."""
    told = tuple(names)
    if page not in PICTURED:
        return told
    every = [name for name, _ in told]
    return tuple((name, value) for name, value in told if name in PICTURED[page] and every.count(name) == 1)


def _name_countries(asking: Asking) -> dict[str, str]:
    return {code: asking.reader.language.country(code) for code in list_countries(asking.reader.catalogue)}


def _read_brief(asking: Asking) -> None:
    reader = asking.reader
    asking.choose("country", _name_countries(asking))
    years = (str(year) for year in list_years(reader.catalogue))
    asking.choose("since", {year: reader.language.text("since {date}", date=year) for year in years})


def _read_corridor(asking: Asking) -> None:
    language = asking.reader.language
    asking.ask("mode", language.text("Mode"), {mode: mode_name(mode, language) for mode in MODES}, MODES[0])
    choose(asking.reader, asking.ask)


def _read_etir(asking: Asking) -> None:
    choose_subject(asking.reader, asking.tab(name_tabs(asking.reader.language)), asking.ask)


def _read_record(asking: Asking) -> None:
    asking.tab(name_record_forms(asking.reader.language))
    asking.filter(list_facets(asking.reader))


def _read_visits(asking: Asking) -> None:
    reader = asking.reader
    tab = asking.tab(sheet.name_tabs(reader.language))
    asking.filter(sheet.list_facets(reader, tab))
    chosen = sheet.read_wish(reader).visit
    asking.choose(
        "visit", {v.visit_id: sheet.name_visit(reader, v) for v in reader.catalogue.visits if v.visit_id == chosen}
    )


def _read_sources(asking: Asking) -> None:
    reader = asking.reader
    asking.tab(name_parts(reader.language))
    choose_table(reader.catalogue, reader.language, asking.ask)


def _read_story(asking: Asking) -> None:
    catalogue, language = asking.reader.catalogue, asking.reader.language
    stories = catalogue.stories
    story = asking.choose("story", {name: language.cell(story.title) for name, story in stories.items()})
    if asking.parts:  # a stop without its story names nothing
        titles = (scene.title or catalogue.short_name(scene.site) for scene in stories[story].scenes)
        asking.choose(STOP, {str(n): language.cell(title) for n, title in enumerate(titles, start=1)})


def _read_compare(asking: Asking) -> None:
    catalogue, language = asking.reader.catalogue, asking.reader.language
    asking.several("site", {one: language.cell(catalogue.short_name(one)) for one in catalogue.sites}, MOST_COLUMNS)
    asking.several("country", _name_countries(asking), MOST_COLUMNS)
    journeys = {one.journey_id: language.cell(one.name) for one in catalogue.journeys}
    asking.several("journey", journeys, MOST_COLUMNS)


_READERS: Final[Mapping[str, Callable[[Asking], None]]] = {
    "brief": _read_brief,
    "corridor": _read_corridor,
    "etir": _read_etir,
    "record": _read_record,
    "visits": _read_visits,
    "sources": _read_sources,
    "compare": _read_compare,
    STAGE: _read_story,
}
