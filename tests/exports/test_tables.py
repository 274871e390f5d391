"""Tables at their limits: formulas, odd characters, dates that are not known, sheets that are full."""

import io

import openpyxl
import pytest

from tests import factories
from tests.exports.opened import sheets, table

HOSTILE = '=HYPERLINK("http://evil.example","x"), "quoted"\nsecond line'


@pytest.fixture
def hostile(db, index):
    meeting = factories.MeetingFactory(slug="hostile", headline_ar=HOSTILE, headline_en=HOSTILE, summary_en="+1+cmd")
    part = factories.ParticipationFactory(meeting=meeting, official=None, title_ar="@SUM(A1)", title_en="@SUM(A1)")
    assert part.label == "@SUM(A1)"
    return meeting


def test_a_cell_of_csv_is_never_a_formula(hostile, got):
    (row,) = table(got("/en/meetings/hostile.csv"))
    assert row["Headline"] == f"'{HOSTILE}"
    assert row["Summary"] == "'+1+cmd"
    assert not any(value.lstrip().startswith(("=", "+", "@")) for value in row.values())
    (person,) = table(got("/en/meetings/hostile.csv", rows="people"))
    assert person["Name"] == "'@SUM(A1)"


def test_a_cell_of_a_workbook_is_text_whatever_is_written_in_it(hostile, got):
    book = openpyxl.load_workbook(io.BytesIO(got("/en/meetings/hostile.xlsx")))
    cells = {cell.value: cell for sheet in book for row in sheet.rows for cell in row}
    assert cells[HOSTILE].data_type == cells["@SUM(A1)"].data_type == "s"
    assert not any(cell.data_type == "f" or cell.hyperlink for cell in cells.values())


def test_the_same_table_has_words_with_control_characters_and_emoji(db, index, got):
    words = "لقاء \x0b\x01 𝕏 🤝 في باريس"
    factories.MeetingFactory(slug="odd", headline_ar=words)
    assert words in got("/meetings/odd.csv").decode()
    assert sheets(got("/meetings/odd.xlsx"))


@pytest.mark.parametrize(("precision", "written"), [("day", "2023-11-03"), ("month", "2023-11"), ("year", "2023")])
def test_a_date_is_no_more_exact_than_it_is_known(db, index, got, precision, written):
    factories.MeetingFactory(slug="m", date="2023-11-03", date_precision=precision)
    (row,) = table(got("/en/meetings/m.csv"))
    assert row["Date"] == written


def test_a_sheet_that_is_full_goes_on_in_another(db, index, got, monkeypatch):
    monkeypatch.setattr("meetings.exports.spreadsheets.MAX_SHEET_ROWS", 2)
    factories.MeetingFactory.create_batch(5)
    book = sheets(got("/en/meetings.xlsx"))
    assert [len(rows) for name, rows in book.items() if name.startswith("Meetings")] == [3, 3, 2]
