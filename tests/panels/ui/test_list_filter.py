"""The style that leaves records out of a list."""

from panels.ui.list_filter import write_hiding


def test_nothing_is_hidden_when_everything_answers():
    assert write_hiding([]) == ""
    assert write_hiding([], ["year--2020"]) == ""


def test_records_groups_and_links_to_them():
    assert write_hiding({3, 1}, {"year--2020"}) == (
        ":is(.n1,.n3,.year--2020){display:none!important}"
        ":is(.to1,.to3){pointer-events:none;color:inherit;text-decoration:none}"
    )
