"""A meeting follows its report: the day of publication, whose words the headline is; and marked words state a date."""

import datetime

import pytest

from meetings.models import Article, Disagreement, EditedFact, Meeting
from meetings.services import marking
from meetings.services.history import select_versions
from meetings.services.marking import Marking, Words
from meetings.services.restoration import restore
from tests.admin.conftest import address, errors, form_data
from tests.factories import ArticleFactory, EvidenceFactory, SourceFactory
from tests.services.facts.test_every_way import assert_gone, change
from tests.services.facts.walk import api_record, public_words

pytestmark = pytest.mark.django_db

FORMER, PRESENT = datetime.date(2025, 3, 13), datetime.date(2025, 3, 20)
TEXT = "فؤاد حسين ومحمد عباس\nالتقى فؤاد حسين ومحمد عباس، اليوم الخميس، في رام الله."


@pytest.fixture
def dated(meeting):
    """The meeting, whose date is inferred from the day of its only report."""
    meeting.evidence.filter(fact="date").delete()
    meeting.sources.all().delete()
    article = ArticleFactory(raw_text=TEXT, headline="فؤاد حسين ومحمد عباس", published_on=FORMER)
    SourceFactory(meeting=meeting, article=article)
    EvidenceFactory(meeting=meeting, article=article, fact="date", quote="اليوم الخميس", rule="read")
    Meeting.objects.update(
        date=FORMER, date_basis="weekday", date_explanation="اليوم الخميس، يوم النشر 13.03.2025",
        summary_ar="التقيا يوم 13 آذار 2025.", headline_ar=article.headline, headline_ar_wording="outlet",
    )  # fmt: skip
    meeting.refresh_from_db()
    return meeting


def send(desk, article, **values):
    page = address("meetings_article_change", article.pk)
    return desk.post(page, form_data(desk.get(page), **values))


def change_article(desk, meeting, **values):
    article = meeting.sources.order_by("pk").last().article
    response = send(desk, article, **values)
    assert response.status_code == 302, errors(response)
    meeting.refresh_from_db()


# --- The day of publication -------------------------------------------------------------------------------------------
def test_the_editor_sees_the_meeting_before_its_date_follows(desk, dated):
    article = dated.sources.get().article
    response = send(desk, article, published_on="20/3/2025")
    assert response.status_code == 200
    asked = str(response.context["errors"])
    assert str(dated) in asked
    assert 'name="follow_dates"' in asked
    dated.refresh_from_db()
    assert dated.date == FORMER
    change_article(desk, dated, published_on="20/3/2025", follow_dates="on")
    assert (dated.date, dated.date_basis) == (PRESENT, "weekday")
    assert dated.date_explanation == "اليوم الخميس، يوم النشر 20.03.2025"
    assert_gone(dated, "13.03.2025", "13 آذار")
    assert not EditedFact.objects.exists()
    assert not Disagreement.objects.exists()


def test_the_editor_is_told_that_only_the_reason_changes(desk, dated):
    response = send(desk, dated.sources.get().article, published_on="14/3/2025")
    asked = str(response.context["errors"])
    assert "يبقى التاريخ 13 آذار/مارس 2025 ويتغيّر شرحه" in asked
    assert "يصبح التاريخ" not in asked


def test_a_date_that_an_editor_stated_stays(desk, dated):
    change(desk, dated, date="14/3/2025")
    EvidenceFactory(meeting=dated, article=dated.sources.get().article, fact="date", quote="اليوم", rule="read")
    change_article(desk, dated, published_on="20/3/2025", follow_dates="on")
    assert (dated.date, dated.date_basis) == (datetime.date(2025, 3, 14), "editor")
    assert [(one.recorded, one.said) for one in Disagreement.objects.all()] == [("2025-03-14", "2025-03-20")]


def test_a_date_that_another_report_states_too_stays(desk, dated):
    other = ArticleFactory(raw_text="التقيا يوم 13 آذار 2025.", headline="خبر", published_on=FORMER)
    SourceFactory(meeting=dated, article=other)
    EvidenceFactory(meeting=dated, article=other, fact="date", quote="13 آذار 2025", rule="read")
    first = dated.sources.order_by("pk").first().article
    assert send(desk, first, published_on="20/3/2025", follow_dates="on").status_code == 302
    dated.refresh_from_db()
    assert (dated.date, dated.date_explanation) == (FORMER, "")
    assert Disagreement.objects.get().said == "2025-03-20"


def test_without_a_day_of_publication_the_date_is_unknown(desk, dated):
    change_article(desk, dated, published_on="", follow_dates="on")
    assert (dated.date, dated.date_basis, dated.date_precision) == (None, "unknown", "unknown")
    assert_gone(dated, "13.03.2025")


