"""The command that publishes scheduled meetings, and the server that does the same."""

from datetime import timedelta
from io import StringIO
from threading import Event

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from meetings.management import scheduler
from meetings.models import Meeting
from meetings.services.editorial.plans import set_plan
from tests.factories import MeetingFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor(django_user_model):
    return django_user_model.objects.create(username="huda", is_staff=True, is_superuser=True)


def run(*options: str) -> str:
    out = StringIO()
    call_command("publish_scheduled", *options, stdout=out)
    return out.getvalue()


def test_it_publishes_what_is_due_at_a_given_time(editor):
    meeting = MeetingFactory(review_state="draft", sound=True, headline_ar="لقاء مجدول")
    at = (timezone.localtime() + timedelta(days=2)).replace(microsecond=0)
    set_plan(meeting, editor, at, None)
    assert "0 published, 0 not published." in run()
    assert "لقاء مجدول: published\n1 published, 0 not published." in run("--at", at.strftime("%Y-%m-%dT%H:%M:%S"))
    assert "0 published, 0 not published." in run("--at", at.isoformat())
    assert Meeting.objects.public().count() == 1


def test_it_names_what_it_could_not_publish(editor, capsys):
    set_plan(MeetingFactory(review_state="draft"), editor, timezone.now() + timedelta(hours=1), None)
    with pytest.raises(CommandError, match="See the reasons above"):
        run("--at", "2100-01-01T00:00")


@pytest.mark.parametrize("time", ["tomorrow", "2026-13-01T00:00"])
def test_a_time_that_cannot_be_read_is_refused(time):
    with pytest.raises(CommandError, match="Give it as 2026-12-01T08:30"):
        run("--at", time)


class TestServer:
    @pytest.fixture(autouse=True)
    def keep_connection(self, monkeypatch):
        monkeypatch.setattr(scheduler, "close_old_connections", lambda: None)

    def stop_after(self, runs: int) -> Event:
        """An event that is set once it was waited for `runs` times, without waiting."""
        event = Event()
        left = [runs]

        def wait(seconds=None):
            left[0] -= 1
            return left[0] <= 0

        event.wait = wait
        return event

    def test_it_publishes_what_is_due(self, editor, monkeypatch):
        meeting = MeetingFactory(review_state="draft", sound=True)
        plan = set_plan(meeting, editor, timezone.now() + timedelta(hours=1), None)
        type(plan).objects.update(publish_at=timezone.now())
        scheduler.publish_regularly(self.stop_after(1))
        assert Meeting.objects.public().count() == 1

    def test_an_error_does_not_end_it(self, monkeypatch, caplog):
        runs = []

        def fail():
            runs.append(1)
            raise OSError("the database is locked")

        monkeypatch.setattr(scheduler, "publish_due", fail)
        scheduler.publish_regularly(self.stop_after(3))
        assert len(runs) == 3
        assert "could not be published" in caplog.text

    def test_it_runs_in_a_thread_until_it_is_stopped(self, monkeypatch):
        ran = Event()
        monkeypatch.setattr(scheduler, "publish_due", lambda: ran.set() or [])
        stop = scheduler.start_scheduler()
        assert ran.wait(10)
        stop.set()
