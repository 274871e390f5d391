"""Dates on a page that are not the day of its report, as an outside reader found them; each dated a report before."""

import pytest

from meetings.ingest.page_dates.reader import read_page_dates
from meetings.ingest.readers import read_page

HEADLINE = "وزير الخارجية العراقي يبحث مع نظيره الأردني ملفات التعاون المشترك"
LEAD = (
    "استقبل وزير الخارجية العراقي فؤاد حسين، اليوم، في بغداد نظيره الأردني أيمن الصفدي، وجرى خلال اللقاء بحث العلاقات "
    "الثنائية بين البلدين وسبل تطويرها."
)
MORE = (
    "<p>وأكد الوزيران خلال اللقاء أهمية مواصلة التنسيق بين بغداد وعمان بشأن القضايا التي تهم البلدين والمنطقة.</p>"
    "<p>وأشار الصفدي إلى أن الأردن يقف إلى جانب العراق في جهوده لترسيخ الأمن والاستقرار وإعادة الإعمار فيه.</p>"
)


def page(line: str = "", *, lead: str = LEAD, head: str = "", above: str = "", foot: str = "") -> str:
    return (
        f"<!DOCTYPE html><html lang='ar'><head><title>{HEADLINE}</title>{head}</head><body>{above}<h1>{HEADLINE}</h1>"
        f"{line}<p>{lead}</p>{MORE}{foot}</body></html>"
    )


def published(html: str, address: str | None = None) -> str:
    return str(read_page(html, "page.html", address).published)


WORDS = (
    "توفي صورة تصوير المؤتمر موعدها انتهاء تحميل طباعة الذكرى غدا مواليد Born Expires Retrieved Visited Printed "
    "تعديل معدل منقح محدّث Edited Revised"
)


@pytest.mark.parametrize("word", WORDS.split())
@pytest.mark.parametrize("between", [" ", ": ", " | ", ", ", " - "])
def test_an_unknown_word_beside_a_date_makes_it_the_date_of_something_else(word: str, between: str):
    assert published(page(f"<p>{word}{between}20 نيسان 2019</p>")) == "None"


@pytest.mark.parametrize(
    "line",
    [
        "تاريخ الطباعة: 20 نيسان 2019",
        "تاريخ الاجتماع 20 نيسان 2019",
        "سبق نشره في 20 نيسان 2019",
        "اليوم: الأحد 29 تشرين الثاني 2026",
        "اليوم: الأحد 21 نيسان 2019",
        "توقيت بغداد 20 نيسان 2019",
        "توقيت بغداد 20 نيسان 2019 10:30",
        "20 - 22 نيسان 2019",
        "20-22 نيسان 2019",
        "20/4/2019 - 22/4/2019",
        "20/4/2019 – 22/4/2019",
        "20 نيسان 2019 - 22 نيسان 2019",
        "الأحد 20 نيسان 2019 | الثلاثاء 22 نيسان 2019",
        "20 و22 نيسان 2019",
    ],
)
def test_a_line_that_is_no_date_line_dates_nothing(line: str):
    assert published(page(f"<p>{line}</p>")) == "None"


@pytest.mark.parametrize(
    "line",
    [
        "بغداد 20 نيسان 2019",
        "بغداد - 20 نيسان 2019",
        "شفق نيوز | 20 نيسان 2019",
        "نشر في 20 نيسان 2019 - 10:30 بتوقيت بغداد",
        "محرر: علي حسن | 20 نيسان 2019",
        "السبت 20 نيسان 2019 | 10:30 م | طباعة | تحميل",
    ],
)
def test_known_words_beside_a_date_leave_it_the_day_of_the_report(line: str):
    assert published(page(f"<p>{line}</p>")) == "2019-04-20"


@pytest.mark.parametrize("day", ["14 كانون2 2025", "14 كانون ٢ 2025"])
def test_months_with_a_number_without_a_space(day: str):
    assert published(page(f"<p>{day}</p>")) == "2025-01-14"


