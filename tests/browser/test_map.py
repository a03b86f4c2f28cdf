"""The map: every site and line is there, can be pointed at, clicked, and opens its card."""

from __future__ import annotations

import re

import pytest
import shapely
from playwright.sync_api import expect

from geo.language import load_language
from geo.map.basemap import OVERVIEW_FILE, read_features
from geo.map.layers import describe_site, drawn_routes, line_vertices
from geo.sites.figures import list_leading
from geo.sites.selection import adjoining_countries, member_states
from tests.browser.hooks import CARD, ROW, SYMBOL, answered, camera, ids_of, look_at, middle_of, press

pytestmark = pytest.mark.browser

ALONE = "kapikule"  # no other listed site within sight of it


def test_every_located_site_is_a_button_with_its_name(shared_map, entries):
    _, frame = shared_map
    language = load_language("en")
    described = {
        site: (role, name)
        for site, role, name in frame.eval_on_selector_all(
            ".site", "found => found.map(e => [e.dataset.site, e.getAttribute('role'), e.getAttribute('aria-label')])"
        )
    }
    wanted = {e.id: ("button", describe_site(e, language)) for e in entries if e.listed and e.position}
    assert wanted
    assert described == wanted
    assert frame.evaluate(
        "[...document.querySelectorAll('.site')].every(e => e.matches('.site.site--' + e.dataset.site))"
    )


def test_facing_posts_appear_close_in_when_their_layer_is_on(shared_map, entries):
    page, frame = shared_map
    posts = {e.id for e in entries if not e.listed and e.position}
    assert posts.isdisjoint(ids_of(frame, ".site"))
    press(page, "layer", "posts")
    assert posts <= ids_of(frame, ".site")
    assert posts.isdisjoint(ids_of(frame, ".site:not(.site--grouped)"))
    post = next(e for e in entries if e.id in posts)
    look_at(frame, post.position.lat, post.position.lon, 16)
    assert post.id in ids_of(frame, ".site:not(.site--grouped)")


def test_every_line_is_a_path_with_its_id(shared_map, catalogue):
    _, frame = shared_map
    classes = frame.eval_on_selector_all("path.line", "found => found.map(e => e.getAttribute('class'))")
    drawn = {name for text in classes for name in text.split()}
    assert {f"line--{line_id}" for line_id in line_vertices(catalogue)} <= drawn
    routes = drawn_routes(catalogue)
    assert "T1" in routes
    assert {f"etir--{route}" for route in routes} == {name for name in drawn if name.startswith("etir--")}
    assert frame.locator(".line--R1").count() == 1


def test_a_cluster_says_its_count_and_opens_by_click_and_by_enter(shared_map):
    page, frame = shared_map
    first = frame.locator(".site-cluster", has_text=re.compile(r"^4$"))
    expect(first).to_have_role("button")
    name = first.get_attribute("aria-label")
    assert name.startswith("4 sites close together: ")
    for site in ("Khorgos SEZ", "Khorgos ICBC", "Altynkol", "Nur-Zholy"):
        assert site in name
    hidden = ids_of(frame, ".site--grouped")
    for open_it in (first.click, lambda: first.press("Enter")):
        open_it()
        expect(first).to_have_count(0)
        assert len(hidden - ids_of(frame, ".site--grouped")) >= 2
        expect(frame.locator(":is(.site, .site-cluster):focus")).to_have_count(1)
        frame.evaluate("caravan.goHome()")
        expect(first).to_be_focused()
    assert page.locator("[data-card]").count() == 0


def test_symbol_label_and_name_of_a_cluster_agree_when_only_a_part_of_it_answers(shared_map):
    page, frame = shared_map
    told = """ids => {
        const group = [...document.querySelectorAll('.site-cluster')].find((one) => one.dataset.tip.includes(ids[0]));
        const label = document.querySelector(`.label[data-sites="${ids[1]}"]`);
        return [group.textContent, label.textContent, group.getAttribute('aria-label')];
    }"""
    pair = ["Port of Baku", next(s for s in frame.locator(".label[data-sites]").evaluate_all(
        "labels => labels.map((one) => one.dataset.sites)") if "baku-port-alat " in f"{s} " and " " in s)]  # fmt: skip
    assert frame.evaluate(told, pair)[:2] == ["2", "Baku"]
    for mode in ("road", "sea"):  # by road and sea, so that the camera stays far enough away
        press(page, "mode", mode)
    assert frame.evaluate(told, pair) == [
        "1", "Baku", "1 of 2 sites close together answer: Port of Baku. Zoom in",
    ]  # fmt: skip
    with answered(page):
        page.locator(".quiet--reset").click()
    assert frame.evaluate(told, pair)[:2] == ["2", "Baku"]


