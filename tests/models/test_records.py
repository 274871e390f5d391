"""How records name themselves, what their querysets return, and how fixtures know them."""

from datetime import date

import pytest
from django.core import serializers
from django.utils import translation

from meetings import models
from meetings.models import Meeting, Official
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


class TestNames:
    def test_records_are_named_in_the_language_of_the_page(self):
        official = OfficialFactory(name_ar="فؤاد حسين", name_en="Fuad Hussein")
        appointment = AppointmentFactory(official=official)
        participation = ParticipationFactory(official=official)
        place = PlaceFactory()
        with translation.override("ar"):
            assert str(appointment) == "فؤاد حسين: وزير الخارجية"
            assert str(place) == "بغداد، العراق"
            assert str(participation) == "فؤاد حسين"
            assert str(participation.meeting) == "وزير الخارجية يلتقي نظيره الفرنسي"
        with translation.override("en"):
            assert str(appointment) == "Fuad Hussein: Minister of Foreign Affairs"
            assert str(place) == "Baghdad, Iraq"
            assert str(participation) == "Fuad Hussein"
            assert str(participation.meeting) == "Foreign minister meets his French counterpart"

    def test_what_has_one_name_is_called_by_it_everywhere(self):
        for language in ("ar", "en"):
            with translation.override(language):
                assert str(OfficialFactory.build(name_ar="فؤاد حسين", name_en="")) == "فؤاد حسين"
                assert str(PlaceFactory.build(city_ar="", city_en="", country=CountryFactory())) in ("العراق", "Iraq")

    def test_a_participant_without_a_name_is_the_office_or_the_words_of_the_text(self):
        with translation.override("ar"):
            assert str(ParticipationFactory(official=None, position=PositionFactory())) == "وزير الخارجية"
            assert str(ParticipationFactory(official=None, name_as_written="وفد من النواب")) == "وفد من النواب"
            assert str(ParticipationFactory(official=None, title_ar="وزير الدفاع")) == "وزير الدفاع"

    def test_the_title_at_the_time_comes_before_that_of_the_office(self):
        with translation.override("ar"):
            participation = ParticipationFactory(position=PositionFactory())
            assert participation.title == "وزير الخارجية"
            participation.title_ar = "وزير الخارجية بالوكالة"
            assert participation.title == "وزير الخارجية بالوكالة"

    def test_an_article_is_called_by_its_headline_or_its_address(self):
        with translation.override("ar"):
            assert str(ArticleFactory()) == "لقاء في باريس (وكالة الأنباء العراقية)"
            assert str(ArticleFactory(headline="", outlet=None, url="https://example.org/7")) == "https://example.org/7"
            encoded = ArticleFactory.build(headline="", outlet=None, url="https://example.org/%D8%AE%D8%A8%D8%B1")
            assert str(encoded) == "https://example.org/خبر"

    def test_the_rest_can_be_read_too(self):
        with translation.override("en"):
            assert str(EvidenceFactory()) == "date: يوم الجمعة"
            assert str(MeetingTopicFactory()) == "Security"
            assert str(OrganisationFactory()) == "United Nations"
            assert str(OfficialNameFactory(name="ماكرون")) == "ماكرون"
            assert "لقاء في باريس" in str(SourceFactory())
            assert str(DisagreementFactory()) == "date: 2023-11-03 / 2023-11-04"

    def test_flags_are_of_countries_only(self):
        assert CountryFactory.build(code="FR").flag == "🇫🇷"
        assert CountryFactory.build(code="IQ-KRI").flag == ""


