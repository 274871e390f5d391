"""Exports at their bounds: sizes and lines of a picture, pieces of a file, rows of a sheet, entries of the log."""

import datetime
import io
import json
import re

import pytest
import xlsxwriter
from django.contrib.auth import get_user_model
from PIL import Image

from meetings.exports import cards, drawing, json_records, spreadsheets
from meetings.exports.cards import CardWords
from meetings.exports.drawing import Picture
from meetings.models import Meeting
from meetings.services.history import recorded
from tests import factories

WHITE = (255, 255, 255)


# ------------------------------------------------------------------------------------------------------------- pictures
@pytest.fixture
def picture(monkeypatch) -> Picture:
    """A picture on which each letter is one pixel wide."""
    monkeypatch.setattr(Picture, "width_of", lambda self, text, size, weight="Regular": float(len(text)))
    return Picture(100, 100, WHITE, False)


@pytest.mark.parametrize(
    ("text", "room", "most", "lines"),
    [
        ("ab cd", 5, 1, ["ab cd"]),
        ("ab cd", 4, 2, ["ab", "cd"]),
        ("ab cd ef", 5, 2, ["ab cd", "ef"]),
        ("ab cd ef", 7, 1, ["ab cd …"]),
        ("ab cd ef", 6, 1, ["ab …"]),
        ("ab cd ef", 4, 1, ["ab …"]),
        ("ab cd ef", 2, 1, ["ab …"]),
    ],
)
def test_lines_are_as_full_as_they_can_be(picture, text, room, most, lines):
    assert picture.lines(text, room, 10, most) == lines


@pytest.mark.parametrize(
    ("text", "right_to_left", "direction"),
    [("محضر", False, "rtl"), ("Record", True, "ltr"), ("12", True, "rtl"), ("12", False, "ltr")],
)
def test_the_direction_of_a_line(monkeypatch, text, right_to_left, direction):
    monkeypatch.setattr(drawing, "has_raqm", lambda: True)
    assert Picture(10, 10, WHITE, right_to_left)._ready(text) == (text, direction)


@pytest.mark.parametrize(
    ("title", "size", "lines"),
    [
        ("word", 104, 1),
        ("word " * 8, 104, 1),  # as wide as the card has room
        ("word " * 9, 84, 2),
        ("word " * 16, 84, 2),
        ("word " * 17, 72, 3),
        ("word " * 25, 54, 3),
    ],
)
def test_a_title_is_as_large_as_its_lines_allow(monkeypatch, title, size, lines):
    drawn = []
    monkeypatch.setattr(
        Picture, "width_of", lambda self, text, size, weight="Regular": 1040 / 39 * len(text)
    )  # a line of eight words is full, in any size
    monkeypatch.setattr(
        Picture,
        "line",
        lambda self, text, start, top, size, colour, weight="Regular": drawn.append((text, size, weight)),
    )
    cards.draw(CardWords("over", title), right_to_left=False)
    assert [one_size for _text, one_size, weight in drawn if weight == "Bold"] == [*[size] * lines, 44]


def test_a_card_has_as_many_colours_as_it_needs_for_smooth_letters():
    made = cards.draw(CardWords("زيارة", "لقاء الوزيرين في بغداد", "أ، ب", "العراق – فرنسا"), right_to_left=True)
    assert len(Image.open(io.BytesIO(made)).palette.palette) == 3 * 96


def test_the_foot_of_a_card_is_drawn_where_there_is_one(monkeypatch):
    drawn = []
    monkeypatch.setattr(Picture, "line", lambda self, text, *more: drawn.append(text))
    for foot in ("", "foot"):
        cards._foot(Picture(100, 100, WHITE, False), foot)
    assert drawn == ["foot"]


