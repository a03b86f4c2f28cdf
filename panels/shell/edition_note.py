"""Which edition of the data a page shows, and what has changed since an older link."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import streamlit as st

from geo.edition import compare, read_stamp
from panels.data import edition_now, read_data
from panels.editions.kept import find_edition
from panels.session import Slot
from panels.ui.address import change, link_here, read_last
from panels.ui.render import render
from panels.ui.shown_edition import ASKED, NEWEST, name_hidden, name_shown, shown_draft
from panels.ui.shown_edition import PARAMETER as PARAMETER_OF_EDITION

if TYPE_CHECKING:
    from geo.catalogue import Catalogue
    from geo.edition import Change
    from geo.language import Language

PARAMETER: Final = "v"
LINK: Final[Slot[tuple[str, str]]] = Slot("link", tuple)
OPENED: Final[Slot[tuple[str, str]]] = Slot("opened", tuple)
MOST_NAMED: Final = 6


def take_stamp(page: str) -> None:
    """Take the edition out of the address of a link that was opened, and remember for which page it was.

    Notes
    -----
    What is left is the address of the view: the reader who goes on from here has today's data.
    """
    stamp = read_last(PARAMETER)
    if stamp:
        LINK.write((page, stamp))
        change(**{PARAMETER: ""})


def take_opened(page: str, said: object) -> None:
    """Take the word of a browser that had this page open before this session began: with which edition.

    Notes
    -----
    The server has been restarted, or has thrown away the session of a page that was long without a line.
    """
    if isinstance(said, str) and read_stamp(said):
        OPENED.write((page, said))


def _change_since_opened(catalogue: Catalogue, page: str) -> Change | None:
    """Tell what has changed while the reader had this page open; None when nothing has."""
    now = edition_now(catalogue)
    opened, stamp = OPENED.read(("", ""))
    older = read_stamp(stamp) if opened == page else None
    if older is None:
        OPENED.write((page, now.stamp))
    return compare(older, now) if older else None


def show_change(catalogue: Catalogue, page: str, language: Language) -> None:
    """Say that the data have changed since the link to this page was copied, or it was opened; else nothing."""
    linked, stamp = LINK.read(("", ""))
    older = read_stamp(stamp) if stamp and linked == page else None
    change = compare(older, edition_now(catalogue)) if older else None
    since_link = change is not None
    change = change or _change_since_opened(catalogue, page)
    if change is not None:
        kept = find_edition(stamp) if since_link else None
        names = [language.cell(catalogue.label("table", table)) for table in change.tables[:MOST_NAMED]]
        if len(change.tables) > MOST_NAMED:
            names.append(language.text("{n} more", n=len(change.tables) - MOST_NAMED))
        st.html(render("shell/edition_change.html", language, change=change, names=names, linked=since_link,
                       kept=link_here({PARAMETER_OF_EDITION: [kept.version]}) if kept else ""))  # fmt: skip


def forget_opened() -> None:
    """Forget with which edition the page was opened: the reader has chosen another one."""
    OPENED.forget()


def show_older(catalogue: Catalogue, language: Language) -> None:
    """Say that an older edition or a draft is open, or cannot be, and what today's program leaves out of it."""
    asked = ASKED.read("")
    hidden = name_hidden()
    if hidden:
        st.html(render("shell/hidden_draft.html", language, number=hidden.partition("-")[2]))
        return
    if not asked:
        return
    draft = shown_draft(asked)
    if draft is not None:
        st.html(
            render("shell/shown_draft.html", language, draft=draft, newest=link_here({PARAMETER_OF_EDITION: [NEWEST]}))
        )
        return
    recorded = find_edition(asked)
    open_now = recorded is not None and recorded.version == catalogue.version
    if open_now and catalogue is read_data()[0]:
        return
    st.html(
        render(
            "shell/older_edition.html",
            language,
            name=asked,
            recorded=recorded if open_now else None,
            faults=len(catalogue.faults),
            newest=link_here({PARAMETER_OF_EDITION: [NEWEST]}),
        )
    )


def show_footer(catalogue: Catalogue, language: Language, *, cites: bool) -> None:
    """Say at the foot of a page of text which edition of the data it shows, and, where it `cites`, how to cite it."""
    st.html(render("shell/footer.html", language, edition=name_shown(catalogue), cites=cites))
