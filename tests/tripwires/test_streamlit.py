"""What we lean on inside Streamlit is still so; docs/upgrading.md tells what to do where it is not."""

import inspect
import re
from functools import cache
from http.cookies import SimpleCookie
from importlib.metadata import version
from types import SimpleNamespace

import pytest
import streamlit as st
import streamlit_folium
from itsdangerous import URLSafeTimedSerializer
from starlette.requests import Request
from starlette.responses import Response
from streamlit import config, net_util
from streamlit.components.types.base_component_registry import BaseComponentRegistry
from streamlit.components.v1 import component_registry
from streamlit.runtime.app_session import AppSession
from streamlit.runtime.scriptrunner_utils import script_run_context
from streamlit.runtime.scriptrunner_utils.script_requests import RerunData, ScriptRequests
from streamlit.runtime.state import query_params
from streamlit.web import bootstrap
from streamlit.web.server import starlette

from panels.server.preload import PAGE_PARTS, PARTS
from panels.web import components, streamlit_media, streamlit_paths, streamlit_sign_in
from tests.conftest import ROOT

TESTID = re.compile(r"""data-testid[\^*~$|]?=\\?["']?([\w-]+)""")
STREAMLIT = f"Streamlit {version('streamlit')}"


def tell(what, section):
    """Say what a new version did, and where to read on."""
    return f"{STREAMLIT} {what}; see docs/upgrading.md#{section}"


@cache
def shipped():
    """Join every script that Streamlit ships."""
    folder = streamlit_paths._chunk_folder()
    return "\n".join(path.read_text(encoding="utf-8") for path in sorted(folder.glob("*.js")))


def read_part(part):
    """Join the scripts of one part of Streamlit: a word that some other part writes is no help."""
    folder = streamlit_paths._chunk_folder()
    return "\n".join(path.read_text(encoding="utf-8") for path in sorted(folder.glob(f"{part}.*.js")))


def our_files():
    return [p for p in (ROOT / "panels").rglob("*") if p.suffix in {".js", ".css", ".py"}]


def list_testids():
    return sorted({name for path in our_files() for name in TESTID.findall(path.read_text(encoding="utf-8"))})


def is_shipped(testid):
    """Tell whether Streamlit writes a test id, whole or put together from a beginning."""
    return f'"{testid}"' in shipped() or f"`{testid}`" in shipped() or f"'{testid}'" in shipped()


@pytest.mark.parametrize("part", [*PARTS, *PAGE_PARTS["corridor"]])
def test_streamlit_keeps_its_parts_in_scripts_of_these_names(part):
    try:
        name = streamlit_paths.find_chunk(part)
    except FileNotFoundError:
        pytest.fail(tell(f"keeps no script {part}.*.js in static/static/js", "chunks-of-streamlit"))
    assert streamlit_paths.imported_chunks(name), tell(f"imports otherwise in {name}", "chunks-of-streamlit")


def test_streamlit_s_document_names_its_first_scripts():
    document = streamlit_paths.read_document()
    assert re.search(r'src="\./static/js/index\.[\w-]+\.js"', document), tell(
        "names its scripts otherwise in static/index.html", "chunks-of-streamlit"
    )


def test_a_component_is_served_below_the_name_of_the_module_that_registers_it():
    source = inspect.getsource(component_registry)
    assert 'component_name = f"{module_name}.{name}"' in source, tell(
        "names components otherwise", "addresses-of-our-files"
    )
    served = getattr(starlette.starlette_routes, "BASE_ROUTE_COMPONENT", None)
    assert served == streamlit_paths._COMPONENTS, tell("serves components elsewhere", "addresses-of-our-files")


def test_a_component_can_be_registered_without_a_session_and_without_a_warning(monkeypatch, caplog):
    taken = []
    monkeypatch.setattr(components, "exists", lambda: True)
    registry = SimpleNamespace(register_component=taken.append)
    monkeypatch.setattr(components, "get_instance", lambda: SimpleNamespace(component_registry=registry))
    with streamlit_paths.without_session():
        made = component_registry.declare_component("tripwire", path=str(ROOT))
        components.register(made)
    assert taken == [made]
    assert caplog.text == "", tell("warns of a missing session elsewhere", "server-and-start")
    assert script_run_context._LOGGER.name == streamlit_paths.SESSION_LOG
    wanted = inspect.signature(BaseComponentRegistry.register_component).parameters
    assert list(wanted) == ["self", "component"], tell("registers components otherwise", "server-and-start")
    assert streamlit_folium._component_func.name == "streamlit_folium.st_folium"


