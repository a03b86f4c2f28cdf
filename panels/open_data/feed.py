"""`/feed`: what changed from the edition before to this one, for readers of feeds (Atom, RFC 4287)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final
from urllib.parse import parse_qs, quote, urlencode
from uuid import UUID, uuid5
from xml.etree import ElementTree as ET

from starlette.responses import RedirectResponse
from starlette.routing import Route

from geo.cooperation.brief import list_countries
from geo.errors import QueryError
from geo.exports.changes import ADDED, CHANGED, REMOVED, compare_catalogues, is_about
from geo.exports.citation import AUTHOR, title_row
from geo.freshness import last_read
from geo.kept import keep_per_edition
from panels.data import edition_now, read_data, read_earlier
from panels.open_data.answers import EDITION, FOR_ALL, answer, choose_for, refuse
from panels.open_data.parameters import knowing, refuse_question
from panels.open_data.views import root_of
from panels.ui.address import base_path

if TYPE_CHECKING:
    from collections.abc import Sequence

    from starlette.requests import Request
    from starlette.responses import Response

    from geo.catalogue import Catalogue
    from geo.exports.changes import RowChange
    from geo.language import Language

ATOM: Final = "application/atom+xml; charset=utf-8"
PAGE: Final = "text/html"
MOST_ENTRIES: Final = 200
LANGUAGE: Final = "lang"
NARROWED: Final = {"country": "country/", "site": "site/", "table": ""}
"""Parameter of `/feed` → below it, where the feed of one of them stands."""
ENTRIES: Final = UUID("dc8a7675-7bae-40b4-aebd-e24fec085b36")
"""Drawn once by chance: in it entries have their names (RFC 9562, version 5). Never to be changed."""
_SPACE: Final = "http://www.w3.org/2005/Atom"
_NOT_IN_XML: Final = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclass(frozen=True, slots=True)
class _Feed:
    """One feed: its address, its title, its changes; None where there is no edition to compare with."""

    path: str
    about: str
    view: str
    changes: Sequence[RowChange] | None


def feed_routes() -> list[Route]:
    """Write the routes, below whatever path the server is given."""
    base = f"{base_path()}/feed"
    own = knowing(LANGUAGE, refused=(EDITION,))
    return [
        Route(base, read_feed, middleware=knowing(*NARROWED, LANGUAGE, refused=(EDITION,))),
        Route(f"{base}/{{kind}}", read_feed, middleware=own),
        Route(f"{base}/{{kind}}/{{name}}", read_feed, middleware=own),
    ]


def read_feed(request: Request) -> Response:
    """Answer with the feed of everything, a table (`/feed/dwell`), a site or a country (`/feed/site/red-bridge`)."""
    asked = parse_qs(request.url.query)
    if EDITION in asked:
        told = (
            f"A feed tells what led to the newest edition; an older one is read at {base_path()}/data/<table>?edition=."
        )
        return refuse(404, "A feed has no older editions", told)
    narrowing = [name for name in NARROWED if name in asked]
    if len(narrowing) > 1:
        return refuse_question(QueryError(f"Only one of {', '.join(NARROWED)} narrows a feed."))
    if narrowing:
        name = narrowing[0]
        return _lead(f"{NARROWED[name]}{quote(asked[name][-1], safe='')}", asked.get(LANGUAGE, []))
    catalogue, _ = read_data()
    language = choose_for(request.scope)
    found = _find(catalogue, request.path_params.get("kind", ""), request.path_params.get("name", ""), language)
    if found is None:
        told = f"{base_path()}/feed, /feed/<table>, /feed/site/<site> and /feed/country/<alpha-3 code> are here."
        return refuse(404, "No such feed", told)
    asked_for = f"?{urlencode({LANGUAGE: language.code})}" if asked.get(LANGUAGE, [""])[-1] == language.code else ""
    return answer(request, _write(catalogue, found, root_of(request), asked_for, language), ATOM, "Accept-Language")


def _lead(path: str, codes: list[str]) -> Response:
    """Lead to the feed of a country, a site or a table, in the language that was asked for."""
    query = f"?{urlencode({LANGUAGE: codes[-1]})}" if codes else ""
    return RedirectResponse(f"{base_path()}/feed/{path}{query}", 307, dict(FOR_ALL))


def _find(catalogue: Catalogue, kind: str, name: str, language: Language) -> _Feed | None:
    changes = _changes_of(catalogue)
    if not kind:
        return _Feed("feed", "", "", changes)
    if not name and kind in catalogue.tables:
        own = changes if changes is None else [change for change in changes if change.table == kind]
        return _Feed(f"feed/{kind}", language.cell(catalogue.label("table", kind)), f"data/{kind}.csv", own)
    if kind == "site" and name in catalogue.sites:
        about, view = language.cell(catalogue.short_name(name)), f"?site={name}"
    elif kind == "country" and name in list_countries(catalogue):
        about, view = language.country(name), f"brief?country={name}"
    else:
        return None
    own = changes if changes is None else [change for change in changes if is_about(change, name)]
    return _Feed(f"feed/{kind}/{name}", about, view, own)


@keep_per_edition
def _changes_of(catalogue: Catalogue) -> tuple[RowChange, ...] | None:
    earlier = read_earlier()
    return None if earlier is None else compare_catalogues(earlier, catalogue)


def _write(catalogue: Catalogue, feed: _Feed, root: str, query: str, language: Language) -> bytes:
    """Write a feed; `query` names the language that its address does.

    Notes
    -----
    The tables say no day of an edition: the newest day on which one of its sources was read stands for it.
    """
    _ = language.text
    day = last_read(catalogue) or edition_now(catalogue).date
    updated = f"{day:%Y-%m-%d}T00:00:00Z"
    top = ET.Element("feed", {"xmlns": _SPACE, "xml:lang": language.code})
    title = " – ".join(part for part in (_("Caravanserai map"), feed.about) if part)
    _say(top, title=title, id=f"{root}{feed.path}", updated=updated)
    _link(top, "self", f"{root}{feed.path}{query}", ATOM.partition(";")[0])
    _link(top, "alternate", root + feed.view, "text/csv" if feed.view.startswith("data/") else PAGE)
    _say(ET.SubElement(top, "author"), name=AUTHOR)
    entry = ET.SubElement(top, "entry")
    told = _sum_up(feed, language)
    name = _name_entry(catalogue, feed.path)
    _say(entry, title=_("Edition {edition}", edition=catalogue.version), id=name, updated=updated, summary=told)
    _link(entry, "alternate", f"{root}sources", PAGE)
    for change in (feed.changes or ())[:MOST_ENTRIES]:
        _write_change(top, catalogue, change, root, updated, language)
    return b'<?xml version="1.0" encoding="UTF-8"?>\n' + ET.tostring(top, encoding="unicode").encode()


def _sum_up(feed: _Feed, language: Language) -> str:
    _ = language.text
    if feed.changes is None:
        return _("What changed before this edition is not known: it is the first one here.")
    if not feed.changes:
        return _("Nothing of this has changed since the edition before.")
    kinds = [change.kind for change in feed.changes]
    counts = {kind: language.number(kinds.count(kind)) for kind in (ADDED, CHANGED, REMOVED)}
    told = _("Rows added: {added}; changed: {changed}; removed: {removed}.", **counts)
    rest = _("Not all of them are listed here.") if len(kinds) > MOST_ENTRIES else ""
    return f"{told} {rest}".strip()


def _write_change(  # noqa: PLR0913, PLR0917 - where it goes, what it says, how
    top: ET.Element, catalogue: Catalogue, change: RowChange, root: str, updated: str, language: Language
) -> None:
    _ = language.text
    table, row_id = quote(change.table), quote(change.row_id)
    entry = ET.SubElement(top, "entry")
    if change.kind == REMOVED:
        title, href = f"{language.cell(catalogue.label('table', change.table))}, {change.row_id}", f"{root}data/{table}"
        told = _("This row was removed.")
    else:
        title, href = title_row(catalogue, change.table, change.row_id, language), f"{root}data/{table}/{row_id}"
        added = change.kind == ADDED
        told = _("This row was added.") if added else _("Changed: {columns}.", columns=", ".join(change.columns))
    name = _name_entry(catalogue, f"data/{table}/{row_id}")
    _say(entry, title=title, id=name, updated=updated, summary=told)
    _link(entry, "alternate", href, "application/json")


def _name_entry(catalogue: Catalogue, path: str) -> str:
    """Name an entry for good (RFC 4287, 4.2.6): what changed in this edition, from whatever host the feed is read."""
    return uuid5(ENTRIES, f"{catalogue.version}/{path}").urn


def _say(parent: ET.Element, **texts: str) -> None:
    for name, text in texts.items():
        ET.SubElement(parent, name).text = _NOT_IN_XML.sub("\ufffd", text)


def _link(parent: ET.Element, rel: str, href: str, kind: str) -> None:
    ET.SubElement(parent, "link", {"rel": rel, "type": kind, "href": _NOT_IN_XML.sub("\ufffd", href)})
