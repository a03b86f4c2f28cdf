"""Two addresses for whoever runs the server: whether it lives, and whether it can answer readers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from starlette.responses import JSONResponse, PlainTextResponse
from starlette.routing import Route

from geo.errors import DataFolderError, RoomStoreError
from panels.data import edition_now, read_data
from panels.rooms.store import CODE_LETTERS
from panels.rooms.stream import room_hub
from panels.server.stopping import stopping
from panels.settings import REQUIRED, editing_on, sign_in_mode
from panels.ui.address import base_path, edition_address

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response

NOT_KEPT: Final = {"cache-control": "no-store"}
UNAVAILABLE: Final = 503
UNUSED_CODE: Final = "a" * CODE_LETTERS


def health_routes() -> list[Route]:
    """Write the routes, below whatever path the server is given."""
    routes = [Route(f"{base_path()}/live", tell_alive), Route(f"{base_path()}/ready", tell_ready)]
    return [*routes, Route(edition_address(), tell_edition)] if editing_on() else routes


def tell_edition(_: Request) -> Response:
    """Name the edition that is shown now; a page that is open asks each second where tables are changed in the app."""
    return PlainTextResponse(edition_now(read_data()[0]).stamp, headers=NOT_KEPT)


def tell_alive(_: Request) -> Response:
    """Answer; a process that does not is restarted."""
    return PlainTextResponse("alive", headers=NOT_KEPT)


def tell_ready(_: Request) -> Response:
    """Say whether the tables are read and the store of rooms is reached; 503 where one is missing, or at a stop.

    Where people have to sign in, it says no more than that it is ready or not.
    """
    said: dict[str, object] = {}
    try:
        catalogue, _entries = read_data()
        said |= {
            "tables": len(catalogue.tables),
            "faults": len(catalogue.faults),
            "edition": edition_now(catalogue).stamp,
        }
    except DataFolderError as error:
        said["tables"] = str(error)
    try:
        room_hub().rooms.read(UNUSED_CODE)
        said["rooms"] = "reached"
    except RoomStoreError:
        said["rooms"] = "not reached"
    if stopping().is_set():
        said["stopping"] = True
    ready = "edition" in said and said["rooms"] == "reached" and "stopping" not in said
    told = {} if sign_in_mode() == REQUIRED else said
    return JSONResponse({"ready": ready, **told}, 200 if ready else UNAVAILABLE, NOT_KEPT)
