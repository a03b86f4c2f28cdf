"""The pages beside the map as a reader's browser shows them: print, motion, and what the map says with them."""

from __future__ import annotations

import re

import pytest

from geo.brief import list_countries

pytestmark = pytest.mark.browser
PAGE_OBJECT = re.compile(rb"/Type\s*/Page\b")
LONGEST_SINCE = "2006-01-01"  # nearly everything is marked as new, which takes the most room


def count_pages(page) -> int:
    return len(PAGE_OBJECT.findall(page.pdf(format="A4", prefer_css_page_size=True)))


def test_every_country_brief_is_one_printed_page(open_page, catalogue):
    page = open_page("/brief")
    sheets = [(code, "en") for code in list_countries(catalogue)] + [(code, "tr") for code in ("AZE", "KAZ", "TUR")]
    counted = {}
    for code, lang in sheets:
        page.goto(f"{page.watch.home}/brief?country={code}&lang={lang}&since={LONGEST_SINCE}")
        page.locator(f'[data-brief="{code}"]').wait_for()
        page.evaluate("document.fonts.ready")
        counted[code, lang] = count_pages(page)
    assert counted == dict.fromkeys(sheets, 1)
