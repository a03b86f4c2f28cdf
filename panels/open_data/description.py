"""The description of `/data` that programs read (OpenAPI 3.1), made from the dictionary of the tables."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final

from geo.kept import keep_per_edition
from panels.open_data.pictures import DRAWN

if TYPE_CHECKING:
    from collections.abc import Iterable

    from geo.catalogue import Catalogue
    from geo.records.dictionary import Column

_TYPES: Final = {"integer": "integer", "number": "number", "yes-no": "boolean"}
_PROBLEM: Final = {
    "description": "There is no such table, row or form.",
    "content": {"application/problem+json": {"schema": {"type": "object"}}},
}
_REFUSED: Final = {**_PROBLEM, "description": "A parameter is not known here, or stands twice."}


@keep_per_edition
def describe_data(catalogue: Catalogue, base: str) -> bytes:
    """Describe the addresses and what the rows of each table hold.

    Parameters
    ----------
    base
        Path of the server: blank, or with a slash before it.
    """
    paths: dict[str, Any] = {}
    schemas: dict[str, Any] = {}
    for name in catalogue.tables:
        columns = [column for column in catalogue.dictionary if column.table == name]
        schemas[name] = _describe_row(columns)
        row = {"$ref": f"#/components/schemas/{name}"}
        whole = _get(f"Read the table {name}", "application/json", _object(rows=_array(row)))
        paths[f"/data/{name}"] = _with(whole, _parameter("f", "query", "json or csv"), *_STANDING)
        paths[f"/data/{name}.json"] = _with(whole, *_STANDING)
        as_csv = _get(f"Read the table {name} as CSV", "text/csv", {"type": "string"})
        paths[f"/data/{name}.csv"] = _with(as_csv, *_STANDING)
        one = _get(f"Read one row of {name}, with its sources", "application/json", _object(row=row))
        key = ",".join(column.column for column in columns if column.key)
        forms = "json, csv, bibtex, ris, csl or sentence" + ("; svg or png" if name in DRAWN else "")
        own = (_parameter("id", "path", key), _parameter("f", "query", forms))
        paths[f"/data/{name}/{{id}}"] = _with(one, *own, *_STANDING)
    told = {
        "openapi": "3.1.0",
        "info": {"title": "Caravanserai map: tables", "version": catalogue.version},
        "servers": [{"url": base or "/"}],
        "paths": paths,
        "components": {"schemas": schemas},
    }
    return json.dumps(told, ensure_ascii=False).encode()


def _describe_row(columns: Iterable[Column]) -> dict[str, Any]:
    return {"type": "object", "properties": {column.column: _describe_cell(column) for column in columns}}


def _describe_cell(column: Column) -> dict[str, Any]:
    kind = _TYPES.get(column.type, "string")
    told = {"description": f"{column.meaning} [{column.unit}]" if column.unit else column.meaning}
    if column.list:
        return {"type": "array", "items": {"type": kind}, **told}
    return {"type": kind if column.required else [kind, "null"], **told}


def _object(**properties: object) -> dict[str, Any]:
    return {"type": "object", "properties": properties}


def _array(items: object) -> dict[str, Any]:
    return {"type": "array", "items": items}


def _get(summary: str, media_type: str, schema: object) -> dict[str, Any]:
    found = {"description": "Found.", "content": {media_type: {"schema": schema}}}
    return {"get": {"summary": summary, "responses": {"200": found, "400": _REFUSED, "404": _PROBLEM}}}


def _with(path: dict[str, Any], *parameters: dict[str, Any]) -> dict[str, Any]:
    return {"get": {**path["get"], "parameters": list(parameters)}}


def _parameter(name: str, place: str, meaning: str) -> dict[str, Any]:
    return {
        "name": name,
        "in": place,
        "required": place == "path",
        "description": meaning,
        "schema": {"type": "string"},
    }


_STANDING: Final = (
    _parameter("lang", "query", "Language of a citation or a picture"),
    _parameter("edition", "query", "Number or hash of an older edition that is kept"),
)
"""In the order of `panels.open_data.parameters.STANDING`."""
