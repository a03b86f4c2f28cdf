"""An address as it is opened: the page, what it names on that page, and for whom; anything unknown is left out."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from geo.language import list_languages
from panels.data import read_data
from panels.document.named import MAP, read_parts
from panels.reader import Reader
from panels.ui.address import write_link
from panels.view import BASE_MAPS, list_codes, read_query

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from geo.language import Language
    from panels.view import View

OWN_MAP: Final = BASE_MAPS[0]


@dataclass(frozen=True, slots=True)
class Opened:
    """An address that somebody opens.

    Attributes
    ----------
    page
        Path below the app's; blank for the map.
    names
        What it names, as parameters that lead there again: only ids of the tables and words of the program.
    asked
        Language that the address asks for; blank where the browser decides.
    view
        What the map of the app would show, without a search text and another base map: these make no view of its own.
    reader
        Data and language.
    words
        What the parts of `names` are called, on a page that is not the map.
    old
        Hash of the edition where an older one is asked for; blank for the newest.
    """

    page: str
    names: tuple[tuple[str, str], ...]
    asked: str
    view: View
    reader: Reader
    words: tuple[str, ...] = ()
    old: str = ""

    def named(self, parameter: str) -> str:
        """Return what the address names first by a parameter; blank when it names nothing."""
        return next((value for name, value in self.names if name == parameter), "")

    def link(self, code: str = "") -> str:
        """Write the address again, below the app's, in a language or in the reader's own."""
        query: dict[str, list[str]] = {}
        for name, value in (*self.names, *([("lang", code)] if code else [])):
            query.setdefault(name, []).append(value)
        return write_link(query, self.page).removesuffix("?")


def read_opened(page: str, query: Mapping[str, Sequence[str]], language: Language) -> Opened:
    """Read an address.

    Parameters
    ----------
    page
        Path below the app's.
    query
        Its parameters, whatever they say.
    language
        The language it is answered in.
    """
    edition = (query.get("edition") or [""])[-1]
    catalogue, entries = read_data(edition)
    old = catalogue.version if edition and catalogue.version != read_data()[0].version else ""
    codes = list_codes(catalogue, entries)
    view = replace(read_query(query, codes), text="", base=OWN_MAP)
    reader = Reader(catalogue, entries, codes, language)
    parts = read_parts(page, query, reader)
    wanted = view.to_query() if page == MAP else {part.name: part.codes for part in parts}
    names = tuple((name, value) for name, values in wanted.items() for value in values)
    asked = (query.get("lang") or [""])[0]
    asked = asked if asked in list_languages() else ""
    return Opened(page, names, asked, view, reader, tuple(part.words for part in parts), old)
