"""Files are named after what is in them, and everything at once holds what there is to make."""

import io
import zipfile
from dataclasses import replace

import pytest

from geo.language import load_language
from panels.data import read_data
from panels.export import files
from panels.export.files import FORMS, WHOLE
from panels.export.page import make_request
from panels.reader import Reader
from panels.view import Codes, View

BY_CODE = {form.code: form for form in FORMS}


def order_of(view=View(), code="en", story_id=""):  # noqa: B008 - a view never changes
    catalogue, entries = read_data()
    reader = Reader(catalogue, entries, Codes((), (), (), ()), load_language(code))
    return make_request(reader, view, story_id=story_id)


@pytest.mark.parametrize(
    ("code", "order", "name"),
    [
        ("handout", {"view": View(countries=("KGZ",), modes=("road",)), "code": "ru"}, "handout-KGZ-road-ru"),
        ("tour", {"story_id": "e-tir", "code": "kk"}, "tour-e-tir-kk"),
        ("tables", {}, "tables-all-en"),
    ],
)
def test_a_file_names_selection_language_and_day(code, order, name):
    order = order_of(**order)
    day = f"{order.live.edition.date:%Y-%m-%d}"
    assert BY_CODE[code].file_name(order) == f"caravanserai-{name}-{day}.{BY_CODE[code].ending}"


@pytest.mark.parametrize(
    ("order", "left_out"),
    [({}, {"brief", "tour"}), ({"view": View(countries=("KGZ",))}, {"tour"}), ({"story_id": "e-tir"}, {"brief"})],
)
def test_everything_holds_each_form_that_there_is_something_for(order, left_out, monkeypatch):
    light = tuple(form if form.code == WHOLE else replace(form, make=lambda _o, _p: b"made") for form in FORMS)
    monkeypatch.setattr(files, "FORMS", light)
    order, told = order_of(**order), []
    with zipfile.ZipFile(io.BytesIO(BY_CODE[WHOLE].make(order, told.append))) as whole:
        names = set(whole.namelist())
    assert names == {form.file_name(order) for form in FORMS if form.code not in {WHOLE, *left_out}}
    assert told == sorted(told)
