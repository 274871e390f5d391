"""What every search engine must do, each held against a plain scan of the same documents."""

import random
from collections.abc import Callable, Iterator
from threading import Event, Thread

import pytest
from django.utils.module_loading import import_string

from meetings.search.engines import factory
from meetings.search.engines.protocol import (
    AllDocuments,
    AnyWord,
    Conjunction,
    DateRange,
    Engine,
    FacetFilter,
    Group,
    IndexDocument,
    IndexMissingError,
    Level,
    MinimumMatch,
    Negation,
    Node,
    Phrase,
    SearchPlan,
)
from tests.search.plain_scan import PlainScan

# Every engine that SEARCH_URL can name, and the shortest one, so that more than one keeps the contract.
ENGINES = {**factory.ENGINES, "scan": "tests.search.plain_scan.PlainScanEngine"}
WORDS = ["بغداد", "اربيل", "باريس", "لقاء", "وزير", "رييس", "نفط", "غاز", "امن", "حدود", "a", "2021"]
PEOPLE = ["anna, of x", "الولايات المتحدة", "b:c", "d"]


@pytest.fixture(params=ENGINES)
def make(request, tmp_path) -> Callable[[], Engine]:
    return lambda: import_string(ENGINES[request.param]).from_url("", tmp_path / "index")


def random_documents(seed: int, number: int, first: int = 1) -> list[IndexDocument]:
    pick = random.Random(seed)
    documents = []
    for n in range(first, first + number):
        text = [pick.choice(WORDS) for _ in range(pick.randrange(1, 30))]
        words: dict[str, tuple[float, list[int]]] = {}
        for place, word in enumerate(text):
            weight, places = words.get(word, (0.0, []))
            words[word] = (weight + pick.choice((1.0, 3.0)), [*places, place])
        facets = {
            "person": tuple(pick.sample(PEOPLE, pick.randrange(3))),
            "year": (str(pick.randrange(2018, 2023)),),
            "state": (pick.choice(("published", "draft")),),
        }
        day = pick.choice((0, pick.randrange(700_000, 700_400)))
        documents.append(IndexDocument(n, words, len(text), facets, day, f"عنوان {n}", " ".join(text)))
    return documents


def random_node(pick: random.Random, depth: int = 0) -> Node:
    kind = pick.randrange(9 if depth < 3 else 5)
    some = frozenset(pick.sample(WORDS, pick.randrange(1, 3)))
    if kind == 0:
        return AnyWord(some)
    if kind == 1:
        return Phrase(tuple(frozenset(pick.sample(WORDS, pick.randrange(1, 3))) for _ in range(pick.randrange(1, 4))))
    if kind == 2:
        return FacetFilter("person", frozenset(pick.sample(PEOPLE, 2)))
    if kind == 3:
        return DateRange(700_050, pick.randrange(700_050, 700_400))
    if kind == 4:
        return AllDocuments()
    parts = tuple(random_node(pick, depth + 1) for _ in range(pick.randrange(1, 4)))
    if kind == 5:
        return Conjunction(parts)
    if kind == 6:
        return Negation(parts[0])
    return MinimumMatch(pick.randrange(1, 3), parts)


def group(*words: str) -> Group:
    return Group((Level(0.5, ((words[0], 1.0),)), Level(1.0, tuple((word, 0.7) for word in words))))


def build(make: Callable[[], Engine], documents: list[IndexDocument]) -> Engine:
    engine = make()
    assert engine.rebuild(iter(documents), 1) == len({document.id for document in documents})
    return engine


def everything(engine: Engine, node: Node | None = None) -> list[int]:
    return engine.run(SearchPlan(match=node or AllDocuments(), limit=10_000, sort="newest")).ids


@pytest.mark.parametrize("seed", range(6))
def test_totals_documents_and_facets_equal_a_plain_scan(make, seed):
    documents = random_documents(seed, 120)
    engine, scan = build(make, documents), PlainScan(documents)
    pick = random.Random(seed)
    for _ in range(60):
        filters = {"person": FacetFilter("person", frozenset(pick.sample(PEOPLE, 1)))} if pick.random() < 0.5 else {}
        if pick.random() < 0.3:
            filters["year"] = FacetFilter("year", frozenset(("2019", "2020")))
        plan = SearchPlan(
            match=random_node(pick), filters=filters, limit=1_000, sort="newest", facets=("person", "year")
        )
        answer = engine.run(plan)
        assert set(answer.ids) == scan.found(plan)
        assert answer.total == len(answer.ids) == len(set(answer.ids))
        assert answer.facets == scan.facets(plan)


