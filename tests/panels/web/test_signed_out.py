"""A sign-out in one process holds in the others that share its Redis; without Redis each knows its own."""

import pytest
import redis

from panels.optional import warn_once
from panels.web import signed_out
from panels.web.signed_out import READ_AGAIN_S, READ_EACH_S, SharedSignOuts, SignedOut

LIFETIME_S = 3600


@pytest.fixture
def clock():
    """Give a clock that a test sets forward."""

    def read():
        return read.now

    read.now = 0.0
    return read


@pytest.fixture
def client(redis_url):
    with redis.Redis.from_url(redis_url) as client:
        client.delete(signed_out._KEY)
        yield client
        client.delete(signed_out._KEY)


def test_a_sign_out_holds_in_every_process_and_in_one_that_starts_later(redis_url, client, clock):
    ours, theirs = (SignedOut(shared=SharedSignOuts(redis_url, LIFETIME_S), clock=clock) for _ in range(2))
    assert ("a" in ours, "a" in theirs) == (False, False)
    ours.add("a")
    assert "a" in ours
    assert "a" not in theirs  # it has just asked
    clock.now += READ_EACH_S
    assert "a" in theirs
    assert "b" not in theirs
    theirs.add("b")
    clock.now += READ_EACH_S
    assert ("a" in ours, "b" in ours) == (True, True)
    assert "a" in SignedOut(shared=SharedSignOuts(redis_url, LIFETIME_S), clock=clock)
    assert 0 < client.ttl(signed_out._KEY) <= LIFETIME_S


def test_what_is_too_old_or_too_much_leaves_redis_and_no_cookie_stands_there(redis_url, client, monkeypatch):
    now, _ = client.time()
    client.zadd(signed_out._KEY, {b"old": now - LIFETIME_S - 1, b"young": now - 60})
    record = SignedOut(shared=SharedSignOuts(redis_url, LIFETIME_S))
    record.add("Aigerim")
    kept = client.zrange(signed_out._KEY, 0, -1)
    assert (len(kept), kept[0]) == (2, b"young")
    assert b"Aigerim" not in b"".join(kept)
    monkeypatch.setattr(signed_out, "MOST_KEPT", 1)
    record.add("another")
    assert client.zrange(signed_out._KEY, 0, -1) == [signed_out._digest("another")]


def test_without_redis_each_process_knows_its_own_and_says_so_once(clock, caplog):
    warn_once.cache_clear()
    asked, shared = [], SharedSignOuts("redis://127.0.0.1:1/0", LIFETIME_S)
    ask = shared.list_since
    shared.list_since = lambda then: asked.append(then) or ask(then)
    record = SignedOut(shared=shared, clock=clock)
    record.add("a")
    assert ("a" in record, "b" in record, len(asked)) == (True, False, 1)
    clock.now += READ_AGAIN_S
    assert ("a" in record, len(asked)) == (True, 2)
    assert caplog.text.count("Sign-outs are not shared") == 1


def test_the_setting_joins_the_processes(redis_url, client, monkeypatch):
    assert client.ping()
    signed_out.signed_out.cache_clear()
    try:
        assert signed_out.signed_out()._shared is None
        signed_out.signed_out.cache_clear()
        monkeypatch.setenv("REDIS_URL", redis_url)
        signed_out.signed_out().add("a")
        signed_out.signed_out.cache_clear()
        assert "a" in signed_out.signed_out()
    finally:
        signed_out.signed_out.cache_clear()
