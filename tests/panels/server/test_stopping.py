"""A stop cuts nothing off: runs end, answers are sent, lines are hung up with the word that says why."""

import asyncio
import contextlib
import signal
import socket
import subprocess
import sys
import threading
import urllib.request

import pytest
import uvicorn
from starlette.applications import Starlette
from starlette.responses import PlainTextResponse
from starlette.routing import Route
from websockets.asyncio.client import connect
from websockets.exceptions import ConnectionClosed

from panels.counts import UnderWay, counts
from panels.rooms.store import MemoryRooms, Position
from panels.rooms.stream import Hub, stream_routes
from panels.shell import entrance
from tests.conftest import ROOT
from tests.limits import WAIT_S
from tests.panels.asgi import run_aside

STOPPED = """
import asyncio, os, signal
from panels.counts import counts
from panels.server import stopping

async def main():
    loop, gone = asyncio.get_running_loop(), asyncio.Event()
    signal.signal(signal.SIGTERM, lambda *_: loop.call_soon_threadsafe(gone.set))
    further = signal.getsignal(signal.SIGTERM)
    stopping.PATIENCE_S = {patience}
    with stopping.stop_gracefully(loop):
        with counts().under_way.hold():
            os.kill(os.getpid(), signal.SIGTERM)
            while not stopping.stopping().is_set():
                await asyncio.sleep(0)
            print(gone.is_set())
            {within}
        await gone.wait()
    print(signal.getsignal(signal.SIGTERM) is further, stopping.stopping().is_set())

asyncio.run(main())
"""


@pytest.mark.parametrize(
    ("patience", "within"),
    [(120, "pass"), (0.01, "await gone.wait()"), (120, "os.kill(os.getpid(), signal.SIGTERM); await gone.wait()")],
    ids=["the run ends", "the run takes too long", "told twice"],
)
def test_a_stop_waits_for_what_is_run_but_not_for_ever(patience, within):
    script = STOPPED.format(patience=patience, within=within)
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, cwd=ROOT, encoding="utf-8", check=True, timeout=WAIT_S
    )
    assert done.stdout.splitlines() == ["False", "True False"]


def test_runs_are_waited_for_as_long_as_patience_lasts():
    runs = UnderWay()
    assert runs.wait_for_none(0)
    with runs.hold(), runs.hold():
        assert runs.number == 2
        assert not runs.wait_for_none(0)
    assert runs.wait_for_none(0)


def test_a_page_is_under_way_from_the_entrance_on(monkeypatch):
    seen = []
    monkeypatch.setattr(entrance, "_enter", lambda _: seen.append(counts().under_way.number))
    before = counts().under_way.number
    entrance.enter(str)
    assert [*seen, counts().under_way.number] == [before + 1, before]


def fetch(address):
    with urllib.request.urlopen(address, timeout=WAIT_S) as answer:  # noqa: S310 - our own server
        return answer.read().decode()


@contextlib.contextmanager
def served(routes):
    server = uvicorn.Server(uvicorn.Config(Starlette(routes=routes), port=0, log_level="error"))
    thread = threading.Thread(target=server.run)
    thread.start()
    while not server.started:
        assert thread.is_alive()
    yield server, server.servers[0].sockets[0].getsockname()[1]
    server.should_exit = True
    thread.join(WAIT_S)
    assert not thread.is_alive()


def test_the_answer_that_is_under_way_is_sent_and_followers_are_told():
    rooms = MemoryRooms()
    code = rooms.open(Position("e-tir", 1)).code
    begun, go_on = threading.Event(), threading.Event()

    def answer_late(_):
        begun.set()
        go_on.wait(WAIT_S)
        return PlainTextResponse("whole")

    async def stop(server, port):
        async with connect(f"ws://127.0.0.1:{port}/rooms/{code}") as line:
            await line.recv()
            late = asyncio.create_task(asyncio.to_thread(fetch, f"http://127.0.0.1:{port}/late"))
            await asyncio.to_thread(begun.wait, WAIT_S)
            server.should_exit = True
            with pytest.raises(ConnectionClosed) as closed:
                await line.recv()
            go_on.set()
            return closed.value.rcvd.code, await late

    with served([Route("/late", answer_late), *stream_routes(lambda: Hub(rooms))]) as (server, port):
        assert run_aside(stop, server, port) == (1012, "whole")


UNREAD = """
import signal, uvicorn
from contextlib import asynccontextmanager
import asyncio
from starlette.applications import Starlette
from starlette.responses import PlainTextResponse
from starlette.routing import Route
from panels.server import stopping

stopping.ANSWERS_S = 1

@asynccontextmanager
async def lifespan(app):
    with stopping.stop_gracefully(asyncio.get_running_loop()):
        yield

def answer(request):
    return PlainTextResponse("x" * 50_000_000)

server = uvicorn.Server(uvicorn.Config(Starlette(routes=[Route("/", answer)], lifespan=lifespan), port=0))
asked = server.startup

async def startup(sockets=None):
    await asked(sockets)
    print(server.servers[0].sockets[0].getsockname()[1], flush=True)

server.startup = startup
server.run()
"""


def test_an_answer_that_its_reader_does_not_take_holds_no_stop_up():
    with (
        subprocess.Popen(
            [sys.executable, "-c", UNREAD], cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
        ) as server,
        socket.socket() as reader,
    ):
        try:
            reader.connect(("127.0.0.1", int(server.stdout.readline())))
            reader.sendall(b"GET / HTTP/1.1\r\nHost: localhost\r\n\r\n")
            assert reader.recv(8) == b"HTTP/1.1"  # and no more of it
            server.terminate()
            assert server.wait(WAIT_S) == -signal.SIGTERM
        finally:
            server.kill()
