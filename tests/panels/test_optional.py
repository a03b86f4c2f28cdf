"""What only makes the app faster is left out when it fails, and one line says so."""

import gc

import pytest

from panels.data import settle_memory
from panels.export import jobs
from panels.optional import optional, warn_once
from tests.logs import list_records


@pytest.fixture(autouse=True)
def _forget_what_was_said():
    warn_once.cache_clear()


def fail(message="is not here"):
    raise AttributeError(message)


def test_a_failure_ends_the_block_and_is_logged_once(caplog):
    reached = []
    for _ in range(3):
        with optional("some.module", "Packing"):
            reached.append("begun")
            fail()
            reached.append("done")
    assert reached == ["begun"] * 3
    (record,) = list_records(caplog, "some.module")
    assert (record.name, record.levelname) == ("some.module", "WARNING")
    assert record.getMessage() == "Packing: left out, pages are slower without it (AttributeError: is not here)"


def test_another_failure_is_another_line(caplog):
    for message in ("one", "two", "one"):
        with optional("some.module", "Packing"):
            fail(message)
    assert len(list_records(caplog, "some.module")) == 2


def test_all_is_quiet_where_all_is_well(caplog):
    with optional("some.module", "Packing"):
        pass
    assert list_records(caplog, "some.module") == []


def test_a_stop_from_outside_is_not_held_up():
    with pytest.raises(KeyboardInterrupt), optional("some.module", "Packing"):
        raise KeyboardInterrupt


def test_memory_that_cannot_be_settled_or_given_back_stops_nothing(monkeypatch, caplog):
    monkeypatch.setattr(gc, "freeze", fail)
    monkeypatch.setattr(jobs, "_allocator", fail)
    settle_memory()
    jobs.give_back()
    assert [record.name for record in list_records(caplog, "panels.data", "panels.export.jobs")] == [
        "panels.data",
        "panels.export.jobs",
    ]
