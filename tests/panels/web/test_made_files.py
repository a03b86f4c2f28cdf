"""What one process has made, another hands out; together it is never more than it may be."""

import hashlib

import pytest
import redis
from streamlit.runtime.media_file_storage import MediaFileKind, MediaFileStorageError
from streamlit.runtime.memory_media_file_storage import MemoryMediaFileStorage

from panels.server.others_files import OthersFiles
from panels.web import made_files, urls
from panels.web.made_files import LARGEST_B, LIFETIME_S, MadeFiles, find_made, hand_over
from panels.web.streamlit_media import share_media
from tests.panels.asgi import ask


@pytest.fixture
def empty(redis_url, monkeypatch):
    with redis.Redis.from_url(redis_url) as client:
        client.flushdb()
    monkeypatch.setenv("REDIS_URL", redis_url)
    yield redis_url
    made_files._open(redis_url)._redis.close()
    made_files._open.cache_clear()


@pytest.fixture
def files(empty):
    now = [1000.0]
    made = MadeFiles(empty, most=300, clock=lambda: now[0])
    made.now = now
    yield made
    made._redis.close()


def keep(files, *names, size=80):
    for name in names:
        files.now[0] += 1
        files.keep(name, b"x" * size, {"mimetype": "a/b"})


def test_a_file_is_found_with_what_belongs_to_it(files):
    files.keep("one", b"\n\x00content\n", {"filename": "şehir.csv"})
    assert files.find("one") == (b"\n\x00content\n", {"filename": "şehir.csv"})
    assert files.find("two") is None


def test_the_oldest_give_way(files):
    keep(files, "a", "b", "c", "d", "e")
    assert [name for name in "abcde" if files.find(name)] == [
        "c",
        "d",
        "e",
    ]  # 100 bytes each, with what belongs to them
    sizes = files._redis.hvals(made_files._SIZES)
    assert sum(map(int, sizes)) <= 300


def test_those_whose_hour_is_over_are_counted_no_more(files):
    keep(files, "a", "b")
    files.now[0] += LIFETIME_S + 1
    keep(files, "c")
    assert files._redis.hkeys(made_files._SIZES) == [b"c"]


def test_every_file_is_forgotten_in_the_end(files):
    keep(files, "a")
    assert all(0 < files._redis.ttl(key) <= LIFETIME_S for key in files._redis.keys("caravanserai:made*"))


def test_a_file_that_is_too_large_is_left_out(files):
    files.keep("large", b"x" * (LARGEST_B + 1), {})
    assert files.find("large") is None


def test_without_a_common_place_nothing_is_handed_over(monkeypatch):
    monkeypatch.setenv("REDIS_URL", "")
    hand_over("one", b"content")
    assert find_made("one") is None


def test_a_redis_that_is_away_takes_no_page_down(monkeypatch, caplog):
    monkeypatch.setenv("REDIS_URL", "redis://127.0.0.1:1/0")
    hand_over("one", b"content")
    assert find_made("one") is None
    assert "Handing a file to the other processes" in caplog.text
    made_files._open.cache_clear()


@pytest.mark.usefixtures("empty")
def test_a_download_comes_from_a_process_that_has_not_made_it():
    here, there = (MemoryMediaFileStorage("/media") for _ in range(2))
    share_media(here)
    share_media(there)
    made = here.load_and_get_id(b"a;b", "text/csv", MediaFileKind.DOWNLOADABLE, "hours.csv")
    file = there.get_file(f"{made}.csv")
    assert file == here.get_file(f"{made}.csv")
    assert (file.content, file.filename, file.kind) == (b"a;b", "hours.csv", MediaFileKind.DOWNLOADABLE)
    here.delete_file(made)
    assert there.get_file(made).content == b"a;b"
    for unknown in ("0" * 32, "../etc", "kept:x"):
        with pytest.raises(MediaFileStorageError):
            there.get_file(unknown)


@pytest.fixture
def there(tmp_path, monkeypatch):
    """Stand in another process: a folder of its own, and an app that serves it."""
    monkeypatch.setitem(urls.FOLDERS, "map", tmp_path)

    async def app(scope, _receive, send):
        path = tmp_path / scope["path"].rpartition("/")[2]
        await send({"type": "http.response.start", "status": 200 if path.is_file() else 404, "headers": []})
        await send({"type": "http.response.body", "body": path.read_bytes() if path.is_file() else b""})

    return OthersFiles(app)


@pytest.mark.usefixtures("empty")
def test_a_file_made_from_the_tables_comes_from_a_process_that_has_not_made_it(there, tmp_path):
    name = urls.keep_file("lines-exact", "[1]")
    (tmp_path / name).unlink()
    for folder in ("/component/panels.web.components.map/", "/embed/files/map/"):
        answer = ask(there, folder + name)
        assert (answer.status, answer.body) == (200, b"[1]")
        (tmp_path / name).unlink()
    assert ask(there, f"/data/{name}").status == 404


@pytest.mark.usefixtures("empty")
def test_what_is_not_what_its_name_says_is_not_taken(there):
    stamp = hashlib.sha256(b"[1]").hexdigest()[:12]
    hand_over(f"kept:names-{stamp}.js", b"alert(1)")
    assert ask(there, f"/component/x/names-{stamp}.js").status == 404
    hand_over(f"kept:../names-{stamp}.js", b"[1]")
    assert ask(there, f"/component/x/..%2fnames-{stamp}.js").status == 404
