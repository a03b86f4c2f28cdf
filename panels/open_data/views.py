"""Which views of the app there are, for whoever looks for them: robots.txt, sitemap.xml, llms.txt."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final
from urllib.parse import urlencode
from xml.sax.saxutils import escape, quoteattr

from starlette.routing import Route

from geo.cooperation.brief import list_countries
from geo.cooperation.timeline import involved
from geo.language import SOURCE_LANGUAGE, list_languages, load_language
from geo.sites.findings import shown_findings
from panels.data import read_data
from panels.open_data.answers import answer
from panels.shell.titles import list_titles
from panels.ui.address import base_path, site_root

if TYPE_CHECKING:
    from collections.abc import Sequence

    from starlette.requests import Request
    from starlette.responses import Response

    from geo.catalogue import Catalogue
    from geo.sites.selection import SiteEntry

TABS: Final = (("visits", "findings"), ("etir", "corridor"), ("etir", "readiness"), ("sources", "corrections"))
BACK: Final = "back"
TEXT: Final = "text/plain; charset=utf-8"
_SITEMAP: Final = (
    '<?xml version="1.0" encoding="UTF-8"?>\n'
    '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:xhtml="http://www.w3.org/1999/xhtml">\n'
)


def view_routes() -> list[Route]:
    """Write the routes, below whatever path the server is given."""
    found = {"robots.txt": write_robots, "sitemap.xml": write_sitemap, "llms.txt": write_llms}
    return [Route(f"{base_path()}/{name}", endpoint) for name, endpoint in found.items()]


def list_views(
    catalogue: Catalogue, entries: Sequence[SiteEntry], code: str = SOURCE_LANGUAGE
) -> list[tuple[str, str]]:
    """List every view that has a name.

    Parameters
    ----------
    catalogue, entries
        The checked tables, and all sites.
    code
        Language of the names.

    Returns
    -------
    views
        Address below the app's, without a language, and its name; the pages first.
    """
    language = load_language(code)
    stories = ((story_id, language.cell(story.title)) for story_id, story in catalogue.stories.items())
    return [
        *list_titles(language).items(),
        *((_link("", site=entry.id), language.cell(entry.name)) for entry in entries),
        *((_link("brief", country=code), language.country(code)) for code in list_countries(catalogue)),
        *((_link("corridor", journey=one.journey_id), language.cell(one.name)) for one in catalogue.journeys),
        *((_link("walkthrough", story=story_id), title) for story_id, title in stories),
    ]


def list_parts(catalogue: Catalogue) -> list[str]:
    """List the parts of pages that have a title of their own, beside the views of `list_views`.

    Returns
    -------
    addresses
        Below the app's, without a language: tabs, the record by country and kind, findings by country, the way back of
        a journey. Never two filters at once: the list grows with the tables, not with what can be combined.
    """
    events = catalogue.events
    told = sorted({code for event in events for code in involved(catalogue, event)})
    found = sorted({code for finding in shown_findings(catalogue) for code in finding.countries})
    kinds = dict.fromkeys(event.type for event in events)
    return [
        *(_link(page, tab=tab) for page, tab in TABS),
        *(_link("record", country=code) for code in told),
        *(_link("record", type=kind) for kind in kinds),
        *(_link("visits", tab="findings", country=code) for code in found),
        *(_link("corridor", journey=one.journey_id, direction=BACK) for one in catalogue.journeys if one.both_ways),
    ]


def _link(page: str, **query: str) -> str:
    return f"{page}?{urlencode(query)}"


def root_of(request: Request) -> str:
    """Write the address of the app as the request calls it, with a slash at its end."""
    return site_root(request.url.scheme, request.url.netloc)


def write_robots(request: Request) -> Response:
    """Let everything be read but Streamlit's own addresses, and say where the list of views is."""
    base = base_path()
    told = ["User-agent: *", f"Disallow: {base}/_stcore/", f"Disallow: {base}/component/"]
    told += ["", f"Sitemap: {root_of(request)}sitemap.xml", ""]
    return answer(request, "\n".join(told).encode(), TEXT)


def write_sitemap(request: Request) -> Response:
    """List every view, and every part of a page with a title, in every language."""
    catalogue, entries = read_data()
    root = root_of(request)
    parts = [_SITEMAP]
    for path in [*(path for path, _ in list_views(catalogue, entries)), *list_parts(catalogue)]:
        sign = "&" if "?" in path else "?"
        addresses = {code: f"{root}{path}{sign}lang={code}" for code in list_languages()} | {"x-default": root + path}
        alternates = "".join(
            f'<xhtml:link rel="alternate" hreflang="{code}" href={quoteattr(address)}/>'
            for code, address in addresses.items()
        )
        parts += [f"<url><loc>{escape(address)}</loc>{alternates}</url>\n" for address in addresses.values()]
    return answer(request, ("".join(parts) + "</urlset>\n").encode(), "application/xml")


def write_llms(request: Request) -> Response:
    """Say in plain words what is here and where programs read it."""
    catalogue, entries = read_data()
    root = root_of(request)
    views = "\n".join(f"- [{name}]({root}{path})" for path, name in list_views(catalogue, entries))
    told = f"""# Caravanserai map

> Border crossing points of the Caravanserai Initiative (Organization of Turkic States) and the Trans-Caspian Middle
> Corridor: where trucks and trains wait, field visits, e-TIR routes. Every figure has its source. Edition
> {catalogue.version}.

## Data

- [Tables]({root}data): each as CSV and JSON, each row with its sources and a line to cite it by
- Pictures: {root}data/sites/torugart?f=svg (`png`) of a site, {root}data/journeys/altynkol-poti?f=svg of a journey,
  {root}data/dwell/D023?f=svg of a figure among its years
- [Description of these addresses (OpenAPI)]({root}data/openapi.json)
- [Everything that has a place (OGC API – Features)]({root}ogc): GeoJSON by box, time and property
- [What changed since the edition before (Atom)]({root}feed)
- [A citation of any view]({root}cite?site=red-bridge&f=bibtex): `bibtex`, `ris`, `csl` or `sentence`
- [Every view in every language]({root}sitemap.xml)

## Views

{views}
"""
    return answer(request, told.encode(), TEXT)
