"""Registers the folders whose files the browser fetches.

A v1 component's folder is served by Streamlit at `component/<name>/…`, whichever way the app was started, and lies
beside the map's frame; no request leaves the app's origin. (Streamlit sends `.js` from `static/` as plain text.)
It takes a registration only while a page is run: pages import this module, the server must not.
"""

from __future__ import annotations

from streamlit.components.v1 import declare_component

from panels.addresses import FOLDERS, frame_url, page_url

__all__ = ["frame_url", "page_url"]

for _name, _folder in FOLDERS.items():
    declare_component(_name, path=_folder)
