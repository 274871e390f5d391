"""The ordered topics of a meeting."""

from collections.abc import Iterable

from meetings.models import Meeting, MeetingTopic, Topic


def set_topics(meeting: Meeting, topics: Iterable[Topic]) -> None:
    """Make `topics` the topics of the meeting, the main one first."""
    topics = list(topics)
    for ranked in MeetingTopic.objects.filter(meeting=meeting).exclude(topic__in=topics):
        ranked.delete()
    for rank, topic in enumerate(topics):
        MeetingTopic.objects.update_or_create(meeting=meeting, topic=topic, defaults={"rank": rank})
