"""The page speaks the reader's language, all of it, and page and server fold letters alike."""

from __future__ import annotations

import re

import pytest
from babel.messages.pofile import read_po
from playwright.sync_api import expect

from geo.language import LOCALE_FOLDER, SCREEN_DOMAIN, TABLES_DOMAIN
from tests.browser.conftest import opened_pages, with_map
from tests.browser.hooks import (
    CARD,
    FRAME,
    ROW,
    SYMBOL,
    answered,
    choose_language,
    go_to,
    ids_of,
    middle_of,
    page_names,
    pressed,
)

pytestmark = pytest.mark.browser

FEW_LETTERS = 3  # "{first} to {last}" would be found in half of all sentences
PLACE = re.compile(r"\\?\{\w+\\?\}")
# The lists of sources are left out: titles and publishers stand there as they were published.
TEXTS = """() => {
    const found = [];
    const foreign = (e) => {
        const said = e.closest('[lang]');
        return said && said !== document.documentElement && said.lang !== document.documentElement.lang;
    };
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
        const text = node.textContent.replace(/\\s+/g, ' ').trim();
        if (text && !foreign(node.parentElement) && !node.parentElement.closest('script, style, noscript, .sources, .source-list')) found.push(text);
    }
    for (const e of document.body.querySelectorAll('[aria-label], [title], [placeholder], [alt], [data-tip], [data-title]')) {
        if (foreign(e) || e.matches('iframe, .cite a')) continue;
        for (const name of ['aria-label', 'title', 'placeholder', 'alt', 'data-tip', 'data-title']) {
            if (e.getAttribute(name)) found.push(e.getAttribute(name));
        }
    }
    return [document.title, ...found];
}"""


def read_texts(domain: str, code: str) -> dict[str, str]:
    """Read the English texts and their translation, where the two differ."""
    with (LOCALE_FOLDER / code / f"{domain}.po").open("rb") as stream:
        catalogue = read_po(stream, locale=code, domain=domain)
    texts: dict[str, str] = {}
    for message in catalogue:
        ids = message.id if isinstance(message.id, (list, tuple)) else [message.id]
        strings = message.string if isinstance(message.string, (list, tuple)) else [message.string] * len(ids)
        texts |= {one: string for one, string in zip(ids, strings, strict=False) if one and one != string}
    return texts


def as_pattern(text: str) -> re.Pattern[str]:
    """Find a text of the program in what is shown: a single word only where it stands alone."""
    escaped = PLACE.sub(".+?", re.escape(text))
    return re.compile(rf"(?<!\w){escaped}(?!\w)" if " " in PLACE.sub("", text).strip() else rf"^{escaped}$")


def english_patterns(code: str) -> dict[str, re.Pattern[str]]:
    """List the patterns of every English text that a page in another language must not show."""
    texts = read_texts(SCREEN_DOMAIN, code)
    screen = {text: as_pattern(text) for text in texts if len(re.sub(r"\W", "", PLACE.sub("", text))) > FEW_LETTERS}
    tables = {text: re.compile(rf"^{re.escape(text)}$") for text in read_texts(TABLES_DOMAIN, code)}
    assert len(screen) > 50
    return screen | tables


@pytest.fixture(scope="module")
def english():
    """List the patterns of every English text that a Turkish page must not show."""
    return english_patterns("tr")


def english_in(english, texts) -> set[tuple[str, str]]:
    shown = set(texts)
    parts = shown | {part.strip() for text in shown for part in text.split(" · ")}
    return {(text, part) for text, pattern in english.items() for part in parts if pattern.search(part)}


@pytest.fixture(scope="module")
def turkish_map(profiles, server):
    """Open one page with the map in a Turkish browser."""

    with opened_pages(profiles, server) as open_one:
        yield with_map(open_one)(locale="tr-TR")


def test_a_turkish_browser_gets_turkish(turkish_map):
    page, frame = turkish_map
    expect(page.locator("html")).to_have_attribute("lang", "tr")
    expect(frame.locator("html")).to_have_attribute("lang", "tr")
    expect(page.locator('[data-chip="country:TUR"]')).to_have_text("Türkiye")
    expect(page.locator('[data-chip="country:GEO"]')).to_have_text("Gürcistan")


def test_no_english_on_the_turkish_map(turkish_map, english):
    page, frame = turkish_map
    texts = page.evaluate(TEXTS) + frame.evaluate(TEXTS)
    page.mouse.move(*middle_of(frame, SYMBOL.format("kapikule")))
    texts.append(frame.locator(".tip--shown").inner_text())
    with answered(page):
        page.locator(".find").fill("zzz")
    texts += page.evaluate(TEXTS)
    with answered(page):
        page.locator(".find").fill("")
    assert len(texts) > 150
    assert english_in(english, texts) == set()


