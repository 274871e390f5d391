"""What stands on the pages of a PDF file: the lines of a record, the parts of a dossier, the direction of a line."""

import io
from datetime import date
from itertools import pairwise
from types import SimpleNamespace

import pypdf
import pypdfium2
import pytest
from django.utils.translation import override

from meetings.exports.pdf import documents, dossier
from meetings.exports.pdf import meeting as record
from meetings.exports.pdf.sheet import Sheet
from meetings.models import Meeting
from meetings.queries import meetings as queries
from tests import factories

TODAY = date(2026, 11, 29)


class WrittenSheet(Sheet):
    """A sheet that remembers its rows, paragraphs and labels."""

    made: list["WrittenSheet"]

    def __init__(self, *args, **options):
        super().__init__(*args, **options)
        self.rows, self.paragraphs, self.labels, self.links_to = [], [], [], []
        type(self).made.append(self)

    def row(self, label, text, *args, **options):
        self.rows.append((label, text))
        super().row(label, text, *args, **options)

    def paragraph(self, text, *args, **options):
        self.paragraphs.append(text)
        if options.get("link"):
            self.links_to.append(options["link"])
        super().paragraph(text, *args, **options)

    def label(self, text, *args):
        self.labels.append(text)
        super().label(text, *args)


@pytest.fixture
def sheets(monkeypatch):
    """The sheets that are made, the last of which is the file."""
    monkeypatch.setattr(WrittenSheet, "made", [], raising=False)
    monkeypatch.setattr(record, "Sheet", WrittenSheet)
    monkeypatch.setattr(dossier, "Sheet", WrittenSheet)
    return WrittenSheet.made


def written(sheets, slug: str = "m", **options) -> WrittenSheet:
    """The sheet of the record of a meeting."""
    with override("en"):
        record.make_meeting_pdf(queries.find_meeting(slug, **options), "https://mahdar.example/m/")
    return sheets[-1]


@pytest.fixture
def meeting(db) -> Meeting:
    return factories.MeetingFactory(slug="m", summary_en="They spoke about water.")


# -------------------------------------------------------------------------------------------------------------- record
@pytest.mark.parametrize(
    ("given", "when"),
    [
        ({}, "3 November 2023 (stated)"),
        ({"date": None, "date_precision": "unknown"}, "The text gives no date"),
    ],
)
def test_a_record_says_when(sheets, meeting, given, when):
    Meeting.objects.update(**given)
    told = dict(written(sheets).rows)["When"]
    assert told.partition(" (")[0] == when.partition(" (")[0]
    assert ("(" in told) is ("(" in when)


@pytest.mark.parametrize(
    ("has_place", "venue", "where"),
    [
        (False, "", "The text does not name a place"),
        (True, "", "Baghdad, Iraq"),
        (False, "The palace", "The palace"),
        (True, "The palace", "The palace, Baghdad, Iraq"),
    ],
)
def test_a_record_says_where(sheets, meeting, has_place, venue, where):
    Meeting.objects.update(place=factories.PlaceFactory() if has_place else None, venue_en=venue)
    assert dict(written(sheets).rows)["Where"] == where


def test_a_participant_has_title_role_and_how_it_is_known(sheets, meeting):
    add = factories.ParticipationFactory
    add(meeting=meeting, title_en="Minister of Water", role="host", basis="stated")
    add(meeting=meeting, title_en="Minister of Oil", role="guest", basis="inferred")
    add(meeting=meeting, official=None, title_en="A delegation", title_ar="وفد", role="guest", basis="stated")
    rows = dict(written(sheets).rows)
    with override("en"):
        inferred = meeting.participations.all()[1].get_basis_display()
    assert rows["Nechirvan Barzani"] == "Minister of Water, host"
    assert rows["Fuad Hussein"] == f"Minister of Oil, guest, {inferred}"
    assert rows["A delegation"] == "guest"


@pytest.mark.parametrize(("state", "is_told"), [("published", False), ("draft", True)])
def test_the_record_of_a_draft_says_that_it_is_one(sheets, meeting, state, is_told):
    Meeting.objects.update(review_state=state)
    with override("en"):
        label = Meeting.objects.get().get_review_state_display()
    assert (label in written(sheets, drafts=True).paragraphs) is is_told


