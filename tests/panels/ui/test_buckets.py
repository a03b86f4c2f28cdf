"""One address begins so many files and rooms in a minute; each is counted for itself."""

from types import SimpleNamespace

import pytest

from panels.ui import buckets
from panels.ui.buckets import BEGUN_IN_A_MINUTE, may_begin


@pytest.fixture
def reader(monkeypatch):
    context = SimpleNamespace(ip_address=None)
    monkeypatch.setattr(buckets, "st", SimpleNamespace(context=context))
    buckets._begun.cache_clear()
    yield context
    buckets._begun.cache_clear()


def test_files_and_rooms_of_an_address_are_counted_apart(reader):
    reader.ip_address = "192.0.2.1"
    assert all(may_begin("file") for _ in range(BEGUN_IN_A_MINUTE))
    assert not may_begin("file")
    assert may_begin("room")
    reader.ip_address = "192.0.2.2"
    assert may_begin("file")


def test_readers_without_an_address_share_a_bucket(reader):
    assert reader.ip_address is None
    assert all(may_begin("file") for _ in range(BEGUN_IN_A_MINUTE))
    assert not may_begin("file")
