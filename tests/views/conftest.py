"""A small archive for the pages: two published meetings, a draft, and a report with overlapping marks."""

import datetime
from types import SimpleNamespace

import pytest

from tests import factories


@pytest.fixture
def archive(db):
    """Italy and Kurdistan met twice; a third meeting is a draft."""
    kurdistan = factories.CountryFactory(code="IQ-KRI", name_ar="إقليم كردستان", name_en="Kurdistan Region")
    italy = factories.CountryFactory(code="IT", name_ar="إيطاليا", name_en="Italy")
    nechirvan = factories.OfficialFactory(
        slug="nechirvan-barzani", name_ar="نيجيرفان بارزاني", name_en="Nechirvan Barzani"
    )
    meloni = factories.OfficialFactory(slug="giorgia-meloni", name_ar="جورجا ميلوني", name_en="Giorgia Meloni")
    hidden = factories.OfficialFactory(slug="hidden", name_ar="هاكان فيدان", review_state="draft")
    place = factories.PlaceFactory(slug="it-rome", city_ar="روما", city_en="Rome", country=italy)
    topic = factories.TopicFactory()
    article = factories.ArticleFactory(slug="a-report")

    def meeting(slug: str, **fields):
        record = factories.MeetingFactory(slug=slug, place=place, **fields)
        factories.ParticipationFactory(meeting=record, official=nechirvan, country=kurdistan, role="guest")
        factories.ParticipationFactory(meeting=record, official=meloni, country=italy, role="host")
        factories.MeetingTopicFactory(meeting=record, topic=topic)
        factories.SourceFactory(meeting=record, article=article)
        return record

    return SimpleNamespace(
        meeting=meeting("in-rome", headline_ar="لقاء في روما", headline_en="A meeting in Rome"),
        second=meeting(
            "by-phone", headline_ar="اتصال هاتفي", headline_en="", kind="phone", date=datetime.date(2021, 6, 9)
        ),
        draft=meeting("not-yet", headline_ar="مسودة لم تنشر", review_state="draft"),
        article=article,
        hidden=hidden,
        place=place,
        topic=topic,
        nechirvan=nechirvan,
        meloni=meloni,
        italy=italy,
        kurdistan=kurdistan,
    )


@pytest.fixture
def editor(django_user_model):
    """Someone who may see drafts."""
    return django_user_model.objects.create_user("editor", password="x", is_staff=True)
