"""`/mcp`: language models ask the same functions (Model Context Protocol), for reading only; off unless `MCP=1`."""

from __future__ import annotations

from contextlib import asynccontextmanager, contextmanager
from typing import TYPE_CHECKING, Any

from starlette.responses import Response
from starlette.routing import Route

from geo.errors import QueryError
from geo.exports import model_answers
from panels.data import read_data, read_named
from panels.settings import mcp_open
from panels.ui.address import base_path

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Iterator
    from contextlib import AbstractAsyncContextManager

    from mcp.server import MCPServer
    from starlette.requests import Request
    from starlette.routing import BaseRoute

    from geo.catalogue import Catalogue

    Lifespan = Callable[[Any], AbstractAsyncContextManager[None]]

INSTRUCTIONS = (
    "Figures about border crossing points of the Caravanserai Initiative and the Trans-Caspian Middle Corridor. Quote "
    "a figure only with its unit, year, direction, source and edition. None means not known: never zero. Payments at "
    "posts include unofficial ones. `edition` asks for an older state of the tables, by its number or hash."
)


def _read(edition: str) -> Catalogue:
    """Read the tables of an edition, of today's where it is blank.

    Raises
    ------
    QueryError
        When it is not kept.
    """
    named = read_named(edition)
    if named is None:
        msg = "There is no such edition here."
        raise QueryError(msg)
    return named[0]


@contextmanager
def _tell_fault() -> Iterator[None]:
    """Say to the asker what is wrong with a question; of any other failure only the log speaks."""
    from mcp.server.mcpserver.exceptions import ToolError  # noqa: PLC0415 - an extra that most servers do without

    try:
        yield
    except QueryError as fault:
        raise ToolError(str(fault)) from fault


def make_server() -> MCPServer:
    """Make the server with its five tools; the package is asked for only here."""
    from mcp.server import MCPServer  # noqa: PLC0415 - an extra that most servers do without
    from mcp_types import ToolAnnotations  # noqa: PLC0415 - as above

    server = MCPServer("caravanserai", instructions=INSTRUCTIONS, version=read_data()[0].version, log_level="WARNING")
    reads = server.tool(annotations=ToolAnnotations(read_only_hint=True, open_world_hint=False))

    def offer(tool: Callable[..., dict[str, Any]]) -> Callable[..., dict[str, Any]]:
        return reads(_tell_fault()(tool))

    @offer
    def search(text: str, limit: int = 10, edition: str = "") -> dict[str, Any]:
        """Find sites, countries, journeys, figures, events, findings and sources by a few words in any script."""
        return model_answers.search(_read(edition), text, limit)

    @offer
    def site(site_id: str, edition: str = "") -> dict[str, Any]:
        """Tell what is known of a site: position, facts, hours and payments by year and direction, field visits."""
        return model_answers.describe_site(_read(edition), site_id)

    @offer
    def crossing(crossing_id: str, edition: str = "") -> dict[str, Any]:
        """Tell what is known of a crossing: its two posts and the hours at each, by year and direction."""
        return model_answers.describe_crossing(_read(edition), crossing_id)

    @offer
    def profile(
        journey_id: str,
        back: bool = False,  # noqa: FBT001, FBT002 - named by its caller
        edition: str = "",
    ) -> dict[str, Any]:
        """Tell the hours and US$ of each leg and stop of a journey on its usual way; null is not known."""
        return model_answers.describe_profile(_read(edition), journey_id, back=back)

    @offer
    def events(country: str = "", since: int | None = None, limit: int = 20, edition: str = "") -> dict[str, Any]:
        """List steps in the cooperation of customs administrations, by country (alpha-3) and first year."""
        return model_answers.describe_events(_read(edition), country, since, limit)

    return server


def open_mcp(lifespan: Lifespan) -> tuple[list[BaseRoute], Lifespan]:
    """Open `/mcp` where the environment asks for it.

    Parameters
    ----------
    lifespan
        What the server does while it runs.

    Returns
    -------
    routes, lifespan
        No routes and the same lifespan while it is off.
    """
    if not mcp_open():
        return [], lifespan
    from mcp.server.transport_security import TransportSecuritySettings  # noqa: PLC0415 - as above

    server = make_server()
    # Whoever reaches this server may read all of it anyway, by whatever name.
    anybody = TransportSecuritySettings(enable_dns_rebinding_protection=False)
    path = f"{base_path()}/mcp"
    inner = server.streamable_http_app(
        streamable_http_path=path, stateless_http=True, json_response=True, transport_security=anybody
    )

    @asynccontextmanager
    async def awake(app: Any) -> AsyncIterator[None]:  # noqa: ANN401 - whatever runs the server
        async with lifespan(app), server.session_manager.run():
            yield

    return [Route(path, _refuse_stream, methods=["GET"]), *inner.routes], awake


async def _refuse_stream(request: Request) -> Response:
    """Refuse a stream, as the protocol lets a server that never begins to speak: it would be held open for good."""
    del request
    return Response(status_code=405, headers={"allow": "POST"})
