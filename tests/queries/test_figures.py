"""Figures of the work: by week and by editor, in a fixed number of queries."""

from datetime import date, datetime, timedelta

import pytest
from django.utils import timezone, translation

from meetings.models import Incoming, Meeting, Publication
from meetings.queries.figures import MAX_WEEKS, count_work, get_first_day
from meetings.services import review
from meetings.services.roles import UserRole, give_role
from tests.admin.conftest import address
from tests.factories import MeetingFactory, SourceFactory

pytestmark = pytest.mark.django_db

TODAY = date(2026, 3, 11)  # a Wednesday


@pytest.fixture
def editor(django_user_model):
    user = django_user_model.objects.create(username="huda")
    give_role(user, UserRole.EDITOR)
    return django_user_model.objects.get(pk=user.pk)


def at(day: int, hour: int) -> datetime:
    return timezone.make_aware(datetime(2026, 3, day, hour))


def publish(editor, imported: datetime, published: datetime, by=None) -> Meeting:
    meeting = MeetingFactory(review_state="draft", sound=True)
    article = SourceFactory(meeting=meeting).article
    for number, time in enumerate((imported, imported + timedelta(hours=1))):
        report = Incoming.objects.create(raw_text=f"{meeting.pk} {number}", article=article, created_by=by)
        Incoming.objects.filter(pk=report.pk).update(created_at=time)
    review.publish(Meeting.objects.filter(pk=meeting.pk), editor)
    Publication.objects.filter(meeting_id=meeting.pk).update(published_at=published)
    return meeting


def test_work_by_week_and_by_editor(editor):
    publish(editor, at(2, 8), at(3, 8), by=editor)
    publish(editor, at(9, 8), at(9, 10))
    publish(editor, at(9, 8), at(10, 20))
    MeetingFactory(review_state="draft")
    work = count_work(2, TODAY)
    assert [(line.name, line.texts, line.published, line.median_hours) for line in work.weeks] == [
        (date(2026, 3, 9), 4, 2, 19.0),
        (date(2026, 3, 2), 2, 1, 24.0),
    ]
    assert (work.total.texts, work.total.published, work.total.median_hours) == (6, 3, 24.0)
    assert [(line.name, line.texts, line.published) for line in work.editors] == [("huda", 2, 3), ("", 4, 0)]


def test_a_meeting_without_a_report_has_no_time(editor):
    meeting = MeetingFactory(review_state="draft", sound=True)
    review.publish(Meeting.objects.all(), editor)
    Publication.objects.filter(meeting_id=meeting.pk).update(published_at=at(10, 8))
    (week,) = count_work(1, TODAY).weeks
    assert (week.published, week.median_hours) == (1, None)


def test_weeks_begin_on_monday_and_are_bounded():
    assert get_first_day(1, TODAY) == date(2026, 3, 9)
    assert get_first_day(2, date(2026, 3, 9)) == date(2026, 3, 2)
    assert len(count_work(10_000, TODAY).weeks) == MAX_WEEKS


def test_the_number_of_queries_is_fixed(editor, django_assert_num_queries):
    for _number in range(4):
        publish(editor, at(9, 8), at(9, 10))
    with django_assert_num_queries(5):
        count_work(12, TODAY)


def test_editors_see_and_export_them(client, editor, django_user_model):
    client.force_login(editor)
    translation.activate("en")
    MeetingFactory()
    page = address("office-figures")
    assert "Median hours from import to publication" in client.get(page, {"weeks": "4"}).content.decode()
    response = client.get(page, {"weeks": "soon", "form": "csv"})
    lines = response.content.decode().splitlines()
    assert lines[0] == "\ufeffby,name,texts,published,median_hours"
    assert lines[-1] == "total,,0,1,"
    assert len([line for line in lines if line.startswith("week,")]) == 12
    contributor = django_user_model.objects.create(username="amal")
    give_role(contributor, UserRole.CONTRIBUTOR)
    client.force_login(contributor)
    assert client.get(page).status_code == 403