def test_a_group_of_one_area_is_labelled_with_it(shared_map):
    _, frame = shared_map
    expect(frame.locator(".label--site").get_by_text("Khorgos", exact=True)).to_be_visible()


NAMED = """() => [...document.querySelectorAll('.label--country:not(.label--led)')].map((label) => {
  const [frame, box] = [map.getContainer(), label].map((one) => one.getBoundingClientRect());
  const at = (part) => map.containerPointToLatLng([box.left - frame.left + part * box.width,
    box.top - frame.top + box.height / 2]);
  return [label.textContent, Array.from({ length: 60 }, (_, point) => at((point + 0.5) / 60)).map((p) => [p.lng, p.lat])];
})"""
"""Text of each name of a country on the map, and points along it."""


@pytest.mark.parametrize("view", [(44, 58, 4), (27, 52, 4.5), (42, 44, 5), (40, 68, 6)])
def test_a_country_that_is_no_member_is_named_on_its_own_land_or_the_sea_beside_it(shared_map, catalogue, view):
    _, frame = shared_map
    look_at(frame, *view)
    members = {form for one in member_states(catalogue) for form in (one, load_language("en").country_in_capitals(one))}
    named = [(text, points) for text, points in frame.evaluate(NAMED) if text not in members]
    assert len(named) > 2
    near = {load_language("en").country_in_capitals(one) for one in adjoining_countries(catalogue)}
    land = [(properties["iso3"], shape) for properties, shape in read_features("land", OVERVIEW_FILE)]
    for text, points in named:
        own = abroad = 0
        for country, shape in land:
            inside = shapely.contains_xy(shape, *zip(*points, strict=True)).mean()
            if country and load_language("en").country_in_capitals(country) == text:
                own += inside
            elif country:
                abroad += inside
        assert own > 0.05, text
        assert abroad < (0.85 if text in near else 0.2), text


def test_a_great_town_of_a_member_is_named_in_smaller_letters_where_it_has_little_room(shared_map):
    _, frame = shared_map
    expect(frame.locator(".label--small", has_text="Bishkek")).to_have_css("font-size", "10.5px")
    expect(frame.locator(".label--place:not(.label--small)", has_text="Astana")).to_have_css("font-size", "12.5px")


def test_a_click_marks_the_symbol_at_once_and_opens_the_card(shared_map):
    page, _frame = shared_map
    with answered(page):
        marked = page.evaluate(
            """id => {
                const inside = document.querySelector('iframe').contentDocument;
                const before = document.querySelector('#answered').dataset.seq;
                inside.querySelector(`.site--${id}`).click();
                return [inside.querySelector('.site--chosen')?.dataset.site,
                    document.querySelector('a[aria-current=true]')?.dataset.site,
                    document.querySelector('#answered').dataset.seq === before, Boolean(document.querySelector('[data-card]'))];
            }""",
            ALONE,
        )
    assert marked == [ALONE, ALONE, True, False]
    expect(page.locator(CARD.format(ALONE))).to_be_visible()
    expect(page).to_have_url(re.compile(rf"\?site={ALONE}$"))


def test_a_pointer_s_click_on_a_symbol_opens_its_card(shared_map):
    page, frame = shared_map
    page.mouse.click(*middle_of(frame, SYMBOL.format(ALONE)))
    expect(page.locator(CARD.format(ALONE))).to_be_visible()
    assert ids_of(frame, ".site--chosen") == {ALONE}


def test_a_row_of_the_list_opens_the_card_and_brings_the_symbol_into_sight(shared_map):
    page, frame = shared_map
    page.locator(ROW.format("nur-zholy")).click()
    expect(page.locator(CARD.format("nur-zholy"))).to_be_visible()
    symbol = frame.locator(SYMBOL.format("nur-zholy"))
    expect(symbol).to_have_class(re.compile("site--chosen"))
    expect(symbol).not_to_have_class(re.compile("site--grouped"))
    expect(symbol).to_be_in_viewport()


