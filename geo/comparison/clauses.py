"""What a sentence says of one act at several posts: the values, of which year, and which posts have no value."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from geo.comparison.hours import MEASURED, PAYMENT, is_printed_zero, pick_told, read_amount
from geo.sites.selection import facing_posts

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from geo.catalogue import Catalogue
    from geo.comparison.hours import Act, Band, Measure
    from geo.language import Language
    from geo.records.measurements import Dwell

SHORT_SOURCE: Final = "CPMM"
TWO: Final = 2


@dataclass(frozen=True, slots=True)
class Told:
    """A sentence, and the rows of the tables that it is made from."""

    text: str
    rows: tuple[Dwell, ...] = ()


@dataclass(frozen=True, slots=True)
class Clause:
    """What is said of one act: the values, of which year, and of which posts no year tells it.

    Attributes
    ----------
    year
        The one year of all values; None where there are several, or only one value.
    """

    values: str
    year: int | None
    untold: str
    rows: tuple[Dwell, ...]


@dataclass(frozen=True, slots=True)
class Side:
    """The clauses of one side of the border.

    Attributes
    ----------
    own
        True at the sites themselves, False at the posts that face them.
    country
        Name of the country whose posts these are; blank where they are of several.
    """

    own: bool
    country: str
    entering: Clause
    leaving: Clause
    unstated: Clause


@dataclass(frozen=True, slots=True)
class Phrases:
    """How a measure is put into words: templates that `make texts` collects, each for one year and for several.

    Attributes
    ----------
    amount, amount_in_year
        One value at a post (``amount``, ``post``, ``year``).
    entering, entering_in_year, entering_country, entering_country_in_year
        The values of those who enter (``values``, ``year``, ``country``).
    entering_untold, entering_country_untold, leaving_untold
        That no year tells it of any post (``posts``, ``country``).
    leaving, leaving_in_year
        The values of those who leave.
    unstated, unstated_in_year
        The values in a direction that no source states, with who published them (``source``).
    joined
        The whole sentence (``entering``, ``leaving``, ``source``).
    """

    amount: str
    amount_in_year: str
    entering: str
    entering_in_year: str
    entering_country: str
    entering_country_in_year: str
    entering_untold: str
    entering_country_untold: str
    leaving: str
    leaving_in_year: str
    leaving_untold: str
    unstated: str
    unstated_in_year: str
    joined: str


class ClauseWriter:
    """Writes what is said of one measure at several crossings.

    Parameters
    ----------
    catalogue
        For names and sources.
    site_ids
        The sites that are compared, in their order.
    language
        The reader's language.
    measure, phrases
        Hours or payments, and how they are put into words.
    """

    def __init__(
        self, catalogue: Catalogue, site_ids: Sequence[str], language: Language, measure: Measure, phrases: Phrases
    ) -> None:
        self._catalogue = catalogue
        self._site_ids = site_ids
        self._language = language
        self._measure = measure
        self._phrases = phrases

    def write_sides(self, bands: Iterable[Band]) -> Iterator[Side]:
        """Write the clauses of the sites themselves, then those of the posts across the border."""
        listed = tuple(bands)
        for own in (True, False):
            side = {band.act: band for band in listed if band.own == own}
            country = _find_country(side.values())
            acts: tuple[Act, ...] = ("enter", "leave", "")
            clauses = (self._write_clause(side.get(act), country, own=own) for act in acts)
            yield Side(own, self._language.country(country) if country else "", *clauses)

    def list_sites(self, site_ids: Iterable[str]) -> str:
        """List sites by their short names."""
        return self._language.listing(self._name(site_id) for site_id in site_ids)

    def _name(self, place_id: str) -> str:
        return self._language.cell(self._catalogue.short_name(place_id))

    def _write_clause(self, band: Band | None, country: str, *, own: bool) -> Clause:
        """Gather what is said of one act; posts of which no table has any row are without a value too."""
        if band is None:
            posts = [post for site_id in self._site_ids for post in self._list_posts(site_id, own=own)]
            return Clause("", None, self.list_sites(dict.fromkeys(posts)), ())
        picked = pick_told(band, self._measure)
        rows = tuple(row for of_site in picked for row in of_site)
        years = {row.year for row in rows}
        year = years.pop() if len(years) == 1 and sum(map(bool, picked)) >= TWO else None
        values = [
            self._write_value(same, year, self._list_marks(same, rows, country))
            for of_site in picked
            for same in self._group(of_site)
        ]
        return Clause(self._language.listing(values), year, self._list_untold(band, picked), rows)

    def _list_untold(self, band: Band, picked: Sequence[tuple[Dwell, ...]]) -> str:
        sites = [site_id for site_id, rows in zip(self._site_ids, picked, strict=True) if not rows]
        posts = [post for site_id in sites for post in self._list_posts(site_id, own=band.own)]
        return self.list_sites(dict.fromkeys(posts))

    def _list_posts(self, site_id: str, *, own: bool) -> list[str]:
        """Name the posts of a site on one side; none across a sea, where many ports face one another."""
        if own:
            return [site_id]
        facing = facing_posts(self._catalogue, site_id)[1:]
        return list(facing) if len(facing) == 1 else []

    def _list_marks(self, same: Sequence[Dwell], rows: Sequence[Dwell], country: str) -> list[str]:
        """List what tells a value from its neighbours, or must stand beside it."""
        row, language = same[0], self._language
        marks = []
        if not country and " (" not in self._name(row.place_id):  # some names end with the country's code
            marks.append(language.country(row.country))
        if len({one.mode for one in rows}) > 1:
            marks.append(language.cell(self._catalogue.label("mode", row.mode)))
        if row.kind != MEASURED:
            marks.append(language.cell(self._catalogue.label("value-kind", row.kind)))
        if len({self._read(one) for one in same}) > 1:
            marks.append(language.text("sources disagree"))
        if self._measure == PAYMENT and any(map(is_printed_zero, same)):
            marks.append(language.text("printed as 0, perhaps not recorded"))
        return marks

    def _read(self, row: Dwell) -> float:
        return read_amount(row, self._measure) or 0.0

    def _write_value(self, same: Sequence[Dwell], year: int | None, marks: Sequence[str]) -> str:
        """Write value and post, the year where it is not said before, and the marks."""
        _ = self._language.text
        numbers = [self._language.number(value) for value in dict.fromkeys(map(self._read, same))]
        amount = numbers[0] if len(numbers) == 1 else _("{least} or {most}", least=numbers[0], most=numbers[-1])
        told_year = same[0].year if year is None else None
        phrase = self._phrases.amount if told_year is None else self._phrases.amount_in_year
        post = self._name(same[0].place_id)
        said = self._language.text(phrase, amount=amount, post=post, year=told_year)
        return _("{value} ({remarks})", value=said, remarks=", ".join(marks)) if marks else said

    def join_acts(self, side: Side) -> Told:
        """Write one sentence of entering and leaving, with who published it."""
        rows = (*side.entering.rows, *side.leaving.rows)
        said = self._language.text(
            self._phrases.joined,
            entering=self._write_entering(side.entering, side.country),
            leaving=self._write_leaving(side.leaving),
            source=self.name_sources(rows),
        )
        return Told(said, rows)

    def _write_entering(self, clause: Clause, country: str) -> str:
        phrases = self._phrases
        if country:
            alone, in_year = phrases.entering_country, phrases.entering_country_in_year
            untold = phrases.entering_country_untold
        else:
            alone, in_year, untold = phrases.entering, phrases.entering_in_year, phrases.entering_untold
        return self._fill_in(clause, alone, in_year, untold, country)

    def _write_leaving(self, clause: Clause) -> str:
        return self._fill_in(clause, self._phrases.leaving, self._phrases.leaving_in_year, self._phrases.leaving_untold)

    def _fill_in(self, clause: Clause, alone: str, in_year: str, untold: str, country: str = "") -> str:
        _ = self._language.text
        if not clause.rows:
            return _(untold, posts=clause.untold, country=country)
        phrase = alone if clause.year is None else in_year
        return self.add_untold(_(phrase, values=clause.values, year=clause.year, country=country), clause)

    def write_unstated(self, clause: Clause) -> Told:
        """Write one sentence of what no source gives a direction of."""
        phrase = self._phrases.unstated if clause.year is None else self._phrases.unstated_in_year
        values = {"values": clause.values, "year": clause.year, "source": self.name_sources(clause.rows)}
        return Told(self._language.text(phrase, **values), clause.rows)

    def add_untold(self, said: str, clause: Clause) -> str:
        """Say of which posts no year tells it."""
        if not clause.untold:
            return said
        return self._language.text("{said}, and no year tells it of {posts}", said=said, posts=clause.untold)

    def name_sources(self, rows: Iterable[Dwell]) -> str:
        """Name who published values, each once, as shortly as a sentence needs it."""
        names = []
        for row in rows:
            if any("cpmm" in source for source in row.source_id):
                names.append(SHORT_SOURCE)
                continue
            known = [self._catalogue.sources[source] for source in row.source_id if source in self._catalogue.sources]
            names += [self._language.cell(source.publisher) or source.title for source in known[:1]]
        return self._language.listing(dict.fromkeys(names))

    def _group(self, rows: Iterable[Dwell]) -> Iterable[tuple[Dwell, ...]]:
        """Gather the rows of one post, mode and kind, which several sources or editions tell."""
        found: dict[tuple[str, str, str], list[Dwell]] = {}
        for row in rows:
            found.setdefault((row.place_id, row.mode, row.kind), []).append(row)
        return (tuple(sorted(same, key=self._read)) for same in found.values())


def _find_country(bands: Iterable[Band]) -> str:
    """Find the country whose posts these are; blank where they are of several."""
    countries = {track.country for band in bands for tracks in band.tracks for track in tracks}
    return countries.pop() if len(countries) == 1 else ""
