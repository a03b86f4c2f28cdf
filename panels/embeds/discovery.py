"""Which pages have an embed, and the element of their heads that says so; the server may import it at its start."""

from __future__ import annotations

from typing import Final
from urllib.parse import urlencode

from markupsafe import Markup

EMBEDDED: Final = ("", "corridor", "brief", "walkthrough")
"""Paths of the pages of the app that have an embed."""
_LINK: Final = Markup('<link rel="alternate" type="application/json+oembed" href="{}oembed?{}" title="{}">')


def oembed_link(root: str, address: str, title: str) -> Markup:
    """Write the element for the head of a page that leads programs to what they may embed of it (oEmbed discovery).

    Parameters
    ----------
    root
        Where the app stands, with a slash at its end.
    address
        Whole address of the page.
    title
        Of the page.
    """
    return _LINK.format(root, urlencode({"url": address, "format": "json"}), title)
