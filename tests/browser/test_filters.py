"""The filter: the map obeys at once, the server follows, and both come to agree."""

from __future__ import annotations

import random
import re
from dataclasses import replace
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import expect

from geo.edition import read_stamp
from geo.sites.selection import Choices, answers, facing_posts
from panels.view import SHOWN_LAYERS
from tests.browser.conftest import Shared, opened_pages, with_map
from tests.browser.hooks import (
    CARD,
    CHIP,
    FRAME,
    IN_STEP,
    ROW,
    SYMBOL,
    SlowLine,
    answered,
    camera,
    ids_of,
    look_at,
    map_frame,
    press,
    pressed,
)

pytestmark = pytest.mark.browser

DIMMED = ".site.site--off"
INTERACTIONS = 50
PRESS_AND_LOOK = """code => {
    const inside = document.querySelector('iframe').contentDocument;
    const chip = document.querySelector(`[data-chip="country:${code}"]`);
    const sequence = () => document.querySelector('#answered').dataset.seq;
    const dimmed = (root, selector) => [...root.querySelectorAll(selector)].map((e) => e.dataset.site);
    const before = sequence();
    chip.click();
    return { symbols: dimmed(inside, '.site.site--off'), rows: dimmed(document, '.row--off'),
        pressed: chip.ariaPressed, answered: sequence() !== before };
}"""
AGREED = """() => {
    const query = new URLSearchParams(location.search);
    const inside = document.querySelector('iframe').contentDocument;
    const same = (a, b) => [...a].sort().join() === [...b].sort().join();
    const chips = (name) => [...document.querySelectorAll(`[data-chip^="${name}:"][aria-pressed=true]`)]
        .map((chip) => chip.dataset.chip.split(':')[1]);
    const dimmed = (root, selector) => [...root.querySelectorAll(selector)].map((e) => e.dataset.site);
    const listed = dimmed(document, 'a[data-row]');
    const off = new Set(dimmed(document, 'a[data-row].row--off'));
    const drawn = dimmed(inside, '.site');
    return ['country', 'mode', 'kind'].every((name) => same(chips(name), query.getAll(name)))
        && same(dimmed(inside, '.site.site--off'), drawn.filter((id) => off.has(id)))
        && drawn.every((id) => listed.includes(id))
        && same(dimmed(inside, '.site.site--chosen'), drawn.filter((id) => id === query.get('site')))
        && (document.querySelector('[data-card]')?.dataset.card ?? '') === (query.get('site') ?? '');
}"""


def dimmed_by(entries, choices: Choices) -> set[str]:
    """Name the sites that a filter dims, as the server has it."""
    return {e.id for e in entries if not answers(e, choices)}


def drawn_of(entries, layers=SHOWN_LAYERS) -> set[str]:
    """Name the sites that these layers draw."""
    return {e.id for e in entries if e.position and e.layer in layers}


def posts_of(page, catalogue, placed: set[str], drawn: set[str]) -> set[str]:
    """Name the posts that are drawn because they face the chosen site, where it is drawn itself."""
    chosen = set(parse_qs(urlsplit(page.url).query).get("site", ())) & drawn
    return {post for site in chosen for post in facing_posts(catalogue, site)} & placed


@pytest.fixture(scope="module")
def lively_page(profiles, server):
    """Open a page whose reader has not asked for calm: the map flies."""
    with opened_pages(profiles, server) as open_one:
        yield Shared(lambda: with_map(open_one)(motion="no-preference"))


@pytest.fixture
def lively_map(lively_page):
    with lively_page.lend() as found:
        yield found


def test_a_country_dims_the_others_at_once_and_without_the_server(shared_map, entries):
    page, frame = shared_map
    off = dimmed_by(entries, Choices(countries=("KGZ",)))
    with answered(page):
        seen = page.evaluate(PRESS_AND_LOOK, "KGZ")
    assert not seen["answered"]
    assert seen["pressed"] == "true"
    assert set(seen["symbols"]) == off & drawn_of(entries)
    assert set(seen["rows"]) == off
    expect(page).to_have_url(re.compile(r"\?country=KGZ$"))
    expect(page).to_have_title("Kyrgyzstan · Caravanserai map")
    assert ids_of(page, ".row--off") == off
    found = sum(e.listed for e in entries if e.id not in off)
    total = sum(e.listed for e in entries)
    expect(page.locator("#site-count")).to_have_text(f"{found} of {total} sites")
    assert ids_of(frame, DIMMED) == off & drawn_of(entries)


