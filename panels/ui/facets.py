"""Filters of the pages of text: each folds out into its options, with how many records each would leave."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from panels.ui.address import link_here, read_codes
from panels.ui.render import render

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from geo.language import Language


@dataclass(frozen=True, slots=True)
class Facet:
    """A filter whose choice stands in the address.

    Attributes
    ----------
    name
        Query parameter that holds the choice, repeated for each code.
    label
        What is chosen, translated.
    options
        Code → what the reader sees, in the order shown.
    single
        Whether one option at most can be chosen.
    default
        What is chosen when the address names nothing, and left out of it; blank when everything is.
    """

    name: str
    label: str
    options: Mapping[str, str]
    single: bool = False
    default: str = ""

    @property
    def chosen(self) -> tuple[str, ...]:
        """Codes that the address names and that are options; of a single choice the last one."""
        codes = read_codes(self.name, self.options) or ((self.default,) if self.default else ())
        return codes[-1:] if self.single else codes

    def toggled(self, code: str) -> list[str]:
        """List what stands in the address after a click on an option."""
        if self.default:
            return [] if code == self.default else [code]
        if code in self.chosen:
            return [other for other in self.chosen if other != code]
        return [code] if self.single else [*self.chosen, code]


def render_facets(
    facets: Sequence[Facet],
    count: Callable[[str, str], int | None] | None,
    language: Language,
    *,
    drop: Sequence[str] = (),
) -> str:
    """Write filters as HTML: every option is a link that works without a script as well.

    Parameters
    ----------
    facets
        In the order shown; one without options is left out.
    count
        Maps a filter's name and one of its codes to the number of records it would leave, with the other filters; None,
        or a map to None, where nothing is counted.
    language
        The reader's language.
    drop
        Parameters that a new choice takes out of the address.

    Returns
    -------
    html
        Links carry `data-go` (see `panels.ui.quick_links`) and filters `data-keep`, by which they stay open.
    """
    gone: dict[str, list[str]] = {name: [] for name in drop}
    rows = [
        {
            "facet": facet,
            "all": link_here({**gone, facet.name: []}),
            "options": [
                (
                    code,
                    text,
                    code in facet.chosen,
                    count(facet.name, code) if count else None,
                    link_here({**gone, facet.name: toggled}),
                )
                for code, text in facet.options.items()
                for toggled in [facet.toggled(code)]
            ],
        }
        for facet in facets
        if facet.options
    ]
    return render("ui/facets.html", language, rows=rows)
