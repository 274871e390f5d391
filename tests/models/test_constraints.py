"""What the database refuses, whoever asks."""

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import ProtectedError

from meetings.models import Appointment, Article, Evidence, Meeting, OfficialName, Participation, Place, Source
from tests.factories import (
    AppointmentFactory,
    ArticleFactory,
    CountryFactory,
    DisagreementFactory,
    EvidenceFactory,
    MeetingFactory,
    MeetingTopicFactory,
    OfficialFactory,
    OfficialNameFactory,
    OrganisationFactory,
    ParticipationFactory,
    PlaceFactory,
    PositionFactory,
    SourceFactory,
)

pytestmark = pytest.mark.django_db


@contextmanager
def refused(*words: str) -> Iterator[None]:
    """The block must be refused by the constraint of that name (SQLite names a unique one by its columns)."""
    with pytest.raises(IntegrityError) as caught, transaction.atomic():
        yield
    assert any(word in str(caught.value) for word in words), str(caught.value)


class TestMeeting:
    def test_the_last_day_is_not_before_the_first(self):
        with refused("meetings_meeting_end_after_start"):
            MeetingFactory(date=date(2023, 11, 3), date_end=date(2023, 11, 2))
        assert MeetingFactory(date=date(2023, 11, 3), date_end=date(2023, 11, 3)).pk

    def test_a_last_day_needs_a_first_one(self):
        with refused("meetings_meeting_end_needs_date"):
            MeetingFactory(date=None, date_precision="unknown", date_end=date(2023, 11, 2))

    @pytest.mark.parametrize(
        ("day", "precision", "fine"),
        [
            (date(2023, 11, 3), "day", True),
            (date(2023, 11, 1), "month", True),
            (date(2023, 1, 1), "year", True),
            (None, "unknown", True),
            (date(2023, 11, 3), "unknown", False),
            (None, "day", False),
            (None, "year", False),
        ],
    )
    def test_the_precision_fits_the_date(self, day, precision, fine):
        if fine:
            assert MeetingFactory(date=day, date_precision=precision).pk
        else:
            with refused("meetings_meeting_precision_fits_date"):
                MeetingFactory(date=day, date_precision=precision)

    @pytest.mark.parametrize("confidence", [-0.1, 1.5])
    def test_confidence_is_from_0_to_1(self, confidence):
        with refused("meetings_meeting_confidence_range"):
            MeetingFactory(confidence=confidence)

    def test_addresses_are_unique(self):
        MeetingFactory(slug="2023-11-03-iq-fr")
        with refused("slug"):
            MeetingFactory(slug="2023-11-03-iq-fr")

    def test_bulk_ways_are_refused_too(self):
        meeting = MeetingFactory()
        with refused("meetings_meeting_end_after_start"):
            Meeting.objects.update(date_end=date(1999, 1, 1))
        with refused("meetings_meeting_precision_fits_date"):
            Meeting.objects.bulk_create([Meeting(slug="x", headline_ar="لقاء", date=None)])
        meeting.refresh_from_db()
        assert meeting.date_end is None

    def test_forms_say_it_in_words(self):
        meeting = MeetingFactory.build(date=date(2023, 11, 3), date_end=date(2023, 11, 2))
        with pytest.raises(ValidationError, match=r"last day|اليوم الأخير"):
            meeting.full_clean()


class TestSides:
    def test_one_side_at_most(self):
        both = {"country": CountryFactory(), "organisation": OrganisationFactory()}
        with refused("meetings_participation_one_side"):
            ParticipationFactory(**both)
        with refused("meetings_position_one_side"):
            PositionFactory(code="both", **both)

    def test_a_side_may_be_unknown(self):
        participation = ParticipationFactory(country=None)
        assert participation.side is None
        assert participation.side_code is None

    def test_the_side_is_the_country_or_the_organisation(self):
        assert ParticipationFactory().side_code == "IQ"
        assert ParticipationFactory(country=None, organisation=OrganisationFactory()).side_code == "UN"


class TestParticipation:
    def test_there_is_someone(self):
        with refused("meetings_participation_someone"):
            ParticipationFactory(official=None)

    @pytest.mark.parametrize("who", [{"title_ar": "وزير الدفاع"}, {"name_as_written": "وفد برلماني"}])
    def test_a_title_or_a_written_name_is_someone(self, who):
        assert ParticipationFactory(official=None, **who).pk

    def test_an_office_is_someone(self):
        assert ParticipationFactory(official=None, position=PositionFactory()).pk

    def test_nobody_takes_part_twice(self):
        first = ParticipationFactory()
        with refused("meetings_participation_once", "official_id"):
            ParticipationFactory(meeting=first.meeting, official=first.official)

    def test_several_without_a_name_may_take_part(self):
        first = ParticipationFactory(official=None, title_ar="وزير الدفاع")
        assert ParticipationFactory(meeting=first.meeting, official=None, title_ar="وزير الداخلية").order == 1

    def test_the_order_is_given_when_left_out_and_is_unique(self):
        meeting = MeetingFactory()
        assert [ParticipationFactory(meeting=meeting).order for _ in range(3)] == [0, 1, 2]
        with refused("meetings_participation_order", "order"):
            ParticipationFactory(meeting=meeting, order=1)
        assert Participation.objects.filter(meeting=meeting).count() == 3

    def test_orders_of_two_meetings_are_their_own(self):
        assert [ParticipationFactory().order, ParticipationFactory().order] == [0, 0]


