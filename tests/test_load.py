"""The pieces of `make cluster` and `make load`, without a server."""

import json
import math

import crossplane
import pytest
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from geo.picture.typeset import draw_png
from tests.bench import cluster
from tests.bench.growth import Load, draw, read_duration, write_table
from tests.bench.sessions import MAP, PageError, Session, percentile
from tests.bench.topology import write_nginx

ONE = Load(10, 1, 120, 0.1, 0.2, 0.1, 0, 3.14)
LOADS = [ONE, Load(50, 1, 600, 0.2, 0.5, math.nan, 2, 3.0), Load(10, 3, 120, 0.1, 0.15, math.nan, 0, 9.9)]


def kept():
    """Write the figures of a run that keeps every promise."""
    killed = {"readers": 9, "killed_back_s": 1.0, "rolled_back_s": 1.0, "killed_cut": 3, "killed_stop": 2, "faults": []}
    below = {"wrong": [], "files": [200], "open_cookies": []}
    return {"killed": killed, "below": below, "elsewhere": {"odd": []}}


@pytest.mark.parametrize(("share", "value"), [(0.5, 2), (0.95, 4), (0, 1), (1, 4)])
def test_a_share_of_all_does_not_exceed_a_percentile(share, value):
    assert percentile([4, 1, 3, 2], share) == value


def test_of_nothing_there_is_no_percentile():
    assert math.isnan(percentile([], 0.95))


@pytest.mark.parametrize(("written", "seconds"), [("90s", 90), ("30m", 1800), ("2h", 7200)])
def test_a_duration_is_read(written, seconds):
    assert read_duration(written) == seconds


@pytest.mark.parametrize("written", ["30", "m", "1.5m", "30 m", "-3s"])
def test_what_is_no_duration_is_refused(written):
    with pytest.raises(ValueError, match="30m"):
        read_duration(written)


def test_the_table_says_what_was_measured_and_what_was_not():
    head, rule, first, second, _ = write_table(LOADS).splitlines()
    assert head.count("|") == rule.count("|") == first.count("|") == 10
    assert first == "| 10 | 1 | 120 | 0.10 s | 0.20 s | 0.10 s | 2.00 | 0 | 3.1 |"
    assert second == "| 50 | 1 | 600 | 0.20 s | 0.50 s | – | – | 2 | 3.0 |"


def test_the_picture_has_a_line_for_each_number_of_processes_and_the_bare_page():
    svg = draw(LOADS, "one <day>")
    assert svg.count('stroke-width="2"') == 3
    assert "bare page<" in svg
    assert "1 process<" in svg
    assert "3 processes<" in svg
    assert "one &lt;day&gt;" in svg
    assert draw_png(svg, 640, 360, 72).startswith(b"\x89PNG")


@pytest.mark.parametrize(("base", "tls"), [("", False), ("/map", True)])
def test_nginx_of_the_cluster_is_that_of_deploy(tmp_path, base, tls):
    path = tmp_path / "nginx.conf"
    path.write_text(write_nginx([1001, 1002, 1003], 1000, tmp_path, base=base, tls=tls), encoding="utf-8")
    read = crossplane.parse(str(path))
    assert read["status"] == "ok", read["errors"]
    (http,) = (one for one in read["config"][0]["parsed"] if one["directive"] == "http")
    upstream, server = (one["block"] for one in http["block"] if one["directive"] in {"upstream", "server"})
    assert [one["args"][0] for one in upstream if one["directive"] == "server"] == [
        f"127.0.0.1:{port}" for port in (1001, 1002, 1003)
    ]
    assert [one["args"] for one in server if one["directive"] == "listen"] == [["127.0.0.1:1000", *["ssl"] * tls]]
    places = [one["args"][-1] for one in server if one["directive"] == "location"]
    assert places == ["/nginx-health", f"{base}/_stcore/metrics", f"{base}/ready", f"{base}/"]
    assert "/tmp/" not in path.read_text(encoding="utf-8").replace(str(tmp_path), "")  # noqa: S108
    assert f"Path={base}/;" in path.read_text(encoding="utf-8")


def test_a_run_that_keeps_every_promise_is_not_blamed():
    assert cluster.find_broken(kept()) == []


@pytest.mark.parametrize(
    ("part", "name", "value"),
    [
        ("killed", "killed_back_s", 5.1),
        ("killed", "rolled_back_s", 5.1),
        ("killed", "killed_cut", 0),
        ("killed", "killed_cut", 10),
        ("killed", "killed_stop", 1),
        ("killed", "faults", ["Traceback"]),
        ("elsewhere", "odd", ["map.js"]),
        ("below", "wrong", ["feed"]),
        ("below", "files", [404]),
        ("below", "open_cookies", ["a=b"]),
    ],
)
def test_every_broken_promise_is_named(part, name, value):
    said = kept()
    said[part][name] = value
    assert len(cluster.find_broken(said)) == 1


def test_a_session_takes_what_a_page_says():
    page = Session("http://localhost:1/")
    said = ForwardMsg()
    said.delta.fragment_id = "f"
    said.delta.new_element.bidi_component.id = "$$ID-0123-map-bridge"
    said.delta.new_element.bidi_component.json = json.dumps({"view": {"site": ""}})
    assert not page._take(said.SerializeToString())
    assert page.widgets[MAP] == ("$$ID-0123-map-bridge", "f")
    assert page.told[MAP] == {"view": {"site": ""}}
    said = ForwardMsg()
    said.page_info_changed.query_string = "country=TUR"
    assert not page._take(said.SerializeToString())
    assert page.query == "country=TUR"
    said = ForwardMsg()
    said.script_finished = ForwardMsg.FINISHED_EARLY_FOR_RERUN
    assert not page._take(said.SerializeToString())
    said.script_finished = ForwardMsg.FINISHED_SUCCESSFULLY
    assert page._take(said.SerializeToString())


def test_a_page_with_an_error_counts_as_one():
    said = ForwardMsg()
    said.delta.new_element.exception.message = "no tables"
    with pytest.raises(PageError, match="no tables"):
        Session("http://localhost:1/")._take(said.SerializeToString())
