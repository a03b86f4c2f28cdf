"""Read a document back: what stands on its pages by PDFium, which takes a moment; pypdf reads how it is built."""

from __future__ import annotations

import ctypes

import pypdfium2 as pdfium
from pypdfium2 import raw


def texts_of(content: bytes) -> list[str]:
    """List the words of each page, a line each."""
    with pdfium.PdfDocument(content) as document:
        return [page.get_textpage().get_text_range().replace("\r\n", "\n") for page in document]


def heights_of(content: bytes, page: int) -> list[float]:
    """List how high above the bottom of a page its lines of text stand, the lowest first."""
    x, y = ctypes.c_double(), ctypes.c_double()
    found = set()
    with pdfium.PdfDocument(content) as document:
        text = document[page].get_textpage()
        for number in range(text.count_chars()):
            raw.FPDFText_GetCharOrigin(text, number, x, y)
            if text.get_text_range(number, 1).strip():
                found.add(round(y.value, 1))
    return sorted(found)
