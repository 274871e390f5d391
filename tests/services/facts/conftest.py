"""A report that names a person wrongly, and its record as Mahdar read it: every fact with the words that state it."""

import datetime

import pytest
from django.contrib.auth import get_user_model

from meetings.models import Evidence, Meeting, OfficialName
from tests.factories import (
    ArticleFactory,
    CountryFactory,
    EvidenceFactory,
    MeetingFactory,
    MeetingTopicFactory,
    OfficialFactory,
    ParticipationFactory,
    PlaceFactory,
    SourceFactory,
    TopicFactory,
)

TEXT = (
    "استقبل الرئيس الفلسطيني محمد عباس وزير الخارجية العراقي فؤاد حسين، الأربعاء 12 آذار 2025، في رام الله. "
    "وبحث الجانبان ملف المياه خلال زيارة الوزير.\n"
)
MEETING_WORDS = "استقبل الرئيس الفلسطيني محمد عباس"
DAY = datetime.date(2025, 3, 12)


@pytest.fixture
def editor(db):
    return get_user_model().objects.create(
        username="editor", first_name="Salma", last_name="Editor", is_staff=True, is_superuser=True
    )


@pytest.fixture
def desk(client, editor):
    client.force_login(editor)
    return client


@pytest.fixture
def right(db):
    """The official whom the report means."""
    official = OfficialFactory(name_ar="محمود عباس", name_en="Mahmoud Abbas")
    OfficialName.objects.create(official=official, name="محمود عباس", kind="main")
    return official


@pytest.fixture
def meeting(db) -> Meeting:
    sides = [CountryFactory(code=code, name_ar=ar, name_en=en) for code, ar, en in (
        ("PS", "فلسطين", "Palestine"), ("IQ", "العراق", "Iraq"),
    )]  # fmt: skip
    article = ArticleFactory(raw_text=TEXT, headline="لقاء دبلوماسي", published_on=datetime.date(2025, 3, 15))
    meeting = MeetingFactory(
        slug="ramallah",
        date=DAY,
        date_basis="stated",
        date_explanation="ذُكر في النص: 12 آذار 2025",
        kind="in-person",
        place=PlaceFactory(slug="ps-ramallah", city_ar="رام الله", city_en="Ramallah", country=sides[0]),
        headline_ar="لقاء يجمع محمد عباس وفؤاد حسين",
        headline_ar_wording="archive",
        headline_en="Mohammad Abbas receives Fuad Hussein in Ramallah",
        headline_en_wording="archive",
        summary_ar="استقبل محمد عباس الوزير فؤاد حسين يوم 12 آذار 2025.",
        summary_en="Mohammad Abbas received Fuad Hussein on 12 March 2025.",
        confidence=0.9,
    )
    SourceFactory(meeting=meeting, article=article)
    names = [
        ("محمد عباس", "Mohammad Abbas", "الرئيس الفلسطيني"),
        ("فؤاد حسين", "Fuad Hussein", "وزير الخارجية العراقي"),
    ]
    for order, (ar, en, title) in enumerate(names):
        official = OfficialFactory(name_ar=ar, name_en=en)
        OfficialName.objects.create(official=official, name=ar, kind="main")
        part = ParticipationFactory(
            meeting=meeting, official=official, country=sides[order], order=order, name_as_written=ar, title_ar=title,
            role=("host", "guest")[order],
        )  # fmt: skip
        for fact, quote in (("participant", ar), ("title", title), ("side", title.split()[-1]), ("role", "استقبل")):
            EvidenceFactory(meeting=meeting, article=article, fact=fact, quote=quote, participation=part, rule="read")
    topic = MeetingTopicFactory(meeting=meeting, topic=TopicFactory(code="water", name_ar="المياه", name_en="Water"))
    EvidenceFactory(meeting=meeting, article=article, fact="topic", quote="ملف المياه", topic=topic.topic, rule="read")
    for fact, quote in (
        ("date", "الأربعاء 12 آذار 2025"), ("place", "رام الله"), ("kind", "زيارة"), ("meeting", MEETING_WORDS),
    ):  # fmt: skip
        EvidenceFactory(meeting=meeting, article=article, fact=fact, quote=quote, rule="read")
    assert Evidence.objects.filter(meeting=meeting).count() == 13
    return meeting
