"""What one cell of a comparison holds, as HTML: findings, events, states of readiness, whatever a template writes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from markupsafe import Markup

from geo.cooperation.readiness import write_as_of
from geo.sites.visits import followers, write_followed
from panels.ui.address import write_link
from panels.ui.render import cell, render

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from geo.catalogue import Catalogue
    from geo.cooperation.readiness import State
    from geo.language import Language
    from geo.records.cooperation import Event, Finding, Visit
    from panels.ui.citations import Citations

MOST_LISTED: Final = 5
"""Findings or events of one thing; the rest stand on their own page, and in the files."""


class Cells:
    """Writes the cells of one comparison, with one list of sources."""

    def __init__(self, catalogue: Catalogue, citations: Citations, language: Language) -> None:
        self._catalogue = catalogue
        self._citations = citations
        self._language = language

    def render(self, template: str, **values: object) -> Markup:
        """Fill in a template of a cell, which may cite sources and name terms."""
        html = render(
            f"compare/{template}.html",
            self._language,
            cite=self._citations.cite,
            term=lambda vocabulary, term: self._language.cell(self._catalogue.label(vocabulary, term)),
            note_of=lambda text: cell(text, self._language),
            **values,
        )
        return Markup(html)  # noqa: S704 - our own template, every field escaped in it

    def write_findings(
        self, rows: Sequence[Finding], beyond: int, empty: str, query: Mapping[str, list[str]]
    ) -> Markup:
        """Write findings, with a link to the rest.

        Parameters
        ----------
        rows
            Those to be listed, as far as there is room.
        beyond
            How many others there are.
        empty
            What is said where there is no row.
        query
            What the page of findings is asked for.
        """
        shown = rows[:MOST_LISTED]
        href = write_link({"tab": ["findings"], **query, "lang": [self._language.code]}, "visits")
        return self.render("findings", shown=shown, more=len(rows) - len(shown) + beyond, empty=empty, href=href)

    def write_events(self, events: Sequence[Event], query: Mapping[str, list[str]]) -> Markup:
        """Write events, with a link to the rest on the page of the record, which is asked for `query`."""
        shown = events[:MOST_LISTED]
        href = write_link({**query, "lang": [self._language.code]}, "record")
        return self.render("events", shown=shown, more=len(events) - len(shown), href=href)

    def write_states(self, states: Sequence[State], *, named: bool = True) -> Markup:
        """Write how far countries are with an instrument; `named` where the columns are not the countries."""
        return self.render(
            "states", states=states, named=named, as_of=lambda state: write_as_of(state, self._language, short=True)
        )

    def write_visits(self, visits: Sequence[Visit], near: Sequence[Visit], empty: str) -> Markup:
        """Write field visits: when, who, what for, what followed.

        Parameters
        ----------
        visits
            Of the thing itself.
        near
            Those that are known only by the country.
        empty
            What is said where there is no visit.
        """
        return self.render(
            "visits",
            visits=visits,
            near=near,
            empty=empty,
            followed=lambda visit: write_followed(self._catalogue, visit, self._language),
            after=self._write_followers,
        )

    def _write_followers(self, visit: Visit) -> str:
        """Name the visits that followed a visit up, with their dates."""
        later = followers(self._catalogue, visit.visit_id)
        return "; ".join(f"{row.visit_id}, {self._language.date(row.date)}" for row in later)
