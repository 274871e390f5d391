"""What an action watches: lists that are set from either side, rows that it makes, and records that are named."""

from types import SimpleNamespace

import pytest

from meetings.models import Meeting, MeetingTopic, OldAddress, Source, Version
from meetings.services.history import keep, keep_rows, recorded, select_versions
from meetings.services.history.recording import (
    collected_changes,
    find_wholes_of_rows,
    follow_facts_now,
    get_active_recording,
    keep_new_rows,
    rehearsed,
    watch,
)
from meetings.services.history.touched_rows import TouchedRows, attach_rows
from tests.factories import (
    ArticleFactory,
    MeetingFactory,
    MeetingTopicFactory,
    ParticipationFactory,
    PlaceFactory,
    TopicFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def meeting():
    return MeetingFactory()


def facts(record) -> list[list[str]]:
    return [version.facts for version in select_versions(record) if version.change == "changed"]


# ------------------------------------------------------------------------------------------------------ lists of topics
def test_meetings_given_to_a_topic(meeting):
    other, topic = MeetingFactory(), TopicFactory(code="energy")
    MeetingTopicFactory(meeting=other, topic=topic)
    with recorded(None):
        topic.meeting_set.add(meeting)
    assert facts(meeting) == [["ranked_topics"]]
    assert facts(other) == []
    with recorded(None):
        topic.meeting_set.set([])
    assert len(facts(meeting)) == 2
    assert facts(other) == [["ranked_topics"]]


def test_topics_taken_from_a_meeting(meeting):
    topics = [TopicFactory(code=code) for code in ("energy", "water")]
    meeting.topics.set(topics)
    assert not Version.objects.exists()
    with recorded(None):
        meeting.topics.remove(topics[0])
    assert facts(meeting) == [["ranked_topics"]]
    with recorded(None):
        meeting.topics.remove(topics[0])
    assert len(facts(meeting)) == 1


# ------------------------------------------------------------------------------------------------------- what is named
def test_the_records_in_whose_history_rows_appear(meeting):
    part = ParticipationFactory(meeting=meeting)
    OldAddress.objects.create(kind="meeting", slug="former", record_id=meeting.pk)
    assert find_wholes_of_rows(meeting.participations.all()) == {("meeting", meeting.pk)}
    assert find_wholes_of_rows(Meeting.objects.filter(pk=meeting.pk)) == {("meeting", meeting.pk)}
    assert find_wholes_of_rows(meeting.participations.exclude(pk=part.pk)) == set()
    assert find_wholes_of_rows(OldAddress.objects.all()) == set()


def test_several_kinds_are_named_in_one_list(meeting):
    place, part = PlaceFactory(), ParticipationFactory()
    address = OldAddress(kind="meeting", slug="former", record_id=meeting.pk)
    with collected_changes() as changes, recorded(None):
        keep([place, part, address], address, meeting)
    assert changes == {("place", place.pk), ("meeting", part.meeting_id), ("meeting", meeting.pk)}


@pytest.mark.parametrize("name", [keep, keep_rows, keep_new_rows])
def test_nothing_is_named_outside_an_action(meeting, name):
    assert get_active_recording() is None
    with pytest.raises(RuntimeError, match="within recorded"):
        name(meeting)
    watch("meeting", meeting.pk)
    follow_facts_now()
    with recorded(None):
        assert get_active_recording() is not None
    assert get_active_recording() is None


def test_changes_are_collected_inside_the_block_only(meeting):
    with collected_changes() as changes, recorded(None):
        meeting.save()
    with recorded(None):
        MeetingFactory()
    assert changes == {("meeting", meeting.pk)}


def test_of_a_rehearsal_nothing_stays(meeting, admin_user):
    with recorded(admin_user):
        with rehearsed(admin_user):
            Meeting.objects.get(pk=meeting.pk).delete()
            keep(PlaceFactory())
        assert Meeting.objects.filter(pk=meeting.pk).exists()
    assert not Version.objects.exists()


def test_a_second_reason_stands_behind_the_first_and_is_said_once(meeting, admin_user):
    with recorded(None, "first") as action:
        with recorded(None, "first"):
            pass
        with recorded(admin_user, " second ", way="import") as inner:
            meeting.kind = "visit"
            meeting.save()
        with recorded(None, way="list"):
            pass
    assert action == inner
    version = select_versions(meeting)[0]
    assert (version.note, version.user, version.way) == ("first\nsecond", admin_user, "import")


# ----------------------------------------------------------------------------------------------------------------- rows
def test_rows_are_read_before_the_instance_was_changed(meeting):
    rows = TouchedRows()
    meeting.kind = "visit"
    rows.remember(meeting)
    assert rows.changes() == []
    meeting.save()
    rows.remember(meeting)
    (change,) = rows.changes()
    assert (change["before"]["kind"], change["after"]["kind"]) == ("in-person", "visit")


def test_rows_that_a_list_finds_at_the_end_are_new(meeting):
    rows = TouchedRows()
    gone = MeetingTopicFactory(meeting=meeting)
    rows.remember(MeetingTopic.objects.filter(meeting=meeting))
    added = MeetingTopicFactory(meeting=meeting, topic=TopicFactory(code="water"))
    MeetingTopicFactory(topic=added.topic)
    pk = gone.pk
    gone.delete()
    found = {change["pk"]: (change["before"] is None, change["after"] is None) for change in rows.changes()}
    assert found == {pk: (False, True), added.pk: (True, False)}


def test_what_follows_an_action_without_rows_is_not_kept(meeting):
    rows = TouchedRows()
    rows.touch(meeting)
    rows.made(PlaceFactory())
    Meeting.objects.update(kind="visit")
    assert rows.changes() == []


@pytest.mark.parametrize("is_list", [True, False])
def test_what_follows_an_action_with_rows_is_kept(meeting, is_list):
    rows = TouchedRows()
    if is_list:
        rows.remember(Source.objects.filter(pk=0))
    else:
        rows.add_new(ArticleFactory())
    rows.touch(meeting)
    rows.made(PlaceFactory())
    Meeting.objects.update(kind="visit")
    found = {change["model"]: change["before"] is None for change in rows.changes()}
    assert found == {"meetings.meeting": False, "meetings.place": True} | (
        {} if is_list else {"meetings.article": True}
    )


def test_a_row_goes_with_the_version_of_its_record(meeting):
    part = ParticipationFactory(meeting=meeting)
    address = OldAddress.objects.create(kind="meeting", slug="former", record_id=meeting.pk)
    place = PlaceFactory()
    rows = TouchedRows()
    for record in (part, address, place):
        rows.add_new(record)
    first, last = SimpleNamespace(rows=[]), SimpleNamespace(rows=[])
    attach_rows(rows.changes(), {("meeting", meeting.pk): first, ("article", 1): last})
    assert [change["model"] for change in first.rows] == ["meetings.participation"]
    assert [change["model"] for change in last.rows] == ["meetings.oldaddress", "meetings.place"]
    with pytest.raises(RuntimeError, match="Undo would not find them"):
        attach_rows(rows.changes(), {})
    attach_rows([], {})
