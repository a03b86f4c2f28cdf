"""The readiness matrix: countries by instruments, and one instrument on the way from Khorgos to Kapıkule."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from geo import readiness
from geo.language import fold
from panels.citations import Citations
from panels.render import cell, render

if TYPE_CHECKING:
    from geo.catalogue import Catalogue
    from geo.language import Language
    from geo.readiness import State


def list_grades(language: Language) -> dict[str, str]:
    """Name the grades of the legend, from the strongest to the weakest, then what is no grade at all."""
    _ = language.text
    return {
        "in-place": _("in place"),
        "under-way": _("under way"),
        "not-confirmed": _("not confirmed"),
        "missing": _("missing"),
        "unknown": _("unknown, which is not the same as no"),
        "not-applicable": _("does not apply"),
    }


def render_matrix(catalogue: Catalogue, instrument: str, language: Language) -> str:
    """Write the passage of one instrument and the matrix of all as HTML.

    Parameters
    ----------
    catalogue
        The checked tables.
    instrument
        The instrument that the sentence is about; its column stands out. Blank when readiness is told of none.
    language
        The reader's language.

    Returns
    -------
    html
        Every state is a cell with `data-id` (`KAZ-etir`), its date and sources; its words stand in the row below.
    """
    citations = Citations(catalogue.sources, "source-readiness")
    terms = catalogue.vocabularies.get("instrument", {})
    passage = readiness.look_along(catalogue, instrument) if instrument else None
    return render(
        "readiness.html",
        language,
        instrument=instrument,
        instruments=[terms[term] for term in readiness.list_instruments(catalogue)],
        title=language.cell(catalogue.label("instrument", instrument)),
        meaning=terms[instrument].meaning if instrument in terms else "",
        passage=passage,
        sentences=readiness.write_passage(catalogue, passage, language) if passage else [],
        groups=_groups(catalogue, language),
        untold=language.listing(language.cell(name) for name in readiness.list_untold(catalogue)),
        grades=list_grades(language),
        as_of=lambda state: readiness.write_as_of(state, language),
        status=lambda state: cell(catalogue.label("readiness-status", state.status), language),
        confidence=lambda state: cell(catalogue.label("confidence", state.row.confidence), language),
        hover=lambda state: _hover(catalogue, state, language),
        label=lambda term: cell(catalogue.label("instrument", term), language),
        cite=citations.cite,
        listed=citations.listed,
    )


def _groups(catalogue: Catalogue, language: Language) -> list[dict[str, Any]]:
    """Sort the rows into members, observers and others, each by the name in the reader's language."""
    _ = language.text
    titles = {"member": _("OTS members"), "observer": _("OTS observers"), "other": _("Other countries")}
    rows = sorted(readiness.list_rows(catalogue), key=lambda row: fold(language.country(row.country)))
    groups = [{"title": titles[s], "rows": [r for r in rows if r.standing == s]} for s in readiness.STANDINGS]
    return [group for group in groups if group["rows"]]


def _hover(catalogue: Catalogue, state: State, language: Language) -> str:
    """Write what stands in the row below once more, for the pointer."""
    term = catalogue.vocabularies.get("readiness-status", {}).get(state.status)
    row = state.row
    parts = [term.meaning if term else "", row.status_detail if row else "", row.note if row else ""]
    return "\n".join(language.cell(part) for part in parts if part)
