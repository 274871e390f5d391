"""From a query to a plan: what must match, what is enough, what is said of it."""

import pytest

from meetings.search.engines.protocol import (
    AllDocuments,
    AnyWord,
    Conjunction,
    DateRange,
    FacetFilter,
    MinimumMatch,
    Negation,
    Node,
    Phrase,
)
from meetings.search.query.expansion import Vocabulary
from meetings.search.query.parser import parse
from meetings.search.query.planned import PlannedQuery
from meetings.search.query.planner import Planner
from meetings.search.query.word_groups import group_readings


def plan(query: str, *words: str) -> PlannedQuery:
    vocabulary = Vocabulary()
    vocabulary.add(dict.fromkeys(words or ("وزير", "نفط", "كمال"), 1))
    return Planner(vocabulary, lambda facet, value: [value]).plan(parse(query))


def one(*words: str) -> AnyWord:
    return AnyWord(frozenset(words))


MINISTER, OIL, KAMAL = one("وزير"), one("نفط"), one("كمال")


@pytest.mark.parametrize(
    ("query", "match"),
    [
        ("وزير", MINISTER),
        ("من وزير", MINISTER),
        ("THE وزير", MINISTER),  # capitals alone make no acronym
        ("وزير نفط", Conjunction((MINISTER, OIL))),
        ("وزير نفط كمال", Conjunction((MINISTER, OIL, KAMAL))),
        ("وزير و نفط", Conjunction((MINISTER, OIL))),
        ("وزير أو نفط", MinimumMatch(1, (MINISTER, OIL))),
        ("وزير -نفط", Conjunction((MINISTER, Negation(OIL)))),
        ("-نفط", Conjunction((AllDocuments(), Negation(OIL)))),
        ('-"وزير نفط"', Conjunction((AllDocuments(), Negation(Phrase((frozenset({"وزير"}), frozenset({"نفط"}))))))),
        ('"وزير نفط"', Phrase((frozenset({"وزير"}), frozenset({"نفط"})))),
        ("وز*", MINISTER),
        ("سنة:2020-2021", FacetFilter("year", frozenset({"2020", "2021"}))),
        ("من:2020", DateRange(737425, 3652059)),
        ("إلى:2020", DateRange(1, 737790)),
        ("شخص:كمال", FacetFilter("person", frozenset({"كمال"}))),
        ("؟", AllDocuments()),
    ],
)
def test_what_must_match(query, match: Node):
    assert plan(query).match == match


@pytest.mark.parametrize(
    ("query", "partial"),
    [
        ("وزير", None),
        ("وزير نفط", MinimumMatch(1, (MINISTER, OIL))),
        ("وزير نفط كمال", MinimumMatch(1, (MinimumMatch(2, (MINISTER, OIL, KAMAL)),))),
        ("وزير و نفط", Conjunction((MINISTER, OIL))),
        ("وزير نفط -كمال", Conjunction((MinimumMatch(1, (MINISTER, OIL)), Negation(KAMAL)))),
        ('"وزير نفط"', None),
        ("سنة:2020", None),
        ("وزير نفط أو كمال", MinimumMatch(1, (MinimumMatch(1, (MINISTER, OIL)), KAMAL))),
        ("وزير أو نفط", None),
    ],
)
def test_what_is_enough_for_the_second_tier(query, partial):
    assert plan(query).partial == partial


def test_a_rare_word_is_enough_beside_common_ones():
    vocabulary = Vocabulary()
    vocabulary.add({"محاوله": 400, "اغتيال": 300, "ناظوري": 1})
    planned = Planner(vocabulary, lambda facet, value: [value], documents=1_000).plan(parse("محاولة اغتيال ناظوري"))
    three = (one("محاوله"), one("اغتيال"), one("ناظوري"))
    assert planned.partial == MinimumMatch(1, (one("ناظوري"), MinimumMatch(2, three)))


@pytest.mark.parametrize(
    ("held", "documents", "is_rare"),
    [(3, 100, True), (4, 100, False), (10, 1_000, True), (11, 1_000, False)],
)
def test_how_few_documents_hold_a_rare_word(held, documents, is_rare):
    vocabulary = Vocabulary()
    vocabulary.add({"محاوله": 400, "اغتيال": 300, "ناظوري": held})
    query = parse("محاولة اغتيال ناظوري")
    partial = Planner(vocabulary, lambda facet, value: [value], documents=documents).plan(query).partial
    assert isinstance(partial, MinimumMatch)
    assert (one("ناظوري") in partial.parts) is is_rare


def test_a_word_of_no_document_is_not_rare():
    """Where all words are rare, none of them is enough; an unknown one makes the others tell more than it."""
    partial = plan("نفط كمال زرافة", "نفط", "كمال").partial
    assert isinstance(partial, MinimumMatch)
    assert {OIL, KAMAL} < set(partial.parts)


@pytest.mark.parametrize(
    ("query", "codes", "narrowed"),
    [
        ("وزير", [], True),
        ("-نفط", ["only-exclusions"], True),
        ("من هو", ["stop-words"], True),
        ("من وزير", [], True),
        ("؟", [], False),
    ],
)
def test_what_is_said_of_it(query, codes, narrowed):
    planned = plan(query)
    assert ([notice.code for notice in planned.notices], planned.narrowed) == (codes, narrowed)


def test_fewer_and_fewer_words_are_tried_and_fields_and_exclusions_stay():
    numbers = []
    for node in plan("وزير نفط كمال سنة:2020 -بغداد").fallbacks:
        assert isinstance(node, Conjunction)
        positive, excluded = node.parts
        assert excluded == Negation(one("بغداد"))
        assert isinstance(positive, Conjunction)
        assert positive.parts[0] == FacetFilter("year", frozenset({"2020"}))
        assert isinstance(positive.parts[1], MinimumMatch)
        numbers.append(positive.parts[1].number)
    assert numbers == [3, 2, 1]
    assert plan("وزير").fallbacks == []


