"""The files of an edition, and the hash that names them: the same one since the first link."""

from geo.tables.folder_files import read_files, version_of


def test_the_hash_is_that_of_older_links():
    assert version_of({}) == "e40aed05ca0e"
    assert version_of({"sites.csv": b"a\n", "walkthroughs/b.toml": b"x", "walkthroughs/a.toml": b"y"}) == "f98bf830a450"


def test_a_table_that_came_later_counts_where_it_is():
    files = {"sites.csv": b"a\n"}
    assert version_of(files) != version_of(files | {"crosswalk.csv": b""})


def test_any_byte_of_a_table_or_story_changes_the_hash():
    files = {"sites.csv": b"a\n", "walkthroughs/b.toml": b"x"}
    others = [{}, files | {"sites.csv": b"a\r\n"}, files | {"walkthroughs/b.toml": b"y"}, files | {"visits.csv": b""}]
    assert len({version_of(one) for one in [files, *others]}) == 5


def test_what_is_no_table_or_story_is_left_out(tmp_path):
    for name in ("README.md", "other.csv", "SITES.csv", "walkthroughs/a.toml", "walkthroughs/b.txt"):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(name)
    (tmp_path / "visits.csv").mkdir()
    assert read_files(tmp_path) == {"sites.csv": b"SITES.csv", "walkthroughs/a.toml": b"walkthroughs/a.toml"}
