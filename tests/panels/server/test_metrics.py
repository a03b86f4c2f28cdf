"""What is counted can be read at an address of its own, and nowhere without one."""

import http.client
from types import SimpleNamespace

import pytest

from panels.counts import Counts
from panels.server import metrics
from panels.server.metrics import serve_metrics
from panels.settings import DATA_FOLDER, OWN_METRICS, SettingError, metrics_address
from tests.limits import WAIT_S


@pytest.fixture
def counted(monkeypatch):
    given = Counts()
    monkeypatch.setattr(metrics, "counts", lambda: given)
    monkeypatch.setattr(metrics, "room_hub", lambda: SimpleNamespace(followed=3))
    monkeypatch.setenv(OWN_METRICS.name, "127.0.0.1:0")
    return given


def read(port):
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=WAIT_S)
    connection.request("GET", "/metrics")
    said = connection.getresponse().read().decode()
    connection.close()
    return {line.rpartition(" ")[0]: line.rpartition(" ")[2] for line in said.splitlines() if line[0] != "#"}


def test_all_that_is_counted_is_told(counted):
    counted.files.labels("kml", "made").inc()
    counted.rooms.inc()
    with serve_metrics() as port, counted.under_way.hold():
        told = read(port)
    assert told['caravanserai_exports_total{end="made",form="kml"}'] == "1.0"
    assert told["caravanserai_rooms_opened_total"] == "1.0"
    assert told["caravanserai_rooms_followed"] == "3.0"
    assert told["caravanserai_runs_under_way"] == "1.0"
    assert told['caravanserai_lines{kind="session"}'] == "0.0"
    assert float(told["caravanserai_tables"]) > 30
    assert told["caravanserai_faults"] == "0.0"
    assert any(name.startswith('caravanserai_edition_info{stamp="') for name in told)


def test_without_tables_the_rest_is_told(counted, monkeypatch, tmp_path):
    del counted
    monkeypatch.setenv(DATA_FOLDER.name, str(tmp_path / "nowhere"))
    with serve_metrics() as port:
        told = read(port)
    assert (told["caravanserai_tables"], told["caravanserai_rooms_followed"]) == ("0.0", "3.0")
    assert "caravanserai_faults" not in told


def test_it_can_be_served_again_after_a_stop_and_is_closed_by_then(counted):
    del counted
    with serve_metrics() as port:
        pass
    with pytest.raises(ConnectionRefusedError):
        read(port)
    with serve_metrics() as port:
        assert read(port)


def test_without_an_address_nobody_listens(counted, monkeypatch):
    monkeypatch.setenv(OWN_METRICS.name, "")
    with serve_metrics() as port:
        assert port == 0
    assert "caravanserai_tables" not in {family.name for family in counted.registry.collect()}


def test_an_address_that_is_taken_stops_the_server_with_a_word(counted, monkeypatch):
    del counted
    with serve_metrics() as port:
        monkeypatch.setenv(OWN_METRICS.name, f"127.0.0.1:{port}")
        with pytest.raises(SettingError, match=OWN_METRICS.name), serve_metrics():
            pass


@pytest.mark.parametrize(
    ("written", "found"),
    [
        ("127.0.0.1:9101", ("127.0.0.1", 9101)),
        ("[::1]:9101", ("::1", 9101)),
        ("localhost:1", ("localhost", 1)),
        ("", None),
    ],
)
def test_an_address_is_understood(monkeypatch, written, found):
    monkeypatch.setenv(OWN_METRICS.name, written)
    assert metrics_address() == found


@pytest.mark.parametrize(
    "written", ["open", "9101", "127.0.0.1", ":9101", "127.0.0.1:70000", "a b:1", "::1:9101", "x:٣"]
)
def test_what_is_no_address_is_refused(monkeypatch, written):
    monkeypatch.setenv(OWN_METRICS.name, written)
    with pytest.raises(SettingError, match=OWN_METRICS.name):
        metrics_address()
