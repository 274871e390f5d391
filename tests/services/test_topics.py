"""The topics of a meeting set as a list."""

import pytest

from meetings.services.topics import set_topics
from tests.factories import MeetingFactory, MeetingTopicFactory, TopicFactory

pytestmark = pytest.mark.django_db


def test_what_is_not_named_goes_and_the_order_is_the_new_one():
    meeting, other = MeetingFactory(), MeetingFactory()
    security, oil, water = TopicFactory(), TopicFactory(code="oil"), TopicFactory(code="water")
    for rank, topic in enumerate((security, oil)):
        MeetingTopicFactory(meeting=meeting, topic=topic, rank=rank)
    MeetingTopicFactory(meeting=other, topic=security)
    kept = meeting.ranked_topics.get(topic=oil)
    set_topics(meeting, [water, oil])
    assert list(meeting.ranked_topics.order_by("rank").values_list("topic__code", "rank")) == [("water", 0), ("oil", 1)]
    assert meeting.ranked_topics.get(topic=oil) == kept
    assert other.ranked_topics.count() == 1
    set_topics(meeting, [])
    assert not meeting.ranked_topics.exists()
