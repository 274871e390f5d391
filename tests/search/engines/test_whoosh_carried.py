"""What the built-in engine carries from one state of the index to the next: every answer is that of a fresh reading."""

import json
import os
import random
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from meetings.search.engines.protocol import AllDocuments, AnyWord, FacetFilter, Phrase, SearchPlan
from meetings.search.engines.whoosh import reading
from meetings.search.engines.whoosh.engine import WhooshEngine
from tests.conftest import ROOT
from tests.search.engines.test_contract import PEOPLE, WORDS, group, random_documents, random_node

ALL = SearchPlan(match=AllDocuments(), sort="newest", limit=10_000, facets=("person", "year", "state"))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    WhooshEngine(tmp_path).rebuild(iter(random_documents(1, 80)), 1)
    return tmp_path


def random_plans(seed: int) -> list[SearchPlan]:
    pick = random.Random(seed)
    plans = [ALL, replace(ALL, sort="oldest")]
    for _ in range(25):
        near = ((frozenset(pick.sample(WORDS, 1)), frozenset(pick.sample(WORDS, 2))),)
        filters = {"person": FacetFilter("person", frozenset(pick.sample(PEOPLE, 1)))} if pick.random() < 0.5 else {}
        groups = (group(*pick.sample(WORDS, 2)), group(*pick.sample(WORDS, 3)))
        sort = pick.choice(("relevance", "relevance", "newest", "oldest"))
        facets = ("person", "year", "state")
        plans.append(SearchPlan(random_node(pick), filters, groups, near, sort, pick.choice((0, 7)), 30, facets))
    return plans


def assert_reads_as_a_fresh_one(engine: WhooshEngine, seed: int) -> None:
    """Compare everything that an engine answers with what one answers that has read nothing before."""
    fresh = WhooshEngine(engine.folder)
    assert engine.count() == fresh.count()
    assert dict(engine.frequencies()) == dict(fresh.frequencies())
    for plan in random_plans(seed):
        answer, expected = engine.run(plan), fresh.run(plan)
        assert (answer.total, answer.ids, answer.facets) == (expected.total, expected.ids, expected.facets)
        assert answer.scores == pytest.approx(expected.scores, abs=1e-6)
    for word in WORDS:
        assert engine.run(SearchPlan(AnyWord(frozenset((word,))))).total == (
            fresh.run(SearchPlan(AnyWord(frozenset((word,))))).total
        )
    ids = fresh.run(ALL).ids
    assert engine.stored(ids) == fresh.stored(ids)
    shared = (FacetFilter("person", frozenset(PEOPLE[:1])), FacetFilter("year", frozenset(("2019",))))
    for document_id in ids[::9]:
        assert engine.words_of(document_id) == fresh.words_of(document_id)
        assert engine.facets_of(document_id) == fresh.facets_of(document_id)
        alike = (document_id, (group(*WORDS[:3]),), shared, AllDocuments(), 6)
        assert engine.alike(*alike) == fresh.alike(*alike)


def change(engine: WhooshEngine, pick: random.Random) -> None:
    """Add, change or delete a few documents."""
    known = engine.run(ALL).ids
    some = pick.sample(known, min(len(known), pick.randrange(1, 4)))
    match pick.randrange(4):
        case 0:
            engine.write(random_documents(pick.randrange(10_000), 1, first=some[0]))
        case 1:
            engine.write(random_documents(pick.randrange(10_000), pick.randrange(1, 5), first=max(known) + 1))
        case 2:
            engine.write([], delete=some)
        case 3:
            engine.write(random_documents(pick.randrange(10_000), 2, first=some[0]), delete=some[1:])


@pytest.mark.parametrize("seed", range(3))
def test_after_each_change(folder, seed):
    engine, writer = WhooshEngine(folder), WhooshEngine(folder)
    pick = random.Random(seed)
    assert_reads_as_a_fresh_one(engine, seed)
    for number in range(14):
        change(writer, pick)
        if number % 4 != 3:  # several changes before the next reading
            assert_reads_as_a_fresh_one(engine, pick.randrange(100))
    assert_reads_as_a_fresh_one(engine, seed)


def test_after_segments_were_merged(folder):
    engine = WhooshEngine(folder)
    names: set[str] = set()
    merges = 0
    for number in range(12):
        engine.write(random_documents(number, 2, first=500 + 2 * number))
        now = set(engine.snapshot().names)
        merges += bool(names - now)
        names = now
        assert_reads_as_a_fresh_one(engine, number)
    assert merges > 1


def test_many_documents_at_once_after_a_first_reading(folder, monkeypatch):
    monkeypatch.setattr(reading, "MAX_INSERTED_DOCUMENTS", 5)
    engine = WhooshEngine(folder)
    for number in (5, 6):
        assert_reads_as_a_fresh_one(engine, number)
        engine.write(random_documents(number, number, first=500 + 10 * number))
    assert_reads_as_a_fresh_one(engine, 7)


