"""The house of styles: one table of colours, one sheet that knows Streamlit, no sheet too long to read."""

import re
import tomllib
from itertools import chain
from pathlib import Path

import pytest

from geo.style import STYLE_FILE, read_style
from panels.web import styles

ROOT = Path(__file__).parent.parent
CSS = ROOT / "panels" / "web" / "css"
JS = ROOT / "panels" / "web" / "js"
SHEETS = sorted(CSS.glob("*.css"))
LONGEST = 250
WIDEST = 120
KNOWS_STREAMLIT = {CSS / "streamlit.css", CSS / "streamlit_wrappers.css", JS / "dom" / "streamlit.js"}
THEME = {
    "primaryColor": "brand",
    "backgroundColor": "paper",
    "secondaryBackgroundColor": "land",
    "textColor": "ink",
    "linkColor": "brand",
    "borderColor": "hairline",
}
HEX = r"(?:[0-9a-fA-F]{3,4}|[0-9a-fA-F]{6}|[0-9a-fA-F]{8})"
COLOUR = re.compile(rf"(?<![\w&/])(?:#|%23){HEX}(?![\w-])|\"(?:FF)?[0-9A-F]{{6}}\"|rgba?\([\d.]|hsla?\(|luma\(")
NAMED = re.compile(r"(?<![\w-])(?:white|black|red|green|blue|gr[ae]y|silver|orange|yellow|purple)(?![\w-])")
MARKUP = re.compile(
    r"data-testid|data-stale|stale-element|data-test-\w+-state|st-emotion|\bst[A-Z]\w+|iframe\[title|title=.streamlit"
)
WRAPPER = re.compile(
    r"\.st-key-[\w-]+(?::\w+\([^()]*\))?\s*>"  # what stands directly in a container of ours
    r"|:has\(\s*>\s*(?:\.st-key|iframe)"  # what stands directly around one
    r"|\.st-key-[\w-]+ (?:\*|button|label|input|iframe|img)"  # the inside of a widget
)
ROOTED = re.compile(r"(?:^|,|:is\()\s*(?:html|body|\*|:root)?:has\(")
"""What asks of every element of the page, or of its root, what lies in it: then each change anywhere styles all anew."""
USED = re.compile(r"var\(--([\w-]+)")
WRITTEN = re.compile(r"--([\w-]+)\s*['\"]?\s*[:,]")


def sources(*suffixes):
    """List our own files with such endings, without the scripts that are not modules yet."""
    folders = [ROOT / name for name in ("geo", "panels", "pages", "data/documents")]
    found = chain.from_iterable(folder.rglob(f"*.{suffix}") for folder in folders for suffix in suffixes)
    return [path for path in sorted(found) if path.suffix != ".js" or path.is_relative_to(JS)]


def read(path):
    return path.read_text(encoding="utf-8")


def without_comments(text):
    return re.sub(r"/\*.*?\*/|^//[^\n]*", "", text, flags=re.DOTALL | re.MULTILINE)


def too_long(name, text):
    lines = text.splitlines()
    if len(lines) > LONGEST:
        yield f"{name} has {len(lines)} lines"
    if name.endswith(".css"):
        yield from (f"{name}:{n} is {len(line)} wide" for n, line in enumerate(lines, 1) if len(line) > WIDEST)


def colours_in(name, text):
    yield from (f"{name}: {found}" for found in COLOUR.findall(text))
    if name.endswith((".css", ".typ")):
        yield from (f"{name}: {found}" for found in NAMED.findall(without_comments(text)))


def markup_in(name, text):
    yield from (f"{name}: {found}" for found in MARKUP.findall(text))
    if name.endswith(".css"):
        yield from (f"{name}: {found}" for found in WRAPPER.findall(without_comments(text)))


def rooted_in(name, text):
    """List the selectors for the screen that begin with `:has(`: on paper nothing changes."""
    prelude, on_paper, depth = "", 0, 0
    for part in re.split(r"([{};])", without_comments(text)):
        if part == "{":
            depth += 1
            if prelude.strip().startswith("@media print") and not on_paper:
                on_paper = depth
            elif not on_paper and not prelude.strip().startswith("@") and ROOTED.search(prelude.strip()):
                yield f"{name}: {prelude.strip()}"
        elif part == "}":
            on_paper = 0 if depth == on_paper else on_paper
            depth -= 1
        prelude = part if part not in "{};" else ""


def differing(theme, colours):
    """List the colours of Streamlit's theme that are not the table's, or that nobody has named here."""
    for key, value in theme.items():
        if key in THEME:
            if value != colours[THEME[key]]:
                yield f"{key} is {value}, {THEME[key]} is {colours[THEME[key]]}"
        elif isinstance(value, str) and value.startswith("#"):
            yield f"{key} is {value}, which stands in no table"


