"""From what is typed to what is shown, over small texts."""

from datetime import date

import pytest

from meetings.search.engines.protocol import AllDocuments
from meetings.search.query.entity_names import NamedEntry
from meetings.search.query.planned import PlannedQuery
from meetings.search.results.tiered_answers import make_plan
from meetings.search.searcher import Searcher
from meetings.search.types import SearchRequest, SearchResult
from tests.search.conftest import SearcherOf, request_of, text_document


def ids(result: SearchResult) -> list[int]:
    return [hit.meeting_id for hit in result.hits]


def codes(result: SearchResult) -> list[str]:
    return [notice.code for notice in result.notices]


def ask(searcher, query: str = "", **more) -> SearchResult:
    return searcher.search(request_of(query, **more))


# ------------------------------------------------------------------------------------------------------ what is found
SPELLINGS = ["كردستان", "كوردستان", "کوردستان", "كُردستان", "كـردسـتان"]


@pytest.mark.parametrize("query", SPELLINGS)
def test_every_spelling_finds_all_others(searcher_of: SearcherOf, query):
    searcher = searcher_of(*[f"تقع المدينة في {spelling} قرب النهر" for spelling in SPELLINGS], "طقس باكستان حار")
    assert sorted(ids(ask(searcher, query))) == [1, 2, 3, 4, 5]


@pytest.mark.parametrize("query", ["بيشمركة", "البيشمركة", "للبيشمركة", "البيشمركه", "Peshmerga", "پێشمەرگە"])
def test_the_peshmerga(searcher_of: SearcherOf, query):
    searcher = searcher_of("تدريب البيشمركة مستمر", "دعم للبيشمركة", "بيشمركه في الجبل", "الجيش في السهل")
    assert sorted(ids(ask(searcher, query))) == [1, 2, 3]


@pytest.mark.parametrize("query", ["Nechirvan", "Netchirvan", "Neçîrvan", "نێچیرڤان", "نيجيرفان", "نيجرفان"])
def test_a_name_in_any_script(searcher_of: SearcherOf, query):
    searcher = searcher_of("وصل نيجيرفان إلى روما", "Nechirvan arrived in Rome", "وصل نجار القرية")
    assert sorted(ids(ask(searcher, query))) == [1, 2]


def test_exact_before_form_before_root(searcher_of: SearcherOf):
    searcher = searcher_of("كلام عن مشاركته أمس", "كلام عن شارك أمس", "كلام عن مشاركة أمس")
    assert ids(ask(searcher, "مشاركة")) == [3, 1, 2]


def test_a_name_is_not_taken_apart(searcher_of: SearcherOf):
    searcher = searcher_of("لبن بارد", "مصران الخروف", "سورة قصيرة", "كوب شاي", "قطار سريع", "العرق يتصبب")
    for name in ("لبنان", "مصر", "سوريا", "كوبا", "قطر", "العراق"):
        assert ids(ask(searcher, name)) == []


def test_related_words_alone_do_not_find_but_help_to_rank(searcher_of: SearcherOf):
    searcher = searcher_of("أمانة المدرسة مفتوحة", "حدود البلدة آمنة", "حدود البلدة بعيدة")
    assert ids(ask(searcher, "أمن")) != [1]
    assert 1 not in ids(ask(searcher, "أمن"))
    assert ids(ask(searcher, "أمن الحدود"))[0] == 2


@pytest.mark.parametrize(("others", "is_first"), [(99, True), (100, False)])
def test_the_hundred_best_are_ordered_by_how_near_the_words_are(searcher_of: SearcherOf, others, is_first):
    far = [text_document(n, "وزير كتاب دفتر نفط", day=date(2021, 1, 1)) for n in range(2, 2 + others)]
    near = text_document(1, "وزير نفط كتاب دفتر", day=date(2020, 1, 1))  # the oldest: without that, the last
    found = ids(ask(searcher_of(near, *far), "وزير نفط", page_size=100))
    assert (found[0] == 1) is is_first


