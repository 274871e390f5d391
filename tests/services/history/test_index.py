"""The index follows an action once, after the outermost `recorded` is committed, whatever services did within it."""

import pytest
from django.db import transaction

from meetings.models import IndexChange, Meeting, Merge, ReviewState
from meetings.search import SearchRequest, find_ids
from meetings.search.engines.whoosh.engine import WhooshEngine
from meetings.services import bulk, review
from meetings.services.history import keep, recorded, select_versions, several_actions
from meetings.services.merging.merge_meetings import merge_meetings
from meetings.services.merging.undo import undo
from meetings.services.restoration import restore
from tests.factories import MeetingFactory, ParticipationFactory, PlaceFactory, TopicFactory

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def writes(index, monkeypatch):
    """How many meetings each update of the index wrote or took out, one number for each update."""
    numbers: list[int] = []
    write = WhooshEngine.write

    def counted(engine, documents, gone):
        numbers.append(len(documents) + len(gone))
        write(engine, documents, gone)

    monkeypatch.setattr(WhooshEngine, "write", counted)
    return numbers


@pytest.fixture
def three(writes):
    """Three drafts, of which the index knows."""
    meetings = [MeetingFactory(review_state=ReviewState.DRAFT, sound=True) for _ in range(3)]
    for meeting in meetings:
        ParticipationFactory(meeting=meeting, official__review_state=ReviewState.DRAFT)
    writes.clear()
    return Meeting.objects.order_by("pk")


def update_by_hand(meetings):
    """What a service does: it names the records, and changes them by an update, which sends no signal."""
    with recorded(None):
        keep(meetings)
        meetings.update(review_state=ReviewState.PUBLISHED)


def test_an_update_reaches_the_index_without_a_word_from_the_service(three, writes):
    update_by_hand(three)
    assert writes == [3]
    assert not IndexChange.objects.exists()
    assert sorted(find_ids(SearchRequest())) == list(three.values_list("pk", flat=True))


def test_several_services_within_one_action_are_one_update(three, writes):
    with recorded(None):
        review.publish(three.all())
        bulk.add_topic(three.all(), TopicFactory())
        bulk.set_place(three.all(), PlaceFactory())
        update_by_hand(three.all())
        three[0].save()
        assert writes == []
    assert writes == [3]


def test_an_action_within_a_transaction_waits_for_its_end(three, writes):
    with transaction.atomic():
        update_by_hand(three.all())
        review.publish(three.all())
        assert writes == []
    assert writes == [3]


@recorded(None)
def update_and_fail(meetings):
    update_by_hand(meetings)
    raise RuntimeError("Stop")


def test_an_action_that_fails_leaves_the_index_alone(three, writes):
    with pytest.raises(RuntimeError, match="Stop"):
        update_and_fail(three)
    assert writes == []
    assert not IndexChange.objects.exists()


def test_an_action_that_changes_nothing_leaves_the_index_alone(three, writes):
    with recorded(None):
        pass
    assert writes == []


def test_merging_several_and_undoing_are_one_update_each(three, writes):
    kept, *others = three
    merges = merge_meetings(kept.pk, [one.pk for one in others], None)
    assert (len(merges), Merge.objects.count(), writes) == (2, 2, [3])
    undo(merges[-1], None)
    assert writes == [3, 2]


def test_restoring_is_one_update(three, writes):
    review.publish(three.filter(pk=three[0].pk))
    bulk.set_place(three.filter(pk=three[0].pk), PlaceFactory(), None)
    writes.clear()
    restore(select_versions(three[0]).get(number=1), None)
    assert writes == [1]
    assert find_ids(SearchRequest()) == [three[0].pk]


def test_what_is_changed_outside_an_action_is_followed_as_before(three, writes):
    meeting = three[0]
    meeting.review_state = ReviewState.PUBLISHED
    meeting.save()
    assert writes == [1]


def test_several_actions_are_one_update_after_the_last(three, writes):
    with several_actions():
        for meeting in three:
            update_by_hand(three.filter(pk=meeting.pk))
        assert writes == []
    assert writes == [3]


def test_several_actions_of_which_one_fails_are_one_update_of_the_others(three, writes):
    with several_actions():
        update_by_hand(three.filter(pk=three[0].pk))
        with pytest.raises(RuntimeError, match="Stop"):
            update_and_fail(three)
    assert writes == [1]
