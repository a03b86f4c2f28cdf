"""The map as one file of HTML: it opens from a disk, without a network and without a server."""

from __future__ import annotations

import base64
import gzip
import json
import re
from pathlib import Path
from typing import TYPE_CHECKING, Final

from markupsafe import Markup
from xstatic.pkg import leaflet

from geo import basemap, layers
from geo.documents.setting import write_edition
from geo.selection import member_states
from geo.style import font_faces, read_style
from panels.assets import BASE_MAP_FOLDER, CONDUCTOR_FOLDER
from panels.entrance import STYLE_SHEET
from panels.filters import list_chips, list_words
from panels.map_view import DETAIL_ZOOM, MAP_SCRIPTS, WHOLE_REGION, compose_group_script
from panels.render import render
from panels.shared import ROOT
from panels.site_panel import render_card, render_list
from panels.view import SHOWN_LAYERS, View

if TYPE_CHECKING:
    from geo.documents.setting import Progress
    from geo.language import Language
    from panels.entrance import Reader
    from panels.take_away import Order

OWN_STYLE: Final = Path(__file__).parent / "one_file.css"
FONT_FOLDER: Final = ROOT / "static" / "fonts"
_FONT_URL: Final = re.compile(r'url\("fonts/([\w.-]+)"\)')


def write_one_file(order: Order, reader: Reader, view: View, progress: Progress) -> bytes:
    """Write the map as one file.

    Parameters
    ----------
    order
        Edition, address, title and language.
    reader
        Data and language, as the map page has them.
    view
        What the file shows when it is opened.
    progress
        Hears how far it is.

    Returns
    -------
    html
        Everything is inside: scripts, styles, fonts, base map, cards. Its policy lets it ask nobody for anything.
    """
    language = order.language
    cards = {}
    for number, entry in enumerate(reader.entries, 1):
        card = render_card(reader.catalogue, reader.entries, entry, View(), language)
        cards[entry.id] = card
        progress(0.6 * number / len(reader.entries))
    page = render(
        "one_file.html",
        language,
        title=order.selection.title,
        subtitle=order.selection.subtitle,
        edition=write_edition(order.live.edition, language),
        url=order.live.url,
        shown=order.live.shown,
        styles=_own(write_styles()),
        list=_own(render_list(reader.entries, View(), language)),
        cards=_pack(json.dumps(cards, ensure_ascii=False).encode()),
        overview=pack_sheet(basemap.OVERVIEW_FILE),
        detail=pack_sheet(basemap.DETAIL_FILE),
        data=_own(write_data(reader, view, language)),
        leaflet=_script(Path(leaflet.BASE_DIR) / "leaflet.js"),
        cartography=_own("\n".join(_script(CONDUCTOR_FOLDER / name) for name in MAP_SCRIPTS)),
        group=_own(compose_group_script(reader).replace("</", "<\\/")),
        conductor=_script(CONDUCTOR_FOLDER / "conductor.js") + "\n" + _script(CONDUCTOR_FOLDER / "standalone.js"),
    )
    progress(1.0)
    return page.encode()


def _own(text: str) -> Markup:
    """Take a text as it is: one of our own files, or HTML whose every field is escaped already."""
    return Markup(text)  # noqa: S704 - see above


def _script(path: Path) -> Markup:
    """Read a script; nothing in it may end the element that it stands in."""
    return _own(path.read_text(encoding="utf-8").replace("</script", "<\\/script"))


def pack_sheet(file: str) -> str:
    """Pack a sheet of the base map."""
    return _pack((BASE_MAP_FOLDER / file).read_bytes())


def _pack(content: bytes) -> str:
    """Pack what a browser can unpack: gzip, then base64, to a quarter of its size."""
    return base64.b64encode(gzip.compress(content, 9, mtime=0)).decode()


def write_styles() -> str:
    """Write all styles, the fonts in them as data."""

    def inline(found: re.Match[str]) -> str:
        content = base64.b64encode((FONT_FOLDER / found[1]).read_bytes()).decode()
        return f'url("data:font/woff2;base64,{content}")'

    style = read_style()
    sheets = [Path(leaflet.BASE_DIR) / "leaflet.css", CONDUCTOR_FOLDER / "cartography.css", STYLE_SHEET, OWN_STYLE]
    texts = [path.read_text(encoding="utf-8") for path in sheets]
    texts[0] = re.sub(r"url\(images/[^)]*\)", "none", texts[0])  # pictures of controls that we do not use
    faces = _FONT_URL.sub(inline, font_faces("fonts"))
    return "\n".join([f":root {{ {style.css_variables()} }}", faces, style.css_symbols(), *texts])


def write_data(reader: Reader, view: View, language: Language) -> str:
    """Write what the scripts are told: view, switches, words, colours. Nothing in it can end its element."""
    home = layers.home_bounds(reader.entries)
    corners = ((home.south, home.west), (home.north, home.east)) if home else WHOLE_REGION
    chips = [group for group in list_chips(reader) if group.name != "base"]
    data = {
        "view": view.to_message() | {"base": "own"},
        "chips": [group.to_message() for group in chips],
        "order": {
            "layers": [code for g in chips if g.name == "layer" for code, *_ in g.options],
            "shown": SHOWN_LAYERS,
        },
        "words": list_words(language),
        "lang": language.code,
        "config": {
            "home": corners,
            "detailZoom": DETAIL_ZOOM,
            "colours": dict(read_style().colours),
            "members": list(member_states(reader.catalogue)),
            "online": {},
        },
    }
    return json.dumps(data, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")
