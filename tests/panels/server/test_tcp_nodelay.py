"""Small answers leave at once: what the browser is sent does not wait for what it has acknowledged."""

from __future__ import annotations

import asyncio
import socket

from streamlit import App

from panels.optional import warn_once
from panels.server import startup
from panels.server.startup import lifespan
from panels.server.tcp_nodelay import hurry
from tests.panels.asgi import run_aside


def _listen() -> socket.socket:
    bound = socket.socket(socket.AF_INET)  # as Streamlit makes it: no protocol named
    bound.bind(("127.0.0.1", 0))
    bound.listen()
    bound.settimeout(0)
    return bound


async def _accepted_at_once() -> bool:
    """Connect to a server of this loop, and tell how its end of the connection is set."""
    told: asyncio.Future[bool] = asyncio.get_running_loop().create_future()

    class Tell(asyncio.Protocol):
        def connection_made(self, transport: asyncio.BaseTransport) -> None:
            accepted = transport.get_extra_info("socket")
            told.set_result(bool(accepted.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY)))

    with _listen() as bound:
        server = await asyncio.get_running_loop().create_server(Tell, sock=bound)
        _reader, writer = await asyncio.open_connection(*bound.getsockname())
        answer = await told
        writer.close()
        await writer.wait_closed()
        server.close()
        await server.wait_closed()
    return answer


def test_a_connection_waits_for_nothing_once_its_loop_was_told() -> None:
    async def told() -> bool:
        hurry(asyncio.get_running_loop())
        return await _accepted_at_once()

    assert run_aside(told)


def test_the_server_tells_its_loop_when_it_starts() -> None:
    async def started() -> bool:
        async with lifespan(App("dashboard.py")):
            return await _accepted_at_once()

    assert run_aside(started)


def test_a_socket_that_is_no_network_is_left_alone(tmp_path) -> None:
    """A Unix socket has no such setting; neither does a server that binds its own address need it."""

    async def listen() -> tuple[bool, bool]:
        loop = asyncio.get_running_loop()
        hurry(loop)
        async with await loop.create_server(asyncio.Protocol, "127.0.0.1", 0) as named:
            with socket.socket(socket.AF_UNIX) as bound:
                bound.bind(str(tmp_path / "line"))
                bound.listen()
                async with await loop.create_server(asyncio.Protocol, sock=bound) as local:
                    return named.is_serving(), local.is_serving()

    assert run_aside(listen) == (True, True)


def test_a_loop_that_cannot_be_told_starts_the_server_all_the_same(monkeypatch, caplog) -> None:
    warn_once.cache_clear()

    def refuse(loop: asyncio.AbstractEventLoop) -> None:
        msg = f"{type(loop).__name__} is sealed"
        raise AttributeError(msg)

    monkeypatch.setattr(startup, "hurry", refuse)

    async def started() -> bool:
        async with lifespan(App("dashboard.py")):
            return True

    assert run_aside(started)
    assert "is sealed" in caplog.text


def test_a_socket_that_refuses_is_listened_at_all_the_same(caplog) -> None:
    warn_once.cache_clear()

    class Stubborn(socket.socket):
        def setsockopt(self, *options: object) -> None:
            if options[0] == socket.IPPROTO_TCP:
                msg = "not here"
                raise OSError(msg)

    async def listen() -> bool:
        loop = asyncio.get_running_loop()
        hurry(loop)
        with Stubborn(socket.AF_INET) as bound:
            bound.bind(("127.0.0.1", 0))
            async with await loop.create_server(asyncio.Protocol, sock=bound) as server:
                return server.is_serving()

    assert run_aside(listen)
    assert "not here" in caplog.text
