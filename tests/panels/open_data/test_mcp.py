"""Language models ask through the package's own client: in process, and over HTTP."""

import json
from contextlib import asynccontextmanager

import httpx
import pytest
from mcp import Client
from starlette.applications import Starlette

from panels.data import read_data
from panels.open_data.mcp_server import make_server, open_mcp
from panels.settings import MCP
from tests.limits import WAIT_S
from tests.panels.asgi import run_aside
from tests.panels.ogc.test_ogc import serving
from tests.panels.open_data.test_routes import HOSTILE

TOOLS = {"search", "site", "crossing", "profile", "events"}


@asynccontextmanager
async def asleep(_app):
    yield


@pytest.fixture(scope="module")
def server():
    return make_server()


def call(server, name, **arguments):
    async def talk():
        async with Client(server) as client:
            return await client.call_tool(name, arguments)

    return run_aside(talk)


def told(server, name, **arguments):
    result = call(server, name, **arguments)
    assert not result.is_error, result.content
    answer = json.loads(result.content[0].text)
    assert answer["edition"] == read_data()[0].version
    return answer


def test_five_tools_are_offered_for_reading_only(server):
    async def talk():
        async with Client(server) as client:
            return (await client.list_tools()).tools

    tools = run_aside(talk)
    assert {tool.name for tool in tools} == TOOLS
    assert all(tool.annotations.read_only_hint and tool.description for tool in tools)


@pytest.mark.parametrize("text", ["Red Bridge", "Красный мост", "kapikule"])
def test_a_site_is_found_in_any_script(server, text):
    assert told(server, "search", text=text)["found"][0]["kind"] == "site"


def test_every_figure_has_year_direction_and_source(server):
    site = told(server, "site", site_id="red-bridge")
    crossing = told(server, "crossing", crossing_id="baku-aktau")
    rows = [*site["hours"], *(row for rows in crossing["hours"].values() for row in rows)]
    assert rows
    for row in rows:
        assert row["row"]["year"]
        assert row["row"]["direction"]
        assert row["sources"]
        assert row["edition"]


def test_a_profile_says_what_is_not_known(server):
    journey = read_data()[0].journeys[0]
    there = told(server, "profile", journey_id=journey.journey_id)
    parts = there["parts"]
    assert {part["kind"] for part in parts} == {"leg", "stop"}
    for part in parts:
        value = part["hours"]
        assert (value["value"] is None) == (value["basis"] == "gap")
        assert value["sources"] or value["value"] is None
    assert there["complete"] == all(part["hours"]["value"] is not None for part in parts)
    back = told(server, "profile", journey_id=journey.journey_id, back=True)
    assert [part["id"] for part in back["parts"]] != [part["id"] for part in parts]


def test_events_are_those_of_a_country_from_a_year_on(server):
    found = told(server, "events", country="KAZ", since=2019, limit=5)
    assert 0 < len(found["events"]) <= 5
    assert all(one["row"]["date"] >= "2019" and one["sources"] for one in found["events"])


@pytest.mark.parametrize("value", ["", "nothing", *HOSTILE])
def test_what_is_not_there_is_said_without_repeating_it(server, value):
    for name, argument in (("site", "site_id"), ("crossing", "crossing_id"), ("profile", "journey_id")):
        result = call(server, name, **{argument: value})
        assert result.is_error
        assert "There is no such" in result.content[0].text
        assert value == "" or value not in result.content[0].text.replace("There is no such", "")


@pytest.mark.parametrize(
    "arguments", [{"text": ""}, {"text": "x" * 201}, {"text": "a", "limit": 51}, {"text": "a", "limit": 0}]
)
def test_questions_are_bounded(server, arguments):
    assert call(server, "search", **arguments).is_error
    assert call(server, "events", limit=1000).is_error


def test_it_is_not_there_unless_it_is_asked_for(monkeypatch):
    monkeypatch.delenv(MCP.name, raising=False)
    assert open_mcp(asleep) == ([], asleep)


def test_a_client_reaches_it_over_http(monkeypatch):
    monkeypatch.setenv(MCP.name, "1")
    routes, awake = open_mcp(asleep)

    async def talk(address):
        async with Client(f"{address}/mcp") as client:
            asked = {"site": "torugart", "crossing": "baku-aktau", "profile": "alat-tbilisi"}
            named = {"profile": "journey_id"}
            told = {
                name: await client.call_tool(name, {named.get(name, f"{name}_id"): one}) for name, one in asked.items()
            }
            told |= {"search": await client.call_tool("search", {"text": "Khorgos"})}
            told |= {"events": await client.call_tool("events", {"limit": 1})}
            return told, await client.call_tool("site", {"site_id": "nothing"})

    with serving(Starlette(routes=routes, lifespan=awake)) as address:
        stream = httpx.get(f"{address}/mcp", headers={"accept": "text/event-stream"}, timeout=WAIT_S)
        other = httpx.delete(f"{address}/mcp", timeout=WAIT_S)
        told, refused = run_aside(talk, address)
    assert (stream.status_code, stream.headers["allow"]) == (405, "POST")  # it would stay open, and nothing would come
    assert other.status_code == 405
    assert set(told) == TOOLS
    edition = read_data()[0].version
    assert {name: json.loads(one.content[0].text)["edition"] for name, one in told.items()} == dict.fromkeys(
        TOOLS, edition
    )
    assert refused.is_error
    assert "There is no such site" in refused.content[0].text
