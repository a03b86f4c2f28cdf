"""The corridor profile in documents: which journeys belong to a selection, and what is said of each."""

from __future__ import annotations

from dataclasses import dataclass
from string import ascii_lowercase
from typing import TYPE_CHECKING, Any, Final

from geo.alignment import vertices_by_line
from geo.corridor.itinerary import LegItem, assemble, site_of
from geo.corridor.network import list_ways
from geo.corridor.profile import draw_profile
from geo.corridor.words import HOURS_PER_DAY, basis_words, name_part, place_name, write_amount
from geo.language import first_sentences
from geo.picture.profile_chart import ProfileDrawing

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from collections.abc import Set as AbstractSet

    from geo.catalogue import Catalogue
    from geo.corridor.evidence import Value
    from geo.corridor.itinerary import Item, Itinerary
    from geo.corridor.profile import Drawn, Profile
    from geo.documents.materials import Materials
    from geo.documents.references import References
    from geo.language import Language
    from geo.records.stories import Story

CHART_PX: Final = (673.0, 320.0)
"""As wide as the text of a page; a pixel is three quarters of a point."""
MOST_JOURNEYS: Final = 4
LONGEST_NAMED: Final = 3


@dataclass(frozen=True, slots=True)
class Shown:
    """A journey on its usual way, in the newest values: what is known of it, and its profile of hours."""

    itinerary: Itinerary
    profile: Profile

    @property
    def at_least(self) -> bool:
        """True when the total is a lower bound: something is not known, or a straight line stands in."""
        return self.profile.at_least or self.itinerary.too_short


def choose_journeys(catalogue: Catalogue, site_ids: Iterable[str], story: Story | None = None) -> tuple[Shown, ...]:
    """Choose the journeys whose profiles belong to a selection.

    Parameters
    ----------
    catalogue
        The checked tables.
    site_ids
        The sites of the selection.
    story
        A walkthrough; one that is about a journey names it.

    Returns
    -------
    journeys
        The story's own, else as few as pass every site that any journey passes: the one that passes most of them
        first, of equals the one that is known best. Empty when no journey passes any of them.
    """
    if story is not None and story.journey:
        return tuple(_usual(catalogue, [story.journey]))
    left = set(site_ids)
    every = list(_usual(catalogue, (journey.journey_id for journey in catalogue.journeys)))
    passed = {one.itinerary.journey.journey_id: _passed(catalogue, one.itinerary, left) for one in every}
    chosen: list[Shown] = []
    while left and len(chosen) < MOST_JOURNEYS:
        best = min(every, key=lambda one: _order(one, passed[one.itinerary.journey.journey_id] & left), default=None)
        if best is None or not passed[best.itinerary.journey.journey_id] & left:
            break
        chosen.append(best)
        left -= passed[best.itinerary.journey.journey_id]
    return tuple(sorted(chosen, key=every.index))


def _order(one: Shown, sites: AbstractSet[str]) -> tuple[int, float]:
    return -len(sites), len(one.profile.gaps) / len(one.itinerary.items)


def _usual(catalogue: Catalogue, journey_ids: Iterable[str]) -> Iterator[Shown]:
    lines = vertices_by_line(catalogue)
    journeys = {journey.journey_id: journey for journey in catalogue.journeys}
    for journey_id in journey_ids:
        journey = journeys.get(journey_id)
        ways = list_ways(catalogue, journey, back=False) if journey else ()
        if journey and ways:
            itinerary = assemble(catalogue, lines, journey, ways[0], None)
            yield Shown(itinerary, draw_profile(itinerary.parts("hours")))


def _passed(catalogue: Catalogue, itinerary: Itinerary, sites: AbstractSet[str]) -> frozenset[str]:
    return frozenset(site for stop in itinerary.stops if (site := site_of(catalogue, stop, sites)))


