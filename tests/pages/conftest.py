"""Every test of a page runs the script by AppTest, which is a server of its own each time."""

from functools import cache

import pytest
from streamlit.components.v2 import manifest_scanner


@pytest.fixture(scope="package", autouse=True)
def _parts_are_looked_for_once():
    """Look through the installed packages for parts of pages once, not for every AppTest: that took half of its time."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(manifest_scanner, "scan_component_manifests", cache(manifest_scanner.scan_component_manifests))
        yield
