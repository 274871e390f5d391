"""Other names in queries: which words are an alias, what else they find, and how a result explains it."""

import pytest

from meetings.search.query.aliases import load_aliases
from meetings.text.tokens import fold_words
from tests.search.conftest import SearcherOf, request_of


def found(searcher_of: SearcherOf, query: str, *texts: str) -> list[int]:
    """The numbers of the texts that a query finds."""
    return sorted(hit.meeting_id for hit in searcher_of(*texts).search(request_of(query)).hits)


@pytest.mark.parametrize(
    ("query", "text"),
    [
        ("NATO", "عقد حلف شمال الأطلسي اجتماعا لوزراء الدفاع"),
        ("طرابلس الغرب", "The envoy flew to Tripoli"),
        ("American", "زار الولايات المتحدة"),
        ("أمريكي", "The American envoy spoke"),
        ("NATO", "وصل لحلف شمال الأطلسي"),
        ("NATO", "وبحلف شمال الأطلسي"),
        ("NATO", "انعقد حلف الشمال الأطلسي"),
        ("UN", "مبعوث للأمم المتحدة"),
        ("WHO", "منظمة صحة عالمية"),
        ("مايو", "They met on 5 May"),
        ("مايو", "They met in May"),
        ("أيار", "Ils arrivent en mai 2020"),
        ("حلف شمال الأطلسي", "The NATO council met on Monday"),
        ("الناتو", "L'OTAN a tenu une réunion"),
        ("WHO", "أرسلت منظمة الصحة العالمية لقاحات"),
        ("منظمة الصحة العالمية", "A team of the WHO arrived"),
        ("Hewlêr", "عقد الاجتماع في أربيل"),
        ("هەولێر", "The consulate in Erbil reopened"),
        ("أربيل", "Civîn li Hewlêrê hat kirin"),
        ("نوفمبر", "وصل الوفد في تشرين الثاني"),
        ("تشرين الثاني", "The envoy arrived in November"),
        ("كانون الثاني", "انطلقت المحادثات في جانفي"),
        ("ماكرون", "Emmanuel Macron spoke"),
        ("Emmanuel Macron", "وصل ماكرون إلى المطار"),
        ("Theresa May", "تحدثت تيريزا ماي"),
        ("الإمارات", "Les Émirats arabes unis financent un hôpital"),
        ("KSA", "وقعت المملكة العربية السعودية مذكرة"),
        ("German", "قدم الخبير الألماني عرضا"),
        ("وبروما", "Rome hosted the talks"),
        ("وزير الخارجية", "The foreign minister flew home"),
        ("مايو", "Le contrat sera signé en mai"),
        ("Gerapetritis", "وصل وزير الخارجية اليوناني جيرابيتريتيس"),
        ("بقائي", "Baghaei told reporters"),
        ("هيبت الحلبوسي", "Haibat al-Halbousi chaired the session"),
        ("Dusseldorf", "عقدت الندوة في دوسلدورف"),
        ("كولورادو سبرينغس", "The cadets of Colorado Springs"),
        ("ADNOC", "أعلنت شركة بترول أبوظبي الوطنية عن مشروع"),
        ("Barzani Charity Foundation", "وزعت مؤسسة بارزاني الخيرية خياما"),
        ("un", "un enfant dort"),
        ("UN", "The UN asked for calm"),
        ("القرار 2254", "They asked for Resolution 2254"),
    ],
)
def test_other_names_are_found(searcher_of, query, text):
    assert found(searcher_of, query, text, "ناقش الطلاب قصيدة") == [1]


@pytest.mark.parametrize(
    ("query", "text"),
    [
        ("منظمة الصحة العالمية", "The man who repaired the clock refused payment"),
        ("طرابلس الغرب", "وصل إلى طرابلس"),
        ("UN", "الأمم القوية المتحدة"),
        ("UN", "Le vieux chat et un enfant"),
        ("May 2023", "وصل في 2023"),
        ("مارس", "the march of 2023"),
        ("who signed the treaty", "أرسلت منظمة الصحة العالمية فريقا"),
        ("الولايات المتحدة", "They told us to wait"),
        ("مايو", "Theresa May defended the text"),
        ("مايو", "The delegates may leave early"),
        ("ماي", "The new visitors may park here"),
        ("كانون الثاني", "انتهت المهلة في كانون الأول"),
        ("oic members of the club", "اجتمعت منظمة التعاون الإسلامي"),
        ("علي", "ناقش الوفد الملف بهدوء"),
        ("El Paso", "استقبلت كولورادو سبرينغس الفريق"),
        ("Nazif", "ماء نظيف للقرى"),
    ],
)
def test_words_that_only_look_like_a_name_are_not(searcher_of, query, text):
    assert found(searcher_of, query, "ناقش الطلاب قصيدة", text) == []