def test_a_chosen_site_is_gone_to_with_the_post_that_faces_it_and_left_again(shared_map):
    page, frame = shared_map
    home = camera(frame)
    for site, post in (("red-bridge", "tsiteli-khidi"), ("irkeshtam", "irkeshtam-cn")):
        with answered(page):
            page.locator(ROW.format(site)).click()
        for one in (site, post):
            expect(frame.locator(SYMBOL.format(one))).not_to_have_class(re.compile("site--grouped"))
            expect(frame.locator(SYMBOL.format(one))).to_be_in_viewport()
            expect(frame.locator(f".label[data-sites={one}]")).to_be_visible()
    page.go_back()
    expect(page.locator(CARD.format("red-bridge"))).to_be_visible()
    expect(frame.locator(SYMBOL.format("tsiteli-khidi"))).to_be_in_viewport()
    with answered(page):
        page.get_by_role("link", name="All sites").click()
    assert camera(frame) == pytest.approx(home, abs=0.03)  # within a pixel


def test_a_symbol_that_is_pointed_at_is_not_flown_to(shared_map):
    page, frame = shared_map
    home = camera(frame)
    with answered(page):
        frame.locator(SYMBOL.format(ALONE)).click()
    assert camera(frame) == home


def test_escape_closes_the_card_from_page_and_map(shared_map):
    page, frame = shared_map
    for place in (page.locator(ROW.format(ALONE)), frame.locator(SYMBOL.format(ALONE))):
        page.locator(ROW.format(ALONE)).click()
        expect(page.locator(CARD.format(ALONE))).to_be_visible()
        place.focus()
        page.keyboard.press("Escape")
        expect(page.locator("[data-card]")).to_have_count(0)
        expect(frame.locator(".site--chosen")).to_have_count(0)
        expect(page).not_to_have_url(re.compile("site="))


def test_a_link_to_a_site_opens_its_card_cold(open_map):
    page, frame = open_map("/?site=irkeshtam")
    expect(page.locator(CARD.format("irkeshtam"))).to_be_visible()
    symbol = frame.locator(SYMBOL.format("irkeshtam"))
    expect(symbol).to_have_class(re.compile("site--chosen"))
    expect(symbol).to_be_in_viewport()
    expect(page.locator(ROW.format("irkeshtam"))).to_have_attribute("aria-current", "true")


def test_the_card_says_what_is_known_and_who_visited(shared_map, catalogue):
    page, _ = shared_map
    page.locator(ROW.format("irkeshtam")).click()
    card = page.locator(CARD.format("irkeshtam"))
    expect(card.locator("h2")).to_contain_text("Irkeshtam")
    for tab, title in (("crossing", "Overview"), ("visits", "Visits"), ("etir", "e-TIR"), ("facts", "Facts")):
        card.get_by_role("tab", name=title).click()
        expect(card.locator(f"section[data-tab={tab}]")).to_be_visible()
        expect(card.locator("section[data-tab]:visible")).to_have_count(1)
    visits = {visit.visit_id for visit in catalogue.visits if visit.site_id == "irkeshtam"}
    assert visits
    told = set(card.locator("#tab-visits [data-id]").evaluate_all("found => found.map(e => e.dataset.id)"))
    assert visits <= told


def test_a_position_can_be_copied(shared_map, catalogue):
    page, _ = shared_map
    page.locator(ROW.format(ALONE)).click()
    page.locator(CARD.format(ALONE)).get_by_role("tab", name="Overview").click()
    page.locator(f"{CARD.format(ALONE)} .copy").click()
    expect(page.locator(".filter-bar-status--shown")).to_have_text("Copied")
    place = catalogue.places[ALONE]
    assert page.evaluate("navigator.clipboard.readText()") == f"{place.lat}, {place.lon}"


def test_the_tip_names_site_countries_and_kind_and_tells_the_leading_figure(shared_map, catalogue, entries):
    page, frame = shared_map
    entry = next(e for e in entries if e.id == ALONE)
    page.mouse.move(*middle_of(frame, SYMBOL.format(ALONE)))
    english = load_language("en")
    figure = list_leading(catalogue, english)[ALONE]
    expect(frame.locator(".tip--shown")).to_have_text(f"{describe_site(entry, english)}\n{figure}")
    expect(frame.locator(SYMBOL.format(ALONE))).to_have_attribute("aria-description", figure)
    page.mouse.move(5, 5)
    expect(frame.locator(".tip--shown")).to_have_count(0)


