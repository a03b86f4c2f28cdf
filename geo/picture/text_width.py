"""How wide a text is in the fonts of the project, for whoever lays out a picture or a sheet; it sets nothing."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import Final, Literal

from PIL import ImageFont

FONT_FOLDER: Final = Path(__file__).parents[2] / "static" / "fonts" / "print"
Face = Literal["noto-sans-regular", "noto-sans-bold", "noto-serif-italic"]
_MEASURED_AT: Final = 100


@lru_cache(maxsize=8)
def _measure(face: Face) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(str(FONT_FOLDER / f"{face}.ttf"), _MEASURED_AT)


@lru_cache(maxsize=4096)
def text_width(text: str, size_px: float, face: Face = "noto-sans-regular", spacing_px: float = 0.0) -> float:
    """Measure how wide a text on one line is, in pixels."""
    return _measure(face).getlength(text) * size_px / _MEASURED_AT + spacing_px * len(text)
