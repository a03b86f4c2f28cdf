"""What a document says of one site: figures, hours at both posts, visits, findings, facts and doubts."""

from __future__ import annotations

from string import ascii_lowercase
from typing import TYPE_CHECKING, Any, Final

from geo.language import first_sentences
from geo.sites.crossing import MEASURED, list_series, longest_hours
from geo.sites.figures import describe_figure, find_figure, tell_leading
from geo.sites.findings import FindingFilter, find_findings
from geo.sites.leading import find_leading, is_doubtful
from geo.sites.selection import counted_volumes, country_visits, etir_at, facts_of, visits_to
from geo.style import read_style

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geo.catalogue import Catalogue
    from geo.documents.references import References
    from geo.language import Language
    from geo.records.cooperation import EtirRoute, Finding, Visit
    from geo.records.measurements import Dwell, Volume
    from geo.records.places import SiteFact
    from geo.records.stories import FigureRef
    from geo.sites.crossing import Series
    from geo.sites.selection import SiteEntry

MOST_FIGURES: Final = 3
MOST_HOURS: Final = 2
MOST_BARS: Final = 14
LATEST_YEARS: Final = 3


class SheetWriter:
    """Writes the sheets of one document: numbers its sources in the order in which they are named."""

    def __init__(self, catalogue: Catalogue, references: References, language: Language) -> None:
        self._catalogue = catalogue
        self._references = references
        self._language = language

    def term(self, vocabulary: str, word: str) -> str:
        """Name a word of a vocabulary in the reader's language."""
        return self._language.cell(self._catalogue.label(vocabulary, word))

    def place_name(self, place_id: str) -> str:
        """Name a place, shortly where it is a site."""
        site = self._catalogue.sites.get(place_id)
        return self._language.cell((site.short_name if site else "") or self._catalogue.places[place_id].name)

    def write_site(self, entry: SiteEntry, number: int) -> dict[str, Any]:
        """Write the sheet of a site.

        Parameters
        ----------
        entry
            The site.
        number
            Its number in the document, as on the overview map.

        Returns
        -------
        sheet
            Texts and numbers, ready to be set; nothing in it is markup.
        """
        catalogue, language = self._catalogue, self._language
        series = list_series(catalogue, entry.id)
        findings = find_findings(catalogue, FindingFilter(site=entry.id))
        facts = facts_of(catalogue, entry.id)
        symbol = read_style().symbols[entry.site.symbol]
        marks: dict[str, str] = {}
        bars = self._bars(series, marks)
        return {
            "number": number,
            "id": entry.id,
            "name": language.cell(entry.name),
            "names": self._names(entry),
            "symbol": symbol.kind,
            "kind": language.text(symbol.label),
            "countries": language.countries(entry.countries),
            "modes": ", ".join(self.term("mode", mode) for mode in entry.modes),
            "position": self._position(entry),
            "figures": self._figures(entry, series),
            "bars": bars,
            "doubtful": any(row["doubtful"] for chart in bars for row in chart["rows"]),
            "longest": longest_hours(series),
            "longest-text": language.number(longest_hours(series)),
            "notes": [{"mark": mark, "text": text} for text, mark in marks.items()],
            "etir": [self.write_route(route) for route in etir_at(catalogue, entry.id)],
            "visits": [self.write_visit(visit) for visit in self._visits(entry)],
            "findings": [self.write_finding(finding) for finding in findings],
            "facts": self._facts(facts),
            "doubts": [self._statement(fact) for fact in facts if fact.topic == "doubt"],
        }

    def _names(self, entry: SiteEntry) -> str:
        shown = self._language.cell(entry.name)
        names = [n.name for n in self._catalogue.place_names if n.place_id == entry.id and n.use == "official"]
        return " · ".join(dict.fromkeys(name for name in names if name != shown))

    def _position(self, entry: SiteEntry) -> dict[str, str]:
        place, language = self._catalogue.places[entry.id], self._language
        cite = self._references.cite(place.source_id)
        if entry.position is None:
            return {"text": language.text("not established"), "cite": cite}
        lat = language.text("{deg}° N", deg=language.number(entry.position.lat, 4))
        lon = language.text("{deg}° E", deg=language.number(entry.position.lon, 4))
        near = "" if place.precision_km is None else language.text("± {km} km", km=language.number(place.precision_km))
        return {"text": f"{lat}, {lon} {near}".strip(), "cite": cite}

    # ---- figures ---------------------------------------------------------------------------------------------

    def _figures(self, entry: SiteEntry, series: Sequence[Series]) -> list[dict[str, Any]]:
        """Choose up to three figures: the leading one, the longest time on either side, what passes, US$ paid.

        What its own remark calls doubtful makes no headline; it stands in the chart, with the remark.
        """
        rows = sorted((row for one in series for row in _newest(one)), key=_prominence)
        sides = [row for row in rows if row.place_id == entry.id][:1] + [r for r in rows if r.place_id != entry.id][:1]
        leading = find_leading(self._catalogue, entry.id)
        first = [self._lead(leading)] if leading else []
        told = leading.of if leading else ""
        others = [*sides, *(row for row in rows if row not in sides)]
        hours = first + [self._hours(row) for row in others if row.dwell_id != told]
        volumes = [self._volume(row) for row in self._volumes(entry) if row.volume_id != told]
        costs = [self._cost(row) for row in [*sides, *rows] if row.cost_usd]
        chosen = hours[:MOST_HOURS] + volumes[:1]
        return [*chosen, *costs[:1], *hours[MOST_HOURS:], *volumes[1:]][:MOST_FIGURES]

    def _lead(self, ref: FigureRef) -> dict[str, Any]:
        """Write the leading figure; its kind and its doubts are said with it, as on the stage."""
        row = next((row for row in self._catalogue.dwell if row.dwell_id == ref.of), None)
        if row is not None:
            return self._hours(row)
        figure = find_figure(self._catalogue, ref)
        if figure is None:
            msg = f"the leading figure {ref.of} is in no table"
            raise LookupError(msg)
        words = describe_figure(self._catalogue, figure, self._language)
        return {
            "value": words.value,
            "what": words.caption[0],
            "where": ", ".join((*words.caption[1:], *words.marks)),
            "remark": first_sentences(self._language.cell(figure.note)),
            "cite": self._references.cite(figure.source_id),
        }

    def write_leading(self, site_id: str) -> dict[str, str] | None:
        """Write the leading figure of a site in one line; None where the tables hold none."""
        told = tell_leading(self._catalogue, site_id, self._language)
        if told is None:
            return None
        figure, words = told
        said = words.beside(self.place_name(site_id))
        return {"value": words.value, "said": said, "cite": self._references.cite(figure.source_id)}

    def _hours(self, row: Dwell) -> dict[str, Any]:
        _ = self._language.text
        value = _("{h} h", h=self._language.number(row.hours or 0.0))
        what = _("at the post") + (" (CAREC TFI1)" if "tfi1" in row.indicator else "")
        return self._figure(row, value, what)

    def _cost(self, row: Dwell) -> dict[str, Any]:
        value = f"US$ {self._language.number(row.cost_usd or 0.0)}"
        what = self._language.text("paid at the post, including unofficial payments (CAREC TFI2)")
        return self._figure(row, value, what)

    def _figure(self, row: Dwell, value: str, what: str) -> dict[str, Any]:
        where = f"{self.place_name(row.place_id)}, {self.direction(row)}, {self.term('mode', row.mode)}"
        kind = "" if row.kind == MEASURED else self.term("value-kind", row.kind)
        return {
            "value": value,
            "what": what,
            "where": ", ".join(part for part in (where, str(row.year), kind) if part),
            "remark": first_sentences(self._language.cell(row.note)),
            "cite": self._references.cite(row.source_id),
        }

    def direction(self, row: Dwell | Series) -> str:
        """Name a direction both ways: seen from the post, and from country to country."""
        said = self.term("direction", row.direction)
        if row.from_country and row.to_country:
            names = [self._language.country(code) for code in (row.from_country, row.to_country)]
            return f"{names[0]} → {names[1]} ({said})"
        return said

    def _volumes(self, entry: SiteEntry) -> list[Volume]:
        """Find what was counted here in a whole year, the newest of each kind first."""
        found = [row for row in counted_volumes(self._catalogue) if entry.id in row.place_id]
        found.sort(key=lambda row: row.year or 0, reverse=True)
        newest: dict[str, Volume] = {}
        for row in found:
            newest.setdefault(row.metric, row)
        return list(newest.values())

    def _volume(self, row: Volume) -> dict[str, Any]:
        language = self._language
        return {
            "value": f"{language.number(row.value or 0.0)} {language.cell(row.unit)}",
            "what": language.cell(row.metric),
            "where": ", ".join([*(self.place_name(place) for place in row.place_id), str(row.year)]),
            "remark": first_sentences(language.cell(row.note)),
            "cite": self._references.cite(row.source_id),
        }

    # ---- hours at both posts ---------------------------------------------------------------------------------

    def _bars(self, series: Sequence[Series], marks: dict[str, str]) -> list[dict[str, Any]]:
        years = LATEST_YEARS
        while years > 1 and sum(len(_measured(one)[-years:]) for one in series) > MOST_BARS:
            years -= 1
        charts = []
        for one in series:
            rows = _measured(one)[-years:]
            if rows:
                post = f"{self.place_name(one.place_id)}, {self._language.country(one.country)}"
                charts.append(
                    {
                        "post": post,
                        "direction": f"{self.direction(one)}, {self.term('mode', one.mode)}",
                        "cite": self._references.cite(dict.fromkeys(s for row in rows for s in row.source_id)),
                        "rows": [self._bar(row, marks) for row in rows],
                    }
                )
        return charts

    def _bar(self, row: Dwell, marks: dict[str, str]) -> dict[str, Any]:
        note = first_sentences(self._language.cell(row.note))
        mark = marks.setdefault(note, ascii_lowercase[len(marks) % len(ascii_lowercase)]) if note else ""
        return {
            "year": str(row.year),
            "hours": row.hours,
            "text": self._language.text("{h} h", h=self._language.number(row.hours or 0.0)),
            "mark": mark,
            "doubtful": is_doubtful(row),
        }

    # ---- what was seen and said ------------------------------------------------------------------------------

    def _visits(self, entry: SiteEntry) -> list[Visit]:
        own = self._catalogue.places[entry.id].country
        return [*visits_to(self._catalogue, entry.id), *country_visits(self._catalogue, [own])]

    def write_visit(self, visit: Visit, *, named: bool = False) -> dict[str, str]:
        """Write a visit; `named` says its place first, where that is not said anyway."""
        language = self._language
        told = [language.cell(visit.place_as_written) + "."] if not visit.site_id else []
        place = [self.place_name(visit.site_id)] if named and visit.site_id else []
        delegations = language.listing(language.country(code) for code in visit.delegations)
        told += [language.text("Delegations: {countries}.", countries=delegations)] if delegations else []
        told += [] if visit.site_id else [language.text("The gates are not named.")]
        return {
            "title": ", ".join(p for p in (*place, language.date(visit.date), language.cell(visit.initiative)) if p),
            "text": " ".join(told),
            "cite": self._references.cite(visit.source_id, visit.paragraphs),
        }

    def write_route(self, route: EtirRoute) -> dict[str, str]:
        """Write an e-TIR route: date, name, instrument, and who took part."""
        language = self._language
        told = [language.cell(text) for text in (route.guarantee, route.platform, route.carriers, route.cargo) if text]
        return {
            "title": f"{language.date(route.date)}, {language.cell(route.name)}"
            f" ({self.term('instrument', route.instrument)})",
            "text": " · ".join(told),
            "cite": self._references.cite(route.source_id, route.paragraphs),
        }

    def write_finding(self, finding: Finding) -> dict[str, str]:
        """Write a finding with the status that its source prints."""
        language = self._language
        place = language.cell(finding.place_as_written)
        said = language.cell(finding.status) if finding.status else language.text("not stated")
        return {
            "title": f"{self.term('finding-category', finding.category)}, {language.date(finding.year)} ({place})",
            "text": language.cell(finding.text),
            "status": language.text("Status as published:") + f" {said}",
            "cite": self._references.cite(finding.source_id),
        }

    def _facts(self, facts: Sequence[SiteFact]) -> list[dict[str, Any]]:
        _ = self._language.text
        titles = {"opening-hours": _("Opening hours"), "ppp-bot": _("PPP / BOT"), "opened": _("Opened"),
                  "throughput": _("Throughput")}  # fmt: skip
        told = []
        for topic, title in titles.items():
            rows = [self._statement(fact) for fact in facts if fact.topic == topic]
            if rows or topic == "opening-hours":
                told.append({"term": title, "rows": rows or [{"text": _("not found"), "cite": ""}]})
        return told

    def _statement(self, fact: SiteFact) -> dict[str, str]:
        language = self._language
        text = language.cell(fact.statement)
        if fact.as_of:
            text += f" ({language.date(fact.as_of)})"
        if fact.confidence == "unverified":
            text += f" [{language.text('not verified')}]"
        return {"text": text, "cite": self._references.cite(fact.source_id)}


def _measured(series: Series) -> list[Dwell]:
    return [row for row in series.rows if row.hours is not None and row.kind == MEASURED]


def _newest(series: Series) -> list[Dwell]:
    """Give the newest row with hours; none when its own remark calls it doubtful."""
    rows = [row for row in series.rows if row.hours is not None]
    return [row for row in rows[-1:] if not is_doubtful(row)]


def _prominence(row: Dwell) -> tuple[bool, int, float]:
    """Order figures: measured before claimed, the newest year first, the longest time first."""
    return row.kind != MEASURED, -row.year, -(row.hours or 0.0)
