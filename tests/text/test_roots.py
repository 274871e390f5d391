"""Roots by the shape of words, and which words of a root are one family."""

import pytest

from meetings.text.fold import fold
from meetings.text.roots import broken_plurals, readings, related, shapes


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
    assert (root, form) in {(r, f) for r, f, _ in shapes(fold(word))}


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
    ],
)
def test_all_roots_that_a_word_may_have(word, expected):
    assert {f"{root} {form}" for root, form, _ in readings(fold(word))} == expected


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
    ],
)
def test_a_verb_and_its_nouns(one, other):
    assert related(fold(one), fold(other)) == related(fold(other), fold(one)) == "verb"


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
    assert related(fold(singular), fold(plural)) == "plural"


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
    ],
)
def test_words_that_share_no_more_than_a_root(one, other):
    assert related(fold(one), fold(other)) == related(fold(other), fold(one)) == "root"


@pytest.mark.parametrize(
    ("one", "other"), [("سفير", "سفينة"), ("حزب", "الحزن"), ("قوات", "القنوات"), ("وزارة", "وزن"), ("لقاء", "لقاح")]
)
def test_words_of_different_roots(one, other):
    assert related(fold(one), fold(other)) == ""


@pytest.mark.parametrize("name", ["ماكرون", "زيلينسكي", "واشنطن", "بروكسل", "nechirvan", "2021", "", "ا"])
def test_names_loan_words_and_odd_input_have_no_shape(name):
    assert not shapes(fold(name))
    readings(fold(name))


def test_which_word_may_be_the_plural_of_the_other():
    assert broken_plurals("محافظ", "محفظه") == {"محافظ"}
    assert broken_plurals("قرض", "قروض") == broken_plurals("قروض", "قرض") == {"قروض"}
    assert broken_plurals("دور", "ادوار") == {"ادوار"}
    assert broken_plurals("وزير", "رسول") == set()
