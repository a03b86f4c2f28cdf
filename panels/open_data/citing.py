"""`/cite` and the forms of citation of `/data`: BibTeX, RIS, CSL-JSON and a sentence."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final
from urllib.parse import parse_qs, quote, urlencode

from starlette.routing import Route

from geo.exports.citation import Reading, cite_row, cite_view
from geo.exports.citation_forms import write_bibtex, write_csl, write_ris, write_sentence
from geo.exports.cited_views import sources_of_stop, sources_of_view
from panels.data import edition_now, read_named
from panels.open_data.answers import answer, choose_for, keep_edition, read_edition, refuse, refuse_edition
from panels.open_data.views import list_views, root_of
from panels.ui.address import base_path

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from starlette.requests import Request
    from starlette.responses import Response

    from geo.catalogue import Catalogue
    from geo.exports.citation import Citation
    from geo.language import Language

    TitlePart = Callable[[str, Mapping[str, Sequence[str]], Language], str]

TYPES: Final = {
    "bibtex": "application/x-bibtex; charset=utf-8",
    "ris": "application/x-research-info-systems; charset=utf-8",
    "csl": "application/vnd.citationstyles.csl+json",
    "sentence": "text/plain; charset=utf-8",
}
"""Form of citation → what it is sent as."""
KINDS: Final = ("site", "country", "journey", "story")
"""Parameters that name what has sources of its own."""
WHOLE: Final = frozenset({"", "brief", "corridor", "compare", "walkthrough"})
"""Pages that show all of what is so named; on others it is a filter, and no primary source is claimed."""
STOP: Final = "stop"
ABOUT_THE_ANSWER: Final = frozenset({"f", "page", "lang", "edition"})
"""Parameters that say nothing of the view."""


def cite_routes(title_part: TitlePart) -> list[Route]:
    """Write the route, below whatever path the server is given; `title_part` titles what is no view of its own."""
    return [Route(f"{base_path()}/cite", partial(cite, title_part))]


def cite(title_part: TitlePart, request: Request) -> Response:
    """Answer with the citation of a view: `/cite?page=corridor&journey=altynkol-poti&f=bibtex`."""
    named = read_named(read_edition(request.scope))
    if named is None:
        return refuse_edition()
    catalogue, entries = named
    language = choose_for(request.scope)
    asked = parse_qs(request.url.query)
    form = asked.get("f", ["sentence"])[0]
    if form not in TYPES:
        return refuse(400, "No such form", f"f is {' or '.join(TYPES)}.")
    page = asked.get("page", [""])[0]
    query = {name: values for name, values in asked.items() if name not in ABOUT_THE_ANSWER}
    path = f"{page}?{urlencode(query, doseq=True)}" if query else page
    title = dict(list_views(catalogue, entries, language.code)).get(path) or title_part(page, query, language)
    if not title:
        return refuse(404, "No such view", f"{base_path()}/sitemap.xml lists the views.")
    named_ids = [(name, value) for name in KINDS if page in WHOLE for value in query.get(name, ())]
    sources = dict.fromkeys(one for kind, name in named_ids for one in sources_of_view(catalogue, entries, kind, name))
    if STOP in query:
        sources = dict.fromkeys(sources_of_stop(catalogue, query["story"][0], int(query[STOP][0])))
    url = keep_edition(root_of(request) + path, request.scope)
    reading = Reading(url, edition_now(catalogue).date, language)
    return answer_cited(request, cite_view(catalogue, path, title, sources, reading), form)


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
    return answer(request, body.encode(), TYPES[form], vary="Accept-Language")
