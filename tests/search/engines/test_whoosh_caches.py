"""The caches of the built-in engine: bounded, and without influence on any answer."""

import random

import pytest

from meetings.search.engines.protocol import AnyWord, Phrase, SearchPlan
from meetings.search.engines.whoosh import ranking, reading, snapshot
from meetings.search.engines.whoosh.engine import WhooshEngine
from tests.search.engines.test_contract import WORDS, group, random_documents, random_node


@pytest.fixture
def engine(tmp_path) -> WhooshEngine:
    made = WhooshEngine.from_url("", tmp_path / "index")
    made.rebuild(iter(random_documents(3, 60)), 1)
    return made


def plans() -> list[SearchPlan]:
    pick = random.Random(5)
    return [
        SearchPlan(match=random_node(pick), groups=(group(*pick.sample(WORDS, 2)),), limit=20, facets=("person",))
        for _ in range(60)
    ]


def state_of(engine: WhooshEngine) -> snapshot.Snapshot:
    engine.run(SearchPlan(match=AnyWord(frozenset(WORDS[:1]))))
    found = engine._snapshot
    assert found is not None
    return found


def test_small_caches_give_the_same_answers(engine, tmp_path, monkeypatch):
    expected = [engine.run(plan) for plan in plans()]
    for module, name, bound in (
        (reading, "MAX_CACHED_POSTINGS", 60),
        (reading, "MAX_CACHED_WORD_SETS", 2),
        (reading, "MAX_CACHED_PLACES", 2),
        (snapshot, "MAX_HEAP_HITS", 1),
        (ranking, "MAX_CACHED_SCORES", 40),
    ):
        monkeypatch.setattr(module, name, bound)
    bounded = WhooshEngine.from_url("", tmp_path / "index")
    assert [bounded.run(plan) for plan in plans()] == expected
    state = state_of(bounded)
    caches = state.caches
    assert len(caches.word_sets) <= 2
    assert len(caches.positions) <= 2
    assert len(caches.postings) == 1 or caches.postings.size <= 60
    assert caches.postings.size == sum(len(state.postings(word)[0]) + 20 for word in list(caches.postings))
    scored = state._ranking
    assert len(scored._scored) == 1 or scored._cached <= 40
    assert scored._cached == sum(len(numbers) for numbers, _ in scored._scored.values())


def test_what_was_used_last_stays(engine, monkeypatch):
    state = state_of(engine)
    sizes = {word: len(state.postings(word)[0]) + 20 for word in WORDS[:3]}
    state.caches.postings.clear()
    monkeypatch.setattr(reading, "MAX_CACHED_POSTINGS", sizes[WORDS[0]] + sizes[WORDS[1]] + sizes[WORDS[2]] - 1)
    for word in (WORDS[0], WORDS[1], WORDS[0], WORDS[2]):
        state.postings(word)
    assert list(state.caches.postings) == [WORDS[0], WORDS[2]]
    monkeypatch.setattr(reading, "MAX_CACHED_POSTINGS", sum(sizes.values()))
    state.postings(WORDS[1])
    assert len(state.caches.postings) == 3  # exactly as many as fit


def test_a_word_is_read_once(engine, monkeypatch):
    state = state_of(engine)
    first, places = state.postings(WORDS[3]), state.positions(WORDS[3])
    monkeypatch.setattr(state, "segments", ())
    assert state.postings(WORDS[3]) == first
    assert state.positions(WORDS[3]) == places
    assert state.positions(WORDS[3], {next(iter(places))}) == dict([next(iter(places.items()))])
    phrase = Phrase((frozenset({WORDS[3]}),))
    assert state.matching(phrase) == state.matching(AnyWord(frozenset({WORDS[3]}))) & state.live


def test_each_cache_is_full_before_it_drops_what_was_not_used_for_longest(engine, monkeypatch):
    monkeypatch.setattr(reading, "MAX_CACHED_WORD_SETS", 2)
    monkeypatch.setattr(reading, "MAX_CACHED_PLACES", 2)
    state = state_of(engine)
    state.caches.word_sets.clear()
    for word in WORDS[:3]:
        state.matching(AnyWord(frozenset({word})))
        state.positions(word)
    assert list(state.caches.word_sets) == [frozenset({word}) for word in WORDS[1:3]]
    assert list(state.caches.positions) == WORDS[1:3]


def test_scores_stay_as_long_as_they_fit(engine, monkeypatch):
    scored = state_of(engine)._ranking
    sizes = [len(scored._group(group(word))[0]) for word in WORDS[:3]]
    assert len(scored._scored) == 3
    scored._scored.clear()
    scored._cached = 0
    monkeypatch.setattr(ranking, "MAX_CACHED_SCORES", sizes[0] + sizes[1])
    held = []
    for word in WORDS[:3]:
        scored._group(group(word))
        held.append(len(scored._scored))
    assert held[:2] == [1, 2]  # exactly as many as fit
    assert scored._cached <= ranking.MAX_CACHED_SCORES
    monkeypatch.setattr(ranking, "MAX_CACHED_SCORES", 0)
    scored._group(group(WORDS[3]))
    assert list(scored._scored) == [group(WORDS[3])]  # the last one stays, however large
