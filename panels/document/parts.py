"""What an address shows is called when it is cited, and which of its parameters say so."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from panels.document.named import MAP, STOP, list_known, name_view
from panels.document.opened import read_opened
from panels.export.choices import ONLY
from panels.open_data.citing import Cited
from panels.shell.titles import BETWEEN, STAGE, list_titles
from panels.view import PARAMETERS, list_codes, read_query

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from geo.language import Language
    from panels.document.opened import Opened

UNNAMED: Final[Mapping[str, tuple[str, ...]]] = {
    "corridor": ("hours", "keep", "wait", "point", "at"),
    "compare": ("tab", "year", "way", "direction"),
    "record": ("place",),
    "etir": ("country",),
    "brief": ("since",),
    "export": (ONLY, "story"),
}
"""Page → parameters that change what it shows, and that no title names."""
OF_THE_MAP: Final = (MAP, "export")
"""Pages that take the choices of the map."""
_WORD: Final = re.compile(r"[\w.,:+-]{1,80}", re.ASCII)


def name_cited(page: str, query: Mapping[str, Sequence[str]], language: Language) -> Cited | None:
    """Name what an address shows, for whoever cites it.

    Parameters
    ----------
    page
        Path below the app's.
    query
        Every parameter of the address but its language, whatever they say.
    language
        Of the title.

    Returns
    -------
    cited
        Its title, those parameters that the page knows, in the order of the address, and which it has at all; None
        where there is no such page.
    """
    if page not in list_titles(language):
        return None
    opened = read_opened(page, query, language)
    known = {*opened.names, *_of_the_view(opened, query), *_unnamed(page, query)}
    kept = {name: [value for value in values if (name, value) in known] for name, values in query.items()}
    told = BETWEEN.join((*opened.words, list_titles(language)[page]))
    title = told if page != MAP else name_view(opened.view, opened.reader)
    kept = {name: values for name, values in kept.items() if values}
    return Cited(title or language.text("Caravanserai map"), kept, _list_known(opened, query))


def _list_known(opened: Opened, query: Mapping[str, Sequence[str]]) -> tuple[str, ...]:
    """List the parameters of a page; a stop is one also where the story that it is of is not named."""
    page = opened.page
    of_page = PARAMETERS if page in OF_THE_MAP else list_known(page, query, opened.reader)
    stop = (STOP,) if page == STAGE else ()
    return tuple(dict.fromkeys((*of_page, *stop, *UNNAMED.get(page, ()))))


def _of_the_view(opened: Opened, query: Mapping[str, Sequence[str]]) -> set[tuple[str, str]]:
    if opened.page not in OF_THE_MAP:
        return set()
    view = read_query(query, list_codes(opened.reader.catalogue, opened.reader.entries))
    return {(name, value) for name, values in view.to_query().items() for value in values}


def _unnamed(page: str, query: Mapping[str, Sequence[str]]) -> set[tuple[str, str]]:
    names = UNNAMED.get(page, ())
    return {(name, value) for name in names for value in query.get(name, ()) if _WORD.fullmatch(value)}