def test_all_words_are_preferred_and_fewer_accepted(searcher_of: SearcherOf):
    searcher = searcher_of("زار ماكرون بغداد", "ماكرون في باريس", "سوق بغداد القديم", "طقس معتدل")
    found = ids(ask(searcher, "ماكرون بغداد"))
    assert found[0] == 1
    assert sorted(found) == [1, 2, 3]


def test_of_many_words_one_is_not_enough_unless_nothing_else_is_there(searcher_of: SearcherOf):
    searcher = searcher_of("وزير النفط في بغداد", "وزير سابق", "مزرعة بعيدة")
    assert ids(ask(searcher, "وزير النفط بغداد")) == [1]
    alone = ask(searcher, "وزير طائرة ورقية ملونة")
    assert sorted(ids(alone)) == [1, 2]
    assert alone.total == 0
    assert [one.typed for one in alone.hits[0].missing] == ["طائرة", "ورقية", "ملونة"]


def test_phrases_and_exclusions(searcher_of: SearcherOf):
    searcher = searcher_of("التقى رئيس الوزراء الوفد", "رئيس البرلمان والوزراء", "رئيس وزراء سابق في روما")
    assert sorted(ids(ask(searcher, '"رئيس الوزراء"'))) == [1, 3]
    assert ids(ask(searcher, '"رئيس الوزراء" -روما')) == [1]
    assert ids(ask(searcher, "رئيس بدون الوزراء")) == []


def test_operators(searcher_of: SearcherOf):
    searcher = searcher_of("نفط وغاز", "نفط وماء", "غاز وكهرباء")
    assert ids(ask(searcher, "نفط AND غاز")) == [1]
    assert sorted(ids(ask(searcher, "ماء أو كهرباء"))) == [2, 3]
    assert sorted(ids(ask(searcher, "(ماء أو كهرباء) و نفط"))) == [2]


def test_wildcards(searcher_of: SearcherOf):
    searcher = searcher_of("حديث الدبلوماسي", "دبلوماسية هادئة", "دبلوم عال")
    assert sorted(ids(ask(searcher, "دبلوماس*"))) == [1, 2]


def test_words_written_apart_and_together(searcher_of: SearcherOf):
    searcher = searcher_of("قال عبدالله", "قال عبد الله", "رئيس\u200cوزراء سابق", "مه سرور هنا")
    assert sorted(ids(ask(searcher, "عبد الله"))) == [1, 2]
    assert sorted(ids(ask(searcher, "عبدالله"))) == [1, 2]
    assert 3 in ids(ask(searcher, "رئيس وزراء"))
    assert ids(ask(searcher, "مسرور")) == [4]


# ------------------------------------------------------------------------------------------------ what is said around
@pytest.mark.parametrize(
    ("query", "code"),
    [
        ("؟؟؟ !!!", "no-words"),
        ("*", "wildcard-refused"),
        ("*داد", "wildcard-misplaced"),
        ("كلمة " * 5_000, "query-cut"),
        ('"بغداد', "quotes-repaired"),
        ("-بغداد", "only-exclusions"),
        ("قال:بغداد", "unknown-field"),
        ("من:31/02/2021", "bad-date"),
    ],
)
def test_hostile_or_odd_queries_are_answered_with_a_notice(searcher_of: SearcherOf, query, code):
    assert code in codes(ask(searcher_of("مطار بغداد", "ميناء البصرة"), query))


def test_only_stop_words_are_looked_for_as_words(searcher_of: SearcherOf):
    result = ask(searcher_of("هو من هنا", "بغداد"), "من هو")
    assert ids(result) == [1]
    assert codes(result) == ["stop-words"]


def test_without_a_query_everything_newest_first(searcher_of: SearcherOf):
    searcher = searcher_of(
        text_document(1, "أ ب", day=date(2020, 1, 1)), text_document(2, "ج د", day=date(2022, 1, 1)), "بلا تاريخ"
    )
    assert ids(ask(searcher)) == [2, 1, 3]
    assert ids(ask(searcher, sort="oldest")) == [1, 2, 3]


