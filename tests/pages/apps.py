"""How the tests open a page by AppTest, and what they read of it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from streamlit.testing.v1 import AppTest

from tests.conftest import ROOT
from tests.limits import WAIT_S

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


def new_app() -> AppTest:
    """Make the app as it is before its first run."""
    return AppTest.from_file(str(ROOT / "dashboard.py"), default_timeout=WAIT_S)


def open_page(name: str, query: Mapping[str, str | Sequence[str]]) -> AppTest:
    """Follow a link to a page, with parameters in its address; it is run twice, and neither time fails."""
    app = new_app()
    app.switch_page(f"pages/{name}.py")
    for parameter, value in query.items():
        app.query_params[parameter] = value
    for _ in range(2):
        app.run()
        assert not app.exception
    return app


RECORD = re.compile(r'<article class="[^"]*\bn(\d+)\b[^"]*"[^>]* data-id="([^"]+)"[^>]*>(.*?)</article>', re.DOTALL)


def list_shown(html: str) -> dict[str, str]:
    """List the records of a list of which a style hides some (`panels.ui.list_filter`): id → HTML of those that are shown."""
    (style,) = re.findall(r"<style>((?!@font)[^<]*)</style>\s*<(?:section|h3)", html)
    rule = re.search(r"^:is\(([^)]*)\)\{display:none!important\}", style)
    hidden = set(rule[1].split(",")) if rule else set()
    found = RECORD.findall(html)
    assert len({name for _, name, _ in found}) == len({number for number, *_ in found}) == len(found) > 0
    return {name: text for number, name, text in found if f".n{number}" not in hidden}


def html_of(app: AppTest) -> str:
    """Gather the HTML that a page has written."""
    return "\n".join(element.proto.body for element in app.get("html"))
