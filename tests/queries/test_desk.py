"""What waits at the desk, and in which order it is looked through."""

import pytest

from meetings.models import Meeting, Participation, ReviewState
from meetings.queries import desk
from meetings.services.history import recorded
from tests.factories import (
    DisagreementFactory,
    MeetingFactory,
    OfficialFactory,
    ParticipationFactory,
)

pytestmark = pytest.mark.django_db
ALL = Meeting.objects.all()
INFERRED = Participation.Basis.INFERRED


def draft(**fields: object) -> Meeting:
    return MeetingFactory(review_state="draft", **fields)


class TestQueues:
    def test_drafts_come_the_surest_first_those_by_hand_last(self):
        by_hand, low, high = draft(), draft(confidence=0.3), draft(confidence=0.95)
        MeetingFactory(confidence=0.99)
        draft_of_no_interest = MeetingFactory(review_state="rejected", confidence=0.9)
        assert list(desk.select_queue(ALL)) == [high, low, by_hand]
        assert draft_of_no_interest not in desk.select_queue(ALL, "high")

    @pytest.mark.parametrize(
        ("confidence", "queue"),
        [(1.0, "high"), (0.8, "high"), (0.79, "middle"), (0.5, "middle"), (0.49, "low"), (0.0, "low"), (None, "hand")],
    )
    def test_each_draft_has_one_level(self, confidence, queue):
        meeting = draft(confidence=confidence)
        assert [name for name in (*desk.LEVELS, desk.HAND) if meeting in desk.select_queue(ALL, name)] == [queue]
        counts = desk.count_by_confidence(ALL)
        assert counts.pop("all") == 1
        assert {name for name, count in counts.items() if count} == {queue}

    @pytest.mark.parametrize(("confidence", "doubtful"), [(0.79, True), (0.8, False), (None, False)])
    def test_a_reading_below_the_high_level_is_doubtful(self, confidence, doubtful):
        assert desk.is_doubtful(draft(confidence=confidence)) is doubtful

    def test_open_questions_of_drafts_and_of_published_meetings(self):
        part = ParticipationFactory(basis=INFERRED)
        ParticipationFactory(meeting=part.meeting, basis=INFERRED)
        ParticipationFactory(basis=INFERRED, meeting__review_state="rejected")
        ParticipationFactory(basis=Participation.Basis.CONFIRMED)
        nameless = ParticipationFactory(official=None, name_as_written="وزير التجارة", meeting=draft())
        ParticipationFactory(official=None, name_as_written="عدد من الوزراء", is_group=True)
        ParticipationFactory(official=None, name_as_written="", title_ar="وزير النفط")
        other = DisagreementFactory()
        DisagreementFactory(meeting=other.meeting, said="2023-11-05")
        DisagreementFactory(settled=True)
        assert list(desk.select_queue(ALL, desk.HOLDERS)) == [part.meeting]
        assert list(desk.select_queue(ALL, desk.PEOPLE)) == [nameless.meeting]
        assert list(desk.select_queue(ALL, desk.DISAGREEMENTS)) == [other.meeting]
        assert desk.list_inferred_holders().count == 2
        assert desk.list_people_without_match().rows == [nameless]
        assert desk.list_disagreements().count == 2

    def test_the_place_in_a_queue_and_its_neighbours(self, django_assert_num_queries):
        first, second, third = draft(confidence=0.9), draft(confidence=0.8), draft(confidence=0.7)
        with django_assert_num_queries(1):
            assert desk.place_in_queue(desk.select_queue(ALL), second.pk) == desk.QueuePosition(
                2, 3, first.pk, third.pk
            )
        assert desk.place_in_queue(desk.select_queue(ALL), third.pk).next == first.pk
        assert desk.place_in_queue(desk.select_queue(ALL), MeetingFactory().pk) == desk.QueuePosition(
            0, 3, None, first.pk
        )
        assert desk.place_in_queue(desk.select_queue(ALL, "high"), first.pk).count == 2
        assert desk.place_in_queue(desk.select_queue(ALL, "low"), first.pk) == desk.QueuePosition(0, 0, None, None)
        assert desk.place_in_queue(desk.select_queue(ALL, "middle"), third.pk) == desk.QueuePosition(1, 1, None, None)


class TestBlocks:
    def test_a_block_counts_all_and_shows_the_first(self):
        for _ in range(7):
            draft(confidence=0.9)
        waiting = desk.list_drafts(ALL, limit=5)
        assert (waiting.count, len(waiting.rows)) == (7, 5)
        assert desk.list_drafts(ALL, limit=7).count == len(desk.list_drafts(ALL, limit=10).rows) == 7

    def test_new_officials_those_of_most_meetings_first(self):
        once, twice = OfficialFactory(review_state="draft"), OfficialFactory(review_state="draft")
        ParticipationFactory(official=once)
        ParticipationFactory.create_batch(2, official=twice)
        OfficialFactory()
        assert [(one, one.meetings_count) for one in desk.list_new_officials().rows] == [(twice, 2), (once, 1)]

    def test_my_work_names_each_record_once_the_latest_first(self, django_user_model):
        me, other = (django_user_model.objects.create(username=name) for name in ("me", "other"))
        meeting, person, foreign = MeetingFactory(), OfficialFactory(), MeetingFactory()
        for user, record, note in ((me, meeting, "a"), (me, person, "b"), (me, meeting, "c"), (other, foreign, "d")):
            with recorded(user):
                record.notes = note
                record.save()
        work = desk.list_recent_work(me)
        assert [one.record for one in work] == [meeting, person]
        assert {one.version.user for one in work} == {me}
        meeting.delete()
        assert [one.record for one in desk.list_recent_work(me)] == [person]

    def test_rejected_meetings_ask_nothing(self):
        DisagreementFactory(meeting__review_state=ReviewState.REJECTED)
        ParticipationFactory(meeting__review_state=ReviewState.REJECTED, basis=INFERRED)
        assert desk.list_disagreements().count == desk.list_inferred_holders().count == 0
