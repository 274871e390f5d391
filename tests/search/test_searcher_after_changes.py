"""A searcher that has followed changes of the index answers as one that was just opened, with words and suggestions."""

import random
from dataclasses import asdict

import pytest

from benchmarks.generated_reports import ReportGenerator, document
from meetings.search.documents.analysis import INDEX_VERSION
from meetings.search.engines.whoosh.engine import WhooshEngine
from meetings.search.query.entity_names import Directory, NamedEntry
from meetings.search.query.expansion import Vocabulary
from meetings.search.searcher import Searcher
from meetings.search.types import SearchRequest


@pytest.fixture(scope="module")
def reports():
    return list(ReportGenerator(seed=3).reports(60))


def list_queries(pick: random.Random) -> list[str]:
    generator = ReportGenerator(seed=pick.randrange(1_000))
    words = [generator.word() for _ in range(6)]
    person = generator.person()
    slip = words[0][:-2] + words[0][-1] + words[0][-2]
    return [
        *words[:3], " ".join(words[3:]), person.name, person.names[0], person.name.split()[-1], f'"{person.name}"',
        slip, slip[1:], words[1][:3] + "*", "فرنسا 2019", "", "زززززز", f"{words[4]} -{words[5]}",
    ]  # fmt: skip


def assert_answers_as_one_just_opened(searcher: Searcher, folder, queries: list[str]) -> None:
    fresh = Searcher(WhooshEngine(folder), searcher.directory)
    for query in queries:
        for sort in ("relevance", "newest"):
            request = SearchRequest(query, sort=sort)
            answer, expected = asdict(searcher.search(request)), asdict(fresh.search(request))
            for hit in (*answer["hits"], *expected["hits"]):
                hit["score"] = round(hit["score"], 5)  # deleted documents may change the last digits
            assert answer == expected, query
        assert list(searcher.vocabulary().expand(query)) == list(fresh.vocabulary().expand(query))
    assert searcher.related(1) == fresh.related(1)


@pytest.mark.parametrize("seed", range(2))
def test_after_changes_of_documents(reports, tmp_path, seed):
    pick = random.Random(seed)
    people = [NamedEntry("official", p.slug, n, [p.name, *p.names]) for n, p in enumerate(ReportGenerator().people)]
    engine = WhooshEngine(tmp_path)
    engine.rebuild(map(document, reports[:30]), INDEX_VERSION)
    searcher = Searcher(engine, Directory(people))
    assert_answers_as_one_just_opened(searcher, tmp_path, list_queries(pick))
    for number, report in enumerate(reports[30:39]):
        match number % 3:
            case 0:
                engine.write([document(report)])
            case 1:
                replaced = document(report)
                replaced.id = pick.randrange(1, 30)
                engine.write([replaced])
            case 2:
                engine.write([], delete=pick.sample(range(2, 30), 2))
        assert_answers_as_one_just_opened(searcher, tmp_path, list_queries(pick))
    engine.rebuild(map(document, reports[10:45]), INDEX_VERSION)
    assert_answers_as_one_just_opened(searcher, tmp_path, list_queries(pick))


def test_words_that_come_back_are_arranged_once(reports):
    frequencies = {word: 1 for report in reports[:20] for word in document(report).words}
    whole, grown = Vocabulary(), Vocabulary()
    whole.add(frequencies)
    words = list(frequencies)
    random.Random(1).shuffle(words)
    for some in (words[:300], words[200:900], words[:300], words):
        grown.add(dict.fromkeys(some, 1))
    for name in ("_lemmas", "_stems", "_roots", "_skeletons", "_sounds", "_ends", "_families"):
        assert getattr(grown, name) == getattr(whole, name), name


def test_a_name_that_becomes_known_later_is_found_as_one_known_before():
    frequencies = {"زفير": 1, "zafir": 1, "نفط": 1, "naft": 1}
    before, later = Vocabulary(["زفير"]), Vocabulary()
    before.add(frequencies)
    later.add(frequencies)
    assert later.expand("zafir") != before.expand("zafir")
    later.know_names(["زفير"])
    assert later.expand("zafir") == before.expand("zafir")
    assert "زفير" in later.expand("zafir")
    later.know_names([])
    assert later.expand("zafir") != before.expand("zafir")
