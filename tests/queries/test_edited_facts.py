"""Facts by editors in words, and the requests that later corrections follow."""

import datetime

import pytest
from django.utils import timezone, translation

from meetings.models import CorrectionRequest, EditedFact
from meetings.queries.correction_requests import select_corrections_since, select_others_about
from meetings.queries.coverage import Gap
from meetings.queries.edited_facts import collect_edited_facts, format_cells
from tests.factories import EditedFactFactory, MeetingFactory, MeetingTopicFactory, ParticipationFactory

pytestmark = pytest.mark.django_db
DAY = timezone.make_aware(datetime.datetime(2026, 11, 28, 12))


def test_facts_are_grouped_by_editor_day_and_place():
    meeting = MeetingFactory()
    part, topic = ParticipationFactory(meeting=meeting), MeetingTopicFactory(meeting=meeting).topic
    for fact, editor, more in (
        ("date", "Amal", {}),
        ("place", "Amal", {}),
        ("kind", "", {}),
        ("participant", "Amal", {"participation": part}),
        ("topic", "Amal", {"topic": topic}),
    ):
        EditedFactFactory(meeting=meeting, fact=fact, editor_name=editor, **more)
    EditedFact.objects.update(edited_at=DAY)
    found = collect_edited_facts(meeting)
    assert [line.editor for line in (*found.date, *found.place, *found.kind)] == ["Amal", "Amal", ""]
    assert found.texts == []
    assert {pk: len(lines) for pk, lines in found.parts.items()} == {part.pk: 1}
    assert {pk: len(lines) for pk, lines in found.topics.items()} == {topic.pk: 1}
    with translation.override("en"):
        cells = format_cells(meeting)
    assert "Date: Amal, 2026-11-28" in cells
    assert [cell for cell in cells if "Amal" not in cell] == ["Kind of meeting: 2026-11-28"]


def test_a_fact_of_several_participants_is_named_once():
    meeting = MeetingFactory()
    for _ in range(2):
        EditedFactFactory(
            meeting=meeting, fact="participant", editor_name="Amal", participation=ParticipationFactory(meeting=meeting)
        )
    EditedFact.objects.update(edited_at=DAY)
    assert len(format_cells(meeting)) == 1


@pytest.mark.parametrize(
    ("number", "total", "percent"), [(0, 0, 0), (0, 9, 0), (1, 1000, 1), (1, 2, 50), (3, 3, 100), (2, 3, 67)]
)
def test_a_gap_is_never_rounded_to_nothing(number, total, percent):
    assert Gap("label", number, total).percent == percent


def test_a_request_without_a_record_has_no_corrections():
    request = CorrectionRequest(kind="meeting", record_id=None)
    assert not select_corrections_since(request).exists()


def test_other_requests_about_the_same_record():
    rows = [
        CorrectionRequest.objects.create(kind="meeting", record_id=number, message="x", key=f"{key}", **more)
        for key, (number, more) in enumerate(((1, {}), (1, {}), (1, {"state": "duplicate"}), (2, {})))
    ]
    assert list(select_others_about(rows[0])) == [rows[1]]
