"""Journeys, or ways or years of one, side by side: the sums, then every leg and stop on one line."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geo.comparison.ways import align, tell_sums
from geo.corridor.evidence import years_of
from geo.corridor.itinerary import pick as pick_way
from geo.corridor.profile import draw_profile
from geo.corridor.words import basis_words, name_part
from panels.compare.cells import Cells
from panels.compare.table import Column, Lead, Row, Section, Sheet
from panels.corridor.choices import describe_way, ways_of
from panels.site_card.dwell import LONG_H
from panels.ui.address import write_link
from panels.ui.citations import Citations, Remarks

if TYPE_CHECKING:
    from collections.abc import Sequence

    from markupsafe import Markup

    from geo.catalogue import Catalogue
    from geo.corridor.itinerary import Item, Itinerary
    from panels.compare.choices import Pick
    from panels.reader import Reader


def list_codes(catalogue: Catalogue, journey_id: str) -> list[str]:
    """List the codes of the ways of a journey, the usual one first."""
    return [choice.code for choice in ways_of(catalogue, journey_id, None, False)]  # noqa: FBT003 - a direction


def list_way_years(catalogue: Catalogue, pick: Pick) -> list[int]:
    """List the years that stops of a way were measured in, the newest first."""
    stops = find_way(catalogue, pick).stops
    return sorted({year for stop in stops for year in years_of(catalogue, stop.passage, stop.mode)}, reverse=True)


def find_way(catalogue: Catalogue, pick: Pick) -> Itinerary:
    """Find the way of a journey, in a year, that is asked for."""
    found = pick_way(ways_of(catalogue, pick.code, pick.year, False), pick.way)  # noqa: FBT003 - a direction
    assert found is not None, "only journeys that have a way are offered"  # noqa: S101 - for the type checker
    return found.itinerary


def describe_pick(reader: Reader, pick: Pick) -> str:
    """Say what is special of a way among those of its journey."""
    choices = ways_of(reader.catalogue, pick.code, pick.year, False)  # noqa: FBT003 - a direction
    chosen = pick_way(choices, pick.way)
    return describe_way(chosen, choices, reader.language) if chosen else ""


def write_journeys(reader: Reader, picks: Sequence[Pick]) -> Sheet:
    """Put journeys, ways or years side by side.

    Parameters
    ----------
    reader
        Data and language.
    picks
        Journeys with way and year, in the order wanted.
    """
    writer = _Writer(reader, picks)
    columns = tuple(writer.write_column(pick) for pick in picks)
    names = writer.name_shortly()
    leads = tuple(Lead(text) for text in tell_sums(names, writer.ways, reader.language))
    sections = (writer.write_parts(),)
    return Sheet(columns, leads, sections, Remarks(reader.language), writer.citations)


class _Writer:
    def __init__(self, reader: Reader, picks: Sequence[Pick]) -> None:
        self._reader = reader
        self._picks = picks
        self._catalogue = reader.catalogue
        self._language = reader.language
        self.citations = Citations(reader.catalogue.sources, "compare-source")
        self._cells = Cells(reader.catalogue, self.citations, reader.language)
        self.ways = [find_way(reader.catalogue, pick) for pick in picks]
        values = (item.hours.value or 0.0 for way in self.ways for item in way.items)
        self._scale = max(values, default=0.0)

    def name_shortly(self) -> list[str]:
        """Name each by what tells it from the others: journey, way or year."""
        _ = self._language.text
        parts: list[list[str]] = [
            [
                self._language.cell(way.journey.name),
                describe_pick(self._reader, pick),
                str(pick.year) if pick.year else _("newest values"),
            ]
            for pick, way in zip(self._picks, self.ways, strict=True)
        ]
        telling = [place for place in range(3) if len({one[place] for one in parts}) > 1] or [0]
        return [", ".join(one[place] for place in telling) for one in parts]

    def write_column(self, pick: Pick) -> Column:
        """Name a journey, with way and year."""
        _ = self._language.text
        journey = next(one for one in self._catalogue.journeys if one.journey_id == pick.code)
        year = str(pick.year) if pick.year else _("newest values")
        query = {
            "journey": [pick.code],
            "way": [pick.way],
            "year": [str(pick.year or "")],
            "lang": [self._language.code],
        }
        link = write_link({name: values for name, values in query.items() if any(values)}, "corridor")
        return Column(
            pick.code, self._language.cell(journey.name), "", f"{describe_pick(self._reader, pick)} · {year}", link
        )

    def write_parts(self) -> Section:
        """Write a row for each leg and stop, in the order of travel, and the sums first."""
        _ = self._language.text
        sums = tuple(self._write_sum(way) for way in self.ways)
        rows = [Row(_("In sum, as far as it is known"), sums)]
        for part in align(self.ways):
            kind = _("leg") if part.is_leg else _("stop")
            title = f"{name_part(self._catalogue, part.first, self._language)} · {kind}"
            rows.append(Row(title, tuple(self._write_item(item) for item in part.items)))
        note = _("All bars share one scale; the longest is {h} h.", h=self._language.number(self._scale, 1))
        legend = (("second", _("derived")), ("long", _("{h} h or more", h=round(LONG_H))))
        return Section("parts", _("In the order of travel"), tuple(rows), note=note, legend=legend)

    def _write_sum(self, way: Itinerary) -> Markup:
        sums = draw_profile(way.parts("hours"))
        number = self._language.number
        return self._cells.render(
            "sums",
            km=number(sums.km, 0),
            total=number(sums.total, 1),
            moving=number(sums.moving, 1) if sums.known_km else "",
            standing=number(sums.standing, 1) if sums.ranked_stops else "",
            gaps=number(len(sums.gaps)) if sums.gaps else "",
            parts=number(len(sums.drawn)),
        )

    def _write_item(self, item: Item | None) -> Markup:
        if item is None:
            return self._cells.render("part", item=None)
        value, number = item.hours, self._language.number
        return self._cells.render(
            "part",
            item=item,
            value="" if value.value is None else self._language.text("{h} h", h=number(value.value, 1)),
            share=round(value.value / self._scale, 3) if value.value and self._scale else None,
            long=(value.value or 0.0) >= LONG_H,
            derived=value.basis == "derived",
            year=value.year or "",
            basis=basis_words(self._catalogue, value, self._language),
            source=value.source_id,
        )
