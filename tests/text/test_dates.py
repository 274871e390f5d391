"""Dates as Arabic reports write them."""

import datetime as dt

import pytest

from meetings.text import months
from meetings.text.date_words import find_dates
from meetings.text.dates import resolve
from meetings.text.fold import fold

THURSDAY = dt.date(2021, 6, 10)


def day_of(words: str, reference: dt.date | None = THURSDAY) -> dt.date | None:
    dates = find_dates(fold(words))
    return resolve(dates[0], reference).day if dates else None


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("يوم 14 أغسطس 2018", (2018, 8, 14)),
        ("في 14 آب 2018", (2018, 8, 14)),
        ("14 أوت 2018", (2018, 8, 14)),
        ("14 غشت 2018", (2018, 8, 14)),
        ("14 أغشت 2018", (2018, 8, 14)),
        ("في الثاني من تشرين الثاني 2019", (2019, 11, 2)),
        ("الحادي والعشرين من مايو 2020", (2020, 5, 21)),
        ("٣ مايو ٢٠١٧", (2017, 5, 3)),
        ("31 أغسطس/ آب, 2009", (2009, 8, 31)),
        ("22 يوليو (تموز) 2014", (2014, 7, 22)),
        ("4 نونبر 2023 - 10:14", (2023, 11, 4)),
        ("18 جانفي 2016", (2016, 1, 18)),
        ("10.06.2021", (2021, 6, 10)),
        ("10/06/2021", (2021, 6, 10)),
        ("12/13/2021", (2021, 12, 13)),
        ("5/12/2021", (2021, 12, 5)),
        ("12/12/2021", (2021, 12, 12)),
        ("13/12/2021", (2021, 12, 13)),
        ("06/25/2021", (2021, 6, 25)),
        ("28-09-2020, 22:26", (2020, 9, 28)),
        ("2017-04-04T14:00:00+01:00", (2017, 4, 4)),
        ("Thu, 31 May 2018 03:07:17 GMT", (2018, 5, 31)),
        ("May 3, 2019", (2019, 5, 3)),
        ("09/28/2020", (2020, 9, 28)),
    ],
)
def test_printed_dates(words, day):
    assert day_of(words, None) == dt.date(*day)


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("25 شوال 1436 هـ", (2015, 8, 10)),
        ("١ رمضان ١٤٤٥", (2024, 3, 11)),
        ("10 ربيع الآخر 1445 هـ", (2023, 10, 25)),
        ("12 ذو الحجة 1442", (2021, 7, 22)),
    ],
)
def test_hijri_dates(words, day):
    date = find_dates(fold(words))[0]
    assert resolve(date, None).day == dt.date(*day)
    assert resolve(date, None).basis == "hijri"


def test_a_hijri_date_with_its_gregorian_one_is_the_gregorian():
    (date,) = find_dates(fold("25 شوال 1436 هـ الموافق 10 أغسطس 2015 م"))
    assert (date.kind, resolve(date, None).day) == ("stated", dt.date(2015, 8, 10))


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("الأربعاء", (2021, 6, 9)),
        ("يوم الخميس", (2021, 6, 10)),
        ("الخميس الماضي", (2021, 6, 3)),
        ("الجمعة", (2021, 6, 4)),
        ("مساء أمس", (2021, 6, 9)),
        ("اليوم", (2021, 6, 10)),
        ("أول من أمس", (2021, 6, 8)),
        ("قبل يومين", (2021, 6, 8)),
        ("أمس الأربعاء", (2021, 6, 9)),
        ("صباح اليوم الخميس", (2021, 6, 10)),
        ("الأحد المقبل", (2021, 6, 13)),
        ("غدا", (2021, 6, 11)),
        ("12 يونيو الجاري", (2021, 6, 12)),
        ("في 20 كانون الأول", (2020, 12, 20)),
        ("18 أفريل القادم", (2022, 4, 18)),
        ("10 يونيو المقبل", (2022, 6, 10)),
        ("10 يونيو الماضي", (2021, 6, 10)),
        ("10 يونيو", (2021, 6, 10)),
        ("29 شباط", (2020, 2, 29)),
        ("الخميس المقبل", (2021, 6, 17)),
        ("غدا الجمعة", (2021, 6, 11)),
        ("السابع من الشهر الجاري", (2021, 6, 7)),
    ],
)
def test_days_counted_from_the_report(words, day):
    assert day_of(words) == dt.date(*day)


@pytest.mark.parametrize("words", ["الأربعاء", "أمس", "اليوم الخميس", "في 9 آب"])
def test_without_the_report_s_date_the_day_stays_unknown(words):
    assert day_of(words, None) is None


@pytest.mark.parametrize(
    "words", ["31 فبراير 2020", "45/13/2020", "30 شعبان 1599", "31 من الشهر الجاري", "29 شباط المقبل"]
)
def test_days_that_do_not_exist_are_unknown(words):
    assert day_of(words) is None


@pytest.mark.parametrize("words", ["مارس الرياضة يوميا", "آب", "القرار 2216", "بنسبة 97.08 بالمئة", "سبتمبر"])
def test_what_is_no_date(words):
    assert all(resolve(date, THURSDAY).day is None for date in find_dates(fold(words)))


def test_a_weekday_and_its_date_are_one_date():
    (date,) = find_dates(fold("يوم الجمعة 3 تشرين الثاني 2023"))
    assert resolve(date, None).day == dt.date(2023, 11, 3)
    assert date.weekday == 4


def test_every_resolved_day_says_how():
    date = find_dates(fold("الأربعاء"))[0]
    assert resolve(date, THURSDAY).explanation == "الاربعاء، قبل تاريخ النشر 10.06.2021"
    assert resolve(date, None).explanation


