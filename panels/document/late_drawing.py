"""`/sight/…`: the drawing of a first sight that was not ready when the document was written."""

from __future__ import annotations

import asyncio
from functools import partial
from typing import TYPE_CHECKING, Final

from starlette.responses import Response
from starlette.routing import Route

from panels.document.drawing import FOLDER, read_address
from panels.document.first_sight import shared_sights
from panels.ui.address import base_path

if TYPE_CHECKING:
    from starlette.requests import Request

    from panels.document.drawing import Drawings

FOR_GOOD: Final = "private, max-age=31536000, immutable"
"""Its name holds all that it depends on."""


def drawing_routes() -> list[Route]:
    """Write the route, below whatever path the server is given."""
    show = partial(show_drawing, shared_sights().drawings)
    return [Route(f"{base_path()}/{FOLDER}/{{name}}.svg", show)]


async def show_drawing(drawings: Drawings, request: Request) -> Response:
    """Answer with a drawing as soon as it is ready; only what a document has named lately is one.

    Another process does not know it: then the sea is seen until the live map stands.
    """
    made = drawings.find(request.path_params["name"])
    # Others who wait for it get it even if this browser closes the line.
    address = await asyncio.shield(asyncio.wrap_future(made)) if made else ""
    if not address:
        return Response(status_code=404, headers={"cache-control": "no-store"})
    return Response(read_address(address), headers={"cache-control": FOR_GOOD}, media_type="image/svg+xml")
