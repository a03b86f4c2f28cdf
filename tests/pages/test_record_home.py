"""`/?record=ID` leads to where the record stands, whatever table it is from."""

import pytest

from tests.pages.apps import html_of, new_app


def run(**query):
    """Run the page once: a second run would begin at the map again, where no browser is."""
    app = new_app()
    app.switch_page("pages/map.py")
    for name, value in query.items():
        app.query_params[name] = value
    app.run()
    assert not app.exception
    return app


@pytest.mark.parametrize(
    ("record", "query", "shown"),
    [
        ("D002", {"site": ["red-bridge"]}, 'data-card="red-bridge"'),
        ("F010", {"tab": ["findings"], "record": ["F010"], "lang": ["tr"]}, 'data-id="F010"'),
        ("V04", {"visit": ["V04"], "lang": ["tr"]}, 'data-id="V04"'),
        ("torugart", {"site": ["torugart"]}, 'data-card="torugart"'),
    ],
)
def test_a_record_pasted_to_the_map_is_found(record, query, shown):
    app = run(record=record, lang="tr")
    assert shown in html_of(app)
    assert {
        name: [value] if isinstance(value, str) else value for name, value in app.query_params.items()
    }.items() >= query.items()


def test_an_unknown_record_and_a_named_site_change_nothing():
    assert "data-card" not in html_of(run(record="<script>"))
    assert 'data-card="torugart"' in html_of(run(record="F010", site="torugart"))