def test_after_a_rebuild(folder):
    engine = WhooshEngine(folder)
    assert_reads_as_a_fresh_one(engine, 1)
    caches = engine.snapshot().caches
    WhooshEngine(folder).rebuild(iter(random_documents(9, 30, first=40)), 1)
    assert_reads_as_a_fresh_one(engine, 2)
    assert engine.snapshot().caches is not caches, "nothing of the old index remains in memory"
    engine.write(random_documents(10, 2, first=40))
    assert_reads_as_a_fresh_one(engine, 3)
    WhooshEngine(folder).rebuild(iter(()), 1)
    assert_reads_as_a_fresh_one(engine, 4)
    engine.write(random_documents(11, 3))
    assert_reads_as_a_fresh_one(engine, 5)


def test_after_every_document_was_replaced_and_deleted(folder):
    engine = WhooshEngine(folder)
    ids = engine.run(ALL).ids
    engine.write(random_documents(2, len(ids)))
    assert_reads_as_a_fresh_one(engine, 1)
    engine.write([], delete=ids)
    assert engine.run(ALL).total == 0
    assert_reads_as_a_fresh_one(engine, 2)
    engine.write(random_documents(3, 4))
    assert_reads_as_a_fresh_one(engine, 3)


WRITE = """
import json, sys, django
django.setup()
from meetings.search.engines.protocol import IndexDocument
from meetings.search.engines.whoosh.engine import WhooshEngine

engine = WhooshEngine(sys.argv[1])
words = {"بغداد": (1.0, [0]), "برلين": (2.0, [1])}
engine.write([IndexDocument(1, words, 2, {"person": ("a",), "state": ("published",)}, 700_001, "t", "x")], delete=[2])
print(json.dumps(engine.frequencies()["برلين"]))
"""


def test_after_a_change_by_another_process(folder):
    engine = WhooshEngine(folder)
    assert_reads_as_a_fresh_one(engine, 1)
    assert "برلين" not in engine.frequencies()
    done = subprocess.run(
        [sys.executable, "-c", WRITE, str(folder)],
        cwd=ROOT,
        env={**os.environ, "DJANGO_SETTINGS_MODULE": "config.settings"},
        capture_output=True,
        text=True,
        check=True,
    )
    assert json.loads(done.stdout) == 1
    assert engine.run(SearchPlan(Phrase((frozenset(("بغداد",)), frozenset(("برلين",)))))).ids == [1]
    assert 2 not in engine.run(ALL).ids
    assert_reads_as_a_fresh_one(engine, 2)


def test_a_state_that_is_still_in_use_answers_as_before(folder):
    """A thread may finish its search on an older state while others read the newer one, with the same caches."""
    engine = WhooshEngine(folder)
    older = engine.snapshot()
    before = [older.run(plan) for plan in random_plans(3)]
    engine.write(random_documents(2, 20, first=30), delete=[1, 2, 3])
    newer = engine.snapshot()
    assert newer is not older
    assert newer.caches is older.caches
    for plan, expected in zip(random_plans(3), before, strict=True):
        newer.run(plan)
        assert older.run(plan) == expected
    assert_reads_as_a_fresh_one(engine, 4)


def test_unchanged_segments_are_not_opened_again(folder, monkeypatch):
    engine = WhooshEngine(folder)
    before = engine.snapshot()
    engine.run(SearchPlan(AnyWord(frozenset(WORDS[:1]))))
    engine.write(random_documents(2, 1, first=500))
    after = engine.snapshot()
    assert [segment.opened for segment in before.segments] == [segment.opened for segment in after.segments][:-1]
    reading: list[int] = []
    segment = after.segments[0]
    original: Callable[..., object] = segment.postings
    monkeypatch.setattr(segment, "postings", lambda *words: (reading.append(1), original(*words))[1])
    engine.run(SearchPlan(AnyWord(frozenset(WORDS[:1])), groups=(group(WORDS[0]),)))
    assert not reading


def test_added_words_are_known_without_looking_at_all(folder):
    engine = WhooshEngine(folder)
    first = engine.frequencies()
    assert set(first.list_added({})) == set(first)
    document = random_documents(2, 1, first=500)[0]
    document.words["فيينا"] = (1.0, [40])
    engine.write([document])
    second = engine.frequencies()
    assert list(second.list_added(first)) == ["فيينا"]
    assert list(second.list_added(second)) == []
    assert set(second.list_added(dict(first))) == set(second), "an unknown count is compared in full"
    engine.write([], delete=[500])
    assert list(engine.frequencies().list_added(second)) == []
