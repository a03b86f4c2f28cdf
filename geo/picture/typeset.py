"""Setting documents and pictures: the typst engine, with the fonts of the project and nothing else of the machine."""

from __future__ import annotations

import struct
import tempfile
import time
import zlib
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, Literal

import typst

from geo.errors import GeoError
from geo.picture.text_width import FONT_FOLDER

if TYPE_CHECKING:
    from collections.abc import Mapping

SCREEN_DPI: Final = 96
PRINT_DPI: Final = 300
_AFTER_HEADER: Final = 33  # signature (8) and the first chunk of a PNG file (25)
_METRES_PER_INCH: Final = 0.0254
_PICTURE: Final = (
    b'#set page(width: {width}pt, height: {height}pt, margin: 0pt)\n#image("map.svg", width: 100%, height: 100%)\n'
)


class TypesetError(GeoError, RuntimeError):
    """A document could not be set."""


@lru_cache(maxsize=1)
def _fonts() -> typst.Fonts:
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[FONT_FOLDER])


def typeset(files: Mapping[str, bytes], output: Literal["pdf", "png"], *, dpi: int = SCREEN_DPI) -> bytes:
    """Set a document.

    Parameters
    ----------
    files
        Everything the document reads, by name; it begins with `main.typ`. A table's text goes into a data file,
        where it is text and nothing else.
    output
        Form of the result. A PDF is tagged (PDF/UA-1), its fonts are embedded; a PNG shows the first page.
    dpi
        Dots per inch of a PNG.

    Returns
    -------
    document
        Content of the file.

    Raises
    ------
    TypesetError
        When the engine refuses; its own words are in the message.
    """
    with tempfile.TemporaryDirectory(prefix="caravanserai-") as folder:
        for name, content in files.items():
            (Path(folder) / name).write_bytes(content)
        compiler = typst.Compiler(root=folder, font_paths=_fonts(), ignore_system_fonts=True)
        options: dict[str, Any] = {"pdf_standards": "ua-1"} if output == "pdf" else {"ppi": float(dpi)}
        try:
            made = compiler.compile(
                str(Path(folder) / "main.typ"), format=output, timestamp=int(time.time()), **options
            )
        except typst.TypstError as error:
            msg = f"the document could not be set: {error.message} {error.diagnostic}"
            raise TypesetError(msg) from error
    if isinstance(made, list):
        made = made[0]
    return made or b""


def draw_png(svg: str, width: float, height: float, dpi: int = SCREEN_DPI) -> bytes:
    """Turn a drawing into a PNG picture.

    Parameters
    ----------
    svg
        The drawing.
    width, height
        Its size in CSS pixels; at 96 dpi the picture has as many pixels.
    dpi
        Dots per inch, written into the file as well.

    Returns
    -------
    png
    """
    points = 72 / SCREEN_DPI
    page = _PICTURE.replace(b"{width}", b"%g" % (width * points)).replace(b"{height}", b"%g" % (height * points))
    png = typeset({"main.typ": page, "map.svg": svg.encode()}, "png", dpi=dpi)
    return note_dpi(png, dpi)


def note_dpi(png: bytes, dpi: int) -> bytes:
    """Write into a PNG file how many dots make an inch, so that a page shows it in its true size."""
    dots = round(dpi / _METRES_PER_INCH)
    body = b"pHYs" + struct.pack(">IIB", dots, dots, 1)
    chunk = struct.pack(">I", len(body) - 4) + body + struct.pack(">I", zlib.crc32(body))
    return png[:_AFTER_HEADER] + chunk + png[_AFTER_HEADER:]
