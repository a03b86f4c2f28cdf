"""What is asked of an embed, and what an embed is made of."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import quote

from markupsafe import Markup, escape

from geo.sites.figures import name_source
from panels.open_data.answers import EDITION
from panels.ui.address import write_link

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from panels.reader import Reader

MOST_SOURCES: Final = 4
THEMES: Final = ("auto", "light", "dark")
_INNER: Final = re.compile(r'href="(?!#|https?:)([^"]*)" target="_self"')
"""A link of ours to another view of the app, as the pages write it."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What an address asks for.

    Attributes
    ----------
    ident
        Id of the site, journey, country or story; blank for the map.
    query
        Parameters of the address.
    root
        Where the app is, as seen from the embed.
    lang
        Language that the address names; blank where the reader's own holds.
    edition
        The older edition that the address names; blank for the newest. Every link to the app keeps it.
    """

    reader: Reader
    ident: str
    query: Mapping[str, Sequence[str]]
    root: str
    lang: str = ""
    edition: str = ""

    @property
    def theme(self) -> str:
        """Light, dark, or as the reader's system is."""
        asked = self.query.get("theme", ())
        return asked[-1] if asked and asked[-1] in THEMES else THEMES[0]

    def last(self, name: str) -> str:
        """Read the last value of a parameter; blank when it is not named."""
        values = self.query.get(name, ())
        return values[-1] if values else ""

    def link(self, page: str, query: Mapping[str, Sequence[str]]) -> str:
        """Write the address of a view of the app, as seen from the embed."""
        return self.root + write_link({**query, **self._standing()}, page).removesuffix("?")

    def _standing(self) -> dict[str, list[str]]:
        """List what stands in every link to the app: language and edition, where they are named."""
        return {name: [value] for name, value in (("lang", self.lang), (EDITION, self.edition)) if value}

    def tell_sources(self, source_ids: Iterable[str]) -> str:
        """Name sources in one line, each once."""
        catalogue, language = self.reader.catalogue, self.reader.language
        known = (one for one in source_ids if one in catalogue.sources)
        names = list(dict.fromkeys(name_source(catalogue, one, language) for one in known))
        told = ", ".join(names[:MOST_SOURCES])
        more = len(names) - MOST_SOURCES
        return f"{told} {language.count('and {n} more', 'and {n} more', more)}" if more > 0 else told

    def lead_out(self, html: str) -> Markup:
        """Let the links of a page lead to the app, in a window of its own: a page of others shows only the embed."""

        def lead(found: re.Match[str]) -> str:
            address = found[1].removeprefix("./")
            for name, (value,) in self._standing().items():
                if f"{name}=" not in address:
                    address += f"{'&amp;' if '?' in address else '?'}{name}={quote(value)}"
            return f'href="{escape(self.root)}{address}" target="_blank" rel="noopener"'

        return Markup(_INNER.sub(lead, html))  # noqa: S704 - our own templates, every field escaped in them


@dataclass(frozen=True, slots=True)
class Embed:
    """One embed, without the frame of the page.

    Attributes
    ----------
    title, note
        What is shown, and of which part or year.
    sources
        Whom it is from, in one line.
    full
        Address of the view of the app that shows all of it.
    data
        What the scripts read; None where they need nothing.
    scripts
        Addresses of the scripts, in their order.
    early
        Addresses of what the scripts will fetch first: the browser may begin with it.
    ticking
        Whether clocks stand in it, which the script sets by the server's time. It comes in a header: with the time in
        it, the page would be another at each answer.
    """

    title: str
    note: str
    body: Markup
    sources: str
    full: str
    data: Mapping[str, Any] | None = None
    scripts: Sequence[str] = field(default_factory=tuple)
    early: Sequence[str] = field(default_factory=tuple)
    ticking: bool = False
