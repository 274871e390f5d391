"""Files of lists at their limits: sizes, headings, rows, encodings, and how long a checked file is kept."""

import os
import time
from types import SimpleNamespace

import pytest

from meetings.admin.import_export import files
from meetings.admin.import_export.files import CheckedFile
from meetings.services.lists.reading import open_list

USER = SimpleNamespace(pk=7)


@pytest.mark.parametrize(("kind", "start"), [("csv", b"\xef\xbb\xbfa"), ("xlsx", b"PK")])
def test_a_list_is_written_as_it_is_asked_for(kind, start):
    with files.write_file(kind, ["a"], [["x"], ["=1"]], "Title [x]") as file:
        data = file.read()
    assert data.startswith(start)
    assert [row for some in open_list("x", data).batches for _number, row in some] == [["x"], ["=1"]]


@pytest.fixture
def folder(settings, tmp_path):
    settings.DATA_DIR = tmp_path
    return tmp_path / "imports"


def test_a_checked_file_is_kept_for_a_day(folder, monkeypatch):
    now = time.time()
    monkeypatch.setattr(files.time, "time", lambda: now)
    tokens = [files.store_file(USER, CheckedFile(name, b"data")) for name in ("kept", "gone")]
    for token, age in zip(tokens, (24 * 3600, 24 * 3600 + 1), strict=True):
        os.utime(folder / f"7-{token}", (now - age, now - age))
    files.store_file(USER, CheckedFile("another", b"data"))
    assert files.read_stored_file(USER, tokens[0]) == CheckedFile("kept", b"data")
    assert files.read_stored_file(USER, tokens[1]) is None


def test_a_checked_file_is_its_editors(folder):
    file = CheckedFile("name", b"one\ntwo", {3: "date"}, {"فؤاد حسين|IQ": "12"}, {7: 1})
    token = files.store_file(USER, file)
    assert files.read_stored_file(USER, token) == file
    assert files.store_file(USER, file, token) == token
    assert files.read_stored_file(SimpleNamespace(pk=8), token) is None
    for other in ("", "x", "../" + token, token.upper() + "0"):
        assert files.read_stored_file(USER, other) is None
        files.delete_stored_file(USER, other)
    files.delete_stored_file(USER, token)
    assert files.read_stored_file(USER, token) is None
