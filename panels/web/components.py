"""Registers the folders whose files the browser fetches.

A v1 component's folder is served by Streamlit at `component/<name>/…`, whichever way the app was started, and lies
beside the map's frame; no request leaves the app's origin. (Streamlit sends `.js` from `static/` as plain text.)
It takes a registration only while a page is run: pages import this module, the server must not.
"""

from __future__ import annotations

from typing import Final

from streamlit.components.v1 import declare_component

from panels.web.urls import FOLDERS, frame_url, page_url

__all__ = ["frame_url", "load_script"]

for _name, _folder in FOLDERS.items():
    declare_component(_name, path=_folder)

_LOADER: Final = """
const module = import(new URL({address!r}, document.baseURI).href);
export default function (component) {{
  let gone = false;
  let leave = null;
  module.then((m) => {{ if (!gone) leave = m.{begin}(component); }});
  return () => {{ gone = true; leave?.(); }};
}}
"""


def load_script(file: str, begin: str) -> str:
    """Write a component's script that fetches one of ours by address, where it is cached, and begins it.

    Parameters
    ----------
    file
        Name in the conductor's folder.
    begin
        The function it exports: gets the component, and returns how to leave it.
    """
    return _LOADER.format(address=page_url("conductor", file), begin=begin)
