"""`make cluster`: three processes behind nginx, with Redis and PostgreSQL, while one is killed and all are replaced.

It prints what it measured, writes it to `build/cluster.json`, and fails when a promise is broken.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import signal
import sys
import time
from contextlib import ExitStack
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

import httpx

from panels.rooms.store import Position, RedisRooms
from tests.bench.report import say
from tests.bench.servers import ROOT
from tests.bench.sessions import STAGE, Follower, Session
from tests.bench.topology import apps, folder_for_all, nginx, postgresql_server, redis_server

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tests.bench.topology import App

BACK_S = 5.0
"""In which a reader is back on the view after the process was killed."""
COUNTRIES = ("TUR", "GEO", "AZE", "KAZ", "KGZ", "UZB", "TKM", "TJK")
STORY = "caravanserai"


def seat_of(base: str) -> str:
    """Ask for a page as a new browser does; gives the cookie that keeps it with one process."""
    with httpx.Client(trust_env=False, verify=False) as client:  # noqa: S501 - our own certificate
        client.get(base)
        return f"caravan_seat={client.cookies.get('caravan_seat')}"


async def seat(base: str, number: int) -> list[Session]:
    """Open pages, each filtered by a country, each with a seat of its own."""
    opened = []
    for place in range(number):
        one = Session(base, seat=await asyncio.to_thread(seat_of, base))
        await one.open()
        await one.show(countries=[COUNTRIES[place % len(COUNTRIES)]])
        opened.append(one)
        if len(opened) % 10 == 0:
            say(f"{len(opened)} of {number} readers have opened a page")
    return opened


async def come_back(one: Session) -> float:
    """Wait until a page is cut off, and open it again; gives how long the reader had no page, or less than zero."""
    before = one.query
    await one.socket.wait_closed()
    took = await one.open_again()
    if one.query != before:
        msg = f"a reader was at {before!r} and is at {one.query!r}"
        raise RuntimeError(msg)
    return took


def is_cut(one: Session) -> bool:
    """Tell whether a page has lost its line."""
    return one.socket.close_code is not None


async def come_back_all(readers: Iterable[Session]) -> list[float]:
    """Have those pages that are cut off opened again."""
    await asyncio.sleep(0.5)
    return await asyncio.gather(*(come_back(one) for one in readers if is_cut(one)))


class Hall:
    """A room with a speaker, whose window is a session like any other, and an audience."""

    def __init__(self, base: str, redis: str, people: int) -> None:
        self.keys = RedisRooms(redis).open(Position(STORY, 1, blank=False, by=""))
        query = {"story": STORY, "room": self.keys.code, "key": self.keys.token, "role": "speaker"}
        self.speaker = Session(base, "walkthrough", urlencode(query), seat_of(base))
        self.audience = [Follower(base, self.keys.code) for _ in range(people)]
        self._rooms = RedisRooms(redis)

    async def begin(self) -> None:
        """Seat everybody."""
        await self.speaker.open()
        self._lines = [asyncio.create_task(one.follow()) for one in self.audience]
        await asyncio.gather(*(one.reach(1) for one in self.audience))

    async def move(self, stop: int) -> float:
        """Go to a stop; gives how long it took until all of the audience were there."""
        started = time.perf_counter()
        await self.speaker.lead(stop)
        await asyncio.gather(*(one.reach(stop) for one in self.audience))
        return time.perf_counter() - started

    async def end(self) -> None:
        """Send everybody home."""
        for line in self._lines:
            line.cancel()
        await asyncio.gather(*self._lines, return_exceptions=True)
        await self.speaker.close()

    def stop(self) -> int:
        """Tell where the room is."""
        stand = self._rooms.read(self.keys.code)
        return stand.position.stop if stand else 0


async def try_to_kill(base: str, redis: str, processes: list[App], readers: int) -> dict[str, Any]:
    """Kill the process of the speaker while readers read, then replace all three one after the other."""
    hall = Hall(base, redis, readers)
    before = [one.lines() for one in processes]
    await hall.speaker.open()
    led = max(range(len(processes)), key=lambda i: processes[i].lines() - before[i])
    await hall.speaker.close()
    await hall.begin()
    seated = await seat(base, readers)
    said: dict[str, Any] = {"readers": readers, "move_s": await hall.move(2)}
    say("one process is killed …")
    await asyncio.to_thread(processes[led].stop, signal.SIGKILL)
    everybody = [*seated, hall.speaker]
    cut = await come_back_all(everybody)
    said |= {"killed_cut": len(cut), "killed_back_s": max(cut)}
    said["killed_stop"] = hall.stop()
    said["killed_next_move_s"] = await hall.move(3)
    await asyncio.to_thread(processes[led].start)
    gaps: list[float] = []
    for number, one in enumerate(processes, 1):
        say(f"process {number} of {len(processes)} is replaced …")
        await asyncio.to_thread(one.stop)
        gaps += await come_back_all(everybody)
        await asyncio.to_thread(one.start)
    said |= {"rolled_cut": len(gaps), "rolled_back_s": max(gaps), "rolled_move_s": await hall.move(4)}
    said["answer_s"] = max(await asyncio.gather(*(one.show(text="") for one in seated)))
    await asyncio.gather(*(one.close() for one in seated))
    await hall.end()
    said["faults"] = [line for one in processes for line in one.faults()]
    return said


async def try_elsewhere(processes: list[App]) -> dict[str, Any]:
    """Have one process make a page, and ask the others for its files."""
    page = Session(processes[0].url, "corridor")
    await page.open()
    maps = Session(processes[0].url)
    await maps.open()
    made = [(await page.fetch(file)).lstrip("/") for file in page.files]
    parts = ["component/panels.web.components.map/map.js", "component/streamlit_folium.st_folium/index.html"]
    odd = []
    async with httpx.AsyncClient(trust_env=False) as client:
        for path in (*made, *parts):
            answers = [await client.get(one.url + path) for one in processes]
            if len({one.content for one in answers}) > 1 or any(not one.is_success for one in answers):
                odd.append(f"{path}: {[(one.status_code, len(one.content)) for one in answers]}")
    await page.close()
    await maps.close()
    return {"files": len(made), "odd": odd}


BELOW = (
    "",
    "corridor",
    "ready",
    "data/sites.json",
    "ogc/collections",
    "embed/map",
    "app/static/icon.png",
    "component/panels.web.components.map/map.js",
    "_stcore/health",
    "feed",
    "sitemap.xml",
    "preview/en/corridor.png",
)


async def try_below_a_path(base: str, redis: str) -> dict[str, Any]:
    """Ask for one of every kind below a path and behind TLS, with a session, a download and a room."""
    async with httpx.AsyncClient(trust_env=False, verify=False, base_url=base, follow_redirects=True) as client:  # noqa: S501
        answers = {path: (await client.get(path)).status_code for path in BELOW}
        wrong = [f"{path}: {status}" for path, status in answers.items() if status != httpx.codes.OK]
        cookies = [one for one in (await client.get("")).headers.get_list("set-cookie") if "secure" not in one.lower()]
        page = Session(base, "corridor")
        await page.open()
        files = [(await client.get((await page.fetch(file)).lstrip("/"))).status_code for file in page.files]
        await page.close()
    hall = Hall(base, redis, 3)
    await hall.begin()
    moved = await hall.move(2)
    shown = STAGE in hall.speaker.told
    await hall.end()
    return {"wrong": wrong, "open_cookies": cookies, "files": files, "move_s": moved, "stage": shown}


def find_broken(said: dict[str, Any]) -> list[str]:
    """List the promises that a run has broken."""
    killed, below = said["killed"], said["below"]
    promises = {
        f"readers are back within {BACK_S} s after a kill": killed["killed_back_s"] <= BACK_S,
        f"readers are back within {BACK_S} s in a rolling restart": killed["rolled_back_s"] <= BACK_S,
        "some readers lose their line by a kill, and not all of them": 0 < killed["killed_cut"] <= killed["readers"],
        "the room stays at its stop": killed["killed_stop"] == 2,
        "no process says an error": not killed["faults"],
        "any process serves any file": not said["elsewhere"]["odd"],
        "below a path and behind TLS everything is there": not below["wrong"] and set(below["files"]) == {200},
        "cookies are Secure behind TLS": not below["open_cookies"],
    }
    return [promise for promise, kept in promises.items() if not kept]


def run(readers: int) -> dict[str, Any]:
    """Start all, try all, stop all."""
    said: dict[str, Any] = {}
    with ExitStack() as life:
        folder = life.enter_context(folder_for_all())
        redis = life.enter_context(redis_server(folder))
        database = life.enter_context(postgresql_server(folder))
        with apps(folder, 3, REDIS_URL=redis, DATABASE_URL=database) as processes, nginx(processes, folder) as base:
            say("files of one process are asked from the others …")
            said["elsewhere"] = asyncio.run(try_elsewhere(processes))
            said["killed"] = asyncio.run(try_to_kill(base, redis, processes, readers))
        say("below a path and behind TLS …")
        below = folder / "below"
        below.mkdir(mode=0o755)
        with (
            apps(below, 1, base="/map", REDIS_URL=redis, DATABASE_URL=database) as processes,
            nginx(processes * 3, below, base="/map", tls=True) as base,
        ):
            said["below"] = asyncio.run(try_below_a_path(base, redis))
    return said


def main() -> int:
    """Run it and say what was found; 1 when a promise is broken."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--readers", type=int, default=100, help="sessions that read, and followers of the room")
    said = run(parser.parse_args().readers)
    build = ROOT / "build"
    build.mkdir(exist_ok=True)
    (build / "cluster.json").write_text(json.dumps(said, indent=2), encoding="utf-8")
    for part, figures in said.items():
        for name, value in figures.items():
            print(f"{part:10} {name:20} {value:.2f}" if isinstance(value, float) else f"{part:10} {name:20} {value}")
    broken = find_broken(said)
    print("\n".join(f"BROKEN: {promise}" for promise in broken) or "every promise is kept")
    return 1 if broken else 0


if __name__ == "__main__":
    sys.exit(main())
