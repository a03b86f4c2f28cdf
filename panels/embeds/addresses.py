"""Addresses of the app → what of it may stand in a frame, and where that is."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple
from urllib.parse import quote, unquote, urlencode

from panels.corridor.choices import list_journeys
from panels.embeds.asked import Asked
from panels.embeds.kinds import KINDS
from panels.open_data.parameters import read_leniently, split_address
from panels.ui.address import EMBED

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from panels.embeds.kinds import Kind
    from panels.reader import Reader

USUAL_COUNTRY: Final = "KGZ"
OWN: Final = ("lang", "theme", "edition")


class Found(NamedTuple):
    """What an address shows: its kind, its name, its own address below the app's, and what was asked."""

    kind: Kind
    title: str
    path: str
    asked: Asked


def find_embed(address: str, reader: Reader, root: str) -> Found | None:
    """Find the embed that shows what an address shows.

    Parameters
    ----------
    address
        Of a view or of an embed, whole.
    reader
        Data, and the language of the title.
    root
        Where the app stands, with a slash at its end: other addresses are none of ours.

    Returns
    -------
    found
        None for an address of others, and for what has no embed.
    """
    if not address.startswith(root):
        return None
    place, told = split_address(address[len(root) :])
    query = read_leniently(told)
    folder = EMBED.strip("/") + "/"
    if place.startswith(folder):
        name, _, ident = place.removeprefix(folder).partition("/")
    else:
        name, ident = _of_page(place, query, reader)
    ident = unquote(ident)
    asked = Asked(reader, ident, query, root)
    kind = KINDS.get(name)
    title = kind.name(asked) if kind else ""
    if kind is None or not title:
        return None
    kept = {key: values for key, values in query.items() if key in kind.parameters or key in OWN}
    path = f"{folder}{name}{'/' + quote(ident, safe='') if ident else ''}"
    return Found(kind, title, f"{path}?{urlencode(kept, doseq=True)}" if kept else path, asked)


def _of_page(page: str, query: Mapping[str, Sequence[str]], reader: Reader) -> tuple[str, str]:
    """Name kind and id of the embed of a page of the app; blank for a page that has none."""
    catalogue = reader.catalogue

    def last(name: str, usual: str) -> str:
        return query[name][-1] if query.get(name) else usual

    if page == "":
        site = last("site", "")
        return ("site", site) if site in reader.codes.sites else ("map", "")
    if page == "corridor":
        return "profile", last("journey", next(iter(list_journeys(catalogue)), ""))
    if page == "brief":
        return "brief", last("country", USUAL_COUNTRY)
    if page == "walkthrough":
        return "story", last("story", next(iter(catalogue.stories), ""))
    return "", ""
