"""What of a page is the report."""

import datetime as dt

import pytest

from meetings.extraction import pipeline
from meetings.extraction.document.annotated_text import read_text
from meetings.extraction.document.page_cleaning import clean
from meetings.text.fold import fold

PROSE = "استقبل وزير الخارجية العماني نظيره القطري في مسقط، وبحثا معا العلاقات الثنائية وسبل تطويرها في مجالات شتى."


def roles(raw: str) -> list[str]:
    return [line.role for line in clean(fold(raw)).lines]


def test_headline_date_and_body():
    page = clean(fold(f"وزير الخارجية العماني يستقبل نظيره\n13/02/2016\n{PROSE}"))
    assert [line.role for line in page.lines] == ["headline", "dateline", "body"]
    assert page.published == dt.date(2016, 2, 13)


def test_navigation_counters_and_tables_are_not_the_report():
    raw = f"الرئيسية\n×\nوزير الخارجية العماني يستقبل نظيره\n346 مشاهدة\n{PROSE}\nالبند | النقطة |\n---|---|\nأ | ب |"
    assert roles(raw) == ["noise", "noise", "headline", "noise", "body", "noise", "noise", "noise"]


def test_a_related_headline_in_the_middle():
    assert roles(f"عنوان التقرير هنا\n{PROSE}\nاقرأ أيضا: وزير يلتقي وزيرا\n{PROSE}") == [
        "headline",
        "body",
        "noise",
        "body",
    ]


def test_a_related_marker_alone_takes_the_headline_after_it():
    raw = f"عنوان التقرير هنا\n{PROSE}\nاقرأ أيضا\nقمة بين رئيسين في جنيف\n{PROSE}"
    assert roles(raw) == ["headline", "body", "noise", "noise", "body"]


def test_a_second_article_is_left_out():
    raw = f"آخر تحديث: 4 نونبر 2023 - 10:14\n{PROSE}\nآخر تحديث: 21 دجنبر 2024 - 3:42\n{PROSE}"
    page = clean(fold(raw))
    assert page.lines[-1].role == "noise"
    assert page.published is None, "the day of the last change is no day of publication"


def test_headlines_in_a_row_at_the_end_are_links():
    links = "أسعار الذهب اليوم\nنتائج المباريات\nحالة الطقس غدا\nموعد العيد"
    assert roles(f"عنوان التقرير هنا\n{PROSE}\n{links}")[2:] == ["noise"] * 4


def test_what_follows_the_similar_articles_is_left_out():
    raw = f"عنوان التقرير هنا\n{PROSE}\nمقالات مشابهة\n• الرئيس يلتقي نظيره في باريس"
    assert roles(raw)[2:] == ["noise", "noise"]


@pytest.mark.parametrize(
    "headline",
    [
        "أسعار الخضروات في الأسواق الاثنين 28 يوليو 2025 وتأثيرها على السوق",
        "نتائج القرعة الأحد 27 أبريل 2025",
        "طقس السبت 26 أبريل 2025",
    ],
)
@pytest.mark.parametrize("place", [0, 1, 2])
def test_headlines_with_dates_under_a_report_do_not_date_it(headline: str, place: int):
    others = ["افتتاح معرض للكتاب في المدينة", "انطلاق بطولة المدارس"]
    others.insert(place, headline)
    assert clean(fold("\n".join([f"{PROSE}.", *others]))).published is None


def test_a_date_line_at_the_end_dates_the_report():
    page = clean(fold(f"{PROSE}.\n{PROSE}.\nنشر في 14 نيسان 2025 - 10:30"))
    assert str(page.published) == "2025-04-14"


def test_a_source_that_was_asked_for_the_day_leaves_no_other():
    raw = f"عنوان التقرير هنا\n13/02/2016\n{PROSE}"
    assert str(pipeline.read(raw).published) == "2016-02-13"
    report = pipeline.read(raw, dated_by_source=True)
    assert (report.published, report.published_span) == (None, None)


def test_runs_of_spaces_part_lines_as_line_ends_do():
    assert len(clean(fold(f"الرئيسية          العالم          {PROSE}")).lines) == 3


@pytest.mark.parametrize(
    "prefix", ["دبي، الإمارات العربية المتحدة (CNN) – ", "بغداد/وكالة الأنباء-", "القاهرة - ", "الرياض (واس) - "]
)
def test_the_dateline_is_no_part_of_the_first_sentence(prefix):
    text = read_text(prefix + PROSE)
    assert text.words[0] == "استقبل"


def test_a_dash_inside_a_sentence_cuts_nothing():
    text = read_text(
        "أكد الوزير - في تصريح صحفي - أن العلاقات بين البلدين تسير نحو مزيد من التعاون المثمر في كل المجالات."
    )
    assert text.words[0] == "اكد"


def test_numbers_and_initials_end_no_sentence():
    text = read_text("بلغت النسبة 97.08 بالمئة بحسب د. سامي. ثم انتهى الاجتماع.")
    assert len(text.sentences) == 2


