"""Dates as people type them."""

from datetime import date, datetime

import pytest
from django import forms
from django.core.exceptions import ValidationError
from django.utils import translation

from meetings.admin.common.dates_fields import ArchiveDateField


@pytest.mark.parametrize("language", ["ar", "en"])
@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("10/06/2021", date(2021, 6, 10)),
        ("3/11/2023", date(2023, 11, 3)),
        ("٣/١١/٢٠٢٣", date(2023, 11, 3)),
        ("۳/۱۱/۲۰۲۳", date(2023, 11, 3)),
        ("٣/11/٢٠٢٣", date(2023, 11, 3)),
        (" 3 / 11 / 2023 ", date(2023, 11, 3)),
        ("\u200f3/11/2023\u200f", date(2023, 11, 3)),
        ("28.09.2020", date(2020, 9, 28)),
        ("28-9-2020", date(2020, 9, 28)),
        ("2020-09-28", date(2020, 9, 28)),
        ("٢٠٢٠-٠٩-٢٨", date(2020, 9, 28)),
        ("2020/9/28", date(2020, 9, 28)),
        ("29/02/2024", date(2024, 2, 29)),
        ("3 تشرين الثاني 2023", date(2023, 11, 3)),
        ("٣ تشرين الثاني، ٢٠٢٣", date(2023, 11, 3)),
        ("3 نوفمبر 2023", date(2023, 11, 3)),
        ("3 نونبر 2023", date(2023, 11, 3)),
        ("14 جويلية 2019", date(2019, 7, 14)),
        ("14 تمّوز 2019", date(2019, 7, 14)),
        ("الثالث من نوفمبر 2023", date(2023, 11, 3)),
        ("الجمعة 3 نوفمبر 2023", date(2023, 11, 3)),
        ("3 November 2023", date(2023, 11, 3)),
        ("November 3, 2023", date(2023, 11, 3)),
        ("19 ربيع الآخر 1445", date(2023, 11, 3)),
    ],
)
def test_every_way_of_writing_a_date_is_read_in_both_languages(language, typed, day):
    with translation.override(language):
        assert ArchiveDateField().clean(typed) == day


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("31/02/2024", "no_day"),
        ("٣١/٠٢/٢٠٢٤", "no_day"),
        ("29/02/2023", "no_day"),
        ("0/1/2023", "no_day"),
        ("31 نيسان 2023", "no_day"),
        ("06/25/2023", "no_month"),
        ("2023-13-01", "no_month"),
        ("3/11/23", "short_year"),
        ("3/11/0203", "far_year"),
        ("3/11/9999", "far_year"),
        ("أمس", "invalid"),
        ("الجمعة", "invalid"),
        ("نوفمبر 2023", "invalid"),
        ("3 نوفمبر", "invalid"),
        ("3/11/2023 أو 4/11/2023", "invalid"),
        ("قبل 3 نوفمبر 2023", "invalid"),
        ("3/11", "invalid"),
        ("؟", "invalid"),
        ("<script>", "invalid"),
        ("1" * 10_000, "invalid"),
    ],
)
def test_what_is_no_date_is_refused_with_its_reason(typed, code):
    with pytest.raises(ValidationError) as refused:
        ArchiveDateField().clean(typed)
    assert refused.value.code == code


@pytest.mark.parametrize(
    ("language", "message"),
    [
        ("en", "“31/02/2024” does not exist: that month has 29 days."),
        ("ar", "«31/02/2024» تاريخ غير موجود: أيام ذلك الشهر 29."),
    ],
)
def test_the_message_says_what_is_wrong_and_repeats_what_was_typed(language, message):
    with pytest.raises(ValidationError) as refused:
        ArchiveDateField().clean("31/02/2024")
    with translation.override(language):
        assert refused.value.messages == [message]


def test_a_page_of_text_does_not_come_back_in_the_message():
    with pytest.raises(ValidationError) as refused:
        ArchiveDateField().clean("س" * 5000)
    assert len(refused.value.messages[0]) < 200


@pytest.mark.parametrize("typed", ["", "   ", "\u200f", None])
def test_nothing_typed_is_no_date(typed):
    assert ArchiveDateField(required=False).clean(typed) is None
    with pytest.raises(ValidationError):
        ArchiveDateField().clean(typed)


def test_dates_pass_as_they_are():
    assert ArchiveDateField().clean(date(2023, 11, 3)) == date(2023, 11, 3)
    assert ArchiveDateField().clean(datetime(2023, 11, 3, 12)) == date(2023, 11, 3)


class Form(forms.Form):
    day = ArchiveDateField()


@pytest.mark.parametrize("language", ["ar", "en"])
def test_a_date_is_shown_as_it_is_typed_and_unchanged_when_sent_back(language):
    with translation.override(language):
        form = Form({"day": "03/11/2023"}, initial={"day": date(2023, 11, 3)})
        assert 'value="03/11/2023"' in str(form["day"])
        assert 'dir="auto"' in str(form["day"])
        assert not form.has_changed()
        assert 'value="03/11/2023"' in str(Form(initial={"day": date(2023, 11, 3)})["day"])
