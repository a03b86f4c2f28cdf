"""Measure how fast the app is, beside what it is up against, in one run.

    python -m tests.bench.bench [--turns 15] [--data data] [--only filters cold …] [--baselines]

Real Chromium, real servers, foreign hosts out of reach. Beside our app stand a bare Streamlit page that
changes one word, the naive streamlit-folium app and a hand-written static Leaflet page; they take turns, so
that whatever else the machine does meets all of them. Every time is taken in the browser, from the
click event to the change of what the reader looks at; told are medians. Prints a table, writes
``build/bench.json`` and ends with 1 when a limit is not kept.
"""

from __future__ import annotations

import argparse
import signal
import sys
import tempfile
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from playwright.sync_api import Error as BrowserError

from tests.bench import (
    corridor,
    data,
    editing,
    embeds,
    first,
    hooks,
    hours,
    measures,
    palette,
    reading,
    texts,
    walkthrough,
)
from tests.bench.browser import Tab, chromium
from tests.bench.report import LIMITS, as_table, judge, say, write_json
from tests.bench.servers import HERE, ROOT, Server, our_app, static_page, streamlit_app
from tests.bench.synthetic import write_folder

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser

    from tests.bench.measures import Samples

PARTS = (
    "filters",
    "sites",
    "frame",
    "many",
    "cold",
    "first",
    "embed",
    "palette",
    "hours",
    "texts",
    "corridor",
    "walkthrough",
    "edit",
    "tables",
    "export",
    "data",
    "memory",
)
PAGES = {
    "first": first.measure_first,
    "embed": embeds.measure_embed,
    "palette": palette.measure_palette,
    "hours": hours.measure_hours,
}
MANY_SITES = 10_000
MORE_SESSIONS = 10
RANDOM_CLICKS = 50


def start_servers(stack: ExitStack, chosen: argparse.Namespace, work: Path) -> dict[str, Server]:
    """Start everything that the chosen parts need, by the name of the page."""
    data = chosen.data.resolve()
    servers = {
        "bare": stack.enter_context(streamlit_app(HERE / "bare_app.py")),
        "naive": stack.enter_context(streamlit_app(HERE / "naive_app.py", CARAVANSERAI_DATA=str(data))),
        "static": stack.enter_context(static_page(data)),
    }
    if "corridor" in chosen.only:
        servers["slider"] = stack.enter_context(streamlit_app(HERE / "bare_slider.py"))
    if not chosen.baselines:
        servers["ours"] = stack.enter_context(our_app(data, work / "timings.jsonl"))
        if {"many", "cold", "tables", "export"} & set(chosen.only):
            write_folder(data, work / "many", MANY_SITES)
        if {"many", "cold"} & set(chosen.only):
            servers["many"] = stack.enter_context(our_app(work / "many", work / "many.jsonl"))
    return servers


@contextmanager
def part(name: str, chosen: argparse.Namespace) -> Iterator[bool]:
    """Tell that a part begins; when the browser cannot do it, tell why and go on with the next.

    Yields
    ------
    wanted
        Whether the part was asked for.
    """
    wanted = name in chosen.only
    if wanted:
        say(f"{name} …")
    try:
        yield wanted
    except BrowserError as error:
        say(f"{name}: not measured: {error}")


def measure_clicks(
    browser: Browser, servers: dict[str, Server], chosen: argparse.Namespace, work: Path, samples: Samples
) -> None:
    """Hold one tab open on each page and click in them."""
    with ExitStack() as stack:
        tabs: dict[str, Tab] = {}
        for page in hooks.PAGES:
            if page.name in servers and page is not hooks.MANY:
                tabs[page.name] = Tab(browser, page, servers[page.name].url)
                stack.callback(tabs[page.name].close)
                tabs[page.name].load()
        with part("filters", chosen) as wanted:
            if wanted:
                measures.measure_filters(tabs, work / "timings.jsonl", chosen.turns, samples)
        with part("sites", chosen) as wanted:
            if wanted and "ours" in tabs:
                measures.measure_sites(tabs, chosen.turns, samples)
        with part("frame", chosen) as wanted:
            if wanted and "ours" in tabs:
                measures.measure_frame(tabs["ours"], RANDOM_CLICKS, samples)


