"""How the hours at several crossings differ, in a sentence for each side of the border."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geo.comparison.clauses import ClauseWriter, Told

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from geo.catalogue import Catalogue
    from geo.comparison.clauses import Clause, Side
    from geo.comparison.hours import Band
    from geo.language import Language


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
    sentences = []
    for side in writer.write_sides(bands):
        if side.entering.rows or side.leaving.rows:
            sentences.append(writer.join_acts(side))
        elif side.own:
            posts = writer.list_sites(site_ids)
            sentences.append(
                Told(language.text("No year tells how long entering or leaving takes at {posts}.", posts=posts))
            )
        if side.unstated.rows:
            sentences.append(writer.write_unstated(side.unstated))
    return sentences


class _Writer(ClauseWriter):
    def write_amount(self, amount: str, post: str, year: int | None) -> str:
        """Write hours and post."""
        _ = self._language.text
        if year is None:
            return _("{hours} h at {post}", hours=amount, post=post)
        return _("{hours} h at {post} in {year}", hours=amount, post=post, year=year)

    def join_acts(self, side: Side) -> Told:
        """Write one sentence of entering and leaving, with who published it."""
        rows = (*side.entering.rows, *side.leaving.rows)
        said = self._language.text(
            "{entering}; {leaving}: {source}.",
            entering=self._write_entering(side.entering, side.country),
            leaving=self._write_leaving(side.leaving),
            source=self.name_sources(rows),
        )
        return Told(said, rows)

    def _write_entering(self, clause: Clause, country: str) -> str:
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
        return self.add_untold(said, clause)

    def _write_leaving(self, clause: Clause) -> str:
        _ = self._language.text
        if not clause.rows:
            return _("no year tells how long leaving it takes at {posts}", posts=clause.untold)
        if clause.year is None:
            said = _("leaving it took {values}", values=clause.values)
        else:
            said = _("leaving it in {year} took {values}", year=clause.year, values=clause.values)
        return self.add_untold(said, clause)

    def write_unstated(self, clause: Clause) -> Told:
        """Write one sentence of what no source gives a direction of."""
        _ = self._language.text
        source = self.name_sources(clause.rows)
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
