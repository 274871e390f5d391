"""Correcting by marking: the words are kept with the editor's name, the record takes the fact, the history knows."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction

from meetings.models import Appointment, Evidence, Meeting, Official, Participation, Version
from meetings.services import marking, roles
from meetings.services.history import select_versions
from meetings.services.marking import Marking, Words
from meetings.services.new_people import NewPerson
from tests.factories import (
    REPORT,
    AppointmentFactory,
    ArticleFactory,
    CountryFactory,
    EvidenceFactory,
    MeetingFactory,
    OfficialFactory,
    OrganisationFactory,
    ParticipationFactory,
    PlaceFactory,
    SourceFactory,
    TopicFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor(django_user_model):
    return django_user_model.objects.create(username="editor", is_staff=True, is_superuser=True)


@pytest.fixture
def source():
    return SourceFactory(article=ArticleFactory(raw_text=REPORT), meeting=MeetingFactory(review_state="draft"))


def words(source, quote: str) -> Words:
    start = source.article.raw_text.index(quote)
    return Words(source.article, start, start + len(quote))


@pytest.fixture
def mark(source, editor):
    """Says what an editor marks."""

    def say(quote: str, instead: bool = False) -> Marking:
        return Marking(source.meeting, words(source, quote), editor, instead)

    return say


def kept(evidence: Evidence) -> tuple[str, str, str]:
    evidence.refresh_from_db()
    assert evidence.article.raw_text[evidence.start : evidence.end] == evidence.quote
    return evidence.fact, evidence.quote, str(evidence.author)


def test_the_date(mark, source):
    evidence = marking.mark_date(mark("يوم الجمعة"), date(2023, 10, 27), None, "day", "الجمعة، قبل النشر")
    assert kept(evidence) == ("date", "يوم الجمعة", "editor")
    meeting = Meeting.objects.get()
    assert (meeting.date, meeting.date_basis, meeting.date_explanation) == (
        date(2023, 10, 27),
        "editor",
        "الجمعة، قبل النشر",
    )


def test_a_date_that_cannot_be_leaves_everything_as_it_was(mark, source):
    source.meeting.refresh_from_db()
    with pytest.raises(ValidationError), transaction.atomic():
        marking.mark_date(mark("يوم الجمعة"), date(2023, 11, 4), date(2023, 11, 1), "day")
    assert not Evidence.objects.exists()
    assert Meeting.objects.get().date == date(2023, 11, 3)
    assert not Version.objects.exists()


def test_the_place_and_its_building(mark):
    paris = PlaceFactory(slug="fr-paris", city_ar="باريس", country=CountryFactory(code="FR", name_ar="فرنسا"))
    assert kept(marking.mark_place(mark("في باريس"), paris, "قصر الإليزيه"))[:2] == ("place", "في باريس")
    meeting = Meeting.objects.get()
    assert (meeting.place, meeting.venue_ar) == (paris, "قصر الإليزيه")
    marking.mark_place(mark("باريس"), paris)
    assert Meeting.objects.get().venue_ar == "قصر الإليزيه"


def test_kind_topic_and_that_they_met(mark):
    topics = [TopicFactory(), TopicFactory(code="trade", name_ar="التجارة")]
    marking.mark_kind(mark("التقى"), "visit")
    assert kept(marking.mark_topic(mark("التّعاون"), topics[0]))[0] == "topic"
    marking.mark_topic(mark("بحث"), topics[1])
    marking.mark_topic(mark("وبحث"), topics[1])
    assert kept(marking.mark_meeting(mark("التقى")))[0] == "meeting"
    meeting = Meeting.objects.get()
    assert meeting.kind == "visit"
    assert [(ranked.topic, ranked.rank) for ranked in meeting.ranked_topics.all()] == [(topics[0], 0), (topics[1], 1)]
    assert meeting.evidence.count() == 5


class TestParticipants:
    def test_somebody_on_record_is_named(self, mark, source):
        part = ParticipationFactory(
            meeting=source.meeting, basis="inferred", official=OfficialFactory(name_ar="فؤاد حسين")
        )
        evidence = marking.mark_participant(mark("فؤاد حسين"), part)
        assert (evidence.participation, kept(evidence)[0]) == (part, "participant")
        part.refresh_from_db()
        assert part.basis == Participation.Basis.STATED

    def test_an_unknown_one_is_somebody(self, mark, source):
        part = ParticipationFactory(meeting=source.meeting, official=None, name_as_written="فؤاد حسين")
        official = OfficialFactory(name_ar="فؤاد حسين")
        part.official = official
        marking.mark_participant(mark("فؤاد حسين"), part)
        part.refresh_from_db()
        assert part.official == official

    def test_somebody_new(self, mark, source, editor):
        body = OrganisationFactory()
        new = Participation(meeting=source.meeting, organisation=body, role="guest")
        marking.mark_participant(mark("فؤاد حسين"), new, NewPerson("  فؤاد   حسين "))
        part = Participation.objects.get()
        assert (part.official.name_ar, part.official.review_state, part.official.created_by) == (
            "فؤاد حسين",
            "draft",
            editor,
        )
        assert (part.side, part.role, part.name_as_written) == (body, "guest", "فؤاد حسين")
        assert list(Official.objects.named("فؤاد حسين")) == [part.official]

    def test_somebody_new_with_a_new_office_is_appointed(self, mark, source):
        iraq = CountryFactory()
        new = Participation(meeting=source.meeting, country=iraq)
        person = NewPerson("فؤاد حسين", "Fuad Hussein", date(2020, 6, 6))
        marking.mark_participant(mark("فؤاد حسين"), new, person, "وزير المياه")
        part = Participation.objects.get()
        assert (part.position.title_ar, part.position.country) == ("وزير المياه", iraq)
        assert part.official.name_en == "Fuad Hussein"
        term = Appointment.objects.get(official=part.official)
        assert (term.position, term.start) == (part.position, date(2020, 6, 6))

    def test_an_official_brings_the_office_of_that_day(self, mark, source):
        office = AppointmentFactory(official=OfficialFactory(name_ar="فؤاد حسين"))
        new = Participation(meeting=source.meeting, official=office.official)
        marking.mark_participant(mark("فؤاد حسين"), new)
        part = Participation.objects.get()
        assert (part.position, part.country) == (office.position, office.position.country)

    def test_nobody_takes_part_twice(self, mark, source):
        part = ParticipationFactory(meeting=source.meeting)
        with pytest.raises(ValidationError), transaction.atomic():
            marking.mark_participant(mark("فؤاد حسين"), Participation(meeting=source.meeting, official=part.official))
        assert Participation.objects.count() == 1
        assert not Evidence.objects.exists()

    def test_title_and_side(self, mark, source):
        part = ParticipationFactory(meeting=source.meeting)
        marking.mark_title(mark("وزير الخارجية العراقي"), part, "وزير الخارجية")
        union = OrganisationFactory(code="EU", name_ar="الاتحاد الأوروبي")
        assert kept(marking.mark_side(mark("العراقي"), part, union))[0] == "side"
        part.refresh_from_db()
        assert (part.title_ar, part.country, part.organisation) == ("وزير الخارجية", None, union)


class TestMarks:
    def test_the_earlier_marks_of_the_fact_may_go(self, mark, source):
        old = EvidenceFactory(meeting=source.meeting, article=source.article, quote="الجمعة")
        other = EvidenceFactory(meeting=source.meeting, article=source.article, fact="place", quote="باريس")
        elsewhere = EvidenceFactory(meeting=source.meeting, article=ArticleFactory(), quote="يوم الجمعة")
        new = marking.mark_date(mark("يوم الجمعة", instead=True), date(2023, 11, 3), None, "day")
        assert set(Evidence.objects.all()) == {other, elsewhere, new}
        assert old not in Evidence.objects.all()

    def test_what_the_machine_read_in_the_same_words_becomes_the_editors(self, mark, source):
        read = EvidenceFactory(
            meeting=source.meeting, article=source.article, quote="يوم الجمعة", rule="date:weekday", inferred=True
        )
        evidence = marking.mark_date(mark("يوم الجمعة", instead=True), date(2023, 11, 3), None, "day")
        assert evidence.pk == read.pk
        assert (kept(evidence)[2], evidence.rule, evidence.inferred) == ("editor", "", False)

    def test_a_wrong_mark_is_taken_away_and_its_fact_stays(self, source, editor):
        wrong = EvidenceFactory(meeting=source.meeting, article=source.article)
        marking.unmark(wrong, editor)
        assert not Evidence.objects.exists()
        assert Meeting.objects.get().date == date(2023, 11, 3)

    def test_all_of_it_is_one_action_of_the_history(self, mark, source, editor):
        paris = PlaceFactory(slug="fr-paris", city_ar="باريس", country=CountryFactory(code="FR", name_ar="فرنسا"))
        marking.mark_place(mark("باريس"), paris)
        latest = select_versions(source.meeting).first()
        assert (latest.user, latest.way) == (editor, "marking")
        assert {"place_id", "evidence"} <= set(latest.facts)


class TestRoles:
    def test_a_contributor_marks_drafts_of_their_own_only(self, source, django_user_model):
        helper = django_user_model.objects.create(username="helper")
        roles.give_role(helper, roles.UserRole.CONTRIBUTOR)
        helper = django_user_model.objects.get(pk=helper.pk)
        with pytest.raises(PermissionDenied):
            marking.mark_meeting(Marking(source.meeting, words(source, "التقى"), helper))
        Meeting.objects.update(created_by=helper)
        own = Meeting.objects.get()
        evidence = marking.mark_meeting(Marking(own, words(source, "التقى"), helper))
        Meeting.objects.update(review_state="published")
        evidence = Evidence.objects.get(pk=evidence.pk)
        with pytest.raises(PermissionDenied):
            marking.unmark(evidence, helper)
        assert Evidence.objects.count() == 1
