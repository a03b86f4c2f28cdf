"""Countries, or years of one country, side by side: hours at posts, readiness, findings, visits, events."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geo.comparison.countries import list_movements, movement_of, view_country
from geo.comparison.country_words import tell_countries
from geo.comparison.hours import find_scale
from panels.compare.bars import BarWriter
from panels.compare.cells import Cells
from panels.compare.table import Column, Lead, Row, Section, Sheet
from panels.ui.address import write_link
from panels.ui.citations import Citations, Remarks

if TYPE_CHECKING:
    from collections.abc import Sequence

    from markupsafe import Markup

    from geo.comparison.countries import CountryView, Movement
    from geo.records.measurements import Dwell
    from panels.compare.choices import Pick
    from panels.reader import Reader

MOST_POSTS = 8


def write_countries(reader: Reader, picks: Sequence[Pick]) -> Sheet:
    """Put countries, or years of one, side by side.

    Parameters
    ----------
    reader
        Data and language.
    picks
        Countries with their years, in the order wanted.
    """
    writer = _Writer(reader, [view_country(reader.catalogue, pick.code, pick.year) for pick in picks])
    sections = (
        writer.write_hours(),
        writer.write_readiness(),
        writer.write_findings(),
        writer.write_visits(),
        writer.write_events(),
    )
    return Sheet(
        tuple(writer.write_column(view) for view in writer.views),
        writer.leads,
        tuple(section for section in sections if section.rows or section.lead),
        writer.remarks,
        writer.citations,
    )


class _Writer:
    def __init__(self, reader: Reader, views: Sequence[CountryView]) -> None:
        self.views = views
        self._catalogue = reader.catalogue
        self._language = reader.language
        self.citations = Citations(reader.catalogue.sources, "compare-source")
        self.remarks = Remarks(reader.language)
        self._cells = Cells(reader.catalogue, self.citations, reader.language)
        self._bars = BarWriter(reader.catalogue, self.citations, self.remarks, reader.language)
        self._scale = find_scale(row for view in views for row in view.times)
        told = tell_countries(reader.catalogue, views, reader.language)
        self.leads = tuple(
            Lead(one.text, "", self.citations.cite(dict.fromkeys(s for row in one.rows for s in row.source_id)))
            for one in told
        )

    @property
    def _one_country(self) -> bool:
        return len({view.country for view in self.views}) == 1

    def write_column(self, view: CountryView) -> Column:
        """Name a country, and of which year it is shown."""
        _ = self._language.text
        name = self._language.country(view.country)
        link = write_link({"country": [view.country], "lang": [self._language.code]}, "brief")
        if view.year:
            return Column(view.country, f"{name} {view.year}", "", _("what is dated in this year"), link)
        return Column(view.country, name, "", _("the newest of everything"), link)

    def write_hours(self) -> Section:
        """Write hours: of one country a row for each movement, of several all movements of each in one cell."""
        _ = self._language.text
        if self._one_country:
            rows = tuple(
                Row(self._name(movement), tuple(self._cell(view, movement) for view in self.views))
                for movement in list_movements(self.views)
            )
        else:
            rows = (Row("", tuple(self._all_movements(view) for view in self.views)),)
        title = _("Time and payments at its posts") if self._scale.payment is not None else _("Time at its posts")
        note, legend = self._bars.write_note(self._scale), self._bars.write_legend(self._scale)
        return Section("hours", title, rows, note=note, legend=legend)

    def _name(self, movement: Movement) -> str:
        place, mode, direction, *ends = movement
        language = self._language
        said = " → ".join(language.country(code) for code in ends if code)
        said = said or language.cell(self._catalogue.label("direction", direction))
        parts = (
            language.cell(self._catalogue.short_name(place)),
            said,
            language.cell(self._catalogue.label("mode", mode)),
        )
        return " · ".join(parts)

    def _cell(self, view: CountryView, movement: Movement) -> Markup:
        rows = [row for row in view.times if movement_of(row) == movement]
        lines = [self._bars.write_line(row, self._scale) for row in rows] or [self._bars.write_gap(view.year)]
        block = {"post": movement[0], "act": movement[2], "what": "", "lines": lines}
        return self._cells.render("hours", blocks=[block])

    def _all_movements(self, view: CountryView) -> Markup:
        """Write the movements of a country, the longest first, as far as there is room."""
        ordered: dict[Movement, list[Dwell]] = {}
        for row in sorted(view.times, key=lambda row: -(row.hours or 0.0)):
            ordered.setdefault(movement_of(row), []).append(row)
        blocks = [
            {
                "post": movement[0],
                "act": movement[2],
                "what": self._name(movement),
                "lines": [self._bars.write_line(row, self._scale) for row in rows],
            }
            for movement, rows in list(ordered.items())[:MOST_POSTS]
        ]
        return self._cells.render("hours", blocks=blocks)

    def write_readiness(self) -> Section:
        """Write a row for each instrument; of years of one country only for those in which something has changed."""
        _ = self._language.text
        rows, unchanged = [], []
        for states in zip(*(view.states for view in self.views), strict=True):
            title = self._language.cell(self._catalogue.label("instrument", states[0].instrument))
            row = Row(title, tuple(self._cells.write_states([state], named=False) for state in states))
            if self._one_country and len({state.row for state in states}) == 1 and len(states) > 1:
                unchanged.append(title)
            else:
                rows.append(row)
        lead = _("No dated step between: {names}.", names=", ".join(unchanged)) if unchanged else ""
        note = _("By the end of the year, as far as the step has a date.") if any(v.year for v in self.views) else ""
        return Section("readiness", _("Readiness"), tuple(rows), lead, note)

    def write_findings(self) -> Section:
        """Write the findings of the year, or those that are open or in hand."""
        _ = self._language.text
        empty = _("No finding is recorded.")
        cells = tuple(
            self._cells.write_findings(view.findings, 0, empty, {"country": [view.country]}) for view in self.views
        )
        return Section("findings", _("Findings and recommendations"), (Row("", cells),))

    def write_visits(self) -> Section:
        """Write the field visits to places of the country."""
        empty = self._language.text("No field visit is recorded.")
        cells = tuple(self._cells.write_visits(view.visits, (), empty) for view in self.views)
        return Section("visits", self._language.text("Field visits"), (Row("", cells),))

    def write_events(self) -> Section:
        """Write the events that concern the country."""
        cells = tuple(self._cells.write_events(view.events, {"country": [view.country]}) for view in self.views)
        return Section("events", self._language.text("Events"), (Row("", cells),))
