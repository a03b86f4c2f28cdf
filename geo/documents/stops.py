"""The scenes of a story, for documents: what each stop says, and the map it looks at."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from geo.picture.draw import Picture, draw_map
from geo.stories.scenes import show_story

if TYPE_CHECKING:
    from collections.abc import Mapping

    from geo.documents.materials import Materials
    from geo.records.stories import Story
    from geo.stories.scenes import ShownScene
    from geo.stories.years import ShownYears


def scenes_of(materials: Materials, story: Story) -> tuple[ShownScene, ...]:
    """Put the scenes of a story together, opening and closing among them."""
    return show_story(materials.catalogue, materials.entries, story, materials.language)


def draw_scene(materials: Materials, story: Story, scene: ShownScene, size: tuple[float, float]) -> str:
    """Draw what a scene looks at: its box, its layers, the sites of its story.

    Parameters
    ----------
    materials
        Tables, sites and language.
    story
        Says which sites are on the map.
    scene
        One of it.
    size
        Width and height in CSS pixels.
    """
    shown = [entry for entry in materials.entries if not story.sites or entry.id in story.sites or not entry.listed]
    numbers: Mapping[str, int] = {}
    picture = Picture(
        *size, bounds=scene.bounds, layers=scene.layers, site=scene.site, numbers=numbers, key=True, closest=10.5
    )
    return draw_map(materials.catalogue, shown, picture, materials.language)


def write_scene(scene: ShownScene, number: int) -> dict[str, Any]:
    """Write a scene for a template: texts only.

    Parameters
    ----------
    scene
        One scene of a story.
    number
        As on the stage: the opening is 1.
    """
    words = scene.figure.words if scene.figure else None
    return {
        "number": number,
        "kind": scene.kind,
        "title": scene.title,
        "names": " · ".join(name for _, name in scene.names),
        "place": scene.place,
        "value": words.value if words else "",
        "caption": ", ".join(words.caption) if words else "",
        "marks": " · ".join(words.marks) if words else "",
        "figure-source": words.source if words else "",
        "lines": [text for text, _ in scene.lines],
        "sources": "; ".join(scene.sources),
        "note": scene.note,
        "years": _write_years(scene.years) if scene.years else {},
    }


def _write_years(years: ShownYears) -> dict[str, Any]:
    """Write first year, last year and change of a stop."""
    first, last = years.years[0], years.years[-1]
    return {
        "head": [str(last)] if first == last else [str(first), str(last), "±"],
        "rows": [[row.what, row.last] if first == last else [row.what, row.first, row.last, row.change]
                 for row in years.rows],
        "marks": " · ".join(years.marks),
    }  # fmt: skip