@pytest.mark.parametrize("site", ["irkeshtam", "khorgos-icbc", "baku-port-alat", "kapikule", "tashkent-ark-buloq"])
def test_no_english_on_a_turkish_card(turkish_map, english, site):
    page, _ = turkish_map
    page.locator(ROW.format(site)).click()
    card = page.locator(CARD.format(site))
    expect(card).to_be_visible()
    expect(card.get_by_role("tablist")).to_have_accessible_name(card.locator("h2").inner_text().strip())
    for copy in card.locator(".copy").all():
        copy.click()
        expect(page.locator(".filter-bar-status--shown")).to_be_visible()
    assert english_in(english, page.evaluate(TEXTS)) == set()


def test_a_card_has_no_broken_marks(turkish_map, entries):
    page, _ = turkish_map
    for entry in entries[:6]:
        page.locator(ROW.format(entry.id)).click()
        card = page.locator(CARD.format(entry.id))
        expect(card).to_be_visible()
        assert not re.search(r'["<>]|undefined|None|nan', card.locator("h2").inner_text())
        assert '">' not in card.inner_text()


def test_the_switch_changes_the_language_and_keeps_everything_else(open_map):
    page, frame = open_map("/?country=KGZ&site=torugart")
    page.evaluate(f"() => {{ document.querySelector('{FRAME}').tagged = 1; }}")
    off = ids_of(frame, ".site.site--off")
    title = page.locator("#site-count").inner_text()
    choose_language(page, "tr")
    expect(page).to_have_url(re.compile("country=KGZ&site=torugart&lang=tr$"))
    expect(page.locator(CARD.format("torugart"))).to_be_visible()
    expect(page.locator("#site-count")).not_to_have_text(title)
    expect(frame.locator(".site.site--chosen")).to_have_count(1)
    assert ids_of(frame, ".site.site--off") == off
    assert pressed(page, "country") == {"KGZ"}
    assert page.evaluate(f"document.querySelector('{FRAME}').tagged") == 1
    page.get_by_role("link", name="Kaynaklar", exact=True).click()
    expect(page.locator("h1")).to_be_visible()
    expect(page.locator("html")).to_have_attribute("lang", "tr")
    expect(page).to_have_url(re.compile("/sources.*lang=tr"))
    again = page.context.request.get(page.url.partition("?")[0])  # without a language in the address
    assert '<html lang="tr">' in again.text()


def test_no_english_on_the_other_turkish_pages(turkish_map, english):
    page, _ = turkish_map
    found = {}
    for name in page_names(page)[1:]:
        go_to(page, name)
        expect(page.locator("html")).to_have_attribute("lang", "tr")
        texts = page.evaluate(TEXTS)
        assert len(texts) > 10
        found[name] = english_in(english, texts)
    assert {name: texts for name, texts in found.items() if texts} == {}


def test_a_cold_link_in_kazakh_shows_no_english_finds_by_any_keyboard_and_is_changed_to_russian(open_map):
    page, frame = open_map("/?country=KAZ&site=nur-zholy&lang=kk")
    expect(page.locator("html")).to_have_attribute("lang", "kk")
    expect(page.locator(CARD.format("nur-zholy")).locator("h2")).to_contain_text("Нұр Жолы")
    expect(frame.locator(".leaflet-control-scale-line")).to_contain_text(re.compile("^[0-9]+ км$"))
    texts = page.evaluate(TEXTS) + frame.evaluate(TEXTS)
    assert len(texts) > 150
    assert english_in(english_patterns("kk"), texts) == set()
    with answered(page):
        page.locator(".find").fill("коргас")  # letters of a Russian keyboard
    assert "khorgos-gateway" not in ids_of(frame, ".site.site--off")
    assert ids_of(frame, ".site.site--off")
    off = ids_of(frame, ".site.site--off")
    choose_language(page, "ru")
    expect(page).to_have_url(re.compile("country=KAZ&.*site=nur-zholy.*lang=ru$"))
    expect(page.locator(CARD.format("nur-zholy")).locator("h2")).to_contain_text("Нур-Жолы")
    assert ids_of(frame, ".site.site--off") == off
    assert english_in(english_patterns("ru"), page.evaluate(TEXTS) + frame.evaluate(TEXTS)) == set()
    go_to(page, "Справка")
    expect(page.locator("html")).to_have_attribute("lang", "ru")
    assert english_in(english_patterns("ru"), page.evaluate(TEXTS)) == set()
