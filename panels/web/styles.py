"""Style sheets, put together from their parts: of the pages, the stage, the map's frame and the saved files."""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path
from typing import Final

from geo.style import font_faces, read_style
from panels.web.streamlit_paths import STATIC_ADDRESS

CSS_FOLDER: Final = Path(__file__).parent / "css"
PAGE_SHEETS: Final = (
    "base",
    "streamlit",
    "streamlit_wrappers",
    "shell",
    "palette",
    "share",
    "map",
    "filter_bar",
    "waiting",
    "site",
    "tables",
    "etir",
    "facets",
    "visits",
    "record",
    "brief",
    "compare",
    "corridor",
    "what_if",
    "chart",
    "export",
    "sources",
    "forced_colors",
    "print",
    "brief_print",
)
"""The sheets of every page, in their order: of two rules that weigh the same, the later one holds."""
STAGE_SHEETS: Final = ("stage", "stage_card", "stage_parts", "stage_print", "speaker")
FRAME_SHEETS: Final = ("map_frame", "map_controls", "waiting_frame")
OWN_SHEETS: Final = ("own_files",)
"""Of a map that takes files of the reader: neither an embed nor the stage does."""
SIGHT_SHEETS: Final = ("first_sight",)
"""What the first sight of a page has besides some of the sheets of every page."""
SIGHT_TEXT_SHEETS: Final = ("first_sight_text",)
"""What a page of text has besides, so that it lies where the live one will."""
SIGHT_CORRIDOR_SHEETS: Final = ("first_sight_corridor",)
"""What the corridor has besides: a bar of choices, and a place for its chart."""
SIGHT_WAITING_SHEETS: Final = ("first_sight_waiting",)
"""What a map of the hours at posts has besides, with the sheet of the glyphs."""
SIGHT_STAGE_SHEETS: Final = ("first_sight_stage",)
"""What the stage has besides: a card and a foot over all."""
REPORT_SHEETS: Final = ("report_form",)
"""Of the form of a report where there is no network."""
PLAIN_SHEETS: Final = ("plain",)
"""Of documents that stand alone, such as the one that says that there is no such page."""
EMBED_SHEETS: Final = ("embed", "embed_story")
EMBED_PARTS: Final = {
    "map": FRAME_SHEETS,
    "site": ("base", "waiting", "site"),
    "profile": ("base", "corridor", "chart"),
    "brief": ("base", "brief"),
    "story": ("base",),
}
"""What an embed takes of the sheets of pages and frame, by its kind."""
NOT_SAVED: Final = frozenset({"palette", "facets", "brief", "what_if", "chart", "export", "sources", "brief_print"})
"""Of pages that no saved file has."""
SAVED_MAP_SHEETS: Final = ("saved_map",)
SAVED_TOUR_SHEETS: Final = ("saved_tour",)
_DARK: Final = ".st-key-stage:has(.stage--dark),.st-key-stage:has(.speaker)"
_LIGHT: Final = ".st-key-stage-side"
"""The card of a site, which stays light on a dark stage."""
SIGHT_FONTS: Final = {"latin": "mgW", "latin-ext": "ğş", "cyrillic": "жщю", "cyrillic-ext": "қңө"}
"""Parts of the font of the first sight, and letters that are in no other part."""
_FACE: Final = re.compile(r"@font-face\{[^}]*\}")
_COMMENT: Final = re.compile(r"/\*.*?\*/", re.DOTALL)
_BREAKS: Final = re.compile(r"\s+")
_SPARE: Final = re.compile(r" ?([{};,]) ?|(?<=:) ")
"""Spaces that tell a browser nothing, as long as no string of a sheet holds such a sign (a test sees to it)."""


def css_text(text: str) -> str:
    """Write a text as a string of a style sheet; nothing in it ends the string or the sheet."""
    return '"' + "".join(char if char.isalnum() or char == " " else f"\\{ord(char):x} " for char in text) + '"'


@lru_cache(maxsize=1)
def page_styles() -> str:
    """Write the styles of every page: fonts, colours, symbols, and the sheets by subject."""
    return font_faces(f"{STATIC_ADDRESS}/fonts") + _page_rules()


