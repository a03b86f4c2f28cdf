"""What is on a printed page: how large its letters came out, and which headings stand alone at its foot."""

from __future__ import annotations

import io
from typing import Any

import pypdfium2 as pdfium
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


def find_alone(content: bytes, heads: set[str]) -> list[tuple[int, str]]:
    """Find the headings below which nothing stands in their column, on all pages but the last.

    Parameters
    ----------
    content
        A PDF.
    heads
        Texts of headings.

    Returns
    -------
    alone
        Number of the page and heading.
    """
    found = []
    with pdfium.PdfDocument(content) as document:
        for number in range(len(document) - 1):
            lines = _lines_of(document[number].get_textpage())
            for text, left, bottom, right in lines:
                below = any(low < bottom - 1 and start < right and end > left for _, start, low, end in lines)
                if text in heads and not below:
                    found.append((number + 1, text))
    return found


def _lines_of(page: pdfium.PdfTextPage) -> list[tuple[str, float, float, float]]:
    """List the lines of a page: text, left, bottom and right in points from the lower left corner."""
    lines, start = [], 0
    for line in page.get_text_range().split("\r\n"):
        signs = [start + n for n, sign in enumerate(line) if not sign.isspace()]
        boxes = [page.get_charbox(sign) for sign in signs]
        if boxes:
            sides = zip(*boxes, strict=True)
            left, bottom, right, _ = (fold(side) for fold, side in zip((min, min, max, max), sides, strict=True))
            lines.append((line.strip(), left, bottom, right))
        start += len(line) + len("\r\n")
    return lines
