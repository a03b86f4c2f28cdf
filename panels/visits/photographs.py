"""The photographs of a field visit, as its entry shows them: small, each a link to the whole picture."""

from __future__ import annotations

import base64
from typing import TYPE_CHECKING, Any

from geo.editions.photograph_files import ENDING, FOLDER, JPEG, SMALL
from panels.editions.photographs import find_small
from panels.ui.address import write_link
from panels.ui.shown_edition import ASKED, PARAMETER, name_older, shown_draft

if TYPE_CHECKING:
    from geo.catalogue import Catalogue


def list_photographs(catalogue: Catalogue, visit_id: str) -> list[dict[str, Any]]:
    """List the photographs of a visit, each with the addresses of its pictures.

    A draft's picture stands in the page itself: at an address it could be read by those who may not see the draft.
    """
    draft = name_draft()
    edition = "" if draft else name_older(catalogue)
    query = {PARAMETER: [edition]} if edition else {}

    def address(digest: str, size: str = "") -> str:
        return write_link(query, f"{FOLDER}/{digest}{size}{ENDING}").removesuffix("?")

    return [
        {
            "row": row,
            "href": "" if draft else address(row.file),
            "src": _write_small(row.file) if draft else address(row.file, SMALL),
        }
        for row in catalogue.photographs
        if row.visit_id == visit_id
    ]


def name_draft() -> str:
    """Name the draft that this session looks at; blank for none."""
    asked = ASKED.read("")
    return asked if shown_draft(asked) is not None else ""


def _write_small(digest: str) -> str:
    raw = find_small(digest)
    return f"data:{JPEG};base64,{base64.b64encode(raw).decode()}" if raw else ""
