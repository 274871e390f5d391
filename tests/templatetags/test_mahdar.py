"""Tags and filters: scripts set apart, marks escaped, dates in words."""

import datetime

import pytest
from django.template.loader import render_to_string
from django.utils.translation import override

from meetings.search import Piece
from meetings.templatetags import mahdar
from tests.factories import ArticleFactory, OutletFactory


@pytest.mark.parametrize(
    ("text", "page", "shown"),
    [
        ("روما", "ar", "<bdi>روما</bdi>"),
        ("روما", "en", '<bdi lang="ar" dir="rtl">روما</bdi>'),
        ("Rome", "ar", '<bdi lang="en" dir="ltr">Rome</bdi>'),
        ("CNN بالعربية", "ar", '<bdi dir="rtl">CNN بالعربية</bdi>'),
        ("نێچیرڤان", "en", '<bdi lang="ar" dir="rtl">نێچیرڤان</bdi>'),
        ("2023", "en", "<bdi>2023</bdi>"),
        ("<b>&", "en", "<bdi>&lt;b&gt;&amp;</bdi>"),
    ],
)
def test_other_scripts_are_set_apart(text, page, shown):
    with override(page):
        assert mahdar.script(text) == shown


def test_a_name_that_begins_in_the_other_script_keeps_the_direction_of_its_language():
    with override("ar"):
        assert mahdar.script("CNN بالعربية والإنجليزية") == '<bdi dir="rtl">CNN بالعربية والإنجليزية</bdi>'
        assert mahdar.script("قناة CNN") == "<bdi>قناة CNN</bdi>"
    with override("en"):
        assert mahdar.script("«قمة» of the two leaders") == '<bdi dir="ltr">«قمة» of the two leaders</bdi>'


def test_marks_are_laid_and_markup_is_escaped():
    found = [Piece("قال <b>"), Piece("ماكرون & ", marked=True), Piece("انتهى")]
    assert mahdar.pieces(found) == "قال &lt;b&gt;<mark>ماكرون &amp; </mark>انتهى"


@pytest.mark.parametrize(
    ("precision", "arabic", "english"),
    [
        ("day", "9 حزيران/يونيو 2021", "9 June 2021"),
        ("month", "حزيران/يونيو 2021", "June 2021"),
        ("year", "2021", "2021"),
    ],
)
def test_dates_are_as_exact_as_they_are_known(precision, arabic, english):
    day = datetime.date(2021, 6, 9)
    with override("ar"):
        assert mahdar.format_long_date(day, precision) == arabic
    with override("en"):
        assert mahdar.format_long_date(day, precision) == english
    assert mahdar.format_long_date(None) == ""


def test_every_month_has_two_names_in_arabic():
    with override("ar"):
        names = [mahdar.get_month_name(datetime.date(2024, month, 1)) for month in range(1, 13)]
    assert len(set(names)) == 12
    assert all(name.count("/") == 1 for name in names)
    assert names[10] == "تشرين الثاني/نوفمبر"


def test_linked_data_cannot_leave_its_element():
    text = mahdar.linked_data({"name": "</script><script>&"})
    assert text == (
        '<script type="application/ld+json">{"name":"\\u003C/script\\u003E\\u003Cscript\\u003E\\u0026"}</script>'
    )


def test_no_space_stands_between_an_included_part_and_the_comma_behind_it():
    article = ArticleFactory.build(outlet=OutletFactory.build(code="ina", name_en="Iraqi News Agency"))
    with override("en"):
        line = render_to_string("components/source_head.html", {"article": article})
    assert "</a>, <time" in line


@pytest.mark.parametrize(
    ("sentence", "page", "shown"),
    [
        (
            "الأربعاء، قبل تاريخ النشر 14.03.2024",
            "en",
            (
                'The text says <bdi lang="ar" dir="rtl">الأربعاء</bdi>: '
                "the last such day before the day of publication, 14 March 2024."
            ),
        ),
        (
            "الأربعاء، قبل تاريخ النشر 14.03.2024",
            "ar",
            "يذكر النص <bdi>الأربعاء</bdi>، وهو آخر يوم كهذا قبل يوم النشر 14 آذار/مارس 2024.",
        ),
        (
            "ذُكر في النص: <b>14.4.2024",
            "en",
            "The text says: <bdi>&lt;b&gt;14.4.2024</bdi>.",
        ),
        ("تاريخ نشر الصفحة، 22 نيسان 2019.", "en", "It is the day of publication of the page, 22 April 2019."),
        ("", "en", ""),
        ("سأل المحرر <b>الوزارة", "en", '<bdi lang="ar" dir="rtl">سأل المحرر &lt;b&gt;الوزارة</bdi>'),
    ],
)
def test_the_reason_of_a_day_is_in_the_language_of_the_page_and_its_words_are_not(sentence, page, shown):
    with override(page):
        assert mahdar.date_reason(sentence) == shown