def test_a_search_without_an_index_says_so_and_a_list_of_ids_is_refused(tmp_path):
    from meetings.search.engines.protocol import IndexMissingError
    from meetings.search.engines.whoosh.engine import WhooshEngine
    from meetings.search.searcher import Searcher

    searcher = Searcher(WhooshEngine(tmp_path / "none"))
    result = ask(searcher, "بغداد")
    assert (result.total, codes(result)) == (0, ["index-missing"])
    for request in (request_of("بغداد"), request_of()):
        with pytest.raises(IndexMissingError):
            searcher.ids(request)


def test_an_index_of_an_older_analysis_answers_and_asks_for_a_rebuild(searcher_of: SearcherOf):
    searcher = searcher_of("بغداد")
    searcher.engine.rebuild(iter([text_document(1, "بغداد")]), 0)
    result = ask(searcher, "بغداد")
    assert ids(result) == [1]
    assert "index-old" in codes(result)


@pytest.mark.parametrize(
    ("query", "meant"), [("fy]h]", "بغداد"), ("بفداذ الجميلة", "بغداد الجميلة"), ("بالجيكيا", "بلجيكا")]
)
def test_did_you_mean_has_results(searcher_of: SearcherOf, query, meant):
    searcher = searcher_of("مطار بغداد الجميلة", "مصانع بلجيكا قديمة")
    suggestions = ask(searcher, query).suggestions
    assert meant in suggestions
    for suggestion in suggestions:
        assert ask(searcher, suggestion).total


def test_drafts_are_not_public(searcher_of: SearcherOf):
    searcher = searcher_of(text_document(1, "بغداد"), text_document(2, "بغداد", state=("draft",)))
    assert ids(ask(searcher, "بغداد")) == [1]
    assert sorted(ids(ask(searcher, "بغداد", public=False))) == [1, 2]
    assert ids(ask(searcher, "state:draft")) == []


# ------------------------------------------------------------------------------------------------------------- pages
def test_pages(searcher_of: SearcherOf):
    searcher = searcher_of(*[f"بغداد رقم {n}" for n in range(1, 46)])
    pages = [ids(ask(searcher, "بغداد", page=page)) for page in (1, 2, 3)]
    assert [len(page) for page in pages] == [20, 20, 5]
    assert len(set().union(*pages)) == 45
    beyond = ask(searcher, "بغداد", page=9)
    assert (beyond.page, beyond.pages, ids(beyond)) == (3, 3, pages[2])
    assert "page-cut" in codes(beyond)
    assert ask(searcher, "بغداد", page=-5).page == 1
    assert len(ask(searcher, "بغداد", page_size=10_000).hits) == 45
    assert len(ask(searcher, "بغداد", page_size=0).hits) == 1


# ------------------------------------------------------------------------------------------------------------ facets
@pytest.fixture
def filtered(searcher_of: SearcherOf):
    def meeting(number: int, year: int, *countries: str, person: str = "x"):
        day = date(year, 3, 1)
        return text_document(number, "لقاء", day=day, year=(str(year),), country=countries, person=(person,))

    return searcher_of(
        meeting(1, 2020, "IQ", "IT"),
        meeting(2, 2020, "IQ", "FR"),
        meeting(3, 2021, "FR"),
        meeting(4, 2021, "IT", person="y"),
    )


def counts(result: SearchResult, facet: str) -> dict[str, int]:
    return {value.value: value.count for value in result.facets[facet]}


def test_parties_and_facets_narrow_and_values_of_other_facets_widen(filtered):
    assert ask(filtered, "لقاء", country=("IT",)).total == 2
    assert ids(ask(filtered, "لقاء", country=("IT", "FR"))) == [], "both in one meeting"
    assert ask(filtered, "لقاء", country=("IT", "FR"), any_of=frozenset({"country"})).total == 4
    assert ask(filtered, "لقاء", year=(2020, 2021)).total == 4
    assert ids(ask(filtered, "لقاء", country=("IT",), year=(2021,))) == [4]


def test_a_facet_counts_what_its_values_would_show(filtered):
    result = ask(filtered, "لقاء", country=("IT",), year=(2020,))
    assert result.total == 1
    assert counts(result, "country")["IT"] == 1
    assert "FR" not in counts(result, "country"), "nobody of France met Italy in 2020"
    assert counts(result, "year") == {"2021": 1, "2020": 1}
    assert counts(result, "person") == {"x": 1}
    assert [value.value for value in result.facets["country"] if value.chosen] == ["IT"]