def test_the_map_changes_before_the_next_frame_also_when_it_flies(lively_map, entries):
    page, _ = lively_map
    off = dimmed_by(entries, Choices(countries=("KGZ",)))
    for symbols in (off & drawn_of(entries), set()) * 2:
        seen = page.evaluate(
            PRESS_AND_LOOK, "KGZ"
        )  # all in one turn of the browser's loop; `make bench` tells its cost
        assert set(seen["symbols"]) == symbols


def test_hasty_presses_end_where_the_last_one_left_them(shared_map):
    page, _ = shared_map
    for presses in (4, 8):
        for _ in range(presses):  # faster than the server, slow enough for it to answer some of them in between
            page.evaluate("document.querySelector('[data-chip=\"country:KGZ\"]').click()")
            page.evaluate("new Promise(requestAnimationFrame)")
        assert pressed(page, "country") == set()
        page.wait_for_function(AGREED)
        expect(page).to_have_url(re.compile(r"/$"))


def test_an_answer_that_is_late_does_not_undo_a_newer_hand(open_map):
    line = SlowLine()
    page, frame = open_map(before=line.join)
    chip = page.locator(CHIP.format("country", "KGZ"))
    line.hold()
    chip.click()
    line.wait_for(page, b"country=KGZ")  # the server has heard the first press and has answered it
    line.wait_for(page, b'data-seq="1"')
    chip.click()
    line.wait_for(page, b'data-seq="2"')  # and the second as well: both answers are still on their way
    line.release()
    page.wait_for_function("document.querySelector('#answered').dataset.seq === '2'")
    page.wait_for_function(AGREED)
    assert pressed(page, "country") == set()
    assert ids_of(frame, DIMMED) == set()
    expect(page).to_have_url(re.compile(r"/$"))


def test_the_list_is_never_there_twice(shared_map):
    page, _ = shared_map
    page.evaluate(
        """() => {
            window.most = 0;
            const count = () => { window.most = Math.max(window.most, document.querySelectorAll('#site-count').length); };
            new MutationObserver(count).observe(document.body, { subtree: true, childList: true });
        }"""
    )
    for link in (page.locator(ROW.format("torugart")), page.locator(".card-back a")):
        with answered(page):
            link.click()
    expect(page.locator("[data-card]")).to_have_count(0)
    assert page.evaluate("window.most") == 1


def test_two_countries_widen_and_a_mode_narrows(shared_map, entries):
    page, frame = shared_map
    for name, code in (("country", "KAZ"), ("country", "AZE"), ("mode", "rail")):
        press(page, name, code)
    off = dimmed_by(entries, Choices(countries=("AZE", "KAZ"), modes=("rail",)))
    assert ids_of(frame, DIMMED) == off & drawn_of(entries)
    assert ids_of(page, ".row--off") == off
    assert pressed(page, "country") == {"KAZ", "AZE"}
    assert pressed(page, "mode") == {"rail"}
    expect(page).to_have_url(re.compile(r"\?country=AZE&country=KAZ&mode=rail$"))
    dimmed_lines = frame.locator("path.line.line--off")
    assert dimmed_lines.count() == frame.locator("path.line:not(.mode--rail)").count() > 0


def test_a_kind_is_chosen_in_the_sheet(shared_map, entries):
    page, frame = shared_map
    press(page, "kind", "free-zone")
    off = dimmed_by(entries, Choices(kinds=("free-zone",)))
    assert ids_of(frame, DIMMED) == off & drawn_of(entries)
    expect(page).to_have_url(re.compile(r"\?kind=free-zone$"))


@pytest.mark.parametrize("layer", ["corridor", "branches", "comparison", "etir"])
def test_a_layer_of_lines_is_switched(shared_map, layer):
    page, frame = shared_map
    lines = frame.locator(f"path.line.layer--{layer}")
    shown = layer in SHOWN_LAYERS

    def visible():
        return lines.evaluate_all("found => found.filter(e => getComputedStyle(e).display !== 'none').length")

    assert visible() == (lines.count() if shown else 0)
    press(page, "layer", layer)
    assert visible() == (0 if shown else lines.count())
    expect(page).to_have_url(re.compile("layer="))


def test_the_layer_of_sites_is_switched(shared_map):
    page, frame = shared_map
    press(page, "layer", "sites")
    expect(frame.locator(".site")).to_have_count(0)
    expect(frame.locator(".site-cluster")).to_have_count(0)
    press(page, "layer", "sites")
    assert frame.locator(".site").count() > 0
    assert frame.locator(".site-cluster").count() > 0


