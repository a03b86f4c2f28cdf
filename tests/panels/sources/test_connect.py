"""The addresses that other programs take lie beside the page, whatever path the server has."""

import pytest

from panels.sources.connect import find_root


@pytest.mark.parametrize(
    ("url", "root"),
    [
        ("http://map.example/sources?lang=kk", "http://map.example/"),
        ("https://a.example:8443/tools/map/sources", "https://a.example:8443/tools/map/"),
        ("http://localhost:8501/", "http://localhost:8501/"),
    ],
)
def test_the_root_is_the_folder_of_the_page(url, root):
    assert find_root(url) == root
