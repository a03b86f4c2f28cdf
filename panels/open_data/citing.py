"""`/cite` and the forms of citation of `/data`: BibTeX, RIS, CSL-JSON and a sentence."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final, NamedTuple
from urllib.parse import quote, urlencode

from starlette.routing import Route

from geo.errors import QueryError
from geo.exports.citation import Reading, cite_row, cite_view
from geo.exports.citation_forms import write_bibtex, write_csl, write_ris, write_sentence
from geo.exports.cited_views import sources_of_stop, sources_of_view
from panels.data import edition_now, read_named
from panels.open_data.answers import answer, choose_for, keep_edition, read_edition, refuse, refuse_edition
from panels.open_data.parameters import STANDING, check_known, read_parameters, refuse_question
from panels.open_data.views import list_views, root_of
from panels.ui.address import base_path

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from starlette.requests import Request
    from starlette.responses import Response

    from geo.catalogue import Catalogue
    from geo.exports.citation import Citation
    from geo.language import Language
    from geo.records.places import Source
    from geo.sites.selection import SiteEntry

    NameCited = Callable[[str, Mapping[str, Sequence[str]], Language], "Cited | None"]

TYPES: Final = {
    "bibtex": "application/x-bibtex; charset=utf-8",
    "ris": "application/x-research-info-systems; charset=utf-8",
    "csl": "application/vnd.citationstyles.csl+json",
    "sentence": "text/plain; charset=utf-8",
}
"""Form of citation → what it is sent as."""
ENDINGS: Final = {"bibtex": "bib", "ris": "ris", "csl": "json", "sentence": "txt"}
"""Form of citation → how the name of its file ends."""
KINDS: Final = {
    "": ("site",),
    "brief": ("country",),
    "corridor": ("journey",),
    "compare": ("site", "country", "journey"),
    "walkthrough": ("story",),
}
"""Page → parameters that name what it shows all of; others are filters, and no primary source is claimed."""
STOP: Final = "stop"
ABOUT_THE_ANSWER: Final = ("page", "f", *STANDING)
"""Parameters that say nothing of the view."""


class Cited(NamedTuple):
    """What an address shows: its title, those of its parameters that the page knows, and which those are at all."""

    title: str
    query: dict[str, list[str]]
    known: tuple[str, ...]


def cite_routes(name_cited: NameCited) -> list[Route]:
    """Write the route, below whatever path the server is given; `name_cited` names what an address shows."""
    return [Route(f"{base_path()}/cite", partial(cite, name_cited))]


def cite(name_cited: NameCited, request: Request) -> Response:
    """Answer with the citation of a view: `/cite?page=corridor&journey=altynkol-poti&f=bibtex`."""
    language = choose_for(request.scope)
    try:
        fields = read_parameters(request.scope, ABOUT_THE_ANSWER)
        form, page, query = _read_asked(fields)
        cited = name_cited(page, query, language)
        check_known(fields, (*ABOUT_THE_ANSWER, *cited.known) if cited else dict(fields))
    except QueryError as error:
        return refuse_question(error)
    named = read_named(read_edition(request.scope))
    if named is None:
        return refuse_edition()
    if form not in TYPES:
        return refuse(400, "No such form", f"f is {' or '.join(TYPES)}.")
    if cited is None or cited.query != query:
        return refuse(404, "No such view", f"{base_path()}/sitemap.xml lists the views.")
    url = keep_edition(root_of(request) + write_path(page, query), request.scope)
    return answer_cited(
        request, cite_page(named, page, cited, Reading(url, edition_now(named[0]).date, language)), form
    )


def _read_asked(fields: Sequence[tuple[str, str]]) -> tuple[str, str, dict[str, list[str]]]:
    """Read the form of a citation, the page and its own parameters; a blank value stands for none."""
    query: dict[str, list[str]] = {}
    for name, value in fields:
        if value and name not in ABOUT_THE_ANSWER:
            query.setdefault(name, []).append(value)
    named = {name: value for name, value in fields if value}
    return named.get("f", "sentence"), named.get("page", ""), query


def write_path(page: str, query: Mapping[str, Sequence[str]]) -> str:
    """Write the address of a view below the app's."""
    return f"{page}?{urlencode(query, doseq=True)}" if query else page


def cite_page(tables: tuple[Catalogue, tuple[SiteEntry, ...]], page: str, cited: Cited, reading: Reading) -> Citation:
    """Cite what an address shows.

    Parameters
    ----------
    tables
        The checked tables, and all sites.
    page
        Path below the app's.
    cited
        What the address shows.
    reading
        Its whole address, day and language.
    """
    catalogue, entries = tables
    path = write_path(page, cited.query)
    views = dict(list_views(catalogue, entries, reading.language.code)) if path else {}
    return cite_view(catalogue, path, views.get(path, cited.title), _list_sources(tables, page, cited), reading)


def _list_sources(tables: tuple[Catalogue, tuple[SiteEntry, ...]], page: str, cited: Cited) -> tuple[Source, ...]:
    """List the primary sources of what an address shows, each once; none where it shows a part of a whole page."""
    catalogue, entries = tables
    if STOP in cited.query:
        return sources_of_stop(catalogue, cited.query["story"][-1], int(cited.query[STOP][-1]))
    named = [(kind, name) for kind in KINDS.get(page, ()) for name in cited.query.get(kind, ())]
    return tuple(dict.fromkeys(one for kind, name in named for one in sources_of_view(catalogue, entries, kind, name)))


def cite_one_row(request: Request, catalogue: Catalogue, name: str, row_id: str, form: str) -> Response:
    """Answer with the citation of a row that is there."""
    url = keep_edition(f"{root_of(request)}data/{quote(name)}/{quote(row_id)}", request.scope)
    reading = Reading(url, edition_now(catalogue).date, choose_for(request.scope))
    return answer_cited(request, cite_row(catalogue, name, row_id, reading), form)


def answer_cited(request: Request, citation: Citation, form: str) -> Response:
    """Answer with a citation in a form of `TYPES`."""
    if form == "sentence":
        body = write_sentence(citation, choose_for(request.scope)) + "\n"
    else:
        body = {"bibtex": write_bibtex, "ris": write_ris, "csl": write_csl}[form](citation)
    found = answer(request, body.encode(), TYPES[form], vary="Accept-Language")
    found.headers["content-disposition"] = f'inline; filename="{citation.key}.{ENDINGS[form]}"'
    return found
