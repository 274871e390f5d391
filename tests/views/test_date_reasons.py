"""Why the day of a meeting is known, on pages, in the API and in tables: a code, our sentence, the report's words."""

import csv

import pytest
from django.utils import translation

from meetings.models import Meeting
from meetings.queries.date_reasons import SENTENCES, describe_reason
from meetings.text.date_reasons import list_reason_codes

STORED = "الجمعة، قبل تاريخ النشر 05.11.2021"
IN_ENGLISH = "The text says الجمعة: the last such day before the day of publication, 5 November 2021."


@pytest.fixture
def dated(archive) -> Meeting:
    Meeting.objects.filter(pk=archive.meeting.pk).update(date_basis="weekday", date_explanation=STORED)
    archive.meeting.refresh_from_db()
    return archive.meeting


def test_every_code_has_a_sentence():
    assert set(SENTENCES) == set(list_reason_codes())


def test_an_english_page_gives_the_reason_in_english(client, dated):
    page = client.get(f"/en{dated.get_absolute_url().removeprefix('/en')}").content.decode()
    assert IN_ENGLISH.replace("الجمعة", '<bdi lang="ar" dir="rtl">الجمعة</bdi>') in page
    assert STORED not in page


def test_the_api_gives_the_code_and_the_words(client, dated):
    record = client.get(f"/api/v1/meetings/{dated.slug}/").json()
    assert (record["date_reason"], record["date_words"]) == ("before-publication", "الجمعة")
    assert record["date_explanation"] == STORED


def test_a_reason_of_an_editor_stays_as_it_is(client, dated):
    dated.date_explanation = "أكدته الوزارة للمحرر."
    dated.save()
    record = client.get(f"/api/v1/meetings/{dated.slug}/").json()
    assert (record["date_reason"], record["date_words"]) == (None, "")
    with translation.override("en"):
        assert describe_reason(dated) == "أكدته الوزارة للمحرر."


def test_an_english_table_gives_the_reason_in_english(client, dated, index):
    response = client.get(f"/en/meetings/{dated.slug}.csv")
    body = b"".join(response) if response.streaming else response.content
    table = list(csv.reader(body.decode("utf-8-sig").splitlines()))
    assert IN_ENGLISH in [cell for row in table for cell in row]
