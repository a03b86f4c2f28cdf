"""How the hours at several crossings differ, in a sentence for each side of the border."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from geo.comparison.hours import MEASURED, pick_told
from geo.sites.selection import facing_posts

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from geo.catalogue import Catalogue
    from geo.comparison.hours import Band
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
class _Clause:
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


def tell_hours(catalogue: Catalogue, site_ids: Sequence[str], bands: Iterable[Band], language: Language) -> list[Told]:
    """Say how the hours at several crossings differ.

    Parameters
    ----------
    catalogue
        For names and sources.
    site_ids
        The sites that the bands are of, in their order.
    bands
        As `list_bands` gives them.
    language
        The reader's language.

    Returns
    -------
    sentences
        One for entering and leaving at the sites, one for the posts across the border, and one for what has no
        direction on each side; each ends with who published it. What no table says anything of is no sentence, except
        of the sites themselves: there it is said that no year tells it.
    """
    writer = _Writer(catalogue, site_ids, language)
    listed = tuple(bands)
    sentences = []
    for own in (True, False):
        side = {band.act: band for band in listed if band.own == own}
        country = _find_country(side.values())
        entering, leaving, unstated = (
            writer.write_clause(side.get(act), country, own=own) for act in ("enter", "leave", "")
        )
        if entering.rows or leaving.rows:
            sentences.append(writer.join_acts(entering, leaving, country))
        elif own:
            posts = writer.list_sites(site_ids)
            sentences.append(
                Told(language.text("No year tells how long entering or leaving takes at {posts}.", posts=posts))
            )
        if unstated.rows:
            sentences.append(writer.write_unstated(unstated))
    return sentences


class _Writer:
    def __init__(self, catalogue: Catalogue, site_ids: Sequence[str], language: Language) -> None:
        self._catalogue = catalogue
        self._site_ids = site_ids
        self._language = language

    def list_sites(self, site_ids: Iterable[str]) -> str:
        return self._language.listing(self._name(site_id) for site_id in site_ids)

    def _name(self, place_id: str) -> str:
        return self._language.cell(self._catalogue.short_name(place_id))

    def write_clause(self, band: Band | None, country: str, *, own: bool) -> _Clause:
        """Gather what is said of one act; posts of which no table has any row are untold too."""
        if band is None:
            posts = [post for site_id in self._site_ids for post in self._list_posts(site_id, own=own)]
            return _Clause("", None, self.list_sites(dict.fromkeys(posts)), ())
        picked = pick_told(band)
        rows = tuple(row for of_site in picked for row in of_site)
        years = {row.year for row in rows}
        year = years.pop() if len(years) == 1 and sum(map(bool, picked)) >= TWO else None
        values = [
            self._write_value(same, year, self._list_marks(same, rows, country))
            for of_site in picked
            for same in _group(of_site)
        ]
        return _Clause(self._language.listing(values), year, self._list_untold(band, picked), rows)

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
        if len({one.hours for one in same}) > 1:
            marks.append(language.text("sources disagree"))
        return marks

    def _write_value(self, same: Sequence[Dwell], year: int | None, marks: Sequence[str]) -> str:
        """Write hours and post, the year where it is not said before, and the marks."""
        _ = self._language.text
        numbers = [
            self._language.number(hours) for hours in dict.fromkeys(row.hours for row in same) if hours is not None
        ]
        hours = numbers[0] if len(numbers) == 1 else _("{least} or {most}", least=numbers[0], most=numbers[-1])
        post = self._name(same[0].place_id)
        if year is None:
            said = _("{hours} h at {post} in {year}", hours=hours, post=post, year=same[0].year)
        else:
            said = _("{hours} h at {post}", hours=hours, post=post)
        return _("{value} ({remarks})", value=said, remarks=", ".join(marks)) if marks else said

    def join_acts(self, entering: _Clause, leaving: _Clause, country: str) -> Told:
        """Write one sentence of entering and leaving, with who published it."""
        rows = (*entering.rows, *leaving.rows)
        said = self._language.text(
            "{entering}; {leaving}: {source}.",
            entering=self._write_entering(entering, self._language.country(country) if country else ""),
            leaving=self._write_leaving(leaving),
            source=name_sources(self._catalogue, rows, self._language),
        )
        return Told(said, rows)

    def _write_entering(self, clause: _Clause, country: str) -> str:
        _ = self._language.text
        values = {"values": clause.values, "year": clause.year, "country": country, "posts": clause.untold}
        if not clause.rows:
            if country:
                return _("No year tells how long entering {country} takes at {posts}", **values)
            return _("No year tells how long entering the country takes at {posts}", **values)
        if country:
            said = (
                _("Entering {country} took {values}", **values)
                if clause.year is None
                else _("Entering {country} in {year} took {values}", **values)
            )
        else:
            said = (
                _("Entering the country took {values}", **values)
                if clause.year is None
                else _("Entering the country in {year} took {values}", **values)
            )
        return self._add_untold(said, clause)

    def _write_leaving(self, clause: _Clause) -> str:
        _ = self._language.text
        if not clause.rows:
            return _("no year tells how long leaving it takes at {posts}", posts=clause.untold)
        if clause.year is None:
            said = _("leaving it took {values}", values=clause.values)
        else:
            said = _("leaving it in {year} took {values}", year=clause.year, values=clause.values)
        return self._add_untold(said, clause)

    def _add_untold(self, said: str, clause: _Clause) -> str:
        if not clause.untold:
            return said
        return self._language.text("{said}, and no year tells it of {posts}", said=said, posts=clause.untold)

    def write_unstated(self, clause: _Clause) -> Told:
        """Write one sentence of what no source gives a direction of."""
        _ = self._language.text
        source = name_sources(self._catalogue, clause.rows, self._language)
        if clause.year is None:
            said = _(
                "In a direction that no source states it took {values}: {source}.", values=clause.values, source=source
            )
        else:
            said = _(
                "In a direction that no source states it took, in {year}, {values}: {source}.",
                year=clause.year, values=clause.values, source=source,
            )  # fmt: skip
        return Told(said, clause.rows)


def _find_country(bands: Iterable[Band]) -> str:
    """Find the country whose posts these are; blank where they are of several."""
    countries = {track.country for band in bands for tracks in band.tracks for track in tracks}
    return countries.pop() if len(countries) == 1 else ""


def _group(rows: Iterable[Dwell]) -> Iterable[tuple[Dwell, ...]]:
    """Gather the rows of one post, mode and kind, which several sources or editions tell."""
    found: dict[tuple[str, str, str], list[Dwell]] = {}
    for row in rows:
        found.setdefault((row.place_id, row.mode, row.kind), []).append(row)
    return (tuple(sorted(same, key=lambda row: row.hours or 0.0)) for same in found.values())


def name_sources(catalogue: Catalogue, rows: Iterable[Dwell], language: Language) -> str:
    """Name who published values, each once, as shortly as a sentence needs it."""
    names = []
    for row in rows:
        if any("cpmm" in source for source in row.source_id):
            names.append(SHORT_SOURCE)
            continue
        known = [catalogue.sources[source] for source in row.source_id if source in catalogue.sources]
        names += [language.cell(source.publisher) or source.title for source in known[:1]]
    return language.listing(dict.fromkeys(names))
