"""`/embed/site/<id>`: the card of one site."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from geo.sites.figures import tell_leading
from panels.embeds.asked import Embed
from panels.embeds.files import keep_script
from panels.site_card.card import render_card
from panels.view import View

if TYPE_CHECKING:
    from geo.sites.selection import SiteEntry
    from panels.embeds.asked import Asked

_CLOCK: Final = re.compile(r'(<time data-zone="[^"]*">)[^<]*')


def name_site(asked: Asked) -> str:
    """Name the site; blank when there is no such site."""
    entry = _find(asked)
    return asked.reader.language.cell(entry.name) if entry else ""


def write_site(asked: Asked) -> Embed:
    """Write the card of a site, as it stands beside the map; its clocks are blank until the script sets them."""
    catalogue, language, entry = asked.reader.catalogue, asked.reader.language, _find(asked)
    if entry is None:
        raise KeyError(asked.ident)
    card = render_card(catalogue, asked.reader.entries, entry, View(), language)
    leading = tell_leading(catalogue, entry.id, language)
    sources = [*(leading[0].source_id if leading else ()), *entry.site.source_id]
    return Embed(
        title=name_site(asked),
        note="",
        body=asked.lead_out(_CLOCK.sub(r"\1", card)),
        sources=asked.tell_sources(sources),
        full=asked.link("", {"site": [entry.id]}),
        scripts=(keep_script("page"),),
        ticking=True,
    )


def _find(asked: Asked) -> SiteEntry | None:
    return next((entry for entry in asked.reader.entries if entry.id == asked.ident), None)
