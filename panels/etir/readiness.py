"""The readiness matrix: countries by instruments, and one instrument on the way from Khorgos to Kapıkule."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from geo.cooperation import readiness
from panels.ui.address import link_here, read_codes
from panels.ui.citations import Citations
from panels.ui.render import cell, render
from panels.view import View

if TYPE_CHECKING:
    import datetime as dt

    from geo.catalogue import Catalogue
    from geo.cooperation.readiness import State
    from geo.language import Language


def list_grades(language: Language) -> dict[str, str]:
    """Name the grades of the legend, from the strongest to the weakest, then what has no grade."""
    _ = language.text
    return {
        "in-place": _("in place"),
        "under-way": _("under way"),
        "not-confirmed": _("not confirmed"),
        "missing": _("missing"),
        "unknown": _("unknown, which is not the same as no"),
        "not-applicable": _("does not apply"),
    }


COUNTRY: Final = "country"


def read_country(catalogue: Catalogue) -> str:
    """Read which country of the matrix the address asks about; blank when it names none of them."""
    return "".join(read_codes(COUNTRY, readiness.list_countries(catalogue))[-1:])


def render_matrix(catalogue: Catalogue, instrument: str, language: Language, today: dt.date) -> str:
    """Write what one country lacks, the passage of one instrument, and the matrix of all as HTML.

    Parameters
    ----------
    catalogue
        The checked tables.
    instrument
        The instrument that the sentence is about; its column stands out. Blank when no readiness is known.
    language
        The reader's language.
    today
        From which the age of a state is counted.

    Returns
    -------
    html
        Every state is a cell with `data-id` (`KAZ-etir`), its date, age and sources; its words stand in the row below.
    """
    terms = catalogue.vocabularies.get("instrument", {})
    return render(
        "etir/readiness.html",
        language,
        **_passage(catalogue, instrument, language),
        **_gaps(catalogue, language),
        instrument=instrument,
        instruments=[terms[term] for term in readiness.list_instruments(catalogue)],
        groups=_groups(catalogue, language),
        extras=readiness.list_extras(catalogue),
        step=lambda state: state.age(today),
        age=lambda state: language.age(state.row.as_of, today) if state.row else "",
        untold=language.listing(language.cell(name) for name in readiness.list_untold(catalogue)),
        confidence=lambda state: cell(catalogue.label("confidence", state.row.confidence), language),
        hover=lambda state: _hover(catalogue, state, language),
        label=lambda term: cell(catalogue.label("instrument", term), language),
        on_map=link_here({"tab": ["corridor"]}),
    )


def _gaps(catalogue: Catalogue, language: Language) -> dict[str, Any]:
    """Gather what the chosen country lacks, and the countries to choose from."""
    chosen = read_country(catalogue)
    names = language.by_name({code: language.country(code) for code in readiness.list_countries(catalogue)})
    hrefs = {code: link_here({COUNTRY: [] if code == chosen else [code]}) for code in names}
    return {
        "asked": chosen,
        "choices": [(code, name, hrefs[code]) for code, name in names.items()],
        "gaps": readiness.list_gaps(catalogue, chosen),
    }


def _passage(catalogue: Catalogue, instrument: str, language: Language) -> dict[str, Any]:
    """Gather what the passage of one instrument, and every mark of a state, is written with."""
    citations = Citations(catalogue.sources, "source-readiness")
    terms = catalogue.vocabularies.get("instrument", {})
    passage = readiness.look_along(catalogue, instrument) if instrument else None
    return {
        "title": language.cell(catalogue.label("instrument", instrument)),
        "meaning": terms[instrument].meaning if instrument in terms else "",
        "passage": passage,
        "sentences": readiness.write_passage(catalogue, passage, language) if passage else [],
        "grades": list_grades(language),
        "as_of": lambda state: readiness.write_as_of(state, language),
        "status": lambda state: cell(catalogue.label("readiness-status", state.status), language),
        "cite": citations.cite,
        "listed": citations.listed,
    }


def render_weakest_link(catalogue: Catalogue, instrument: str, language: Language) -> str:
    """Write what stands beside the map that is coloured by one instrument: its passage, and all others in short.

    Parameters
    ----------
    catalogue, instrument, language
        As for `render_matrix`.

    Returns
    -------
    html
        Every state on the way is a cell with `data-id`; one sentence names what is missing for all instruments.
    """
    rows = [
        {
            "term": term,
            "label": cell(catalogue.label("instrument", term), language),
            "href": link_here({"instrument": [term]}),
            "chosen": term == instrument,
            "states": readiness.look_along(catalogue, term).states,
        }
        for term in readiness.list_instruments(catalogue)
    ]
    return render(
        "etir/weakest_link.html",
        language,
        **_passage(catalogue, instrument, language),
        countries=readiness.CORRIDOR,
        rows=rows,
        gaps=readiness.write_gaps(catalogue, language),
        matrix=link_here({"tab": ["readiness"]}),
    )


def colour_links(catalogue: Catalogue, instrument: str, language: Language) -> View:
    """Say how the map colours the corridor: country, grade, words for the pointer, and which are the weakest."""
    passage = readiness.look_along(catalogue, instrument)
    return View(
        layers=("sites", "corridor"),
        links=tuple(
            (state.country, state.grade, _tip(catalogue, state, language), state in passage.weakest)
            for state in passage.states
        ),
    )


def _tip(catalogue: Catalogue, state: State, language: Language) -> str:
    status = language.cell(catalogue.label("readiness-status", state.status))
    return f"{language.country(state.country)}: {status} ({readiness.write_as_of(state, language)})"


def _groups(catalogue: Catalogue, language: Language) -> list[dict[str, Any]]:
    """Sort the rows into members, observers and others, each by the name in the reader's language."""
    _ = language.text
    titles = {"member": _("OTS members"), "observer": _("OTS observers"), "other": _("Other countries")}
    rows = sorted(readiness.list_rows(catalogue), key=lambda row: language.order(language.country(row.country)))
    groups = [{"title": titles[s], "rows": [r for r in rows if r.standing == s]} for s in readiness.STANDINGS]
    return [group for group in groups if group["rows"]]


def _hover(catalogue: Catalogue, state: State, language: Language) -> str:
    """Write what stands in the row below once more, for the pointer."""
    term = catalogue.vocabularies.get("readiness-status", {}).get(state.status)
    row = state.row
    parts = [term.meaning if term else "", row.status_detail if row else "", row.note if row else ""]
    return "\n".join(language.cell(part) for part in parts if part)
