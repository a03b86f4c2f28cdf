"""The description of `/ogc` that programs read (OpenAPI 3.0)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from geo.exports.item_query import DEFAULT_LIMIT, LARGEST_LIMIT, LARGEST_OFFSET
from panels.ogc.asking import FORMS, GEOJSON, HTML, JSON, SCHEMA
from panels.open_data.answers import PROBLEM
from panels.open_data.parameters import APPENDED, STANDING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geo.catalogue import Catalogue
    from geo.exports.collections import Collection
    from panels.ogc.asking import Asked

_SHARED: Final[dict[str, Any]] = {
    "f": {"name": "f", "in": "query", "schema": {"type": "string", "enum": list(FORMS)}},
    "lang": {"name": "lang", "in": "query", "schema": {"type": "string"}, "description": "Language of the titles."},
    "edition": {
        "name": "edition",
        "in": "query",
        "schema": {"type": "string"},
        "description": "Number or hash of an older edition that is kept.",
    },
    "bbox": {
        "name": "bbox",
        "in": "query",
        "style": "form",
        "explode": False,
        "description": "West, south, east, north; west may be larger than east, across the antimeridian.",
        "schema": {
            "oneOf": [
                {"type": "array", "items": {"type": "number"}, "minItems": size, "maxItems": size} for size in (4, 6)
            ]
        },
    },
    "datetime": {
        "name": "datetime",
        "in": "query",
        "description": "A day or time, or an interval that may be open: 2018-02-12, 2018-02-12T00:00:00Z/..",
        "schema": {"type": "string"},
    },
    "limit": {
        "name": "limit",
        "in": "query",
        "style": "form",
        "explode": False,
        "schema": {"type": "integer", "minimum": 1, "maximum": LARGEST_LIMIT, "default": DEFAULT_LIMIT},
    },
    "offset": {
        "name": "offset",
        "in": "query",
        "schema": {"type": "integer", "minimum": 0, "maximum": LARGEST_OFFSET, "default": 0},
    },
    "appended": {
        "name": "appended",
        "in": "query",
        "style": "form",
        "explode": True,
        "description": "What others append to any link; passed over.",
        "schema": {"type": "object", "properties": {name: {"type": "string"} for name in APPENDED}},
    },
    "featureId": {"name": "featureId", "in": "path", "required": True, "schema": {"type": "string"}},
}


def describe_ogc(catalogue: Catalogue, collections: Sequence[Collection], asked: Asked) -> dict[str, Any]:
    """Describe every address below `/ogc`, with the properties of each collection."""
    paths = {
        "/": _get("Read what this is", "landing", JSON),
        "/api": _get("Read this description", "api", JSON),
        "/conformance": _get("Read which standards are kept", "conformance", JSON),
        "/collections": _get("List the collections", "collections", JSON),
    }
    for collection in collections:
        name = collection.name
        path = f"/collections/{name}"
        paths[path] = _get(f"Describe {name}", f"describe_{name}", JSON)
        paths[f"{path}/queryables"] = _get(f"List the properties of {name}", f"queryables_{name}", SCHEMA)
        own = [
            {
                "name": column,
                "in": "query",
                "description": schema.get("description", column),
                "schema": {"type": schema["type"]},
            }
            for column, schema in collection.queryables.items()
        ]
        shared = ("bbox", "datetime", "limit", "offset")
        paths[f"{path}/items"] = _get(f"Read {name}", f"items_{name}", GEOJSON, shared, own)
        paths[f"{path}/items/{{featureId}}"] = _get(f"Read one of {name}", f"item_{name}", GEOJSON, ("featureId",))
    return {
        "openapi": "3.0.3",
        "info": {"title": "Caravanserai map: features", "version": catalogue.version},
        "servers": [{"url": asked.base}],
        "paths": paths,
        "components": {"parameters": _SHARED},
    }


def _get(
    summary: str, operation: str, kind: str, shared: Sequence[str] = (), own: Sequence[dict[str, Any]] = ()
) -> dict[str, Any]:
    parameters: list[dict[str, Any]] = [
        {"$ref": f"#/components/parameters/{name}"} for name in (*shared, "f", *STANDING, "appended")
    ]
    found = {kind: {"schema": {"type": "object"}}, HTML: {"schema": {"type": "string"}}}
    problem = {PROBLEM: {"schema": {"type": "object"}}}
    return {
        "get": {
            "summary": summary,
            "operationId": operation,
            "parameters": [*parameters, *own],
            "responses": {
                "200": {"description": "Found.", "content": found},
                "400": {"description": "The question is not understood.", "content": problem},
                "404": {"description": "Nothing stands here.", "content": problem},
            },
        }
    }
