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
from panels.export.request import refuse
from panels.reader import Reader
from panels.view import Codes, View

BY_CODE = {form.code: form for form in FORMS}


def order_of(view=View(), code="en", story_id=""):  # noqa: B008 - a view never changes
    catalogue, entries = read_data()
    reader = Reader(catalogue, entries, Codes((), (), (), ()), load_language(code))
    return make_request(reader, view, story_id=story_id)


@pytest.mark.parametrize(
    ("code", "wanted", "name"),
    [
        ("handout", {"view": View(countries=("KGZ",), modes=("road",)), "code": "ru"}, "handout-KGZ-road-ru"),
        ("tour", {"story_id": "e-tir", "code": "kk"}, "tour-e-tir-kk"),
        ("tables", {}, "tables-all-en"),
    ],
)
def test_a_file_names_selection_language_and_day(code, wanted, name):
    wanted = order_of(**wanted)
    day = f"{wanted.live.edition.date:%Y-%m-%d}"
    assert BY_CODE[code].file_name(wanted) == f"caravanserai-{name}-{day}.{BY_CODE[code].ending}"


@pytest.mark.parametrize(
    ("wanted", "left_out"),
    [({}, {"brief", "tour"}), ({"view": View(countries=("KGZ",))}, {"tour"}), ({"story_id": "e-tir"}, {"brief"})],
)
def test_everything_holds_each_form_that_there_is_something_for(wanted, left_out, monkeypatch):
    light = tuple(form if form.code == WHOLE else replace(form, make=lambda _o, _p: b"made") for form in FORMS)
    monkeypatch.setattr(files, "FORMS", light)
    wanted, told = order_of(**wanted), []
    with zipfile.ZipFile(io.BytesIO(BY_CODE[WHOLE].make(wanted, told.append))) as whole:
        names = set(whole.namelist())
    assert names == {form.file_name(wanted) for form in FORMS if form.code not in {WHOLE, *left_out}}
    assert told == sorted(told)


def with_sites(count):
    wanted = order_of()
    entries = wanted.entries * (count // len(wanted.entries) + 1)
    sites = tuple(wanted.selection.sites * (count // len(wanted.selection.sites) + 1))
    return replace(wanted, entries=entries[:count], selection=replace(wanted.selection, sites=sites[:count]))


@pytest.mark.parametrize(
    ("code", "most", "said"),
    [
        ("handout", 100, "It has a page for each site, at most 100; 101 are selected. Choose fewer."),
        ("slides", 100, "It has a page for each site, at most 100; 101 are selected. Choose fewer."),
        ("page", 1000, "It would hold the cards of all 1,001 sites; at most 1,000 fit."),
    ],
)
def test_what_is_too_much_for_a_form_is_said(code, most, said):
    assert refuse(with_sites(most), BY_CODE[code]) == ""
    assert refuse(with_sites(most + 1), BY_CODE[code]) == said


def test_a_brief_of_a_country_of_hundreds_of_posts_is_too_much():
    wanted = replace(with_sites(2_000), country="KGZ")
    posts = sum(wanted.catalogue.places[entry.id].country == "KGZ" for entry in wanted.entries)
    assert posts > 100
    assert refuse(wanted, BY_CODE["brief"]) == f"It names every post of the country, at most 100; there are {posts}."


@pytest.mark.parametrize("code", [form.code for form in FORMS if form.group in {"map", "data"} and form.code != "page"])
def test_maps_and_data_hold_any_number_of_sites(code):
    assert refuse(with_sites(12_000), BY_CODE[code]) == ""


def test_everything_leaves_out_what_would_be_too_much(monkeypatch):
    light = tuple(form if form.code == WHOLE else replace(form, make=lambda _o, _p: b"made") for form in FORMS)
    monkeypatch.setattr(files, "FORMS", light)
    with zipfile.ZipFile(io.BytesIO(BY_CODE[WHOLE].make(with_sites(2_000), lambda _share: None))) as whole:
        codes = {name.removeprefix("caravanserai-").partition("-all-")[0] for name in whole.namelist()}
    assert codes == {form.code for form in FORMS} - {WHOLE, "handout", "slides", "page", "brief", "tour"}
