"""Roots by the shape of words, and which words of a root are one family."""

import pytest

from meetings.text.fold import fold
from meetings.text.roots import (
    find_broken_plurals,
    find_readings,
    find_root_relation,
    find_shapes,
    is_sure_derivation,
)


@pytest.mark.parametrize(
    ("word", "root", "form"),
    [
        ("استقبل", "قبل", "X"),
        ("اجتماع", "جمع", "VIII"),
        ("تعاون", "عWن", "VI"),
        ("انسحاب", "سحب", "VII"),
        ("مشاركة", "شرك", "III"),
        ("تعزيز", "عزز", "II"),
        ("إعلان", "علن", "IV"),
        ("اتصال", "وصل", "VIII"),
        ("إعادة", "عWد", "IV"),
    ],
)
def test_root_and_form(word, root, form):
    assert (root, form) in {(r, f) for r, f, _ in find_shapes(fold(word))}


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("معسكر", {"عسكر Q"}),
        ("عسكري", {"عسكر Q"}),
        ("سفيري", {"سفر I"}),
        ("يمضي", {"مضW I"}),
        ("واسعة", {"وسع I", "اسع I", "سعه IV"}),
        ("بلدينا", {"بلد I", "بلدن Q", "لدن I"}),
        ("يؤكد", {"وكد I", "اكد I"}),  # its seat hides the hamza
        ("gn", set()),
        ("مد", {"مدد I"}),  # the radical that is doubled is written once
        ("ءمن", {"ءمن I"}),
        ("ببب", set()),
        ("يقول", {"قWل I", "يقل I", "يقل P"}),
        ("يعد", {"عدد IV", "وعد I", "يعد I"}),
        ("كاتب", {"كتب I", "كتب III"}),
        ("مدرسة", {"درس I", "مدرس Q"}),
        ("سما", {"سمW I"}),
        ("وزراء", {"زرW I", "زرW P", "وزر P"}),
        ("وزيرهم", {"وزر I"}),
        ("وبكتابهم", {"بكتب Q", "كتب I", "كتب P"}),
        ("بقلمه", {"بقلم Q", "قلم I"}),
        ("قلمي", set()),
        ("كتبها", {"بهW I", "بهW V", "كتب I"}),
        ("بيته", {"بWت I"}),
        ("وصلوا", {"صلW I", "صلW P", "وصل I"}),
        ("فتحت", {"فتح I", "فتحت Q"}),
        ("سفرا", {"سفر I"}),
        ("مستشفى", {"ستشف Q", "سشف VIII", "شفW X", "شفف X"}),
        ("زحزحة", {"زحزح Q"}),
        ("أواب", {"اWب I", "اWب P", "وWب IV"}),
    ],
)
def test_all_roots_that_a_word_may_have(word, expected):
    assert {f"{root} {form}" for root, form, _ in find_readings(fold(word))} == expected


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("تعزيز", "يعزز"),
        ("توقيع", "وقع"),
        ("إصلاح", "يصلح"),
        ("مشاركة", "شارك"),
        ("اجتماع", "يجتمع"),
        ("تدريب", "دربت"),
        ("تأكيد", "يؤكد"),
        ("زيارة", "يزور"),
        ("دفاع", "يدافع"),
        ("قتال", "يقاتل"),
        ("قابل", "مقابلة"),
        ("تأكيد", "أكد"),
        ("تعاون", "متعاون"),
        ("افتتاح", "وافتتحت"),
        ("كتابة", "كاتب"),
        ("يكتب", "كتابة"),
        ("يكتب", "كتاب"),
        ("خروج", "يخرج"),
        ("حوار", "يحاور"),
        ("زار", "زيارة"),
        ("زار", "يزور"),
        ("شارك", "تشارك"),
        ("أخرج", "إخراج"),
        ("أخرج", "يخرج"),
        ("خرج", "تخريج"),
        ("ترجم", "ترجمة"),
    ],
)
def test_a_verb_and_its_nouns(one, other):
    assert find_root_relation(fold(one), fold(other)) == find_root_relation(fold(other), fold(one)) == "verb"


@pytest.mark.parametrize(
    ("singular", "plural"),
    [
        ("خبير", "خبراء"),
        ("مشروع", "مشاريع"),
        ("وفد", "وفود"),
        ("حزب", "الأحزاب"),
        ("قنصل", "القناصل"),
        ("نائب", "النواب"),
        ("رسالة", "رسائل"),
        ("ضحية", "ضحايا"),
        ("تقرير", "تقارير"),
        ("قانون", "قوانين"),
        ("نظام", "أنظمة"),
    ],
)
def test_broken_plurals(singular, plural):
    assert find_root_relation(fold(singular), fold(plural)) == "plural"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("مؤتمر", "مؤامرة"),
        ("أمن", "أمانة"),
        ("تسليم", "إسلام"),
        ("محكمة", "حكومة"),
        ("اجتماع", "إجماع"),
        ("شمس", "مشمس"),
        ("كتب", "مكتب"),
        ("دفع", "دافع"),
        ("دفع", "تدافع"),
        ("صرف", "انصرف"),
        ("مقابلة", "استقبل"),
        ("دخول", "مدخول"),
        ("كتاب", "كتابة"),
        ("يسفر", "سفير"),
        ("زيارة", "زور"),
        ("شارك", "شريك"),
        ("أخرج", "خروج"),
        ("تخريج", "إخراج"),
        ("سفير", "سفيرة"),
    ],
)
def test_words_that_share_no_more_than_a_root(one, other):
    assert find_root_relation(fold(one), fold(other)) == find_root_relation(fold(other), fold(one)) == "root"


@pytest.mark.parametrize(
    ("one", "other"), [("سفير", "سفينة"), ("حزب", "الحزن"), ("قوات", "القنوات"), ("وزارة", "وزن"), ("لقاء", "لقاح")]
)
def test_words_of_different_roots(one, other):
    assert find_root_relation(fold(one), fold(other)) == ""


@pytest.mark.parametrize("name", ["ماكرون", "زيلينسكي", "واشنطن", "بروكسل", "nechirvan", "2021", "", "ا"])
def test_names_loan_words_and_odd_input_have_no_shape(name):
    assert not find_shapes(fold(name))
    find_readings(fold(name))


def test_which_word_may_be_the_plural_of_the_other():
    assert find_broken_plurals("محافظ", "محفظه") == {"محافظ"}
    assert find_broken_plurals("قرض", "قروض") == find_broken_plurals("قروض", "قرض") == {"قروض"}
    assert find_broken_plurals("دور", "ادوار") == {"ادوار"}
    assert find_broken_plurals("وزير", "رسول") == set()
    assert find_broken_plurals("سفير", "وزراء") == set()
    assert find_broken_plurals("وزراء", "وزير") == find_broken_plurals("وزير", "وزراء") == {"وزراء"}


@pytest.mark.parametrize(
    ("word", "other", "is_sure"),
    [
        ("تعاون", "يتعاون", True),
        ("تدريب", "دربت", True),
        ("تزويد", "زودت", True),
        ("استقرار", "يستقر", True),
        ("استضافة", "تستضيف", True),
        ("تفجير", "الفجر", False),  # a noun as often as the verb
        ("ناتو", "يأتي", False),
        ("عون", "تعيين", False),
        ("نووية", "ينوي", False),
        ("ملك", "يملك", False),
        ("غارة", "تغير", False),
    ],
)
def test_a_derivation_is_sure_by_the_letters_of_the_form(word, other, is_sure):
    assert is_sure_derivation(fold(word), fold(other)) is is_sure
