"""Random walks through all choices of the corridor page: no drawing has rows of another question; the server judges."""

from __future__ import annotations

import random
from dataclasses import dataclass
from urllib.parse import parse_qs, urlencode, urlsplit

import pytest

from geo.corridor.profile import draw_profile
from geo.language import load_language
from panels.corridor.chart_rows import Picture
from panels.corridor.choices import MODES, choose
from panels.corridor.sheet import render_answer, render_table
from panels.corridor.sums import shown_sites, sum_up
from panels.reader import Reader
from panels.ui.address import opened_at, read_last
from panels.ui.choices import read_one
from panels.view import Codes
from tests.browser.test_corridor import CHART, DRAWN, SAME

pytestmark = pytest.mark.browser

BURSTS, ACTIONS = 6, 3
MOST_BURSTS = 60  # a walk that comes back to the same few questions goes on
SEEN = f"""() => {{
    const picture = document.querySelector('{CHART}');
    const told = (found, ...names) => [...found].map((e) => names.map((name) => e.getAttribute(name)));
    return {{
        question: picture.dataset.question,
        title: picture.getAttribute('aria-label'),
        legs: told(picture.querySelectorAll('[data-tip][pointer-events=stroke]'), 'data-tip').flat(),
        stops: told(picture.querySelectorAll('.chart-stop'), 'data-id', 'data-tip', 'aria-pressed'),
    }};
}}"""
"""What the chart draws, and which question it is for."""
RECORD = f"""() => {{
    window.drawings = [];
    window.opened = [location.href];
    document.addEventListener('caravan:drawn', () => window.drawings.push(({SEEN})()));
    navigation.addEventListener('navigate', ({{ destination }}) => window.opened.push(destination.url));
}}"""
"""Note every drawing and every address from now on."""
SETTLED = f"""([address, seen, html]) => {{
    if (location.href !== address) return 'elsewhere';
    if (document.querySelector('[data-testid=stApp]').dataset.testScriptState !== 'notRunning') return false;
    const words = (found) => {{
        const copy = found?.cloneNode(true);
        for (const hidden of copy?.querySelectorAll('[hidden]') ?? []) hidden.remove();
        return copy?.textContent.replace(/\\s+/g, '');
    }};
    const told = new DOMParser().parseFromString(html, 'text/html').body;
    const same = (selector) => document.querySelectorAll(selector).length === 1
        && words(document.querySelector(selector)) === words(told.querySelector(selector));
    return !document.querySelector('.answer--behind') && same('.answer') && same('.corridor-table')
        && JSON.stringify(({SEEN})()) === JSON.stringify(seen) && 'as told';
}}"""
"""Whether the page shows what the server says for its address, in the chart, the headline and every row of the table."""
TYPED = """([number, share]) => {
    const rows = [...document.querySelectorAll('.what-if-row')].filter((row) => !row.querySelector('input').disabled);
    if (!rows.length) return;
    const row = rows[number % rows.length];
    const field = row.querySelector('input[type=text]');
    const hours = (share * Math.max(parseFloat(field.value.replace(',', '.')) || 1, 1)).toFixed(2);
    field.focus();
    field.value = hours;
    for (const kind of ['input', 'change']) field.dispatchEvent(new Event(kind, { bubbles: true }));
}"""
"""Type fewer hours than are asked of one of the stops."""
SLID = """([number, share]) => {
    const sliders = [...document.querySelectorAll('.what-if-row input[type=range]')].filter((e) => !e.disabled);
    if (!sliders.length) return;
    const slider = sliders[number % sliders.length];
    for (const part of [share / 2, share, (1 + share) / 2]) {
        slider.value = Math.round(slider.max * part);
        slider.dispatchEvent(new Event('input', { bubbles: true }));
    }
    slider.dispatchEvent(new Event('change', { bubbles: true }));
}"""
BACK = """() => {
    const before = navigation.entries()[navigation.currentEntry.index - 1];
    if (before?.url?.includes('/corridor')) history.back(); // of another document it may not be told
}"""
OPEN = "address => { history.pushState({}, '', address); history.pushState({}, '', address); history.back(); }"
"""Come back to another address of the page, as if it had been shown before."""


@dataclass(frozen=True, slots=True)
class Judged:
    """What the server says for an address."""

    seen: dict
    html: str