def test_the_tip_names_a_line(shared_map, catalogue):
    page, frame = shared_map
    found = frame.evaluate(
        """() => {
            for (const path of document.querySelectorAll('path.line.layer--corridor')) {
                const length = path.getTotalLength();
                for (let part = 0.1; part < 1; part += 0.1) {
                    const at = path.getPointAtLength(length * part).matrixTransform(path.getScreenCTM());
                    if (document.elementFromPoint(at.x, at.y) === path) {
                        return [/line--([\\w-]+)/.exec(path.getAttribute('class'))[1], at.x, at.y];
                    }
                }
            }
            return null;
        }"""
    )
    assert found
    line_id, x, y = found
    box = page.locator("iframe").bounding_box()
    page.mouse.move(box["x"] + x, box["y"] + y)
    line = next(line for line in catalogue.lines if line.line_id == line_id)
    expect(frame.locator(".tip--shown")).to_contain_text(line.name)


def test_a_site_without_a_position_is_listed_and_says_so(shared_map, entries):
    page, frame = shared_map
    rows = {e.id for e in entries if not e.position}
    for site_id in rows:
        expect(page.locator(ROW.format(site_id))).to_contain_text("position not established")
    assert rows.isdisjoint(ids_of(frame, ".site"))
    assert {e.id for e in entries} == ids_of(page, "a[data-row]")


PROJECTIONS = """() => {
    window.projected = 0;
    const { prototype } = L.Polyline;
    const project = prototype._projectLatlngs;
    prototype._projectLatlngs = function (...given) {
        window.projected += 1000;
        return project.apply(this, given);
    };
    const place = map.latLngToContainerPoint;
    map.latLngToContainerPoint = (at) => {
        window.projected += 1;
        return place.call(map, at);
    };
}"""


def test_a_way_of_travelling_moves_no_map_projects_no_line_and_leaves_its_own_in_the_legend(open_map):
    page, frame = open_map("/")
    here = camera(frame)
    rows = frame.locator(".legend li:visible")
    assert {"rail", "sea", "road", "road crossing"} <= set(rows.all_inner_texts())
    frame.evaluate(PROJECTIONS)
    press(page, "mode", "sea")
    assert camera(frame) == here
    assert frame.evaluate("window.projected") < 200, "whole lines were projected again"
    expect(rows).to_have_text(["sea"])
    press(page, "mode", "sea")
    assert {"rail", "sea", "road", "road crossing"} <= set(rows.all_inner_texts())


def test_the_first_view_holds_sites_and_corridor_clear_of_what_lies_on_the_map(shared_map):
    page, frame = shared_map
    for width, height in ((1366, 768), (1024, 768), (1920, 1080), (390, 844)):
        page.set_viewport_size({"width": width, "height": height})
        frame.wait_for_function(
            "width => Math.abs(parent.innerWidth - width) < 2 && map.getSize().x === innerWidth", arg=width
        )
        frame.evaluate("caravan.goHome()")
        hidden = frame.evaluate(
            """() => {
                const taken = [...document.querySelectorAll('.leaflet-control')].map((one) => one.getBoundingClientRect());
                const isClear = ({ left, top, right, bottom }) => left >= 0 && top >= 0 && right <= innerWidth
                    && bottom <= innerHeight
                    && !taken.some((box) => left < box.right && box.left < right && top < box.bottom && box.top < bottom);
                const places = [...document.querySelectorAll('.site:not(.site--grouped), .site-cluster')];
                const sites = places.map((one) => [one.ariaLabel, one.getBoundingClientRect()]);
                const lines = [...document.querySelectorAll('.line.layer--corridor')].flatMap((one) => {
                    const [at, length] = [one.getScreenCTM(), one.getTotalLength()];
                    const points = [0, 0.25, 0.5, 0.75, 1].map((share) => one.getPointAtLength(length * share));
                    return points.map((point) => [one.getAttribute('class'), new DOMRect(point.x + at.e, point.y + at.f)]);
                });
                return [...sites, ...lines].filter(([, box]) => !isClear(box)).map(([name]) => name);
            }"""
        )
        assert hidden == [], (width, height)
        span = frame.evaluate("map.getBounds().getEast() - map.getBounds().getWest()")
        assert span < 72, (width, height)