def test_a_short_record_is_set_in_full_size_with_its_evidence(sheets, meeting):
    article = factories.ArticleFactory(url="https://example.org/a")
    factories.SourceFactory(meeting=meeting, article=article)
    factories.EvidenceFactory(meeting=meeting, article=article)
    sheet = written(sheets)
    assert sheet.scale == 1.0
    assert ("date", "[1] «يوم الجمعة»") in sheet.rows
    assert "Evidence" in sheet.paragraphs
    assert "https://example.org/a" in sheet.links_to


def test_the_first_size_that_fits_on_a_page_is_taken(sheets, meeting, monkeypatch):
    monkeypatch.setattr(record, "FITTING", ((3.0, 99), (2.5, 99), (1.0, 99), (0.9, 99)))
    Meeting.objects.update(summary_en="water " * 300)
    assert written(sheets).scale == 1.0
    monkeypatch.setattr(record, "FITTING", ((9.0, 99), (8.0, 99)))
    assert written(sheets).scale == 8.0


def test_a_record_without_reports_has_no_headings_for_them(sheets, meeting):
    assert {"Evidence", "Sources"}.isdisjoint(written(sheets).paragraphs)


@pytest.mark.parametrize(("limit", "quotes"), [(0, 0), (1, 1), (2, 2), (3, 2)])
def test_evidence_is_limited(sheets, meeting, monkeypatch, limit, quotes):
    monkeypatch.setattr(record, "FITTING", ((1.0, limit),))
    article = factories.ArticleFactory()
    factories.EvidenceFactory(meeting=meeting, article=article)  # of a report that is not listed: it has no number
    factories.EvidenceFactory(meeting=meeting, article=article, fact="place", quote="باريس")
    sheet = written(sheets)
    assert [text for label, text in sheet.rows if label in ("date", "place")] == ["«يوم الجمعة»", "«باريس»"][:quotes]
    assert ("Evidence" in sheet.paragraphs) is bool(quotes)


@pytest.mark.parametrize(("letters", "is_cut"), [(160, False), (161, True)])
def test_a_long_quote_is_cut_after_a_word(sheets, meeting, letters, is_cut):
    quote = "لقاء " * 31 + "و" * (letters - 31 * 5)
    article = factories.ArticleFactory(raw_text=f"{quote} انتهى")
    factories.SourceFactory(meeting=meeting, article=article)
    factories.EvidenceFactory(meeting=meeting, article=article, quote=quote)
    told = dict(written(sheets).rows)["date"]
    assert told == ("[1] «" + "لقاء " * 31 + "…»" if is_cut else f"[1] «{quote}»")


def test_a_report_of_which_only_the_address_is_known_is_named_by_its_slug(sheets, meeting):
    article = factories.ArticleFactory(slug="r", outlet=None, published_on=None)
    factories.SourceFactory(meeting=meeting, article=article)
    factories.SourceFactory(meeting=meeting, article=factories.ArticleFactory(published_on=None))
    assert [text for label, text in written(sheets).rows if label in ("[1]", "[2]")] == ["r", "Iraqi News Agency"]


# ------------------------------------------------------------------------------------------------------------- dossier
def dossier_of(meetings, total: int | None = None) -> bytes:
    chosen = dossier.DossierContents("France", [], "https://mahdar.example/", total or len(meetings))
    with override("en"):
        return dossier.make_dossier_pdf(meetings, chosen, TODAY)


def test_a_dossier_has_a_hundred_meetings_at_most(monkeypatch):
    sent = []
    monkeypatch.setattr(documents, "make_dossier_pdf", lambda meetings, chosen, today: sent.append(meetings) or b"")
    some = SimpleNamespace(kind="meetings", title="x", described=[], ids=range(101), meetings=lambda: iter(range(101)))
    documents.make_pdf(some, SimpleNamespace(page="https://mahdar.example/", today=TODAY))
    assert sent == [list(range(100))]


@pytest.mark.parametrize(("total", "is_told"), [(2, False), (3, True)])
def test_a_dossier_tells_that_there_are_more(sheets, meeting, total, is_told):
    factories.MeetingFactory()
    dossier_of(list(queries.select_published()), total)
    assert ("The first 2 of them are in this dossier." in sheets[-1].paragraphs) is is_told


@pytest.mark.parametrize(
    ("years", "labels"),
    [
        ([], []),
        ([2023], ["1", "2023"]),
        ([2021, 2023, 2023], ["1", "2021", "2022", "2", "2023"]),
    ],
)
def test_the_timeline_has_each_year_and_its_number_of_meetings(sheets, db, years, labels):
    factories.MeetingFactory(date=None, date_precision="unknown")
    for year in years:
        factories.MeetingFactory(date=date(year, 5, 1))
    dossier_of(list(queries.select_published()))
    assert sheets[-1].labels == labels
    assert ("Timeline" in sheets[-1].paragraphs) is bool(labels)


