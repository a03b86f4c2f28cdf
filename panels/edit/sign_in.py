"""Signing in with name and password, as often as a person would try, and signing out."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Final

import streamlit as st

from geo.editing.people import LONGEST_PASSWORD, find_editor
from panels.editions.desk import BROWSER, SIGNED_IN, list_editors
from panels.editions.uploaders import let_upload
from panels.ui.buckets import Buckets
from panels.web.streamlit_sign_in import own_browser

if TYPE_CHECKING:
    from geo.language import Language

TRIES_IN_A_MINUTE: Final = 6
"""With one name, and from one address."""
LONGEST_NAME: Final = 200


@lru_cache(maxsize=2)
def _tries(_of: str) -> Buckets:
    return Buckets(TRIES_IN_A_MINUTE)


def show_sign_in(language: Language) -> None:
    """Ask for name and password; nothing that is typed is kept."""
    _ = language.text
    st.write(_("Sign in to change the tables. Whoever runs this map gives you a name and a password."))
    if not list_editors():
        st.warning(_("No one can sign in yet: the file of editors is missing or cannot be read. The log says why."))
        return
    with st.form("sign-in", clear_on_submit=True, width=420):
        name = st.text_input(_("Name"), max_chars=LONGEST_NAME, autocomplete="username")
        password = st.text_input(
            _("Password"), type="password", max_chars=LONGEST_PASSWORD, autocomplete="current-password"
        )
        sent = st.form_submit_button(_("Sign in"), type="primary")
    if sent:
        _try(name, password, language)


def _try(name: str, password: str, language: Language) -> None:
    """Let somebody in, or say why not, without saying which of the two was wrong."""
    wait = max(_tries("address").take(st.context.ip_address or ""), _tries("name").take(name.strip().casefold()))
    if wait:
        st.error(language.count("Too many tries: wait {n} second.", "Too many tries: wait {n} seconds.", int(wait) + 1))
        return
    editor = find_editor(list_editors(), name, password)
    if editor is None:
        st.error(language.text("Name or password is wrong."))
        return
    SIGNED_IN.write(editor.name)
    BROWSER.write(own_browser())
    st.rerun()


def sign_out() -> None:
    """Forget who has signed in; files of theirs are taken no longer."""
    SIGNED_IN.forget()
    BROWSER.forget()
    let_upload("")
