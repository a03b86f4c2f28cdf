"""No name of a first sight lies on a symbol, a glyph or a mark, on any screen and in any language."""

import re
from urllib.parse import unquote
from xml.etree import ElementTree as ET

import pytest

from geo.language import list_languages, load_language
from geo.picture.glyphs import measure_reach
from geo.picture.labels import Box, list_kinds
from geo.picture.svg import NAMESPACE
from geo.picture.text_width import text_width
from geo.sites.selection import member_states
from geo.sites.waiting import list_waiting, pick_waiting
from panels.data import read_data
from panels.document.beside import fit_beside, list_marks, measure_screens, wish_beside
from panels.document.covered import MARK_REACH_PX, cover_marks, cover_view
from panels.document.drawing import draw, list_symbols
from panels.document.glyphs import list_glyphs
from panels.document.view_map import plan_view
from panels.site_card.waiting import year_of
from panels.view import WAITING, Mark, View

SYMBOL_PX = 9.0  # what is drawn of a symbol, to each side of its place
VIEWS = [View(), View(view=WAITING), View(view=WAITING, dir="east"), View(view=WAITING, countries=("KAZ",), hide=True)]


def read_names(drawing, width):
    """List the names of a drawing that are seen where it is so wide, in CSS pixels, with their boxes on the sheet."""
    root = ET.fromstring(unquote(drawing.partition(",")[2]))
    kinds = {kind: one.face for kind, one in list_kinds().items()}
    for hidden in root.findall(f".//{{{NAMESPACE}}}g[@class='names {hide_at(root, width)}']"):
        hidden.clear()
    for text in root.iter(f"{{{NAMESPACE}}}text"):
        kind = (text.get("class") or "").removeprefix("name name--")
        if kind in kinds:
            x, foot, size = (float(text.get(name)) for name in ("x", "y", "font-size"))
            wide = text_width(text.text, size, kinds[kind], float(text.get("letter-spacing", "0")))
            yield text.text, Box(x, foot - size * 0.75, x + wide, foot)


def hide_at(root, width):
    """Name the group of names that is hidden at a width, as the rule of the drawing says, if it has one."""
    rule = "".join(style.text for style in root.iter(f"{{{NAMESPACE}}}style"))
    either = r"@media (not all and )?\(min-width:(\d+)px\)\{\.(names--\w+)\{display:none\}\}"
    found = re.findall(either, rule)
    assert "".join(f"@media {no}(min-width:{px}px){{.{name}{{display:none}}}}" for no, px, name in found) == rule
    assert {name for _, _, name in found} == ({"names--wide", "names--narrow"} if rule else set())
    return next((name for no, px, name in found if (width >= int(px)) != bool(no)), "")


def list_drawn(view, plan, screen):
    """List what lies on a sheet on a screen, in pixels of the sheet: as the page draws it, not as it is reckoned."""
    catalogue, entries = read_data()
    frame, px = plan.frame, plan.frame.scale / plan.scales[screen]
    if view.view != WAITING:
        symbols = [one for one in list_symbols(entries, view, frame) if one.entry.position]
        return [(one.left, one.top, (0, 0), SYMBOL_PX * px) for one in symbols], frame, px
    picked, year = pick_waiting(list_waiting(catalogue), view.modes), year_of(catalogue, view)
    reach = {site: measure_reach(one.halves(year, view.dir)) * px for site, one in picked.items()}
    glyphs = list_glyphs(catalogue, entries, view, frame, plan.scales)
    return [(one.left, one.top, one.moves.get(screen, (0, 0)), reach[one.entry.id]) for one in glyphs], frame, px


@pytest.mark.parametrize("view", VIEWS, ids=("sites", "west", "east", "filtered"))
@pytest.mark.parametrize("code", list_languages())
def test_no_name_of_a_drawing_lies_on_what_the_page_puts_on_it(view, code):
    catalogue, entries = read_data()
    plan = plan_view(catalogue, entries, view, code)
    drawing, over = draw(catalogue, entries, plan.wish), []
    for screen in plan.scales:
        names = list(read_names(drawing, plan.frame.width / plan.frame.scale * plan.scales[screen]))
        drawn, frame, px = list_drawn(view, plan, screen)
        assert drawn
        for left, top, (dx, dy), out in drawn:
            x, y = left / 100 * frame.width + dx * px, top / 100 * frame.height + dy * px
            box = Box(x - out, y - out, x + out, y + out)
            over += [(screen, text) for text, at in names if at.covers(box)]
    assert over == []


@pytest.mark.parametrize("view", VIEWS[:3], ids=("sites", "west", "east"))
@pytest.mark.parametrize("code", list_languages())
def test_every_member_is_named_as_on_the_live_map_and_on_a_phone_by_its_code_at_last(view, code):
    catalogue, entries = read_data()
    plan, language = plan_view(catalogue, entries, view, code), load_language(code)
    drawing = draw(catalogue, entries, plan.wish)
    for screen, scale in plan.scales.items():
        named = {text for text, _ in read_names(drawing, plan.frame.width / plan.frame.scale * scale)}
        for member in member_states(catalogue):
            forms = {language.country_in_capitals(member), *([member] if screen == "phone" else [])}
            assert named & forms, (screen, member)


def test_the_filter_of_countries_needs_no_drawing_of_its_own_but_hours_of_a_year_do():
    catalogue, entries = read_data()
    plan = plan_view(catalogue, entries, View(), "en")

    def cover(view):
        return cover_view(catalogue, entries, view, plan.frame, plan.scales)

    assert cover(View()) == cover(View(countries=("TUR",), kinds=("rail",), text="port"))
    assert cover(View(view=WAITING)) == cover(View(view=WAITING, countries=("TUR",), hide=True))
    assert cover(View()) != cover(View(view=WAITING)) != cover(View(view=WAITING, year=2019))
    assert cover(View(layers=())) == ()
    chosen = cover(View(layers=("sites",), site="kapikule"))
    assert len(chosen) == len(cover(View(layers=("sites",)))) + 1  # its ring is wider


def test_marks_of_a_page_take_their_room_on_every_screen():
    catalogue, entries = read_data()
    view = View(marks=(Mark("kapikule", 1), Mark("red-bridge", 2)))
    wish = wish_beside(catalogue, entries, view, "en")
    fit, frame = fit_beside(catalogue, wish)
    scales = measure_screens(fit, frame)
    marks = {screen: list_marks(catalogue, view, frame, scale) for screen, scale in scales.items()}
    covered = cover_marks(marks, frame, scales)
    assert len(covered) == 2 * len(scales)
    assert max(box.x1 - box.x0 for box in covered) >= 2 * MARK_REACH_PX / min(scales.values())
