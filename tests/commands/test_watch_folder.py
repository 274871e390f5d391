"""`manage.py watch_folder`: files that arrive come to the desk and move on."""

import io
import os
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from meetings.models import Incoming
from tests.ingest.documents.builders import make_pdf, make_word_of, make_zip

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("index")]

REPORT = "استقبل وزير الخارجية العراقي فؤاد حسين، اليوم الأربعاء، نظيره التركي هاكان فيدان في بغداد، وبحثا ملف المياه."


def watch(folder: Path, *options: str) -> str:
    output = io.StringIO()
    call_command("watch_folder", str(folder), "--once", *options, stdout=output, stderr=output)
    return output.getvalue()


def put(path: Path, data: bytes) -> None:
    """A file that was complete a while ago."""
    path.write_bytes(data)
    os.utime(path, (1_700_000_000, 1_700_000_000))


def test_files_come_to_the_desk_and_move(tmp_path: Path):
    put(tmp_path / "a.docx", make_word_of(REPORT))
    put(tmp_path / "b.zip", make_zip(("c.pdf", make_pdf(REPORT, "نص الخبر.")), ("photo.jpg", b"\xff\xd8\xff")))
    put(tmp_path / "broken.pdf", b"%PDF-1.7 broken")
    said = watch(tmp_path)
    assert "3 files: 2 new texts at the desk, 0 known already, 1 could not be read, 1 left out." in said
    assert sorted(file.name for file in (tmp_path / "imported").iterdir()) == ["a.docx", "b.zip"]
    assert [file.name for file in (tmp_path / "unreadable").iterdir()] == ["broken.pdf"]
    assert Incoming.objects.waiting().filter(way="folder", meetings_found=1).count() == 2
    assert "damaged" in Incoming.objects.waiting().get(name="broken.pdf").error
    assert "0 files" in watch(tmp_path)


def test_a_file_of_a_known_name_does_not_replace_the_other(tmp_path: Path):
    for text in (REPORT, REPORT.replace("المياه", "الطاقة")):
        put(tmp_path / "a.txt", text.encode())
        watch(tmp_path)
    assert sorted(file.name for file in (tmp_path / "imported").iterdir()) == ["a-2.txt", "a.txt"]


def test_files_that_are_still_written_wait(tmp_path: Path):
    (tmp_path / "young.txt").write_text(REPORT, encoding="utf-8")
    for name in (".hidden.txt", "download.part"):
        put(tmp_path / name, REPORT.encode())
    (tmp_path / "sub").mkdir()
    assert "0 files" in watch(tmp_path)


def test_a_folder_that_is_none_is_told(tmp_path: Path):
    with pytest.raises(CommandError, match="there is no such folder"):
        watch(tmp_path / "absent")
    with pytest.raises(CommandError, match="--pause takes"):
        watch(tmp_path, "--pause", "0")
