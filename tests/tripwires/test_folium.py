"""What we lean on inside folium and streamlit-folium is still so; docs/upgrading.md tells what to do where it is not."""

import inspect
import subprocess
import sys
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path

import folium
import pytest
import streamlit_folium
from folium.elements import JSCSSMixin

from panels.data import read_data
from panels.map.leaflet import GROUP_ID, OfflineMap, Prepared, build_map
from panels.web import streamlit_paths
from tests.conftest import ROOT

VERSIONS = f"folium {version('folium')} with streamlit-folium {version('streamlit-folium')}"


def tell(what, section):
    """Say what a new version did, and where to read on."""
    return f"{VERSIONS} {what}; see docs/upgrading.md#{section}"


@pytest.fixture(scope="module")
def frame():
    """Read the document of streamlit-folium's frame."""
    folder = Path(find_spec("streamlit_folium").origin).parent / "frontend" / "build"
    return (folder / "index.html").read_text(encoding="utf-8")


def test_the_frame_s_script_stands_where_the_header_names_it():
    try:
        scripts = streamlit_paths.frame_scripts()
    except FileNotFoundError as error:
        pytest.fail(tell(str(error), "the-frame-of-the-map"))
    assert len(scripts) == 1, tell(f"has {len(scripts)} first scripts", "the-frame-of-the-map")


@pytest.mark.parametrize("element", ['id="root"', 'id="parent"', 'class="float-child"', 'id="map_div"'])
def test_the_frame_has_the_elements_that_our_style_fills(frame, element):
    assert element in frame, tell(f"has no element with {element} in its frame", "the-frame-of-the-map")


def test_the_map_s_variable_becomes_map_div():
    drawn = streamlit_folium._get_map_string(OfflineMap())
    assert 'map_div = L.map("map_div"' in " ".join(drawn.split()), tell(
        "names the map otherwise", "the-script-of-the-group"
    )


def test_a_feature_group_is_named_as_ours_is():
    group = folium.FeatureGroup(name="x")
    whole = streamlit_folium._get_feature_group_string(group, map=OfflineMap())
    assert f"feature_group_{GROUP_ID}" in whole, tell("names feature groups otherwise", "the-script-of-the-group")


def test_the_map_renders_without_links_of_folium_s_own():
    assert issubclass(folium.Map, JSCSSMixin), tell("makes maps of other classes", "scripts-of-the-map")
    made = OfflineMap()
    header = streamlit_folium._get_header(made)
    assert "://" not in header, tell("puts foreign links into the map's header", "scripts-of-the-map")
    assert [name for name, _ in made.default_js] == ["map"], tell("takes scripts otherwise", "scripts-of-the-map")


def test_the_frame_is_sent_the_same_without_a_document_that_is_rendered_first(monkeypatch):
    sent = []
    monkeypatch.setattr(streamlit_folium, "_component_func", lambda **options: sent.append(options))
    catalogue, _ = read_data()
    for render in (False, True):
        group = Prepared("L.marker([41, 29]).addTo(map_div)")
        made = build_map(catalogue, None)
        streamlit_folium.st_folium(made, feature_group_to_add=group, returned_objects=[], key="map", render=render)
    without, rendered = ({**options, "on_change": None} for options in sent)
    assert without == rendered, tell("needs the document that it renders", "the-frame-of-the-map")


@pytest.mark.parametrize(
    "name", ["feature_group_to_add", "returned_objects", "render", "height", "use_container_width", "key"]
)
def test_st_folium_takes_what_the_page_hands_it(name):
    assert name in inspect.signature(streamlit_folium.st_folium).parameters, tell(
        f"takes no {name}", "the-frame-of-the-map"
    )


def test_the_tables_are_read_without_folium_and_streamlit():
    code = (
        "import sys; from pathlib import Path; from geo.load import read_catalogue\n"
        f"read_catalogue(Path({str(ROOT / 'data')!r}))\n"
        "print(*sorted({'folium', 'streamlit', 'streamlit_folium'} & sys.modules.keys()))"
    )
    read = subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=True, capture_output=True, text=True)
    assert read.stdout.split() == []
