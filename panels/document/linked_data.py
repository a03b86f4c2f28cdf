"""What an address is about, for machines: schema.org in JSON-LD, as a script that no browser runs."""

from __future__ import annotations

import json
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final

from markupsafe import Markup

from geo.dates import parse_edtf
from geo.map.home import home_bounds
from geo.sites.waiting import list_waiting, list_years
from panels.document.about import chosen_site
from panels.document.named import MAP
from panels.open_data.answers import EDITION

if TYPE_CHECKING:
    from geo.catalogue import Catalogue
    from geo.sites.selection import SiteEntry
    from panels.document.about import About
    from panels.document.opened import Opened

INSIDE_MARKUP: Final = str.maketrans(
    {"<": "\\u003c", ">": "\\u003e", "&": "\\u0026", "\u2028": "\\u2028", "\u2029": "\\u2029"}
)
"""Signs of JSON that could end the element it stands in."""


def write_linked_data(opened: Opened, about: About, root: str) -> Markup:
    """Write the data set with its tables, this page about it, the way to the page, and the place where it is one.

    Notes
    -----
    What has one `@id` is one thing: the data set is called the same on every page.

    Parameters
    ----------
    opened, about
        The address, and what it is about.
    root
        Where the app stands, with a slash at its end.

    Returns
    -------
    script
        JSON without any sign that could end a script, whatever a table says.
    """
    told = {"@context": "https://schema.org", "@graph": list(_list_things(opened, about, root))}
    return Markup(json.dumps(told, ensure_ascii=False).translate(INSIDE_MARKUP))  # noqa: S704 - see `INSIDE_MARKUP`


def _list_things(opened: Opened, about: About, root: str) -> list[dict[str, Any]]:
    reader = opened.reader
    entry, address, name = chosen_site(opened), root + opened.link(opened.asked), f"{root}data"
    data_set = {
        "@type": "Dataset",
        "@id": name,
        "url": root,
        "name": reader.language.text("Caravanserai map"),
        "description": reader.language.text("Map of border crossing points and the Middle Corridor"),
        **_describe_tables(reader.catalogue, root, opened.old),
        **_describe_extent(reader.catalogue, reader.entries),
    }
    page = {
        "@type": "WebPage",
        "@id": address,
        "url": address,
        "name": about.title,
        "description": about.description,
        "inLanguage": reader.language.code,
        "about": {"@id": name},
    }
    found: list[dict[str, Any]] = [data_set, page, _list_crumbs(opened, about, root)]
    if entry and entry.position:
        at = {"@type": "GeoCoordinates", "latitude": entry.position.lat, "longitude": entry.position.lon}
        found.append({"@type": "Place", "name": about.subject, "url": root + opened.link(), "geo": at})
    return found


def _list_crumbs(opened: Opened, about: About, root: str) -> dict[str, Any]:
    """Write the way from the map to what is shown."""
    steps = [(opened.reader.language.text("Caravanserai map"), root)]
    if opened.page != MAP:
        steps.append((about.page, root + opened.page))
    if about.subject:
        steps.append((about.subject, root + opened.link()))
    crumbs = [
        {"@type": "ListItem", "position": number, "name": name, "item": address}
        for number, (name, address) in enumerate(steps, 1)
    ]
    return {"@type": "BreadcrumbList", "itemListElement": crumbs}


def _describe_tables(catalogue: Catalogue, root: str, old: str) -> dict[str, Any]:
    """List where each table is read; each of its rows keeps the licence of its sources, which stand in one of them."""
    query = f"?{EDITION}={old}" if old else ""
    files = [
        {
            "@type": "DataDownload",
            "name": name,
            "encodingFormat": "text/csv",
            "contentUrl": f"{root}data/{name}.csv{query}",
        }
        for name in catalogue.tables
    ]
    return {
        "version": catalogue.version[:8],
        "license": f"{root}data/sources.csv{query}",
        "isAccessibleForFree": True,
        "distribution": files,
    }


@lru_cache(maxsize=4)
def _describe_extent(catalogue: Catalogue, entries: tuple[SiteEntry, ...]) -> dict[str, Any]:
    """Write which years and which part of the world the tables are about."""
    days = [day for event in catalogue.events if event.date for day in (parse_edtf(event.date).earliest,) if day]
    years = sorted({*(day.year for day in days), *list_years(list_waiting(catalogue))})
    bounds = home_bounds(catalogue, entries)
    found: dict[str, Any] = {}
    if years:
        found["temporalCoverage"] = f"{years[0]}/{years[-1]}"
    if bounds:
        box = f"{bounds.south:g} {bounds.west:g} {bounds.north:g} {bounds.east:g}"
        found["spatialCoverage"] = {"@type": "Place", "geo": {"@type": "GeoShape", "box": box}}
    return found
