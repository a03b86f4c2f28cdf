"""The kinds of embeds: what each is called, how large it wants to be, and what it shows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from panels.embeds import brief, map_view, profile, site, story

if TYPE_CHECKING:
    from collections.abc import Callable

    from panels.embeds.asked import Asked, Embed


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of embed.

    Attributes
    ----------
    name
        Names what is asked for; blank when there is no such thing.
    write
        Writes it; it is asked only for what has a name.
    size
        Width and height in CSS pixels that it wants.
    parameters
        Of an address of the app, those that it takes as well.
    """

    name: Callable[[Asked], str]
    write: Callable[[Asked], Embed]
    size: tuple[int, int]
    parameters: tuple[str, ...] = ()


OF_MAP: Final = ("country", "mode", "kind", "layer", "q", "hide", "site", "view", "year", "since", "dir")
OF_PROFILE: Final = ("direction", "way", "year", "unit")
KINDS: Final = {
    "map": Kind(map_view.name_map, map_view.write_map, (800, 520), OF_MAP),
    "site": Kind(site.name_site, site.write_site, (480, 640)),
    "profile": Kind(profile.name_profile, profile.write_profile, (800, 620), OF_PROFILE),
    "brief": Kind(brief.name_brief, brief.write_brief, (800, 900)),
    "story": Kind(story.name_story, story.write_story, (640, 640)),
}
