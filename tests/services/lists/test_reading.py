"""The files of lists at their limits, and hostile ones: each is read within bounds, or refused with a clear word."""

import datetime
import io
import zipfile
from dataclasses import replace

import openpyxl
import pytest

from meetings.ingest.documents import sheets
from meetings.ingest.documents.limits import OF_COMMANDS, OF_UPLOADS
from meetings.ingest.documents.sheets import read_sheet
from meetings.ingest.errors import SourceError
from meetings.services.lists.reading import open_list, select_columns

SHEET = "xl/worksheets/sheet1.xml"


def csv_of(columns: int, rows: int) -> bytes:
    lines = [",".join(f"c{n}" for n in range(columns)), *(["x" + "," * (columns - 1)] * rows)]
    return "\n".join(lines).encode()


def workbook_of(*rows: list[object], formats: dict[str, str] | None = None) -> bytes:
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    for cell, form in (formats or {}).items():
        book.active[cell].number_format = form
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def with_sheet(data: bytes, sheet: bytes) -> bytes:
    """The workbook with another first sheet."""
    packed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as new:
        for part in old.infolist():
            new.writestr(part.filename, sheet if part.filename == SHEET else old.read(part))
    return packed.getvalue()


def read(data: bytes, most_rows: int | None = 1000) -> list[tuple[int, list[str]]]:
    return [one for some in read_sheet("x", data, OF_UPLOADS, most_rows) for one in some]


def refusal(data: bytes, most_rows: int | None = 1000) -> str:
    with pytest.raises(SourceError) as error:
        read(data, most_rows)
    return str(error.value)


def test_so_many_rows():
    assert len(read(csv_of(1, 1_000), 1_001)) == 1_001
    assert "manage.py import_list" in refusal(csv_of(1, 1_001), 1_001)
    assert "1000 rows" in refusal(csv_of(1, 1_001), 1_001)
    assert len(read(csv_of(1, 5_000), None)) == 5_001


def test_so_many_columns():
    assert len(open_list("x", csv_of(100, 1), 10).headings) == 100
    with pytest.raises(SourceError, match="columns"):
        open_list("x", csv_of(101, 1), 10)


def test_a_workbook_unpacks_to_so_many_bytes():
    data = workbook_of(["a", "b"])
    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        size = sum(part.file_size for part in packed.infolist())
    assert list(read_sheet("x", data, replace(OF_UPLOADS, unpacked_bytes=size), 10))
    with pytest.raises(SourceError, match="unpacked"):
        list(read_sheet("x", data, replace(OF_UPLOADS, unpacked_bytes=size - 1), 10))
    with pytest.raises(SourceError, match="unpacked"):
        list(read_sheet("x", data, replace(OF_UPLOADS, files=3), 10))


def test_a_row_far_below_is_refused_and_not_counted_to():
    rows = b"""<?xml version="1.0"?><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>
    <row r="1"><c r="A1" t="inlineStr"><is><t>name_ar</t></is></c></row>
    <row r="2000000000"><c r="A2000000000" t="inlineStr"><is><t>x</t></is></c></row></sheetData></worksheet>"""
    said = refusal(with_sheet(workbook_of(["a"]), rows))
    assert "empty rows follow row 1" in said


def test_many_empty_rows_are_refused():
    head = (
        b'<?xml version="1.0"?><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
    )
    rows = b'<row><c t="inlineStr"><is><t>name_ar</t></is></c></row>' + b"<row/>" * 150_000
    data = with_sheet(workbook_of(["a"]), head + rows + b"</sheetData></worksheet>")
    assert len(data) < 20_000
    assert "empty rows follow row 1" in refusal(data)


@pytest.mark.parametrize("data", [b"PK\x03\x04 broken", with_sheet(workbook_of(["a"]), b"<worksheet><sheetData><row>")])
def test_a_damaged_workbook(data):
    assert "damaged" in refusal(data)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1256"])
def test_encodings_of_spreadsheets(encoding):
    table = open_list("list.csv", "الرمز;الاسم\nأ;وزير الخارجية\n".encode(encoding))
    assert table.headings == ["الرمز", "الاسم"]
    assert [row for some in table.batches for _number, row in some] == [["أ", "وزير الخارجية"]]


@pytest.mark.parametrize(
    ("data", "said"),
    [(b"na\xefve,\xe9t\xe9", "CSV UTF-8"), (b"a\x00b", "neither"), (b"a\n" + b"x" * 2_000_000, "table")],
)
def test_what_is_not_a_table(data, said):
    assert said in refusal(data)


def test_empty_rows_and_headings_at_the_end_are_left_out():
    sheet = open_list("x", b",,\n a,,b,,\n,,\n1,2,3,4,5,6\n,,x\n,,,y\n", 10)
    assert sheet.headings == [" a", "", "b"]
    rows = [one for some in sheet.batches for one in some]
    assert rows == [(4, ["1", "2", "3"]), (5, ["", "", "x"])]
    assert select_columns(rows, ["one", "", "two"]) == (["one", "two"], [["1", "3"], ["", "x"]])


@pytest.mark.parametrize("data", [b"", b"\n\n", b",,\n"])
def test_an_empty_file(data):
    with pytest.raises(SourceError, match="empty"):
        open_list("x", data, 10)


@pytest.mark.parametrize(
    "data",
    ["م;ن\n1;2".encode(), "م,ن\n1,2".encode("utf-8-sig"), "م\tن\n1\t2".encode("utf-16"),
     b"\xfe\xff" + "م\tن\n1\t2".encode("utf-16-be"), '"م, و, ه";ن\n1;2'.encode()],
)  # fmt: skip
def test_what_programs_save(data):
    assert read(data)[1:] == [(2, ["1", "2"])]


def test_cells_of_a_workbook_are_texts_as_exact_as_they_are_shown():
    day = datetime.datetime(2023, 11, 3, 9)
    formats = {"C2": "yyyy-mm-dd", "F2": "mmm-yy", "G2": "yyyy", "H2": '"يوم" [$-401]mm/yyyy'}
    data = workbook_of(["a"] * 9, [3.0, 2.5, day, None, 0, day, day, day, "a\r\nb"], formats=formats)
    assert read(data)[1][1] == ["3", "2.5", "2023-11-03", "", "0", "2023-11", "2023", "2023-11", "a\nb"]


def test_a_path_is_read_with_the_limits_of_commands(tmp_path):
    path = tmp_path / "list.csv"
    path.write_bytes(csv_of(1, 1_500))
    assert sum(len(some) for some in open_list("list.csv", path).batches) == 1_500
    assert OF_COMMANDS.unpacked_bytes > sheets.MAX_EMPTY_ROWS
