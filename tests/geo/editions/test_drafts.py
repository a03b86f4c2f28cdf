"""Drafts are kept, moved on by those who have seen what they move, and published as the next edition with both names."""

import datetime as dt
from contextlib import closing

import pytest
from sqlalchemy import text

from geo.editing.draft import DRAFT, PROPOSED, PUBLISHED, WITHDRAWN, Review
from geo.editing.drafts import DraftStore
from geo.editions.database import begin_writing
from geo.editions.store import EditionStore
from geo.errors import EditingError, EditionStoreError, StaleDraftError

AT = dt.datetime(2026, 11, 28, 2, 3, 4, tzinfo=dt.UTC)
ONE = {"sites.csv": b"site_id\nred-bridge\n", "visits.csv": b"visit_id\n"}
TWO = ONE | {"sites.csv": b"site_id\nkapikule\n"}


@pytest.fixture
def editions(address):
    with closing(EditionStore(address)) as store:
        store.record(ONE, AT)
        yield store


@pytest.fixture
def drafts(address, editions):
    assert len(editions.list_all()) == 1
    with closing(DraftStore(address)) as store:
        yield store


def save(drafts, files=TWO, **named):
    return drafts.save(files, AT, **({"base": 1, "author": "Ayşe", "reason": "CPMM 2024"} | named))


def test_a_draft_comes_back_and_keeps_each_content_once(drafts):
    draft = save(drafts)
    assert (draft.number, draft.revision, draft.state, draft.base) == (1, 1, DRAFT, 1)
    assert drafts.read(1) == TWO
    assert drafts.find(1) == draft
    assert drafts.find(2) is None
    assert drafts.list_all() == drafts.list_all(DRAFT) == (draft,)
    with begin_writing(drafts._engine) as connection:
        assert connection.scalar(text("SELECT count(*) FROM contents")) == 3


def test_publishing_makes_the_next_edition_with_both_names(drafts, editions):
    proposed = drafts.propose(save(drafts))
    recorded, done = drafts.publish(proposed, AT, approver="Bolat", newest=1, files=TWO)
    assert (recorded.number, recorded.author, recorded.reason, recorded.approver) == (2, "Ayşe", "CPMM 2024", "Bolat")
    assert editions.list_all()[0] == recorded
    assert editions.read(2) == TWO
    assert drafts.find(1) == done
    assert (done.state, done.edition, done.approver) == (PUBLISHED, 2, "Bolat")
    with pytest.raises(StaleDraftError):
        drafts.publish(proposed, AT, approver="Bolat", newest=2, files=ONE)


def test_who_has_not_seen_the_last_change_is_told(drafts):
    first = save(drafts)
    second = save(drafts, ONE, over=first)
    assert (second.number, second.revision) == (1, 2)
    assert drafts.read(1) == ONE
    for move in (drafts.propose, drafts.withdraw, lambda draft: save(drafts, over=draft)):
        with pytest.raises(StaleDraftError, match="Draft 1 has been changed"):
            move(first)
    proposed = drafts.propose(second)
    saved = save(drafts, TWO, over=proposed)
    assert saved.state == DRAFT
    with pytest.raises(StaleDraftError):
        drafts.publish(proposed, AT, approver="Bolat", newest=1, files=ONE)
    assert drafts.withdraw(saved).state == WITHDRAWN
    with pytest.raises(StaleDraftError):
        drafts.propose(drafts.find(1))


def test_nothing_is_published_over_an_edition_that_the_approver_has_not_seen(drafts, editions):
    proposed = drafts.propose(save(drafts))
    editions.record(ONE | {"visits.csv": b"visit_id\nV01\n"}, AT)
    with pytest.raises(StaleDraftError, match="Another edition"):
        drafts.publish(proposed, AT, approver="Bolat", newest=1, files=TWO)
    assert drafts.find(1).state == PROPOSED
    assert [one.number for one in editions.list_all()] == [2, 1]


def test_what_is_not_proposed_or_changes_nothing_is_not_published(drafts):
    draft = save(drafts, ONE)
    with pytest.raises(StaleDraftError):
        drafts.publish(draft, AT, approver="Bolat", newest=1, files=ONE)
    with pytest.raises(EditingError, match="nothing to publish"):
        drafts.publish(drafts.propose(draft), AT, approver="Bolat", newest=1, files=ONE)


def test_who_why_and_of_what_must_be_said(drafts):
    for wrong in ({"author": " "}, {"reason": ""}, {"base": 7}):
        with pytest.raises(EditingError):
            save(drafts, **wrong)
    assert drafts.list_all() == ()
    assert len(save(drafts, reason="x" * 5000).reason) == 2000
    with pytest.raises(EditionStoreError, match="no draft 9"):
        drafts.read(9)


def test_a_failure_in_the_middle_of_publishing_leaves_nothing(drafts, editions, monkeypatch):
    proposed = drafts.propose(save(drafts))
    monkeypatch.setattr("geo.editing.drafts._update", lambda *_: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        drafts.publish(proposed, AT, approver="Bolat", newest=1, files=TWO)
    assert len(editions.list_all()) == 1
    assert drafts.find(1) == proposed


def test_reviews_come_back_the_newest_first(drafts):
    looks = [Review(1, "findings", f"F00{n}", "Ayşe", AT, "holds") for n in (1, 2)]
    for look in looks:
        drafts.review(look)
    drafts.review(Review(1, "doubts", "DB1", "Bolat", AT, ""))
    assert drafts.list_reviews("findings") == (looks[1], looks[0])
    assert len(drafts.list_reviews()) == 3
