"""The lines of a review: each fact, participant and topic with its own marks, and those that belong to none."""

import pytest

from meetings.models import Evidence
from meetings.queries import review
from tests import factories

pytestmark = pytest.mark.django_db
Fact = Evidence.Fact


@pytest.fixture
def source():
    return factories.SourceFactory(article__raw_text=factories.REPORT)


def mark(source, fact: str, quote: str, **more) -> Evidence:
    return factories.EvidenceFactory(meeting=source.meeting, article=source.article, fact=fact, quote=quote, **more)


def lines(source) -> list[tuple[str, list[str]]]:
    meeting = review.find_meeting(source.meeting.pk)
    return [(line.fact, [one.quote for one in line.evidence]) for line in review.list_facts(meeting)]


def test_each_mark_stands_in_its_line(source):
    first, second = (factories.ParticipationFactory(meeting=source.meeting) for _ in range(2))
    water = factories.MeetingTopicFactory(meeting=source.meeting, topic__code="water").topic
    factories.MeetingTopicFactory(meeting=source.meeting, topic__code="security", rank=1)
    mark(source, Fact.DATE, "يوم الجمعة")
    mark(source, Fact.PARTICIPANT, "فؤاد حسين", participation=first)
    mark(source, Fact.TITLE, "وزير الخارجية", participation=first)
    mark(source, Fact.PARTICIPANT, "نظيره", participation=second)
    mark(source, Fact.TOPIC, "التّعاون", topic=water)
    mark(source, Fact.PLACE, "باريس")
    assert lines(source) == [
        (Fact.MEETING, []),
        (Fact.DATE, ["يوم الجمعة"]),
        (Fact.KIND, []),
        (Fact.PLACE, ["باريس"]),
        (Fact.PARTICIPANT, ["وزير الخارجية", "فؤاد حسين"]),
        (Fact.PARTICIPANT, ["نظيره"]),
        (Fact.TOPIC, ["التّعاون"]),
        (Fact.TOPIC, []),
    ]


def test_marks_that_belong_to_no_line_come_last(source):
    mark(source, Fact.ROLE, "نظيره")
    assert lines(source)[-1] == ("", ["نظيره"])
    found = review.list_facts(review.find_meeting(source.meeting.pk))
    assert found[-1].label == ""
    assert found[0].label
    assert found[-1].keys == str(Evidence.objects.get().pk)


def test_reports_have_the_marks_of_this_meeting_in_them(source):
    other = factories.ArticleFactory(raw_text=factories.REPORT + " 2")
    first = mark(source, Fact.DATE, "يوم الجمعة")
    second = factories.EvidenceFactory(meeting=source.meeting, article=other, quote="باريس", fact=Fact.PLACE)
    found = review.list_reports(review.find_meeting(source.meeting.pk))
    assert [(one.article, one.evidence) for one in found] == [(source.article, [first]), (other, [second])]
