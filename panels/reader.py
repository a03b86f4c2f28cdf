"""What a page is handed: the data, and the language to show it in."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from geo.catalogue import Catalogue
    from geo.language import Language
    from geo.sites.selection import SiteEntry
    from panels.view import Codes


@dataclass(frozen=True, slots=True)
class Reader:
    """What every page needs: the data, and the language to show it in."""

    catalogue: Catalogue
    entries: tuple[SiteEntry, ...]
    codes: Codes
    language: Language
