"""How far each country is with each instrument, and the weakest link on the way along the corridor."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from geo.dates import years_between

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Mapping

    from geo.catalogue import Catalogue
    from geo.language import Language
    from geo.records.cooperation import Readiness

CORRIDOR: Final = ("KAZ", "AZE", "GEO", "TUR")
"""Countries in the order of travel from Khorgos to Kapıkule, across the Caspian Sea."""
UNKNOWN: Final = "unknown"
GRADES: Final = ("missing", "not-confirmed", "under-way", "in-place", UNKNOWN, "not-applicable")
"""From the weakest to the strongest; what is unknown or does not apply is neither weak nor strong."""
GRADE_OF_STATUS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "yes": "in-place",
        "connected": "in-place",
        "in-use": "in-place",
        "ratified-in-force": "in-place",
        "ratified": "under-way",
        "launched": "under-way",
        "in-preparation": "under-way",
        "project": "under-way",
        "not-confirmed": "not-confirmed",
        "not-listed": "missing",
        "not-a-party": "missing",
        "not-applicable": "not-applicable",
        "unknown": UNKNOWN,
    }
)
STANDINGS: Final = ("member", "observer", "other")
OLDEST_STEP: Final = 3


@dataclass(frozen=True, slots=True)
class State:
    """One country and one instrument.

    Attributes
    ----------
    row
        What the tables say; None where they have no row, which is unknown too.
    """

    country: str
    instrument: str
    row: Readiness | None

    @property
    def id(self) -> str:
        """Country and instrument, which together are the key of the table."""
        return f"{self.country}-{self.instrument}"

    @property
    def status(self) -> str:
        """Word of the vocabulary `readiness-status`."""
        return self.row.status if self.row else UNKNOWN

    @property
    def dated(self) -> bool:
        """True when it is known what day the state is of."""
        return bool(self.row and self.row.as_of)

    def age(self, today: dt.date) -> int:
        """Count the years since its date, at most `OLDEST_STEP`; what has no date counts as the oldest."""
        years = years_between(self.row.as_of, today) if self.row else None
        return OLDEST_STEP if years is None else min(years, OLDEST_STEP)

    @property
    def grade(self) -> str:
        """One of `GRADES`; a status that is new to us counts as unknown."""
        return GRADE_OF_STATUS.get(self.status, UNKNOWN)


@dataclass(frozen=True, slots=True)
class CountryRow:
    """One row of the matrix: a country, its standing in the OTS, and its state for each instrument."""

    country: str
    standing: str
    states: tuple[State, ...]


@dataclass(frozen=True, slots=True)
class Passage:
    """The states of one instrument along the corridor, in the order of travel."""

    instrument: str
    states: tuple[State, ...]

    def graded(self, grade: str) -> tuple[State, ...]:
        """Pick the states of one grade."""
        return tuple(state for state in self.states if state.grade == grade)

    @property
    def weakest(self) -> tuple[State, ...]:
        """The weakest states of those that are known; empty when nothing known is short of being in place."""
        short = (self.graded(grade) for grade in GRADES[: GRADES.index("in-place")])
        return next((states for states in short if states), ())


def list_instruments(catalogue: Catalogue) -> tuple[str, ...]:
    """List the instruments whose readiness is known for several countries, in the order of the vocabulary."""
    told = Counter(row.instrument for row in catalogue.readiness)
    return tuple(term for term in catalogue.vocabularies.get("instrument", {}) if told[term] > 1)


def list_countries(catalogue: Catalogue) -> tuple[str, ...]:
    """List the countries with a state for more than half of these instruments, in the order of the table."""
    instruments = list_instruments(catalogue)
    told = Counter(row.country for row in catalogue.readiness if row.instrument in instruments)
    return tuple(country for country, count in told.items() if 2 * count > len(instruments))


def list_extras(catalogue: Catalogue) -> tuple[State, ...]:
    """List what is known besides the matrix: a column or row for it would be blank but for one or a few cells."""
    instruments, countries = set(list_instruments(catalogue)), set(list_countries(catalogue))
    return tuple(
        State(row.country, row.instrument, row)
        for row in catalogue.readiness
        if row.instrument not in instruments or row.country not in countries
    )


@dataclass(frozen=True, slots=True)
class Gap:
    """An instrument that a country has not in place, or of which that is not known, and who has it.

    Attributes
    ----------
    state
        Of the country asked for.
    others
        States of the other countries that have it in place: by the date on which they had, the undated ones last.
    """

    state: State
    others: tuple[State, ...]


def list_gaps(catalogue: Catalogue, country: str) -> tuple[Gap, ...]:
    """List what a country still lacks, and what the others did.

    Parameters
    ----------
    catalogue
        The checked tables.
    country
        Alpha-3; one that is not in the matrix has no gaps, because nothing is known of it.

    Returns
    -------
    gaps
        From the weakest grade to the strongest, what is unknown last; within a grade in the order of the vocabulary.
        What is in place or does not apply is no gap.
    """
    rows = {row.country: row.states for row in list_rows(catalogue)}
    short = [state for state in rows.get(country, ()) if state.grade not in ("in-place", "not-applicable")]
    others = [state for other, states in rows.items() if other != country for state in states]
    return tuple(
        Gap(state, tuple(sorted(_having(others, state.instrument), key=_since)))
        for state in sorted(short, key=lambda state: GRADES.index(state.grade))
    )


def _having(states: Iterable[State], instrument: str) -> list[State]:
    return [state for state in states if state.instrument == instrument and state.grade == "in-place"]


def _since(state: State) -> str:
    """Sort by the date of the event: EDTF days, months and years sort as text, and what has none comes last."""
    return (state.row.event_date if state.row else "") or "~"


def list_rows(catalogue: Catalogue) -> tuple[CountryRow, ...]:
    """List the rows of the matrix, in the order of the table.

    Returns
    -------
    rows
        Each with one state for every instrument of `list_instruments`.
    """
    found = _by_key(catalogue)
    standings = {member.country: _standing(member.ots_status) for member in catalogue.members if member.country}
    instruments = list_instruments(catalogue)
    return tuple(
        CountryRow(
            country,
            standings.get(country, "other"),
            tuple(State(country, instrument, found.get((country, instrument))) for instrument in instruments),
        )
        for country in list_countries(catalogue)
    )


def list_untold(catalogue: Catalogue) -> tuple[str, ...]:
    """Name the members and observers of the OTS without any known readiness."""
    told = {row.country for row in catalogue.readiness}
    return tuple(m.name for m in catalogue.members if _standing(m.ots_status) != "other" and m.country not in told)


def look_along(catalogue: Catalogue, instrument: str, countries: Iterable[str] = CORRIDOR) -> Passage:
    """Gather the states of one instrument along a way.

    Parameters
    ----------
    catalogue
        The checked tables.
    instrument
        Word of the vocabulary `instrument`.
    countries
        Alpha-3 codes in the order of travel.

    Returns
    -------
    passage
    """
    found = _by_key(catalogue)
    return Passage(
        instrument, tuple(State(country, instrument, found.get((country, instrument))) for country in countries)
    )


def write_as_of(state: State, language: Language, *, short: bool = False) -> str:
    """Write the date a state is known for: it says nothing of any later day."""
    as_of = state.row.as_of if state.row else ""
    if not as_of:
        return language.text("undated")
    start, _, end = as_of.partition("/")
    if end == "..":
        return language.text("{date} or later", date=language.date(start, short=short))
    return language.date(as_of, short=short)


def write_passage(catalogue: Catalogue, passage: Passage, language: Language) -> list[str]:
    """Tell in words what is missing along the way, the weakest first.

    Parameters
    ----------
    catalogue
        For the words of the states.
    passage
        The states along the way.
    language
        The reader's language.

    Returns
    -------
    sentences
        The weakest link, then one sentence for each grade that occurs; every country with its state and date.
    """
    _ = language.text
    forms = {
        "missing": _("Missing: {states}."),
        "not-confirmed": _("Not confirmed: {states}."),
        "under-way": _("Under way: {states}."),
        "in-place": _("In place: {states}."),
        UNKNOWN: _("Unknown: {states}."),
        "not-applicable": _("Does not apply: {states}."),
    }

    def tell(state: State) -> str:
        values = {"country": language.country(state.country), "date": write_as_of(state, language)}
        if state.grade == state.status:  # the sentence itself says the state
            return _("{country} (as of {date})", **values) if state.dated else _("{country} (undated)", **values)
        values["status"] = language.cell(catalogue.label("readiness-status", state.status))
        if not state.dated:
            return _("{country} ({status}, undated)", **values)
        return _("{country} ({status}, as of {date})", **values)

    told = [(grade, passage.graded(grade)) for grade in GRADES]
    lists = [(grade, language.listing([tell(state) for state in states])) for grade, states in told if states]
    return [_judge(passage, language), *(forms[grade].format(states=states) for grade, states in lists)]


def write_gaps(catalogue: Catalogue, language: Language) -> str:
    """Tell in one sentence which countries of the corridor still lack what.

    Returns
    -------
    sentence
        Each instrument that is known to be short of being in place, with its countries; what is unknown is counted.
    """
    _ = language.text
    parts, unknown = [], 0
    for instrument in list_instruments(catalogue):
        passage = look_along(catalogue, instrument)
        unknown += len(passage.graded(UNKNOWN))
        short = [state for grade in GRADES[: GRADES.index("in-place")] for state in passage.graded(grade)]
        if short:
            names = language.listing([language.country(state.country) for state in short])
            label = language.cell(catalogue.label("instrument", instrument))
            parts.append(_("{instrument} in {countries}", instrument=label, countries=names))
    told = _("Not in place yet on this way: {gaps}.", gaps="; ".join(parts)) if parts else ""
    open_ones = language.count("{n} state is unknown.", "{n} states are unknown.", unknown) if unknown else ""
    return " ".join(part for part in (told, open_ones) if part) or _("Everything is in place on this way.")


def _judge(passage: Passage, language: Language) -> str:
    """Name the weakest link, as far as it is known."""
    _ = language.text
    unknown = passage.graded(UNKNOWN)
    names = language.listing([language.country(state.country) for state in passage.weakest])
    if passage.weakest and unknown:
        return _("Weakest known link: {countries}; what is unknown may be weaker.", countries=names)
    if passage.weakest:
        return _("Weakest link: {countries}.", countries=names)
    if unknown:
        return _("No weak link is known, but not every country is.")
    return _("In place all the way.")


def _by_key(catalogue: Catalogue) -> dict[tuple[str, str], Readiness]:
    return {(row.country, row.instrument): row for row in catalogue.readiness}


def _standing(ots_status: str) -> str:
    """Sort a standing in the OTS into one of `STANDINGS`."""
    return next((standing for standing in STANDINGS if ots_status.startswith(standing)), "other")
