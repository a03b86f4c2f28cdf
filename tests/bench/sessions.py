"""Readers without a browser: sessions that speak Streamlit's protocol, and followers of a room.

They ask for pages, send what a reader does as the page's scripts would, and wait until the server has answered. What a
browser does with the answer is no part of it.
"""

from __future__ import annotations

import asyncio
import json
import math
import ssl
import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.asyncio.client import connect
from websockets.exceptions import ConnectionClosed, InvalidHandshake, InvalidMessage

if TYPE_CHECKING:
    from collections.abc import Sequence

ANSWER_LIMIT_S = 60
AGAIN_S = 0.1
"""Between two tries to reach a server that is away; a page's own waits longer each time."""
MAP = "-map-bridge"
STAGE = "-stage-script"
AWAY = (ConnectionClosed, InvalidHandshake, InvalidMessage, OSError, TimeoutError)


class PageError(RuntimeError):
    """The page that was answered shows an error."""


def socket_address(base: str, path: str) -> str:
    """Write the address of a line below the address of the app."""
    return f"{base.rstrip('/')}/{path}".replace("http", "ws", 1)


def trust_anyone(base: str) -> ssl.SSLContext | None:
    """Take the certificate of our own proxy, which no one has signed; None without TLS."""
    if urlsplit(base).scheme != "https":
        return None
    context = ssl.create_default_context()
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE
    return context


def percentile(values: Sequence[float], share: float) -> float:
    """Give the value that a share of all do not exceed; not a number without any."""
    ranked = sorted(values)
    return ranked[max(0, math.ceil(share * len(ranked)) - 1)] if ranked else math.nan


