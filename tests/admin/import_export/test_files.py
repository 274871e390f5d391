"""Files of lists at their limits: sizes, headings, rows, encodings, and how long a checked file is kept."""

import datetime
import io
import os
import time
from types import SimpleNamespace

import openpyxl
import pytest
from django.core.exceptions import ValidationError

from meetings.admin.import_export import files
from meetings.admin.import_export.files import read_table_file

USER = SimpleNamespace(pk=7)


def csv_of(columns: int, rows: int) -> bytes:
    lines = [",".join(f"c{n}" for n in range(columns)), *(["x" + "," * (columns - 1)] * rows)]
    return "\n".join(lines).encode()


@pytest.mark.parametrize(("rows", "is_read"), [(1_000, True), (1_001, False)])
def test_so_many_rows(rows, is_read):
    if is_read:
        assert len(read_table_file("x", csv_of(1, rows)).rows) == rows
    else:
        with pytest.raises(ValidationError, match="1000"):
            read_table_file("x", csv_of(1, rows))


@pytest.mark.parametrize(("columns", "is_read"), [(100, True), (101, False)])
def test_so_many_columns(columns, is_read):
    if is_read:
        assert len(read_table_file("x", csv_of(columns, 1)).headings) == columns
    else:
        with pytest.raises(ValidationError, match="columns"):
            read_table_file("x", csv_of(columns, 1))


def test_so_many_bytes(monkeypatch):
    monkeypatch.setattr(files, "MAX_FILE_BYTES", 9)
    assert read_table_file("x", b"a,b\n1,2\n3").rows == [["1", "2"], ["3", ""]]
    with pytest.raises(ValidationError, match="larger"):
        read_table_file("x", b"a,b\n1,2\n34")


def test_a_workbook_unpacks_to_so_many_bytes(monkeypatch):
    book = openpyxl.Workbook()
    book.active.append(["a", "b"])
    file = io.BytesIO()
    book.save(file)
    with files.zipfile.ZipFile(file) as packed:
        size = sum(part.file_size for part in packed.infolist())
    monkeypatch.setattr(files, "MAX_UNPACKED_BYTES", size)
    assert read_table_file("x", file.getvalue()).headings == ["a", "b"]
    monkeypatch.setattr(files, "MAX_UNPACKED_BYTES", size - 1)
    with pytest.raises(ValidationError, match="unpacked"):
        read_table_file("x", file.getvalue())


def test_empty_rows_and_headings_at_the_end_are_left_out():
    table = read_table_file("x", b",,\n a,,b,,\n,,\n1,2,3,4,5,6\n,,x\n")
    assert table.headings == [" a", "", "b"]
    assert (table.rows, table.numbers) == ([["1", "2", "3"], ["", "", "x"]], [4, 5])
    assert table.dataset(["one", "", "two"]).dict == [{"one": "1", "two": "3"}, {"one": "", "two": "x"}]


@pytest.mark.parametrize(
    "data",
    ["م;ن\n1;2".encode(), "م,ن\n1,2".encode("utf-8-sig"), "م\tن\n1\t2".encode("utf-16"),
     b"\xfe\xff" + "م\tن\n1\t2".encode("utf-16-be")],
)  # fmt: skip
def test_what_programs_save(data):
    table = read_table_file("x", data)
    assert (table.headings, table.rows) == (["م", "ن"], [["1", "2"]])


def test_cells_of_a_workbook_are_texts():
    book = openpyxl.Workbook()
    book.active.append(["a", "b", "c", "d", "e"])
    book.active.append([3.0, 2.5, datetime.datetime(2023, 11, 3, 9), None, 0])
    file = io.BytesIO()
    book.save(file)
    assert read_table_file("x", file.getvalue()).rows == [["3", "2.5", "2023-11-03", "", "0"]]


@pytest.mark.parametrize(("kind", "start"), [("csv", b"\xef\xbb\xbfa"), ("xlsx", b"PK")])
def test_a_list_is_written_as_it_is_asked_for(kind, start):
    with files.write_file(kind, ["a"], [["x"], ["=1"]], "Title [x]") as file:
        data = file.read()
    assert data.startswith(start)
    assert read_table_file("x", data).rows == [["x"], ["=1"]]


@pytest.fixture
def folder(settings, tmp_path):
    settings.DATA_DIR = tmp_path
    return tmp_path / "imports"


def test_a_checked_file_is_kept_for_a_day(folder, monkeypatch):
    now = time.time()
    monkeypatch.setattr(files.time, "time", lambda: now)
    tokens = [files.store_file(USER, name, b"data") for name in ("kept", "gone")]
    for token, age in zip(tokens, (24 * 3600, 24 * 3600 + 1), strict=True):
        os.utime(folder / f"7-{token}", (now - age, now - age))
    files.store_file(USER, "another", b"data")
    assert files.read_stored_file(USER, tokens[0]) == ("kept", b"data")
    assert files.read_stored_file(USER, tokens[1]) is None


def test_a_checked_file_is_its_editors(folder):
    token = files.store_file(USER, "name", b"one\ntwo")
    assert files.read_stored_file(USER, token) == ("name", b"one\ntwo")
    assert files.read_stored_file(SimpleNamespace(pk=8), token) is None
    for other in ("", "x", "../" + token, token.upper() + "0"):
        assert files.read_stored_file(USER, other) is None
        files.delete_stored_file(USER, other)
    files.delete_stored_file(USER, token)
    assert files.read_stored_file(USER, token) is None
