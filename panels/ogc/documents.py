"""What `/ogc` says of itself and of its collections."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from geo.exports.item_query import CRS84
from panels.ogc.asking import GEOJSON, HTML, JSON, SCHEMA

if TYPE_CHECKING:
    from geo.catalogue import Catalogue
    from geo.exports.collections import Collection
    from geo.language import Language
    from panels.ogc.asking import Asked, Link

OPENAPI: Final = "application/vnd.oai.openapi+json;version=3.0"
CONFORMS_TO: Final = (
    "http://www.opengis.net/spec/ogcapi-common-1/1.0/conf/core",
    "http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/core",
    "http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/oas30",
    "http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/html",
    "http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/geojson",
    "http://www.opengis.net/spec/ogcapi-features-3/1.0/conf/queryables",
    "http://www.opengis.net/spec/ogcapi-features-3/1.0/conf/queryables-query-parameters",
)


def title_of(catalogue: Catalogue, collection: Collection, language: Language) -> str:
    """Title a collection in the reader's language."""
    if collection.name == "posts":
        return language.text("Posts that face them")
    return language.cell(catalogue.label("table", collection.table))


def write_landing(catalogue: Catalogue, asked: Asked) -> dict[str, Any]:
    """Write the first document: what this is, and where everything stands."""
    _ = asked.language.text
    return {
        "title": _("Caravanserai map"),
        "description": _("Border crossing points, lines, field visits and e-TIR routes, with the sources of each."),
        "edition": catalogue.version,
        "links": [
            *asked.here(JSON),
            asked.link("/api", "service-desc", OPENAPI, _("Description of these addresses"), f="json"),
            asked.link("/api", "service-doc", HTML, _("Description of these addresses"), f="html"),
            asked.link("/conformance", "conformance", JSON, _("Standards that are kept")),
            asked.link("/collections", "data", JSON, _("Collections")),
        ],
    }


def write_conformance(asked: Asked) -> dict[str, Any]:
    """Write which parts of the standard are kept."""
    return {"conformsTo": list(CONFORMS_TO), "links": asked.here(JSON)}


def write_collections(catalogue: Catalogue, collections: list[Collection], asked: Asked) -> dict[str, Any]:
    """Write the list of collections."""
    return {
        "links": asked.here(JSON),
        "collections": [write_collection(catalogue, one, asked) for one in collections],
    }


def write_collection(catalogue: Catalogue, collection: Collection, asked: Asked) -> dict[str, Any]:
    """Write what a collection is: its title, where and when its items are, and where they stand."""
    path = f"/collections/{collection.name}"
    title = title_of(catalogue, collection, asked.language)
    extent: dict[str, Any] = {}
    if collection.bbox:
        extent["spatial"] = {"bbox": [collection.bbox], "crs": CRS84}
    if collection.interval:
        extent["temporal"] = {
            "interval": [collection.interval],
            "trs": "http://www.opengis.net/def/uom/ISO-8601/0/Gregorian",
        }
    own: list[Link] = asked.here(JSON) if asked.path == path else [asked.link(path, "self", JSON)]
    links = [
        *own,
        asked.link(f"{path}/items", "items", GEOJSON, title, f="json"),
        asked.link(f"{path}/items", "items", HTML, title, f="html"),
        asked.link(f"{path}/queryables", "http://www.opengis.net/def/rel/ogc/1.0/queryables", SCHEMA),
        {
            "href": asked.write(f"{asked.base.removesuffix('/ogc')}/data/{collection.table}.csv"),
            "rel": "enclosure",
            "type": "text/csv",
        },
    ]
    return {
        "id": collection.name,
        "title": title,
        "itemType": "feature",
        "crs": [CRS84],
        "extent": extent,
        "links": links,
    }


def write_queryables(catalogue: Catalogue, collection: Collection, asked: Asked) -> dict[str, Any]:
    """Write by which properties the items of a collection can be asked for, as a JSON schema."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": asked.write(f"{asked.base}/collections/{collection.name}/queryables"),
        "type": "object",
        "title": title_of(catalogue, collection, asked.language),
        "properties": dict(collection.queryables),
        "additionalProperties": False,
    }