def test_of_many_years_only_some_are_labelled_from_the_first_on(sheets, db):
    for year in (1950, 2000):
        factories.MeetingFactory(date=date(year, 5, 1))
    dossier_of(list(queries.select_published()))
    labelled = [int(label) for label in sheets[-1].labels if len(label) == 4]
    assert labelled[0] == 1950
    assert len({later - year for year, later in pairwise(labelled)}) == 1
    assert 5 < len(labelled) < 20


def test_a_meeting_of_a_dossier_has_date_kind_and_place(sheets, db):
    factories.MeetingFactory(date=None, date_precision="unknown")
    factories.MeetingFactory(place=factories.PlaceFactory())
    factories.MeetingFactory(venue_en="The palace", date=date(2023, 11, 2))
    dossier_of(list(queries.select_published()))
    with override("en"):
        kind = Meeting.objects.first().get_kind_display()
    assert [text for text in sheets[-1].paragraphs if kind in text.split(" · ")] == [
        f"3 November 2023 · {kind} · Baghdad, Iraq",
        f"2 November 2023 · {kind} · The palace",
        f"The text gives no date · {kind}",
    ]


def test_each_line_of_the_contents_is_a_link_to_the_page_of_its_meeting(db):
    factories.MeetingFactory.create_batch(6, summary_en="water " * 350)
    made = dossier_of(list(queries.select_published()))
    marks = [mark.get_dest().get_index() for mark in pypdfium2.PdfDocument(made).get_toc()]
    reader = pypdf.PdfReader(io.BytesIO(made))
    inside = [note.get_object()["/Dest"][0] for note in reader.pages[1]["/Annots"] if "/Dest" in note.get_object()]
    pages = [page.indirect_reference.idnum for page in reader.pages]
    assert [pages.index(target.idnum) for target in inside] == marks
    assert len(set(marks)) > 2


@pytest.mark.parametrize(("number", "page"), [(1, 1), (2, 2)])
def test_a_later_meeting_never_begins_at_the_foot_of_a_page(meeting, number, page):
    sheet = Sheet("en", "x")
    sheet.add_page()
    sheet.set_y(sheet.h - sheet.b_margin - 60)
    assert dossier._record(sheet, number, queries.find_meeting("m")) == page


def test_between_two_meetings_is_more_room_than_above_the_first(meeting):
    tops = []
    for number in (1, 2):
        sheet = Sheet("en", "x")
        sheet.add_page()
        top, starts = sheet.get_y(), []
        sheet.paragraph = lambda *_, sheet=sheet, starts=starts, **__: starts.append(sheet.get_y())
        dossier._record(sheet, number, queries.find_meeting("m"))
        tops.append(round(starts[0] - top))
    assert tops == [0, 7]


# ---------------------------------------------------------------------------------------------------------------- lines
@pytest.mark.parametrize(
    ("language", "text", "direction"),
    [
        ("ar", "محضر", "RTL"),
        ("ar", "Record", "LTR"),
        ("ar", "12 - 13", "RTL"),
        ("en", "محضر", "RTL"),
        ("en", "Record", "LTR"),
        ("en", "12 - 13", "LTR"),
    ],
)
def test_a_line_has_the_direction_of_its_letters_or_of_its_page(language, text, direction):
    sheet = Sheet(language, "x")
    sheet.add_page()
    with sheet._type(11, "", (0, 0, 0), text):
        assert sheet.text_shaping["direction"].name == direction


def test_a_paragraph_is_as_wide_as_the_page_unless_a_width_is_given():
    sheet = Sheet("en", "x")
    sheet.add_page()
    heights = []
    for width in (0, sheet.epw / 4):
        top = sheet.get_y()
        sheet.paragraph("word " * 30, 11, width=width)
        heights.append(round((sheet.get_y() - top) / sheet.line_height(11)))
    assert 1 < heights[0] < heights[1]
    assert heights[0] == len(sheet.lines("word " * 30, sheet.epw, 11))


def test_a_row_without_text_is_left_out():
    sheet = Sheet("en", "x")
    sheet.add_page()
    top = sheet.get_y()
    sheet.row("Where", "")
    assert sheet.get_y() == top
    sheet.row("Where", "here")
    assert sheet.get_y() > top
