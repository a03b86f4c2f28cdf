"""`make load`: sessions that filter, open cards and move the slider of years, beside a bare Streamlit page.

It prints what it measured, and writes `build/load.json`, `build/load.md` and `build/load.svg`; `docs/scale.md` tells what
was found. The clients run on the same machine, and their share of its processors is in the figures.
"""

from __future__ import annotations

import argparse
import asyncio
import datetime as dt
import itertools
import json
import math
import os
import random
import statistics
import sys
import time
from contextlib import ExitStack, contextmanager
from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING, Any

from panels.rooms.store import Position, RedisRooms
from tests.bench.cluster import COUNTRIES, STORY, seat_of
from tests.bench.growth import Load, draw, read_duration, write_table
from tests.bench.servers import ROOT
from tests.bench.sessions import AWAY, Follower, PageError, Session, percentile
from tests.bench.topology import App, apps, folder_for_all, nginx, redis_server

if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine, Iterator
    from pathlib import Path

EVERY_S = 5.0
AT_ONCE = 8
"""Pages that are opened side by side before the measuring."""
FROM_ADDRESS = 300
"""Followers that come from one address of loopback: a server takes 400."""
SITES = ("kapikule", "torugart", "irkeshtam")
MB = 1_000_000
SETTLE_S = 1.0
LEFT_S = 130.0
"""Streamlit keeps what a session remembers for two minutes after it has left."""


@dataclass
class Tally:
    """What sessions have met with."""

    took: list[float] = field(default_factory=list)
    errors: int = 0


async def read_map(page: Session, chance: random.Random) -> float:
    """Do one thing that a reader does: filter, open a card, or move the slider of years."""
    act = chance.randrange(3)
    if act == 0:
        return await page.show(countries=[chance.choice(COUNTRIES)], view="", year="", site="")
    if act == 1:
        return await page.show(site=chance.choice(SITES))
    return await page.show(view="waiting", year=str(chance.randrange(2016, 2025)), site="")


async def read_bare(page: Session, _: random.Random) -> float:
    """Press the one button of the bare page."""
    return await page.press("-change")


async def use(page: Session, act: Callable[..., Coroutine[Any, Any, float]], until: float, tally: Tally) -> None:
    """Do something every five seconds, beginning at some moment of the first five."""
    chance = random.Random(page.seat)  # noqa: S311 - the same again for the same reader
    await asyncio.sleep(EVERY_S * chance.random())
    while time.perf_counter() < until:
        began = time.perf_counter()
        try:
            tally.took.append(await act(page, chance))
        except (*AWAY, PageError):
            tally.errors += 1
            await page.open_again()
        await asyncio.sleep(max(0.0, EVERY_S - (time.perf_counter() - began)))


async def open_all(pages: list[Session]) -> None:
    """Open pages, some side by side."""
    places = asyncio.Semaphore(AT_ONCE)

    async def open_one(page: Session) -> None:
        async with places:
            await page.open()

    await asyncio.gather(*(open_one(page) for page in pages))


async def press_on(
    base: str, number: int, seconds: float, act: Callable[..., Coroutine[Any, Any, float]], processes: list[App]
) -> tuple[Tally, float]:
    """Have so many sessions use a page for a while; gives what they met with, and memory for each, in MB."""
    seats = [seat_of(base) if len(processes) > 1 else f"bench={place}" for place in range(number)]
    pages, tally = [Session(base, seat=one) for one in seats], Tally()
    warm = Session(base, seat=seats[0])
    await warm.open()
    await warm.close()
    before = sum(one.memory() for one in processes)
    await open_all(pages)
    until = time.perf_counter() + seconds
    await asyncio.gather(*(use(page, act, until, tally) for page in pages))
    grown = (sum(one.memory() for one in processes) - before) / MB / number
    await asyncio.gather(*(page.close() for page in pages))
    await asyncio.sleep(SETTLE_S)
    return tally, grown


@contextmanager
def started(folder: Path, number: int, redis: str) -> Iterator[tuple[str, list[App]]]:
    """Run processes of the app; several stand behind nginx. Gives where they are reached."""
    home = folder / f"{number}-{time.monotonic_ns()}"
    home.mkdir(mode=0o755)
    with apps(home, number, REDIS_URL=redis) as processes:
        if number == 1:
            yield processes[0].url, processes
            return
        padded = list(itertools.islice(itertools.cycle(processes), 3))
        with nginx(padded, home) as base:
            yield base, processes


def measure(  # noqa: PLR0913 - a row of the table
    folder: Path, redis: str, sessions: int, processes: int, seconds: float, *, bare: bool
) -> Load:
    """Measure one number of sessions with one number of processes, the bare page right before it."""
    yardstick = math.nan
    if bare:
        naked = App(folder, script="tests/bench/bare_app.py")
        try:
            naked.start()
            tally, _ = asyncio.run(press_on(naked.url, sessions, seconds, read_bare, [naked]))
            yardstick = percentile(tally.took, 0.95)
        finally:
            naked.stop()
    with started(folder, processes, redis) as (base, running):
        tally, grown = asyncio.run(press_on(base, sessions, seconds, read_map, running))
    half = statistics.median(tally.took) if tally.took else math.nan
    answers = len(tally.took)
    return Load(sessions, processes, answers, half, percentile(tally.took, 0.95), yardstick, tally.errors, grown)


