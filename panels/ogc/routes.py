"""The addresses of `/ogc`."""

from __future__ import annotations

import json
from functools import wraps
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from starlette.routing import Route

from geo.errors import QueryError
from geo.exports.collections import list_collections, write_feature
from geo.exports.item_query import OWN_NAMES, read_query, select_items
from geo.style import read_style
from panels.data import read_named
from panels.ogc.api import describe_ogc
from panels.ogc.asking import GEOJSON, HTML, JSON, SCHEMA, Asked, read_asked
from panels.ogc.documents import (
    OPENAPI,
    title_of,
    write_collection,
    write_collections,
    write_conformance,
    write_landing,
    write_queryables,
)
from panels.open_data.answers import answer, read_edition, refuse, refuse_edition
from panels.open_data.parameters import STANDING, read_parameters, refuse_question
from panels.ui.address import base_path
from panels.ui.render import render

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from starlette.requests import Request
    from starlette.responses import Response

    from geo.catalogue import Catalogue
    from geo.exports.collections import Collection, Item
    from geo.exports.item_query import ItemQuery
    from panels.ogc.asking import Link

VARY = "Accept, Accept-Language"


def ogc_routes() -> list[Route]:
    """Write the routes, below whatever path the server is given."""
    base = f"{base_path()}/ogc"
    one = f"{base}/collections/{{name}}"
    return [
        Route(base, _guarded(landing)),
        Route(f"{base}/", _guarded(landing)),
        Route(f"{base}/api", _guarded(api)),
        Route(f"{base}/conformance", _guarded(conformance)),
        Route(f"{base}/collections", _guarded(collections)),
        Route(one, _guarded(collection)),
        Route(f"{one}/queryables", _guarded(queryables)),
        Route(f"{one}/items", _guarded(items)),
        Route(f"{one}/items/{{item_id:path}}", _guarded(item)),
    ]


def _guarded(endpoint: Callable[[Request, Catalogue], Response]) -> Callable[[Request], Response]:
    """Answer what is not understood, or not there, with a problem document."""

    @wraps(endpoint)
    def guarded(request: Request) -> Response:
        try:
            read_parameters(request.scope, STANDING)
            named = read_named(read_edition(request.scope))
            return endpoint(request, named[0]) if named else refuse_edition()
        except QueryError as error:
            return refuse_question(error)
        except LookupError:
            return refuse(404, "Nothing stands here", f"{base_path()}/ogc/collections lists what is here.")

    return guarded


def _write(request: Request, asked: Asked, told: dict[str, Any], kind: str = JSON, **page: object) -> Response:
    """Answer in the form that is asked for."""
    if asked.form == "json":
        return answer(request, json.dumps(told, ensure_ascii=False).encode(), kind, VARY)
    shown: dict[str, object] = {"title": told.get("title", ""), "links": [], "text": "", "columns": [], "rows": []}
    html = render("ogc/page.html", asked.language, asked=asked, colours=read_style().colours, **(shown | page))
    return answer(request, html.encode(), f"{HTML}; charset=utf-8", VARY)


def landing(request: Request, catalogue: Catalogue) -> Response:
    """Say what this is and where everything stands."""
    asked = read_asked(request, "")
    told = write_landing(catalogue, asked)
    return _write(request, asked, told, text=told["description"], links=_titled(told["links"]))


def api(request: Request, catalogue: Catalogue) -> Response:
    """Describe these addresses."""
    asked = read_asked(request, "/api")
    told = describe_ogc(catalogue, list(list_collections(catalogue).values()), asked)
    rows = [[path, told["paths"][path]["get"]["summary"]] for path in told["paths"]]
    return _write(request, asked, told, OPENAPI, title=told["info"]["title"], rows=[("", row) for row in rows])


def conformance(request: Request, _catalogue: Catalogue) -> Response:
    """Say which parts of the standard are kept."""
    asked = read_asked(request, "/conformance")
    told = write_conformance(asked)
    title = asked.language.text("Standards that are kept")
    return _write(request, asked, told, title=title, rows=[("", [one]) for one in told["conformsTo"]])


