"""What the server sends along with every answer, and what it never hands out."""

from __future__ import annotations

import http.client
import re
from urllib.parse import urlsplit

import pytest

from geo.map.basemap import OVERVIEW_FILE
from panels.server.headers import STAMPED_MAX_AGE_S, content_security_policy, frame_policy
from tests.browser.hooks import arrived
from tests.limits import WAIT_S

pytestmark = pytest.mark.browser

STAMPED_FILES = ("map.js", "map.css", "map_bridge.js")
SECRETS = ("root:", "[project]", "declare_component", "st.set_page_config", "<title>Index of", "Directory listing")
CLIMBS = ("../", "%2e%2e/", "..%2f", "%2e%2e%2f", "..%5c", "..%255c", "....//", "%2e%2e%252f")
TARGETS = (
    "etc/passwd",
    "pyproject.toml",
    "panels/web/components.py",
    "assets.py",
    "__init__.py",
    ".streamlit/config.toml",
)


OWN = ("/component/", "/app/static/")  # what we serve; below all other paths Streamlit answers with its front page


def refuses(path: str, status: int, body: str) -> bool:
    return status in {400, 403, 404} or (not path.startswith(OWN) and "<title>Caravanserai map</title>" in body)


@pytest.fixture(scope="module")
def ask(server):
    """Ask for a path exactly as it is written: no client in between that tidies it up."""

    def get(path: str, method: str = "GET"):
        connection = http.client.HTTPConnection(urlsplit(server).netloc, timeout=WAIT_S)
        connection.putrequest(method, path, skip_accept_encoding=True)
        connection.endheaders()
        answer = connection.getresponse()
        body = answer.read().decode("utf-8", "replace")
        connection.close()
        return answer.status, {name.lower(): value for name, value in answer.getheaders()}, body

    return get


@pytest.fixture(scope="module")
def answers(shared_page):
    """Collect every answer that the map's page has got since it was opened."""
    with shared_page.lend() as (page, _):
        arrived(page, *STAMPED_FILES, OVERVIEW_FILE)
        return [a for a in page.watch.answers if a.url.startswith(page.watch.home)]


@pytest.fixture(scope="module")
def folders(answers):
    """List the folders that the server hands out files of."""
    paths = {urlsplit(a.url).path for a in answers}
    return sorted({path.rpartition("/")[0] + "/" for path in paths} - {"/", "/_stcore/"})


def test_every_answer_of_a_page_load_is_guarded(answers):
    assert len(answers) > 20
    assert any(
        "/component/" in answer.url and answer.url.partition("?")[0].endswith("/index.html") for answer in answers
    )
    for answer in answers:
        headers = answer.headers
        frame = urlsplit(answer.url).path.endswith("/index.html")
        policy = frame_policy() if frame else content_security_policy()
        assert headers.get("content-security-policy") == policy, answer.url
        assert headers.get("x-content-type-options") == "nosniff", answer.url
        assert headers.get("referrer-policy") == "no-referrer", answer.url


def test_errors_are_guarded_as_well(ask, folders):
    for path in (*(folder + "no-such-file.js" for folder in folders), "/component/no.such/x.js", "/media/no-such"):
        status, headers, _ = ask(path)
        assert headers.get("content-security-policy") == content_security_policy(), (path, status)
        assert headers.get("x-content-type-options") == "nosniff", path


def test_the_policy_lets_nothing_foreign_run():
    policy = dict(rule.split(" ", 1) for rule in content_security_policy().split("; "))
    assert policy["default-src"] == "'self'"
    assert policy["object-src"] == "'none'"
    assert policy["frame-ancestors"] == "'self'"
    for name in ("script-src", "style-src", "font-src", "frame-src", "worker-src"):
        assert not re.search(r"https?:|\*|//", policy[name]), name
    assert "https://*" not in policy["img-src"].split()


def test_stamped_files_are_cached_for_good(answers):
    stamped = [a for a in answers if "/component/" in a.url and re.search(r"[?&]v=[0-9a-f]{12}", a.url)]
    names = {urlsplit(a.url).path.rpartition("/")[2] for a in stamped}
    assert set(STAMPED_FILES) <= names
    for answer in stamped:
        assert f"max-age={STAMPED_MAX_AGE_S}" in answer.headers["cache-control"], answer.url
        assert "immutable" in answer.headers["cache-control"]


def test_a_file_that_is_not_there_is_not_cached(ask, folders):
    for folder in folders:
        path = f"{folder}no-such-file.js?v=000000000000"
        status, headers, body = ask(path)
        assert refuses(path, status, body), (path, status)
        assert "immutable" not in headers.get("cache-control", ""), folder


def test_the_page_itself_is_not_cached_for_good(ask):
    _, headers, _ = ask("/?v=000000000000")
    assert "immutable" not in headers.get("cache-control", "")


def test_no_folder_is_listed(ask, folders):
    for folder in folders:
        for path in (folder, folder.rstrip("/")):
            status, _, body = ask(path)
            assert not any(secret in body for secret in SECRETS), path
            assert "map.js" not in body.replace("index.html", ""), path
            assert status in {301, 302, 307} or refuses(path, status, body), (path, status)


def test_no_path_leads_out_of_the_served_folders(ask, folders):
    assert len(folders) >= 4
    for folder in folders:
        for climb in CLIMBS:
            for target in TARGETS:
                for steps in (1, 3, 6):
                    path = folder + climb * steps + target
                    status, _, body = ask(path)
                    assert refuses(path, status, body), (path, status)
                    assert not any(secret in body for secret in SECRETS), path


def test_python_files_beside_served_ones_are_not_handed_out(ask, folders):
    page = next(folder for folder in folders if folder.endswith("page/"))
    for path in ("__init__.py", "../js/core/fold.js", "core/fold.js"):
        status, _, body = ask(f"{page}{path}")
        assert refuses(page + path, status, body)
