"""How two years of one country, or several countries, differ: a sentence each, from the tables alone."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from geo.comparison.countries import list_changes
from geo.comparison.hour_words import Told

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geo.catalogue import Catalogue
    from geo.comparison.countries import CountryView
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
        Of years of one country: what changed at its posts from each to the next, and what is dated in each. Of several
        countries: the longest time at a post of each, and how many instruments each has in place.
    """
    writer = _Writer(catalogue, language)
    if len(views) > 1 and len({view.country for view in views}) == 1:
        in_order = sorted(views, key=lambda view: (view.year is None, view.year or 0))
        return [*(writer.tell_change(one, other) for one, other in pairwise(in_order)), writer.tell_dated(in_order)]
    return [writer.tell_longest(views), writer.tell_in_place(views)]


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

    def tell_change(self, first: CountryView, last: CountryView) -> Told:
        """Say what changed at the posts from one year to another."""
        _ = self.language.text
        years = {"first": self._name_year(first), "last": self._name_year(last)}
        changes = list_changes(first, last)
        if not changes:
            return Told(_("No movement at a post was measured in both {first} and {last}.", **years))
        largest = changes[0]
        rows = (largest.before, largest.after)
        before, after = (self.language.number(row.hours or 0.0) for row in rows)
        said = _(
            "Movements at posts measured in both {first} and {last}: {n}. Of these {longer} took longer in {last} and "
            "{shorter} took less time; the largest change is {movement}: {before} h, then {after} h.",
            **years,
            n=self.language.number(len(changes)),
            longer=self.language.number(sum(change.hours > 0 for change in changes)),
            shorter=self.language.number(sum(change.hours < 0 for change in changes)),
            movement=self._movement(largest.after),
            before=before,
            after=after,
        )
        return Told(said, rows)

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
        language = self.language
        parts, rows = [], []
        for view in views:
            longest = max(view.times, key=lambda row: row.hours or 0.0, default=None)
            country = language.country(view.country)
            if longest is None:
                parts.append(language.text("{country}: not measured", country=country))
                continue
            rows.append(longest)
            parts.append(
                language.text(
                    "{country}: {hours} h at {movement}, {year}",
                    country=country,
                    hours=language.number(longest.hours or 0.0),
                    movement=self._movement(longest),
                    year=longest.year,
                )
            )
        return Told(
            language.text("The longest time measured at a post – {parts}.", parts="; ".join(parts)), tuple(rows)
        )

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
