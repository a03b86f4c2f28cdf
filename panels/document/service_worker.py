"""The script that shows the last first sight where there is no network, and what says which edition that is of."""

from __future__ import annotations

import hashlib
import json
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from starlette.routing import Route

from panels.document.first_sight import covered_pages
from panels.open_data.answers import Body, answer, make_body
from panels.settings import REQUIRED, sign_in_mode
from panels.ui.address import SERVICE_WORKER, base_path
from panels.web.join import SCRIPT_FOLDER, join_classic

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response

ENTRY: Final = SCRIPT_FOLDER / "worker" / "service_worker.js"
VERSION_DIGITS: Final = 12


def worker_routes() -> list[Route]:
    """Write the route; the script may show what lies right beside it and below."""
    return [Route(f"{base_path()}/{SERVICE_WORKER}", read_worker)]


def read_worker(request: Request) -> Response:
    """Answer with the script; the browser asks for it again by itself, and takes a changed one."""
    keeps = sign_in_mode() != REQUIRED
    return answer(request, write_worker(keeps=keeps), "text/javascript; charset=utf-8")


@lru_cache(maxsize=2)
def write_worker(*, keeps: bool) -> Body:
    """Write the script.

    Parameters
    ----------
    keeps
        Whether it keeps documents. Where everybody has to sign in it clears up what it kept earlier, and leaves.
    """
    script = join_classic(ENTRY)
    version = hashlib.sha256(script.encode()).hexdigest()[:VERSION_DIGITS]
    told = json.dumps({"pages": list(covered_pages()) if keeps else [], "version": version})
    return make_body(f"self.sights = {told};\n{script}".encode())
