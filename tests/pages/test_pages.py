"""Every page, by AppTest: plain, at its extremes, with nonsense in the address; each run twice."""

import json

import pytest

from tests.pages.apps import html_of, new_app, open_page

PAGES = [None, "pages/sources.py"]
QUERIES = [
    {},
    {"lang": "tr"},
    {"lang": "xx"},
    {"country": ["KAZ", "KGZ"], "mode": "road", "site": "red-bridge", "lang": "tr"},
    {"site": "tashkent-ark-buloq"},
    {"q": "no such place anywhere", "hide": "1"},
    {"layer": "none"},
    {"country": "<script>alert(1)</script>", "site": "../../x", "layer": "x", "table": "x"},
]


def run(query, page):
    app = new_app()
    for name, value in query.items():
        app.query_params[name] = value
    app.run()
    if page:
        app.switch_page(page)
    for _ in range(2):
        app.run()
        assert not app.exception
    return app


@pytest.mark.parametrize("page", PAGES, ids=str)
@pytest.mark.parametrize("query", QUERIES, ids=str)
def test_page_runs_twice_without_error(query, page):
    assert "masthead" in html_of(run(query, page)) or html_of(run(query, page))


def test_every_listed_record_has_its_id_in_the_page():
    html = html_of(run({"site": "irkeshtam"}, None))
    assert 'data-card="irkeshtam"' in html
    assert 'data-id="V04"' in html
    for site in ("kapikule", "torugart", "altynkol", "nur-zholy", "khorgos-gateway", "red-bridge", "baku-port-alat"):
        assert f'data-id="{site}"' in html


def test_filter_from_the_address_dims_the_rows_that_do_not_answer():
    html = html_of(run({"country": "KGZ"}, None))
    assert 'data-site="irkeshtam" class="row"' in html
    assert 'data-site="kapikule" class="row row--off"' in html


def test_hidden_rows_are_left_out():
    html = html_of(run({"country": "KGZ", "hide": "1"}, None))
    assert 'data-id="irkeshtam"' in html
    assert 'data-id="kapikule"' not in html


def test_empty_result_offers_the_way_back():
    assert "data-reset" in html_of(run({"q": "no such place anywhere"}, None))


def test_the_map_is_sent_the_same_whatever_is_filtered():
    def sent(query):
        return run(query, None).get("component_instance")[0].proto.json_args

    assert sent({}) == sent({"country": "KGZ", "mode": "rail", "site": "irkeshtam", "layer": "sites"})


def test_nothing_sent_names_a_foreign_host():
    arguments = json.loads(run({}, None).get("component_instance")[0].proto.json_args)
    assert all("//" not in address for address in (*arguments["js_links"], *arguments["css_links"]))


def test_hostile_address_is_never_shown():
    assert "<script>" not in html_of(run(QUERIES[-1], None))


@pytest.mark.parametrize(
    ("page", "query"),
    [
        ("record", {}),
        ("compare", {}),
        ("sources", {}),
        ("export", {}),
        ("brief", {}),
        ("visits", {}),
        ("visits", {"tab": "findings"}),
        ("etir", {}),
        ("etir", {"tab": "corridor"}),
    ],
)
def test_every_page_of_text_leads_to_its_citation(page, query):
    html = html_of(open_page(page, query))
    text = (
        html[: html.index('class="page-footer"')] if page in {"visits", "etir"} else html
    )  # beside a map it is hidden
    assert text.count("data-share") == 1


@pytest.mark.parametrize(
    ("page", "query"),
    [("visits", {}), ("visits", {"tab": "findings"}), ("record", {}), ("record", {"tab": "map"}), ("etir", {})],
    ids=str,
)
def test_a_page_has_one_title(page, query):
    app = open_page(page, query)
    assert len(app.title) + html_of(app).count("<h1") == 1
