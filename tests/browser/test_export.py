"""Files are taken away: what goes in is chosen on the page itself, and one click leads to the file."""

import json
import re
from pathlib import Path

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser


def test_a_country_and_one_site_are_chosen_here_and_one_click_leads_to_the_file(open_page):
    page = open_page("/export")
    shown = page.locator(".export-sites [data-id]")
    shown.first.wait_for()
    everything = shown.count()
    page.locator("[data-keep='facet:country'] summary").click()
    page.locator("a[data-go='country:KGZ']").click()
    expect(page).to_have_url(re.compile("country=KGZ"))
    expect(shown).not_to_have_count(everything)
    page.locator("[data-keep='facet:only'] summary").click()
    page.locator("a[data-go='only:torugart']").click()
    expect(shown).to_have_count(1)
    with page.expect_download() as saved:
        page.locator(".st-key-make-features button").click()
    features = json.loads(Path(saved.value.path()).read_text(encoding="utf-8"))["features"]
    assert features
    assert saved.value.suggested_filename.startswith("caravanserai-features-torugart-")
