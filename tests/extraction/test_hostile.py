"""Any text is read, and in time that grows with its length."""

import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from meetings.extraction.document.lexicon import get_lexicon
from meetings.extraction.pipeline import read

WORDS = [
    "التقى", "استقبل", "اجتمع", "بحث", "مع", "و", "في", "،", ".", "(", "“", "”", ":", "\n", "الذي", "خلال", "لقائه",
    "الرئيس", "الفرنسي", "وزير", "خارجية", "سفير", "لدى", "العراق", "وزراء", "والروسي", "نظيره", "بغداد", "أمس",
    "الأربعاء", "12", "مايو", "2020", "محمد", "بن", "آل", "عبد", "إيمانويل", "ماكرون", "بحضور", "بين", "وفد", "سيلتقي",
    "قمة", "اتصالا هاتفيا", "آخر تحديث:", "اقرأ أيضا", "|", "•", "#", "\u200f", "ـ", "\ue000", "\x00", "هـ", "١٤٤٥",
]  # fmt: skip


@settings(max_examples=300, deadline=None)
@given(st.lists(st.sampled_from(WORDS), max_size=60))
def test_words_of_reports_in_any_order(words):
    raw = " ".join(words)
    report = read(raw)
    for meeting in report.meetings:
        assert len({person.side for person in meeting.participants}) > 1
        for evidence in meeting.evidence:
            assert 0 <= evidence.start < evidence.end <= len(raw)


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=200))
def test_any_text(raw):
    assert read(raw).raw == raw


@pytest.mark.parametrize("raw", ["", " ", "\n\n\n", "\ufeff", "....", "،" * 50, "\x00", "ﷺ", "a" * 5000, "\ud800"])
def test_texts_that_say_nothing(raw):
    assert read(raw).meetings == []


def lines_executed(raw: str) -> int:
    """How many lines of the reader run for `raw`: a measure of work that no busy machine disturbs."""
    count = 0

    def trace(frame, event, argument):
        nonlocal count
        if "/meetings/" not in frame.f_code.co_filename:
            return None
        count += 1
        return trace

    old = sys.gettrace()
    sys.settrace(trace)
    try:
        read(raw)
    finally:
        sys.settrace(old)
    return count


MEETING = "التقى الرئيس الفرنسي إيمانويل ماكرون أمس في باريس رئيس الوزراء العراقي محمد شياع السوداني"


@pytest.mark.parametrize(
    "unit",
    [
        "كلمة ",
        MEETING + ". ",
        MEETING + "، ",
        "الرئيس الفرنسي ",
        "وزير خارجية ",
        "نائب رئيس ",
        "محمد بن ",
        "التقى ",
        "بين الرئيس و",
        "أمس ",
        "12 مايو ",
        "بغداد ",
        "(“",
        "\n",
        "   ",
        "آخر تحديث: 12 مايو 2020\n",
        "سفير فرنسا لدى ",
        "، الذي ",
        "والفرنسي ",
        "- ",
        "السفير ",
        "معالي محمد بن خالد ومعاليه. ",
    ],
)
def test_four_times_the_text_is_about_four_times_the_work(unit):
    get_lexicon()
    read(MEETING)
    small, large = lines_executed(unit * 60), lines_executed(unit * 240)
    assert large <= 6 * small + 20_000


LETTERS = "بتثجحخدذرزسشصضطظعغفقكلمن"


@pytest.mark.parametrize(
    "sentence",
    [
        "قال وزير الخارجية سالم{0} كلمته. وأكد الوزير أهمية الحوار. ",  # each nameless minister may be each named one
        "استقبل الرئيس العراقي برهم صالح وزير الخارجية التركي. وحضر اللقاء السفير سالم{0} والسفير كامل{0}. ",
    ],
)
def test_many_people_are_about_as_much_work_for_each(sentence):
    names = [first + second for first in LETTERS for second in LETTERS]
    small, large = (lines_executed("".join(sentence.format(name) for name in names[:count])) for count in (120, 480))
    assert large <= 6 * small + 20_000


def test_nouns_that_nothing_states_do_not_each_search_the_whole_text():
    unit = (
        "الرئيس المصري عبد الفتاح السيسي والرئيس التركي رجب طيب أردوغان في القاهرة. "
        "قمة الرئيس المصري عبد الفتاح السيسي مع الرئيس التركي رجب طيب أردوغان. "
    )
    one, four = lines_executed(unit * 40), lines_executed(unit * 160)
    assert four < 5 * one


def test_a_report_beyond_all_length_is_read_as_far_as_reports_go():
    report = read((MEETING + ". ") * 5_000)
    assert len(report.meetings) == 1


def test_an_endless_repetition_is_left_unread_from_a_limit_on():
    raw = "لقاء الوزير " * 750
    report = read(raw)
    assert report.unread_from is not None
    assert 0 < report.unread_from < len(raw)


def test_words_past_the_limit_are_named():
    raw = "".join(f"استقبل الرئيس الفرنسي إيمانويل ماكرون الوفد رقم {number} في باريس.\n" for number in range(1_500))
    report = read(raw)
    assert report.unread_from is not None
    assert raw[: report.unread_from].count("\n") > 1_000


def test_an_ordinary_report_is_read_to_its_end():
    assert read("استقبل الرئيس الفرنسي إيمانويل ماكرون المستشار الألماني أولاف شولتس.").unread_from is None


def test_a_row_of_short_titles_before_a_name_is_little_work():
    """Each was looked at with all titles behind it, which doubled the work for each title more."""
    get_lexicon()
    read(MEETING)
    few, many = (lines_executed(f"{'السفير ' * count}الصادق اتفقا على الحوار.") for count in (8, 16))
    assert many <= 6 * few
