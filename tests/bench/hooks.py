"""Where the harness takes hold of each page: the one place to change when a page changes.

Every probe is a JavaScript expression, evaluated in the page, whose value changes when the thing it
watches changes. ``FRAME`` stands for the document in the map's frame.
"""

from dataclasses import dataclass, field

FRAME_SELECTOR = 'iframe[title="streamlit_folium.st_folium"]'
FRAME = f"(document.querySelector('{FRAME_SELECTOR}')?.contentDocument)"

CHIP = 'button[data-chip="country:{}"]'
PRESSED_CHIP = 'button[data-chip][aria-pressed="true"]'
ANY_CHIP = "button[data-chip]"
ROW = 'a[data-site="{}"]'
ANY_ROW = "a[data-site]"
SYMBOL = ".site--{}"
# The countries that the filters turn to, one after the other; all of them have sites.
COUNTRIES = ("KAZ", "TUR", "GEO", "AZE", "KGZ", "UZB")
# Sites far enough from all others to be clicked at the first zoom.
SITES = ("kapikule", "red-bridge", "irkeshtam", "baku-port-alat")
NAIVE_FILTER = '[data-testid="stMultiSelect"] input'
NAIVE_OPTION = '[role="option"]:has-text("{}")'
NAIVE_CLEAR = '[data-testid="stMultiSelect"] [aria-label*="lear"]'
BARE_BUTTON = ".st-key-change button"


@dataclass(frozen=True, slots=True)
class Page:
    """One page that is measured.

    Attributes
    ----------
    name
        As the report calls it.
    symbols
        Probe for the cold load: how many things of those that must be there are there.
    probes
        Further probes, by name, for what follows a click or a key.
    path
        Where it is on its server.
    """

    name: str
    symbols: str
    probes: dict[str, str] = field(default_factory=dict)
    path: str = "/"