TWO = f"{PROSE}\nوأكد الوزيران أهمية مواصلة التنسيق بين البلدين في المرحلة المقبلة."


@pytest.mark.parametrize(
    "tail",
    [
        "اقرأ أيضا\nالحكومة تقر موازنة العام\n28/07/2025\nانطلاق مهرجان المسرح\n27/07/2025",
        "الحكومة تقر موازنة العام\n28/07/2025",
        "الحكومة تقر موازنة العام\nنشر في 28/07/2025",
        "28/07/2025",
        "آخر تحديث: 28/07/2025",
    ],
)
@pytest.mark.parametrize("prose", [PROSE, TWO])
def test_dates_below_the_report_are_not_its_own(prose: str, tail: str):
    assert clean(fold(f"وزير الخارجية العماني يستقبل نظيره\n{prose}\n{tail}")).published is None


@pytest.mark.parametrize("line", ["آخر تحديث: 14 نيسان 2025", "تم التعديل في 14 نيسان 2025"])
def test_the_day_of_a_change_is_not_the_day_of_publication(line: str):
    assert clean(fold(f"وزير الخارجية العماني يستقبل نظيره\n{line}\n{TWO}")).published is None


@pytest.mark.parametrize(
    "tail", ["نشر في 28/07/2025", "المكتب الإعلامي لوزير الخارجية\n28 تموز 2025"], ids=["published", "signed"]
)
def test_a_last_line_that_says_whose_date_it_is(tail: str):
    page = clean(fold(f"وزير الخارجية العماني يستقبل نظيره\n{TWO}\n{tail}"))
    assert page.published == dt.date(2025, 7, 28)


def test_a_summary_may_stand_above_the_date():
    assert clean(fold(f"عنوان التقرير هنا\n{PROSE}\n28/07/2025\n{TWO}")).published == dt.date(2025, 7, 28)


@pytest.mark.parametrize("day", ["14/4/2025", None])
def test_each_of_two_articles_has_its_own_day(day: str | None):
    first = "استقبل وزير الخارجية العراقي فؤاد حسين، اليوم، في بغداد نظيره الأردني أيمن الصفدي."
    second = "استقبل رئيس الوزراء الباكستاني شهباز شريف، اليوم، وزير الخارجية التركي هاكان فيدان في إسلام آباد."
    close = "وبحث الجانبان العلاقات الثنائية بين البلدين."
    above = f"وزير الخارجية العراقي يبحث ملفات التعاون\n{day}" if day else "وزير الخارجية العراقي يبحث ملفات التعاون"
    report = pipeline.read(f"{above}\n{first}\n{close}\nباكستان وتركيا تبحثان التعاون\n2/2/2023\n{second}\n{close}")
    expected = dt.date(2025, 4, 14) if day else None
    assert [meeting.when.day for meeting in report.meetings] == [expected, dt.date(2023, 2, 2)]


@pytest.mark.parametrize(("said", "day"), [("أمس الجمعة", 4), ("أمس الخميس", None), ("أمس", None)])
def test_a_change_on_the_day_that_the_report_confirms(said: str, day: int | None):
    """4 November 2023 was a Saturday."""
    page = clean(
        fold(f"آخر تحديث: 4 نونبر 2023 - 10:14\nاستقبل وزير الخارجية العماني نظيره القطري {said} في مسقط.\n{TWO}")
    )
    assert page.published == (dt.date(2023, 11, day) if day else None)


@pytest.mark.parametrize("marker", ["نشر في 14 آذار 2023", "تاريخ النشر: 14 آذار 2023"])
def test_a_marker_of_publication_before_the_prose_on_one_line(marker: str):
    assert clean(fold(f"عنوان التقرير هنا\n{marker} {PROSE}")).published == dt.date(2023, 3, 14)


def test_each_of_three_articles_has_its_own_day():
    first = "استقبل وزير الخارجية العراقي فؤاد حسين، أمس، في بغداد نظيره الأردني أيمن الصفدي."
    second = "استقبل رئيس الوزراء الباكستاني شهباز شريف، أمس، وزير الخارجية التركي هاكان فيدان في إسلام آباد."
    third = "استقبل أمير قطر تميم بن حمد، أمس، في الدوحة وزير الخارجية العماني بدر البوسعيدي."
    close = "وبحث الجانبان العلاقات الثنائية بين البلدين."
    text = "\n".join(
        f"لقاء يبحث التعاون بين البلدين\n{day}\n{prose}\n{close}"
        for day, prose in (("14/4/2025", first), ("2/2/2023", second), ("3/3/2024", third))
    )
    days = [meeting.when.day for meeting in pipeline.read(text).meetings]
    assert days == [dt.date(2025, 4, 13), dt.date(2023, 2, 1), dt.date(2024, 3, 2)]
    given = pipeline.read(text, published=dt.date(2025, 4, 14)).meetings
    assert [meeting.when.day for meeting in given] == [dt.date(2025, 4, 13), None, None]
    assert {meeting.when.day for meeting in pipeline.read(text, dated_by_source=True).meetings} == {None}
