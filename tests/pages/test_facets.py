"""Filters that fold out: what they count is what a click leaves, whatever else is chosen."""

import re
from html import unescape
from urllib.parse import parse_qs

import pytest

from tests.pages.apps import html_of, list_shown, open_page

OPTION = re.compile(
    r'<a data-go="(\w+):([^"]*)" href="\?([^"]*)" target="_self"( aria-current="true")?[^>]*>([^<]*)'
    r'(?:<span class="facet-count">([\d.,\s]+)</span>)?'
)
RECORD = re.compile(r'<article class="(?:record|visit-row)[^>]*data-id="(\w+)"')
NEAR = re.compile(r"In the same country, gates not named.*", re.DOTALL)
VIEWS = [
    ("record", {}),
    ("record", {"type": ["agreement-signed", "meeting"], "country": "UZB", "place": "tashkent"}),
    ("record", {"tab": "map", "origin": "public"}),
    ("visits", {}),
    ("visits", {"country": "KGZ", "visit": "V04"}),
    ("visits", {"site": "kapikule", "country": ["TUR", "XXX"]}),
    ("visits", {"tab": "findings", "status": "open", "country": ["KAZ", "CHN"]}),
    ("visits", {"tab": "findings", "site": "altynkol", "topic": "it"}),
]


def options_of(html):
    return [
        (name, code, parse_qs(unescape(query)), bool(chosen), int(count) if count else None)
        for name, code, query, chosen, _, count in OPTION.findall(html.split("</ul>\n</details>\n</div>")[0])
    ]


@pytest.mark.parametrize(("page", "query"), VIEWS, ids=str)
def test_options_count_what_a_click_leaves(page, query):
    asked = {name: [values] if isinstance(values, str) else values for name, values in query.items()}
    options = options_of(html_of(open_page(page, query)))
    names = {name for name, *_ in options}
    assert names >= {"country", "site" if page == "visits" else "type"}
    for name in names:
        own = [option for option in options if option[0] == name]
        (_, first, leads, nothing_chosen, uncounted), *named = own
        assert (first, name in leads, uncounted) == ("", False, None)
        chosen = [code for _, code, _, on, _ in named if on]
        assert chosen == [code for _, code, *_ in named if code in asked.get(name, [])]
        assert nothing_chosen is not bool(chosen)
        # One option of each, alone: the number beside it is how many records the page then lists.
        _, code, leads, on, count = next(option for option in named if option[1] not in chosen)
        assert set(leads[name]) == ({code} if name == "site" else {*chosen, code})
        assert "visit" not in leads
        html = html_of(open_page(page, {**{k: v for k, v in leads.items() if k != name}, name: code}))
        left = list_shown(html) if page == "record" or "tab" in query else set(RECORD.findall(NEAR.sub("", html)))
        assert len(left) == count
        assert not on


@pytest.mark.parametrize(("page", "query", "name", "code"), [
    ("record", {"type": ["meeting", "launch"], "lang": "tr"}, "type", "meeting"),
    ("visits", {"site": "kapikule"}, "site", "kapikule"),
])  # fmt: skip
def test_a_chosen_option_takes_itself_back(page, query, name, code):
    options = options_of(html_of(open_page(page, query)))
    (leads,) = [leads for facet, one, leads, *_ in options if (facet, one) == (name, code)]
    assert code not in leads.get(name, [])
    assert leads.get("lang") == ([query["lang"]] if "lang" in query else None)


def test_a_filter_says_what_is_chosen():
    shown = re.findall(
        r'<span class="facet-now">([^<]*)<',
        html_of(open_page("record", {"type": ["meeting", "launch"], "country": "KAZ"})),
    )
    assert shown == ["2 chosen", "Kazakhstan", *["All"] * 5]
