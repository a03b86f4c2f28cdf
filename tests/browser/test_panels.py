"""The pages beside the map as a reader's browser shows them: print, motion, and what the map says with them."""

from __future__ import annotations

import re

import pytest

from geo.brief import gather_brief, list_countries
from geo.language import load_language
from panels.brief_sheet import render_brief

pytestmark = pytest.mark.browser
PAGE_OBJECT = re.compile(rb"/Type\s*/Page\b")
LONGEST_SINCE = "2006-01-01"  # nearly everything is marked as new, which takes the most room


def test_every_country_brief_is_one_printed_page(open_page, catalogue):
    page = open_page("/brief")
    page.locator(".brief").wait_for()
    counted = {}
    for code in list_countries(catalogue):
        for lang in ("en", "tr"):
            brief = gather_brief(catalogue, code, LONGEST_SINCE)
            html = render_brief(catalogue, brief, {}, load_language(lang))
            page.evaluate("html => { document.querySelector('.brief').outerHTML = html; }", html)
            page.evaluate("document.fonts.ready")
            counted[code, lang] = len(PAGE_OBJECT.findall(page.pdf(format="A4", prefer_css_page_size=True)))
    assert {sheet: pages for sheet, pages in counted.items() if pages != 1} == {}
