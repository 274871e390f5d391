"""Reasons for the day of a meeting, written by the rules and read back from records."""

import datetime as dt

import pytest

from meetings.text.date_reasons import DateReason, list_reason_codes, read_reason, write_reason

DAY = dt.date(2020, 4, 25)


@pytest.mark.parametrize("code", list_reason_codes())
def test_a_written_reason_is_read_back(code: str):
    read = read_reason(write_reason(code, "يوم السبت", DAY))
    assert read is not None
    assert read.code == code
    assert read.words in ("يوم السبت", "")
    assert read.day in (DAY, None)


@pytest.mark.parametrize(
    ("sentence", "reason"),
    [
        ("أمس الجمعة، قبل تاريخ النشر 25.04.2020", DateReason("before-publication", "أمس الجمعة", DAY)),
        ("ذُكر في النص: 14.4.2020", DateReason("stated", "14.4.2020")),
        ("يذكر النص يوم السبت، والصفحة مؤرخة في 25 نيسان 2020.", DateReason("with-page", "يوم السبت", DAY)),
        ("تذكر صفحة مؤرخة في 25 نيسان 2020 أن اللقاء أمس، الجمعة.", DateReason("with-page", "أمس، الجمعة", DAY)),
        ("التاريخ في رابط الصفحة، 25 نيسان 2020.", DateReason("address", "", DAY)),
        ("التاريخ في عنوان الصفحة على الشبكة، 25.04.2020.", DateReason("address", "", DAY)),
        ("تاريخ نشر الصفحة، 25 نيسان 2020 (السبت).", DateReason("page", "", DAY)),
        ("تاريخ نشر الصفحتين، السبت 25 نيسان 2020.", DateReason("page", "", DAY)),
    ],
)
def test_sentences_of_records(sentence: str, reason: DateReason):
    assert read_reason(sentence) == reason


@pytest.mark.parametrize(
    "sentence",
    [
        "",
        "مذكور في نص المصدر.",
        "تاريخ نشر الصفحة، 25 نيسان 2020، والنص يذكر مساء السبت.",
        "يذكر النص اليوم، الأربعاء، والصفحة مؤرخة في الجمعة 24 نيسان 2020، فاللقاء في 22 نيسان.",
        "السبت، قبل تاريخ النشر المعروف",
        "المحرر سأل الوزارة.",
    ],
)
def test_what_an_editor_wrote_is_no_reason_of_the_table(sentence: str):
    assert read_reason(sentence) is None
