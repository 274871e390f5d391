"""The documents of the index: which texts of a meeting they have, and what is left out."""

import datetime

import pytest

from meetings.models import Country, Meeting
from meetings.models.parties import list_demonyms
from meetings.search.documents import documents
from meetings.search.documents.documents import make_meeting_document, make_meeting_documents
from tests import factories

pytestmark = pytest.mark.django_db


def test_the_title_and_the_text_that_pages_show():
    meeting = factories.MeetingFactory(
        headline_ar="لقاء", headline_en="A meeting", summary_ar="موجز", summary_en="Short"
    )
    factories.SourceFactory(meeting=meeting, article__raw_text="  نص التقرير \n", article__headline="عنوان")
    factories.SourceFactory(meeting=meeting, article__raw_text="", article__headline="عنوان آخر", order=1)
    found = make_meeting_document(meeting)
    assert found.title == "لقاء"
    assert found.text.split() == ["موجز", "نص", "التقرير", "Short", "عنوان", "آخر"]
    assert found.day == datetime.date(2023, 11, 3).toordinal()


def test_a_report_that_begins_with_its_headline_is_indexed_with_it_and_shown_without_it():
    meeting = factories.MeetingFactory(headline_ar="ماكرون في بغداد", headline_en="Macron in Baghdad", summary_ar="")
    factories.SourceFactory(meeting=meeting, article__raw_text="ماكرون في بغداد\n\nوصل الرئيس.", article__headline="")
    factories.SourceFactory(meeting=meeting, article__raw_text="“Macron in Baghdad”\nHe arrived.", order=1)
    factories.SourceFactory(
        meeting=meeting, article__raw_text="زيارة رئاسية.\nتفاصيل", article__headline="زيارة رئاسية", order=2
    )
    found = make_meeting_document(meeting)
    assert found.text.split() == ["وصل", "الرئيس.", "He", "arrived.", "تفاصيل"]
    assert found.words["رياسيه"]
    assert found.words["macron"][0] > found.words["arrived"][0]


def test_without_arabic_the_english_headline_is_the_title():
    found = make_meeting_document(Meeting.objects.create(headline_en="A meeting", date_precision="unknown"))
    assert (found.title, found.day, found.text.strip()) == ("A meeting", 0, "")


def test_people_are_found_by_name_title_side_and_people_of_the_side():
    iraq = factories.CountryFactory(demonyms={"masculine": ["عراقي"]}, names=["بلاد الرافدين"])
    part = factories.ParticipationFactory(country=iraq, title_ar="وزير", position=factories.PositionFactory())
    unnamed = factories.ParticipationFactory(
        meeting=part.meeting, official=None, country=None, name_as_written="علي", order=5
    )
    words = make_meeting_document(unnamed.meeting).words
    assert {"وزير", "خارجيه", "عراقي", "رافدين", "علي", "iraq"} <= {word.removeprefix("ال") for word in words}
    assert words["علي"][0] > words["عراقي"][0]


def test_forms_of_a_people():
    assert list_demonyms(Country(demonyms={"masculine": ["عراقي"], "plural": "عراقيون"})) == ["عراقي", "عراقيون"]
    assert list_demonyms(Country(demonyms={})) == []
    assert list_demonyms(factories.OrganisationFactory()) == []


def test_only_published_meetings_in_batches(monkeypatch):
    monkeypatch.setattr(documents, "BATCH_MEETINGS", 2)
    made = [factories.MeetingFactory() for _ in range(4)]
    draft = factories.MeetingFactory(review_state="draft")
    assert [one.id for one in make_meeting_documents()] == [meeting.pk for meeting in made]
    assert [one.id for one in make_meeting_documents([made[3].pk, draft.pk, made[0].pk])] == [made[3].pk, made[0].pk]
    assert list(make_meeting_documents([])) == []


@pytest.mark.parametrize(("precision", "months"), [("day", ("11",)), ("month", ("11",)), ("year", ()), ("unknown", ())])
def test_a_month_is_known_of_days_and_months(precision, months):
    day = None if precision == "unknown" else datetime.date(2023, 11, 3)
    meeting = factories.MeetingFactory(date=day, date_precision=precision)
    assert make_meeting_document(meeting).facets["month"] == months


def test_the_offices_of_participants_are_those_of_their_titles_at_the_meeting():
    meeting = factories.MeetingFactory()
    iraq, position = factories.CountryFactory(code="IQ"), factories.PositionFactory()  # a foreign minister
    parts = [
        {"country": iraq, "title_ar": "رئيس الوزراء العراقي", "position": position},  # the title at the time counts
        {"country": iraq, "title_en": "Foreign Minister"},
        {"country": None, "title_ar": "رئيس الجمهورية"},  # an office without a side cannot be asked for
    ]
    for order, part in enumerate(parts):
        factories.ParticipationFactory(meeting=meeting, order=order, **{"title_ar": "", "title_en": ""} | part)
    assert make_meeting_document(meeting).facets["role"] == ("prime-minister:IQ", "foreign-minister:IQ")
    only = factories.ParticipationFactory(country=iraq, title_ar="", title_en="", position=position)
    assert make_meeting_document(only.meeting).facets["role"] == ("foreign-minister:IQ",)
