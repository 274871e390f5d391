"""The queries for each kind of record that has meetings."""

import pytest

from meetings.queries.fields import sides
from meetings.queries.kinds import QUERIES_BY_KIND, get_kinds_of_list, list_latest_changes, list_names
from tests.factories import MeetingFactory, MeetingTopicFactory, TopicFactory


def test_a_side_has_one_form_in_exports_and_another_kind_its_own():
    assert QUERIES_BY_KIND["country"].in_exports is sides.SIDE_RECORD
    assert QUERIES_BY_KIND["country"].record_type is sides.COUNTRY
    assert QUERIES_BY_KIND["topic"].in_exports is QUERIES_BY_KIND["topic"].record_type is sides.TOPIC_RECORD


def test_each_list_shows_its_kinds_and_has_its_name_once():
    names = list_names()
    assert len(names) == len(set(names))
    for name in names:
        assert {row.kind.list_name for row in get_kinds_of_list(name)} == {name}


@pytest.mark.django_db
def test_records_with_published_meetings_are_listed_and_found():
    topic, unused, meeting = TopicFactory(), TopicFactory(code="trade"), MeetingFactory()
    MeetingTopicFactory(meeting=meeting, topic=topic)
    MeetingTopicFactory(meeting=MeetingFactory(review_state="draft"), topic=unused)
    queries = QUERIES_BY_KIND["topic"]
    assert [(one, one.meetings_count) for one in queries.all_listed()] == [(topic, 1)]
    assert queries.find_record(topic.code) == topic
    assert queries.find_record("none") is None
    assert list(queries.latest_meetings_of(topic)) == [meeting]
    assert [(kind.name, one, time) for kind, one, time in list_latest_changes() if kind.name == "topic"] == [
        ("topic", topic, meeting.updated_at)
    ]
