"""The editing desk: how soon a table of 500 rows stands, a changed cell is checked, and a draft is saved."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from geo.editing.people import hash_password
from tests.bench import hooks
from tests.bench.browser import Tab
from tests.bench.measures import REST_MS, bare_turn, new_samples, rotated
from tests.bench.servers import HERE, our_app, streamlit_app

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Browser

    from tests.bench.measures import Samples
    from tests.bench.servers import Server

NAME: Final = "A. Clerk"
PASSWORD: Final = "correct horse battery"  # noqa: S105 - of somebody who is made up
OPENED: Final = 4
"""Times: in one minute a name may try to sign in six times."""
CELL_PX: Final = {"x": 600, "y": 88}
"""A cell of the second row, neither in the first column nor in one with a closed list."""


def measure_editing(browser: Browser, bare: Server, folders: tuple[Path, Path], turns: int, samples: Samples) -> None:
    """Open the table, change a cell of it and save it, each by turns with what a bare page does.

    Parameters
    ----------
    folders
        The tables, and where files of the desk may lie.
    """
    data, work = folders
    people = work / "editors.toml"
    secret = hash_password(PASSWORD)
    people.write_text(f'[[editor]]\nname = "{NAME}"\nrole = "approves"\npassword = "{secret}"\n', encoding="utf-8")
    extra = {"EDITING": "1", "EDITORS": str(people), "CARAVANSERAI_EDITIONS": str(work / "editions.sqlite")}
    with our_app(data, work / "edit.jsonl", **extra) as ours, streamlit_app(HERE / "bare_grid.py") as grid:
        for turn in range(min(turns, OPENED) + 1):
            store = samples if turn else new_samples()  # the first one warms the servers
            for name in rotated(["ours", "grid"], turn):
                open_ours(browser, ours, store).close() if name == "ours" else open_grid(browser, grid, store).close()
        tabs = [Tab(browser, hooks.BARE, bare.url), open_grid(browser, grid), open_ours(browser, ours)]
        try:
            tabs[0].load()
            for turn in range(turns + 1):
                store = samples if turn else new_samples()
                bare_turn(tabs[0], store)
                change_cell(tabs[1], f"made up {turn}", "bare.cell", store)
                change_cell(tabs[2], f"made up {turn}", "ours.edit.cell", store)
                save(tabs[2], f"Turn {turn}", store)
        finally:
            for tab in tabs:
                tab.close()


def open_grid(browser: Browser, server: Server, samples: Samples | None = None) -> Tab:
    """Open the bare grid in a context of its own."""
    tab = Tab(browser, hooks.GRID, server.url)
    outcome = tab.load()
    if samples is not None:
        samples["bare.grid.cold"].append(outcome.last["symbols"])
    return tab


def open_ours(browser: Browser, server: Server, samples: Samples | None = None) -> Tab:
    """Open the page and sign in; the table stands from then on."""
    tab = Tab(browser, hooks.EDIT, server.url.rstrip("/") + hooks.EDIT.path)
    loaded = tab.load()
    tab.view.locator(hooks.SIGN_IN_FIELDS).nth(0).fill(NAME)
    tab.view.locator(hooks.SIGN_IN_FIELDS).nth(1).fill(PASSWORD)
    opened = tab.act(tab.view.locator(hooks.SIGN_IN_BUTTON).click, ["grid"])
    if samples is not None:
        samples["ours.edit.sign"].append(loaded.last["symbols"])
        samples["ours.edit.open"].append(opened.last["grid"])
    return tab


def change_cell(tab: Tab, text: str, key: str, samples: Samples) -> None:
    """Write into a cell of the grid; measured is from the key that ends it to the last of what is said of it."""

    def write() -> None:
        grid = tab.view.locator(hooks.GRID_CANVAS).first
        tab.view.locator(hooks.GRID_CELL).first.wait_for(state="attached")  # a grid without rows takes no click
        grid.scroll_into_view_if_needed()
        box = grid.bounding_box() or {"x": 0, "y": 0}
        tab.view.mouse.click(box["x"] + CELL_PX["x"], box["y"] + CELL_PX["y"])  # what draws it lies above the canvas
        tab.view.locator(hooks.CHOSEN_CELL).wait_for(state="attached")  # the key opens a cell only once it is chosen
        tab.view.keyboard.press("Enter")
        tab.view.locator(hooks.CELL).fill(text)
        tab.view.keyboard.press("Enter")

    samples[key].append(tab.act(write, ["told"]).last["told"])


def save(tab: Tab, reason: str, samples: Samples) -> None:
    """Save what was changed as a draft, and go back to the table."""
    tab.view.locator(hooks.REASON).fill(reason)
    tab.view.keyboard.press("Tab")
    tab.view.wait_for_timeout(REST_MS)  # until the reason has been taken
    samples["ours.edit.save"].append(tab.act(tab.view.locator(hooks.SAVE).click, ["drafts"]).last["drafts"])
    tab.act(tab.view.locator(hooks.TAB).first.click, ["drafts", "grid"])
