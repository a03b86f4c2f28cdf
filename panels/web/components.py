"""Registers the folders whose files the browser fetches.

A v1 component's folder is served by Streamlit at `component/<name>/…`, whichever way the app was started, and lies
beside the map's frame; no request leaves the app's origin. (Streamlit sends `.js` from `static/` as plain text.)
It takes a registration only once its runtime stands: `panels/server/startup.py` imports this module then, and what the
server imports before must not.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

from streamlit.components.v1 import declare_component
from streamlit.runtime import exists, get_instance

from panels.web.join import SCRIPT_FOLDER, join_module
from panels.web.urls import FOLDERS, frame_url, page_url

if TYPE_CHECKING:
    from streamlit.components.v1.custom_component import CustomComponent

__all__ = ["frame_url", "load_script", "register", "send_script"]


def register(component: CustomComponent) -> None:
    """Register a component that was declared outside of a run of a page: Streamlit then declares it only.

    A page that is written without a session imports what pages import, perhaps before any of them was run.
    """
    if exists():
        get_instance().component_registry.register_component(component)


for _name, _folder in FOLDERS.items():
    register(declare_component(_name, path=_folder))

_LOADER: Final = """
const module = import(new URL({address!r}, document.baseURI).href);
export default function (component) {{
  let gone = false;
  let leave = null;
  module.then((m) => {{ if (!gone) leave = m.begin(component); }});
  return () => {{ gone = true; leave?.(); }};
}}
"""


def load_script(entry: str) -> str:
    """Write a component's script that fetches one of ours by address, where it is cached, and begins it.

    Parameters
    ----------
    entry
        One of `PAGE_ENTRIES`. It exports `begin`, which gets the component, and returns how to leave it.
    """
    return _LOADER.format(address=page_url("page", Path(entry).name))


def send_script(entry: str) -> str:
    """Write a component's script that is sent with the page: a small one comes sooner than a file of its own.

    Parameters
    ----------
    entry
        Path of a module below `panels/web/js/`, which exports `begin`.
    """
    return f"{join_module(SCRIPT_FOLDER / entry)}export {{ begin as default }};\n"
