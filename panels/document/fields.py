"""What a page asks for, read from the address: as fields of a plain form, or as links like its tabs."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from panels.ui.address import link_here
from panels.ui.choices import read_one
from panels.ui.render import render

if TYPE_CHECKING:
    from collections.abc import Mapping

    from geo.language import Language
    from geo.stories.scenes import ShownScene
    from panels.view import View

Choice = tuple[str, str, list[tuple[str, str, bool]]]
"""One field: name, label, and options with code, words and whether they are chosen."""


@dataclass
class Fields:
    """Asks as the widgets of a page do (`panels.ui.choices.Ask`), and keeps what was asked as fields of a form.

    Attributes
    ----------
    asked
        The fields.
    beside
        Whether the page stands beside a map.
    bar
        What stands above the text, as HTML, with the form at its end; blank where the page has no such bar.
    above
        Key of the bar in which the form stands above all, its labels above its fields; blank where it stands elsewhere.
    kept
        Parameters that the form sends as they are.
    covers
        Whether the text may be seen before the live page stands, scripts or not.
    view
        What the map beside the text shows; None leaves its place empty.
    scene, sites
        The stop that the stage shows, and the sites of its story, none for all; no scene for a page that has no stage.
    stage
        What fills the screen while the text waits for its use: without scripts, or without a line. Blank for nothing.
    """

    asked: list[Choice] = field(default_factory=list)
    beside: bool = False
    bar: str = ""
    above: str = ""
    kept: dict[str, str] = field(default_factory=dict)
    covers: bool = True
    view: View | None = None
    scene: ShownScene | None = None
    sites: tuple[str, ...] = ()
    stage: str = ""

    def ask(self, name: str, label: str, options: Mapping[str, str], default: str) -> str:
        """Read one choice from the address."""
        chosen = read_one(name, options, default)
        self.asked.append((name, label, [(code, words, code == chosen) for code, words in options.items()]))
        return chosen


def write_tabs(name: str, label: str, options: Mapping[str, str], language: Language) -> tuple[str, str]:
    """Write one choice as links, as large as the buttons of the live page; the first option is the usual one.

    Returns
    -------
    chosen, html
    """
    first = next(iter(options))
    chosen = read_one(name, options, first)
    tabs = [
        (words, link_here({name: [] if code == first else [code]}), code == chosen) for code, words in options.items()
    ]
    return chosen, render("document/tabs.html", language, label=label, tabs=tabs)