EMBED = Page(
    "embed",
    symbols="(document.body?.dataset.ready ? document.querySelectorAll('.site').length : 0)",
    path="/embed/map",
)
OURS = Page(
    "ours",
    symbols=f"({FRAME}?.querySelectorAll('.site').length ?? 0)",
    probes={
        "map": f"({FRAME}?.querySelectorAll('.site--off').length ?? -1)",
        "panel": "[document.querySelector('#answered')?.dataset.seq,"
        " document.querySelector('#site-count')?.textContent].join('|')",
        "chosen": f"[...({FRAME}?.querySelectorAll('.site--chosen') ?? [])].map(e => e.className).join('|')",
        "card": "(document.querySelector('[data-card]')?.dataset.card ?? '')",
        # Never waited for, but seen to rest: each click is measured from a map that has come to a stand.
        "camera": f"(document.querySelector('{FRAME_SELECTOR}')?.contentWindow?.map?.getBounds().toBBoxString() ?? '')",
    },
)
STATIC = Page(
    "static",
    symbols="document.querySelectorAll('.site').length",
    probes={"map": "document.querySelectorAll('.site--off').length"},
)
NAIVE = Page(
    "naive",
    symbols=f"({FRAME}?.querySelectorAll('.leaflet-marker-icon').length ?? 0)",
    probes={"map": f"({FRAME}?.querySelectorAll('.leaflet-marker-icon').length ?? -1)"},
)
BARE = Page(
    "bare",
    symbols="(document.querySelector('.st-key-word')?.textContent ? 1 : 0)",
    probes={"word": "(document.querySelector('.st-key-word')?.textContent ?? '')"},
)
VISIT = 'a[data-go="mark:{}"]'
TAB = "[data-testid=stButtonGroup] button"
FACET = ".facet summary"
FACET_OPTION = ".facet a[data-go]"
# What a page of text says, by its records and how each of them stands.
TEXT = (
    "[...document.querySelectorAll(':is(.st-key-side-panel, .st-key-reading) [data-id]')]"
    ".map(e => e.dataset.id + e.className).join(' ')"
)
TOLD = f"({TEXT} ? 1 : 0)"
# A list that stays, of which a style leaves out what does not answer: how many are to be seen, and how many it says.
SEEN = (
    "[document.querySelector(':is(.site-count, .record-count)')?.textContent,"
    " [...document.querySelectorAll(':is(.event, .finding)')].filter(e => e.checkVisibility()).length].join(' ')"
)
LISTED = "(document.querySelector(':is(.event, .finding)') ? 1 : 0)"
FINDINGS = Page("findings", LISTED, {"text": SEEN}, "/visits?tab=findings")
RECORD = Page("record", LISTED, {"text": SEEN}, "/record")
PALETTE = Page("palette", LISTED, {"list": "(document.querySelector('.find-list')?.textContent ?? '')"}, "/record")
VISITS = Page("visits", TOLD, {"text": TEXT}, "/visits")
ETIR = Page("etir", TOLD, {"text": TEXT}, "/etir")
BRIEF = Page("brief", TOLD, {"text": TEXT}, "/brief")
# The view of hours: half discs for posts, the slider of years, the directions of travel; sites side by side.
YEAR = ".years-thumb--year"
DIRECTION = 'button[data-chip="dir:{}"]'
GLYPHS = f"[...({FRAME}?.querySelectorAll('.wait-half') ?? [])]"
HOURS = Page(
    "hours",
    symbols=f"{GLYPHS}.length",
    probes={"glyphs": f"{GLYPHS}.map(e => [e.dataset.post, e.dataset.act, e.dataset.year, e.dataset.hours]).join('|')"},
    path="/?view=waiting",
)
COMPARE_LINK = ".card-compare a"
COMPARED = Page(
    "compared",
    symbols="(document.querySelector('[data-card]') ? 1 : 0)",
    probes={"columns": "(document.querySelector('.compare, .compare-empty, [data-card]')?.className ?? '')"},
    path="/?site=torugart",
)
COMPARISON = Page("ours", "(document.querySelector('.compare') ? 1 : 0)", path="/compare?site=torugart&site=irkeshtam")
# The first slider of either page; ours belongs to the first stop of the first journey, whose riser stands on the chart.
HANDLE = "input[type=range]"
RISER = "document.querySelector('.chart-picture .chart-stop--riser')"
CORRIDOR = Page(
    "corridor",
    symbols=f"({FRAME}?.querySelector('body[data-ready=true]') && {RISER}"
    f" && document.querySelector('{HANDLE}') ? 1 : 0)",
    probes={
        "chart": "[...document.querySelectorAll('.chart-picture .chart-stop')]"
        ".map(e => e.getAttribute('aria-label') + e.firstChild.getAttribute('d')).join('|')",
        # With gaps the total is rounded to days, which a small step does not change.
        "total": "((document.querySelector('.answer-known') ?? document.querySelector('.answer-total strong'))"
        "?.textContent ?? '')",
        "answer": "(document.querySelector('.answer')?.dataset.asked ?? '')",
    },
    path="/corridor",
)
STAGE = Page(
    "stage",
    symbols=f"({FRAME}?.querySelector('body[data-ready=true]') && document.querySelector('.stage-card h1') ? 1 : 0)",
    path="/walkthrough",
)
SLIDER = Page("slider", symbols=BARE.symbols, probes=BARE.probes)
# With thousands of sites the symbols are drawn on a canvas, which no observer sees: they are counted among its layers.
INSIDE = f"document.querySelector('{FRAME_SELECTOR}')?.contentWindow"
POINTS = "Object.values(inside.map._layers).filter((layer) => layer instanceof inside.L.CircleMarker)"
COUNTED = f"((inside) => (inside?.caravan?.isReady() ? {POINTS}{{}}.length : {{}}))({INSIDE})"
MANY = Page(
    "many",
    symbols=COUNTED.format("", 0),
    probes={"map": COUNTED.format(".filter((layer) => layer.options.fillOpacity < 0.5)", -1)},
)
# The editing desk, and the bare grid beside it: the grid is a canvas, what is said of its cells are elements.
GRID_CANVAS = "[data-testid=stDataFrame] canvas"
GRID_CELL = f"{GRID_CANVAS} td[id^=glide-cell][id$='-1']"  # of the second row, for those who do not see the canvas
CHOSEN_CELL = f"{GRID_CELL}[aria-selected=true]"
CELL = "#portal textarea"
GRID_THERE = f"(document.querySelector('{GRID_CANVAS}') ? 1 : 0)"
SIGN_IN_FIELDS = "[data-testid=stForm] input"
SIGN_IN_BUTTON = "[data-testid=stForm] button[kind=primaryFormSubmit]"
REASON = "input[placeholder^='For instance']"
SAVE = "button:has-text('Save as draft')"
GRID = Page("grid", symbols=GRID_THERE, probes={"told": BARE.probes["word"]})
EDIT = Page(
    "edit",
    symbols=f"document.querySelectorAll('{SIGN_IN_FIELDS}').length",
    probes={
        "grid": f"({GRID_THERE} && document.querySelector('.edit-changes, .empty') ? 1 : 0)",
        "told": "[...document.querySelectorAll('.edit-changes, .edit-faults, .edit-sound')].map(e => e.textContent).join()",
        "drafts": "document.querySelectorAll('[data-draft]').length",
    },
    path="/edit?table=waypoints",
)
PAGES = (BARE, OURS, NAIVE, MANY, STATIC)
OWN = {"corridor": CORRIDOR, "stage": STAGE}
"""Further pages of ours, of which only the cold load is measured here."""