async def soak(base: str, process: App, seconds: float, visitors: int) -> dict[str, Any]:
    """Have visitors come and go, each for a few choices; gives memory before and after, in MB."""
    tally, chance = Tally(), random.Random(1926)  # noqa: S311 - the same again
    apart = seconds / visitors

    async def visit(place: int) -> None:
        await asyncio.sleep(place * apart)
        page = Session(base, seat=f"bench={place}")
        try:
            await page.open()
            for _ in range(3):
                tally.took.append(await read_map(page, chance))
                await asyncio.sleep(1)
        except (*AWAY, PageError):
            tally.errors += 1
        await page.close()

    await asyncio.gather(*(visit(place) for place in range(max(20, visitors // 20))))
    await asyncio.sleep(LEFT_S)
    before = process.memory()
    await asyncio.gather(*(visit(place) for place in range(visitors)))
    await asyncio.sleep(LEFT_S)
    return {
        "visitors": visitors,
        "seconds": seconds,
        "before_mb": before / MB,
        "after_mb": process.memory() / MB,
        "p95_s": percentile(tally.took, 0.95),
        "errors": tally.errors,
    }


async def fill_hall(processes: list[App], redis: str, people: int) -> dict[str, Any]:
    """Have a room moved while many follow it, spread over the processes; gives how late the last of them heard."""
    rooms = RedisRooms(redis)
    keys = rooms.open(Position(STORY, 1, blank=False, by=""))
    hall = [
        Follower(processes[n % len(processes)].url, keys.code, f"127.0.1.{1 + n // FROM_ADDRESS}")
        for n in range(people)
    ]
    lines = [asyncio.create_task(one.follow()) for one in hall]
    await asyncio.gather(*(one.reach(1) for one in hall))
    late: list[float] = []
    for stop in (2, 3, 4):
        moved = time.perf_counter()
        await asyncio.to_thread(rooms.write, keys.code, keys.token, Position(STORY, stop, blank=False, by=""))
        await asyncio.gather(*(one.reach(stop) for one in hall))
        late += [one.heard[stop] - moved for one in hall]
    for line in lines:
        line.cancel()
    await asyncio.gather(*lines, return_exceptions=True)
    return {
        "people": people,
        "lost": sum(one.lost for one in hall),
        "p95_s": percentile(late, 0.95),
        "last_s": max(late),
    }


def tell_machine() -> str:
    """Say when and on what it was measured, with the load that was there before."""
    now = dt.datetime.now(tz=dt.UTC)
    return f"{now:%Y-%m-%d %H:%M} UTC, {os.cpu_count()} processors, load {os.getloadavg()[0]:.1f} before"


def run(asked: argparse.Namespace) -> dict[str, Any]:
    """Measure all that was asked for."""
    said: dict[str, Any] = {"machine": tell_machine(), "loads": []}
    with ExitStack() as life:
        folder = life.enter_context(folder_for_all())
        redis = life.enter_context(redis_server(folder))
        for processes, sessions in itertools.product(asked.processes, asked.sessions):
            one = measure(folder, redis, sessions, processes, asked.seconds, bare=processes == min(asked.processes))
            print(f"load before now {os.getloadavg()[0]:.1f}: {one}", flush=True)
            said["loads"].append(asdict(one))
        if asked.visitors:
            with started(folder, 1, redis) as (base, running):
                said["soak"] = asyncio.run(soak(base, running[0], asked.soak, asked.visitors))
        if asked.followers:
            with started(folder, 3, redis) as (_, running):
                said["hall"] = asyncio.run(fill_hall(running, redis, asked.followers))
    return said


def numbers(written: str) -> list[int]:
    """Read numbers with commas between them."""
    return [int(one) for one in written.split(",")]


def main() -> int:
    """Measure, print, write down."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sessions", type=numbers, default=[10, 50, 200, 400])
    parser.add_argument("--processes", type=numbers, default=[1, 2, 3])
    parser.add_argument("--seconds", type=int, default=60, help="of each load")
    parser.add_argument("--soak", type=read_duration, default=read_duration("3m"), help="30m for the whole")
    parser.add_argument("--visitors", type=int, default=300, help="who come and go in the soak; 3000 for the whole")
    parser.add_argument("--followers", type=int, default=2000)
    said = run(parser.parse_args())
    loads = [Load(**one) for one in said["loads"]]
    build = ROOT / "build"
    build.mkdir(exist_ok=True)
    (build / "load.json").write_text(json.dumps(said, indent=2), encoding="utf-8")
    (build / "load.md").write_text(write_table(loads), encoding="utf-8")
    (build / "load.svg").write_text(draw(loads, said["machine"]), encoding="utf-8")
    print(write_table(loads), *(f"{part}: {said[part]}" for part in ("soak", "hall") if part in said), sep="\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
