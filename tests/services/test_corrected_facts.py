"""Correction of one fact during review: what follows from it, and its undo in one step."""

from datetime import date

import pytest
from django.contrib.auth import get_user_model
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import translation

from meetings.extraction.readings import PlaceReading
from meetings.models import Evidence, Meeting, MeetingTopic, Official, Participation, Place, Version
from meetings.queries.review import find_meeting, list_facts
from meetings.services import corrected_facts, roles
from meetings.services.checks import ReasonNeededError
from meetings.services.corrected_facts import FactCorrection, undo_correction
from meetings.services.history.states import load_states
from meetings.services.new_people import NewPerson
from meetings.services.undoing import CannotUndoError
from tests.factories import (
    REPORT,
    AppointmentFactory,
    ArticleFactory,
    CountryFactory,
    EvidenceFactory,
    MeetingFactory,
    MeetingTopicFactory,
    OfficialFactory,
    OfficialNameFactory,
    ParticipationFactory,
    PlaceFactory,
    SourceFactory,
    TopicFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def english():
    with translation.override("en"):
        yield


@pytest.fixture
def editor():
    return get_user_model().objects.create(username="salma", is_superuser=True)


@pytest.fixture
def contributor():
    user = get_user_model().objects.create(username="nadia")
    roles.give_role(user, roles.UserRole.CONTRIBUTOR)
    return get_user_model().objects.get(pk=user.pk)


@pytest.fixture
def meeting():
    """A draft with a report whose words state the date, the place and a participant."""
    source = SourceFactory(
        meeting=MeetingFactory(
            review_state="draft", place=PlaceFactory(slug="fr-paris", city_ar="باريس", city_en="Paris"),
            headline_ar="فؤاد حسين وايمانويل ماكرون يلتقيان", headline_ar_wording="archive", headline_en="",
        ),
        article=ArticleFactory(raw_text=REPORT),
    )  # fmt: skip
    of_source = {"meeting": source.meeting, "article": source.article}
    hussein = OfficialNameFactory(official__name_ar="فؤاد حسين", official__name_en="Fuad Hussein").official
    part = ParticipationFactory(meeting=source.meeting, official=hussein)
    EvidenceFactory(**of_source)
    EvidenceFactory(**of_source, fact="place", quote="باريس")
    EvidenceFactory(**of_source, fact="participant", quote="فؤاد حسين", participation=part)
    return source.meeting


def state(meeting: Meeting) -> dict:
    return load_states("meeting", [meeting.pk])[meeting.pk]


def quotes(meeting: Meeting) -> set[str]:
    return set(meeting.evidence.values_list("quote", flat=True))


def find_person(meeting: Meeting) -> Participation:
    return meeting.participations.get()


class TestDate:
    def test_another_day_is_the_editors_and_its_words_go(self, meeting, editor):
        outcome = corrected_facts.correct_date(FactCorrection(meeting, editor), date(2023, 10, 25))
        meeting.refresh_from_db()
        assert (meeting.date, meeting.date_basis) == (date(2023, 10, 25), "editor")
        assert outcome.dropped_words == ("يوم الجمعة",)
        assert meeting.edited_facts.get().editor == editor
        assert Version.objects.get(action=outcome.action).way == "correction"

    def test_a_month_that_the_words_leave_open_keeps_them(self, meeting, editor):
        outcome = corrected_facts.correct_date(FactCorrection(meeting, editor), date(2023, 11, 1), precision="month")
        assert outcome.dropped_words == ()
        assert "يوم الجمعة" in quotes(meeting)

    def test_it_can_be_taken_away(self, meeting, editor):
        corrected_facts.correct_date(FactCorrection(meeting, editor), None)
        meeting.refresh_from_db()
        assert (meeting.date, meeting.date_end, meeting.date_precision) == (None, None, "unknown")
        assert meeting.date_basis == "unknown"


class TestPlace:
    def test_another_place_and_the_words_that_state_the_former_one(self, meeting, editor):
        outcome = corrected_facts.correct_place(FactCorrection(meeting, editor), PlaceFactory(), "قصر السلام")
        meeting.refresh_from_db()
        assert (meeting.place.city_ar, meeting.venue_ar) == ("بغداد", "قصر السلام")
        assert outcome.dropped_words == ("باريس",)
        line = next(line for line in list_facts(find_meeting(meeting.pk)) if line.fact == "place")
        assert line.former_words == ["باريس"]

    def test_a_new_place_is_created(self, meeting, editor):
        CountryFactory(code="TR", name_ar="تركيا", name_en="Türkiye")
        corrected_facts.correct_place(FactCorrection(meeting, editor), PlaceReading("طرابزون", "TR"))
        assert Place.objects.get(city_ar="طرابزون").country.code == "TR"

    def test_it_can_be_taken_away_with_its_building(self, meeting, editor):
        Meeting.objects.update(venue_ar="قصر الإليزيه", venue_en="Élysée Palace")
        meeting.refresh_from_db()
        corrected_facts.correct_place(FactCorrection(meeting, editor), None)
        meeting.refresh_from_db()
        assert (meeting.place, meeting.venue_ar, meeting.venue_en) == (None, "", "")


def test_the_kind_follows_the_editor(meeting, editor):
    corrected_facts.correct_kind(FactCorrection(meeting, editor), "phone")
    meeting.refresh_from_db()
    assert meeting.kind == "phone"
    with pytest.raises(ValidationError):
        corrected_facts.correct_kind(FactCorrection(meeting, editor), "dinner")


class TestParticipant:
    def test_another_person_takes_the_place_and_the_headline_follows(self, meeting, editor):
        part = find_person(meeting)
        part.official = OfficialNameFactory(official__name_ar="أيمن الصفدي").official
        outcome = corrected_facts.correct_participant(FactCorrection(meeting, editor), part)
        meeting.refresh_from_db()
        assert find_person(meeting).official.name_ar == "أيمن الصفدي"
        assert find_person(meeting).basis == "editor"
        assert outcome.dropped_words == ("فؤاد حسين",)
        assert "فؤاد حسين" not in meeting.headline_ar
        assert "أيمن الصفدي" in meeting.headline_ar

    def test_a_title_of_the_former_person_goes_unless_the_new_one_held_it(self, meeting, editor):
        part = find_person(meeting)
        office = AppointmentFactory(official=part.official).position
        part.position, part.title_ar = office, "وزير الخارجية"
        part.save()
        part.official = OfficialFactory(name_ar="هاكان فيدان")
        corrected_facts.correct_participant(FactCorrection(meeting, editor), part)
        part.refresh_from_db()
        assert (part.position, part.title_ar) == (None, "")

    def test_a_new_person_with_an_office_is_created_and_goes_with_the_undo(self, meeting, editor):
        before, part = state(meeting), find_person(meeting)
        outcome = corrected_facts.correct_participant(
            FactCorrection(meeting, editor), part, NewPerson("بدر عبد العاطي"), "وزير الهجرة"
        )
        made = Official.objects.get(name_ar="بدر عبد العاطي")
        assert (made.review_state, made.appointments.get().position.title_ar) == ("draft", "وزير الهجرة")
        undo_correction(outcome.action, editor)
        assert state(meeting) == before
        assert not Official.objects.filter(pk=made.pk).exists()

    def test_an_official_takes_part_once(self, meeting, editor):
        known = find_person(meeting).official
        other = ParticipationFactory(meeting=meeting)
        other.official = known
        with pytest.raises(ValidationError, match="already takes part"):
            corrected_facts.correct_participant(FactCorrection(meeting, editor), other)

    def test_one_is_removed_with_their_words_and_the_others_close_the_gap(self, meeting, editor):
        before, part = state(meeting), find_person(meeting)
        ParticipationFactory(meeting=meeting)
        with_two = state(meeting)
        outcome = corrected_facts.remove_participant(FactCorrection(meeting, editor), part)
        assert outcome.dropped_words == ()
        assert [one.order for one in meeting.participations.all()] == [0]
        assert "فؤاد حسين" not in quotes(meeting)
        undo_correction(outcome.action, editor)
        assert state(meeting) == with_two != before


class TestTopics:
    def test_one_is_replaced_in_its_place(self, meeting, editor):
        first = MeetingTopicFactory(meeting=meeting)
        MeetingTopicFactory(meeting=meeting, topic=TopicFactory(code="water", name_ar="المياه"), rank=1)
        energy = TopicFactory(code="energy", name_ar="الطاقة", name_en="Energy")
        corrected_facts.correct_topic(FactCorrection(meeting, editor), first, energy)
        assert [row.topic.code for row in meeting.ranked_topics.all()] == ["energy", "water"]

    def test_one_is_taken_away_and_another_added(self, meeting, editor):
        row = MeetingTopicFactory(meeting=meeting)
        corrected_facts.correct_topic(FactCorrection(meeting, editor), row, None)
        assert not MeetingTopic.objects.exists()
        corrected_facts.correct_topic(FactCorrection(meeting, editor), None, row.topic)
        assert MeetingTopic.objects.get().topic == row.topic

    def test_no_topic_twice(self, meeting, editor):
        row = MeetingTopicFactory(meeting=meeting)
        with pytest.raises(ValidationError, match="already"):
            corrected_facts.correct_topic(FactCorrection(meeting, editor), None, row.topic)


class TestUndo:
    def test_every_correction_is_undone_one_after_the_other(self, meeting, editor):
        states, actions = [state(meeting)], []
        for change in (
            lambda: corrected_facts.correct_date(FactCorrection(meeting, editor), date(2022, 1, 5)),
            lambda: corrected_facts.correct_place(FactCorrection(meeting, editor), None),
        ):
            actions.append(change().action)
            meeting.refresh_from_db()
            states.append(state(meeting))
        for action, before in zip(reversed(actions), reversed(states[:-1]), strict=True):
            undo_correction(action, editor)
            assert state(meeting) == before
        assert Evidence.objects.count() == 3
        line = next(line for line in list_facts(find_meeting(meeting.pk)) if line.fact == "place")
        assert line.former_words == []

    def test_not_over_a_later_change(self, meeting, editor):
        first = corrected_facts.correct_date(FactCorrection(meeting, editor), date(2022, 1, 5)).action
        meeting.refresh_from_db()
        corrected_facts.correct_kind(FactCorrection(meeting, editor), "phone")
        with pytest.raises(CannotUndoError, match="changed since"):
            undo_correction(first, editor)

    def test_a_contributor_undoes_their_own_in_their_own_draft(self, meeting, contributor):
        meeting.created_by = contributor
        meeting.save()
        before = state(meeting)
        outcome = corrected_facts.correct_date(FactCorrection(meeting, contributor), None)
        undo_correction(outcome.action, contributor)
        assert state(meeting) == before

    def test_not_those_of_another(self, meeting, editor, contributor):
        meeting.created_by = contributor
        meeting.save()
        action = corrected_facts.correct_date(FactCorrection(meeting, editor), None).action
        with pytest.raises(PermissionDenied):
            undo_correction(action, contributor)


def test_only_those_who_may_edit_correct(meeting, contributor):
    with pytest.raises(PermissionDenied):
        corrected_facts.correct_date(FactCorrection(meeting, contributor), None)
    assert Meeting.objects.get().date


def test_a_public_meeting_that_breaks_a_rule_since_asks_for_the_reason(editor):
    meeting = MeetingFactory(sound=True)
    part = meeting.participations.last()
    with pytest.raises(ReasonNeededError):
        corrected_facts.remove_participant(FactCorrection(meeting, editor), part)
    assert meeting.participations.count() == 2
    corrected_facts.remove_participant(
        FactCorrection(meeting, editor, "only one is known"), meeting.participations.last()
    )
    assert meeting.participations.count() == 1