def test_the_reason_names_the_present_day_of_the_report(desk, dated):
    """The same Thursday, seen from another day."""
    change_article(desk, dated, published_on="15/3/2025", follow_dates="on")
    assert (dated.date, dated.date_explanation) == (FORMER, "اليوم الخميس، قبل تاريخ النشر 15.03.2025")


def test_undo_brings_back_the_date(desk, dated, editor):
    change_article(desk, dated, published_on="20/3/2025", follow_dates="on")
    restore(select_versions(dated).order_by("number")[0], editor)
    dated.refresh_from_db()
    assert (dated.date, dated.date_basis) == (FORMER, "weekday")


def test_a_restored_day_of_publication_is_followed(desk, dated, editor):
    article = dated.sources.get().article
    change_article(desk, dated, published_on="20/3/2025", follow_dates="on")
    restore(select_versions(article).order_by("number")[0], editor)
    dated.refresh_from_db()
    assert (dated.date, dated.date_basis) == (FORMER, "weekday")
    assert not EditedFact.objects.exists()


def test_a_meeting_dated_by_two_reports_keeps_its_day(desk, dated):
    """Both reports were published on that day, and neither states another."""
    dated.evidence.filter(fact="date").delete()
    Meeting.objects.update(date_basis="publication", date_explanation="")
    article = dated.sources.get().article
    other = SourceFactory(meeting=dated, article__published_on=FORMER)
    assert send(desk, article, published_on="20/3/2025").status_code == 302
    dated.refresh_from_db()
    assert (dated.date, Disagreement.objects.count()) == (FORMER, 0)
    article.refresh_from_db()
    assert send(desk, other.article, published_on="20/3/2025", follow_dates="on").status_code == 302
    dated.refresh_from_db()
    assert dated.date == PRESENT


# --- Whose words the headline is --------------------------------------------------------------------------------------
@pytest.mark.parametrize("values", [{"headline_wording": "archive"}, {"text_kind": "retold"}])
def test_the_headline_of_a_meeting_has_the_author_of_its_report(desk, dated, values):
    assert api_record(dated)["headline_ar_wording"] == "outlet"
    change_article(desk, dated, **values)
    assert dated.headline_ar_wording == "archive"
    assert Article.objects.get(pk=dated.sources.get().article_id).headline_wording == "archive"
    assert not EditedFact.objects.exists()


def test_the_headline_of_a_meeting_follows_that_of_its_report(desk, dated):
    change_article(desk, dated, headline="حسين وعباس في رام الله")
    assert (dated.headline_ar, dated.headline_ar_wording) == ("حسين وعباس في رام الله", "outlet")
    change_article(desk, dated, headline="")
    assert (dated.headline_ar, dated.headline_ar_wording) == ("لقاء يجمع محمد عباس وفؤاد حسين", "archive")


def test_a_headline_that_an_editor_wrote_does_not_follow(desk, dated):
    change(desk, dated, headline_ar="عنوان المحرر")
    change_article(desk, dated, headline="حسين وعباس في رام الله")
    assert (dated.headline_ar, dated.headline_ar_wording) == ("عنوان المحرر", "editor")


# --- Marked words -----------------------------------------------------------------------------------------------------
def mark(meeting, editor, text, quote, day):
    article = ArticleFactory(raw_text=text, headline="خبر", published_on=FORMER)
    SourceFactory(meeting=meeting, article=article)
    start = text.index(quote)
    marking.mark_date(Marking(meeting, Words(article, start, start + len(quote)), editor), day, None, "day")
    meeting.refresh_from_db()


def test_words_that_state_the_recorded_day_are_its_basis(desk, meeting, editor):
    change(desk, meeting, date="13/3/2025")
    mark(meeting, editor, "جرى اللقاء يوم 13 آذار 2025.", "13 آذار 2025", FORMER)
    assert (meeting.date_basis, meeting.date_explanation) == ("stated", "ذُكر في النص: 13 آذار 2025")
    assert not EditedFact.objects.exists()
    assert "Salma" not in public_words(meeting)


def test_words_that_do_not_tell_the_day_leave_the_editor_as_its_basis(meeting, editor):
    mark(meeting, editor, "جرى اللقاء قبيل العيد.", "قبيل العيد", meeting.date)
    assert meeting.date_basis == "editor"
    (fact,) = api_record(meeting)["edited_facts"]
    assert (fact["fact"], fact["editor"]) == ("date", "Salma Editor")


def test_a_basis_that_an_editor_chooses_has_the_editor(desk, meeting):
    change(desk, meeting, date_basis="editor")
    (fact,) = api_record(meeting)["edited_facts"]
    assert (fact["fact"], fact["editor"]) == ("date", "Salma Editor")
