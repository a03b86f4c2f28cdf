"""`/data`: every table, and every row of every table, for programs."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Final
from urllib.parse import parse_qs, quote

from starlette.routing import Route

from geo.exports.table_rows import index_rows, write_row_csv, write_row_json, write_table_csv, write_table_json
from geo.language import SOURCE_LANGUAGE, load_language
from panels.data import read_data
from panels.open_data.answers import answer, refuse
from panels.open_data.citing import TYPES as CITED
from panels.open_data.citing import cite_one_row
from panels.open_data.description import describe_data
from panels.ui.address import base_path

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response

    from geo.catalogue import Catalogue

CSV: Final = "text/csv; charset=utf-8"
JSON: Final = "application/json"
OPENAPI: Final = "application/vnd.oai.openapi+json;version=3.1"
FORMS: Final = ("json", "csv")
ROW_FORMS: Final = (*FORMS, *CITED)


def data_routes() -> list[Route]:
    """Write the routes, below whatever path the server is given."""
    base = f"{base_path()}/data"
    return [
        Route(base, list_tables),
        Route(f"{base}/openapi.json", describe),
        Route(f"{base}/{{table}}.{{form}}", read_table),
        Route(f"{base}/{{table}}", read_table),
        Route(f"{base}/{{table}}/{{row_id:path}}", read_row),
    ]


def list_tables(request: Request) -> Response:
    """List the tables: name, title, number of rows, and where each is read."""
    catalogue, _ = read_data()
    titles = catalogue.vocabularies.get("table", {})
    told = {
        "title": load_language(SOURCE_LANGUAGE).text("Caravanserai map"),
        "edition": catalogue.version,
        "description": f"{base_path()}/data/openapi.json",
        "licence": "Each row keeps the licence of its sources: see the table sources.",
        "tables": [
            {
                "name": name,
                "title": titles[name].label if name in titles else name,
                "rows": len(frame),
                **{form: f"{base_path()}/data/{name}.{form}" for form in FORMS},
            }
            for name, frame in catalogue.tables.items()
        ],
    }
    return answer(request, json.dumps(told, ensure_ascii=False).encode(), JSON)


def describe(request: Request) -> Response:
    """Answer with the description of these addresses (OpenAPI 3.1)."""
    catalogue, _ = read_data()
    return answer(request, describe_data(catalogue, base_path()), OPENAPI)


def read_table(request: Request) -> Response:
    """Answer with a whole table."""
    catalogue, _ = read_data()
    name, form = request.path_params["table"], request.path_params.get("form", FORMS[0])
    if name not in catalogue.tables:
        return _no_table(catalogue)
    if form == "csv":
        return answer(request, write_table_csv(catalogue, name), CSV)
    if form == "json":
        return answer(request, write_table_json(catalogue, name), JSON)
    return refuse(404, "No such form", f"A table is written as {' or '.join(FORMS)}.")


def read_row(request: Request) -> Response:
    """Answer with one row: as JSON with its sources and a line to cite it by, as CSV (`?f=csv`), or cited."""
    catalogue, _ = read_data()
    name, row_id = request.path_params["table"], request.path_params["row_id"]
    form = parse_qs(request.url.query).get("f", FORMS)[0]
    if name not in catalogue.tables:
        return _no_table(catalogue)
    if row_id not in index_rows(catalogue, name):
        return refuse(404, "No such row", f"{base_path()}/data/{quote(name)}.json lists the rows of this table.")
    if form not in ROW_FORMS:
        return refuse(400, "No such form", f"f is {' or '.join(ROW_FORMS)}.")
    if form in CITED:
        return cite_one_row(request, catalogue, name, row_id, form)
    if form == "csv":
        return answer(request, write_row_csv(catalogue, name, row_id), CSV)
    return answer(request, write_row_json(catalogue, name, row_id), JSON)


def _no_table(catalogue: Catalogue) -> Response:
    return refuse(404, "No such table", f"The tables are {', '.join(catalogue.tables)}.")