@pytest.mark.parametrize("testid", list_testids())
def test_streamlit_still_writes_the_test_id_that_style_or_script_names(testid):
    assert is_shipped(testid), tell(f"writes no data-testid {testid}", "test-ids-and-classes")


def test_test_ids_are_found_and_a_made_up_one_is_missed():
    assert len(list_testids()) > 10
    assert not is_shipped("stNoSuchThing")


@pytest.mark.parametrize(
    ("part", "word"),
    [
        ("index", "`st-key-`+"),
        ("index", '"data-test-connection-state":'),
        ("index", '"data-test-script-state":'),
        ("Slider", '"aria-valuetext":'),
    ],
)
def test_streamlit_still_writes_what_the_scripts_read(part, word):
    assert word in read_part(part), tell(f"writes no {word} in {part}", "state-of-the-line-and-sliders")


def test_streamlit_follows_the_history_of_the_browser():
    listens = re.search(r"window\.addEventListener\([`\"']popstate[`\"']", read_part("index"))
    assert listens, tell("does not follow the browser's history", "links-from-page-to-page")


@pytest.mark.parametrize("is_last", [True, False])
def test_a_run_says_whether_a_step_in_the_history_is_its_newest_cause(is_last):
    requests = ScriptRequests()
    causes = [RerunData(is_history_navigation=not is_last), RerunData(is_history_navigation=is_last)]
    assert all(requests.request_rerun(cause) for cause in causes)
    found = requests.on_scriptrunner_ready().rerun_data.is_history_navigation
    assert found == is_last, tell("says otherwise which cause of a run is the newest", "steps-in-the-history")
    assert "is_history_navigation" in inspect.signature(script_run_context.ScriptRunContext).parameters


def test_an_address_is_restored_without_being_sent(monkeypatch):
    sent = []
    monkeypatch.setattr(query_params.QueryParams, "_send_query_param_msg", lambda _: sent.append(True))
    found = query_params.QueryParams()
    found.populate_from_query_string("stop=4&stop=5&embed=true")
    assert (sent, found.get_all("stop")) == ([], ["4", "5"]), tell(
        "sends the address that a run restores", "steps-in-the-history"
    )


def test_large_messages_can_be_sent_whole():
    assert "global.minCachedMessageSize" in config._config_options_template, tell(
        "has no global.minCachedMessageSize", "large-messages"
    )


def test_embed_parameters_are_the_two_that_links_leave_alone():
    kept = {getattr(query_params, name) for name in dir(query_params) if re.fullmatch("EMBED_.*QUERY_PARAM", name)}
    ours = set(streamlit_paths.RESERVED_PARAMETERS)
    assert kept == ours, tell(f"keeps {sorted(kept)} to itself", "parameters-of-streamlit")


def test_the_app_takes_what_server_py_hands_it():
    wanted = {"routes", "middleware", "lifespan"}
    assert wanted <= set(inspect.signature(st.App).parameters), tell("takes no middleware", "server-and-start")


def test_streamlit_s_boxes_can_be_closed_and_its_words_replaced():
    assert re.search(r'"aria-label":`Close`,type:`button`', shipped()), tell(
        "closes its boxes otherwise", "boxes-and-words-of-streamlit"
    )
    words = ("stDialog", "data-empty", "InputInstructions", "stElementToolbar", "stException", "react-aria.i18n.locale")
    for word in (*words, "languagechange", "liveAnnouncer"):
        assert word in shipped(), tell(f"writes no {word}", "boxes-and-words-of-streamlit")


def test_a_session_drops_what_it_does_not_know():
    source = inspect.getsource(AppSession.request_rerun)
    assert "if fragment_id and not self.has_fragment(fragment_id):" in source, tell(
        "treats a fragment that it does not know otherwise", "a-session-that-knows-no-fragment"
    )


def test_the_server_listens_at_a_socket_of_its_own_making():
    source = inspect.getsource(starlette.starlette_server)
    assert "socket.socket(" in source, tell("binds its socket otherwise", "answers-that-leave-at-once")
    assert "TCP_NODELAY" not in source, tell("sends at once by itself: ours can go", "answers-that-leave-at-once")


def test_a_component_of_the_page_takes_what_the_bridge_hands_it():
    assert {"js", "isolate_styles"} <= set(inspect.signature(st.components.v2.component).parameters), tell(
        "makes components of the page otherwise", "components-in-the-page"
    )


