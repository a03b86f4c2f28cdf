"""`/photographs/…`: the pictures of field visits, for whoever may read the edition that names them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from starlette.concurrency import run_in_threadpool
from starlette.routing import Route

from geo.editions.photograph_files import ENDING, FOLDER, JPEG, SMALL, list_named
from panels.editions.photographs import find_picture, find_small
from panels.open_data.answers import Lately, answer, refuse
from panels.ui.address import base_path

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response

    from geo.catalogue import Catalogue


def photograph_routes() -> list[Route]:
    """Write the route, below whatever path the server is given."""
    return [Route(f"{base_path()}/{FOLDER}/{{name}}{ENDING}", Lately().answering(show_photograph))]


async def show_photograph(request: Request, catalogue: Catalogue) -> Response:
    """Answer with a picture that the tables name; one of a draft alone is not there."""
    name = str(request.path_params["name"])
    digest = name.removesuffix(SMALL)
    raw = None
    if digest in list_named(catalogue):
        raw = await run_in_threadpool(find_small if name.endswith(SMALL) else find_picture, digest)
    return answer(request, raw, JPEG) if raw else refuse(404, "No photograph", "No table that is shown names it.")
