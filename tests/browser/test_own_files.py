"""A file of the reader's own: dropped or chosen, drawn as a layer, saved, taken off, and sent to nobody."""

from __future__ import annotations

import json

import pytest
from playwright.sync_api import expect

from tests.browser.hooks import FRAME, LAYERS_BUTTON, choose_language, close_sheet, go_to, map_frame, page_names
from tests.browser.test_access import severe_faults
from tests.browser.test_one_file import foreign, watch, write_page
from tests.browser.test_palette import type_and_wait
from tests.limits import WAIT_MS

pytestmark = pytest.mark.browser

HOSTILE = "<img src=x onerror=window.pwned=1>"
TABLE = f'name;lat;lon;"<b onclick=x>"\nSecretstop {HOSTILE};41,25;43,13;<script>window.pwned=1</script>\nnowhere;;;\n'
NAME = f"stops {HOSTILE}.csv"
DRAG = """([kinds, name, text]) => {
  const data = new DataTransfer();
  data.items.add(new File([text], name));
  for (const kind of kinds) {
    const event = new DragEvent(kind, { bubbles: true, cancelable: true, dataTransfer: data });
    document.querySelector('#map_div, .masthead').dispatchEvent(event);
  }
}"""
DRAWN = "() => window.ownFiles?.layers.filter((one) => one.shown && ownFiles.drawing.drawn.has(one.id)).length ?? 0"
EXPORT = 7
"""Place of the page among those of the masthead."""
BOX, ROW, MESSAGE = ".own-box", "[data-own]", ".own-message"


def listen(sent):
    """Note all that a page sends, by any way."""

    def before(page):
        page.on("request", lambda one: sent.append(f"{one.url} {one.post_data_buffer or b''}"))
        page.on("websocket", lambda line: line.on("framesent", lambda told: sent.append(str(told))))

    return before


def choose(frame, name, text):
    frame.locator(f"{BOX} input[type=file]").set_input_files(
        {"name": name, "mimeType": "text/plain", "buffer": text.encode()}
    )


def save_with_map(page):
    """Save the map as one file with what lies on it; gives the path."""
    go_to(page, page_names(page)[EXPORT])
    page.locator(".st-key-make-page button").click()
    with page.expect_download(predicate=lambda one: one.url.startswith("blob:")) as saved:
        page.locator(".own-export-button").click()
    return saved.value.path()


def save_as_geojson(page, row):
    with page.expect_download() as saved:
        row.get_by_role("button", name="Save as GeoJSON").press("Enter")
    assert saved.value.suggested_filename.endswith(".geojson")
    (feature,) = json.loads(saved.value.path().read_text(encoding="utf-8"))["features"]
    return feature


def test_a_file_is_a_layer_of_this_page_alone(open_map):
    sent = []
    page, frame = open_map(before=listen(sent))
    page.evaluate(DRAG, [["dragover"], NAME, TABLE])  # beside the map: the page would be left for the file
    expect(frame.locator(".own-hint")).to_contain_text("Drop the file to see it on this map")
    expect(frame.locator(".own-hint")).to_contain_text("up to 5 MB and 10,000 features")
    frame.evaluate(DRAG, [["dragover", "drop"], NAME, TABLE])
    expect(frame.locator(".own-hint")).to_be_hidden()
    row = frame.locator(ROW)
    expect(row).to_contain_text(NAME)
    expect(row).to_contain_text("Features: 1 · without a position, left out: 1")
    assert frame.evaluate(DRAWN) == 1
    assert severe_faults(page) == []

    # The keyboard's way: into the list, to the values, and back.
    row.locator(".own-features summary").press("Enter")
    row.locator(".own-feature").press("Enter")
    values = frame.locator(".own-values")
    expect(values).to_contain_text(HOSTILE)
    expect(values).to_contain_text("<b onclick=x><script>window.pwned=1</script>")
    expect(values.get_by_role("button", name="Close")).to_be_focused()
    page.keyboard.press("Enter")
    expect(row.locator(".own-feature")).to_be_focused()
    row.get_by_role("checkbox").press("Space")
    assert frame.evaluate(DRAWN) == 0
    row.get_by_role("checkbox").press("Space")
    assert frame.evaluate(DRAWN) == 1
    feature = save_as_geojson(page, row)
    assert feature["geometry"] == {"type": "Point", "coordinates": [43.13, 41.25]}
    assert feature["properties"]["name"] == f"Secretstop {HOSTILE}"

    # Another language, another page and back: it is still there. Nothing of it has left this page.
    choose_language(page, "tr")
    expect(row).to_contain_text("Nesneler: 1")
    for place in (2, 0):
        go_to(page, page_names(page)[place])
        frame = map_frame(page)
        expect(frame.locator(ROW)).to_contain_text(NAME)
        frame.wait_for_function(DRAWN)
    map_file = save_with_map(page)
    go_to(page, page_names(page)[0])
    frame = map_frame(page)
    expect(frame.locator(ROW)).to_contain_text(NAME)
    assert not any("Secretstop" in one or "onerror" in one for one in sent)
    assert "Secretstop" not in page.evaluate("JSON.stringify([{ ...localStorage }, { ...sessionStorage }])")
    assert page.evaluate("window.pwned") is None
    assert frame.evaluate("window.pwned") is None
    frame.locator(f"{BOX} > summary").press("Enter")
    frame.locator(".own-remove").press("Enter")
    expect(frame.locator(ROW)).to_have_count(0)
    expect(frame.locator(".own-button--add")).to_be_focused()
    assert frame.evaluate(DRAWN) == 0
    assert 'id="own-layers">[{"name":"stops \\u003cimg' in map_file.read_text(encoding="utf-8")