def test_another_person_of_the_family_name_is_in_the_second_tier_and_says_who_is_missing(searcher_of):
    searcher = searcher_of("ناقش الطلاب قصيدة", "ألقت تشيلسي كلينتون خطابا")
    result = searcher.search(request_of("بيل كلينتون"))
    assert (result.total, result.partial) == (0, 1)
    assert [(hit.meeting_id, [one.typed for one in hit.missing]) for hit in result.hits] == [(2, ["بيل"])]


@pytest.mark.parametrize(
    ("query", "text"),
    [
        ("بيل كلينتون", "ألقت هيلاري كلينتون خطابا"),
        ("محمود عباس", "وصل عباس عراقجي"),
        ("Bill Clinton", "Hillary Clinton spoke"),
    ],
)
def test_a_text_with_the_full_name_of_another_known_person_is_not_suggested(searcher_of, query, text):
    """A word of the name is enough for the second tier only where the text does not say that it is another's."""
    family = query.split()[1]
    assert found(searcher_of, query, text, f"{family} 2021") == [2]


@pytest.mark.parametrize(
    ("query", "runs"),
    [
        ("WHO", ["WHO"]),
        ("who", []),
        ("oic", ["oic"]),
        ("OIC summit", ["OIC"]),
        ("oic summit", []),
        ("oic قمة", ["oic"]),
        ("unhcr report", ["unhcr"]),
        ("U.N.", ["U.N."]),
        ("G20", ["G20"]),
        ("حلف شمال أطلسي", ["حلف شمال أطلسي"]),
        ("زيارة رجب طيب أردوغان", ["رجب طيب أردوغان"]),
        ("May 2023", ["May"]),
        ("Theresa May", ["Theresa May"]),
        ("visit May gardens", []),
        ("ماي", []),
        ("في ماي", ["ماي"]),
        ("على العراق", ["العراق"]),
        ("وقطر", ["وقطر"]),
        ("us قمة", []),  # in small letters a common word
        ("un قمة", []),
        ("eu", ["eu"]),
        ("eu قمة", ["eu"]),
        ("eu 2023", ["eu"]),
        ("eu summit", []),
        ("G 20", ["G 20"]),
        ("g20 summit", ["g20"]),
        ("F", []),
        ("5 May", ["May"]),
        ("آب", ["آب"]),
        ("آب جميل", []),
    ],
)
def test_which_words_are_an_alias(query, runs):
    typed = query.split()
    words = [word for one in typed for word in fold_words(one)]
    spread = [one for one in typed for _ in fold_words(one)]
    found_runs = load_aliases().find_runs(words, spread, alone=True)
    assert [" ".join(dict.fromkeys(spread[run.start : run.end])) for run in found_runs] == runs


@pytest.mark.parametrize(
    ("query", "runs"), [("eu", 0), ("EU", 1), ("May", 0), ("قطر", 1), ("g20", 1), ("آب", 0), ("eu 5", 1)]
)
def test_a_doubtful_word_is_an_alias_only_as_the_whole_query(query, runs):
    assert len(load_aliases().find_runs(fold_words(query), query.split(), alone=False)) == runs


def test_an_alias_beside_other_words_counts_as_all_its_words(searcher_of):
    texts = ("زار وفد من حلف شمال الأطلسي بغداد", "زار وفد بغداد", "NATO delegation in Baghdad")
    result = searcher_of(*texts).search(request_of("NATO بغداد"))
    assert sorted(hit.meeting_id for hit in result.hits if not hit.is_partial) == [1, 3]


def test_a_name_is_explained_and_marked_as_a_whole(searcher_of):
    result = searcher_of("عقد حلف شمال الأطلسي اجتماعا في شمال البلاد").search(request_of("NATO"))
    (hit,) = result.hits
    assert [piece.text for piece in hit.snippet if piece.marked] == ["حلف شمال الأطلسي"]
    assert [(why.query_word, why.matched_word, why.how) for why in hit.why] == [("NATO", "حلف شمال الأطلسي", "alias")]


def test_an_acronym_is_marked_for_its_full_name(searcher_of):
    (hit,) = searcher_of("Those who know the WHO trust it").search(request_of("منظمة الصحة العالمية")).hits
    assert [piece.text for piece in hit.snippet if piece.marked] == ["WHO"]
    assert [(why.query_word, why.matched_word) for why in hit.why] == [("منظمة الصحة العالمية", "WHO")]


def test_the_word_itself_comes_before_its_other_names(searcher_of):
    result = searcher_of("Macron met the envoy", "وصل ماكرون إلى المطار").search(request_of("ماكرون"))
    assert [hit.meeting_id for hit in result.hits] == [2, 1]


def test_a_phrase_in_quotes_is_no_alias(searcher_of):
    assert found(searcher_of, '"حلف شمال الأطلسي"', "NATO council", "حلف شمال الأطلسي") == [2]
