"""A merge that makes a record public ends its withdrawal, as publishing does; undoing the merge brings it back."""

import pytest

from meetings.models import Meeting, Official, Withdrawal
from meetings.queries.withdrawals import get_current_withdrawal
from meetings.services import review
from meetings.services.history import select_versions
from meetings.services.merging.merge_meetings import merge_meetings
from meetings.services.merging.merge_officials import merge_officials
from meetings.services.merging.undo import undo
from meetings.services.withdrawals import withdraw
from tests.factories import CountryFactory, MeetingFactory, OfficialFactory, ParticipationFactory, SourceFactory
from tests.services.dump import everything

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor(django_user_model):
    return django_user_model.objects.create(username="salma", is_superuser=True)


def meeting_of(*officials, **values) -> Meeting:
    meeting = MeetingFactory(**values)
    SourceFactory(meeting=meeting)
    for official, code in zip(officials, ("IQ", "FR"), strict=True):
        ParticipationFactory(meeting=meeting, official=official, country=CountryFactory(code=code))
    return meeting


@pytest.fixture
def people():
    return OfficialFactory(name_ar="فؤاد حسين"), OfficialFactory(name_ar="إيمانويل ماكرون")


def test_a_withdrawn_meeting_that_a_merge_makes_public(editor, people):
    kept, other = meeting_of(*people), meeting_of(*people)
    withdraw(kept, editor, "wrong")
    before = everything()
    (merge,) = merge_meetings(kept.pk, [other.pk], editor, reason="A test")
    assert Meeting.objects.get().review_state == "published"
    row = Withdrawal.objects.get()
    assert (row.ended_by, row.ended_at is not None) == (editor, True)
    assert select_versions(kept)[0].way == "merge"
    undo(merge, editor)
    assert everything() == before
    assert get_current_withdrawal("meeting", kept.pk) is not None


def test_a_withdrawn_official_who_takes_part_in_it(editor, people):
    kept, other = meeting_of(*people), meeting_of(*people, review_state="draft")
    third = ParticipationFactory(meeting=other, country=CountryFactory(code="JO", name_ar="الأردن")).official
    withdraw(third, editor, "person")
    review.return_to_draft(Official.objects.filter(pk=third.pk), editor)
    before = everything()
    (merge,) = merge_meetings(kept.pk, [other.pk], editor, reason="A test")
    third.refresh_from_db()
    assert third.review_state == "published"
    assert get_current_withdrawal("official", third.pk) is None
    undo(merge, editor)
    assert everything() == before


def test_a_withdrawn_official_whom_a_merge_makes_public(editor):
    kept, other = OfficialFactory(slug="fuad"), OfficialFactory(slug="twin")
    withdraw(kept, editor, "wrong")
    before = everything()
    merge = merge_officials(kept.pk, other.pk, editor)
    kept.refresh_from_db()
    assert kept.review_state == "published"
    assert get_current_withdrawal("official", kept.pk) is None
    undo(merge, editor)
    assert everything() == before


def test_an_official_who_was_withdrawn_again_after_the_merge(editor):
    kept, other = OfficialFactory(slug="fuad"), OfficialFactory(slug="twin")
    withdraw(kept, editor, "wrong")
    merge = merge_officials(kept.pk, other.pk, editor)
    withdraw(Official.objects.get(), editor, "person")
    undo(merge, editor)
    assert [row.reason for row in Withdrawal.objects.filter(ended_at=None)] == ["person"]
    assert set(Official.objects.values_list("slug", "review_state")) == {("fuad", "rejected"), ("twin", "published")}


def test_a_withdrawn_record_that_stays_hidden(editor):
    kept, other = OfficialFactory(slug="fuad"), OfficialFactory(slug="twin")
    withdraw(kept, editor, "wrong")
    merge_officials(kept.pk, other.pk, editor, {"review_state": "kept"})
    assert get_current_withdrawal("official", kept.pk) is not None