@dataclass
class Session:
    """One open page.

    Attributes
    ----------
    base
        Where the app stands.
    page
        Path of the page; blank for the map.
    files
        What can be downloaded from the page, for `fetch`.
    query
        What the address says behind the question mark; it follows what the server says.
    seat
        The cookie by which a proxy keeps a reader with one process; blank for none.
    """

    base: str
    page: str = ""
    query: str = ""
    seat: str = ""
    widgets: dict[str, tuple[str, str]] = field(default_factory=dict)
    told: dict[str, Any] = field(default_factory=dict)
    files: list[str] = field(default_factory=list)
    states: dict[str, str] = field(default_factory=dict)
    sequence: int = 0
    name: str = ""
    socket: Any = None

    async def open(self) -> float:
        """Connect and have the page run; gives how long that took."""
        started = time.perf_counter()
        self.widgets, self.told, self.files, self.states, self.sequence = {}, {}, [], {}, 0
        self.socket = await connect(
            socket_address(self.base, "_stcore/stream"),
            subprotocols=["streamlit"],
            max_size=None,
            compression=None,
            proxy=None,
            ssl=trust_anyone(self.base),
            additional_headers={"Cookie": self.seat} if self.seat else None,
            open_timeout=ANSWER_LIMIT_S,
            ping_interval=None,
        )
        await self._run(BackMsg())
        return time.perf_counter() - started

    async def open_again(self) -> float:
        """Connect after the server was lost, until it answers with the page; gives how long that took."""
        started = time.perf_counter()
        while True:
            try:
                await self.open()
            except AWAY:
                await asyncio.sleep(AGAIN_S)
            else:
                return time.perf_counter() - started

    async def close(self) -> None:
        """Leave."""
        if self.socket is not None:
            await self.socket.close()

    async def show(self, **choices: object) -> float:
        """Choose on the map, as its script tells the server; gives how long the answer took."""
        self.sequence += 1
        view = {**self.told[MAP]["view"], **choices}
        return await self.tell(MAP, {"view": {**view, "sequence": self.sequence}})

    async def lead(self, stop: int) -> float:
        """Go to a stop of the story, as the speaker's window tells the server."""
        self.sequence += 1
        at = {"story": self.told[STAGE]["id"], "stop": stop, "blank": False, "by": "bench", "sequence": self.sequence}
        return await self.tell(STAGE, {"at": at})

    async def tell(self, name: str, state: dict[str, Any]) -> float:
        """Send the state of one of our components."""
        self.states[name] = json.dumps(state)
        message = BackMsg()
        message.rerun_script.fragment_id = self.widgets[name][1]
        return await self._run(message)

    async def press(self, name: str) -> float:
        """Press a button of Streamlit's own."""
        message = BackMsg()
        state = message.rerun_script.widget_states.widgets.add()
        state.id, message.rerun_script.fragment_id = self.widgets[name]
        state.trigger_value = True
        return await self._run(message)

    async def fetch(self, file: str) -> str:
        """Have a file written, as the page does when its button is pressed; gives the address to fetch it from."""
        message = BackMsg()
        asked = message.backend_operation_request
        asked.request_id, asked.session_id, asked.deferred_file.file_id = file, self.name, file
        await self.socket.send(message.SerializeToString())
        async with asyncio.timeout(ANSWER_LIMIT_S):
            while True:
                said = ForwardMsg.FromString(await self.socket.recv())
                if said.WhichOneof("type") == "backend_operation_response":
                    return str(said.backend_operation_response.deferred_file.url)

    async def _run(self, message: BackMsg) -> float:
        asked = message.rerun_script
        asked.query_string, asked.page_name = self.query, self.page
        for name, state in self.states.items():
            widget = asked.widget_states.widgets.add()
            widget.id, widget.json_value = self.widgets[name][0], state
        started = time.perf_counter()
        await self.socket.send(message.SerializeToString())
        async with asyncio.timeout(ANSWER_LIMIT_S):
            while not self._take(await self.socket.recv()):
                pass
        return time.perf_counter() - started

    def _take(self, data: bytes) -> bool:
        """Take one message; True when the page has been answered whole."""
        message = ForwardMsg.FromString(data)
        kind = message.WhichOneof("type")
        if kind == "page_info_changed":
            self.query = message.page_info_changed.query_string
        elif kind == "new_session":
            self.name = message.new_session.initialize.session_id
        elif kind == "session_event" and message.session_event.WhichOneof("type") == "script_compilation_exception":
            raise PageError(str(message.session_event))
        elif kind == "delta":
            self._note(message.delta)
        return kind == "script_finished" and message.script_finished != ForwardMsg.FINISHED_EARLY_FOR_RERUN

    def _note(self, delta: Any) -> None:  # a message of Streamlit's
        element = delta.new_element
        kind = element.WhichOneof("type")
        if kind == "exception":
            raise PageError(element.exception.message)
        if kind in {"bidi_component", "button", "download_button"}:
            widget = getattr(element, kind)
            name = f"-{widget.id.split('-', 2)[2]}"
            self.widgets[name] = widget.id, delta.fragment_id
            if kind == "download_button":
                self.files.append(widget.deferred_file_id)
            elif kind == "bidi_component" and widget.WhichOneof("data") == "json":
                self.told[name] = json.loads(widget.json)


@dataclass
class Follower:
    """One of an audience: what it was told last, and when."""

    base: str
    code: str
    address: str = ""
    heard: dict[int, float] = field(default_factory=dict)
    stop: int = 0
    lost: int = 0
    told: asyncio.Condition = field(default_factory=asyncio.Condition)

    async def follow(self) -> None:
        """Listen until cancelled; a line that is cut is taken up again at once."""
        while True:
            try:
                async with connect(
                    socket_address(self.base, f"rooms/{self.code}"),
                    proxy=None,
                    compression=None,
                    ssl=trust_anyone(self.base),
                    local_addr=(self.address, 0) if self.address else None,
                    open_timeout=ANSWER_LIMIT_S,
                    ping_interval=None,
                ) as line:
                    async for said in line:
                        await self._take(json.loads(said))
            except AWAY:
                pass
            self.lost += 1
            await asyncio.sleep(AGAIN_S)

    async def reach(self, stop: int) -> None:
        """Wait until this one is at a stop; raises TimeoutError when it does not come there."""
        async with asyncio.timeout(ANSWER_LIMIT_S), self.told:
            await self.told.wait_for(lambda: self.stop == stop)

    async def _take(self, stand: dict[str, Any]) -> None:
        if "stop" in stand:
            async with self.told:
                self.stop = stand["stop"]
                self.heard.setdefault(stand["stop"], time.perf_counter())
                self.told.notify_all()
