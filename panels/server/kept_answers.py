"""Answers to programs that were given no more than a second ago are given again, byte for byte, without being made."""

from __future__ import annotations

import time
from collections import OrderedDict
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Callable

    from starlette.types import Message, Scope, Send

    Header = tuple[bytes, bytes]
    Question = tuple[str, bytes, str, tuple[Header, ...]]
    Answer = tuple[list[Header], bytes]

LASTS_S: Final = 1.0
"""As long as the tables are held to be as they are (`Lately`): so an answer is two seconds old at most."""
MOST_KEPT: Final = 256
LARGEST_B: Final = 16_000
"""Of a body, packed or not: all of them together take some 4 MB at most."""
_OK: Final = 200
_PERSONAL: Final = frozenset({
    b"authorization",
    b"cookie",
    b"if-match",
    b"if-modified-since",
    b"if-none-match",
    b"if-unmodified-since",
    b"range",
})  # fmt: skip
"""Headers of questions that are answered for themselves."""
_OF_NO_MATTER: Final = frozenset({
    b"connection",
    b"forwarded",
    b"user-agent",
    b"x-forwarded-for",
    b"x-real-ip",
    b"x-request-id",
})  # fmt: skip
"""Headers that no answer depends on; any other makes a question of its own."""


class KeptAnswers:
    """Keeps the answers that were given last.

    Parameters
    ----------
    clock
        Seconds that only grow.
    """

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._kept: OrderedDict[Question, tuple[float, Answer]] = OrderedDict()

    def find(self, question: Question) -> Answer | None:
        """Find the answer to a question; None where none was given lately."""
        since, answer = self._kept.get(question, (0.0, None))
        return answer if answer is not None and self._clock() - since < LASTS_S else None

    def listen(self, question: Question, send: Send) -> Send:
        """Pass an answer on, and keep it where it is whole, small and for anybody."""
        headers: list[Header] | None = None

        async def send_and_keep(message: Message) -> None:
            nonlocal headers
            if message["type"] == "http.response.start":
                headers = _read_headers(message)
            elif headers is not None and message["type"] == "http.response.body":
                body = message.get("body", b"")
                if not message.get("more_body", False) and len(body) <= LARGEST_B:
                    self._keep(question, (headers, body))
                headers = None
            await send(message)

        return send_and_keep

    def _keep(self, question: Question, answer: Answer) -> None:
        self._kept[question] = (self._clock(), answer)
        self._kept.move_to_end(question)
        if len(self._kept) > MOST_KEPT:
            self._kept.popitem(last=False)


def read_question(scope: Scope) -> Question | None:
    """Read what an answer depends on; None for a question that is answered for itself."""
    if scope["method"] != "GET":
        return None
    told: list[Header] = []
    for header in scope["headers"]:
        name = header[0]
        if name in _PERSONAL:
            return None
        if name not in _OF_NO_MATTER:
            told.append(header)
    return scope["path"], scope["query_string"], scope.get("scheme", ""), tuple(told)


async def give(answer: Answer, send: Send) -> None:
    """Send an answer that was kept."""
    headers, body = answer
    await send({"type": "http.response.start", "status": _OK, "headers": list(headers)})
    await send({"type": "http.response.body", "body": body})


def _read_headers(start: Message) -> list[Header] | None:
    """Read the headers of an answer that may be given again; None where it may not."""
    headers: list[Header] = list(start["headers"])
    private = any(name.lower() == b"set-cookie" or b"no-store" in value for name, value in headers)
    return headers if start["status"] == _OK and not private else None
