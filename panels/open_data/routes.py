"""`/data`: every table, and every row of every table, for programs."""

from __future__ import annotations

import json
from functools import partial
from typing import TYPE_CHECKING, Final
from urllib.parse import parse_qs, quote

from starlette.concurrency import run_in_threadpool
from starlette.routing import Route

from geo.exports.table_rows import index_rows, write_row_csv, write_row_json, write_table_csv, write_table_json
from geo.kept import keep_per_edition
from geo.language import SOURCE_LANGUAGE, load_language
from panels.open_data.answers import Body, Lately, answer, keep_edition, make_body, refuse
from panels.open_data.citing import TYPES as CITED
from panels.open_data.citing import cite_one_row
from panels.open_data.description import describe_data
from panels.open_data.parameters import STANDING, knowing
from panels.open_data.pictures import DRAWN, RowPictures
from panels.open_data.pictures import TYPES as PICTURES
from panels.ui.address import base_path

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response

    from geo.catalogue import Catalogue

CSV: Final = "text/csv; charset=utf-8"
JSON: Final = "application/json"
OPENAPI: Final = "application/vnd.oai.openapi+json;version=3.1"
FORMS: Final = ("json", "csv")
TYPES: Final = {"json": JSON, "csv": CSV}
ROW_FORMS: Final = (*FORMS, *CITED)


def data_routes() -> list[Route]:
    """Write the routes, below whatever path the server is given."""
    base = f"{base_path()}/data"
    lately, row = Lately(), partial(read_row, RowPictures())
    plain, formed = knowing(*STANDING), knowing("f", *STANDING)
    return [
        Route(base, lately.answering(list_tables), middleware=plain),
        Route(f"{base}/openapi.json", lately.answering(describe), middleware=plain),
        Route(f"{base}/{{table}}.{{form}}", lately.answering(read_table), middleware=plain),
        Route(f"{base}/{{table}}", lately.answering(read_table), middleware=formed),
        Route(f"{base}/{{table}}/{{row_id:path}}", lately.answering(row), middleware=formed),
    ]


async def list_tables(request: Request, catalogue: Catalogue) -> Response:
    """List the tables: name, title, number of rows, and where each is read."""
    titles = catalogue.vocabularies.get("table", {})
    told = {
        "title": load_language(SOURCE_LANGUAGE).text("Caravanserai map"),
        "edition": catalogue.version,
        "description": keep_edition(f"{base_path()}/data/openapi.json", request.scope),
        "licence": "Each row keeps the licence of its sources: see the table sources.",
        "tables": [
            {
                "name": name,
                "title": titles[name].label if name in titles else name,
                "rows": len(frame),
                **{form: keep_edition(f"{base_path()}/data/{name}.{form}", request.scope) for form in FORMS},
            }
            for name, frame in catalogue.tables.items()
        ],
    }
    return answer(request, json.dumps(told, ensure_ascii=False).encode(), JSON)


async def describe(request: Request, catalogue: Catalogue) -> Response:
    """Answer with the description of these addresses (OpenAPI 3.1)."""
    return answer(request, await run_in_threadpool(describe_data, catalogue, base_path()), OPENAPI)


async def read_table(request: Request, catalogue: Catalogue) -> Response:
    """Answer with a whole table."""
    name, form = request.path_params["table"], request.path_params.get("form") or _read_form(request)
    if name not in catalogue.tables:
        return _no_table(catalogue)
    if form not in FORMS:
        return refuse(404, "No such form", f"A table is written as {' or '.join(FORMS)}.")
    return answer(request, _write_table(catalogue, name, form), TYPES[form])


async def read_row(pictures: RowPictures, request: Request, catalogue: Catalogue) -> Response:
    """Answer with one row: as JSON with its sources and a line to cite it by, as CSV (`?f=csv`), or cited."""
    name, row_id, form = request.path_params["table"], request.path_params["row_id"], _read_form(request)
    if name not in catalogue.tables:
        return _no_table(catalogue)
    if row_id not in index_rows(catalogue, name):
        return refuse(404, "No such row", f"{base_path()}/data/{quote(name)}.json lists the rows of this table.")
    forms = (*ROW_FORMS, *PICTURES) if name in DRAWN else ROW_FORMS
    if form not in forms:
        return refuse(400, "No such form", f"f is {' or '.join(forms)}.")
    if form in PICTURES:
        return await pictures.show(request, catalogue, name, row_id, form)
    if form in CITED:
        return await run_in_threadpool(cite_one_row, request, catalogue, name, row_id, form)
    return answer(request, _write_row(catalogue, name, row_id, form), TYPES[form])


def _read_form(request: Request) -> str:
    query: bytes = request.scope["query_string"]
    return parse_qs(query.decode("latin-1")).get("f", FORMS)[0] if query else FORMS[0]


@keep_per_edition
def _write_table(catalogue: Catalogue, name: str, form: str) -> Body:
    return make_body({"csv": write_table_csv, "json": write_table_json}[form](catalogue, name))


@keep_per_edition
def _write_row(catalogue: Catalogue, name: str, row_id: str, form: str) -> Body:
    return make_body({"csv": write_row_csv, "json": write_row_json}[form](catalogue, name, row_id))


def _no_table(catalogue: Catalogue) -> Response:
    return refuse(404, "No such table", f"The tables are {', '.join(catalogue.tables)}.")
