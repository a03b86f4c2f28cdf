"""What is made of an edition is made once, and goes with it."""

import gc
import weakref
from dataclasses import replace

from geo.exports.collections import list_collections
from geo.exports.table_rows import index_rows, write_table_csv, write_table_json
from geo.kept import keep_per_edition
from panels.data import read_data
from panels.open_data.description import describe_data


def test_an_answer_is_written_once_for_each_edition_and_question():
    asked = []

    @keep_per_edition
    def write(catalogue, name):
        asked.append((catalogue, name))
        return object()

    first, second = (replace(read_data()[0]) for _ in range(2))
    assert write(first, "a") is write(first, "a")
    assert len({id(write(*one)) for one in ((first, "a"), (first, "b"), (second, "a"))}) == 3
    assert asked == [(first, "a"), (first, "b"), (second, "a")]


def test_an_old_edition_is_let_go():
    old = replace(read_data()[0])
    for write in (index_rows, write_table_csv, write_table_json):
        write(old, "gaps")
    describe_data(old, "")
    gone = weakref.ref(old)
    del old
    gc.collect()
    assert gone() is None
    assert list_collections(read_data()[0]) is list_collections(read_data()[0])