def measure_many(browser: Browser, server: Server, turns: int, samples: Samples) -> None:
    """Filter ten thousand sites in a tab of its own."""
    tab = Tab(browser, hooks.MANY, server.url, poll=True)
    try:
        tab.load()
        measures.measure_many(tab, turns, samples)
    finally:
        tab.close()


def measure_loads(browser: Browser, servers: dict[str, Server], chosen: argparse.Namespace, samples: Samples) -> None:
    """Open pages as a new reader does."""
    with part("cold", chosen) as wanted:
        if wanted:
            measures.measure_cold(browser, servers, chosen.turns, samples)
    for name, measure in PAGES.items():
        with part(name, chosen) as wanted:
            if wanted and "ours" in servers:
                measure(browser, servers, chosen.turns, samples)


def run(chosen: argparse.Namespace) -> Samples:
    """Start, measure, stop."""
    samples = measures.new_samples()
    with tempfile.TemporaryDirectory() as temporary, chromium() as browser:
        work = Path(temporary)
        with ExitStack() as stack:
            say("starting …")
            servers = start_servers(stack, chosen, work)
            measure_clicks(browser, servers, chosen, work, samples)
            with part("many", chosen) as wanted:
                if wanted and "many" in servers:
                    measure_many(browser, servers["many"], chosen.turns, samples)
            measure_loads(browser, servers, chosen, samples)
            with part("texts", chosen) as wanted:
                if wanted and "ours" in servers:
                    texts.measure_texts(browser, servers, work / "timings.jsonl", chosen.turns, samples)
            with part("corridor", chosen) as wanted:
                if wanted and "ours" in servers:
                    corridor.measure_slider(browser, servers, work / "timings.jsonl", chosen.turns, samples)
                    corridor.measure_draws(chosen.data.resolve(), chosen.turns, samples)
            with part("walkthrough", chosen) as wanted:
                if wanted and "ours" in servers:
                    walkthrough.measure_stops(browser, servers["ours"], chosen.turns, samples)
                    walkthrough.measure_followers(chosen.turns, samples)
            with part("edit", chosen) as wanted:
                if wanted and not chosen.baselines:
                    bare = servers["bare"]
                    editing.measure_editing(browser, bare, (chosen.data.resolve(), work), chosen.turns, samples)
        with part("tables", chosen) as wanted:
            if wanted and not chosen.baselines:
                reading.measure_reading(chosen.data.resolve(), work / "many", chosen.turns, samples)
                reading.measure_start(chosen.data.resolve(), work / "rows", chosen.turns, samples)
        with part("export", chosen) as wanted:
            if wanted and not chosen.baselines:
                measures.measure_export(chosen.data.resolve(), samples)
                measures.measure_each(work / "many", samples)
        with part("data", chosen) as wanted:
            if wanted and not chosen.baselines:
                data.measure_data(chosen.data.resolve(), work / "data.jsonl", chosen.turns, samples)
        with part("memory", chosen) as wanted:
            if wanted and not chosen.baselines:
                with our_app(chosen.data.resolve(), work / "memory.jsonl") as server:
                    measures.measure_memory(browser, server, MORE_SESSIONS, samples)
    return samples


def main() -> int:
    """Run the bench.

    Returns
    -------
    status
        0 when every limit that was measured is kept, 1 otherwise.
    """
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--turns", type=int, default=15, help="repetitions of each measurement")
    parser.add_argument("--data", type=Path, default=ROOT / "data", help="the tables to serve")
    parser.add_argument("--only", nargs="+", choices=PARTS, default=list(PARTS), help="measure only these parts")
    parser.add_argument("--baselines", action="store_true", help="measure without our app; judges nothing")
    parser.add_argument("--out", type=Path, default=ROOT / "build" / "bench.json")
    chosen = parser.parse_args()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))  # so that the servers are ended as well
    samples = run(chosen)
    verdicts = [judge(limit, samples) for limit in LIMITS]
    print(as_table(verdicts))
    write_json(chosen.out, verdicts, samples, chosen.turns)
    complete = set(chosen.only) == set(PARTS) and not chosen.baselines
    return 1 if any(one.passed is False or (complete and one.passed is None) for one in verdicts) else 0


if __name__ == "__main__":
    sys.exit(main())