@pytest.mark.parametrize("words", ["مايو/أيار", "في مايو", "وفي أيار", "في شهر آب", "مايو (أيار)"])
def test_a_month_alone_is_read_where_it_can_be_no_other_word(words):
    (date,) = find_dates(fold(words))
    assert (date.kind, date.year) == ("month", None)


def test_a_day_behind_and_is_read():
    assert resolve(find_dates(fold("يومي 24 و25 جانفي 2017"))[0], None).day == dt.date(2017, 1, 25)


def test_a_month_past_in_the_maghreb_points_back():
    (date,) = find_dates(fold("جانفي الفارط"))
    assert date.direction == -1


def test_month_and_year_have_their_own_precision():
    assert resolve(find_dates(fold("في مارس 2016"))[0], None).precision == "month"
    assert resolve(find_dates(fold("عام 2016"))[0], None).precision == "year"


def test_a_name_of_two_months_is_refused(monkeypatch):
    table = [{"calendar": "one", "month": "4", "names": "نوار"}, {"calendar": "other", "month": "2", "names": "نوار"}]
    monkeypatch.setattr(months, "read_table", lambda path: table)
    with pytest.raises(ValueError, match="two months"):
        months.load_months.__wrapped__()


@pytest.mark.parametrize(
    ("words", "conflict"),
    [
        ("الجمعة 14 نيسان 2025", "weekday"),  # a Monday
        ("الجمعة الموافق 14 نيسان 2025", "weekday"),
        ("14/4/2025 الجمعة", "weekday"),
        ("16 شوال 1446 الموافق 20 نيسان 2025", "calendars"),  # it was the 14th
        ("الأحد 16 شوال 1446 هـ الموافق 20 نيسان 2025", "calendars"),
        ("الاثنين 14 نيسان 2025", ""),
        ("الاثنين 16 شوال 1446 هـ الموافق 14 نيسان 2025", ""),
        ("15 شوال 1446 الموافق 14 نيسان 2025", ""),  # the sight of the moon
        ("14 شوال 1446 الموافق 14 نيسان 2025", ""),
        ("18 شوال 1446 الموافق 14 نيسان 2025", ""),
        ("13 شوال 1446 الموافق 14 نيسان 2025", "calendars"),
        ("19 شوال 1446 الموافق 14 نيسان 2025", "calendars"),
        ("31 شوال 1446 الموافق 14 نيسان 2025", ""),  # there is no such Hijri day
        ("16 شوال 1446 الموافق 14 نيسان", ""),
        ("الجمعة 16 شوال 1446 هـ الموافق 14 نيسان 2025", "weekday"),
        ("16 شوال 1446 / 14 نيسان 2025", ""),
        ("الأربعاء 13/12/2014", "weekday"),
    ],
)
def test_a_date_whose_parts_name_different_days_names_none(words, conflict):
    (date,) = find_dates(fold(words))
    found = resolve(date, dt.date(2025, 4, 16))
    assert date.conflict == conflict
    assert (found.day is None) == bool(conflict)
    assert ("لا يوافق" in found.explanation or "مختلفان" in found.explanation) == bool(conflict)


def test_a_weekday_that_does_not_fit_the_day_of_the_report_s_year_leaves_the_day_open():
    (date,) = find_dates(fold("الجمعة 14 نيسان"))
    found = resolve(date, dt.date(2025, 4, 16))
    assert found.day is None
    assert "اسم اليوم" in found.explanation
    assert resolve(date, dt.date(2023, 4, 16)).day == dt.date(2023, 4, 14)


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("الأحد 05/11/2014", dt.date(2014, 5, 11)),  # the 5th of November was a Wednesday
        ("الأربعاء 05/11/2014", dt.date(2014, 11, 5)),
        ("الخميس 05/11/2014", None),
    ],
)
def test_a_weekday_tells_the_order_of_numbers(words, day):
    (date,) = find_dates(fold(words))
    assert resolve(date, None).day == day


def test_a_day_of_no_near_year_is_unknown():
    (date,) = find_dates(fold("29 شباط"))
    assert resolve(date, dt.date(2022, 6, 10)).day is None


@pytest.mark.parametrize(
    ("words", "explanation"),
    [
        ("اليوم الخميس", "اليوم الخميس، يوم النشر 10.06.2021"),
        ("الجمعة", "الجمعه، قبل تاريخ النشر 10.06.2021"),
        ("الخميس الماضي", "الخميس الماضي، قبل تاريخ النشر 10.06.2021"),
        ("غدا الجمعة", "غدا الجمعه، بعد تاريخ النشر 10.06.2021"),
    ],
)
def test_a_day_near_the_report_says_on_which_side_it_is(words, explanation):
    (date,) = find_dates(fold(words))
    assert resolve(date, THURSDAY).explanation == explanation


@pytest.mark.parametrize(
    ("words", "kinds"),
    [
        ("اليوم الخميس الماضي", ["relative", "weekday"]),
        ("اليوم، الخميس", ["weekday"]),
        ("في مثل هذا اليوم من عام 1978", ["year"]),
        ("16 شوال 1446 / 18 نيسان 2025", ["hijri", "stated"]),
        ("10 كانون الأول 2020، 11 كانون الأول 2020", ["stated", "stated"]),
        ("الخميس ثم الجمعة", ["weekday", "weekday"]),
        ("آذار الماضي", ["month"]),
        ("الأسبوع الماضي", ["loose"]),
    ],
)
def test_neighbours_that_name_one_day_are_one_date(words, kinds):
    assert [date.kind for date in find_dates(fold(words))] == kinds


@pytest.mark.parametrize("words", ["آذار الماضي", "الأسبوع الماضي"])
def test_a_month_without_its_year_is_unknown(words):
    (date,) = find_dates(fold(words))
    assert resolve(date, THURSDAY).precision == "unknown"