@pytest.fixture(scope="module")
def judge(catalogue, entries):
    """Answer to an address in Python alone, as the page would at first."""
    codes = Codes(set(), set(), set(), set())

    def answer(address):
        query = parse_qs(urlsplit(address).query)
        language = load_language(query.get("lang", ["en"])[-1])
        reader = Reader(catalogue, entries, codes, language)
        with opened_at(query):
            chosen = choose(reader, lambda name, _label, options, default: read_one(name, options, default))
            sums, at = sum_up(chosen), read_last("at")
        before = sums.known if sums.asked else None
        if chosen.versus and not before:
            before = draw_profile(chosen.versus.parts("usd" if chosen.unit == "usd" else "hours"))
        picture = Picture(
            catalogue, chosen.itinerary, sums.shown, before, chosen.unit, language, at, sums.asked, chosen.question
        )
        html = render_answer(catalogue, chosen, sums, language)
        html += render_table(catalogue, chosen, sums, shown_sites(reader), language)
        return Judged(list_seen(picture), html)

    return answer


def list_seen(picture):
    message = picture.to_message()
    words, rows = message["words"], message["rows"]
    stops = [row for row in rows if row["layer"] in {"riser", "gap"}]
    legs = [row for row in rows if row["layer"] in {"leg", "leg-gap"}]
    return {
        "question": picture.question,
        "title": f"{words['title']} · {words['from']}",
        "legs": [row["tip"] for row in legs],
        "stops": [[row["stop"], row["tip"], str(bool(row["chosen"])).lower()] for row in stops],
    }


class Walker:
    """Does one thing after the other on a page, without waiting for its answer."""

    def __init__(self, page, draw):
        self.page, self.draw = page, draw

    def choose(self, number):
        """Choose by keyboard in one of the fields of the bar: some options further down, or up again."""
        field = self.page.locator(".st-key-corridor-bar input").nth(number)
        field.focus()
        for _ in range(self.draw.randint(1, 4)):
            self.page.keyboard.press(self.draw.choice(("ArrowDown", "ArrowDown", "ArrowUp")))
        self.page.keyboard.press("Enter")

    def slide(self):
        self.page.evaluate(SLID, [self.draw.randrange(99), self.draw.random()])

    def type(self):
        self.page.evaluate(TYPED, [self.draw.randrange(99), self.draw.uniform(0.1, 0.9)])

    def press(self):
        self.page.evaluate("n => document.querySelectorAll('.what-if-bar button:not(:disabled)')[n]?.click()",
                           self.draw.randrange(3))  # fmt: skip

    def mark(self):
        self.page.evaluate("n => { const all = document.querySelectorAll('.chart-stop'); all[n % all.length]?.dispatchEvent("
                           "new MouseEvent('click', { bubbles: true })); }", self.draw.randrange(99))  # fmt: skip

    def go_back(self):
        self.page.evaluate(BACK)

    def change_mode(self):
        query = {"mode": self.draw.choice(MODES), "unit": self.draw.choice(("hours", "days"))}
        self.page.evaluate(OPEN, f"corridor?{urlencode(query)}")

    def act(self):
        fields = [lambda n=n: self.choose(n) for n in range(6)]
        hands = [self.slide, self.slide, self.type, self.press, self.mark, self.go_back, self.change_mode]
        self.draw.choice(fields + hands)()


def settle(page, judge):
    """Wait until the page shows what the server says for its address."""
    while True:
        address = page.url
        judged = judge(address)
        found = page.wait_for_function(SETTLED, arg=[address, judged.seen, judged.html]).json_value()
        if found == "as told":
            return judged


@pytest.mark.seeds(1)
def test_no_chart_shows_rows_of_another_question(open_page, judge, seed):
    page = open_page("/corridor?mode=rail&lang=en")
    page.get_by_test_id("stApp").locator(".what-if-row").first.wait_for()  # not that of the first sight
    page.evaluate(RECORD)
    walker, questions = Walker(page, random.Random(seed)), set()  # noqa: S311 - a walk that can be repeated
    for number in range(MOST_BURSTS):
        for _ in range(ACTIONS):
            walker.act()
        walker.type()
        questions.add(settle(page, judge).seen["question"])
        if number + 1 >= BURSTS and len(questions) >= BURSTS // 2:
            break
    assert len(questions) >= BURSTS // 2
    drawings, opened = page.evaluate("[window.drawings, [...new Set(window.opened)]]")
    known = {one.seen["question"]: one.seen for one in map(judge, opened)}
    assert len(drawings) >= BURSTS
    for drawing in drawings:
        told = known[drawing["question"]]
        assert (drawing["title"], drawing["legs"]) == (told["title"], told["legs"])
        assert [stop for stop, *_ in drawing["stops"]] == [stop for stop, *_ in told["stops"]]
    drawn, link = page.evaluate(DRAWN), urlsplit(page.url)
    cold = open_page(f"{link.path}?{link.query}")
    cold.locator(CHART).wait_for()
    cold.wait_for_function(SAME, arg=drawn)
