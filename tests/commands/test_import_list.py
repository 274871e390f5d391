"""`manage.py import_list`: any number of rows, a dry run, unknown columns, mistakes in a file, all or nothing."""

import csv
import io
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from meetings.models import Meeting, Topic, Version
from meetings.services.lists.kinds import TABLES

pytestmark = pytest.mark.django_db


def run(kind: str, path: Path, *options: str) -> str:
    out = io.StringIO()
    call_command("import_list", kind, str(path), *options, stdout=out, stderr=out)
    return out.getvalue()


@pytest.fixture
def topics(tmp_path):
    def write(rows: int, bad: int = 0) -> Path:
        path = tmp_path / "topics.csv"
        lines = [f"موضوع {number},Topic {number}" for number in range(rows)] + [",No name"] * bad
        path.write_text("\n".join(["name_ar,name_en", *lines]), encoding="utf-8")
        return path

    return write


def test_more_rows_than_the_desk_imports(topics):
    path = topics(1_200)
    assert "1200 new, 0 changed, 0 unchanged, 0 errors" in run("topic", path, "--dry-run")
    assert not Topic.objects.exists()
    said = run("topic", path, "--note", "from the ministry")
    assert "Written. The action in the history" in said
    assert Topic.objects.count() == 1_200
    assert Version.objects.values("action").distinct().count() == 1
    version = Version.objects.first()
    assert (version.way, version.note, version.user) == ("import", "from the ministry", None)


def test_mistakes_are_printed_and_written_and_nothing_is_stored(topics, tmp_path):
    errors = tmp_path / "errors.csv"
    with pytest.raises(CommandError, match=r"Nothing was written.*errors\.csv"):
        run("topic", topics(250, bad=30), "--errors", str(errors))
    rows = list(csv.reader(errors.open(encoding="utf-8-sig")))
    assert rows[0] == ["row", "column", "error"]
    assert [row[:2] for row in rows[1:]] == [[str(number), "name in Arabic"] for number in range(252, 282)]
    assert not Topic.objects.exists()


def test_unknown_columns_are_named_with_a_guess_and_stated(tmp_path):
    path = tmp_path / "meetings.csv"
    path.write_text("headline_ar,Dates,Colour\nلقاء,2023-11,red\n", encoding="utf-8")
    with pytest.raises(CommandError, match=r"“Dates” \(perhaps date\); “Colour”.*--columns 'Dates=date'"):
        run("meeting", path)
    with pytest.raises(CommandError, match="no column “Weather”"):
        run("meeting", path, "--columns", "Weather=-")
    with pytest.raises(CommandError, match="This list has no column “day”"):
        run("meeting", path, "--columns", "Dates=day,Colour=-")
    assert not Meeting.objects.exists()
    assert "1 new" in run("meeting", path, "--columns", "Dates=date,Colour=-")
    assert Meeting.objects.get().date_precision == "month"


def test_names_without_a_record_are_named(tmp_path):
    path = tmp_path / "meetings.csv"
    path.write_text("headline_ar,participants\nلقاء,سلفا كير\n", encoding="utf-8")
    assert "1 names without a record: سلفا كير (1)" in run("meeting", path, "--dry-run")


@pytest.mark.parametrize(("content", "said"), [(b"", "empty"), (b"PK\x03\x04", "damaged"), (None, "No such file")])
def test_a_file_that_cannot_be_read(tmp_path, content, said):
    path = tmp_path / "list.csv"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(CommandError, match=f"{said}.*Nothing was written"):
        run("topic", path)


def test_a_file_that_changes_nothing(topics):
    path = topics(2)
    run("topic", path)
    keys = "\n".join(f"{topic.code},{topic.name_ar}" for topic in Topic.objects.all())
    path.write_text(f"code,name_ar\n{keys}\n", encoding="utf-8")
    said = run("topic", path)
    assert "0 new, 0 changed, 2 unchanged" in said
    assert "Nothing was written." in said


def test_it_knows_every_list():
    with pytest.raises(CommandError, match="invalid choice"):
        call_command("import_list", "evidence", "x.csv")
    assert {"country", "meeting", "appointment"} <= set(TABLES)


def test_a_file_that_is_there_is_not_replaced_by_the_mistakes(topics):
    path = topics(2, bad=1)
    before = path.read_text(encoding="utf-8")
    with pytest.raises(CommandError, match="is there already"):
        run("topic", path, "--errors", str(path))
    assert path.read_text(encoding="utf-8") == before
