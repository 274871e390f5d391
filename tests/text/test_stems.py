"""Affixes off: the light stem, and the dictionary forms that a word may stand for."""

import pytest

from meetings.text.fold import fold
from meetings.text.stems import find_lemmas, stem_light10, strip_particles


def share(one: str, other: str, cost: int = 3) -> bool:
    mine, theirs = find_lemmas(fold(one)), find_lemmas(fold(other))
    return any(mine[lemma] + theirs[lemma] <= cost for lemma in mine.keys() & theirs.keys())


@pytest.mark.parametrize(
    ("word", "stem"),
    [("والوزارات", "وزار"), ("بالاتفاق", "اتفاق"), ("للبيشمركة", "بيشمرك"), ("وزير", "وزير"), ("هي", "هي")],
)
def test_light_stem(word, stem):
    assert stem_light10(fold(word)) == stem


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("وزارة", "للوزارة"),
        ("تعاون", "وتعاونكم"),
        ("العلاقات", "علاقاتهما"),
        ("قنصلية", "وقنصليتهم"),
        ("لقاء", "بلقائه"),
        ("لقاء", "لقاؤه"),
        ("لقاء", "لقاءات"),
        ("ممثل", "ممثلي"),
        ("عراقي", "العراقيات"),
        ("طرف", "الطرفين"),
        ("دبلوماسي", "الدبلوماسيون"),
        ("meeting", "meetings"),
        ("country", "countries"),
    ],
)
def test_forms_of_one_word_share_a_dictionary_form(one, other):
    assert share(one, other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("سوريا", "سورة"),
        ("قوات", "قنوات"),
        ("الهند", "الهندسة"),
        ("أمن", "أمانة"),
        ("الدولي", "دول"),
        ("بارزاني", "بارز"),
        ("بس", "boss"),
    ],
)
def test_other_words_do_not(one, other):
    assert not share(one, other)


def test_the_future_particle_stands_before_a_present_tense_only():
    assert ("سيلتقي", 0) in strip_particles("سيلتقي")
    assert ("يلتقي", 1) in strip_particles("سيلتقي")
    assert strip_particles("سفاره") == [("سفاره", 0)]


def test_what_has_an_article_has_no_owner():
    assert "رياض" not in find_lemmas(fold("الرياضه"))
    assert "رياض" in find_lemmas(fold("رياضه"))


def test_a_weak_last_radical_comes_back():
    assert "التقي" in find_lemmas("التقت")
    assert "انتهي" in find_lemmas("وانتهوا")
    assert "كتبي" not in find_lemmas("كتبت")


def test_duals_with_a_pronoun():
    assert "زياره" in find_lemmas("زيارتيهما")


@pytest.mark.parametrize(
    ("word", "forms"),
    [
        ("القضية", {"القضيه": 0, "قضيه": 0, "قضي": 1, "القضي": 1}),
        ("الأم", {"الام": 0, "ام": 0}),  # a short word may have the letters of an article
        ("الثنائي", {"ثنايي": 0, "الثنايي": 1, "الثناي": 2}),
        ("وكان", {"وكان": 0, "كان": 1}),
        ("سقوط", {"سقوط": 0}),
        ("ذاته", {"ذاته": 0, "ذات": 1, "ذاه": 1}),
        ("ties", {"ties": 0, "tie": 1}),
        ("allies", {"allies": 0, "ally": 1}),
        ("has", {"has": 0}),
        ("press", {"press": 0}),
        ("lies", {"lies": 0, "lie": 1}),
        ("ions", {"ions": 0, "ion": 1}),
        ("ass", {"ass": 0}),
        ("his", {"his": 0}),
        ("سنتين", {"سنتين": 0, "سنه": 1, "سنت": 1, "نتين": 1}),
        ("قلمان", {"قلمان": 0, "قلم": 1}),
        ("يدان", {"يدان": 0}),
        ("مبادئ", {"مبادي": 0, "مباد": 1}),
        ("مباديء", {"مباديء": 0, "مبادي": 0}),
        ("إجراءات", {"اجراءات": 0, "اجراء": 1, "اجراءه": 1, "اجراءا": 1, "اجراءاي": 1}),
        ("سماؤه", {"سماوه": 0, "سما": 1, "سماء": 1, "سماو": 1}),
        ("لقائهم", {"لقايهم": 0, "لقا": 1, "لقاء": 1, "لقاي": 1, "قايهم": 1, "قاء": 2, "قاي": 2}),
        ("لقائي", {"لقايي": 0, "لقاي": 1, "قايي": 1, "قاي": 2}),
        ("انتهت", {"انتهت": 0, "انته": 1, "انتهي": 1}),
        ("دوليين", {"دوليين": 0, "دولي": 1}),
        ("بيتكم", {"بيتكم": 0, "بيه": 1, "بيت": 1, "يتكم": 1}),
        ("وه", {"وه": 0}),
    ],
)
def test_all_dictionary_forms_and_their_costs(word, forms):
    assert find_lemmas(fold(word)) == forms


def test_the_rest_of_a_word_keeps_two_letters():
    assert stem_light10("الام") == "ام"
    assert stem_light10("وكان") == "وك"
    assert stem_light10("امها") == "ام"
    assert stem_light10("الا") == "الا"
    assert stem_light10("يدها") == "يد"


@pytest.mark.parametrize(
    ("word", "rests"),
    [
        ("والد", {"والد": 0, "الد": 1}),
        ("والوزير", {"وزير": 0, "والوزير": 1, "الوزير": 1}),
        ("وبالوزير", {"وزير": 0, "وبالوزير": 1}),
        ("للوزير", {"وزير": 0, "للوزير": 1}),
        ("الأم", {"ام": 0, "الام": 0}),
        ("ال", {"ال": 0}),
        ("الف", {"الف": 0}),
        ("وسيلتقي", {"وسيلتقي": 0, "يلتقي": 1, "سيلتقي": 1}),
        ("سنلتقي", {"سنلتقي": 0, "نلتقي": 1}),
        ("سبيت", {"سبيت": 0}),
        ("وبيت", {"وبيت": 0, "بيت": 1}),
        ("وبب", {"وبب": 0}),
        ("وببيت", {"وببيت": 0, "بيت": 1, "ببيت": 1}),
    ],
)
def test_particles_and_the_cost_without_them(word, rests):
    assert dict(strip_particles(fold(word))) == rests