def test_what_cannot_be_shown_is_said_and_three_ways_lead_to_the_box(shared_map):
    page, frame = shared_map
    box = frame.locator(BOX)
    page.keyboard.press("Control+k")
    type_and_wait(page, "GeoJSON")
    page.keyboard.press("Enter")
    expect(frame.locator(".own-button--add")).to_be_focused()
    page.keyboard.press("Escape")
    expect(box).to_be_hidden()
    expect(frame.get_by_role("button", name="Add a file of your own")).to_be_focused()
    page.keyboard.press("Enter")
    expect(box).to_contain_text("it is not sent, not stored and shown to nobody else")
    frame.locator(f"{BOX} > summary").click()
    page.locator(LAYERS_BUTTON).click()
    page.get_by_role("button", name="Add a file of your own").click()
    expect(frame.locator(".own-button--add")).to_be_focused()
    close_sheet(page)
    for text, said in (
        ("a,b\n1,2\n", "x.csv has no columns for latitude and longitude"),
        ("PK\3\4\0", "x.csv is not a file that can be read here"),
        ("<kml>", "it is damaged or incomplete"),
        (" " * 5_000_001, "x.csv is larger than 5 MB"),
        ("lat,lon\n105,41\n", "Latitude and longitude are swapped in x.csv"),
    ):
        choose(frame, "x.csv", text)
        expect(frame.locator(MESSAGE)).to_contain_text(said)
        expect(frame.locator(ROW)).to_have_count(0)
    frame.locator(MESSAGE).get_by_role("button", name="Swap them").click()
    expect(frame.locator(ROW)).to_contain_text("x.csv")
    frame.locator(".own-remove").click()
    choose(frame, "y.csv", "lat,lon\n69.2,41.3\n")
    expect(frame.locator(MESSAGE)).to_contain_text("y.csv lies far from this map’s region")
    frame.locator(MESSAGE).get_by_role("button", name="Swap them").click()
    assert frame.evaluate("ownFiles.layers[0].features[0].geometry.coordinates") == [69.2, 41.3]
    frame.locator(".own-remove").click()
    frame.locator(f"{BOX} > summary").click()


def test_a_page_without_a_map_says_so(open_page):
    page = open_page("/sources")
    expect(page.get_by_test_id("stApp")).to_have_attribute("data-test-script-state", "notRunning")
    page.locator("[data-find]").click()
    type_and_wait(page, "Add a file of your own")
    page.keyboard.press("Enter")
    expect(page.locator(".line-note")).to_contain_text("There is no map here")
    assert page.locator(FRAME).count() == 0


def test_a_map_saved_as_one_file_takes_files_too(chromium, tmp_path):
    page = chromium.new_page()
    page.set_default_timeout(WAIT_MS)
    asked, wrong = watch(page)
    address = write_page(tmp_path / "map.html")
    page.goto(address)
    expect(page.locator("body")).to_have_attribute("data-ready", "true")
    page.evaluate(DRAG, [["dragover", "drop"], NAME, TABLE])
    expect(page.locator(ROW)).to_contain_text(NAME)
    assert page.evaluate(DRAWN) == 1

    # A file into which the browser has written layers (as it does on the page of exports) shows them by itself.
    layers = json.dumps(page.evaluate("ownFiles.layers")).replace("<", "\\u003c")
    text = (tmp_path / "map.html").read_text(encoding="utf-8")
    before = '<script type="application/json" id="one-file-data">'
    saved = tmp_path / "with_layers.html"
    saved.write_text(
        text.replace(before, f'<script type="application/json" id="own-layers">{layers}</script>{before}', 1),
        encoding="utf-8",
    )
    address = saved.as_uri()
    asked.clear()
    page.goto(address)
    page.wait_for_function(DRAWN)
    expect(page.locator(ROW)).to_contain_text(NAME)
    assert page.evaluate("window.pwned") is None
    assert foreign(asked, address) == []
    assert wrong == []
    page.close()
