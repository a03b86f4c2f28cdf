"""How two years of one country, or several countries, differ: a sentence each, from the tables alone."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from geo.comparison.clauses import Told
from geo.comparison.countries import find_largest, list_changes
from geo.comparison.hours import HOURS, PAYMENT, read_amount

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geo.catalogue import Catalogue
    from geo.comparison.countries import Change, CountryView
    from geo.comparison.hours import Measure
    from geo.language import Language
    from geo.records.measurements import Dwell

IN_PLACE = "in-place"


def tell_countries(catalogue: Catalogue, views: Sequence[CountryView], language: Language) -> list[Told]:
    """Say how countries, or years of one country, differ.

    Parameters
    ----------
    catalogue
        For names.
    views
        In the order shown.
    language
        The reader's language.

    Returns
    -------
    sentences
        Of years of one country: what changed at its posts from each to the next, hours and payments, and what is dated
        in each. Of several countries: the longest time and the largest payment at a post of each, and how many
        instruments each has in place. Where no payment is known at all, nothing is said of payments.
    """
    writer = _Writer(catalogue, language)
    if len(views) > 1 and len({view.country for view in views}) == 1:
        in_order = sorted(views, key=lambda view: (view.year is None, view.year or 0))
        changes = [told for one, other in pairwise(in_order) for told in writer.tell_changes(one, other)]
        return [*changes, writer.tell_dated(in_order)]
    paid = any(read_amount(row, PAYMENT) is not None for view in views for row in view.times)
    return [writer.tell_longest(views), *([writer.tell_dearest(views)] if paid else []), writer.tell_in_place(views)]


@dataclass(frozen=True, slots=True)
class _Writer:
    catalogue: Catalogue
    language: Language

    def _name_year(self, view: CountryView) -> str:
        return str(view.year) if view.year else self.language.text("the newest year")

    def _movement(self, row: Dwell) -> str:
        """Name post and direction: `Torugart, China → Kyrgyzstan`."""
        ends = [self.language.country(code) for code in (row.from_country, row.to_country) if code]
        said = " → ".join(ends) or self.language.cell(self.catalogue.label("direction", row.direction))
        return f"{self.language.cell(self.catalogue.short_name(row.place_id))}, {said}"

    def tell_changes(self, first: CountryView, last: CountryView) -> list[Told]:
        """Say what changed at the posts from one year to another: hours, and payments where any is known in both."""
        _ = self.language.text
        years = {"first": self._name_year(first), "last": self._name_year(last)}
        told = []
        if hours := list_changes(first, last):
            values = self._describe(hours)
            said = _(
                "Movements at posts measured in both {first} and {last}: {n}. Of these {longer} took longer in {last} "
                "and {shorter} took less time; the largest change is {movement}: {before} h, then {after} h.",
                **years, **values, longer=values["more"], shorter=values["less"],
            )  # fmt: skip
            told.append(Told(said, (hours[0].before, hours[0].after)))
        else:
            told.append(Told(_("No movement at a post was measured in both {first} and {last}.", **years)))
        if payments := list_changes(first, last, PAYMENT):
            said = _(
                "Movements at posts with a payment known in both {first} and {last}: {n}. Of these {more} cost more in "
                "{last} and {less} cost less; the largest change is {movement}: US$ {before}, then US$ {after}; "
                "unofficial payments are included.",
                **years, **self._describe(payments),
            )  # fmt: skip
            told.append(Told(said, (payments[0].before, payments[0].after)))
        return told

    def _describe(self, changes: Sequence[Change]) -> dict[str, str]:
        """Give the numbers that a sentence about changes is made of; the first one is the largest."""
        number, largest = self.language.number, changes[0]
        rows = (largest.before, largest.after)
        before, after = (number(read_amount(row, largest.measure) or 0.0) for row in rows)
        return {
            "n": number(len(changes)),
            "more": number(sum(change.more > 0 for change in changes)),
            "less": number(sum(change.more < 0 for change in changes)),
            "movement": self._movement(largest.after),
            "before": before,
            "after": after,
        }

    def tell_dated(self, views: Sequence[CountryView]) -> Told:
        """Say how much is dated in each year."""
        language = self.language
        parts = []
        for view in views:
            events = language.count("{n} event", "{n} events", len(view.events))
            findings = language.count("{n} finding", "{n} findings", len(view.findings))
            year = self._name_year(view)
            parts.append(language.text("{year}: {events}, {findings}", year=year, events=events, findings=findings))
        return Told(language.text("Dated in {parts}.", parts="; ".join(parts)))

    def tell_longest(self, views: Sequence[CountryView]) -> Told:
        """Say the longest measured time at a post of each country."""
        _ = self.language.text
        parts, rows = self._list_largest(views, HOURS, _("{country}: {hours} h at {movement}, {year}"))
        return Told(_("The longest time measured at a post – {parts}.", parts=parts), rows)

    def tell_dearest(self, views: Sequence[CountryView]) -> Told:
        """Say the largest payment at a post of each country."""
        _ = self.language.text
        parts, rows = self._list_largest(views, PAYMENT, _("{country}: US$ {payment} at {movement}, {year}"))
        return Told(_("The largest payment at a post, unofficial payments included – {parts}.", parts=parts), rows)

    def _list_largest(self, views: Sequence[CountryView], measure: Measure, form: str) -> tuple[str, tuple[Dwell, ...]]:
        language = self.language
        parts, rows = [], []
        for view in views:
            largest = find_largest(view, measure)
            country = language.country(view.country)
            if largest is None:
                parts.append(language.text("{country}: not measured", country=country))
                continue
            rows.append(largest)
            amount = language.number(read_amount(largest, measure) or 0.0)
            year, movement = largest.year, self._movement(largest)
            parts.append(form.format(country=country, hours=amount, payment=amount, movement=movement, year=year))
        return "; ".join(parts), tuple(rows)

    def tell_in_place(self, views: Sequence[CountryView]) -> Told:
        """Say how many of the instruments each country has in place, and of how many nothing is known."""
        language = self.language
        parts = [
            language.text(
                "{country}: {n} of {total}, {unknown} not known",
                country=language.country(view.country),
                n=language.number(sum(state.grade == IN_PLACE for state in view.states)),
                total=language.number(len(view.states)),
                unknown=language.number(sum(state.grade == "unknown" for state in view.states)),
            )
            for view in views
        ]
        return Told(language.text("Instruments in place – {parts}.", parts="; ".join(parts)))