# ---------------------------------------------------------------------------------------------------------------- files
@pytest.mark.parametrize(("number", "pieces"), [(0, []), (1, [1]), (50, [50]), (51, [50, 1]), (100, [50, 50])])
def test_records_are_sent_in_pieces(number, pieces):
    assert [len(some) for some in json_records._together({} for _ in range(number))] == pieces


def test_a_sheet_has_as_many_rows_and_a_cell_as_many_letters_as_a_workbook_can_hold():
    sheet = xlsxwriter.Workbook(io.BytesIO()).add_worksheet()
    assert sheet.xls_rowmax == spreadsheets.MAX_SHEET_ROWS + 1
    assert sheet.xls_strmax == spreadsheets.MAX_CELL_CHARACTERS


@pytest.mark.django_db
@pytest.mark.usefixtures("index")
def test_linked_data_has_one_context_for_the_whole_document(got):
    meeting = factories.MeetingFactory(slug="m")
    factories.ParticipationFactory(meeting=meeting, official__slug="fuad")
    for page in ("officials/fuad", "officials", "meetings"):
        sent = json.loads(got(f"/{page}.jsonld"))
        assert sent["@context"]
        assert sent["@graph"]
        assert all("@context" not in one and "@type" in one for one in sent["@graph"])


# ----------------------------------------------------------------------------------------------------- corrections feed
@pytest.fixture
def meeting(db) -> Meeting:
    made = factories.MeetingFactory(slug="m", headline_en="A meeting")
    factories.SourceFactory(meeting=made)
    return made


def correct(meeting, **values) -> None:
    with recorded(None):
        for name, value in values.items():
            setattr(meeting, name, value)
        meeting.save()


def test_the_log_tells_fifty_corrections_and_where_the_others_are(meeting, got):
    for number in range(51):
        correct(meeting, headline_en=f"Another {number}")
    sent = got("/en/corrections.atom").decode()
    assert sent.count("<entry>") == 50
    follow = re.search(r'<link[^>]*rel="next"[^>]*>', sent)[0].split('href="')[1].split('"')[0]
    rest = got(follow.removeprefix("http://testserver")).decode()
    assert rest.count("<entry>") == 1
    assert 'rel="next"' not in rest


def test_a_value_that_was_or_is_not_given_is_told_as_such(meeting, got):
    correct(meeting, venue_en="The palace")
    correct(meeting, venue_en="")
    correct(meeting, date=datetime.date(2023, 11, 4), venue_en="The hall")
    sent = got("/en/corrections.atom").decode()
    assert "Venue in English: before: The palace; now: not given" in sent
    assert "Venue in English: before: not given; now: The hall" in sent
    assert "Date: before: 3 November 2023; now: 4 November 2023" in sent


def test_parts_are_told_as_added_removed_or_changed(meeting, got):
    official = factories.OfficialFactory(name_en="Fuad Hussein")
    part = factories.ParticipationFactory(meeting=meeting, official=official)
    with recorded(None):
        part.role = "host"
        part.save()
    with recorded(None):
        part.delete()
        factories.ParticipationFactory(meeting=meeting, official=factories.OfficialFactory(name_en="Hakan Fidan"))
    sent = got("/en/corrections.atom").decode()
    assert "Fuad Hussein – Iraq: Role: before: party; now: host" in sent
    assert "Participants: Removed: Fuad Hussein – Iraq" in sent
    assert "Participants: Added: Hakan Fidan – Iraq" in sent


def test_an_entry_leads_to_its_record_or_to_the_log(meeting, got):
    editor = get_user_model().objects.create(username="salma", is_superuser=True)
    correct(meeting, headline_en="Another headline")
    sent = got("/en/corrections.atom").decode()
    assert "http://testserver/en/meetings/m/" in sent
    assert "#c" not in sent
    with recorded(editor):
        meeting.delete()
    sent = got("/en/corrections.atom").decode()
    assert "/en/meetings/m/" not in sent
    assert re.search(r"http://testserver/en/corrections/#c\d+", sent)
    assert "a record that is no longer public" in sent
