"""Speaks with the server as Streamlit's own page does, but without a browser: a thief has none of ours."""

from __future__ import annotations

from contextlib import contextmanager
from urllib.parse import urlsplit

import httpx
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.sync.client import connect

from tests.limits import WAIT_S


def new_browser(base):
    """Ask whether the server is there, as a page does before its line; give the cookies that a browser keeps of it."""
    with httpx.Client(base_url=base, timeout=WAIT_S, trust_env=False, verify=False) as client:  # noqa: S501 - without TLS
        client.get("/_stcore/health")
        return "; ".join(f"{one.name}={one.value}" for one in client.cookies.jar)


@contextmanager
def open_line(base, cookie, page, session=""):
    """Open a line to one page; with the name of a session it takes that one over."""
    names = ["streamlit", "x", *([session] if session else [])]
    address = f"ws://{urlsplit(base).netloc}/_stcore/stream"
    with connect(
        address, subprotocols=names, proxy=None, max_size=None, additional_headers={"Cookie": cookie}
    ) as socket:
        yield Line(socket, page).run()


class Line:
    """What a page said last: its session, the ids of its fields and buttons by their labels, and its text."""

    def __init__(self, socket, page):
        self._socket = socket
        self._page = page
        self.session, self.widgets, self.said = "", {}, ""

    def run(self, **values):
        """Run the page with values of widgets by their labels, True for a button."""
        message = BackMsg()
        message.rerun_script.page_name = self._page
        for label, value in values.items():
            state = message.rerun_script.widget_states.widgets.add()
            state.id = self.widgets[label]
            if value is True:
                state.trigger_value = True
            else:
                state.string_value = value
        self._socket.send(message.SerializeToString())
        while not self._take(ForwardMsg.FromString(self._socket.recv(WAIT_S))):
            pass
        return self

    def _take(self, message):
        kind = message.WhichOneof("type")
        if kind == "new_session":
            self.session = message.new_session.initialize.session_id
            self.widgets, self.said = {}, ""
        elif kind == "delta":
            element = message.delta.new_element
            name = element.WhichOneof("type")
            if name in {"text_input", "button"}:
                widget = getattr(element, name)
                self.widgets[widget.label] = widget.id
            elif name == "markdown":
                self.said += element.markdown.body
        return kind == "script_finished" and message.script_finished != ForwardMsg.FINISHED_EARLY_FOR_RERUN