@pytest.mark.parametrize("seed", range(3))
def test_scores_are_the_ones_defined(make, seed):
    documents = random_documents(seed, 80)
    engine, scan = build(make, documents), PlainScan(documents)
    groups = (group("بغداد", "اربيل"), group("نفط"))
    words = AnyWord(frozenset(("بغداد", "اربيل", "نفط")))
    answer = engine.run(SearchPlan(match=words, groups=groups, limit=1_000))
    assert answer.scores == sorted(answer.scores, reverse=True)
    for document_id, score in zip(answer.ids, answer.scores, strict=True):
        assert score == pytest.approx(scan.score(groups, scan.documents[document_id]), rel=1e-4)


def test_pages_follow_each_other_without_gaps_or_repeats(make):
    engine = build(make, random_documents(1, 90))
    plan = {"match": AnyWord(frozenset(("بغداد", "نفط"))), "groups": (group("بغداد", "نفط"),)}
    whole = engine.run(SearchPlan(**plan, limit=1_000)).ids
    paged = [
        i for offset in range(0, len(whole), 7) for i in engine.run(SearchPlan(**plan, offset=offset, limit=7)).ids
    ]
    assert paged == whole
    assert engine.run(SearchPlan(**plan, offset=len(whole), limit=7)).ids == []
    assert engine.run(SearchPlan(**plan, offset=15, limit=11)).ids == whole[15:26]


def test_of_equal_documents_the_one_with_the_words_closer_comes_first(make):
    def document(number: int, places: tuple[int, int]) -> IndexDocument:
        return IndexDocument(number, {"وزير": (1.0, [places[0]]), "نفط": (1.0, [places[1]])}, 40, day=number)

    engine = build(make, [document(1, (3, 4)), document(2, (3, 30)), document(3, (20, 12)), document(4, (0, 39))])
    words = (frozenset(("وزير",)), frozenset(("نفط",)))
    plan = {"match": Conjunction((AnyWord(words[0]), AnyWord(words[1]))), "groups": (group("وزير"), group("نفط"))}
    assert engine.run(SearchPlan(**plan)).ids == [4, 3, 2, 1]
    assert engine.run(SearchPlan(**plan, near=(words,))).ids == [1, 3, 2, 4]


def test_closeness_leaves_pages_whole(make):
    engine = build(make, random_documents(15, 150))
    words = (frozenset(("بغداد",)), frozenset(("نفط",)))
    plan = {"match": AnyWord(words[0] | words[1]), "groups": (group("بغداد"), group("نفط")), "near": (words,)}
    whole = engine.run(SearchPlan(**plan, limit=1_000))
    assert whole.scores == sorted(whole.scores, reverse=True)
    paged = [i for at in range(0, whole.total, 9) for i in engine.run(SearchPlan(**plan, offset=at, limit=9)).ids]
    assert paged == whole.ids


def test_sorted_by_date_with_undated_documents_last(make):
    documents = random_documents(2, 60)
    engine = build(make, documents)
    days = {document.id: document.day for document in documents}
    newest = [days[i] for i in engine.run(SearchPlan(sort="newest", limit=100)).ids]
    oldest = [days[i] for i in engine.run(SearchPlan(sort="oldest", limit=100)).ids]
    dated = [day for day in newest if day]
    assert dated == sorted(dated, reverse=True)
    assert newest[: len(dated)] == dated
    assert [day for day in oldest if day] == sorted(dated)
    assert not any(oldest[len(dated) :])


def test_changes_replace_and_remove(make):
    documents = random_documents(3, 40)
    engine = build(make, documents)
    changed = random_documents(4, 10, first=5)  # ids 5 to 14 anew
    added = random_documents(5, 6, first=101)
    before = engine.generation()
    engine.write([*changed, *added], delete=[1, 2, 999])
    assert engine.generation() != before
    kept = {document.id: document for document in [*documents, *changed, *added]}
    del kept[1], kept[2]
    scan = PlainScan(list(kept.values()))
    assert engine.count() == len(kept)
    pick = random.Random(0)
    for _ in range(30):
        plan = SearchPlan(match=random_node(pick), limit=1_000, facets=("person", "year", "state"))
        answer = engine.run(plan)
        assert set(answer.ids) == scan.found(plan)
        assert answer.facets == scan.facets(plan)


def test_the_same_document_twice_in_a_batch_is_there_once_as_it_came_last(make):
    first, second = random_documents(6, 1)[0], random_documents(7, 1)[0]
    engine = build(make, [])
    engine.write([first, second])
    assert everything(engine) == [first.id]
    assert engine.stored([first.id])[first.id].text == second.text
    engine.write([first])
    assert everything(engine) == [first.id]


def test_many_small_writes_lose_nothing(make):
    engine = build(make, [])
    documents = random_documents(8, 40)
    for document in documents:
        engine.write([document])
    engine.write([], delete=[document.id for document in documents[::3]])
    kept = [document for n, document in enumerate(documents) if n % 3]
    scan = PlainScan(kept)
    for word in WORDS:
        plan = SearchPlan(match=AnyWord(frozenset((word,))), limit=100)
        assert set(engine.run(plan).ids) == scan.found(plan)


