"""How the payments at several crossings differ, in a sentence for each side of the border."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from geo.comparison.clauses import ClauseWriter, Told
from geo.comparison.hours import PAYMENT, is_printed_zero

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from geo.catalogue import Catalogue
    from geo.comparison.clauses import Clause, Side
    from geo.comparison.hours import Band, Measure
    from geo.language import Language
    from geo.records.measurements import Dwell


def tell_payments(
    catalogue: Catalogue, site_ids: Sequence[str], bands: Iterable[Band], language: Language
) -> list[Told]:
    """Say how the payments at several crossings differ.

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
        One for each side of the border on which any payment was published, and one for what has no direction; each
        says that unofficial payments are in it, and who published it. A payment that is printed as 0 is called that.
    """
    writer = _Writer(catalogue, site_ids, language)
    sentences = []
    for side in writer.write_sides(bands):
        if side.entering.rows or side.leaving.rows:
            sentences.append(writer.join_acts(side))
        if side.unstated.rows:
            sentences.append(writer.write_unstated(side.unstated))
    return sentences


class _Writer(ClauseWriter):
    measure: ClassVar[Measure] = PAYMENT

    def _list_marks(self, same: Sequence[Dwell], rows: Sequence[Dwell], country: str) -> list[str]:
        marks = super()._list_marks(same, rows, country)
        if any(is_printed_zero(row) for row in same):
            marks.append(self._language.text("printed as 0, perhaps not recorded"))
        return marks

    def write_amount(self, amount: str, post: str, year: int | None) -> str:
        """Write dollars and post."""
        _ = self._language.text
        if year is None:
            return _("US$ {amount} at {post}", amount=amount, post=post)
        return _("US$ {amount} at {post} in {year}", amount=amount, post=post, year=year)

    def join_acts(self, side: Side) -> Told:
        """Write one sentence of entering and leaving, with who published it."""
        rows = (*side.entering.rows, *side.leaving.rows)
        said = self._language.text(
            "{entering}; {leaving}; unofficial payments are included: {source}.",
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
                return _("No year tells what entering {country} costs at {posts}", **values)
            return _("No year tells what entering the country costs at {posts}", **values)
        if country:
            said = (
                _("Entering {country} cost {values}", **values)
                if clause.year is None
                else _("Entering {country} in {year} cost {values}", **values)
            )
        else:
            said = (
                _("Entering the country cost {values}", **values)
                if clause.year is None
                else _("Entering the country in {year} cost {values}", **values)
            )
        return self.add_untold(said, clause)

    def _write_leaving(self, clause: Clause) -> str:
        _ = self._language.text
        if not clause.rows:
            return _("no year tells what leaving it costs at {posts}", posts=clause.untold)
        if clause.year is None:
            said = _("leaving it cost {values}", values=clause.values)
        else:
            said = _("leaving it in {year} cost {values}", year=clause.year, values=clause.values)
        return self.add_untold(said, clause)

    def write_unstated(self, clause: Clause) -> Told:
        """Write one sentence of what no source gives a direction of."""
        _ = self._language.text
        source = self.name_sources(clause.rows)
        if clause.year is None:
            said = _(
                "In a direction that no source states it cost {values}; unofficial payments are included: {source}.",
                values=clause.values, source=source,
            )  # fmt: skip
        else:
            said = _(
                "In a direction that no source states it cost, in {year}, {values}; unofficial payments are included: "
                "{source}.",
                year=clause.year, values=clause.values, source=source,
            )  # fmt: skip
        return Told(said, clause.rows)
