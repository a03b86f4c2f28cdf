"""The log as lines of JSON, where `LOGS=json` asks for it: for programs that gather the logs of many servers."""

from __future__ import annotations

import json
import logging
import sys
from datetime import UTC, datetime
from traceback import extract_tb
from typing import TYPE_CHECKING, Any, Final

import streamlit.logger

from panels.settings import json_logs
from panels.timing import REQUEST

if TYPE_CHECKING:
    from collections.abc import Mapping

OURS: Final = ("panels", "geo", "pages")
LEFT_OUT: Final = "…"
_SERVER: Final = ("uvicorn", "uvicorn.error")


class JsonLines(logging.Formatter):
    """One object a line: when, how bad, who says it, what, and in which request.

    Our own lines name no reader. Those of others may fill in an address or what was asked for: of their values only
    numbers are written. Of an error the kind and the places in the program are written, not its message.
    """

    def format(self, record: logging.LogRecord) -> str:
        """Write a line."""
        line: dict[str, Any] = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "message": record.getMessage() if record.name.partition(".")[0] in OURS else _blank(record),
        }
        if REQUEST.get():
            line["request"] = REQUEST.get()
        if record.exc_info and record.exc_info[0]:
            line["error"] = record.exc_info[0].__name__
            line["at"] = [f"{frame.filename}:{frame.lineno} {frame.name}" for frame in extract_tb(record.exc_info[2])]
        return json.dumps(line | getattr(record, "told", {}), ensure_ascii=False)


def _blank(record: logging.LogRecord) -> str:
    """Fill a message of others with its numbers alone."""
    if not record.args:
        return str(record.msg)
    if not isinstance(record.args, tuple):
        return str(record.msg) % _KeptNumbers(record.args)
    return str(record.msg) % tuple(map(_keep_number, record.args))


class _KeptNumbers(dict[str, object]):
    """Named values of a message."""

    def __init__(self, given: Mapping[str, object]) -> None:
        super().__init__({name: _keep_number(value) for name, value in given.items()})


def _keep_number(value: object) -> object:
    return value if isinstance(value, int | float) else LEFT_OUT


def begin_logs() -> None:
    """Write JSON from here on, if the environment asks for it; Streamlit's and uvicorn's own lines as well."""
    if not json_logs():
        return
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(JsonLines())
    logging.getLogger().addHandler(handler)
    for name in OURS:
        logging.getLogger(name).setLevel(logging.INFO)
    for name in _SERVER:
        own = logging.getLogger(name)
        own.handlers.clear()
        own.propagate = True
    streamlit.logger.setup_formatter = _leave_to_root
    streamlit.logger.update_formatter()


def _leave_to_root(logger: logging.Logger) -> None:
    """Take the place of what gives each of Streamlit's loggers a handler of its own."""
    logger.handlers.clear()
    logger.propagate = True