@pytest.mark.parametrize(
    ("text", "site"),
    [
        ("Kapikule", "kapikule"),
        ("KAPIKULE", "kapikule"),
        ("Капъкуле", "kapikule"),
        ("Хоргос", "khorgos-gateway"),
        ("霍尔果斯", "khorgos-icbc"),
        ("horgos", "khorgos-gateway"),
        ("伊尔克什坦", "irkeshtam-cn"),
    ],
)
def test_a_name_is_found_in_any_script(shared_map, entries, text, site):
    page, frame = shared_map
    with answered(page):
        page.locator(".find").fill(text)
    off = dimmed_by(entries, Choices(text=text))
    assert site not in off
    assert any(e.id in off for e in entries if e.listed)
    assert ids_of(frame, DIMMED) == off & drawn_of(entries)
    assert ids_of(page, ".row--off") == off
    expect(page).to_have_url(re.compile(r"\?q="))


def test_enter_in_the_search_opens_the_only_site_found(shared_map):
    page, _ = shared_map
    page.locator(".find").fill("Irkeshtam")
    page.locator(".find").press("Enter")
    expect(page.locator(CARD.format("irkeshtam"))).to_be_visible()


def test_hidden_sites_leave_map_and_list(shared_map, entries):
    page, frame = shared_map
    press(page, "country", "UZB")
    press(page, "hide", "1")
    on = {e.id for e in entries} - dimmed_by(entries, Choices(countries=("UZB",)))
    assert ids_of(frame, ".site") == on & drawn_of(entries)
    assert ids_of(page, "a[data-row]") == on
    expect(page).to_have_url(re.compile(r"\?country=UZB&hide=1$"))
    press(page, "hide", "1")
    assert ids_of(frame, ".site") == drawn_of(entries)
    assert ids_of(page, "a[data-row]") == {e.id for e in entries}


def test_an_empty_result_says_so_and_offers_the_way_back(shared_map, entries):
    page, frame = shared_map
    with answered(page):
        page.locator(".find").fill("no such place")
    message = page.locator(".site-list .empty")
    expect(message).to_contain_text("No site answers to this filter.")
    assert ids_of(frame, DIMMED) == drawn_of(entries)
    with answered(page):
        message.get_by_role("link", name="Take every filter off").click()
    expect(message).to_have_count(0)
    expect(frame.locator(".site--off")).to_have_count(0)
    expect(page.locator(".find")).to_have_value("")
    expect(page).to_have_url(re.compile(r"/$"))


def test_reset_takes_every_filter_off_and_keeps_the_card(shared_map):
    page, frame = shared_map
    press(page, "country", "KGZ")
    press(page, "mode", "road")
    press(page, "layer", "comparison")
    page.locator(ROW.format("torugart")).click()
    expect(page.locator(CARD.format("torugart"))).to_be_visible()
    with answered(page):
        page.get_by_role("button", name="Reset").click()
    expect(page.get_by_role("button", name="Reset")).to_be_disabled()
    expect(frame.locator(".site--off")).to_have_count(0)
    assert pressed(page, "layer") == set(SHOWN_LAYERS)
    expect(page).to_have_url(re.compile(r"/\?site=torugart$"))


def test_the_map_moves_to_the_selection_and_else_keeps_the_reader_s_zoom(shared_map):
    page, frame = shared_map
    press(page, "country", "KGZ")
    for selector in ("irkeshtam", "torugart"):
        expect(frame.locator(SYMBOL.format(selector))).to_be_in_viewport()
    look_at(frame, 40.2, 73.6, 8.5)
    here = camera(frame)
    press(page, "layer", "comparison")
    press(page, "hide", "1")
    press(page, "country", "BGR")  # widens the selection: now the map moves
    assert camera(frame) != here
    look_at(frame, 40.2, 73.6, 8.5)
    here = camera(frame)
    page.locator(ROW.format("irkeshtam")).click()  # in sight already
    expect(page.locator(CARD.format("irkeshtam"))).to_be_visible()
    page.get_by_role("link", name="All sites").press("Enter")
    expect(page.locator("[data-card]")).to_have_count(0)
    expect(page.locator(ROW.format("irkeshtam"))).to_be_focused()  # where the reader came from
    assert camera(frame) == here


def test_a_layer_or_the_switch_to_hide_does_not_move_the_map(shared_map):
    page, frame = shared_map
    press(page, "country", "KAZ")
    look_at(frame, 44.1, 80.2, 9)
    here = camera(frame)
    for name, code in (("layer", "comparison"), ("hide", "1"), ("layer", "branches"), ("hide", "1")):
        press(page, name, code)
        assert camera(frame) == here


