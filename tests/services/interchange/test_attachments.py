"""Attachments leave with the archive and come back: rows always, files when they are asked for."""

import hashlib
import random
import zipfile

import pytest
from django.core.management import CommandError

from meetings.models import Attachment, Meeting
from meetings.services.attachments.inspection import inspect_content
from meetings.services.attachments.storing import attach
from tests.commands.archives import empty_the_archive, export, read_in, rows, tampered
from tests.factories import AttachmentFactory, MeetingFactory, make_image
from tests.services.attachments.test_inspection import make_pdf

FACTS = {"title_ar": "صورة", "alt_ar": "رجلان", "licence": "cc-by-4.0", "creator": "Salma Reporter"}


@pytest.fixture
def photo(sample_archive, index):
    """A photo of a public meeting, with a letter of its report, and a photo of a draft."""
    meeting = Meeting.objects.public().filter(sources__isnull=False).first()
    attach(meeting.sources.first().article, inspect_content("a.pdf", make_pdf()), title_en="Letter", licence="cc0")
    AttachmentFactory(meeting=MeetingFactory(review_state="draft"))
    return attach(meeting, inspect_content("photo.png", make_image("PNG") + b"hidden"), **FACTS, taken_on="2023-11-03")


def named(path, start: str = "files/") -> list[str]:
    with zipfile.ZipFile(path) as archive:
        return [name for name in archive.namelist() if name.startswith(start)]


def test_the_rows_leave_without_files_and_what_is_missing_is_told(photo, tmp_path):
    path = tmp_path / "first.zip"
    export(path)
    assert [row["sha256"] for row in rows(path, "attachments") if row["meeting"]] == [photo.sha256]
    assert len(rows(path, "attachments")) == 2
    assert not named(path)
    empty_the_archive()
    assert "2 without their files: export again with --with-files" in read_in(path)
    assert not Attachment.objects.exists()


def test_files_leave_and_come_back(photo, tmp_path):
    path = tmp_path / "first.zip"
    first = export(path, "--with-files")
    public = Attachment.objects.exclude(meeting__review_state="draft")
    assert sorted(named(path)) == sorted(f"files/{one.sha256}" for one in public)
    assert b"hidden" not in first  # the original stays in the archive that has it
    slug, data = photo.meeting.slug, photo.public_file.file.read()
    empty_the_archive()
    assert "2  attachments" in read_in(path)
    back = Attachment.objects.get(meeting__slug=slug)
    assert back.public_file.file.read() == data
    assert {name: getattr(back, name) for name in FACTS} == FACTS
    assert str(back.taken_on) == "2023-11-03"
    assert export(tmp_path / "second.zip", "--with-files") == first
    assert "0  attachments, 2 already there" in read_in(path)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (lambda data: data + b"more", "does not have the content that its name states"),
        (lambda data: random.Random(1).randbytes(21 << 20), "is too long"),
    ],
)
def test_a_file_that_was_changed_is_refused_and_nothing_is_stored(photo, tmp_path, change, words):
    path = tmp_path / "first.zip"
    export(path, "--with-files")
    name = f"files/{photo.sha256}"

    def tamper(files):
        files[name] = change(files[name])

    wrong = tampered(path, tmp_path / "wrong.zip", tamper)
    empty_the_archive()
    with pytest.raises(CommandError, match=words):
        read_in(wrong)
    assert not Meeting.objects.exists()


def test_a_file_that_no_editor_could_attach_is_refused(photo, tmp_path):
    script = make_pdf(lambda writer: writer.add_js("app.alert(1)"))
    path = tmp_path / "first.zip"
    export(path, "--with-files")

    def tamper(files):
        own = hashlib.sha256(script).hexdigest()
        files[f"files/{own}"] = script
        table = files["jsonl/attachments.jsonl"]
        files["jsonl/attachments.jsonl"] = table.replace(photo.sha256.encode(), own.encode())

    wrong = tampered(path, tmp_path / "wrong.zip", tamper)
    empty_the_archive()
    with pytest.raises(CommandError, match="has a script in it"):
        read_in(wrong)
    assert not Meeting.objects.exists()