def test_the_month_may_of_the_iraqi_press():
    assert published(page("<p>14 مايس 2025</p>")) == "2025-05-14"


@pytest.mark.parametrize("name", ["dcterms.created", "DC.date.created", "dcterms.date", "dc.created", "DCTERMS.issued"])
def test_dublin_core_states_the_day(name: str):
    assert published(page(head=f'<meta name="{name}" content="2019-04-20">')) == "2019-04-20"


BOX = "<h3>وزير الدفاع يزور الموصل</h3><p>نشر في 3 أيار 2018</p>"


@pytest.mark.parametrize(
    "foot",
    [
        f"<div class='box'>{BOX}</div>",
        "<div><p>وزير الدفاع يزور الموصل</p><p>نشر في 3 أيار 2018</p></div>",
        "<section id='replies'><p>قارئ</p><p>نشر في 3 أيار 2018</p></section>",
        "<p>التالي</p><p>وزير الدفاع يزور الموصل</p><p>نشر بتاريخ 3 أيار 2018</p>",
        "<p>التالي</p><p>نشر بتاريخ 3 أيار 2018</p>",
    ],
)
def test_a_date_behind_the_text_of_another_article_or_of_a_reader_dates_nothing(foot: str):
    assert published(page(foot=foot)) == "None"


@pytest.mark.parametrize(
    "foot", ["<p>نشر في 3 أيار 2018</p>", "<div class='note'><span>نشر في 3 أيار 2018</span></div>"]
)
def test_the_line_right_behind_the_text_dates_the_report(foot: str):
    assert published(page(foot=foot)) == "2018-05-03"


@pytest.mark.parametrize(
    "line",
    [
        "<div itemtype='https://schema.org/Event'><time datetime='2019-04-20'>المؤتمر</time></div>",
        "<p>المؤتمر <time itemprop='startDate' datetime='2019-04-20'>20 نيسان</time></p>",
        "<p>عضو منذ <time datetime='2019-04-20'>20 نيسان 2019</time></p>",
        "<div><span>صورة من</span> <span>20 نيسان 2019</span></div>",
        "<p>اقرأ أيضا</p><p><a href='/1'>وزير الدفاع يزور الموصل</a></p><p>20 نيسان 2019</p>",
        "<p>اقرأ أيضاً:</p><p>وزير الدفاع يزور الموصل</p><p><time datetime='2019-04-20'>20 نيسان 2019</time></p>",
        "<div class='teaser'><a href='/1'>خبر</a> <span class='published' title='2019-04-20'>20 نيسان</span></div>",
        "<div style='display:none'>20 نيسان 2019</div>",
        "<div style='color:red; display: none;'><time datetime='2019-04-20'>20 نيسان 2019</time></div>",
        "<p hidden>20 نيسان 2019</p>",
    ],
)
def test_a_date_before_the_text_that_is_of_something_else_dates_nothing(line: str):
    assert published(page(line)) == "None"


@pytest.mark.parametrize(
    "line",
    [
        "<p>نشر في <time datetime='2019-04-20'>20 نيسان</time></p>",
        "<p><span class='author'>شفق نيوز</span> <time datetime='2019-04-20'>20 نيسان</time></p>",
        "<p>بقلم: شفق نيوز، <time datetime='2019-04-20'>20 نيسان</time></p>",
        "<meta itemprop='datePublished' content='2019-04-20'>",
        "<div style='display:none'><time itemprop='datePublished' datetime='2019-04-20'>20 نيسان</time></div>",
        "<div><span class='author'>وكالة</span> <span class='date'>20 نيسان 2019</span></div>",
    ],
)
def test_a_date_before_the_text_that_is_the_report_s_is_read(line: str):
    assert published(page(line)) == "2019-04-20"


def test_json_ld_of_a_story_with_a_few_words_of_the_headline_dates_nothing():
    head = (
        '<script type="application/ld+json">{"@type": "NewsArticle", "headline": "وزير الخارجية العراقي يصل إلى القاهرة'
        ' للمشاركة في اجتماع الجامعة", "datePublished": "2019-04-20"}</script>'
    )
    assert published(page(head=head)) == "None"