class TestArticle:
    def test_the_hash_is_that_of_the_text(self):
        article = ArticleFactory(raw_text="نص من أسطر قليلة")
        assert article.sha256 == hashlib.sha256("نص من أسطر قليلة".encode()).hexdigest()

    def test_the_same_text_is_the_same_article(self):
        ArticleFactory(raw_text="نص واحد")
        with refused("sha256"):
            ArticleFactory(raw_text="نص واحد")

    def test_articles_without_a_text_or_an_address_are_not_the_same(self):
        ArticleFactory(raw_text="", url="")
        article = ArticleFactory(raw_text="", url="")
        assert (article.sha256, article.url) == (None, None)

    def test_addresses_on_the_web_are_unique(self):
        ArticleFactory(url="https://example.org/1")
        with refused("url"):
            ArticleFactory(url="https://example.org/1")

    def test_a_text_without_its_hash_is_refused(self):
        with refused("meetings_article_text_and_hash"):
            Article.objects.bulk_create([Article(slug="x", raw_text="نص")])

    def test_an_article_reports_a_meeting_once(self):
        source = SourceFactory()
        with refused("meetings_source_once", "article_id"):
            SourceFactory(meeting=source.meeting, article=source.article)
        assert Source.objects.count() == 1


class TestPeople:
    def test_an_appointment_does_not_end_before_it_starts(self):
        with refused("meetings_appointment_end_after_start"):
            AppointmentFactory(start=date(2022, 1, 1), end=date(2021, 1, 1))

    def test_two_unknown_starts_are_one_appointment(self):
        first = AppointmentFactory(start=None)
        with refused("meetings_appointment_once"):
            AppointmentFactory(start=None, official=first.official, position=first.position)
        assert AppointmentFactory(official=first.official, position=first.position).pk
        assert Appointment.objects.count() == 2

    def test_a_name_is_listed_once(self):
        name = OfficialNameFactory()
        with refused("meetings_officialname_once", "name"):
            OfficialNameFactory(official=name.official, name=name.name)

    def test_two_officials_may_share_a_name(self):
        OfficialNameFactory(name="علي", kind="short")
        assert OfficialNameFactory(name="علي", kind="short").pk
        assert OfficialName.objects.count() == 2


class TestPlaceAndTopic:
    def test_a_place_is_somewhere(self):
        with refused("meetings_place_somewhere"):
            PlaceFactory(slug="nowhere", city_ar="", country=None)

    def test_a_city_is_listed_once_also_where_the_country_is_unknown(self):
        PlaceFactory(slug="a", city_ar="بغداد")
        with refused("meetings_place_unique_city"):
            PlaceFactory(slug="b", city_ar="بغداد")
        PlaceFactory(slug="c", city_ar="القدس", country=None)
        with refused("meetings_place_unique_city"):
            PlaceFactory(slug="d", city_ar="القدس", country=None)
        assert Place.objects.count() == 2

    def test_a_topic_and_a_disagreement_are_noted_once(self):
        topic = MeetingTopicFactory()
        with refused("meetings_meetingtopic_once", "topic_id"):
            MeetingTopicFactory(meeting=topic.meeting, topic=topic.topic)
        disagreement = DisagreementFactory()
        with refused("meetings_disagreement_once", "said"):
            DisagreementFactory(meeting=disagreement.meeting, article=disagreement.article)


class TestEvidence:
    def test_it_is_not_empty(self):
        with refused("meetings_evidence_not_empty"):
            EvidenceFactory(quote="", start=3, end=3)

    def test_the_same_words_state_a_fact_once(self):
        first = EvidenceFactory()
        same = {"meeting": first.meeting, "article": first.article}
        with refused("meetings_evidence_once"):
            EvidenceFactory(**same)
        EvidenceFactory(**same, participation=ParticipationFactory(meeting=first.meeting))
        EvidenceFactory(**same, fact=Evidence.Fact.MEETING)
        assert Evidence.objects.count() == 3


class TestWhatIsInUseStays:
    def test_records_that_others_point_to_are_protected(self):
        participation = ParticipationFactory(position=PositionFactory())
        source = SourceFactory(meeting=participation.meeting)
        for record in (participation.official, participation.position, participation.country, source.article):
            with pytest.raises(ProtectedError):
                record.delete()
        assert OfficialFactory().delete()[0] == 1

    def test_a_meeting_takes_its_own_parts_with_it(self):
        evidence = EvidenceFactory()
        participation = ParticipationFactory(meeting=evidence.meeting)
        SourceFactory(meeting=evidence.meeting, article=evidence.article)
        evidence.meeting.delete()
        assert not Evidence.objects.exists()
        assert not Participation.objects.exists()
        assert Article.objects.filter(pk=evidence.article.pk).exists()
        participation.official.delete()