def test_each_count_is_what_choosing_it_shows(filtered):
    for facet in ("country", "year", "person"):
        for value in ask(filtered, "لقاء", year=(2020, 2021)).facets[facet]:
            chosen = {"year": (2020, 2021)} | {facet: (int(value.value) if facet == "year" else value.value,)}
            assert ask(filtered, "لقاء", **chosen).total == value.count


def test_a_chosen_value_without_results_is_still_shown(filtered):
    result = ask(filtered, "لقاء", country=("DE",))
    assert (result.total, counts(result, "country")["DE"]) == (0, 0)


def test_dates(filtered):
    assert ask(filtered, "لقاء", date_from=date(2021, 1, 1)).total == 2
    assert ask(filtered, "لقاء", date_to=date(2020, 3, 1)).total == 2
    assert ask(filtered, "لقاء من:2020 إلى:2020").total == 2
    assert ask(filtered, "لقاء سنة:2021").total == 2


# ---------------------------------------------------------------------------------------------- snippets and reasons
def test_marks_lie_over_the_original_words(searcher_of: SearcherOf):
    text = "كلام طويل. " * 40 + "ثم التقى الوفدُ مُحَمَّدًا في «كوردستان» صباحا. " + "ونهاية بعيدة. " * 40
    searcher = searcher_of(text_document(1, text, "لقاء في كـردستان"))
    (hit,) = ask(searcher, "كردستان محمد").hits
    assert [piece.text for piece in hit.title if piece.marked] == ["كـردستان"]
    assert [piece.text for piece in hit.snippet if piece.marked] == ["مُحَمَّدًا", "كوردستان"]
    assert "".join(piece.text for piece in hit.snippet).strip("… ") in text
    assert len("".join(piece.text for piece in hit.snippet)) < 300


def test_a_snippet_shows_the_densest_place(searcher_of: SearcherOf):
    filler = "جملة عن الطقس. " * 30
    searcher = searcher_of(f"بغداد جميلة. {filler} زار وزير النفط بغداد أمس. {filler}")
    (hit,) = ask(searcher, "وزير النفط بغداد").hits
    assert [piece.text for piece in hit.snippet if piece.marked] == ["وزير النفط بغداد"]


def test_why_tells_what_is_not_plain(searcher_of: SearcherOf):
    searcher = searcher_of("مشى وزراء القرية", "أكل في كوردستان", "نام الوزير")
    by_id = {hit.meeting_id: hit.why for hit in ask(searcher, "وزير أو كردستان").hits}
    assert [(why.query_word, why.matched_word, why.how) for why in by_id[1]] == [("وزير", "وزراء", "lexicon")]
    assert [(why.matched_word, why.how) for why in by_id[2]] == [("كوردستان", "spelling")]
    assert by_id[3] == []


def test_why_names_what_the_page_does_not_show(searcher_of: SearcherOf):
    document = text_document(1, "نص قصير")
    document.words["barzani"] = (1.0, [50])
    (hit,) = ask(searcher_of(document), "Barzani").hits
    assert [(why.query_word, why.matched_word, why.how) for why in hit.why] == [("Barzani", "barzani", "alias")]


def test_texts_with_letters_outside_the_first_plane_and_no_text(searcher_of: SearcherOf):
    searcher = searcher_of("𝕏 بغداد \ud800 نص", text_document(2, "", "بغداد"))
    assert sorted(ids(ask(searcher, "بغداد"))) == [1, 2]


# ------------------------------------------------------------------------------------------------- people and related
PEOPLE = [
    NamedEntry("official", "nechirvan-barzani", 1, ["نيجيرفان بارزاني", "Nechirvan Barzani"], weight=5),
    NamedEntry("official", "masrour-barzani", 2, ["مسرور بارزاني", "Masrour Barzani"], weight=3),
    NamedEntry("country", "IT", 3, ["إيطاليا", "Italy"], ["إيطالي", "إيطالية"], weight=2),
    NamedEntry("organisation", "UN", 4, ["الأمم المتحدة", "United Nations", "UN"], weight=1),
]


