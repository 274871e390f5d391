"""What the database itself watches over, for every way of changing it."""

import pytest
from django.core.management import call_command
from django.db import DatabaseError, connection, transaction
from django.db.models import F

from meetings.models import (
    Article,
    Country,
    Evidence,
    IndexChange,
    Meeting,
    MeetingTopic,
    Official,
    Participation,
    Topic,
    triggers,
)
from meetings.models.triggers import QUOTE_REFUSED, TEXT_REFUSED, install_triggers
from tests.factories import (
    ArticleFactory,
    CountryFactory,
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
    TopicFactory,
)

pytestmark = pytest.mark.django_db


def refused(message: str):
    return pytest.raises(DatabaseError, match=message)


class TestQuotes:
    def test_the_quote_is_the_text_there(self):
        evidence = EvidenceFactory()
        assert evidence.article.raw_text[evidence.start : evidence.end] == evidence.quote

    @pytest.mark.parametrize("quote", ["التّعاون", "𝕏", "باريس.\nوبحث"])
    def test_harakat_line_ends_and_rare_letters_count_as_python_counts_them(self, quote):
        assert EvidenceFactory(quote=quote).pk

    @pytest.mark.parametrize("shift", [-1, 1, 10_000])
    def test_other_offsets_are_refused(self, shift):
        right = EvidenceFactory.build(article=ArticleFactory(), meeting=MeetingFactory())
        right.start += shift
        right.end += shift
        with refused(QUOTE_REFUSED), transaction.atomic():
            right.save()

    def test_update_and_bulk_create_and_sql_are_refused_too(self):
        evidence = EvidenceFactory()
        with refused(QUOTE_REFUSED), transaction.atomic():
            Evidence.objects.update(quote="يوم السبتت")
        with refused(QUOTE_REFUSED), transaction.atomic():
            Evidence.objects.update(start=F("start") + 1, end=F("end") + 1)
        with refused(QUOTE_REFUSED), transaction.atomic():
            Evidence.objects.update(article=ArticleFactory(raw_text="نص آخر"))
        with refused(QUOTE_REFUSED), transaction.atomic():
            Evidence.objects.bulk_create(
                [Evidence(meeting=evidence.meeting, article=evidence.article, fact="kind", start=0, end=3, quote="ليس")]
            )
        with refused(QUOTE_REFUSED), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("UPDATE meetings_evidence SET quote = 'x'")
        evidence.refresh_from_db()
        assert evidence.quote == "يوم الجمعة"

    def test_an_article_without_a_text_has_no_evidence(self):
        with refused(QUOTE_REFUSED), transaction.atomic():
            EvidenceFactory(article=ArticleFactory(raw_text=""), start=0, end=10)


class TestRawText:
    def test_it_cannot_be_changed_in_any_way(self):
        article = ArticleFactory()
        before = article.raw_text
        article.raw_text += "!"
        with refused(TEXT_REFUSED), transaction.atomic():
            article.save()
        with refused(TEXT_REFUSED), transaction.atomic():
            Article.objects.update(raw_text="")
        with refused(TEXT_REFUSED), transaction.atomic():
            Article.objects.bulk_update([article], ["raw_text"])
        assert Article.objects.get().raw_text == before

    def test_the_rest_of_the_article_can(self):
        article = ArticleFactory()
        article.headline = "عنوان مصحّح"
        article.save()
        assert Article.objects.get().headline == "عنوان مصحّح"

    def test_a_text_may_be_added_where_there_was_none(self):
        article = ArticleFactory(raw_text="", url="https://example.org/1")
        article.raw_text = "نص"
        article.save()
        assert Article.objects.get().sha256


@pytest.fixture
def noted():
    """The ids of the meetings noted since the last question."""

    def ask() -> set[int]:
        ids = set(IndexChange.objects.values_list("meeting_id", flat=True))
        IndexChange.objects.all().delete()
        return ids

    return ask


