"""Photographs in the database, once each and as they were; out of it into a folder and back."""

import dataclasses
import datetime as dt
import hashlib
import io
from contextlib import closing

import pytest
from PIL import Image
from sqlalchemy import text

from geo.editing.drafts import DraftStore
from geo.editions.__main__ import main
from geo.editions.database import begin_writing
from geo.editions.photograph_files import MAX_BYTES, list_named, name_picture, read_picture
from geo.editions.photographs import PhotographStore
from geo.editions.store import EditionStore
from geo.errors import EditionStoreError
from geo.tables.folder_files import read_files

AT = dt.datetime(2026, 11, 28, tzinfo=dt.UTC)
OUT = io.BytesIO()
Image.new("RGB", (8, 8), "blue").save(OUT, "JPEG")
PICTURE = OUT.getvalue()
DIGEST = hashlib.sha256(PICTURE).hexdigest()
ROW = {"photograph_id": "P01", "visit_id": "V01", "file": DIGEST, "caption": "made up", "alternative_text": "blue",
       "author": "A. Clerk"}  # fmt: skip


def test_a_picture_is_kept_once_and_comes_back_as_it_was(address):
    with closing(PhotographStore(address)) as store:
        store.keep([PICTURE, PICTURE])
        store.keep([PICTURE, b"other"])
        assert store.find(DIGEST) == PICTURE
        assert store.find("0" * 64) is None
        assert store.list_held([DIGEST, "0" * 64]) == {DIGEST}


def test_a_damaged_picture_is_told_and_not_shown(address):
    with closing(PhotographStore(address)) as store:
        store.keep([PICTURE])
        with begin_writing(store._engine) as connection:
            connection.execute(text("UPDATE photographs SET picture = :raw"), {"raw": b"other"})
        with pytest.raises(EditionStoreError, match=f"{DIGEST} is damaged"):
            store.find(DIGEST)


@pytest.fixture
def run(tmp_path, capsys):
    def call(store, *words):
        status = main(["--store", str(tmp_path / store), *map(str, words)])
        said = capsys.readouterr()
        return status, said.out.strip(), said.err.strip()

    return call


def put(folder, raw=PICTURE):
    (folder / "photographs").mkdir()
    (folder / "photographs" / f"{DIGEST}.jpg").write_bytes(raw)


def test_they_go_out_with_their_edition_and_come_in_again(small, run, tmp_path):
    folder = small.add("photographs", **ROW).write()
    put(folder)
    assert run("one.sqlite", "import", folder)[1].endswith("Photographs: 1.")
    assert run("one.sqlite", "export", tmp_path / "out")[1].endswith("Photographs: 1.")
    assert (tmp_path / "out" / "photographs" / f"{DIGEST}.jpg").read_bytes() == PICTURE
    assert run("two.sqlite", "import", tmp_path / "out")[0] == 0
    with closing(PhotographStore(str(tmp_path / "two.sqlite"))) as store:
        assert store.find(DIGEST) == PICTURE


@pytest.mark.parametrize("raw", [None, b"\xff\xd8\xffother", PICTURE + b"\0" * MAX_BYTES])
def test_a_folder_without_the_photographs_that_its_table_names_is_not_imported(small, run, raw):
    folder = small.add("photographs", **ROW).write()
    if raw:
        put(folder, raw)
    status, said, error = run("editions.sqlite", "import", folder)
    assert (status, said) == (2, "")
    assert f"photographs lacks the photograph {DIGEST}.jpg" in error
    assert run("editions.sqlite", "list")[1] == ""


def test_what_is_not_kept_is_told_when_its_edition_goes_out(small, run, tmp_path):
    folder = small.add("photographs", **ROW).write()
    put(folder)
    run("editions.sqlite", "import", folder)
    with closing(PhotographStore(str(tmp_path / "editions.sqlite"))) as store, begin_writing(store._engine) as line:
        line.execute(text("DELETE FROM photographs"))
    assert f"Not kept in this database: photograph {DIGEST}." in run("editions.sqlite", "export", tmp_path / "out")[1]


def test_no_name_leads_out_of_the_folder(catalogue, tmp_path):
    (tmp_path / "x.jpg").write_bytes(PICTURE)
    (tmp_path / "photographs").mkdir()
    named = dataclasses.make_dataclass("Row", ["file"])
    made = dataclasses.replace(catalogue, photographs=tuple(map(named, ["../x", "", DIGEST.upper(), DIGEST, DIGEST])))
    assert list_named(made) == (DIGEST,)
    assert read_picture(tmp_path, "../x") is None


def test_pictures_go_with_the_draft_that_is_withdrawn_unless_others_name_them(small, address):
    shared, own = PICTURE, PICTURE + b"\0"
    bare = read_files(small.write())
    first, second = (name_picture(raw) for raw in (shared, own))

    def name(*digests):
        head = ",".join(ROW)
        rows = [",".join({**ROW, "photograph_id": f"P{n}", "file": one}.values()) for n, one in enumerate(digests)]
        return {**bare, "photographs.csv": "\n".join([head, *rows, ""]).encode()}

    said = {"base": 1, "author": "A. Clerk", "reason": "made up"}
    with (
        closing(EditionStore(address)) as editions,
        closing(DraftStore(address)) as drafts,
        closing(PhotographStore(address)) as store,
    ):
        editions.record(bare, AT)
        draft = drafts.save(name(first, second), AT, pictures=[shared, own], **said)
        other = drafts.save(name(first), AT, **said)
        assert store.list_held([first, second]) == {first, second}
        drafts.withdraw(draft)
        assert store.list_held([first, second]) == {first}
        again = drafts.save(name(first, second), AT, over=other, pictures=[own], **said)
        assert drafts.save(name(first), AT, over=again, **said).number == other.number
        assert store.list_held([first, second]) == {first}
        editions.record(name(first), AT)
        drafts.withdraw(drafts.find(other.number))
        assert store.list_held([first, second]) == {first}
