"""The legend of a stop: countries, hours, lines and symbols that are in its picture."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from geo.style import read_style

if TYPE_CHECKING:
    from geo.language import Language
    from geo.stories.scenes import ShownScene
    from geo.stories.years import ShownYears

SWATCHES: Final = {
    False: '<i class="stage-swatch"></i>',
    True: '<i class="stage-swatch stage-swatch--open"></i>',
}
"""How countries are coloured, in the legend: those that are done, and those that are not."""

HALVES: Final = (
    '<svg class="symbol" viewBox="-12 -12 24 24" width="28" fill="currentColor" stroke="currentColor">'
    '<path d="M-1 -6A6 6 0 0 0 -1 6Z" fill-opacity=".4"/><path d="M1 -10A10 10 0 0 1 1 10Z"/>'
    '<path d="M0 -12V12"/></svg>'
)
"""The glyph of hours at two posts, for the legend."""


def list_legend(scene: ShownScene, language: Language) -> list[dict[str, str]]:
    """List the rows of the legend of a stop: what is drawn as `svg`, from our own style table, and its `text`."""
    style, countries = read_style(), scene.countries
    strokes = [(style.named(key).svg(44), style.named(key).label) for key in scene.strokes]
    symbols = [(style.symbols[key].svg(28), style.symbols[key].label) for key in scene.symbols]
    return [
        *([{"svg": SWATCHES[countries.open], "text": countries.told}] if countries else []),
        *([{"svg": HALVES, "text": _tell_halves(scene.years, language)}] if scene.years else []),
        *({"svg": str(svg), "text": language.text(label)} for svg, label in (*strokes, *symbols)),
    ]


def _tell_halves(years: ShownYears, language: Language) -> str:
    _ = language.text
    going = {"west": _("going west"), "east": _("going east")}.get(years.going, "")
    return ", ".join(filter(None, (_("Hours at the posts, by area"), going)))
