"""The form of a report where there is no network: whole in one document, with all columns, and only where tables are edited."""

import re

import pytest
from starlette.applications import Starlette

from geo.language import load_language
from panels.edit import report_form
from panels.edit.form_script import write_form_script
from panels.edit.report_form import report_routes, write_form
from panels.server.headers import content_security_policy, inline_hashes
from tests.panels.asgi import ask


def read(target="/report-form", **headers):
    return ask(Starlette(routes=report_routes()), target, **headers)


def test_there_is_a_form_only_where_tables_are_edited(monkeypatch):
    assert read().status == 404
    monkeypatch.setattr(report_form, "editing_on", lambda: True)
    found = read(accept_language="tr")
    assert (found.status, found.headers["vary"]) == (200, "Accept-Language")
    assert b'<html lang="tr">' in found.body
    assert b'<html lang="kk">' in read("/report-form?lang=kk", accept_language="tr").body


@pytest.mark.parametrize("code", ["en", "ru"])
def test_it_asks_for_every_column_but_the_ids_and_fetches_nothing(catalogue, code):
    html = write_form(catalogue, load_language(code))
    visit, _, findings = html.partition("data-findings")
    for table, part in (("visits", visit), ("findings", findings)):
        columns = [one.column for one in catalogue.dictionary if one.table == table and not one.key]
        assert re.findall(r'data-column="(\w+)"', part) == columns
    assert 'data-key="edit-cell-visits-report-0-aim"' in visit
    assert '<option value="KAZ">KAZ · ' in visit
    assert '<option value="founding-text">' in html
    assert not re.search(r'src="|<link rel="(?!icon)|url\((?!.?data:)', html.replace(write_form_script(), ""))


def test_its_script_is_the_one_that_the_policy_names(catalogue):
    (digest,) = inline_hashes(write_form(catalogue, load_language("en")))
    assert f"'sha256-{digest}'" in content_security_policy()