@pytest.mark.parametrize(
    ("query", "officials", "countries", "organisations"),
    [
        ("نيجيرفان بارزاني", [1], [], []),
        ("بارزاني", [1, 2], [], []),
        ("Neçîrvan", [1], [], []),
        ("وزير الدفاع الإيطالي", [], ["IT"], []),
        ("الأمم المتحدة", [], [], ["UN"]),
        ("المتحدة", [], [], ["UN"]),
        ("طقس", [], [], []),
    ],
)
def test_people_and_sides_that_a_query_names(searcher_of: SearcherOf, query, officials, countries, organisations):
    result = ask(searcher_of("نص", entries=PEOPLE), query)
    assert (result.officials, result.countries, result.organisations) == (officials, countries, organisations)


def test_field_words_take_names_in_any_script(searcher_of: SearcherOf):
    searcher = searcher_of(
        text_document(1, "أ", person=("nechirvan-barzani",), country=("IT",)),
        text_document(2, "ب", person=("masrour-barzani",)),
        entries=PEOPLE,
    )
    assert ids(ask(searcher, "شخص:نيجيرفان")) == [1]
    assert ids(ask(searcher, 'person:"Masrour Barzani"')) == [2]
    assert ids(ask(searcher, "بلد:إيطاليا")) == ids(ask(searcher, "country:IT")) == [1]
    assert ids(ask(searcher, "شخص:أفلاطون")) == []


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("بار", "nechirvan-barzani"),
        ("مسر", "masrour-barzani"),
        ("nech", "nechirvan-barzani"),
        ("نێچ", "nechirvan-barzani"),
        ("ايط", "IT"),
        ("الأمم", "UN"),
        ("المتح", "UN"),
    ],
)
def test_completions(searcher_of: SearcherOf, typed, first):
    found = searcher_of("نص", entries=PEOPLE).directory.completing(typed, ("official", "country", "organisation"), 5)
    assert found[0][0].key == first


def test_related_documents_share_people_and_words(searcher_of: SearcherOf):
    searcher = searcher_of(
        text_document(1, "النفط والغاز في كركوك", person=("a",), topic=("oil",)),
        text_document(2, "النفط والغاز في كركوك أيضا", person=("a",), topic=("oil",)),
        text_document(3, "كرة القدم", person=("a",)),
        text_document(4, "كرة السلة", person=("b",)),
        text_document(5, "النفط والغاز في كركوك", person=("a",), topic=("oil",), state=("draft",)),
    )
    assert searcher.related(1) == [2, 3]
    assert searcher.related(99) == []


def test_one_side_alone_relates_nothing_and_two_do(searcher_of: SearcherOf):
    searcher = searcher_of(
        text_document(1, "نص أول", country=("IQ", "FR")),
        text_document(2, "سطر ثان", country=("IQ",)),
        text_document(3, "كلام ثالث", country=("FR", "IQ")),
        text_document(4, "حديث رابع", country=("IQ",), organisation=("UN",)),
    )
    assert searcher.related(1) == [3]
    assert searcher.related(2) == []
    assert searcher.related(4) == []


def test_words_of_few_documents_relate_and_common_or_short_ones_do_not(searcher_of: SearcherOf):
    texts = ["كركوك نفط عام", "كركوك ماء عام", "دهوك عام", "زاخو عام", "عقرة عام", "سنجار عام", "عام لب", "عام لب"]
    searcher = searcher_of(*texts)
    assert searcher.related(1) == [2]  # كركوك is rare; عام is in all of them
    assert searcher.related(3) == []  # its only rare word is its own
    assert searcher.related(7) == []  # two letters say too little


@pytest.mark.parametrize(
    ("texts", "related"),
    [
        (["نفط", "نفط", *["عام"] * 6], [2]),  # three letters say enough
        (["كركوك", "كركوك", "كركوك", *["عام"] * 5], [2, 3]),  # a word of three documents in eight
        (["كركوك"] * 4 + ["عام"] * 4, []),  # but not of four
        ([" ".join(f"unique{n}" for n in range(30)) + " كركوك", "كركوك", *["عام"] * 6], [2]),
    ],
)
def test_how_rare_and_how_long_a_word_is_that_relates(searcher_of: SearcherOf, texts, related):
    assert sorted(searcher_of(*texts).related(1)) == related


