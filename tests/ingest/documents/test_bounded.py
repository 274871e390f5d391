"""Reading in another process: what takes too long, takes too much memory or dies is named, and the rest is read."""

import os
from dataclasses import replace
from pathlib import Path

import pytest

from meetings.ingest.documents.bounded import FileToRead, call_bounded, read_bounded
from meetings.ingest.documents.limits import OF_UPLOADS
from meetings.ingest.errors import SourceError
from tests.ingest.documents import runaways
from tests.ingest.documents.builders import TEXT, make_word_of, make_zip

QUICK = replace(OF_UPLOADS, seconds=1)


def call(function, *arguments):
    return call_bounded(function, *arguments, name="a.pdf", limits=QUICK)


def test_an_answer_and_an_error_come_back():
    assert call(runaways.give, 1) == 2
    with pytest.raises(SourceError, match="is refused") as refused:
        call(runaways.refuse)
    assert refused.value.params == {"name": "a.txt"}


@pytest.mark.parametrize(
    ("function", "said"),
    [
        (runaways.never_end, "longer than 1 seconds"),
        (runaways.take_memory, "too much memory"),
        (runaways.die, "the reader of this file failed"),
    ],
)
def test_a_reader_that_runs_away_is_stopped(function, said):
    with pytest.raises(SourceError, match=said):
        call(function)


def make_endless_page() -> bytes:
    """A page that takes the parser minutes: one tag within the other, and text after each."""
    return b"<html><body>" + b"<div><b><i>x " * 8_000


def test_the_files_behind_one_that_never_ends_are_read():
    files = [
        FileToRead("a.txt", data=TEXT.encode()),
        FileToRead(
            "all.zip",
            data=make_zip(("b.docx", make_word_of(TEXT)), ("c.html", make_endless_page()), ("d.txt", TEXT.encode())),
        ),
        FileToRead("e.txt", data=TEXT.encode()),
    ]
    read = list(read_bounded(files, QUICK))
    assert [(one.file, one.item.name) for one in read] == [
        (0, "a.txt"),
        (1, "b.docx"),
        (1, "c.html"),
        (1, "d.txt"),
        (2, "e.txt"),
    ]
    assert [one.item.error is None for one in read] == [True, True, False, True, True]


def test_what_is_not_a_file_with_an_end_is_not_opened(tmp_path: Path):
    os.mkfifo(tmp_path / "pipe")
    read = list(
        read_bounded(
            [
                FileToRead("zero", path=Path("/dev/zero")),
                FileToRead("pipe", path=tmp_path / "pipe"),
                FileToRead("absent", path=tmp_path / "absent"),
            ],
            QUICK,
        )
    )
    assert all("cannot be read" in str(one.item.error) for one in read)
    assert len(read) == 3


def test_a_file_of_a_hundred_megabytes_is_refused_by_its_size(tmp_path: Path):
    path = tmp_path / "large.pdf"
    with path.open("wb") as file:
        file.write(b"%PDF-1.7\n")
        file.truncate(100 * 1024 * 1024)
    (one,) = read_bounded([FileToRead("large.pdf", path=path)], QUICK)
    assert "too large" in str(one.item.error)
