"""How words are set on cards, sheets and in workbooks: lines, pieces of long words, names of sheets."""

import io
from types import SimpleNamespace

import openpyxl
import pytest
import xlsxwriter
from django.utils.translation import override

from meetings.exports.cards import _words
from meetings.exports.drawing import Picture
from meetings.exports.pdf import sheet as sheets
from meetings.exports.pdf.meeting import _widest
from meetings.exports.selections import Selection
from meetings.exports.spreadsheets import MAX_CELL_CHARACTERS, _TableSheet
from meetings.exports.tables import Column
from meetings.queries import meetings as queries
from tests import factories


@pytest.fixture
def sheet(monkeypatch):
    """A sheet on which each letter is one millimetre wide for each point of type."""
    made = sheets.Sheet("en", "x")
    monkeypatch.setattr(made, "_measure", lambda word, weight: float(len(word)))
    return made


@pytest.mark.parametrize(
    ("text", "width", "lines"),
    [
        ("", 5, []),
        ("ab", 5, ["ab"]),
        ("ab cd", 5, ["ab cd"]),
        ("ab cd", 4, ["ab", "cd"]),
        ("ab cd ef", 5, ["ab cd", "ef"]),
        ("ab cd ef", 8, ["ab cd ef"]),
        ("ab cd ef", 7, ["ab cd", "ef"]),
        ("abcdefgh", 3, ["abc", "def", "gh"]),
        ("abc", 3, ["abc"]),
        ("a abcd", 3, ["a", "abc", "d"]),
        ("ab", 0.5, ["a", "b"]),
    ],
)
def test_lines_are_full_but_not_too_full(sheet, text, width, lines):
    assert sheet.lines(text, width, 1) == lines


def test_a_row_ends_below_the_longer_of_its_two_parts():
    sheet = sheets.Sheet("en", "x")
    sheet.add_page()
    ends = []
    for label, text in (("x", "x"), ("word " * 30, "x"), ("x", "word " * 300)):
        top = sheet.get_y()
        sheet.row(label, text, 10, label_width=20)
        ends.append(round((sheet.get_y() - top) / sheet.line_height(10)))
    assert ends[0] == 1
    assert ends[1] > 5
    assert ends[2] > 5
    sheet.set_y(sheet.h - sheet.b_margin - 13 * sheet.line_height(10))
    sheet.row("x", "word " * 600, 10, label_width=20)
    assert (sheet.page, sheet.get_y() < sheet.h / 2) == (2, True)


@pytest.mark.parametrize(
    ("line", "runs"),
    [
        ([], []),
        ([0, 0], []),
        ([1], [(0, 1)]),
        ([1, 1, 0, 1], [(0, 2), (3, 1)]),
        ([0, 1, 1, 1, 0], [(1, 3)]),
    ],
)
def test_the_dark_runs_of_a_code(line, runs):
    assert list(sheets._runs(line)) == runs


@pytest.mark.parametrize(
    ("marks", "kept"),
    [
        ([(1, "date", 0, 5), (1, "date", 1, 5)], [(1, "date", 0, 5)]),
        ([(1, "date", 1, 4), (1, "date", 0, 5)], [(1, "date", 0, 5)]),
        ([(1, "date", 0, 3), (1, "date", 0, 5)], [(1, "date", 0, 5)]),
        ([(1, "date", 0, 5), (1, "date", 1, 6)], [(1, "date", 0, 5), (1, "date", 1, 6)]),
        ([(1, "date", 0, 5), (1, "place", 1, 4)], [(1, "date", 0, 5), (1, "place", 1, 4)]),
        ([(1, "date", 0, 5), (2, "date", 1, 4)], [(1, "date", 0, 5), (2, "date", 1, 4)]),
        ([(1, "date", 0, 5), (1, "date", 0, 5)], [(1, "date", 0, 5)]),
    ],
)
def test_evidence_inside_other_evidence_for_the_same_fact_is_left_out(marks, kept):
    names = ("article_id", "fact", "start", "end")
    found = _widest([SimpleNamespace(**dict(zip(names, mark, strict=True))) for mark in marks])
    assert [tuple(getattr(one, name) for name in names) for one in found] == kept


@pytest.mark.parametrize(
    ("text", "most", "lines"),
    [
        ("", 2, []),
        ("one two", 2, ["one", "two"]),
        ("one two three", 2, ["one", "two …"]),
        ("one two three", 3, ["one", "two", "three"]),
        ("unbreakable", 1, ["unbreakable"]),
        ("unbreakable word", 1, ["unbreakable …"]),
    ],
)
def test_a_picture_has_so_many_lines_and_says_where_a_text_is_cut(text, most, lines):
    assert Picture(700, 120, (255, 255, 255), False).lines(text, 75, 30, most) == lines


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("language", "people"), [("ar", "نيجيرفان بارزاني، فؤاد حسين"), ("en", "Nechirvan Barzani, Fuad Hussein")]
)
def test_the_card_of_a_meeting_names_who_spoke(language, people):
    meeting = factories.MeetingFactory(slug="m", place=factories.PlaceFactory())
    for name, role, country in ((0, "host", "IQ"), (1, "guest", "FR"), (2, "attendee", "FR")):
        arabic, english = factories.PEOPLE[name]
        side = factories.CountryFactory(code=country, name_ar=country, name_en=country)
        official = factories.OfficialFactory(name_ar=arabic, name_en=english)
        factories.ParticipationFactory(meeting=meeting, official=official, country=side, role=role)
    with override(language):
        words = _words(Selection("meeting", "", [meeting.pk], queries.find_meeting("m")))
        day = "3 November 2023" if language == "en" else "3 تشرين الثاني/نوفمبر 2023"
    assert words.under == people
    assert day in words.over.split(" · ")
    assert len(words.over.split(" · ")) == 3
    type(meeting).objects.update(date=None, date_precision="unknown", place=None)
    with override("en"):
        words = _words(Selection("meeting", "", [meeting.pk], queries.find_meeting("m")))
    assert words.over.split(" · ")[1:] == ["The text gives no date"]


@pytest.mark.django_db
def test_the_card_of_an_official_has_the_office_of_today():
    official = factories.OfficialFactory()
    with override("en"):
        assert _words(Selection("meetings", "x", [1, 2], official)).under == ""
        factories.AppointmentFactory(official=official)
        words = _words(Selection("meetings", "x", [1, 2], official))
        other = _words(Selection("meetings", "x", [1], factories.CountryFactory()))
    assert (words.over, words.under, words.foot) == ("Official", "Minister of Foreign Affairs", "2 meetings")
    assert (other.title, other.under, other.foot) == ("x", "", "1 meeting")


def test_names_of_sheets_and_texts_of_cells_are_as_long_as_a_workbook_allows():
    file = io.BytesIO()
    book = xlsxwriter.Workbook(file)
    title = "Meetings [with] a/very: long* name\\?"
    table = _TableSheet(book, title, (Column("Text", lambda item, address: item),))
    for text in ("x" * MAX_CELL_CHARACTERS, "x" * (MAX_CELL_CHARACTERS + 1)):
        table.add(text, SimpleNamespace(address=str))
    table._begin()
    book.close()
    opened = openpyxl.load_workbook(file)
    assert opened.sheetnames == ["Meetings with avery long name", "Meetings with avery long name 2"]
    assert [len(row[0].value) for row in list(opened.worksheets[0].rows)[1:]] == [32_767, 32_767]
