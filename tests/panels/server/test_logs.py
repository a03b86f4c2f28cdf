"""The log as JSON: one object a line, with the request's name, and nothing of a reader."""

import json
import logging
import subprocess
import sys

import pytest

from panels.server.logs import JsonLines
from panels.settings import LOGS, SettingError, json_logs
from panels.timing import name_request, note_run
from tests.conftest import ROOT
from tests.logs import list_records

BEGUN = """
import logging
from streamlit.logger import get_logger
get_logger("streamlit.early")
from panels.server.logs import begin_logs
begin_logs()
get_logger("streamlit.early").warning("early")
get_logger("streamlit.late").warning("late %s", "192.0.2.9")
logging.getLogger("uvicorn.error").warning("hung up %s with %d", "192.0.2.9", 1012)
logging.getLogger("panels.map").info("ours %s", "as it is")
logging.getLogger("others").info("not wanted")
"""


def line_of(record):
    return json.loads(JsonLines().format(record))


def record_of(name, message, *args, error=None):
    return logging.LogRecord(name, logging.WARNING, "x.py", 1, message, args, error)


def test_everybody_s_lines_are_objects_and_written_once():
    command = [sys.executable, "-c", BEGUN]
    done = subprocess.run(command, capture_output=True, cwd=ROOT, encoding="utf-8", check=True, env={LOGS.name: "json"})
    told = [(line["logger"], line["message"]) for line in map(json.loads, done.stderr.splitlines())]
    assert told == [
        ("streamlit.early", "early"),
        ("streamlit.late", "late …"),
        ("uvicorn.error", "hung up … with 1012"),
        ("panels.map", "ours as it is"),
    ]


def test_a_line_says_when_how_bad_and_in_which_request():
    with name_request("a1b2c3d4"):
        line = line_of(record_of("panels.map", "Two words"))
    assert line.pop("time").endswith("+00:00")
    assert line == {"level": "WARNING", "logger": "panels.map", "message": "Two words", "request": "a1b2c3d4"}
    assert "request" not in line_of(record_of("panels.map", "Two words"))


def test_an_error_is_told_without_its_message():
    try:
        int("192.0.2.9")
    except ValueError:
        line = line_of(record_of("streamlit.x", "Uncaught", error=sys.exc_info()))
    assert line["error"] == "ValueError"
    assert [place.rpartition(" ")[2] for place in line["at"]] == ["test_an_error_is_told_without_its_message"]
    assert "192" not in json.dumps(line)


def test_named_values_of_others_are_left_out_too():
    assert line_of(record_of("others", "%(who)s asked %(n)d times", {"who": "192.0.2.9", "n": 3}))["message"] == (
        "… asked 3 times"
    )


def test_a_run_is_logged_with_its_page_and_a_name(caplog):
    with caplog.at_level(logging.INFO, "panels.timing"), note_run("corridor"):
        pass
    (record,) = list_records(caplog, "panels.timing")
    assert record.told["page"] == "corridor"


@pytest.mark.parametrize(("written", "wanted"), [("", False), ("json", True)])
def test_the_setting_is_understood(monkeypatch, written, wanted):
    monkeypatch.setenv(LOGS.name, written)
    assert json_logs() is wanted


def test_another_form_is_refused(monkeypatch):
    monkeypatch.setenv(LOGS.name, "xml")
    with pytest.raises(SettingError, match=LOGS.name):
        json_logs()
