"""A page that one test has used is lent to the next as if it were new."""

from __future__ import annotations

import pytest
from playwright.sync_api import Error

from tests.browser.conftest import Profiles

pytestmark = pytest.mark.browser

NOWHERE = "http://127.0.0.1:9/"
SEEN = ["print", "(forced-colors: active)", "(prefers-color-scheme: dark)", "(prefers-reduced-motion: no-preference)"]


def test_a_page_that_is_lent_again_is_as_new(chromium):
    profiles = Profiles(chromium)
    page = profiles.open("en-GB", "reduce")
    page.emulate_media(media="print", forced_colors="active", color_scheme="dark", reduced_motion="no-preference")
    page.route("**/*", lambda route: route.fulfill(body="", content_type="text/html"))
    page.goto(NOWHERE)
    page.evaluate("sessionStorage.setItem('kept', 'x')")
    assert page.evaluate("all => all.filter((one) => matchMedia(one).matches)", SEEN) == SEEN
    profiles.keep("en-GB", "reduce", page)
    again = profiles.open("en-GB", "reduce")
    assert again is page
    assert page.url == "about:blank"
    assert page.evaluate("all => all.filter((one) => matchMedia(one).matches)", SEEN) == []
    with pytest.raises(Error, match="ERR_"):
        page.goto(NOWHERE)
    page.route("**/*", lambda route: route.fulfill(body="", content_type="text/html"))
    page.goto(NOWHERE)
    assert page.evaluate("sessionStorage.length") == 0
    profiles.close()
