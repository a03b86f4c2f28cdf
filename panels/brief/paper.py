"""What the brief has besides text: addresses that can be typed, a code to scan, its map as a picture."""

from __future__ import annotations

from urllib.parse import quote

import segno


def shorten(address: str) -> str:
    """Write an address as it is typed: without the scheme, which a browser puts before it."""
    return address.split("://", 1)[-1]


def draw_code(address: str) -> str:
    """Draw an address as a QR code: a picture for `src`, with the quiet edge that readers need; blank without one."""
    return segno.make(address, error="m", micro=False).svg_data_uri(border=2) if address else ""


def as_picture(svg: str) -> str:
    """Write a drawing as the address of a picture: the page lets no drawing of its own through; blank without one."""
    return "data:image/svg+xml," + quote(svg, safe=" =:/;,()'") if svg else ""
