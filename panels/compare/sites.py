"""Sites side by side: hours, opening hours, visits, findings, readiness of both sides, events."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geo.comparison.hour_words import tell_hours
from geo.comparison.hours import find_scale, list_band_rows, list_bands
from geo.comparison.payment_words import tell_payments
from geo.comparison.records import RecordWords, gather_records, list_passages
from geo.sites.crossing import disagreements_at_posts
from geo.sites.opening import list_posts
from geo.style import read_style
from panels.compare.bars import BarWriter
from panels.compare.cells import Cells
from panels.compare.table import Column, Lead, Row, Section, Sheet
from panels.site_card.dwell import mark_value
from panels.site_card.opening_hours import Writer as OpeningWriter
from panels.ui.address import write_link
from panels.ui.citations import Citations, Remarks

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

    from geo.comparison.clauses import Told
    from panels.reader import Reader


def write_sites(reader: Reader, site_ids: Sequence[str], now: dt.datetime) -> Sheet:
    """Put sites side by side.

    Parameters
    ----------
    reader
        Data and language.
    site_ids
        The sites, in the order wanted.
    now
        An aware moment: what holds today depends on its day.
    """
    writer = _Writer(reader, site_ids, now)
    sections = (
        writer.write_hours(),
        writer.write_disagreements(),
        writer.write_opening(),
        writer.write_visits(),
        writer.write_findings(),
        writer.write_readiness(),
        writer.write_events(),
    )
    return Sheet(
        tuple(writer.write_column(site_id) for site_id in site_ids),
        writer.leads,
        tuple(section for section in sections if section.rows),
        writer.remarks,
        writer.citations,
    )


class _Writer:
    def __init__(self, reader: Reader, site_ids: Sequence[str], now: dt.datetime) -> None:
        self._reader = reader
        self._catalogue = reader.catalogue
        self._language = reader.language
        self._site_ids = site_ids
        self._now = now
        self._entries = {entry.id: entry for entry in reader.entries}
        self.citations = Citations(reader.catalogue.sources, "compare-source")
        self.remarks = Remarks(reader.language)
        self._bands = list_bands(reader.catalogue, site_ids)
        self._cells = Cells(reader.catalogue, self.citations, reader.language)
        self._records = tuple(gather_records(reader.catalogue, site_id) for site_id in site_ids)
        self._words = RecordWords(reader.catalogue, site_ids, reader.language)
        hours = tell_hours(reader.catalogue, site_ids, self._bands, reader.language)
        payments = tell_payments(reader.catalogue, site_ids, self._bands, reader.language)
        self.leads = tuple(self._lead(one, "hours") for one in hours)
        self._paid = tuple(self._lead(one, "cost_usd") for one in payments)

    def _lead(self, told: Told, measure: str) -> Lead:
        """Give a sentence the marks of its rows: what is doubtful or second-hand in it must not be lost."""
        marks = dict.fromkeys(mark_value(self.remarks, row, measure, self._language) for row in told.rows)
        sources = dict.fromkeys(source for row in told.rows for source in row.source_id)
        return Lead(told.text, " ".join(filter(None, marks)), self.citations.cite(sources))

    def write_column(self, site_id: str) -> Column:
        entry, language = self._entries[site_id], self._language
        symbol = read_style().symbols[entry.site.symbol]
        more = f"{language.countries(entry.countries)} · {language.text(symbol.label)}"
        link = write_link({"site": [site_id], "lang": [language.code]}, "./")
        return Column(site_id, language.cell(entry.name), symbol.kind, more, link)

    def write_hours(self) -> Section:
        _ = self._language.text
        writer = BarWriter(self._catalogue, self.citations, self.remarks, self._language)
        scale = find_scale(list_band_rows(self._bands))
        title = _("Hours and payments at the posts") if scale.payment is not None else _("Hours at the posts")
        rows = writer.write_rows(self._bands)
        note, legend = writer.write_note(scale), writer.write_legend(scale)
        return Section("hours", title, rows, note=note, legend=legend, leads=self._paid)

    def write_disagreements(self) -> Section:
        found = disagreements_at_posts(self._catalogue, self._site_ids)
        cells = []
        for site_id in self._site_ids:
            here = disagreements_at_posts(self._catalogue, [site_id])
            cells.append(self._cells.render("disagreements", rows=[row for row in found if row in here]))
        rows = (Row("", tuple(cells)),) if found else ()
        return Section("disagreements", self._language.text("Where sources disagree"), rows)

    def write_opening(self) -> Section:
        writer = OpeningWriter(self._catalogue, self.citations, self._language, self._now)
        cells = tuple(
            self._cells.render(
                "opening", posts=[writer.write_post(post) for post in list_posts(self._catalogue, site_id)]
            )
            for site_id in self._site_ids
        )
        told = self._words.tell_opening(self._now.date())
        return Section("opening", self._language.text("Opening hours"), (Row("", cells),), told)

    def write_visits(self) -> Section:
        empty = self._language.text("No field visit to this site is recorded.")
        cells = tuple(self._cells.write_visits(one.visits, one.near, empty) for one in self._records)
        told = self._words.tell_visits(self._records)
        return Section("visits", self._language.text("Field visits"), (Row("", cells),), told)

    def write_findings(self) -> Section:
        empty = self._language.text("No finding is recorded as open or in hand.")
        cells = tuple(
            self._cells.write_findings(one.findings, one.settled, empty, {"site": [one.site_id]})
            for one in self._records
        )
        told = self._words.tell_findings(self._records)
        return Section("findings", self._language.text("Findings and recommendations"), (Row("", cells),), told)

    def write_readiness(self) -> Section:
        """Write a row for each instrument; the sentences are of those in which the sites differ."""
        countries = [self._entries[site_id].countries for site_id in self._site_ids]
        passages = list_passages(self._catalogue, countries)
        rows = tuple(
            Row(
                self._language.cell(self._catalogue.label("instrument", of_one[0].instrument)),
                tuple(self._cells.write_states(passage.states) for passage in of_one),
            )
            for of_one in passages
        )
        told = " ".join(filter(None, (self._words.tell_readiness(of_one) for of_one in passages)))
        return Section("readiness", self._language.text("Readiness of both sides"), rows, told)

    def write_events(self) -> Section:
        cells = tuple(self._cells.write_events(one.events, {"place": [one.site_id]}) for one in self._records)
        told = self._words.tell_events(self._records)
        return Section("events", self._language.text("Events"), (Row("", cells),), told)