def test_a_start_asks_no_other_host_for_its_address(monkeypatch, capsys):
    asked = []
    monkeypatch.setattr(net_util, "get_external_ip", lambda: asked.append("a host on the internet"))
    config.get_config_options(force_reparse=True, options_from_flags={"server.headless": True})
    bootstrap._print_url(is_running_hello=False)
    assert asked == [], tell("asks another host where it is", "server-and-start")
    assert "http://localhost:" in capsys.readouterr().out


def test_streamlit_still_signs_people_in_as_we_read_it():
    from streamlit.web.server.starlette import (  # noqa: PLC0415
        starlette_app_utils,
        starlette_auth_routes,
        starlette_routes,
    )

    said = tell("signs people in otherwise", "sign-in-of-streamlit")
    paths = {route.path for route in starlette_auth_routes.create_auth_routes("")}
    assert paths == {streamlit_sign_in.LOGIN, streamlit_sign_in.LOGOUT, streamlit_sign_in.CALLBACK}, said
    signed = starlette_app_utils.create_signed_value("secret", "name", "value").decode()
    assert URLSafeTimedSerializer("secret", salt="name").loads(signed) == "value", said
    tokens = [starlette_app_utils.generate_xsrf_token_string(b"of one browser", 1) for _ in range(2)]
    assert [starlette_app_utils.decode_xsrf_token_string(one)[0] for one in tokens] == [b"of one browser"] * 2, said
    assert tokens[0] != tokens[1], said  # so the token is compared, never the cookie
    assert streamlit_sign_in.XSRF_COOKIE_NAME == starlette_routes.XSRF_COOKIE_NAME, said
    request = Request({"type": "http", "headers": [(b"cookie", f"_streamlit_xsrf={tokens[0]}".encode())]})
    given = Response()
    starlette_routes._ensure_xsrf_cookie(request, given)
    again = SimpleCookie(given.headers["set-cookie"])["_streamlit_xsrf"].value
    assert starlette_app_utils.decode_xsrf_token_string(again)[0] == b"of one browser", said


def test_streamlit_still_takes_files_at_the_address_of_their_session():
    from streamlit.web.server.starlette.starlette_routes import create_upload_routes  # noqa: PLC0415

    said = tell("takes files elsewhere", "files-of-a-session")
    paths = {route.path for route in create_upload_routes(None, None, "")}
    assert paths == {f"{streamlit_paths.UPLOADS}{{session_id}}/{{file_id}}"}, said
    assert "session_id" in inspect.signature(script_run_context.ScriptRunContext).parameters, said


def test_streamlit_lets_go_of_a_file_that_was_taken(monkeypatch):
    from streamlit.runtime.memory_uploaded_file_manager import MemoryUploadedFileManager  # noqa: PLC0415
    from streamlit.runtime.uploaded_file_manager import UploadedFileRec  # noqa: PLC0415

    said = tell("holds files otherwise", "files-of-a-session")
    manager = MemoryUploadedFileManager("/files")
    manager.add_file("mine", UploadedFileRec("one", "a.jpg", "image/jpeg", b"x"))
    context = SimpleNamespace(session_id="mine", uploaded_file_mgr=manager)
    monkeypatch.setattr(streamlit_media, "get_script_run_ctx", lambda **_: context)
    streamlit_media.forget_upload("one")
    assert manager.get_files("mine", ["one"]) == [], said
    assert "uploaded_file_mgr" in inspect.signature(script_run_context.ScriptRunContext).parameters, said


def test_streamlit_still_keeps_downloads_where_we_share_them():
    from streamlit.runtime.media_file_manager import MediaFileManager  # noqa: PLC0415
    from streamlit.runtime.memory_media_file_storage import MemoryFile, MemoryMediaFileStorage  # noqa: PLC0415

    said = tell("keeps downloads otherwise", "downloads-of-streamlit")
    storage = MemoryMediaFileStorage("/media")
    assert MediaFileManager(storage=storage)._storage is storage, said
    assert MemoryFile._fields == ("content", "mimetype", "kind", "filename"), said
    assert "storage.load_and_get_id(" in inspect.getsource(MediaFileManager), said
    address = MediaFileManager(storage=storage).add(b"a", "text/html", "x", "a.html", is_for_static_download=True)
    assert address.startswith("/media/"), said
    assert "media_storage.get_file(" in inspect.getsource(starlette.starlette_routes.create_media_routes), said
