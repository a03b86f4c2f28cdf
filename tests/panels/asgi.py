"""Ask an ASGI app without a server in between."""

from __future__ import annotations

import gzip
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import anyio


def run_aside(function, *arguments):
    """Run an async function to its end in a thread of its own: Playwright may have a loop in this one."""
    with ThreadPoolExecutor(1) as aside:
        return aside.submit(anyio.run, function, *arguments).result()


@dataclass(frozen=True, slots=True)
class Answer:
    """Status, headers (lower case) and body, unpacked as a browser does."""

    status: int
    headers: dict[str, str]
    body: bytes


def ask(app, target: str, method: str = "GET", *, leaves: bool = False, **headers: str) -> Answer:
    """Send one request; `_` in a header's name stands for `-`; a reader who `leaves` is gone at once."""
    path, _, query = target.partition("?")
    said = []
    scope = {
        "type": "http",
        "method": method,
        "path": path,
        "root_path": "",
        "query_string": query.encode(),
        "headers": [(name.replace("_", "-").encode(), value.encode()) for name, value in headers.items()],
    }

    asked_before = []

    async def receive():
        if leaves:
            return {"type": "http.disconnect"}
        if asked_before:
            await anyio.sleep_forever()
        asked_before.append(True)
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(message):
        said.append(message)

    run_aside(app, scope, receive, send)
    if leaves:
        return Answer(0, {}, b"")
    first, *rest = said
    named = {name.decode().lower(): value.decode() for name, value in first["headers"]}
    body = b"".join(message.get("body", b"") for message in rest)
    return Answer(first["status"], named, gzip.decompress(body) if named.get("content-encoding") == "gzip" else body)
