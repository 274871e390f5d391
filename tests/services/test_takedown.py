"""A text that is taken down leaves no word anywhere, the facts stay, and it cannot come back."""

import io
import json

import pytest
from django.conf import settings as site
from django.core import serializers
from django.core.management import CommandError, call_command
from django.db import DatabaseError, transaction

from meetings.ingest.originals import keep_file
from meetings.ingest.sources import SourceText
from meetings.ingest.write import Writer
from meetings.models import Article, Evidence, Incoming, Meeting, Original, Version
from meetings.services.audit_log import read_log
from meetings.services.history import keep, recorded
from meetings.services.restoration import restore
from meetings.services.takedown import TakedownRefusedError, take_down
from tests import factories

pytestmark = pytest.mark.django_db

WORD = "لواغادوغو"
TEXT = f"وصل الوزير إلى {WORD} يوم الجمعة والتقى نظيره الفرنسي هناك وبحثا التعاون."


@pytest.fixture
def article(tmp_path, settings):
    settings.MEDIA_ROOT, settings.DATA_DIR = tmp_path / "media", tmp_path
    original = keep_file("report.html", io.BytesIO(TEXT.encode()))
    with recorded(None):
        article = factories.ArticleFactory(
            slug="a-report", raw_text=TEXT, original=original, url="https://example.org/report",
            published_words=WORD, file_name=f"{WORD}.html",
        )  # fmt: skip
        meeting = factories.MeetingFactory(slug="a-meeting", place=factories.PlaceFactory())
        factories.SourceFactory(meeting=meeting, article=article)
        for fact in ("date", "place"):
            factories.EvidenceFactory(meeting=meeting, article=article, fact=fact, quote=f"{WORD} يوم الجمعة")
        factories.DisagreementFactory(meeting=meeting, article=article, said=WORD)
        Incoming.objects.create(
            raw_text=TEXT, sha256=article.sha256, state="stored", article=article, original=original
        )
    with recorded(None):
        keep(meeting, article)
        Evidence.objects.filter(fact="place").delete()
        Article.objects.update(headline="عنوان آخر")
    (tmp_path / "exports").mkdir()
    (tmp_path / "exports" / "kept").write_text(TEXT)
    return Article.objects.get()


def find_tables_with_the_word() -> list[str]:
    from django.apps import apps

    return [
        model._meta.label
        for model in apps.get_models()
        if WORD in serializers.serialize("json", model._base_manager.all(), ensure_ascii=False)
    ]


def test_no_table_and_no_file_has_a_word_of_it(article, tmp_path):
    assert {"meetings.Article", "meetings.Evidence", "meetings.Version"} <= set(find_tables_with_the_word())
    done = take_down(article, "a court order")
    assert find_tables_with_the_word() == []
    assert (done.characters, done.evidence, done.files, done.exports) == (len(TEXT), 1, 1, 1)
    assert not Original.objects.exists()
    assert not [path for path in tmp_path.rglob("*") if path.is_file() and WORD in path.read_text(errors="replace")]


def test_the_facts_stay_and_the_page_says_that_the_text_was_removed(article, client):
    before = Meeting.objects.values("date", "place_id", "headline_ar", "review_state").get()
    take_down(article)
    assert Meeting.objects.values("date", "place_id", "headline_ar", "review_state").get() == before
    assert Meeting.objects.get().sources.get().article_id == article.pk
    for address in (
        "/articles/a-report/",
        "/en/articles/a-report/",
        "/meetings/a-meeting/",
        "/api/v1/articles/a-report/",
    ):
        response = client.get(address)
        assert response.status_code == 200
        assert WORD not in response.content.decode()
    assert "removed the text" in client.get("/en/articles/a-report/").content.decode()
    assert client.get("/api/v1/articles/a-report/").json()["text_kind"] == "removed"


def test_the_audit_log_has_the_reason_and_not_the_text(article):
    take_down(article, "a court order")
    rows = list(read_log())
    assert any(row["reason"] == "a court order" and row["kind"] == "article" for row in rows)
    assert WORD not in json.dumps(rows, ensure_ascii=False, default=str)


def test_no_older_version_and_no_import_brings_it_back(article, django_user_model):
    user = django_user_model.objects.create_superuser("root")
    take_down(article)
    for number in Version.objects.filter(kind="article").values_list("number", flat=True):
        restore(Version.objects.get(kind="article", number=number), user)
        assert Article.objects.values_list("raw_text", "text_kind").get() == ("", "removed")
    from meetings.extraction.readings import ReportReading

    source = SourceText(TEXT, name="a.txt", url="https://example.org/report")
    stored = Writer().store(ReportReading(raw=TEXT, meetings=[]), source)
    assert stored.already_there
    assert Article.objects.get().raw_text == ""


def test_the_database_refuses_to_empty_or_to_fill_it_in_another_way(article):
    for changes in ({"raw_text": "", "sha256": None, "text_kind": "removed"}, {"raw_text": "x"}):
        with pytest.raises(DatabaseError), transaction.atomic():
            Article.objects.update(**changes)
    take_down(article)
    with pytest.raises(DatabaseError), transaction.atomic():
        Article.objects.update(raw_text=TEXT, sha256="x")
    with pytest.raises(TakedownRefusedError):
        take_down(Article.objects.get())


def test_the_command_asks_before_it_removes(article, capsys):
    with pytest.raises(CommandError, match=r"Run the command again with --yes\. Nothing was changed"):
        call_command("take_down", "a-report")
    assert Article.objects.get().raw_text == TEXT
    call_command("take_down", "https://example.org/report", "--reason", "a court order", "--yes")
    told = capsys.readouterr().out
    assert "a-report: removed" in told
    assert "Backups made before now still have the text" in told
    with pytest.raises(CommandError, match="There is no article “nothing”"):
        call_command("take_down", "nothing", "--yes")
    assert site.DATA_DIR
