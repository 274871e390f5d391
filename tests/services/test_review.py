"""Publishing, rejecting, taking back: what changes, what does not, and that the index hears of it."""

import pytest
from django.db import connection

from meetings.models import IndexChange, Meeting, Official
from meetings.search import apply_noted_changes
from meetings.services import review
from tests.factories import MeetingFactory, OfficialFactory, ParticipationFactory

pytestmark = pytest.mark.django_db


def states() -> dict[str, str]:
    return dict(Meeting.objects.values_list("slug", "review_state"))


@pytest.fixture
def three():
    for state in ("draft", "published", "rejected"):
        MeetingFactory(slug=state, review_state=state, sound=True)
    IndexChange.objects.all().delete()
    return Meeting.objects.all()


@pytest.mark.parametrize(
    ("decide", "state"),
    [(review.publish, "published"), (review.reject, "rejected"), (review.return_to_draft, "draft")],
)
def test_every_record_gets_the_state_and_those_that_had_it_are_counted(three, decide, state):
    outcome = decide(three)
    assert set(states().values()) == {state}
    assert (len(outcome.changed), outcome.unchanged) == (2, 1)
    assert set(outcome.changed) == set(Meeting.objects.exclude(slug=state).values_list("pk", flat=True))


def test_only_what_was_chosen_changes(three):
    review.publish(three.filter(slug="draft"))
    assert states() == {"draft": "published", "published": "published", "rejected": "rejected"}


def test_querysets_of_lists_will_do(three):
    assert review.publish(three.for_cards().latest_first()[:2]).unchanged == 1
    assert review.reject(three.filter(participations__isnull=True).distinct()).unchanged == 0


def test_changes_are_noted_and_the_index_follows_once_after_the_commit(three):
    outcome = review.publish(three)
    assert [entry[1] for entry in connection.run_on_commit].count(apply_noted_changes) == 1
    assert set(IndexChange.objects.values_list("meeting_id", flat=True)) == set(outcome.changed)


def test_what_changes_nothing_troubles_nobody(three, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks() as callbacks:
        outcome = review.publish(three.filter(slug="published"))
    assert (outcome.changed, outcome.unchanged) == ((), 1)
    assert callbacks == []
    assert not IndexChange.objects.exists()


def test_the_last_change_is_dated(three):
    before = three.get(slug="draft").updated_at
    review.publish(three)
    assert three.get(slug="draft").updated_at > before


def test_participants_are_published_with_their_meeting_unless_rejected():
    meeting = MeetingFactory(review_state="draft", sound=True)
    parts = [
        ParticipationFactory(meeting=meeting, official=OfficialFactory(review_state=state))
        for state in ("draft", "published", "rejected")
    ]
    stranger = OfficialFactory(review_state="draft")
    outcome = review.publish(Meeting.objects.all())
    assert outcome.officials == 1
    found = [Official.objects.get(pk=part.official_id).review_state for part in parts]
    assert found == ["published", "published", "rejected"]
    assert Official.objects.get(pk=stranger.pk).review_state == "draft"


def test_taking_a_meeting_back_leaves_its_participants_where_they_are():
    part = ParticipationFactory()
    review.return_to_draft(Meeting.objects.all())
    assert Official.objects.get(pk=part.official_id).review_state == "published"


def test_officials_are_reviewed_likewise():
    OfficialFactory(review_state="draft")
    assert review.publish(Official.objects.all()).officials == 0
    assert Official.objects.public().count() == 1
    assert len(review.reject(Official.objects.all()).changed) == 1


@pytest.mark.parametrize("size", [1, 30])
def test_the_number_of_queries_does_not_grow(django_assert_max_num_queries, size):
    for _ in range(size):
        ParticipationFactory(meeting__sound=True, meeting__review_state="draft", official__review_state="draft")
    # The rules take one or two each; most of the others are for the versions of the history, 500 records at a time.
    with django_assert_max_num_queries(75):
        assert review.publish(Meeting.objects.all()).officials == size