def test_a_phrase_needs_its_words_one_after_the_other(make):
    words = {"وزير": (1.0, [0, 9]), "النفط": (1.0, [1]), "السابق": (1.0, [10])}
    engine = build(make, [IndexDocument(1, words, 3)])
    one = frozenset
    assert everything(engine, Phrase((one(["وزير"]), one(["النفط"])))) == [1]
    assert everything(engine, Phrase((one(["وزير"]), one(["النفط"]), one(["السابق"])))) == []
    assert everything(engine, Phrase((one(["النفط"]), one(["وزير"])))) == []


def test_texts_words_and_facets_come_back_as_they_were(make):
    text = "قال «الوزير»:\n\u202bإنَّ ﷲ\u202c 𝕏 \ud800 انتهى"
    facets = {"person": ("ا،ب", "c d"), "state": ("published",)}
    document = IndexDocument(7, {"قال": (2.5, [0])}, 4, facets, 0, "عنوانٌ", text)
    engine = build(make, [document])
    stored = engine.stored([7, 8])
    assert list(stored) == [7]
    assert (stored[7].title, stored[7].text) == ("عنوانٌ", text)
    assert engine.words_of(7) == {"قال": 2.5}
    assert engine.facets_of(7) == facets
    assert engine.words_of(8) == engine.facets_of(8) == {}


def test_frequencies_count_documents(make):
    documents = random_documents(9, 50)
    engine = build(make, documents)
    assert dict(engine.frequencies()) == {
        word: held for word in WORDS if (held := sum(word in document.words for document in documents))
    }


def test_alike_documents_share_sets_then_words(make):
    def document(number: int, person: str, word: str) -> IndexDocument:
        return IndexDocument(number, {word: (1.0, [0])}, 5, {"person": (person,), "state": ("published",)})

    documents = [document(1, "x", "نفط"), document(2, "x", "غاز"), document(3, "x", "نفط"), document(4, "y", "نفط")]
    documents.append(IndexDocument(5, {"نفط": (1.0, [0])}, 5, {"person": ("x",), "state": ("draft",)}))
    engine = build(make, documents)
    shared = (FacetFilter("person", frozenset(("x",))),)
    public = FacetFilter("state", frozenset(("published",)))
    assert engine.alike(1, (group("نفط"),), shared, public, 5) == [3, 2]
    assert engine.alike(99, (group("نفط"),), shared, public, 5) == []


def test_without_an_index(make):
    engine = make()
    assert engine.generation() == ""
    assert engine.analysis_version() is None
    with pytest.raises(IndexMissingError):
        engine.run(SearchPlan())


def test_a_rebuild_is_seen_at_once_when_it_is_done_and_not_before(make):
    engine = build(make, random_documents(10, 5))
    reader = make()
    assert len(everything(reader)) == 5
    seen: list[int] = []

    def documents() -> Iterator[IndexDocument]:
        for document in random_documents(11, 8, first=50):
            seen.append(len(everything(reader)))
            yield document

    engine.rebuild(documents(), 2)
    assert set(seen) == {5}
    assert sorted(everything(reader)) == list(range(50, 58))
    assert reader.analysis_version() == 2


def test_a_rebuild_that_fails_leaves_the_old_index(make):
    engine = build(make, random_documents(12, 5))

    def documents() -> Iterator[IndexDocument]:
        yield random_documents(13, 1)[0]
        raise RuntimeError("the database went away")

    with pytest.raises(RuntimeError):
        engine.rebuild(documents(), 1)
    assert len(everything(engine)) == len(everything(make())) == 5
    assert engine.rebuild(iter(random_documents(14, 3)), 1) == 3


def test_readers_in_several_threads_while_one_writes(make):
    engine = build(make, random_documents(16, 200))
    failures: list[BaseException] = []
    stop = Event()

    def read(seed: int) -> None:
        pick = random.Random(seed)
        try:
            while not stop.is_set():
                plan = SearchPlan(
                    match=random_node(pick), groups=(group("بغداد", "نفط"),), facets=("person",), limit=10
                )
                answer = engine.run(plan)
                assert len(engine.stored(answer.ids)) <= len(answer.ids) <= 10
        except BaseException as error:
            failures.append(error)

    threads = [Thread(target=read, args=(seed,)) for seed in range(4)]
    for thread in threads:
        thread.start()
    for number in range(12):
        engine.write(random_documents(number, 3, first=1_000 + number))
    stop.set()
    for thread in threads:
        thread.join()
    assert failures == []
    assert engine.count() == 200 + 14


def test_no_documents_at_all(make):
    engine = build(make, [])
    answer = engine.run(SearchPlan(match=AnyWord(frozenset(("بغداد",))), groups=(group("بغداد"),), facets=("person",)))
    assert (answer.total, answer.ids, answer.facets) == (0, [], {"person": {}})
