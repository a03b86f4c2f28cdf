"""A bare Starlette route that returns a constant of so many bytes: the yardstick for what programs are answered."""

from __future__ import annotations

import os

from starlette.applications import Starlette
from starlette.responses import Response
from starlette.routing import Route

BODY = b"x" * int(os.environ.get("BENCH_BYTES", "1000"))


async def answer(_request: object) -> Response:
    """Answer with the constant."""
    return Response(BODY, media_type="application/json")


app = Starlette(routes=[Route("/{rest:path}", answer)])
