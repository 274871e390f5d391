"""Undo of a whole action: every record as it was before, row by row, or nothing and the conflicts by name."""

import uuid

import pytest
from django.contrib.auth import get_user_model
from django.core.exceptions import PermissionDenied
from django.utils import translation

from meetings.models import Meeting, Official, Place, Topic, Version
from meetings.models.history import WHOLES
from meetings.queries.withdrawals import get_current_withdrawal
from meetings.services import bulk, review, undoing
from meetings.services.history import one_action, recorded
from meetings.services.history.states import load_states
from meetings.services.undoing import CannotUndoError, undo_action
from meetings.services.withdrawals import withdraw
from tests.factories import (
    AppointmentFactory,
    CountryFactory,
    EvidenceFactory,
    MeetingFactory,
    OfficialFactory,
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
def meetings():
    made = []
    for number in range(3):
        meeting = MeetingFactory(review_state="draft", headline_ar=f"لقاء {number}")
        person = OfficialFactory(review_state="draft")
        AppointmentFactory(official=person)
        ParticipationFactory(meeting=meeting, official=person, country=CountryFactory())
        evidence = EvidenceFactory(meeting=meeting)
        SourceFactory(meeting=meeting, article=evidence.article)
        made.append(meeting)
    return made


def states() -> dict[str, dict]:
    """Every record with a history, with its parts."""
    return {
        kind: load_states(kind, Version(kind=kind).model._base_manager.values_list("pk", flat=True)) for kind in WHOLES
    }


def test_a_deletion_of_many_records_is_undone_at_once(editor, meetings):
    before = states()
    with recorded(editor) as action:
        for record in (*Meeting.objects.all(), *Official.objects.all()):
            record.delete()
    done = undo_action(action, editor, "they were right")
    assert len(done) == 6
    assert states() == before
    versions = Version.objects.filter(change="restored")
    assert versions.count() == 6
    assert len(set(versions.values_list("action", flat=True))) == 1
    assert {version.note for version in versions} == {"they were right"}


def test_a_publication_in_batches_is_undone_at_once_with_its_officials(editor, meetings):
    before, action = states(), uuid.uuid4()
    for some in (meetings[:2], meetings[2:]):
        with one_action(action):
            review.publish(Meeting.objects.filter(pk__in=[one.pk for one in some]), editor, reason="x")
    assert Official.objects.public().count() == 3
    undo_action(action, editor)
    assert states() == before


def test_an_edit_of_many_meetings_is_undone(editor, meetings):
    before, place = states(), PlaceFactory()
    before["place"] = states()["place"]
    with recorded(editor) as action:
        bulk.set_place(Meeting.objects.all(), place, editor)
        bulk.add_topic(Meeting.objects.all(), TopicFactory(), editor)
    undo_action(action, editor)
    assert {**states(), "topic": {}} == {**before, "topic": {}}


def test_records_that_the_action_added_are_deleted(editor):
    with recorded(editor) as action:
        PlaceFactory()
        TopicFactory()
    undo_action(action, editor)
    assert not Place.objects.exists()
    assert not Topic.objects.exists()


def test_if_one_record_was_changed_since_nothing_is_undone_and_it_is_named(editor, meetings):
    other = get_user_model().objects.create(username="omar", is_superuser=True)
    with recorded(editor) as action:
        review.reject(Meeting.objects.all(), editor)
    with recorded(other):
        meetings[1].refresh_from_db()
        meetings[1].notes = "x"
        meetings[1].save()
    before = states()
    with pytest.raises(CannotUndoError) as refused:
        undo_action(action, editor)
    (reason,) = refused.value.reasons
    assert "omar" in reason
    assert str(meetings[1]) in reason
    assert states() == before


def test_an_address_that_another_record_has_by_now_is_named(editor):
    place = PlaceFactory(slug="erbil")
    with recorded(editor) as action:
        place.delete()
    with recorded(editor):
        PlaceFactory(slug="erbil")
    with pytest.raises(CannotUndoError, match="erbil"):
        undo_action(action, editor)


def test_an_added_record_that_is_in_use_by_now_stays(editor):
    with recorded(editor) as action:
        country = CountryFactory(code="XX")
    PlaceFactory(country=country)
    with pytest.raises(CannotUndoError, match="in use"):
        undo_action(action, editor)


def test_the_undo_is_undone_too(editor, meetings):
    with recorded(editor) as action:
        for meeting in Meeting.objects.all():
            meeting.delete()
    undo_action(action, editor)
    again = Version.objects.filter(change="restored").first().action
    undo_action(again, editor)
    assert not Meeting.objects.exists()


def test_a_withdrawal_that_the_publication_ended_is_in_force_again(editor):
    person = OfficialFactory(review_state="published")
    withdraw(person, editor, "wrong")
    with recorded(editor) as action:
        review.publish(Official.objects.all(), editor, reason="x")
    assert get_current_withdrawal("official", person.pk) is None
    undo_action(action, editor)
    assert get_current_withdrawal("official", person.pk) is not None


def test_an_unknown_action_has_no_records(editor):
    with pytest.raises(CannotUndoError, match="no record"):
        undo_action(uuid.uuid4(), editor)


def test_who_may_not_restore_may_not_undo():
    user = get_user_model().objects.create(username="x")
    with pytest.raises(PermissionDenied):
        undo_action(uuid.uuid4(), user)


def test_an_action_of_many_records_is_undone_in_parts_as_one_action(editor, meetings, monkeypatch):
    monkeypatch.setattr(undoing, "MAX_RECORDS", 2)
    before, undo = states(), uuid.uuid4()
    with recorded(editor) as action:
        for meeting in Meeting.objects.all():
            meeting.headline_ar += " x"
            meeting.save()
        topics = [TopicFactory(code=f"t{number}", name_ar=f"م{number}") for number in range(3)]
    keys = undoing.list_undone_keys(action)
    assert [kind for kind, _pk in keys] == ["meeting"] * 3 + ["topic"] * 3
    assert undoing.find_undo_conflicts(action, undoing.list_undone_records(action)) == []
    for at in range(0, len(keys), 2):
        with one_action(undo):
            assert len(undo_action(action, editor, "all of it", keys=keys[at : at + 2])) == 2
    assert states() == before
    assert not Topic.objects.filter(pk__in=[topic.pk for topic in topics])
    assert Version.objects.filter(action=undo).count() == 6