@pytest.mark.parametrize(
    "path",
    ["dossier/2003-03-20-iraq-war/77.html", "topics/2001-09-11/77.html", "tag/2003-03-20/talks", "events/2019-04-20/x"],
)
def test_the_day_of_a_dossier_in_the_address_dates_nothing(path: str):
    assert published(page(), f"https://example.org/{path}") == "None"


@pytest.mark.parametrize("day", ["1900-01-01", "1899-12-30", "1970-01-01", "1969-12-31"])
def test_what_programs_print_for_no_date_dates_nothing(day: str):
    assert published(page(head=f'<meta name="pubdate" content="{day}">')) == "None"


@pytest.mark.parametrize("line", ["الجمعة 14 نيسان 2025", "16 شوال 1446 الموافق 20 نيسان 2025"])
def test_a_line_that_contradicts_itself_dates_nothing_and_is_shown(line: str):
    read = read_page(page(f"<p>{line}</p>"), "page.html", None)
    assert read.published is None
    assert [(one.kind, one.words) for one in read.statements or ()] == [("contradicted", line)]


@pytest.mark.parametrize(
    ("line", "day"),
    [
        ("أرسله media في أحد, 05/11/2014 - 12:20", "2014-05-11"),
        ("Sun, 05/11/2014 - 12:20", "2014-05-11"),
        ("Friday 14 April 2025", "None"),
        ("Monday 14 April 2025", "2025-04-14"),
        ("نُشر المقال يوم الأحد 14 جويلية 2013 على الساعة 16:05", "2013-07-14"),
        ("Dîroka weşandinê: 12 Tîrmeh 2011 14:20", "2011-07-12"),
    ],
)
def test_a_weekday_apart_from_the_date_counts_too(line: str, day: str):
    assert published(page(f"<p>{line}</p>")) == day


ICON = "<svg class='w-4 h-4'><use href='#calendar'/></svg>"


@pytest.mark.parametrize(
    "line",
    [
        f"<div><span>{ICON}20 نيسان 2019</span><span>{ICON}2,140</span></div>",
        f"<div><span class='inline-flex'>{ICON}Apr 20, 2019</span><span>{ICON}2,140</span></div>",
    ],
)
def test_a_date_behind_an_icon_is_read(line: str):
    assert published(page(line)) == "2019-04-20"


@pytest.mark.parametrize(
    "line",
    [
        "<div><p class='label'>موعد اللقاء</p><p><time datetime='2019-04-20'>20 نيسان 2019</time></p></div>",
        "<dl><dt>تاريخ الاجتماع</dt><dd>20 نيسان 2019</dd></dl>",
        "<table><tr><th>موعد الزيارة:</th><td>20 نيسان 2019</td></tr></table>",
    ],
)
def test_a_label_in_a_block_before_the_date_says_that_it_is_of_something_else(line: str):
    assert published(page(line)) == "None"


@pytest.mark.parametrize(
    "line",
    [
        "<div><p class='label'>تاريخ النشر</p><p><time datetime='2019-04-20'>20 نيسان</time></p></div>",
        "<dl><dt>التاريخ</dt><dd>20 نيسان 2019</dd></dl>",
        "<table><tr><th>تاريخ الخبر:</th><td>20 نيسان 2019</td></tr></table>",
    ],
)
def test_a_label_in_a_block_before_the_date_says_that_it_is_the_report_s(line: str):
    assert published(page(line)) == "2019-04-20"


def test_a_headline_in_other_words_than_the_title_s_is_not_the_text():
    html = page("<p>20 نيسان 2019</p>").replace(f"<title>{HEADLINE}", "<title>لقاء في بغداد")
    (found,) = read_page_dates(html, headline="لقاء في بغداد", text=f"{HEADLINE}\n{LEAD}")
    assert str(found.day) == "2019-04-20"
