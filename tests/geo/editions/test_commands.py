"""What `python -m geo.editions` does: folders in and out, and what it tells of editions."""

import re

import pytest

from geo.editions.__main__ import main
from geo.load import read_catalogue
from geo.tables.folder_files import read_files


@pytest.fixture
def run(tmp_path, capsys):
    def call(*words):
        status = main(["--store", str(tmp_path / "editions.sqlite"), *map(str, words)])
        said = capsys.readouterr()
        return status, said.out.strip(), said.err.strip()

    return call


def test_a_folder_goes_in_and_comes_out_as_it_was(small, run, tmp_path):
    folder = small.write()
    assert run("import", folder, "--who", "A. Clerk", "--why", "the first")[1].startswith("Recorded as edition 1, ")
    assert run("import", folder)[1].startswith("Nothing has changed since edition 1, ")
    assert run("export", tmp_path / "out")[0] == 0
    assert read_files(tmp_path / "out") == read_files(folder)
    assert read_catalogue(tmp_path / "out").version == read_catalogue(folder).version
    listed = run("list")[1]
    assert re.search(r"^1  [0-9a-f]{12}  \d{4}-\d\d-\d\d \d\d:\d\d UTC  A\. Clerk – the first$", listed)
    assert read_catalogue(folder).version in listed


def test_an_older_edition_comes_out_by_its_number_or_hash(small, run, tmp_path):
    folder = small.write()
    before = read_files(folder)
    run("import", folder)
    small.change("visits", 2, aim="another aim").write()
    run("import", folder)
    assert run("export", tmp_path / "one", "--edition", 1)[0] == 0
    assert read_files(tmp_path / "one") == before
    assert run("export", tmp_path / "two")[0] == 0
    assert read_files(tmp_path / "two") == read_files(folder)


def test_two_editions_are_compared_row_by_row_before_and_after(small, run):
    folder = small.write()
    run("import", folder)
    small.change("dwell", 2, hours="4.6").add("visits", visit_id="V99", site_id="kapikule", date="2020").write()
    run("import", folder)
    told = run("compare", 1, 2)[1].splitlines()
    assert told[0] == "Rows from edition 1 to 2: 1 added, 1 changed, 0 removed."
    assert told[1:4] == ["dwell:", "  ~ D001", "      hours: '4.5' → '4.6'"]
    assert "  + V99" in told
    assert "  - V99" in run("compare", 2, 1)[1].splitlines()


def test_what_todays_program_leaves_out_of_an_edition_is_told(small, run):
    folder = small.change("dwell", 2, hours="many").write()
    (folder / "speeds.csv").unlink()
    assert run("import", folder)[0] == 0
    told = run("show", 1)[1]
    assert "Who: not stated" in told
    assert 'column hours: "many"' in told
    assert "speeds.csv" in told


@pytest.mark.parametrize("words", [["list"], ["show", "1"], ["compare", "1", "2"]])
def test_reading_makes_no_database(run, tmp_path, words):
    status, said, told = run(*words)
    assert (status, said) == (2, "")
    assert "there is no" in told
    assert not list(tmp_path.iterdir())


def test_what_cannot_be_done_is_told_in_one_line(small, run, tmp_path):
    folder = small.write()
    assert run("import", tmp_path / "nowhere")[::2] == (2, f"there is no table in {tmp_path / 'nowhere'}")
    run("import", folder)
    assert run("export", folder)[::2] == (2, f"{folder} is not empty; name a new folder")
    assert run("show", 7)[::2] == (2, "there is no edition 7")
    assert run("export", tmp_path / "no" / "such" / "place")[0] == 2
    assert len(run("export", tmp_path / "no" / "such" / "place")[2].splitlines()) == 1
