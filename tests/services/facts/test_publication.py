"""A report of another day: which day its meetings get, which keep theirs, and what becomes of the headline."""

import datetime
from types import SimpleNamespace

import pytest

from meetings.ingest.marked_words import MarkedDate
from meetings.models import Article, Disagreement, EditedFact, Meeting
from meetings.services.facts.publication import (
    _follow_headline,
    _follow_kind_of_text,
    _give_day,
    find_new_days,
    follow_articles,
)
from tests.factories import ArticleFactory, EvidenceFactory, MeetingFactory, SourceFactory

FORMER, PRESENT = datetime.date(2025, 3, 13), datetime.date(2025, 3, 20)
TEXT = "خبر\nالتقيا أمس لا اليوم 13 آذار 2025 في القصر."
LOG = SimpleNamespace(touch=lambda row: None, made=lambda row: None)


def day(number: int) -> datetime.date:
    return datetime.date(2025, 3, number)


def nothing(wholes):
    """Watches no record."""


@pytest.fixture
def article(db):
    return ArticleFactory(published_on=FORMER, headline="خبر", raw_text=TEXT)


def make_meeting(article: Article, quote: str = "", **values) -> Meeting:
    meeting = MeetingFactory(**{"date": FORMER, "date_basis": "weekday", "date_explanation": "", **values})
    SourceFactory(meeting=meeting, article=article)
    if quote:
        EvidenceFactory(meeting=meeting, article=article, fact="date", quote=quote)
    return meeting


def new_days(article: Article, present: datetime.date | None = PRESENT) -> list[tuple]:
    return [(one.meeting.pk, one.read.day, one.is_followed) for one in find_new_days(article, FORMER, present)]


# ------------------------------------------------------------------------------------------------------------- new days
@pytest.mark.parametrize("quote", ["اليوم", ""])
def test_a_rejected_meeting_gets_no_new_day(article, quote):
    there = make_meeting(article, quote, date_basis="publication")
    make_meeting(article, quote, date_basis="publication", review_state="rejected")
    assert new_days(article) == [(there.pk, PRESENT, True)]


def test_words_that_say_the_same_on_every_day_change_nothing(article):
    make_meeting(article, "13 آذار 2025")
    make_meeting(article, "في القصر")
    assert new_days(article) == []


def test_the_words_that_gave_the_meeting_its_date_are_read_again(article):
    meeting = make_meeting(article, "أمس", date=FORMER)
    EvidenceFactory(meeting=meeting, article=article, fact="date", quote="اليوم")
    assert new_days(article) == [(meeting.pk, PRESENT, True)]


def test_words_of_another_day_leave_the_date_to_the_editor(article):
    meeting = make_meeting(article, "أمس", date=day(1))
    assert new_days(article) == [(meeting.pk, day(19), False)]


@pytest.mark.parametrize("quote", ["اليوم", ""])
def test_the_day_that_an_editor_stated_is_not_followed(article, quote):
    meeting = make_meeting(article, quote, date_basis="publication")
    EditedFact.objects.create(meeting=meeting, fact="date", editor_name="Salma")
    assert new_days(article) == [(meeting.pk, PRESENT, False)]
    Meeting.objects.update(date_basis="editor")
    EditedFact.objects.all().delete()
    assert new_days(article) == ([(meeting.pk, PRESENT, False)] if quote else [])


def test_the_day_that_another_report_states_is_not_followed(article):
    meeting = make_meeting(article, "اليوم")
    EvidenceFactory(meeting=meeting, article=ArticleFactory(raw_text="اليوم"), fact="place", quote="اليوم")
    assert new_days(article) == [(meeting.pk, PRESENT, True)]
    EvidenceFactory(meeting=meeting, article=ArticleFactory(raw_text="هذا اليوم"), fact="date", quote="اليوم")
    assert new_days(article) == [(meeting.pk, PRESENT, False)]


def test_a_meeting_of_another_day_than_the_report_keeps_it(article):
    make_meeting(article, date=day(1), date_basis="publication")
    make_meeting(article, date_basis="stated")
    assert new_days(article) == []


def test_without_a_day_of_the_report_the_day_is_unknown(article):
    meeting = make_meeting(article, date_basis="publication")
    assert new_days(article, None) == [(meeting.pk, None, True)]
    assert [one.read.precision for one in find_new_days(article, FORMER, None)] == ["unknown"]
    assert [one.read.precision for one in find_new_days(article, FORMER, PRESENT)] == ["day"]


def test_meetings_come_in_the_order_of_their_numbers(article):
    plain = make_meeting(article, date_basis="publication")
    marked = make_meeting(article, "اليوم")
    assert [pk for pk, *_rest in new_days(article)] == sorted([plain.pk, marked.pk])


# ---------------------------------------------------------------------------------------------------------- the new day
@pytest.mark.parametrize(
    ("was", "end", "now", "ends"),
    [
        (day(13), day(15), day(20), day(22)),
        (day(13), None, day(20), None),
        (None, None, day(20), None),
        (day(13), day(15), None, None),
    ],
)
def test_a_meeting_of_several_days_keeps_its_length(was, end, now, ends):
    meeting = Meeting(date=was, date_end=end, date_precision="day", date_basis="weekday")
    _give_day(meeting, MarkedDate(now, "month", "ه" * 301, "stated"))
    assert (meeting.date, meeting.date_end) == (now, ends)
    assert (meeting.date_precision, meeting.date_basis) == (("month", "stated") if now else ("unknown", "unknown"))
    assert meeting.date_explanation == "ه" * 300


