"""The language of the page: told to the browser, and chosen in the masthead."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import streamlit as st

from geo.language import list_languages, load_language

if TYPE_CHECKING:
    from geo.language import Language

# The browser's own list: Streamlit's needs twenty more files before the masthead of a cold page stands.
_SCRIPT: Final = """
export default ({ data, parentElement, setTriggerValue }) => {
  document.documentElement.lang = data.lang;
  const skip = document.querySelector('[data-testid="stSkipToContent"]');
  if (skip) skip.textContent = data.skip;
  let list = parentElement.querySelector('.language');
  if (!data.languages.length) return list?.remove();
  if (!list) {
    list = Object.assign(document.createElement('select'), { className: 'language' });
    list.append(...data.languages.map(([code, name]) => Object.assign(new Option(name, code), { lang: code })));
    parentElement.append(list);
  }
  list.setAttribute('aria-label', data.label);
  list.value = data.lang;
  list.onchange = () => setTriggerValue('choice', list.value);
}
"""
_KEY: Final = "language"


def current_choice() -> str:
    """Tell which language this session chose in the masthead; blank when it never did."""
    return str(st.session_state.get("_language", ""))


def show_language(language: Language, *, offered: bool) -> None:
    """Tell the browser the language of the page, and show the list of languages where the page has a masthead.

    Parameters
    ----------
    language
        The language of the page: for screen readers, hyphenation and Streamlit's own link to the content.
    offered
        False on the stage, which has a list of its own.
    """
    component = st.components.v2.component("page_language", js=_SCRIPT, isolate_styles=False)
    component(
        key=_KEY,
        data={
            "lang": language.code,
            "skip": language.text("Skip to main content"),
            "label": language.text("Language"),
            "languages": [[code, load_language(code).own_name()] for code in list_languages()] if offered else [],
        },
        on_choice_change=_note_choice,
    )


def _note_choice() -> None:
    chosen = st.session_state[_KEY].get("choice")
    if chosen in list_languages():
        st.session_state["_language"] = chosen
        st.query_params["lang"] = chosen
