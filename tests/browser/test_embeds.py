"""Embeds in a page of others: those that may show them do, others do not; and what is shared of a view."""

from __future__ import annotations

import re
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

import pytest
from playwright.sync_api import expect

from tests.browser.hooks import press
from tests.browser.test_access import severe_faults

pytestmark = pytest.mark.browser

NEWS = """<!doctype html><html lang="en"><title>News</title><link rel="icon" href="data:,">
<script>window.heard = []; addEventListener('message', ({{ data, origin }}) => heard.push([origin, data]));</script>
<iframe id="card" title="card" src="{base}/embed/site/red-bridge?theme=dark" width="480" height="400"></iframe>
<iframe id="map" title="map" src="{base}/embed/map?theme=light" width="800" height="520"></iframe>"""

FRAMED = """(countries) => {
  const { view } = JSON.parse(document.getElementById('embed-data').textContent);
  const show = (of) => { caravan.showView({ ...view, countries: of }, { first: true }); return map.getZoom(); };
  return -show([]) + show(countries);
}"""
"""How much closer than the whole map a first view of some countries is framed, in steps of zoom."""


@pytest.fixture(scope="module")
def port(server):
    """Serve a page of others that shows two embeds; gives its port, at which two hosts lead to it."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self):
            self.send_response(200)
            self.send_header("content-type", "text/html")
            self.end_headers()
            self.wfile.write(NEWS.format(base=server).encode())

        def log_message(self, *_):
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as others:
        thread = Thread(target=others.serve_forever)
        thread.start()
        yield others.server_port
        others.shutdown()
        thread.join()


@pytest.fixture
def news(chromium, port):
    """Open the page of others; gives it, a function that opens it at a host, and what it complains of."""
    context = chromium.new_context(locale="en-GB", viewport={"width": 1366, "height": 1000})
    page, errors = context.new_page(), []
    page.on("console", lambda said: errors.append(said.text) if said.type == "error" else None)
    page.on("pageerror", lambda error: errors.append(str(error)))
    yield page, lambda host: page.goto(f"http://{host}:{port}/"), errors
    context.close()


def frame_of(page, name):
    return page.locator(f"#{name}").element_handle().content_frame()


def test_a_page_that_may_show_embeds_shows_them_and_hears_how_high_they_are(news, server):
    page, open_at, errors = news
    open_at("127.0.0.1")
    card, on_map = page.frame_locator("#card"), page.frame_locator("#map")
    expect(card.get_by_role("heading", name="Red Bridge").first).to_be_visible()
    card.get_by_role("tab", name="Facts").click()
    expect(card.locator("#tab-facts .statements li").first).to_be_visible()
    expect(on_map.locator("body[data-ready=true]")).to_be_attached()
    on_map.locator(".site--red-bridge").press("Enter")
    expect(on_map.locator("#picked strong")).to_contain_text("Red Bridge")
    expect(on_map.locator("#picked a")).to_have_attribute("href", f"{server}/?site=red-bridge")
    whole, first = frame_of(page, "map").evaluate(FRAMED, ["KAZ"]), frame_of(page, "map").evaluate(FRAMED, ["KGZ"])
    assert whole == pytest.approx(0), "from close by, Kazakhstan would look not much larger: the map of the app stays"
    assert first > 1
    page.wait_for_function("heard.some(([, { height }]) => height === 520)")
    heard = page.evaluate("heard")
    assert {(origin, told["type"]) for origin, told in heard} == {(server, "caravanserai:height")}
    assert max(told["height"] for _, told in heard) > 520  # the card is higher than its frame
    assert [fault for name in ("card", "map") for fault in severe_faults(frame_of(page, name))] == []
    assert errors == []


def test_a_page_that_may_not_show_embeds_shows_nothing_of_them(news):
    page, open_at, errors = news
    refused = []

    def is_last(said):
        if "frame-ancestors" in said.text:
            refused.append(said.text)
        return len(refused) == 2

    with page.expect_console_message(is_last):
        open_at("localhost")
    for name in ("card", "map"):
        expect(page.frame_locator(f"#{name}").locator(".embed")).to_have_count(0)
    assert page.evaluate("heard") == []
    assert [said for said in errors if "frame-ancestors" not in said] == []


def test_share_gives_the_link_in_a_language_the_code_and_a_sentence_and_works_by_keyboard(shared_map):
    page, _ = shared_map
    press(page, "country", "TUR")
    page.locator(".site-head [data-share]").press("Enter")
    dialog = page.get_by_role("dialog", name="Share")
    link = dialog.get_by_label("Link", exact=True)
    expect(dialog.get_by_label("Code for a page of your own", exact=True)).to_have_value(
        f'<iframe src="{page.url.split("?")[0]}embed/map?country=TUR" width="800" height="520" title="Caravanserai map" '
        'loading="lazy" style="border: 0; max-width: 100%"></iframe>'
    )
    shared = link.input_value()
    assert shared.startswith(f"{page.url}&v=")
    dialog.get_by_label("Language of the link").select_option("kk")
    expect(link).to_have_value(shared.replace("&v=", "&lang=kk&v="))
    expect(dialog.get_by_label("Sentence to cite it by", exact=True)).to_have_value(
        re.compile(r"^Türkiye\. Caravanserai map, edition")
    )
    assert severe_faults(page) == []
    page.keyboard.press("Escape")
    expect(dialog).to_have_count(0)
    expect(page.locator(".site-head [data-share]")).to_be_focused()
