"""What a page is handed: the data, and the language to show it in."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from geo.sites.waiting import list_waiting, list_years
from panels.view import Codes

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geo.catalogue import Catalogue
    from geo.language import Language
    from geo.sites.selection import SiteEntry


@dataclass(frozen=True, slots=True)
class Reader:
    """What every page needs: the data, and the language to show it in."""

    catalogue: Catalogue
    entries: tuple[SiteEntry, ...]
    codes: Codes
    language: Language


def list_codes(catalogue: Catalogue, entries: Sequence[SiteEntry]) -> Codes:
    """List what an address may name."""
    return Codes(
        countries={code for entry in entries for code in entry.countries},
        modes={mode for entry in entries for mode in entry.modes},
        kinds={entry.site.symbol for entry in entries},
        sites={entry.id for entry in entries},
        years=list_years(list_waiting(catalogue)),
    )