@pytest.mark.parametrize("query", ['"وزير نفط" كمال', '("وزير نفط") كمال', 'كمال "وزير نفط"'])
def test_words_of_a_phrase_are_tried_one_by_one(query):
    match = plan(query).fallbacks[-1]
    assert isinstance(match, MinimumMatch)
    assert (match.number, set(match.parts)) == (1, {MINISTER, OIL, KAMAL})


@pytest.mark.parametrize("query", ['"وزير نفط"', "وزير", "وز*", "سنة:2020", "-نفط", "سنة:2020 من:2020"])
def test_a_query_of_one_part_or_without_words_has_no_fewer_words(query):
    assert plan(query).fallbacks == []


def test_neighbours_are_near_and_no_others():
    assert plan("وزير نفط كمال").near == [
        (frozenset({"وزير"}), frozenset({"نفط"})),
        (frozenset({"نفط"}), frozenset({"كمال"})),
    ]
    assert plan("وزير").near == []


def test_words_written_together_are_known():
    planned = plan("عبد الله زرافه", "عبدالله")
    assert planned.unknown == ["زرافه"]
    assert isinstance(planned.match, MinimumMatch)
    assert planned.match.parts[1] == Conjunction((one(), one("عبدالله"))), "the giraffe is still asked for"
    assert planned.matches["عبدالله"].how == "parts"
    assert plan("عبد -الله", "عبدالله").matches == {}
    assert plan("عبد الله", "لعبدالله").matches["لعبدالله"].how == "parts"


def test_a_word_written_apart_is_the_phrase_of_its_halves():
    planned = plan("البوكمال", "البو", "كمال")
    assert planned.match == Phrase((frozenset({"البو"}), frozenset({"كمال"})))
    assert planned.unknown == []
    assert plan("ابكمل", "اب", "كمل").unknown == ["ابكمل"], "too short to be two words"
    assert plan("البوكمال", "البو").unknown == ["البوكمال"], "both halves are needed"
    assert plan("البوكمال", "البوكمال", "البو", "كمال").match == one("البوكمال")


def test_halves_have_two_letters_at_least_and_whole_words_six():
    half = Phrase((frozenset({"اب"}), frozenset({"كمال"})))
    assert plan("ابكمال", "اب", "كمال").match == half
    assert plan("202120", "2021", "20").unknown == ["202120"], "a number is one word"
    better = plan("ابكمال", "اب", "كمال", "ابكم", "ال").match
    assert better == half


def test_the_most_frequent_readings_of_neighbours_are_near():
    vocabulary = Vocabulary()
    forms = {"وزير": 1, "الوزير": 9, "وزيرا": 8, "والوزير": 7, "بالوزير": 6, "للوزير": 5}
    vocabulary.add({**forms, "نفط": 1})
    ((minister, oil),) = Planner(vocabulary, lambda facet, value: [value]).plan(parse("وزير نفط")).near
    assert minister == {"الوزير", "وزيرا", "والوزير", "بالوزير"}
    assert oil == {"نفط"}


def test_a_wildcard_of_too_many_words_is_cut():
    words = [f"وزير{n}" for n in range(200)]
    assert plan("وزير*", *words).notices == []
    cut = plan("وزير*", *words, "وزيران")
    assert [notice.code for notice in cut.notices] == ["wildcard-cut"]
    assert isinstance(cut.match, AnyWord)
    assert len(cut.match.words) == 200


def test_in_quotes_forms_do_not_count_but_spelling_and_article_do():
    words = ("وزير", "الوزير", "وزيرا", "كردستان", "كوردستان")
    assert plan('"وزير كردستان"', *words).match == Phrase(
        (frozenset({"وزير", "الوزير"}), frozenset({"كردستان", "كوردستان"}))
    )
    assert plan('"زرافة وزير"', *words).match == Phrase((frozenset({"زرافه"}), frozenset({"وزير", "الوزير"})))


def test_a_stop_word_in_quotes_is_part_of_the_phrase_but_not_marked():
    planned = plan('"في وزير"', "في", "وزير")
    assert planned.match == Phrase((frozenset({"في"}), frozenset({"وزير"})))
    assert (planned.words, list(planned.matches)) == (["وزير"], ["وزير"])


def test_an_exclusion_takes_forms_but_no_relatives():
    planned = plan("-وزير", "وزير", "الوزير", "وزراء", "وزارة")
    assert planned.match == Conjunction((AllDocuments(), Negation(one("وزير", "الوزير"))))


def test_a_score_has_levels_from_the_word_to_its_root():
    vocabulary = Vocabulary()
    vocabulary.add(dict.fromkeys(("وزير", "الوزير", "وزراء", "وزاره"), 1))
    levels = group_readings(vocabulary.expand("وزير")).levels
    assert [level.weight for level in levels] == [0.5, 1.5, 0.7]
    assert levels[0].words == (("وزير", 1.0),)
    assert dict(levels[1].words) == {"وزير": 1.0, "الوزير": 1.0, "وزراء": 0.7}
    assert dict(levels[2].words) == {"وزير": 1.0, "الوزير": 1.0, "وزراء": 0.7, "وزاره": 1.0}


@pytest.mark.parametrize("query", ["وزير وزراء", "وزراء وزير"])
def test_a_word_that_two_words_of_the_query_mean_is_marked_for_the_nearer_one(query):
    matches = plan(query, "وزير", "وزراء").matches
    assert (matches["وزير"].query_word, matches["وزير"].how) == ("وزير", "exact")
    assert (matches["وزراء"].query_word, matches["وزراء"].how) == ("وزراء", "exact")