def collections(request: Request, catalogue: Catalogue) -> Response:
    """List the collections."""
    asked = read_asked(request, "/collections")
    told = write_collections(catalogue, list(list_collections(catalogue).values()), asked)
    links = [
        asked.link(f"/collections/{one['id']}", "item", HTML, one["title"], f="html") for one in told["collections"]
    ]
    return _write(request, asked, told, title=asked.language.text("Collections"), links=links)


def _find(request: Request, catalogue: Catalogue) -> Collection:
    return list_collections(catalogue)[request.path_params["name"]]


def collection(request: Request, catalogue: Catalogue) -> Response:
    """Say what a collection is."""
    found = _find(request, catalogue)
    asked = read_asked(request, f"/collections/{found.name}")
    told = write_collection(catalogue, found, asked)
    return _write(request, asked, told, links=_titled(told["links"]))


def queryables(request: Request, catalogue: Catalogue) -> Response:
    """List by which properties the items of a collection can be asked for."""
    found = _find(request, catalogue)
    asked = read_asked(request, f"/collections/{found.name}/queryables")
    told = write_queryables(catalogue, found, asked)
    rows = [("", [name, schema["type"], schema.get("description", "")]) for name, schema in found.queryables.items()]
    return _write(request, asked, told, SCHEMA, rows=rows)


def items(request: Request, catalogue: Catalogue) -> Response:
    """Answer with the items of a collection that are asked for, so many at a time."""
    found = _find(request, catalogue)
    asked = read_asked(request, f"/collections/{found.name}/items", (*OWN_NAMES, *found.queryables))
    query = read_query(asked.parameters, found.queryables)
    selected = select_items(found, query)
    part = selected[query.offset : query.offset + query.limit]
    links = [*asked.here(GEOJSON), *_pages(asked, query, len(selected))]
    told = {
        "type": "FeatureCollection",
        "numberMatched": len(selected),
        "numberReturned": len(part),
        "links": links,
        "features": [one.feature for one in part],
    }
    columns = list(found.queryables)
    rows = [
        (asked.link(f"/collections/{found.name}/items/{quote(one.id, safe='')}", "item", HTML, f="html")["href"],
         [_shown(one.properties.get(column)) for column in columns])
        for one in part
    ]  # fmt: skip
    title = title_of(catalogue, found, asked.language)
    return _write(request, asked, told, GEOJSON, title=title, links=_titled(links), columns=columns, rows=rows)


def _pages(asked: Asked, query: ItemQuery, matched: int) -> list[Link]:
    """Link to the items before and after these."""
    _ = asked.language.text
    kind = GEOJSON if asked.form == "json" else HTML
    found: list[Link] = []
    if query.offset > 0:
        before = max(0, query.offset - query.limit)
        found.append({"href": asked.write_here(offset=str(before)), "rel": "prev", "type": kind, "title": _("Back")})
    after = query.offset + query.limit
    if after < matched:
        found.append({"href": asked.write_here(offset=str(after)), "rel": "next", "type": kind, "title": _("Next")})
    return found


def item(request: Request, catalogue: Catalogue) -> Response:
    """Answer with one item."""
    found = _find(request, catalogue)
    one: Item = found.items[request.path_params["item_id"]]
    path = f"/collections/{found.name}"
    asked = read_asked(request, f"{path}/items/{quote(one.id, safe='')}")
    title = title_of(catalogue, found, asked.language)
    links = [*asked.here(GEOJSON), asked.link(path, "collection", JSON, title)]
    if asked.form == "json":
        return answer(request, write_feature(one, links), GEOJSON, VARY)
    rows = [("", [name, _shown(value)]) for name, value in one.properties.items()]
    return _write(request, asked, {}, title=f"{title}: {one.id}", links=_titled(links), rows=rows)


def _titled(links: Sequence[Link]) -> list[Link]:
    """List the links that a page shows; that to the page itself is not among them."""
    return [
        {**link, "title": link.get("title", "JSON")} for link in links if link["rel"] not in ("self", "service-desc")
    ]


def _shown(value: object) -> str:
    if isinstance(value, list):
        return "; ".join(map(str, value))
    return "" if value is None else str(value)
