"""What stands in the head of the first document: for whoever links to it, shows it as a card, or finds it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from geo.language import list_languages, load_language
from geo.style import read_style
from panels.document.about import tell_about
from panels.document.linked_data import write_linked_data
from panels.document.preview import SIZE_PX, preview_link
from panels.document.search_description import MEDIA_TYPE, OPENSEARCH
from panels.embeds.discovery import EMBEDDED, oembed_link
from panels.ui.render import render
from panels.web.streamlit_paths import STATIC_ADDRESS
from panels.web.styles import SIGHT_FONTS, font_file

LATIN: Final = ("latin", "latin-ext")
FONTS: Final = dict.fromkeys(("ru", "kk"), tuple(SIGHT_FONTS))
"""Parts of the font that a page in a language shows at once; names of places have Latin letters in each."""

if TYPE_CHECKING:
    from panels.document.opened import Opened


def write_head(opened: Opened, root: str) -> tuple[str, str]:
    """Write the head of an address.

    Parameters
    ----------
    opened
        The address.
    root
        Where the app stands, with a slash at its end.

    Returns
    -------
    title, html
        The title of the window, and elements for the head; every word in them is escaped.
    """
    language = opened.reader.language
    about = tell_about(opened)
    html = render(
        "document/head.html",
        language,
        colours=read_style().colours,
        fonts=[f"{STATIC_ADDRESS}/fonts/{font_file(part)}" for part in FONTS.get(language.code, LATIN)],
        about=about,
        discovery=oembed_link(root, root + opened.link(), about.title) if opened.page in EMBEDDED else "",
        root=root,
        search=(MEDIA_TYPE, OPENSEARCH),
        address=root + opened.link(opened.asked),
        alternates=[(code, root + opened.link(code)) for code in list_languages()],
        plain=root + opened.link(),
        locales=[str(load_language(code).locale) for code in list_languages() if code != language.code],
        preview=root + preview_link(opened),
        size=SIZE_PX,
        data=write_linked_data(opened, about, root),
    )
    return about.title, html