# ------------------------------------------------------------------------------------------------ what does not follow
def change_day(article: Article, present: datetime.date | None) -> set[int]:
    def state(day):
        fields = {"headline": "", "headline_wording": "outlet", "text_kind": "original"}
        return {"fields": {**fields, "published_on": day.isoformat() if day else None}, "parts": {}}

    former = article.published_on
    Article.objects.filter(pk=article.pk).update(published_on=present)
    return follow_articles([(article.pk, state(former), state(present))], nothing, LOG)


@pytest.mark.parametrize(
    ("explanation", "stays"),
    [
        ("اليوم، يوم النشر 13.03.2025", False),
        ("اليوم، يوم النشر 12.03.2025", True),
        ("كتبه المحرر", True),
        ("", True),
    ],
)
def test_a_reason_that_names_the_former_day_of_the_report_goes(article, explanation, stays):
    meeting = make_meeting(article, "اليوم", date_basis="editor", date_explanation=explanation)
    assert change_day(article, PRESENT) == {meeting.pk}
    meeting.refresh_from_db()
    assert (meeting.date, meeting.date_explanation) == (FORMER, explanation if stays else "")


def test_what_the_report_said_before_is_forgotten(article):
    meeting = make_meeting(article, "اليوم", date_basis="editor")
    others = [
        Disagreement.objects.create(meeting=meeting, article=article, fact="place", recorded="a", said="b"),
        Disagreement.objects.create(
            meeting=meeting, article=ArticleFactory(), fact="date", recorded="2025-03-13", said="2025-03-01"
        ),
    ]
    Disagreement.objects.create(meeting=meeting, article=article, fact="date", recorded="2025-03-13", said="2025-03-02")
    made = []
    log = SimpleNamespace(touch=lambda row: None, made=made.append)
    states = [{"fields": {"published_on": one.isoformat(), "headline": "", "headline_wording": "", "text_kind": ""}}
              for one in (FORMER, PRESENT)]  # fmt: skip
    Article.objects.update(published_on=PRESENT)
    follow_articles([(article.pk, *states)], nothing, log)
    now = list(Disagreement.objects.order_by("pk"))
    assert now[:2] == others
    assert [one.said for one in now[2:]] == ["2025-03-20"]
    assert made == now[2:]
    follow_articles([(article.pk, *states)], nothing, log)
    assert list(Disagreement.objects.order_by("pk")) == now
    assert len(made) == 1


def test_a_report_of_the_same_day_and_text_changes_nothing(article):
    make_meeting(article, "اليوم")
    assert change_day(article, FORMER) == set()


# --------------------------------------------------------------------------------------------------------- the headline
@pytest.mark.parametrize(
    ("values", "was", "wording"),
    [
        ({}, {"text_kind": "original"}, "archive"),
        ({"headline": "خبر  "}, {"text_kind": "original"}, "archive"),
        ({"headline": "خبر آخر"}, {"text_kind": "original"}, "outlet"),
        ({"headline": ""}, {"text_kind": "original"}, "outlet"),
        ({}, {"text_kind": "retold"}, "outlet"),
        ({}, {"text_kind": "original", "headline_wording": "archive"}, "outlet"),
    ],
)
def test_a_headline_has_the_author_of_the_text_in_which_it_stands(article, values, was, wording):
    for name, value in {"text_kind": "retold", "headline_wording": "outlet", **values}.items():
        setattr(article, name, value)
    now = {"text_kind": "retold", "headline_wording": "outlet"}
    _follow_kind_of_text(article, {"headline_wording": "outlet", **was}, now)
    assert article.headline_wording == wording
    assert Article.objects.get(pk=article.pk).headline_wording == wording


@pytest.mark.parametrize(
    ("headline", "wording", "former", "former_wording", "is_followed"),
    [
        ("خبر قديم", "outlet", "خبر قديم", "outlet", True),
        ("خبر قديم", "outlet", "خبر  قديم", "outlet", True),
        ("خبر قديم", "archive", "خبر قديم", "outlet", False),
        ("خبر قديم", "editor", "خبر قديم", "editor", False),
        ("خبر آخر", "outlet", "خبر قديم", "outlet", False),
        ("", "outlet", "", "outlet", False),
    ],
)
def test_a_headline_of_the_report_follows_it(article, headline, wording, former, former_wording, is_followed):
    meeting = make_meeting(article, headline_ar=headline, headline_ar_wording=wording)
    was = {"headline": former, "headline_wording": former_wording}
    assert list(_follow_headline(article, was, nothing, LOG)) == ([meeting.pk] if is_followed else [])
    meeting.refresh_from_db()
    assert meeting.headline_ar == ("خبر" if is_followed else headline)
    assert meeting.headline_ar_wording == (article.headline_wording if is_followed else wording)


def test_a_long_headline_is_cut_as_the_meeting_has_it(article):
    meeting = make_meeting(article, headline_ar="ه" * 400, headline_ar_wording="outlet")
    article.headline = "و" * 401
    was = {"headline": "ه" * 410, "headline_wording": "outlet"}
    assert list(_follow_headline(article, was, nothing, LOG)) == [meeting.pk]
    meeting.refresh_from_db()
    assert meeting.headline_ar == "و" * 400