def unwritten(css, others):
    """List the custom properties that a sheet uses and that neither table, sheet, template nor script writes."""
    written = set(read_style().css_values()) | set(WRITTEN.findall(css + others))
    return sorted(set(USED.findall(css)) - written)


def unused(names, text):
    """List the names of colours that no sheet, script or drawing asks for."""
    return [name for name in names if not re.search(rf"(?:--|[\"'.]){re.escape(name)}(?![\w-])", text)]


def breakable(text):
    """List strings of a sheet that lose something when spare spaces are left out."""
    return [found for found in re.findall(r'"[^"]*"', without_comments(text)) if re.search(r"[{};,]|: |\s\s", found)]


def test_no_sheet_and_no_script_grows_too_long():
    assert list(chain.from_iterable(too_long(p.name, read(p)) for p in [*SHEETS, *sources("js")])) == []


def test_every_colour_stands_in_the_table():
    files = sources("py", "css", "html", "js", "typ", "svg")
    assert list(chain.from_iterable(colours_in(str(p.relative_to(ROOT)), read(p)) for p in files)) == []


def test_streamlit_s_markup_has_one_home():
    files = [path for path in sources("py", "css", "html", "js") if path not in KNOWS_STREAMLIT]
    assert list(chain.from_iterable(markup_in(str(p.relative_to(ROOT)), read(p)) for p in files)) == []


def test_the_sheet_that_steps_through_wrappers_names_no_test_id():
    assert re.findall(r"data-test|\bst[A-Z]\w+|st-emotion", read(CSS / "streamlit_wrappers.css")) == []


def test_no_rule_asks_every_element_what_lies_in_it():
    assert not [found for path in SHEETS for found in rooted_in(path.name, read(path))]


@pytest.mark.parametrize(
    "text",
    [
        ":has(> .one) { top: 0; }",
        "body:has(.one) .two { top: 0; }",
        "@media screen { .two, :has(.one) { top: 0; } }",
        ".two:is(:has(.one) ~ * *) { top: 0; }",
    ],
)
def test_a_rule_that_asks_every_element_is_found(text):
    assert list(rooted_in("a.css", text))


def test_what_asks_few_elements_or_is_for_paper_is_left_alone():
    text = ".one:has(.two), [a]:has(> .two) > :has(.two) { top: 0; } @media print { :has(.one) { top: 0; } }"
    assert not list(rooted_in("a.css", text))


def test_streamlit_s_theme_has_the_table_s_colours():
    theme = tomllib.loads(read(ROOT / ".streamlit" / "config.toml"))["theme"]
    assert theme.keys() >= THEME.keys()
    assert list(differing(theme, read_style().colours)) == []


def test_every_custom_property_is_written():
    others = "".join(map(read, [*sources("html", "py"), *(ROOT / "panels").rglob("*.js")]))
    assert unwritten("".join(map(read, SHEETS)), others) == []


def test_every_colour_is_used():
    style = read_style()
    text = "".join(map(read, [*sources("css", "py", "typ"), *(ROOT / "panels").rglob("*.js")]))
    named = re.findall(r'colour = "([a-z-]+)"', read(ROOT / "data" / "style.toml"))  # by the table itself
    text += "".join(f'"{name}"' for name in named)
    assert unused([*style.colours, *style.page, *(f"event-{kind}" for kind in style.events)], text) == []
    assert unused([f"sign-{name}" for name in style.signs], text) == []


def test_a_dark_stage_changes_only_what_there_is():
    assert set(read_style().dark) <= set(read_style().css_values())
    assert set(read_style().dark_page) <= set(read_style().css_values()) - set(read_style().dark)


def test_names_stand_once():
    table = tomllib.loads(read(STYLE_FILE))
    names = [*chain.from_iterable(table[part] for part in ("colours", "page", "profile", "stage"))]
    assert len(names) == len(set(names))


def test_every_sheet_is_loaded_by_somebody_and_once():
    lists = (
        styles.PAGE_SHEETS,
        styles.STAGE_SHEETS,
        styles.FRAME_SHEETS,
        styles.OWN_SHEETS,
        styles.SIGHT_SHEETS,
        styles.SIGHT_TEXT_SHEETS,
        styles.SIGHT_CORRIDOR_SHEETS,
        styles.SIGHT_STAGE_SHEETS,
        styles.SIGHT_WAITING_SHEETS,
        styles.REPORT_SHEETS,
        styles.PLAIN_SHEETS,
    )
    saved = (styles.SAVED_MAP_SHEETS, styles.SAVED_TOUR_SHEETS, styles.EMBED_SHEETS)
    assert sorted(chain.from_iterable(lists + saved)) == [path.stem for path in SHEETS]


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda path: path.name)
def test_joined_sheets_lose_no_part_of_a_string(sheet):
    assert breakable(read(sheet)) == []