def test_why_leaves_out_forms_that_hold_the_word(searcher_of: SearcherOf):
    searcher = searcher_of("نام الوزير", "لقاؤهم طويل")
    assert [hit.why for hit in ask(searcher, "وزير").hits] == [[]]
    (hit,) = ask(searcher, "لقاء").hits
    assert [(why.matched_word, why.how) for why in hit.why] == [("لقاؤهم", "form")]


# ---------------------------------------------------------------------------------------------------- pages and plans
@pytest.mark.parametrize(
    ("page", "shown", "found", "told"),
    [(0, 1, [7, 6, 5], []), (1, 1, [7, 6, 5], []), (3, 3, [1], []), (4, 3, [1], ["page-cut"])],
)
def test_the_page_after_the_last_is_the_last(searcher_of: SearcherOf, page, shown, found, told):
    result = ask(searcher_of(*["بغداد"] * 7), page=page, page_size=3, sort="newest")
    assert (result.page, result.pages, sorted(ids(result), reverse=True), codes(result)) == (shown, 3, found, told)


@pytest.mark.parametrize(
    ("asked", "offset", "limit"),
    [
        ({}, 0, 20),
        ({"page_size": 0}, 0, 1),
        ({"page_size": 100, "page": 2}, 100, 100),
        ({"page_size": 101, "page": 2}, 100, 100),
        ({"page_size": 100, "page": 100}, 9_900, 100),
        ({"page_size": 100, "page": 101}, 9_900, 100),
    ],
)
def test_pages_have_an_end(searcher_of: SearcherOf, asked, offset, limit):
    plan = make_plan(request_of(**asked), PlannedQuery(), AllDocuments())
    assert (plan.offset, plan.limit) == (offset, limit)


@pytest.mark.parametrize(
    ("query", "sort", "order"),
    [
        ("بغداد", "relevance", "relevance"),
        ("بغداد", "newest", "newest"),
        ("بغداد", "oldest", "oldest"),
        ("", "relevance", "newest"),
        ("", "oldest", "oldest"),
    ],
)
def test_without_words_there_is_no_relevance(searcher_of: SearcherOf, query, sort, order):
    searcher = searcher_of("بغداد")
    planned = searcher.plan(query)
    assert make_plan(request_of(query, sort=sort), planned, planned.match).sort == order


def test_drafts_are_found_only_by_those_who_ask_for_them(searcher_of: SearcherOf):
    searcher = searcher_of("بغداد", text_document(2, "بغداد", state=("draft",)))
    assert ids(ask(searcher, "بغداد")) == [1]
    assert sorted(ids(ask(searcher, "بغداد", public=False))) == [1, 2]
    assert [searcher.count("بغداد"), searcher.count("بغداد", public=False), searcher.count("؟")] == [1, 2, 0]


def test_an_unknown_word_is_told_and_a_long_one_gets_suggestions(searcher_of: SearcherOf):
    searcher = searcher_of("وزير النفط", "وزير سابق")
    told = ask(searcher, "وزير xq")
    assert told.suggestions == []
    assert (told.total, told.partial) == (0, 2)
    assert [[one.typed for one in hit.missing] for hit in told.hits] == [["xq"], ["xq"]]
    assert ask(searcher, "وزير xyzxyz").suggestions == ["وزير"]
    assert ask(searcher, "وزير").suggestions == []


def test_the_words_of_an_index_are_read_once_until_it_changes(searcher_of: SearcherOf, monkeypatch):
    searcher = searcher_of("بغداد")
    reads = []
    real = searcher.engine.frequencies
    monkeypatch.setattr(searcher.engine, "frequencies", lambda: (reads.append(1), real())[1])
    for _ in range(2):
        assert "بغداد" in searcher.vocabulary().frequencies
    assert len(reads) == 1
    searcher.engine.write([text_document(2, "كركوك")])
    assert "كركوك" in searcher.vocabulary().frequencies
    assert len(reads) == 2


