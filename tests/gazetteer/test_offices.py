"""One office, many wordings; two offices that sound alike stay two."""

import pytest

from meetings.gazetteer.offices import is_same_office_key, make_office_key, split_title, strip_article, strip_courtesy


@pytest.mark.parametrize(
    ("one", "other", "side"),
    [
        ("وزير الدفاع الفرنسي", "وزير الجيوش الفرنسي", "FR"),
        ("رئيس مجلس الوزراء العراقي", "رئيس الوزراء العراقي", "IQ"),
        ("رئيس الحكومة المغربية", "رئيس حكومة المغرب", "MA"),
        ("فخامة رئيس الجمهورية", "الرئيس التونسي", "TN"),
        ("رئيس إقليم كوردستان", "رئيس إقليم كردستان العراق", "IQ-KRI"),
        ("معالي وزير الخارجية", "وزير الخارجية السعودي", "SA"),
        ("العاهل الأردني", "ملك المملكة الأردنية الهاشمية", "JO"),
        ("المستشار الألماني", "المستشارة الألمانية", "DE"),
        ("رئيس الحكومة", "الوزير الأول الجزائري", "DZ"),
        ("وزير خارجية دولة قطر", "وزير الخارجية القطري", "QA"),
        ("رئيس الجمهورية العربية السورية", "الرئيس السوري", "SY"),
        ("دولة رئيس مجلس الوزراء", "رئيس الوزراء اللبناني", "LB"),
        ("وزير الخارجية", "وزير الخارجية وشؤون المغتربين الأردني", "JO"),
    ],
)
def test_wordings_of_one_office_meet(one: str, other: str, side: str):
    assert is_same_office_key(make_office_key(one, side), make_office_key(other, side))


@pytest.mark.parametrize(
    ("one", "other", "side"),
    [
        ("رئيس إقليم كردستان", "رئيس حكومة إقليم كردستان", "IQ-KRI"),
        ("رئيس الوزراء العراقي", "نائب رئيس الوزراء العراقي", "IQ"),
        ("وزير الخارجية", "وكيل وزارة الخارجية", "IQ"),
        ("وزير الدفاع", "وزير الداخلية", "IT"),
        ("وزير دولة", "وزير", "AE"),
        ("الرئيس الفرنسي", "رئيس الوزراء الفرنسي", "FR"),
        ("وزير الدولة", "وزير الدولة للشؤون الخارجية", "AE"),
    ],
)
def test_different_offices_stay_apart(one: str, other: str, side: str):
    assert not is_same_office_key(make_office_key(one, side), make_office_key(other, side))


def test_no_title_is_no_office():
    assert not is_same_office_key(make_office_key("", "FR"), make_office_key("", "FR"))


@pytest.mark.parametrize(
    ("word", "bare"), [("العراق", "عراق"), ("والاب", "اب"), ("الاب", "اب"), ("الا", "الا"), ("لله", "لله")]
)
def test_two_letters_remain_without_an_article(word: str, bare: str):
    assert strip_article(word) == bare


def test_a_title_of_courtesy_alone_keeps_its_last_word():
    assert make_office_key("الشيخ", "QA") == "شيخ"
    assert strip_courtesy(["الشيخ", "الدكتور"], keep=1) == ["الدكتور"]


def test_titles_that_name_no_office_are_not_the_same_office():
    assert not is_same_office_key("", "")
    assert not is_same_office_key("", make_office_key("وزير الخارجية", "IQ"))


@pytest.mark.parametrize(
    ("title", "offices"),
    [
        ("نائب رئيس مجلس الوزراء وزير الخارجية", ["نائب رئيس مجلس الوزراء", "وزير الخارجية"]),
        ("نائب رئيس الدولة رئيس مجلس الوزراء حاكم دبي", ["نائب رئيس الدولة", "رئيس مجلس الوزراء", "حاكم دبي"]),
        ("نائب وزير الخارجية", ["نائب وزير الخارجية"]),
        ("مستشار رئيس مجلس الوزراء", ["مستشار رئيس مجلس الوزراء"]),
        ("وزير الدولة للشؤون الخارجية", ["وزير الدولة للشؤون الخارجية"]),
        ("رئيس الوزراء", ["رئيس الوزراء"]),
    ],
)
def test_a_title_names_one_office_or_several(title, offices):
    assert list(split_title(title)) == offices