def test_joining_leaves_out_spaces_and_comments_alone():
    for sheet in SHEETS:
        joined = styles.join_sheets((sheet.stem,))
        assert re.sub(r"\s", "", joined) == re.sub(r"\s", "", without_comments(read(sheet)))
        assert "/*" not in joined


def test_a_file_that_is_too_long_is_found():
    assert list(too_long("a.css", "b { }\n" * LONGEST)) == []
    assert list(too_long("a.css", "b { }\n" * (LONGEST + 1))) == [f"a.css has {LONGEST + 1} lines"]
    assert list(too_long("a.css", "b" * (WIDEST + 1))) == [f"a.css:1 is {WIDEST + 1} wide"]
    assert list(too_long("a.js", "b\n" * (LONGEST + 1))) == [f"a.js has {LONGEST + 1} lines"]


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("a.css", "b { color: #1d2b33; }"),
        ("a.css", "b { color: #fff; }"),
        ("a.css", "b { color: #1d2b3380; }"),
        ("a.css", "b { color: white; }"),
        ("a.css", "b { color: rgb(29 43 51 / 18%); }"),
        ("a.css", "b { background: url(\"data:image/svg+xml,%3Cpath stroke='%23566670'/%3E\"); }"),
        ("a.html", '<p style="color: #FFF">'),
        ("a.py", 'FILL = "#0b5a6f"'),
        ("a.py", 'FILL = PatternFill(start_color="FF0B5A6F")'),
        ("a.js", "pen.fillStyle = '#fff';"),
        ("a.typ", 'fill: rgb("#1d2b33")'),
        ("a.typ", "fill: luma(200)"),
        ("a.typ", "fill: white"),
    ],
)
def test_a_colour_outside_the_table_is_found(name, text):
    assert len(list(colours_in(name, text))) == 1


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("a.css", "#map_div { color: var(--ink); } /* a white ring */"),
        ("a.css", ".b { background: color-mix(in srgb, var(--ink) 8%, transparent); white-space: nowrap; }"),
        ("a.html", '<a href="#card">&#160;</a>'),
        ("a.py", "# noqa: E501, issue #123456 of another house is none of ours"),
        ("a.py", '"""Draw the symbol with its white ring."""'),
        ("a.typ", "#let c(name) = rgb(d.colours.at(name))"),
    ],
)
def test_what_is_no_colour_is_left_alone(name, text):
    assert [found for found in colours_in(name, text) if "123456" not in found] == []


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("a.css", '[data-testid="stHeader"] { display: none; }'),
        ("a.css", ".stAppHeader { display: none; }"),
        ("a.css", ".st-emotion-cache-1 { display: none; }"),
        ("a.css", "[data-stale] { opacity: 1; }"),
        ("a.css", ".st-key-side > div { height: 100%; }"),
        ("a.css", ".st-key-side:has(.card) > * { height: 100%; }"),
        ("a.css", ":has(> .st-key-side) { height: 100%; }"),
        ("a.css", ".st-key-save-bar button { height: 28px; }"),
        ("a.html", '<div class="stHtml">'),
        ("a.py", "SELECTOR = '[data-testid]'"),
        ("a.js", "document.querySelector('iframe[title=\"streamlit_folium.st_folium\"]')"),
    ],
)
def test_streamlit_s_markup_outside_its_home_is_found(name, text):
    assert list(markup_in(name, text)) != []


@pytest.mark.parametrize(
    "text", [".st-key-side { gap: 0; }", ".st-key-side .card { gap: 0; }", ".stage-card { gap: 0; }"]
)
def test_our_own_containers_are_no_markup_of_streamlit_s(text):
    assert list(markup_in("a.css", text)) == []


def test_a_theme_of_other_colours_is_found():
    colours = read_style().colours
    right = {key: colours[name] for key, name in THEME.items()}
    assert list(differing(right | {"base": "light", "baseRadius": "8px"}, colours)) == []
    assert len(list(differing(right | {"textColor": "#000000"}, colours))) == 1
    assert len(list(differing(right | {"codeTextColor": colours["ink"]}, colours))) == 1


def test_a_property_that_nobody_writes_is_found():
    assert unwritten("a { color: var(--ink); }", "") == []
    assert unwritten("a { --own: 1px; width: var(--own); height: var(--set); }", "setProperty('--set', 1)") == []
    assert unwritten("a { color: var(--inc); }", "") == ["inc"]


def test_a_colour_that_nobody_uses_is_found():
    assert unused(["ink", "row-edge"], "a { color: var(--ink) } b { color: var(--row-edge) }") == []
    assert unused(["ink"], 'colours["ink"]') == unused(["ink"], "colours.ink") == []
    assert unused(["row"], "var(--row-edge), drink, row") == ["row"]


def test_a_string_that_would_break_is_found():
    assert breakable('a::after { content: "✓"; } /* "a, b" */') == []
    assert breakable('a::after { content: "a, b"; }') == ['"a, b"']
