"""`manage.py check_archive`: what it prints, its exit codes, and `ingest --publish` before the rules."""

import io
import json

import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError

from meetings.management.commands import check_archive
from meetings.models import Meeting, RuleException, Version
from meetings.queries.checks import RULES, RULES_BY_NAME
from meetings.services import checks
from tests.factories import MeetingFactory, OfficialFactory

pytestmark = pytest.mark.django_db


def run(*options: str) -> tuple[int, str]:
    """The exit code and the output."""
    output = io.StringIO()
    try:
        call_command("check_archive", "--language", "en", *options, stdout=output, stderr=output)
    except SystemExit as ended:
        return int(ended.code or 0), output.getvalue()
    return 0, output.getvalue()


def test_without_errors_it_ends_with_0():
    MeetingFactory(sound=True, headline_en="")
    assert run() == (0, run()[1])
    assert "0 errors, 1 warning, 0 accepted exceptions" in run()[1]


def test_an_error_is_printed_with_its_link_and_ends_with_1():
    meeting = MeetingFactory(headline_en="Without a source")
    code, printed = run("--site", "https://example.org/")
    assert code == 1
    assert "error · A meeting has a source. (source): 1" in printed
    assert "Without a source" in printed
    assert f"https://example.org/en/admin/meetings/meeting/{meeting.pk}/change/" in printed
    assert "2 errors" in printed


def test_an_accepted_finding_is_no_error():
    MeetingFactory()
    checks.accept([one.finding for one in checks.check()], "Known.", None)
    code, printed = run()
    assert (code, "2 accepted exceptions" in printed) == (0, True)
    assert {one["accepted"] for one in json.loads(run("--json")[1])["findings"]} == {"Known."}


def test_json_for_programs():
    meeting = MeetingFactory(headline_ar="عنوان", headline_en="")
    code, printed = run("--json")
    answer = json.loads(printed)
    assert (code, answer["errors"], answer["warnings"], answer["accepted"]) == (1, 2, 1, 0)
    assert {rule["name"] for rule in answer["rules"]} == {rule.name for rule in RULES}
    (found,) = [one for one in answer["findings"] if one["rule"] == "source"]
    assert (found["kind"], found["id"], found["record"], found["severity"]) == ("meeting", meeting.pk, "عنوان", "error")
    assert found["url"].endswith(f"/admin/meetings/meeting/{meeting.pk}/change/")


def test_only_some_rules():
    MeetingFactory(headline_en="")
    assert {one["rule"] for one in json.loads(run("--json", "--rule", "source")[1])["findings"]} == {"source"}
    code, printed = run("--severity", "warning")
    assert (code, "two-sides" in printed) == (0, False)
    assert run("--rule", "english-name", "--rule", "source")[0] == 1
    listed = run("--rules")
    assert listed[0] == 0
    assert all(rule.name in listed[1] for rule in RULES)


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (("--rule", "nonsense"), "No rule is called nonsense"),
        (("--rule", "source", "--severity", "warning"), "Leave one of them out"),
        (("--limit", "-1"), "--limit takes a number from 0 up"),
        (("--site", "notaurl"), "--site takes the address of the site"),
        (("--site", "ftp://example.org"), "such as https://example.org"),
        (("--site", "https://"), "such as https://example.org"),
        (("--site", "https://example.org:port"), "such as https://example.org"),
        (("--site", "https://example.org/?page=1"), "such as https://example.org"),
        (("--site", "https://example.org#top"), "such as https://example.org"),
        (("--severity", "fatal"), "invalid choice"),
    ],
)
def test_misuse_says_what_to_do_and_ends_with_2(options, words):
    with pytest.raises(CommandError, match=words) as error:
        run(*options)
    assert "invalid choice" in words or error.value.returncode == 2


def test_a_database_without_tables_is_no_error_of_the_archive(monkeypatch):
    def fail(**options: object) -> None:
        raise DatabaseError("no such table")

    monkeypatch.setattr(check_archive, "find_breaches", fail)
    with pytest.raises(CommandError, match="Run manage") as error:
        run()
    assert error.value.returncode == 2


def test_few_are_printed_of_many():
    OfficialFactory.create_batch(7, name_ar="اسم\u202e")
    printed = run("--rule", "characters", "--limit", "2")[1]
    assert "(characters): 7" in printed
    assert "5 more; use --limit to print them." in printed


def test_the_terminal_never_gets_the_controls_of_a_name():
    OfficialFactory(name_ar="اسم\u202eمقلوب", name_en="")
    code, printed = run("--rule", "characters")
    assert code == 1
    assert "U+202E" in printed
    assert "\u202e" not in printed


def test_arabic(capsys):
    MeetingFactory()
    output = io.StringIO()
    with pytest.raises(SystemExit):
        call_command("check_archive", "--language", "ar", stdout=output)
    assert "للقاء مصدر" in output.getvalue()
    assert "خطآن" in output.getvalue()


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_progress_only_when_it_takes_long(monkeypatch):
    def progress(seconds: float) -> str:
        monkeypatch.setattr(check_archive, "PROGRESS_AFTER_SECONDS", seconds)
        errors = Terminal()
        call_command("check_archive", "--language", "en", stdout=io.StringIO(), stderr=errors)
        return errors.getvalue()

    assert "rules checked" not in progress(3600)
    assert "rules checked" in progress(0)


REPORT = "التقى وزير الخارجية العراقي فؤاد حسين، يوم الجمعة 3 تشرين الثاني 2023، نظيره الفرنسي جان نويل بارو في باريس."


def test_the_rules_as_json():
    output = io.StringIO()
    call_command("check_archive", "--rules", "--json", "--language", "en", stdout=output)
    rules = json.loads(output.getvalue())["rules"]
    assert {rule["name"] for rule in rules} == set(RULES_BY_NAME)
    assert {tuple(rule) for rule in rules} == {("name", "severity", "title")}


def test_ingest_holds_back_what_breaks_a_rule_and_says_why(tmp_path):
    call_command("loaddata", "countries", "organisations", "topics", verbosity=0)
    (tmp_path / "one.txt").write_text(REPORT, encoding="utf-8")
    of_a_day_to_come = (
        REPORT.replace("2023", "2034").replace("الفرنسي جان نويل بارو", "التركي هاكان فيدان").replace("باريس", "أنقرة")
    )
    (tmp_path / "two.txt").write_text(of_a_day_to_come, encoding="utf-8")
    output = io.StringIO()
    call_command("ingest", str(tmp_path), "--publish", stdout=output, stderr=output)
    assert "held back for review: " in output.getvalue()
    assert "2 new meetings (1 published; drafts for review: 1 against a rule), " in output.getvalue()
    held = Meeting.objects.drafts().get()
    assert Meeting.objects.public().count() == 1
    assert "held back: meeting-date" in Version.objects.filter(kind="meeting", record_id=held.pk).first().note
    assert not RuleException.objects.exists()
