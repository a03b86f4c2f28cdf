"""A country in a few sentences, from the tables: what its brief begins with."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from geo.cooperation.readiness import list_gaps, list_rows
from geo.sites.waiting import LEAVE, find_longest_stay

if TYPE_CHECKING:
    from geo.catalogue import Catalogue
    from geo.cooperation.brief import Brief
    from geo.language import Language
    from geo.sites.waiting import Stay, Value

ROAD: Final = "road"
RAIL: Final = "rail"
OPEN: Final = "open"
IN_PLACE: Final = "in-place"
NOT_YET: Final = ("missing", "under-way")
NOT_KNOWN: Final = ("not-confirmed", "unknown")
DOES_NOT_APPLY: Final = "not-applicable"
HOURS: Final = "{hours}"


class Said(NamedTuple):
    """One sentence.

    Attributes
    ----------
    text
        With `{hours}` where the value stands.
    hours
        The value in words; blank for a sentence without one.
    source_id
        What it rests on.
    marks
        What has to be said with it: second-hand, disputed.
    record_id
        The measurement it tells, or blank.
    part
        Part of the brief where what it counts is listed with its sources, or blank.
    """

    text: str
    hours: str
    source_id: tuple[str, ...]
    marks: tuple[str, ...]
    record_id: str
    part: str = ""


def tell_brief(catalogue: Catalogue, brief: Brief, language: Language) -> list[Said]:
    """Say of a country what comes first: the longest wait by road and by rail, what is open, what is missing.

    Parameters
    ----------
    catalogue, brief
        The checked tables, and what they say of the country.
    language
        The reader's language.

    Returns
    -------
    said
        No sentence that the tables do not carry; none at all for a country of which they tell nothing.
    """
    said: list[Said] = []
    for mode in (ROAD, RAIL):
        stay = find_longest_stay(catalogue, brief.country, mode)
        if stay:
            said += _tell_stay(catalogue, stay, mode, language)
    return [*said, *_tell_findings(brief, language), *_tell_readiness(catalogue, brief.country, language)]


def _tell_stay(catalogue: Catalogue, stay: Stay, mode: str, language: Language) -> list[Said]:
    _ = language.text
    country = language.country(catalogue.places[stay.post].country)
    site = language.cell(catalogue.short_name(stay.post))
    asked = {"year": stay.year, "hours": HOURS, "site": site, "country": country, "n": language.number(stay.posts)}
    if mode == ROAD and stay.act == LEAVE:
        text = _(
            "In {year} a truck stood {hours} at {site} to leave {country}, "
            "the longest wait by road at its posts (measured: {n}).",
            **asked,
        )
    elif mode == ROAD:
        text = _(
            "In {year} a truck stood {hours} at {site} to enter {country}, "
            "the longest wait by road at its posts (measured: {n}).",
            **asked,
        )
    elif stay.act == LEAVE:
        text = _(
            "In {year} a train stood {hours} at {site} to leave {country}, "
            "the longest wait by rail at its posts (measured: {n}).",
            **asked,
        )
    else:
        text = _(
            "In {year} a train stood {hours} at {site} to enter {country}, "
            "the longest wait by rail at its posts (measured: {n}).",
            **asked,
        )
    said = [_write(text, stay.value, language)]
    if stay.before:
        year, value = stay.before
        said.append(_write(_("In {year} it was {hours} there.", year=year, hours=HOURS), value, language))
    return said


def _write(text: str, value: Value, language: Language) -> Said:
    row = value.rows[-1]
    told = ((value.second_hand, language.text("second-hand")), (value.disputed, language.text("sources disagree")))
    marks = tuple(word for holds, word in told if holds)
    hours = language.text("{h} h", h=language.number(value.hours or 0.0))
    return Said(text, hours, row.source_id, marks, row.dwell_id)


def _tell_findings(brief: Brief, language: Language) -> list[Said]:
    """Say how many findings are open; nothing where the tables hold no finding, which is no praise."""
    if not brief.findings:
        return []
    opened = sum(1 for row in brief.findings if row.status_term == OPEN)
    text = language.text(
        "Findings and recommendations about the country: {total}, of these open: {n}.",
        total=language.number(len(brief.findings)),
        n=language.number(opened),
    )
    return [Said(text, "", (), (), "", "brief-findings")]


def _tell_readiness(catalogue: Catalogue, country: str, language: Language) -> list[Said]:
    """Say how many instruments are in place, and name those that are known not to be."""
    told = next((row.states for row in list_rows(catalogue) if row.country == country), ())
    states = [state for state in told if state.grade != DOES_NOT_APPLY]
    if not states:
        return []
    missing = [gap.state for gap in list_gaps(catalogue, country) if gap.state.grade in NOT_YET]
    values = {
        "n": language.number(sum(state.grade == IN_PLACE for state in states)),
        "total": language.number(len(states)),
        "unknown": language.number(sum(state.grade in NOT_KNOWN for state in states)),
    }
    if missing:
        names = [language.cell(catalogue.label("instrument", state.instrument)) for state in missing]
        text = language.text(
            "Instruments in place: {n} of {total}; not yet: {missing}; not known for sure: {unknown}.",
            **values,
            missing=", ".join(names),
        )
    else:
        text = language.text("Instruments in place: {n} of {total}; not known for sure: {unknown}.", **values)
    sources = dict.fromkeys(source for state in missing if state.row for source in state.row.source_id)
    return [Said(text, "", tuple(sources), (), "", "brief-readiness")]