@lru_cache(maxsize=1)
def sight_faces() -> str:
    """Write the fonts of the first sight: the browser waits a moment for them, or does without to the end."""
    faces = _FACE.findall(font_faces(f"{STATIC_ADDRESS}/fonts"))
    ours = "".join(face for face in faces if any(f"/{font_file(part)}" in face for part in SIGHT_FONTS))
    return ours.replace('"Noto Sans"', '"Sight Sans"').replace("font-display:swap", "font-display:optional")


def font_file(part: str) -> str:
    """Name the file of a part of the font."""
    return f"noto-sans-{part}.woff2"


@lru_cache(maxsize=1)
def stage_styles() -> str:
    """Write what the stage of a walkthrough has besides the styles of every page."""
    style = read_style()
    shades = f"{_DARK}{{{style.css_dark()}}}{_LIGHT}{{{style.css_light()}}}"
    return shades + join_sheets(STAGE_SHEETS)


@lru_cache(maxsize=1)
def frame_styles() -> str:
    """Write the styles of the map's frame, without its fonts: they lie elsewhere for each document."""
    return f":root{{{read_style().css_variables()}}}{join_sheets(FRAME_SHEETS + OWN_SHEETS)}"


def saved_styles(*, tour: bool) -> str:
    """Write the styles of a saved file, without fonts: map and page lie in one document there.

    Parameters
    ----------
    tour
        True for a walkthrough, False for a map.
    """
    own = stage_styles() + join_sheets(SAVED_TOUR_SHEETS) if tour else join_sheets(OWN_SHEETS + SAVED_MAP_SHEETS)
    pages = tuple(sheet for sheet in PAGE_SHEETS if sheet not in NOT_SAVED)
    return join_sheets(FRAME_SHEETS) + _page_rules(pages) + own


@lru_cache(maxsize=8)
def embed_styles(kind: str, fonts: str) -> str:
    """Write the styles of an embed: light, dark, or as the reader's system is.

    Parameters
    ----------
    kind
        One of `EMBED_PARTS`.
    fonts
        Address of the folder of fonts, as seen from the sheet.
    """
    style = read_style()
    dark = style.css_dark_page() + "color-scheme:dark;"
    shades = (
        f":root{{{style.css_variables()}color-scheme:light}}:root[data-theme=dark]{{{dark}}}"
        f"@media (prefers-color-scheme:dark){{:root[data-theme=auto]{{{dark}}}}}"
    )
    symbols = "" if kind == "map" else style.css_symbols()
    return font_faces(fonts) + shades + symbols + join_sheets((*EMBED_PARTS[kind], *EMBED_SHEETS))


@lru_cache(maxsize=1)
def report_styles() -> str:
    """Write the styles of the form of a report, which has the letters of the system: it must not fetch anything."""
    return f":root{{{read_style().css_variables()}}}{join_sheets(REPORT_SHEETS)}"


@lru_cache(maxsize=2)
def plain_styles(fonts: str = "") -> str:
    """Write the styles of a document that stands alone.

    Parameters
    ----------
    fonts
        Address of the folder of fonts; blank where the browser may not have them, and takes the letters of the system.
    """
    faces = font_faces(fonts) if fonts else ""
    return f"{faces}:root{{{read_style().css_variables()}}}{join_sheets(PLAIN_SHEETS)}"


@lru_cache(maxsize=16)
def join_sheets(names: tuple[str, ...]) -> str:
    """Join sheets, without comments and spare spaces: they go over the wire with every answer of a page."""
    texts = ((CSS_FOLDER / f"{name}.css").read_text(encoding="utf-8") for name in names)
    return shorten("".join(texts))


def _page_rules(sheets: tuple[str, ...] = PAGE_SHEETS) -> str:
    style = read_style()
    return f":root{{{style.css_variables()}}}{style.css_symbols()}{join_sheets(sheets)}"


def shorten(css: str) -> str:
    """Write styles without comments and spare blanks; none of them may stand in a text that is shown."""
    return _SPARE.sub(r"\1", _BREAKS.sub(" ", _COMMENT.sub("", css))).strip()