def test_copy_link_gives_the_address(shared_map):
    page, _ = shared_map
    press(page, "country", "TUR")
    expect(page).to_have_url(re.compile("country=TUR"))
    page.get_by_role("button", name="Copy link").click()
    expect(page.locator(".filter-bar-status--shown")).to_have_text("Link copied")
    address, _, stamp = page.evaluate("navigator.clipboard.readText()").partition("&v=")
    assert address == page.url
    assert read_stamp(stamp)


def test_a_copied_link_opens_in_the_language_of_who_gets_it(open_map):
    page, _ = open_map("?country=TUR&lang=tr")
    page.locator(".quiet--copy").click()
    expect(page.locator(".filter-bar-status--shown")).to_have_text("Bağlantı kopyalandı")
    copied = urlsplit(page.evaluate("navigator.clipboard.readText()"))
    query = parse_qs(copied.query)
    assert "lang=tr" in page.url
    assert set(query) == {"country", "v"}
    assert len(query["v"][0]) <= 12


def test_back_and_forward_walk_through_the_choices(shared_map, entries):
    page, frame = shared_map
    press(page, "mode", "road")
    expect(page).to_have_url(re.compile(r"\?mode=road$"))
    off = {
        "mode=road": dimmed_by(entries, Choices(modes=("road",))),
        "country=KGZ&mode=road": dimmed_by(entries, Choices(countries=("KGZ",), modes=("road",))),
    }
    steps = ["mode=road", "country=KGZ&mode=road", "country=KGZ&mode=road&site=torugart"]
    press(page, "country", "KGZ")
    expect(page).to_have_url(re.compile(f"{steps[1]}$"))
    page.locator(ROW.format("torugart")).click()
    expect(page.locator(CARD.format("torugart"))).to_be_visible()
    expect(page).to_have_url(re.compile(f"{steps[2]}$"))
    for move, step in ((page.go_back, 1), (page.go_back, 0), (page.go_forward, 1), (page.go_forward, 2)):
        move()
        expect(page).to_have_url(re.compile(f"{re.escape(steps[step])}$"))
        expect(page.locator("[data-card]")).to_have_count(1 if step == 2 else 0)
        page.wait_for_function(AGREED)
        filtered = steps[step].removesuffix("&site=torugart")
        assert ids_of(frame, DIMMED) == off[filtered] & drawn_of(entries)


def test_the_selection_survives_going_to_the_sources_and_back(shared_map, entries):
    page, _ = shared_map
    press(page, "country", "KAZ")
    page.locator(ROW.format("nur-zholy")).click()
    expect(page).to_have_url(re.compile("country=KAZ&site=nur-zholy$"))
    page.get_by_role("link", name="Sources", exact=True).click()
    expect(page.locator("h1")).to_have_text("Sources and data")
    expect(page).to_have_url(re.compile("/sources"))
    page.get_by_role("link", name="Map", exact=True).click()
    expect(page.locator(CARD.format("nur-zholy"))).to_be_visible()
    frame = map_frame(page)
    page.wait_for_function(AGREED)
    expect(page).to_have_url(re.compile("country=KAZ&site=nur-zholy$"))
    assert pressed(page, "country") == {"KAZ"}
    off = dimmed_by(entries, Choices(countries=("KAZ",)))
    assert ids_of(frame, DIMMED) == off & drawn_of(entries)


def test_what_empties_the_search_empties_its_field_also_while_it_is_written_in(shared_map):
    page, _ = shared_map
    with answered(page):
        page.locator(".find").fill("khorgos")
    with answered(page):
        page.evaluate("document.querySelector('.quiet--reset').click()")  # as a voice does: the field keeps the focus
    expect(page.locator(".find")).to_be_focused()
    expect(page.locator(".find")).to_have_value("")


def test_a_layer_that_is_off_takes_the_posts_of_its_chosen_site_along(shared_map):
    page, frame = shared_map
    page.locator(ROW.format("irkeshtam")).click()
    frame.locator(".site--irkeshtam-cn").wait_for()
    press(page, "layer", "sites")
    expect(frame.locator(".site")).to_have_count(0)


def test_a_post_that_is_drawn_again_is_not_seen_until_the_map_knows_what_lies_on_it(shared_map):
    _, frame = shared_map
    seen = frame.evaluate("""() => {
        const view = caravan.blank();
        caravan.showView({ ...view, layers: [] }, { wait: 1e6 });
        caravan.showView({ ...view, layers: ['sites', 'posts'] }, { wait: 1e6 });
        const posts = [...document.querySelectorAll('.layer--posts')];
        const seen = posts.filter((post) => !post.classList.contains('site--grouped')).map((post) => post.dataset.site);
        caravan.showView(view);
        return [posts.length, seen];
    }""")
    assert seen[0] > 0
    assert seen[1] == []


