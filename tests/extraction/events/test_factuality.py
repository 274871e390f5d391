"""What is left out, and why."""

import datetime as dt

import pytest

from meetings.extraction.pipeline import read
from tests.extraction.helpers import only_meeting, reasons

PUBLISHED = dt.date(2024, 3, 14)
ONE, TWO = "الرئيس المصري عبد الفتاح السيسي", "الرئيس التركي رجب طيب أردوغان"


@pytest.mark.parametrize(
    ("raw", "reason"),
    [
        (f"سيلتقي {ONE} {TWO} في القاهرة.", "planned"),
        (f"يلتقي {ONE} {TWO} غدا في القاهرة.", "planned"),
        (f"من المقرر أن يجتمع {ONE} مع {TWO} الأسبوع المقبل.", "planned"),
        (f"ومن المنتظر أن يعقد {ONE} لقاء مع {TWO}.", "planned"),
        (f"يتوجه {ONE} إلى أنقرة لإجراء مباحثات مع {TWO}.", "planned"),
        (f"دعا الاتحاد إلى عقد لقاء بين {ONE} و{TWO}.", "planned"),
        (f"نفى المتحدث أن يكون {ONE} قد التقى {TWO}.", "denied"),
        (f"لم يلتق {ONE} {TWO} خلال القمة.", "denied"),
        (f"ألغى {ONE} اجتماعا مع {TWO}.", "cancelled"),
        (f"وسبق أن التقى {ONE} {TWO} في نيويورك.", "historical"),
        (f"والتقى {ONE} {TWO} عدة مرات.", "historical"),
        (f"تمنى {ONE} لقاء {TWO}.", "planned"),
        (f"وتحدثت الشبكة عن اجتماع يجري الإعداد له الأربعاء بين {ONE} و{TWO}.", "planned"),
        (f"اتفق {ONE} ونظيره التركي رجب طيب أردوغان على عقد لقاء قريب.", "planned"),
        (f"رفض {ONE} عقد أي لقاء مع {TWO}.", "denied"),
        (f"في مثل هذا اليوم من عام 1998 اجتمع {ONE} مع {TWO}.", "historical"),
        (f"وكان {ONE} قد التقى {TWO} في 11 فبراير 2023.", "historical"),
        (f"التقى {ONE} {TWO} الشهر الماضي.", "historical"),
        (f"التقى {ONE} وزير الخارجية المصري سامح شكري.", "domestic"),
        ("استقبل الرئيس المصري عبد الفتاح السيسي اللاعب محمد صلاح.", "private"),
    ],
)
def test_dismissed_with_its_reason(raw, reason):
    assert reasons(raw, published=PUBLISHED) == [reason]


@pytest.mark.parametrize(
    "raw",
    [
        f"صرح الوزير الثلاثاء بأن {ONE} اجتمع مع {TWO} في يناير/كانون الثاني لبحث الهدنة.",
        f"صرح الوزير الثلاثاء بأن {ONE} اجتمع مع {TWO} في يناير لبحث الهدنة.",
        f"وانتهت قمة {ONE} و{TWO} التي عقدت في يناير/كانون الثاني باتفاق على التنسيق.",
        f"يذكر أن {ONE} أدى زيارة إلى أنقرة يومي 24 و25 يناير الماضي. وأكد السيسي خلال لقائه {TWO} أهمية الحوار.",
        f"اجتمع {ONE} مع {TWO} سرا في 22 يناير الماضي. وبحسب القناة فإن اللقاء بين السيسي وأردوغان دام ساعات.",
    ],
)
def test_a_meeting_of_an_earlier_month_is_old(raw):
    assert read(raw, published=PUBLISHED).meetings == []
    assert set(reasons(raw, published=PUBLISHED)) == {"historical"}


@pytest.mark.parametrize(
    "raw",
    [
        f"صرح الوزير الثلاثاء بأن {ONE} اجتمع مع {TWO} في مارس/آذار لبحث الهدنة.",
        f"وانتهت محادثات {ONE} و{TWO} على هامش القمة التي عقدت في يناير باتفاق على التنسيق.",
        f"يذكر أن الهدنة بدأت في يناير الماضي.\nوأكد {ONE} خلال لقائه {TWO} أهمية الحوار.",
        f"زار {ONE} تونس في 22 يناير الماضي. وبحسب القناة فإن اللقاء بين السيسي و{TWO} دام ساعات.",
    ],
)
def test_an_earlier_month_of_something_else_leaves_the_meeting(raw):
    assert len(read(raw, published=PUBLISHED).meetings) == 1


def test_the_subject_of_the_main_verb_did_not_meet_the_speaker_before():
    raw = (
        "قال رئيس بعثة الأمم المتحدة ديفيد شيرر إن القتال مستمر.\n"
        f"وخلال اجتماع مع كبار ضباط الشرطة، انتقد {ONE} أداء الشرطة."
    )
    assert read(raw, published=PUBLISHED).meetings == []


def test_the_past_perfect_is_news_when_its_day_is_near():
    assert read(f"وكان {ONE} قد التقى {TWO} الأربعاء في القاهرة.", published=PUBLISHED).meetings


def test_a_list_behind_a_relative_clause_was_not_visited():
    raw = f"وصل إلى تونس {ONE}، الذي زار بلادنا قبل أيام قليلة، و{TWO}."
    assert read(raw, published=PUBLISHED).meetings == []


def test_a_plan_beside_a_meeting_takes_nothing_from_it():
    report = read(
        f"التقى {ONE} أمس {TWO} في القاهرة. ومن المقرر أن يلتقي أردوغان غدا رئيس الوزراء العراقي.", published=PUBLISHED
    )
    assert len(report.meetings) == 1
    assert [dismissed.reason for dismissed in report.dismissed] == ["planned"]


def test_a_headline_in_the_present_reports_when_the_body_takes_it_up():
    body = "قال بيان رسمي إن اللقاء تناول العلاقات بين البلدين، وإن الجانبين اتفقا على مواصلة التشاور في الملفات كافة."
    raw = f"{ONE} يستقبل {TWO}\n14/03/2024\n{body}"
    assert only_meeting(raw).participants


def test_a_headline_in_the_present_alone_reports_nothing():
    body = "تشهد القاهرة استعدادات واسعة، وقالت الشرطة إنها ستغلق عددا من الشوارع في وسط المدينة حتى ساعات المساء."
    raw = f"{ONE} يستقبل {TWO}\n14/03/2024\n{body}"
    assert read(raw).meetings == []


def test_dismissed_words_stand_in_the_raw_text():
    report = read(f"سيلتقي {ONE} {TWO} في القاهرة.")
    (dismissed,) = report.dismissed
    assert report.raw[dismissed.start : dismissed.end] == "سيلتقي"


@pytest.mark.parametrize("after", ["عقب اجتماع مع", "بعد محادثات مع", "عقب لقائه"])
def test_the_occasion_of_the_news_is_a_meeting(after):
    assert len(read(f"قال {ONE} {after} {TWO} في القاهرة إن الحوار مستمر.").meetings) == 1


def test_what_he_called_for_is_not_what_he_did():
    assert len(read(f"ودعا {ONE} إلى الحوار خلال لقائه {TWO} في القاهرة.").meetings) == 1
