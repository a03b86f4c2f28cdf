"""Journeys, or ways, directions or years of one, side by side: the sums, then every leg and stop on one line."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from geo.comparison.ways import align, tell_difference, tell_sums
from geo.corridor.evidence import years_of
from geo.corridor.itinerary import LegItem
from geo.corridor.itinerary import pick as pick_way
from geo.corridor.profile import draw_profile
from geo.corridor.words import basis_words, name_part
from panels.compare.cells import Cells
from panels.compare.choices import BACK, USUAL, Pick
from panels.compare.table import Column, Lead, Row, Section, Sheet
from panels.corridor.choices import describe_way, towards, ways_of
from panels.site_card.dwell import LONG_H
from panels.ui.address import write_link
from panels.ui.citations import Citations, Remarks

if TYPE_CHECKING:
    from collections.abc import Sequence

    from markupsafe import Markup

    from geo.catalogue import Catalogue
    from geo.corridor.itinerary import Item, Itinerary
    from geo.records.journeys import Journey
    from panels.reader import Reader


def list_codes(catalogue: Catalogue, journey_id: str) -> list[str]:
    """List the codes of the ways of a journey, the usual one first."""
    return [choice.code for choice in ways_of(catalogue, journey_id, None, False)]  # noqa: FBT003 - a direction


def list_other_ways(catalogue: Catalogue, pick: Pick) -> list[Pick]:
    """List what else a journey may be in the same year: the way back first, then every other way there and back."""
    journey = _journey(catalogue, pick.code)
    codes = ["", *list_codes(catalogue, pick.code)[1:]]
    directions = (not pick.back, pick.back) if journey.both_ways else (False,)
    others = [replace(pick, way=way, back=back) for back in directions for way in codes]
    return sorted((one for one in others if one != pick), key=lambda one: one.way != pick.way)


def pick_code(pick: Pick) -> str:
    """Name a way of a journey and its direction."""
    return " ".join((pick.way or USUAL, *([BACK] if pick.back else [])))


def _journey(catalogue: Catalogue, journey_id: str) -> Journey:
    return next(one for one in catalogue.journeys if one.journey_id == journey_id)


def list_way_years(catalogue: Catalogue, pick: Pick) -> list[int]:
    """List the years that stops of a way were measured in, the newest first."""
    stops = find_way(catalogue, pick).stops
    return sorted({year for stop in stops for year in years_of(catalogue, stop.passage, stop.mode)}, reverse=True)


def find_way(catalogue: Catalogue, pick: Pick) -> Itinerary:
    """Find the way of a journey, in a year, that is asked for."""
    found = pick_way(ways_of(catalogue, pick.code, pick.year, pick.back), pick.way)
    assert found is not None, "only journeys that have a way are offered"  # noqa: S101 - for the type checker
    return found.itinerary


def describe_pick(reader: Reader, pick: Pick) -> str:
    """Say what is special of a way among those of its journey; the way back says where it leads."""
    choices = ways_of(reader.catalogue, pick.code, pick.year, pick.back)
    chosen = pick_way(choices, pick.way)
    said = describe_way(chosen, choices, reader.language) if chosen else ""
    return f"{name_direction(reader, pick)} · {said}" if pick.back else said


def name_direction(reader: Reader, pick: Pick) -> str:
    """Name where a journey leads: `→ Tbilisi`."""
    journey = _journey(reader.catalogue, pick.code)
    return towards(reader.catalogue, journey.from_place if pick.back else journey.to_place, reader.language)


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
    told = [*tell_sums(names, writer.ways, reader.language), writer.tell_difference(names)]
    leads = tuple(Lead(text) for text in told if text)
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
        """Name each by what tells it from the others: journey, direction, way or year."""
        _ = self._language.text
        parts: list[list[str]] = [
            [
                self._language.cell(way.journey.name),
                name_direction(self._reader, pick),
                describe_pick(self._reader, replace(pick, back=False)),
                str(pick.year) if pick.year else _("newest values"),
            ]
            for pick, way in zip(self._picks, self.ways, strict=True)
        ]
        telling = [place for place in range(len(parts[0])) if len({one[place] for one in parts}) > 1] or [0]
        if 0 in telling and not any(pick.back for pick in self._picks):
            telling = [place for place in telling if place != 1]  # the name of a journey says where it leads
        return [", ".join(one[place] for place in telling) for one in parts]

    def tell_difference(self, names: Sequence[str]) -> str:
        """Say where two ways differ most; blank for one, or for more than two."""
        return tell_difference(self._catalogue, names, self.ways, self._language)

    def write_column(self, pick: Pick) -> Column:
        """Name a journey, with way, year, and direction where there are both."""
        _ = self._language.text
        journey = _journey(self._catalogue, pick.code)
        year = str(pick.year) if pick.year else _("newest values")
        query = {
            "journey": [pick.code],
            "way": [pick.way],
            "year": [str(pick.year or "")],
            "direction": [BACK if pick.back else ""],
            "lang": [self._language.code],
        }
        link = write_link({name: values for name, values in query.items() if any(values)}, "corridor")
        name = self._language.cell(journey.name)
        if self._both:
            name = f"{name} · {name_direction(self._reader, pick)}"
        return Column(pick.code, name, "", f"{describe_pick(self._reader, replace(pick, back=False))} · {year}", link)

    def write_parts(self) -> Section:
        """Write a row for each leg and stop, in the order of travel, and the sums first."""
        _ = self._language.text
        sums = tuple(self._write_sum(way) for way in self.ways)
        rows = [Row(_("In sum, as far as it is known"), sums)]
        for part in align(self.ways):
            kind = _("leg") if part.is_leg else _("stop")
            title = f"{name_part(self._catalogue, part.first, self._language)} · {kind}"
            rows.append(Row(title, tuple(map(self._write_item, part.items, self.ways))))
        note = _("All bars share one scale; the longest is {h} h.", h=self._language.number(self._scale, 1))
        legend = (("second", _("derived")), ("long", _("{h} h or more", h=round(LONG_H))))
        title = _("In the order of travel of the first one") if self._both else _("In the order of travel")
        return Section("parts", title, tuple(rows), note=note, legend=legend)

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

    @property
    def _both(self) -> bool:
        """True when there are ways in both directions."""
        return len({way.way.back for way in self.ways}) > 1

    def _write_item(self, item: Item | None, way: Itinerary) -> Markup:
        """Write what is known of a part; beside one in the other direction it says in which one that is."""
        if item is None:
            return self._cells.render("part", item=None)
        value, number = item.hours, self._language.number
        return self._cells.render(
            "part",
            item=item,
            direction=self._name_direction(item, way) if self._both else "",
            value="" if value.value is None else self._language.text("{h} h", h=number(value.value, 1)),
            share=round(value.value / self._scale, 3) if value.value and self._scale else None,
            long=(value.value or 0.0) >= LONG_H,
            derived=value.basis == "derived",
            year=value.year or "",
            basis=basis_words(self._catalogue, value, self._language),
            source=value.source_id,
        )

    def _name_direction(self, item: Item, way: Itinerary) -> str:
        """Name the direction of a stop, and of a leg where the title of its row names the other one."""
        if isinstance(item, LegItem):
            turned = way.way.back != self.ways[0].way.back
            return name_part(self._catalogue, item, self._language) if turned else ""
        said = item.passage.direction
        return self._language.cell(self._catalogue.label("direction", said)) if said else ""
