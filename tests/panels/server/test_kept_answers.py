"""An answer is given again for a second, to whoever asks the same; nothing personal, large or broken off is kept."""

import pytest

from panels.server import kept_answers
from panels.server.kept_answers import LARGEST_B, LASTS_S, KeptAnswers, read_question
from tests.panels.asgi import run_aside


def question(path="/data/a", method="GET", **headers):
    named = [(name.replace("_", "-").encode(), value.encode()) for name, value in headers.items()]
    return read_question({"method": method, "path": path, "query_string": b"", "headers": named})


def listen(kept, asked, *parts, status=200, headers=()):
    said = []

    async def send(message):
        said.append(message)

    async def answer():
        passed = kept.listen(asked, send)
        await passed({"type": "http.response.start", "status": status, "headers": list(headers)})
        for number, body in enumerate(parts, start=1):
            await passed({"type": "http.response.body", "body": body, "more_body": number < len(parts)})

    run_aside(answer)
    assert len(said) == 1 + len(parts)


@pytest.fixture
def clock():
    return {"now": 5.0}


@pytest.fixture
def kept(clock):
    return KeptAnswers(lambda: clock["now"])


def test_an_answer_lasts_a_second(kept, clock):
    listen(kept, question(), b"body", headers=[(b"etag", b"x")])
    assert kept.find(question()) == ([(b"etag", b"x")], b"body")
    clock["now"] += LASTS_S
    assert kept.find(question()) is None


@pytest.mark.parametrize(
    ("parts", "answer"),
    [
        ([b"a", b"b"], {}),
        ([b"x" * (LARGEST_B + 1)], {}),
        ([b"x"], {"status": 404}),
        ([b"x"], {"headers": [(b"Set-Cookie", b"a=b")]}),
        ([b"x"], {"headers": [(b"cache-control", b"no-store")]}),
    ],
)
def test_what_is_no_whole_small_answer_for_anybody_is_not_kept(kept, parts, answer):
    listen(kept, question(), *parts, **answer)
    assert kept.find(question()) is None


@pytest.mark.parametrize("name", ["cookie", "authorization", "if_none_match", "if_modified_since", "range"])
def test_a_question_of_one_reader_is_answered_for_itself(name):
    assert question(**{name: "x"}) is None
    assert question(method="HEAD") is None


def test_what_an_answer_may_depend_on_makes_another_question():
    assert question(user_agent="a", x_request_id="b", x_forwarded_for="c") == question()
    others = [question(**{name: "x"}) for name in ("accept", "accept_language", "origin", "x_forwarded_proto", "x_new")]
    assert len({question(), *others}) == 6


def test_only_so_many_are_kept(kept, monkeypatch):
    monkeypatch.setattr(kept_answers, "MOST_KEPT", 2)
    for path in ("/data/a", "/data/b", "/data/a", "/data/c"):
        listen(kept, question(path), b"x")
    assert [kept.find(question(path)) is None for path in ("/data/a", "/data/b", "/data/c")] == [False, True, False]
