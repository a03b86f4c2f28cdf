"""Read a document back: what stands on its pages by PDFium, which takes a moment; pypdf reads how it is built."""

from __future__ import annotations

import ctypes
import math

import numpy as np
import pypdfium2 as pdfium
from pypdfium2 import raw

WHITE = 250
LEAST_PT = 8.99
LEAST_FILLED = 0.25


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


def sizes_of(content: bytes) -> list[float]:
    """List the smallest letters of each page, in points as they are printed: those of pictures too."""
    least = []
    matrix = raw.FS_MATRIX()
    with pdfium.PdfDocument(content) as document:
        for page in document:
            text, sizes = page.get_textpage(), set()
            for number in range(text.count_chars()):
                raw.FPDFText_GetMatrix(text, number, matrix)
                size = raw.FPDFText_GetFontSize(text, number) * math.hypot(matrix.b, matrix.d)
                if size and text.get_text_range(number, 1).strip():
                    sizes.add(round(size, 2))
            least.append(min(sizes))
    return least


def filled_of(content: bytes) -> list[float]:
    """Measure which part of each page, between its margins, has something on it: of 12 by 24 cells."""
    filled = []
    with pdfium.PdfDocument(content) as document:
        for page in document:
            grey = page.render(scale=0.4, grayscale=True).to_numpy().squeeze()
            high, wide = grey.shape
            within = grey[int(high * 0.044) : int(high * 0.929), int(wide * 0.076) : int(wide * 0.924)]
            rows = np.array_split(within, 24)
            filled.append(float(np.mean([(cell < WHITE).any() for row in rows for cell in np.array_split(row, 12, 1)])))
    return filled
