"""What a part of a page is called that an address asks for: a tab, filters, a comparison, a stop."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from panels.document.named import MAP
from panels.document.opened import read_opened
from panels.shell.titles import BETWEEN, STAGE, list_titles

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from geo.language import Language

STOP: Final = "stop"


def title_part(page: str, query: Mapping[str, Sequence[str]], language: Language) -> str:
    """Title a part of a page.

    Parameters
    ----------
    page
        Path below the app's.
    query
        Every parameter of the address but its language.
    language
        Of the title.

    Returns
    -------
    title
        Blank where there is no such page, on the map, and where the address says anything that names nothing there.
    """
    if page == MAP or page not in list_titles(language) or not query:
        return ""
    rest = {name: values for name, values in query.items() if (page, name) != (STAGE, STOP)}
    opened = read_opened(page, rest, language)
    told = sorted((name, value) for name, values in rest.items() for value in values)
    if not told or sorted(opened.names) != told:
        return ""
    subject = BETWEEN.join((*opened.words, list_titles(language)[page]))
    if len(rest) == len(query):
        return subject
    catalogue = opened.reader.catalogue
    story = catalogue.stories.get(opened.named("story"))
    scenes = enumerate(story.scenes if story else (), start=1)
    titles = {str(number): scene.title or catalogue.short_name(scene.site) for number, scene in scenes}
    stop = titles.get(" ".join(query[STOP]), "")
    return BETWEEN.join((language.cell(stop), subject)) if stop else ""