# ---- fifty random interactions -----------------------------------------------------------------------------------


class Hand:
    """A hand that does anything a reader can, quickly, and sometimes waits for the server."""

    def __init__(self, page, frame, entries, seed: int) -> None:
        self.page = page
        self.frame = frame
        self.random = random.Random(seed)  # noqa: S311 - a test that can be repeated
        self.sites = sorted(drawn_of(entries))
        self.chips = page.eval_on_selector_all("[data-chip]", "found => found.map(e => e.dataset.chip)")
        self.chips = [chip for chip in self.chips if not chip.startswith("base:")]

    def act(self) -> str:
        act = self.random.choice(
            [self.chip, self.chip, self.chip, self.row, self.symbol, self.search, self.reset, self.escape, self.zoom]
        )
        done = act()
        if self.random.random() < 0.3:
            self.wait()
        return done

    def chip(self) -> str:
        return self.press(self.random.choice(self.chips))

    def press(self, chip: str) -> str:
        self.page.evaluate("chip => document.querySelector(`[data-chip='${chip}']`).click()", chip)
        return chip

    def row(self) -> str:
        return self._click(self.page, 'a[data-row][data-site="{}"]')

    def symbol(self) -> str:
        return self._click(self.frame, ".site--{}")

    def _click(self, scope, form: str) -> str:
        site = self.random.choice(self.sites)
        scope.evaluate("selector => document.querySelector(selector)?.click()", form.format(site))
        return form.format(site)

    def search(self) -> str:
        text = self.random.choice(["khorgos", "Kapı", "", "хоргос", "zz", "a"])
        self.page.locator(".find").fill(text)
        return f"search {text!r}"

    def reset(self) -> str:
        self.page.evaluate("document.querySelector('.filter-bar .quiet--reset').click()")
        return "reset"

    def escape(self) -> str:
        self.page.evaluate("document.activeElement?.blur()")
        self.page.keyboard.press("Escape")
        return "escape"

    def zoom(self) -> str:
        step = self.random.choice([1, -1])
        self.frame.evaluate("step => { map.setZoom(map.getZoom() + step); }", step)
        return f"zoom {step}"

    def wait(self) -> None:
        self.page.wait_for_function(AGREED)


@pytest.mark.seeds(2)
def test_fifty_random_interactions_leave_the_same_frame_and_one_truth(lively_map, entries, catalogue, seed):
    page, frame = lively_map
    page.evaluate(f"() => {{ const f = document.querySelector('{FRAME}'); f.tagged = 1; f.contentWindow.tagged = 1; }}")
    hand = Hand(page, frame, entries, seed)
    done = [hand.act() for _ in range(INTERACTIONS)]
    done.append(hand.press("view:sites"))  # the hours of posts are drawn otherwise: test_waiting.py
    page.wait_for_function(IN_STEP)
    page.wait_for_function(AGREED)
    kept = page.evaluate(
        f"() => {{ const f = document.querySelector('{FRAME}'); return [f.tagged, f.contentWindow.tagged]; }}"
    )
    assert kept == [1, 1], done
    text = page.locator(".find").input_value()
    choices = Choices(
        tuple(pressed(page, "country")), tuple(pressed(page, "mode")), tuple(pressed(page, "kind")), text.strip()
    )
    off = dimmed_by(entries, choices)
    hidden = bool(pressed(page, "hide"))
    placed = {e.id for e in entries if e.position} - (off if hidden else set())
    drawn = drawn_of(entries, pressed(page, "layer")) & placed
    drawn |= posts_of(page, catalogue, placed, drawn)
    assert ids_of(frame, DIMMED) == off & drawn, done
    assert ids_of(frame, ".site") == drawn, done
    assert ids_of(page, ".row--off") == (set() if hidden else off), done
    total = sum(e.listed for e in entries)
    found = sum(e.listed for e in entries if e.id not in off)
    said = f"{total} sites" if replace(choices).empty else f"{found} of {total} sites"
    expect(page.locator("#site-count"), str(done)).to_have_text(said)


def test_the_first_of_two_quick_hands_is_not_undone_by_a_late_answer(lively_map):
    page, frame = lively_map
    with answered(page):
        page.locator(CHIP.format("country", "KGZ")).click()
        page.locator(CHIP.format("country", "TUR")).click()
        page.locator(CHIP.format("country", "KGZ")).click()
        assert pressed(page, "country") == {"TUR"}
    expect(page).to_have_url(re.compile(r"\?country=TUR$"))
    assert pressed(page, "country") == {"TUR"}
    page.wait_for_function(AGREED)
    assert "kapikule" not in ids_of(frame, DIMMED)
