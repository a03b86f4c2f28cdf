"""What every document needs: words, colours, symbols, QR code, and progress."""

from __future__ import annotations

import io
import json
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import segno

from geo.map.layers import write_credit_lines
from geo.picture.typeset import typeset
from geo.style import read_style

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from geo.catalogue import Catalogue
    from geo.edition import Edition
    from geo.language import Language
    from geo.sites.selection import SiteEntry

    Progress = Callable[[float], None]
    """Takes the part that is done, from 0 to 1; it may raise to stop the work."""

MOST_MORE: Final = 100
TEMPLATE_FOLDER: Final = Path(__file__).parents[2] / "data" / "documents"


def quiet(share: float) -> None:
    """Ignore progress."""
    del share


@dataclass(frozen=True, slots=True)
class Live:
    """Where the page is that a document shows.

    Attributes
    ----------
    url
        Address of the view, with the edition of the data; blank where others cannot open it.
    shown
        The same, short enough to be printed.
    edition
        Version and date.
    """

    url: str
    shown: str
    edition: Edition


@dataclass(frozen=True, slots=True)
class Materials:
    """What every document is made from: the checked tables, all sites, where the live page is, and for whom."""

    catalogue: Catalogue
    entries: Sequence[SiteEntry]
    live: Live
    language: Language


def draw_qr(url: str) -> bytes:
    """Draw an address as a QR code: SVG, with the quiet edge that readers need."""
    held = io.BytesIO()
    segno.make(url, error="m", micro=False).save(held, kind="svg", border=2, xmldecl=False, svgns=True)
    return held.getvalue()


def write_edition(edition: Edition, language: Language) -> str:
    """Name the edition: `Data version 085a7e4b, 24 November 2026`."""
    return language.text(
        "Data version {version}, {date}", version=edition.version, date=language.date(edition.date.isoformat())
    )


def list_disclaimer(language: Language) -> list[str]:
    """List the sentences that go with every map, where there is room for them."""
    _ = language.text
    return [
        _(
            "The boundaries and names shown and the designations used on this map do not imply official endorsement or "
            "acceptance. Dashed lines are boundaries that are disputed, provisional or not yet determined."
        ),
        _(
            "Nothing here is live: every figure is as old as its source. What is not known is left blank; "
            "a blank is never a zero."
        ),
    ]


def list_reading(language: Language) -> list[str]:
    """List how the figures of a document are to be read."""
    _ = language.text
    return [
        _("Hours: CAREC TFI1, from the entry to the exit of a post, with the waiting.")
        + " "
        + _("US$: CAREC TFI2, paid at the post, including unofficial payments."),
        _(
            "Outbound and inbound are seen from the country that owns the post. An outlined bar is doubtful: "
            "its remark says why."
        ),
        _(
            "The position of a site is as exact as the ± beside it. Lines join points along the way; "
            "they are not surveyed."
        ),
        " · ".join(write_credit_lines()),
    ]


def set_document(
    template: str, data: Mapping[str, Any], pictures: Mapping[str, bytes], live: Live, language: Language
) -> bytes:
    """Set a document as PDF.

    Parameters
    ----------
    template
        File of the template folder.
    data
        What it says: texts, numbers, lists.
    pictures
        Files that it shows, by name.
    live
        For the QR code and the footer.
    language
        The reader's language.
    """
    told = {
        "lang": language.code,
        "colours": dict(read_style().colours),
        "url": live.url,
        "address": live.shown,
        "disclaimer": list_disclaimer(language),
        "reading": list_reading(language),
        "more": [
            language.count("{n} more on the live page", "{n} more on the live page", n) for n in range(1, MOST_MORE)
        ],
        **data,
    }
    files = {
        "main.typ": (TEMPLATE_FOLDER / template).read_bytes(),
        "common.typ": (TEMPLATE_FOLDER / "common.typ").read_bytes(),
        "data.json": json.dumps(told, ensure_ascii=False).encode("utf-8", "replace"),
    }
    if live.url:
        files["qr.svg"] = draw_qr(live.url)
    symbols = {
        f"symbol-{kind}.svg": str(one.svg(24, alone=True)).encode() for kind, one in read_style().symbols.items()
    }
    return typeset(files | symbols | dict(pictures), "pdf")