class TestQuerySets:
    def test_the_public_sees_what_is_published(self):
        shown = MeetingFactory()
        draft = MeetingFactory(review_state="draft")
        MeetingFactory(review_state="rejected")
        assert list(Meeting.objects.public()) == [shown]
        assert list(Meeting.objects.drafts()) == [draft]
        hidden = OfficialFactory(review_state="draft")
        assert hidden not in Official.objects.public()

    def test_latest_first_leaves_those_without_a_date_for_the_end(self):
        unknown = MeetingFactory(date=None, date_precision="unknown")
        old, new = MeetingFactory(date=date(2019, 1, 1)), MeetingFactory(date=date(2024, 1, 1))
        assert list(Meeting.objects.latest_first()) == [new, old, unknown]
        assert list(Meeting.objects.all()) == [new, old, unknown]

    def test_meetings_of_someone_and_of_a_side_come_once(self):
        kurdistan = CountryFactory(code="IQ-KRI", name_ar="إقليم كردستان")
        participation = ParticipationFactory(country=kurdistan)
        ParticipationFactory(meeting=participation.meeting, country=kurdistan)
        nations = OrganisationFactory()
        ParticipationFactory(meeting=participation.meeting, country=None, organisation=nations)
        other = ParticipationFactory().meeting
        assert list(Meeting.objects.of_side(kurdistan)) == [participation.meeting]
        assert list(Meeting.objects.of_side(nations)) == [participation.meeting]
        assert list(Meeting.objects.of_official(participation.official)) == [participation.meeting]
        assert list(Meeting.objects.of_side(other.participations.get().country)) == [other]

    @pytest.mark.parametrize("size", [1, 12])
    def test_cards_take_the_same_number_of_queries_for_any_number(self, django_assert_num_queries, size):
        for _ in range(size):
            participation = ParticipationFactory(meeting__place=PlaceFactory(), position=PositionFactory())
            ParticipationFactory(meeting=participation.meeting)
            SourceFactory(meeting=participation.meeting)
            MeetingTopicFactory(meeting=participation.meeting)
        with django_assert_num_queries(5):
            for meeting in Meeting.objects.for_cards():
                assert [str(meeting.place), *(p.label + p.title + str(p.side) for p in meeting.participations.all())]
                assert [str(s.article) for s in meeting.sources.all()]
                assert [str(t) for t in meeting.ranked_topics.all()]
                assert list(meeting.edited_facts.all()) == []

    @pytest.mark.parametrize("spelling", ["إيمانويل ماكرون", "ايمانويل ماكرون", "إيمانويل ماكرُون", "إيمانويل ماکرون"])
    def test_people_are_found_in_any_spelling(self, spelling):
        name = OfficialNameFactory(name="إيمانويل ماكرون")
        OfficialNameFactory(official=name.official, name="ماكرون", kind="short")
        assert list(Official.objects.named(spelling)) == [name.official]

    def test_evidence_in_the_order_of_the_text_with_the_longer_marks_first(self):
        short = EvidenceFactory(quote="التقى")
        same = {"meeting": short.meeting, "article": short.article}
        late = EvidenceFactory(**same, quote="باريس", fact="place")
        long = EvidenceFactory(**same, quote="التقى وزير", fact="meeting")
        assert list(models.Evidence.objects.in_text_order()) == [long, short, late]


class TestFoldedKeys:
    def test_they_follow_the_name(self):
        name = OfficialNameFactory(name="نێچیرڤان بارزانی")
        assert name.key == "نيجيرفان بارزاني"
        name.name = "Nêçîrvan Barzanî"
        name.save()
        assert models.OfficialName.objects.get().key == "necirvan barzani"
        assert PositionFactory(title_ar="مستشار الأمن القومي").key == "مستشار الامن القومي"

    def test_bulk_create_fills_them_too(self):
        official = OfficialFactory()
        models.OfficialName.objects.bulk_create([models.OfficialName(official=official, name="أيمن الصفدي")])
        assert models.OfficialName.objects.get().key == "ايمن الصفدي"


def a_whole_archive() -> None:
    """One of each record, pointing to one another."""
    participation = ParticipationFactory(position=PositionFactory(), meeting__place=PlaceFactory())
    OfficialNameFactory(official=participation.official)
    AppointmentFactory(official=participation.official)
    AppointmentFactory(official=participation.official, start=None)
    source = SourceFactory(meeting=participation.meeting)
    MeetingTopicFactory(meeting=participation.meeting)
    same = {"meeting": participation.meeting, "article": source.article}
    EvidenceFactory(**same, participation=participation, fact="participant")
    EvidenceFactory(**same)
    ParticipationFactory(meeting=participation.meeting, country=None, organisation=OrganisationFactory())
    CountryFactory(code="IQ-KRI", name_ar="إقليم كردستان", parent=CountryFactory())


KINDS = [
    models.Country, models.Organisation, models.Place, models.Topic, models.Outlet, models.Article, models.Official,
    models.OfficialName, models.Position, models.Appointment, models.Meeting, models.Participation,
    models.MeetingTopic, models.Source, models.Evidence,
]  # fmt: skip


class TestNaturalKeys:
    def test_every_record_is_found_by_its_natural_key(self):
        a_whole_archive()
        for kind in KINDS:
            for record in kind.objects.all():
                assert kind.objects.get_by_natural_key(*record.natural_key()) == record

    def test_fixtures_carry_the_archive_to_an_empty_database_and_again_without_change(self):
        a_whole_archive()
        records = [record for kind in KINDS for record in kind.objects.order_by("pk")]
        options = {"use_natural_foreign_keys": True, "use_natural_primary_keys": True}
        dump = serializers.serialize("json", records, **options)
        models.Country.objects.update(parent=None)
        for kind in reversed(KINDS):
            kind.objects.all().delete()
        for _ in range(2):
            for record in serializers.deserialize("json", dump):
                record.save()
            again = [record for kind in KINDS for record in kind.objects.order_by("pk")]
            assert serializers.serialize("json", again, **options) == dump