class ProfileWriter:
    """Writes the profiles of one document."""

    def __init__(self, materials: Materials, references: References) -> None:
        self._catalogue = materials.catalogue
        self._language = materials.language
        self._references = references

    def draw(self, shown: Shown, size: tuple[float, float] = CHART_PX) -> str:
        """Draw the chart."""
        return ProfileDrawing(self._catalogue, shown.itinerary, shown.profile, self._language, *size).draw()

    def write(self, shown: Shown, file: str) -> dict[str, Any]:
        """Write what stands around the chart: name, answer, table with sources, remarks.

        Parameters
        ----------
        shown
            The journey.
        file
            Name of the chart's file.
        """
        journey, language = shown.itinerary.journey, self._language
        marks: dict[str, str] = {}
        rows, least = [], False
        for item, drawn in zip(shown.itinerary.items, shown.profile.drawn, strict=True):
            least = least or drawn.gap or (isinstance(item, LegItem) and item.length.basis == "straight")
            rows.append(self._row(item, drawn, marks, least=least))
        return {
            "title": language.cell(journey.name),
            "chart": file,
            "alt": f"{language.cell(journey.name)}. {'. '.join(self.answer(shown))}",
            "answer": self.answer(shown),
            "rows": rows,
            "notes": [{"mark": mark, "text": text} for text, mark in marks.items()],
            "note": language.cell(journey.note),
            "cite": self._references.cite(journey.source_id),
        }

    def answer(self, shown: Shown) -> list[str]:
        """Answer how long it takes, how much of it is standing and where, what is not known, and how far it is."""
        _, count = self._language.text, self._language.count
        profile, stops = shown.profile, {stop.id: stop for stop in shown.itinerary.stops}
        least = [_("at least")] if shown.at_least else []
        total = write_amount(profile.total, "hours", self._language)
        days = f" ({write_amount(profile.total, 'days', self._language)})" if profile.total >= HOURS_PER_DAY else ""
        told = [" ".join([*least, total]) + days if profile.total else _("no data")]
        if profile.share_standing is not None:
            longest = [
                f"{name_part(self._catalogue, stops[stop.id], self._language)}"
                f" {write_amount(stop.value or 0.0, 'hours', self._language)}"
                for stop, share in profile.ranked_stops[:LONGEST_NAMED]
                if stop.value
            ]
            share = self._language.number(100 * profile.share_standing, 1)
            said = _("{share} of it standing", share=_("{share}%", share=share))
            told.append(f"{said}: {', '.join(longest)}" if longest else said)
        gaps = [part.id in stops for part in profile.gaps]
        unknown = [count("no data for {n} stop", "no data for {n} stops", sum(gaps))] if any(gaps) else []
        unknown += [count("no data for {n} leg", "no data for {n} legs", gaps.count(False))] if False in gaps else []
        told += [", ".join(unknown)] if unknown else []
        km = _("{km} km", km=self._language.number(profile.km, 0))
        straight = f" ({_('at least: a straight line stands in for a leg')})" if shown.itinerary.too_short else ""
        return [*told, f"{km}{straight}"]

    def _row(self, item: Item, drawn: Drawn, marks: dict[str, str], *, least: bool) -> dict[str, Any]:
        language, value, hours = self._language, item.hours, drawn.part.value
        told = [basis_words(self._catalogue, value, language)] if value.basis == "derived" else []
        told += [first_sentences(language.cell(value.note))] if value.note else []
        mark = ", ".join(_mark(note, marks) for note in told)
        return {
            "leg": isinstance(item, LegItem),
            "name": self._name(item),
            "more": self._more(item),
            "km": language.text("{km} km", km=language.number(item.length.km, 0)) if isinstance(item, LegItem) else "",
            "hours": "" if hours is None else write_amount(hours, "hours", language),
            "since": ("≥ " if least else "") + write_amount(drawn.end[1], "hours", language),
            "year": str(value.year or ""),
            "basis": self._basis(value),
            "mark": mark,
            "cite": self._references.cite(value.source_id),
        }

    def _basis(self, value: Value) -> str:
        """Say shortly how a value is known; how it was derived stands below the table, once."""
        if value.basis == "derived":
            return self._language.text("derived, CPMM")
        return basis_words(self._catalogue, value, self._language)

    def _name(self, item: Item) -> str:
        if isinstance(item, LegItem):
            return " → ".join(place_name(self._catalogue, place, self._language) for place in (item.start, item.end))
        return self._language.cell(item.passage.stop.name)

    def _more(self, item: Item) -> str:
        """Say beside the name what it does not say itself: the mode of a leg, country and direction of a stop."""
        language, term = self._language, self._catalogue.label
        if isinstance(item, LegItem):
            said = [language.cell(term("mode", item.stretch.mode))]
            return said[0] + (
                f", {language.text('straight line, at least')}" if item.length.basis == "straight" else ""
            )
        stop = item.passage.stop
        said = [language.country(stop.country)]
        said += [language.cell(term("direction", item.passage.direction))] if item.passage.direction else []
        return " · ".join(part for part in said if part)


def _mark(note: str, marks: dict[str, str]) -> str:
    """Give a remark its letter."""
    return marks.setdefault(note, ascii_lowercase[len(marks) % len(ascii_lowercase)])


def list_profile_words(language: Language) -> dict[str, str]:
    """List the words of the templates."""
    _ = language.text
    return {
        "profile": _("Corridor profile"),
        "part": _("Leg or stop"),
        "distance": _("Distance"),
        "time": _("Time"),
        "since": _("Since the start"),
        "year-head": _("Year"),
        "known": _("How it is known"),
        "no-data": _("no data"),
    }
