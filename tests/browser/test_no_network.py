"""Without a network a page shows what it showed last, and says of when that is; with it, it lives again."""

from __future__ import annotations

import re
from contextlib import ExitStack

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import free_port, serve
from tests.browser.hooks import map_frame
from tests.limits import WAIT_MS

pytestmark = pytest.mark.browser

KEPT = """async () => {
  const found = [];
  for (const name of await caches.keys()) {
    for (const { url } of await (await caches.open(name)).keys()) found.push(new URL(url).pathname);
  }
  return found.includes('/');
}"""
LINE = "No network. This is the state of"


def said(page):
    """List what is read aloud; the first sight stands in a closed tree."""
    nodes = page.context.new_cdp_session(page).send("Accessibility.getFullAXTree")["nodes"]
    return [n.get("name", {}).get("value", "") for n in nodes if not n["ignored"]]


def test_a_page_is_read_without_a_network_with_its_day_and_lives_again(chromium):
    port, life = free_port(), ExitStack()
    life.enter_context(serve(port=port))
    context = chromium.new_context(locale="en-GB")
    context.set_default_timeout(WAIT_MS)
    page = context.new_page()
    page.goto(f"http://127.0.0.1:{port}/")
    map_frame(page)
    page.evaluate("() => navigator.serviceWorker.ready.then(() => true)")
    page.wait_for_function(f"({KEPT})()")
    assert not any(LINE in words for words in said(page))
    life.close()
    page.reload(wait_until="load")
    assert any(re.search(rf"{LINE} \d+ \w+ 20\d\d, \d\d:\d\d UTC", words) for words in said(page))
    assert any("Torugart" in words for words in said(page))
    page.goto(f"http://127.0.0.1:{port}/?site=torugart", wait_until="domcontentloaded")
    expect(page).to_have_url(f"http://127.0.0.1:{port}/")
    with serve(port=port):
        page.goto(f"http://127.0.0.1:{port}/?site=torugart")
        map_frame(page)
        assert not any(LINE in words for words in said(page))
        expect(page.locator('[data-card="torugart"]')).to_be_visible()
    context.close()
