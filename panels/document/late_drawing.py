"""`/sight/…`: the drawing of a first sight that was not ready when the document was written."""

from __future__ import annotations

import asyncio
import re
from functools import partial
from typing import TYPE_CHECKING, Final
from urllib.parse import parse_qs

from starlette.concurrency import run_in_threadpool
from starlette.responses import Response
from starlette.routing import Route

from panels.document.drawing import FOLDER, NAME_LENGTH, read_address
from panels.document.first_sight import LONGEST_QUERY, shared_sights
from panels.open_data.answers import refuse
from panels.ui.address import base_path

if TYPE_CHECKING:
    from starlette.requests import Request

    from panels.document.first_sight import FirstSight

FOR_GOOD: Final = "private, max-age=31536000, immutable"
"""Its name holds all that it depends on."""
MOST_FIELDS: Final = 100
_NAME: Final = re.compile(f"[0-9a-f]{{{NAME_LENGTH}}}")


def drawing_routes() -> list[Route]:
    """Write the route, below whatever path the server is given."""
    show = partial(show_drawing, shared_sights())
    return [Route(f"{base_path()}/{FOLDER}/{{name}}.svg", show)]


async def show_drawing(sights: FirstSight, request: Request) -> Response:
    """Answer with a drawing as soon as it is ready, whichever process has named it.

    The parameters say what it shows, and are read as those of a page. It is drawn only if its name is the one that is
    asked for, so nothing is drawn here that the page itself would not draw.
    """
    name, query = request.path_params["name"], request.url.query
    made = None
    if _NAME.fullmatch(name) and len(query) <= LONGEST_QUERY and query.count("&") < MOST_FIELDS:
        made = await run_in_threadpool(sights.find, name, parse_qs(query))
    # Others who wait for it get it even if this browser closes the line.
    address = await asyncio.shield(asyncio.wrap_future(made)) if made else ""
    if not address:
        refused = refuse(404, "No such drawing", "A drawing is read at the address that a page of this edition names.")
        refused.headers["cache-control"] = "no-store"
        return refused
    return Response(read_address(address), headers={"cache-control": FOR_GOOD}, media_type="image/svg+xml")
