"""Differences between a further source and the record: stored for the editor; the record is never overwritten."""

from meetings.extraction.readings import MeetingReading
from meetings.matching.contradictions import collect_facts_of_reading, collect_facts_of_record, find_contradictions
from meetings.models import Article, Disagreement, Meeting


def note_differences(meeting: Meeting, read: MeetingReading, article: Article) -> None:
    """Record where `read` contradicts `meeting`."""
    for one in find_contradictions(collect_facts_of_record(meeting), collect_facts_of_reading(read)):
        Disagreement.objects.get_or_create(
            meeting=meeting,
            article=article,
            fact=one.fact,
            said=one.said[:300],
            defaults={"recorded": one.recorded[:300]},
        )
