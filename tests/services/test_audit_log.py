"""The audit log: complete, in the order of time, without formulas, streamed, and for editors only."""

import csv
import io
import json
from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone, translation

from meetings.models import Meeting, Version
from meetings.services import review
from meetings.services.audit_log import CSV, JSON_LINES, read_log, write_log
from meetings.services.editorial.stages import StageMove, move
from meetings.services.history import recorded
from meetings.services.roles import UserRole, give_role
from tests.admin.conftest import address
from tests.factories import MeetingFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor(django_user_model):
    user = django_user_model.objects.create(username="huda")
    give_role(user, UserRole.EDITOR)
    return django_user_model.objects.get(pk=user.pk)


@pytest.fixture
def meeting(editor):
    meeting = MeetingFactory(review_state="draft", sound=True, headline_ar="لقاء", headline_en="Meeting")
    with recorded(editor, "=1+1"):
        meeting.notes = "checked"
        meeting.save()
    move(meeting, StageMove.SEND_BACK, editor, "Which day?")
    review.publish(Meeting.objects.all(), editor)
    return meeting


def test_it_says_who_did_what_when_and_why(meeting):
    rows = list(read_log())
    assert [(row["user"], row["what"], row["facts"]) for row in rows] == [
        ("huda", "changed", ["notes"]),
        ("huda", "sent-back", []),
        ("huda", "changed", ["review_state"]),
    ]
    assert [row["reason"] for row in rows[:2]] == ["=1+1", "Which day?"]
    assert {(row["kind"], row["record"]) for row in rows} == {("meeting", meeting.pk)}
    assert rows == sorted(rows, key=lambda row: row["time"])


def test_csv_has_no_formula_and_json_lines_the_words(meeting):
    text = "".join(write_log(CSV))
    assert text.startswith("\ufefftime,user,")
    rows = list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"))))
    assert rows[0]["reason"] == "'=1+1"
    lines = [json.loads(line) for line in "".join(write_log(JSON_LINES)).splitlines()]
    assert lines[0]["reason"] == "=1+1"
    assert [row["what"] for row in rows] == [line["what"] for line in lines]


def test_times_bound_it_and_a_deleted_record_has_its_last_name(meeting):
    middle = timezone.now()
    pk = meeting.pk
    with recorded(None):
        meeting.delete()
    (deleted,) = read_log(since=middle)
    assert (deleted["what"], deleted["user"], deleted["record"]) == ("deleted", "", pk)
    assert deleted["name"].startswith("لقاء")
    assert len(list(read_log(until=middle))) == 3


def test_names_take_a_fixed_number_of_queries(editor, django_assert_num_queries):
    for _number in range(6):
        with recorded(editor):
            MeetingFactory()
    few = len(list(read_log()))
    with django_assert_num_queries(2 + len({version.kind for version in Version.objects.all()})):
        assert len(list(read_log())) == few


class TestDesk:
    @pytest.fixture(autouse=True)
    def english(self):
        translation.activate("en")

    def test_an_editor_downloads_it(self, client, editor, meeting):
        client.force_login(editor)
        assert "Export the audit log" in client.get(address("history")).content.decode()
        response = client.get(address("history-audit"), {"form": "jsonl"})
        assert response["Content-Type"].startswith("application/jsonl")
        assert response["Content-Disposition"].startswith('attachment; filename="mahdar-audit-')
        assert len(b"".join(response).splitlines()) == 3
        today = timezone.localdate()
        response = client.get(address("history-audit"), {"since": today, "until": today})
        assert len(b"".join(response).splitlines()) == 4
        response = client.get(address("history-audit"), {"until": today - timedelta(days=1)})
        assert len(b"".join(response).splitlines()) == 1

    def test_days_that_cannot_be_read_are_said(self, client, editor):
        client.force_login(editor)
        response = client.get(address("history-audit"), {"since": "soon"}, follow=True)
        assert "We could not read the days." in response.content.decode()

    def test_a_contributor_does_not(self, client, django_user_model):
        user = django_user_model.objects.create(username="amal")
        give_role(user, UserRole.CONTRIBUTOR)
        client.force_login(user)
        assert client.get(address("history-audit")).status_code == 403
        assert "Export the audit log" not in client.get(address("history")).content.decode()


class TestCommand:
    def run(self, *options: str) -> str:
        out = io.StringIO()
        call_command("export_audit_log", *options, stdout=out)
        return out.getvalue()

    def test_it_writes_a_file_or_the_output(self, meeting, tmp_path):
        path = tmp_path / "log.csv"
        assert "log.csv" in self.run(str(path))
        assert len(path.read_text("utf-8").splitlines()) == 4
        with pytest.raises(CommandError, match="is there already"):
            self.run(str(path))
        self.run(str(path), "--force", "--since", "2100-01-01")
        assert len(path.read_text("utf-8").splitlines()) == 1
        assert len(self.run("-", "--format", "jsonl").splitlines()) == 3

    def test_what_cannot_be_done_is_said(self, tmp_path):
        with pytest.raises(CommandError, match="could not be written"):
            self.run(str(tmp_path / "nowhere" / "log.csv"))
        with pytest.raises(CommandError, match="give it as 2026-11-01"):
            self.run("-", "--since", "yesterday")
