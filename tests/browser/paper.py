"""What is on a printed page: its pages, and how large its letters came out."""

from __future__ import annotations

import io
from typing import Any

from pypdf import PdfReader


def sizes_on(content: bytes) -> list[dict[float, str]]:
    """List for every page of a PDF the sizes of its letters in points, each with an example: as they are on paper.

    Notes
    -----
    A page that is too wide in some place is shrunk as a whole by the browser, which no style tells.
    """
    pages = []
    for sheet in PdfReader(io.BytesIO(content)).pages:
        found: dict[float, str] = {}

        def note(text: str, outer: Any, inner: Any, _font: Any, size: float, found: dict[float, str] = found) -> None:
            if text.strip():
                found.setdefault(round(abs(size * inner[3] * outer[3]), 2), text.strip()[:40])

        sheet.extract_text(visitor_text=note)
        pages.append(found)
    return pages