@pytest.mark.parametrize(("words", "is_kept"), [(3_000, False), (3_001, True)])
def test_a_large_vocabulary_is_kept_in_a_file(searcher_of: SearcherOf, tmp_path, words, is_kept):
    engine = searcher_of(" ".join(str(10**6 + n) for n in range(words))).engine
    assert len(Searcher(engine, keep=tmp_path / "kept").vocabulary().frequencies) == words
    assert (tmp_path / "kept").exists() is is_kept


# ------------------------------------------------------------------------------------------------------------- exports
@pytest.mark.parametrize(
    ("query", "total", "partial"), [("اجتماع", 45, 0), ("اجتماع باريس", 30, 15), ("اجتماع زرافة", 0, 45), ("", 45, 0)]
)
def test_pages_hold_the_exact_set_and_then_the_rest(searcher_of: SearcherOf, query, total, partial):
    texts = [f"اجتماع {'باريس ' * (n % 3)}رقم {n}" for n in range(45)]
    searcher = searcher_of(*texts)
    request = SearchRequest(query, page_size=7, page=2)
    pages = [ids(ask(searcher, query, page_size=7, page=page)) for page in range(1, 8)]
    every = searcher.ids(request)
    found = ask(searcher, query)
    assert (len(every), found.total, found.partial) == (total, total, partial)
    shown = [one for page in pages for one in page]
    assert len(shown) == len(set(shown)) == 45
    assert shown[:total] == every


def test_a_part_of_a_known_name_is_found_where_no_text_has_the_whole(searcher_of: SearcherOf):
    others = "افتتح إيمانويل بون أعمال الندوة", "اجتمعت الأمم المتحدة", "وصل وفد من الولايات المتحدة"
    searcher = searcher_of(*others)
    for query in ("إيمانويل ماكرون", "Emmanuel Macron"):
        found = ask(searcher, query)
        assert (found.total, found.partial, ids(found)) == (0, 1, [1])
        assert [(one.typed, one.is_named) for one in found.hits[0].missing] == [(query.split()[1], False)]
    assert ask(searcher, "إيمانويل ماكرون -الندوة").partial == 0
    assert (ask(searcher, "الأمم المتحدة").total, ask(searcher, "الأمم المتحدة").partial) == (1, 0)


def test_where_a_text_has_the_whole_name_other_people_of_its_first_name_are_left_out(searcher_of: SearcherOf):
    searcher = searcher_of(
        "افتتح إيمانويل بون أعمال الندوة", "زار إيمانويل ماكرون بيروت", "Emmanuel Macron left", "قال ماكرون إن"
    )
    found = ask(searcher, "إيمانويل ماكرون")
    assert (sorted(ids(found)), found.partial) == ([2, 3, 4], 0)


def test_a_result_of_the_second_tier_says_what_it_lacks(searcher_of: SearcherOf):
    searcher = searcher_of(
        text_document(1, "التقى نيجيرفان بارزاني الوفد", person=("nechirvan-barzani",), year=("2021",), month=("3",)),
        text_document(2, "تحدث الوفد عن نيجيرفان بارزاني", person=("masrour-barzani",), year=("2022",), month=("5",)),
        text_document(3, "تحدث الوفد عن مسرور بارزاني", person=("masrour-barzani",), year=("2022",), month=("5",)),
        "طقس معتدل",
        entries=PEOPLE,
    )
    found = ask(searcher, "نيجيرفان بارزاني")
    assert (found.total, found.partial, ids(found)[0]) == (1, 2, 1)
    lacks = {hit.meeting_id: [(one.typed, one.is_named) for one in hit.missing] for hit in found.hits}
    assert lacks == {1: [], 2: [("نيجيرفان بارزاني", True)], 3: [("نيجيرفان بارزاني", False)]}
    dated = ask(searcher, "نيجيرفان بارزاني 2022")
    assert dated.total == 0
    (whom,) = [hit for hit in dated.hits if hit.meeting_id == 1]
    assert [(one.typed, one.is_named) for one in whom.missing] == [("2022", False)]