class TestIndexChanges:
    def test_save_update_bulk_create_and_delete_of_a_meeting(self, noted):
        meeting = MeetingFactory()
        assert noted() == {meeting.pk}
        meeting.save()
        assert noted() == {meeting.pk}
        Meeting.objects.filter(pk=meeting.pk).update(headline_ar="لقاء")
        assert noted() == {meeting.pk}
        Meeting.objects.bulk_create([MeetingFactory.build(slug="a"), MeetingFactory.build(slug="b")])
        made = set(Meeting.objects.filter(slug__in=["a", "b"]).values_list("pk", flat=True))
        assert noted() == made
        Meeting.objects.bulk_update(Meeting.objects.filter(slug__in=["a", "b"]), ["headline_ar"])
        assert noted() == made
        Meeting.objects.all().delete()
        assert noted() == made | {meeting.pk}

    def test_sql_by_hand(self, noted):
        meeting = MeetingFactory()
        noted()
        with connection.cursor() as cursor:
            cursor.execute("UPDATE meetings_meeting SET headline_ar = 'x'")
        assert noted() == {meeting.pk}

    def test_a_change_that_is_rolled_back_is_not_noted(self, noted):
        MeetingFactory()
        noted()

        with transaction.atomic():
            Meeting.objects.update(headline_ar="x")
            transaction.set_rollback(True)
        assert noted() == set()

    def test_topics_by_the_many_to_many_manager(self, noted):
        meeting, topic = MeetingFactory(), TopicFactory()
        noted()
        meeting.topics.add(topic)
        assert noted() == {meeting.pk}
        meeting.topics.clear()
        assert noted() == {meeting.pk}
        meeting.topics.set([topic])
        assert noted() == {meeting.pk}
        MeetingTopic.objects.update(rank=3)
        assert noted() == {meeting.pk}
        topic.name_ar = "شؤون الأمن"
        topic.save()
        assert noted() == {meeting.pk}

    def test_a_participation_that_moves_concerns_both_meetings(self, noted):
        participation, other = ParticipationFactory(), MeetingFactory()
        old = participation.meeting_id
        noted()
        Participation.objects.update(meeting=other)
        assert noted() == {old, other.pk}
        Participation.objects.all().delete()
        assert noted() == {other.pk}

    def test_who_and_what_a_meeting_names(self, noted):
        participation = ParticipationFactory(position=PositionFactory(), country=CountryFactory())
        meeting = participation.meeting
        bystander = ParticipationFactory(official=OfficialFactory(), country=CountryFactory(code="FR", name_ar="فرنسا"))
        noted()
        for record in (participation.official, participation.position, participation.country):
            type(record).objects.filter(pk=record.pk).update(id=record.pk)
            assert noted() == {meeting.pk}, record
        OfficialNameFactory(official=participation.official)
        assert noted() == {meeting.pk}
        participation.official.names.update(kind="alias")
        assert noted() == {meeting.pk}
        participation.official.names.all().delete()
        assert noted() == {meeting.pk}
        Participation.objects.filter(pk=bystander.pk).update(country=None, organisation=OrganisationFactory())
        noted()
        OrganisationFactory().save()
        assert noted() == {bystander.meeting_id}

    def test_where_it_was_and_who_reports_it(self, noted):
        place = PlaceFactory(slug="fr-paris", city_ar="باريس", country=CountryFactory(code="FR", name_ar="فرنسا"))
        meeting = MeetingFactory(place=place)
        MeetingFactory()
        source = SourceFactory(meeting=meeting)
        noted()
        for record in (place, place.country, source, source.article, source.article.outlet):
            record.save()
            assert noted() == {meeting.pk}, record
        source.delete()
        assert noted() == {meeting.pk}

    def test_many_rows_of_one_statement(self, noted):
        official = OfficialFactory()
        ids = {ParticipationFactory(official=official).meeting_id for _ in range(5)}
        noted()
        Official.objects.update(name_ar="فؤاد حسين")
        assert noted() == ids

    def test_what_is_not_in_the_document_is_not_noted(self, noted):
        EvidenceFactory()
        CountryFactory(code="JO", name_ar="الأردن")
        Topic.objects.create(code="new", name_ar="جديد")
        noted()
        Evidence.objects.update(rule="by hand")
        Country.objects.update(name_en="Jordan")
        Topic.objects.update(name_en="New")
        assert noted() == set()


def test_installing_again_changes_nothing():
    install_triggers()
    call_command("migrate", verbosity=0)
    meeting = MeetingFactory()
    assert list(IndexChange.objects.values_list("meeting_id", flat=True)) == [meeting.pk]
    assert MeetingTopicFactory().pk


def test_installing_is_all_or_nothing(monkeypatch):
    """A process that stops between the removal of a trigger and its new one leaves the old one."""
    statements = list(triggers._make_statements(connection.vendor))

    def stop(vendor):
        yield statements[0]
        raise KeyboardInterrupt

    monkeypatch.setattr(triggers, "_make_statements", stop)
    with pytest.raises(KeyboardInterrupt):
        install_triggers()
    monkeypatch.undo()
    assert triggers.list_missing_triggers() == []
