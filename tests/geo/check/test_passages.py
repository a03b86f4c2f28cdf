"""Sources that can be checked again: one line for figures without a passage, and older tables that know nothing of it."""

import csv
import io
from dataclasses import replace

from geo.check.__main__ import main
from geo.check.folder import check_folder
from geo.check.passages import find_unquoted
from geo.editions.opened import open_files
from geo.exports.citation_forms import list_evidence
from geo.exports.table_rows import tell_source
from geo.records.figures import FIGURES
from geo.records.registry import ADDED_LATER
from geo.tables.folder_files import read_files
from geo.tables.source_rules import MOST_WORDS, count_words
from tests.conftest import ROOT

HASH = "sha256:" + "0a" * 32


def cells(sources, **dwell):
    names = list(sources)
    return {"sources": {"source_id": names, "quoted": list(sources.values())}, "dwell": dwell}


def without_columns(content, columns):
    rows = list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"))))
    kept = [name for name in rows[0] if name not in columns]
    text = io.StringIO()
    writer = csv.DictWriter(text, kept, extrasaction="ignore")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue().encode()


def test_figures_without_a_passage_are_counted_in_one_warning():
    found = find_unquoted(
        cells({"a": "", "b": "as printed"}, hours=["1", "", "3"], cost_usd=["5", "", ""], source_id=["a; b", "a", "b"])
    )
    assert (found.severity, found.effect, found.file, found.column) == ("warning", "kept", "sources.csv", "quoted")
    assert "2 of 3 figures" in str(found)
    assert "2 of them the source a" in str(found)


def test_where_each_figure_has_a_passage_or_is_our_own_nothing_is_said():
    sound = cells({"b": "as printed", "own-computation": ""}, hours=["1", "2"], source_id=["b", "own-computation; b"])
    assert find_unquoted(sound) is None
    assert find_unquoted({}) is None


def test_the_command_says_it_in_one_line_and_does_not_fail(capsys):
    assert main([str(ROOT / "data")]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert len(lines) == 2
    assert lines[0].startswith("No faults in ")
    assert lines[1].startswith("sources.csv, column quoted: ")
    assert lines[1].endswith("(warning)")


def test_the_passages_of_our_sources_are_short_and_none_is_made_up_of_a_figure_alone(catalogue):
    quoted = [source.quoted for source in catalogue.sources.values() if source.quoted]
    assert len(quoted) == 12
    assert {source.quoted_language for source in catalogue.sources.values() if source.quoted} == {"en"}
    assert all(3 < count_words(passage) <= MOST_WORDS for passage in quoted)
    assert not any(source.archive_url or source.content_hash for source in catalogue.sources.values())
    assert set(FIGURES) <= set(catalogue.tables)
    types = {column.column: column.type for column in catalogue.dictionary if column.table == "sources"}
    wanted = {"archive_url": "https", "quoted": "passage", "content_hash": "sha-256"}
    assert types.items() >= wanted.items()


def test_words_of_scripts_without_blanks_are_counted_by_two_letters():
    assert [count_words(text) for text in ("", " – ", "霍尔果斯 口岸", "54.9 h in 2023")] == [0, 0, 3, 4]


def test_a_bad_cell_of_a_source_is_left_out_and_the_source_stays(small):
    small.change("sources", 3, archive_url="http://archive.org/x", quoted="a " * 26, content_hash="0A" * 32,
                 quoted_language="English")  # fmt: skip
    checked = check_folder(small.write())
    assert {(fault.column, fault.effect) for fault in checked.faults} == {
        ("archive_url", "cell"),
        ("quoted", "cell"),
        ("quoted_language", "cell"),
        ("content_hash", "cell"),
    }
    assert not checked.values["sources"].left_out


def test_an_edition_of_before_the_columns_opens_without_a_fault():
    files = read_files(ROOT / "data")
    added = {column for table, column in ADDED_LATER if table == "sources"}
    older = files | {"sources.csv": without_columns(files["sources.csv"], added)}
    lines = files["dictionary.csv"].splitlines(keepends=True)
    told = [line for line in lines if not any(line.startswith(f"sources,{name},".encode()) for name in added)]
    assert len(lines) - len(told) == len(added)
    opened = open_files(older | {"dictionary.csv": b"".join(told)})
    assert opened.faults == ()
    assert {source.quoted for source in opened.sources.values()} == {""}


def test_a_mistyped_heading_of_an_added_column_is_still_recognised():
    files = read_files(ROOT / "data")
    mistyped = files["sources.csv"].replace(b"archive_url", b"archiv_url", 1)
    (fault,) = open_files(files | {"sources.csv": mistyped}).faults
    assert 'Did you mean "archive_url"?' in str(fault)


def test_what_is_recorded_of_a_source_is_cited_and_told_to_programs(catalogue):
    source = replace(
        catalogue.sources["adb-2011"], archive_url="https://web.archive.org/x", content_hash=HASH, licence="CC BY 4.0"
    )
    assert list_evidence(source) == [
        "Licence: CC BY 4.0",
        "Passage: “around 24 hours waiting at each border”",
        "Archived copy: https://web.archive.org/x",
        HASH,
    ]
    told = tell_source(source)
    assert (told["archive_url"], told["content_hash"]) == ("https://web.archive.org/x", HASH)
    assert told["quoted"] == "around 24 hours waiting at each border"
    assert tell_source(catalogue.sources["own-computation"])["quoted"] is None
    assert (told["quoted_language"], tell_source(catalogue.sources["own-computation"])["quoted_language"]) == (
        "en",
        None,
    )
