"""A withdrawn report is nowhere in public, its meetings stay with a reason, and the desk still shows it, marked."""

import csv
import json
import re
import zipfile

import pytest
from django.core.management import call_command
from django.urls import reverse
from django.utils import translation

from meetings.models import Article, Meeting, Version, Withdrawal
from meetings.queries.archive import select_public_articles
from meetings.queries.checks import find_breaches
from meetings.queries.withdrawals import select_meetings_left_without_source
from meetings.search import rebuild_index
from meetings.services.checks import ReasonNeededError
from meetings.services.erasure import erasing
from meetings.services.history import recorded
from meetings.services.history.corrections import list_corrections
from meetings.services.restoration import restore
from meetings.services.withdrawals import WithdrawalRefusedError, publish_again, withdraw
from tests import factories

pytestmark = pytest.mark.django_db

HEADLINE = "تسريبات عن لقاء باريس"
KEPT = "اللقاء مؤكد من الرئاستين"


@pytest.fixture
def editor(django_user_model):
    return django_user_model.objects.create(username="editor", is_staff=True, is_superuser=True)


@pytest.fixture
def report():
    """The only report of one meeting, and one of two reports of another."""
    article = factories.ArticleFactory(slug="leaks", headline=HEADLINE, outlet__code="leaker")
    for slug in ("alone", "with-another"):
        meeting = factories.MeetingFactory(slug=slug, date_basis="editor")
        for code in ("IQ", "FR"):
            factories.ParticipationFactory(meeting=meeting, country__code=code)
        factories.SourceFactory(meeting=meeting, article=article)
        factories.EvidenceFactory(meeting=meeting, article=article)
    factories.SourceFactory(meeting=meeting, article__slug="second", order=1)
    return article


@pytest.fixture
def withdrawn(report, editor, index):
    withdraw(report, editor, "source", ("سحبت الوكالة خبرها.", "The agency withdrew it."), "سر", KEPT)
    rebuild_index()
    return Article.objects.get(pk=report.pk)


@pytest.mark.parametrize(
    "path", ["/articles/leaks/", "/en/articles/leaks/", *(f"/articles/leaks.{e}" for e in ("json", "jsonld", "bib"))]
)
def test_every_address_of_the_report_answers_with_the_notice_alone(client, withdrawn, path):
    response = client.get(path)
    text = response.content.decode()
    assert response.status_code == 410
    assert ("The agency withdrew it." if path.startswith("/en/") else "سحبت الوكالة خبرها.") in text
    assert HEADLINE not in text
    assert "سر" not in text.split()


def test_the_api_answers_with_a_problem(client, withdrawn):
    body = client.get("/api/v1/articles/leaks/", headers={"accept-language": "en"}).json()
    assert (body["status"], body["record"]) == (410, "article")
    assert body["explanation"] == "The agency withdrew it."


PUBLIC = (
    "/", "/meetings/alone/", "/meetings/with-another/", "/meetings/with-another.json", "/meetings/with-another.jsonld",
    "/meetings.json", "/meetings.csv", "/outlets/", "/search/?q=تسريبات", "/corrections/", "/api/v1/articles/",
    "/api/v1/meetings/?expand=evidence", "/api/v1/meetings/alone/", "/api/v1/meetings/?outlet=leaker",
    "/about/coverage/", "/about/method/",
)  # fmt: skip


@pytest.mark.parametrize("path", PUBLIC)
def test_no_page_names_it(client, withdrawn, path):
    response = client.get(path)
    text = (b"".join(response) if response.streaming else response.content).decode()
    assert response.status_code == 200
    for words in (HEADLINE, "/articles/leaks", "leaker/"):
        assert words not in text


def test_a_meeting_shows_the_sources_that_are_left(client, withdrawn):
    found = {one["slug"]: one for one in client.get("/api/v1/meetings/").json()["results"]}
    assert [len(found[slug]["sources"]) for slug in ("alone", "with-another")] == [0, 1]
    assert client.get("/api/v1/meetings/alone/").json()["evidence"] == []
    assert client.get("/outlets/leaker/").status_code == 404
    assert not select_public_articles().filter(pk=withdrawn.pk).exists()


def test_meetings_without_another_report_need_a_reason(report, editor):
    assert [one.slug for one in select_meetings_left_without_source(report)] == ["alone"]
    with pytest.raises(ReasonNeededError) as needed:
        withdraw(report, editor, "wrong")
    assert [(one.rule, one.record) for one in needed.value.findings] == [
        ("source", ("meeting", Meeting.objects.get(slug="alone").pk))
    ]
    assert not Article.objects.get(pk=report.pk).is_withdrawn
    assert not Withdrawal.objects.exists()
    withdraw(report, editor, "wrong", rule_reason=KEPT)
    assert Meeting.objects.public().count() == 2


def test_a_date_that_only_its_words_state_needs_a_reason_too(report, editor):
    Meeting.objects.filter(slug="with-another").update(date_basis="stated")
    Meeting.objects.filter(slug="alone").delete()
    with pytest.raises(ReasonNeededError) as needed:
        withdraw(report, editor, "wrong")
    assert [one.rule for one in needed.value.findings] == ["date-evidence"]


def test_undoing_it_brings_everything_back(client, withdrawn, editor):
    before = Meeting.objects.get(slug="alone").updated_at
    publish_again(withdrawn, editor, "الوكالة أكدت الخبر")
    assert HEADLINE in client.get("/articles/leaks/").content.decode()
    alone = client.get("/api/v1/meetings/alone/").json()
    assert (len(alone["sources"]), len(alone["evidence"])) == (1, 1)
    assert Withdrawal.objects.get().ended_by == editor
    assert Meeting.objects.get(slug="alone").updated_at > before
    ways = Version.objects.filter(kind="article", record_id=withdrawn.pk).values_list("way", flat=True)
    assert list(ways).count("withdraw") == 2
    with translation.override("en"), pytest.raises(WithdrawalRefusedError, match="not withdrawn"):
        publish_again(withdrawn, editor)


def test_what_is_not_public_cannot_be_withdrawn(withdrawn, editor):
    of_draft = factories.SourceFactory(meeting__review_state="draft").article
    for article in (withdrawn, of_draft):
        with translation.override("en"), pytest.raises(WithdrawalRefusedError, match="not published"):
            withdraw(article, editor, "wrong")


def test_restoring_an_older_version_does_not_publish_it(withdrawn, editor):
    restore(Version.objects.filter(kind="article", record_id=withdrawn.pk).earliest("number"), editor)
    assert Article.objects.get(pk=withdrawn.pk).is_withdrawn


def test_the_log_says_that_it_was_withdrawn_and_nothing_of_what_follows(withdrawn, editor):
    with erasing():
        Version.objects.update(made_at="2999-01-01T00:00Z")  # after the meetings were published
    with recorded(editor):
        withdrawn.headline = "عنوان آخر"
        withdrawn.save()
    with erasing():
        Version.objects.update(made_at="2999-01-01T00:00Z")
    [entry] = [one for one in list_corrections().entries if one.kind.name == "article"]
    assert (entry.record, entry.explanation) == (None, Withdrawal.objects.get().explanation)
    assert not entry.differences.facts


def test_a_rule_does_not_judge_what_the_public_does_not_see(withdrawn):
    Article.objects.filter(pk=withdrawn.pk).update(published_on="2999-01-01")
    records = [("meeting", pk) for pk in Meeting.objects.values_list("pk", flat=True)]
    assert "published-date" not in {one.rule for one in find_breaches(records)}


# --- The desk ---------------------------------------------------------------------------------------------------------
def test_the_desk_names_the_meetings_first_and_asks_why_they_stay(client, report, editor, index):
    client.force_login(editor)
    form = f"/en/admin/meetings/article/{report.pk}/change/"
    page = f"/en/admin/meetings/article/{report.pk}/withdraw/"
    assert page in client.get(form).content.decode()
    shown = client.get(page).content.decode()
    assert "1 published meeting has no other report." in shown
    assert f'<strong><bdi lang="ar" dir="rtl">{HEADLINE}</bdi></strong>' in shown
    assert str(report.outlet) in shown
    alone = Meeting.objects.get(slug="alone")
    assert f'href="/en/admin/meetings/meeting/{alone.pk}/change/"' in shown
    asked = client.post(page, {"reason": "law", "explanation_en": "A court order.", "note": "سر"})
    assert asked.templates[0].name == "admin/quality/question.html"
    assert not Withdrawal.objects.exists()
    posted = {**dict(asked.context["repeated"]), asked.context["reason_name"]: KEPT}
    assert client.post(page, posted).status_code == 302
    assert Withdrawal.objects.get().explanation_en == "A court order."
    shown = client.get(form).content.decode()
    assert "Publish again…" in shown
    assert "This record is withdrawn. The public reads only the reason: A legal obligation." in shown
    client.post(page, {"again": "1"})
    assert not Article.objects.get(pk=report.pk).is_withdrawn


def test_the_desk_still_shows_it_marked(client, withdrawn, editor):
    client.force_login(editor)
    alone = Meeting.objects.get(slug="alone")
    for path in (
        "/en/admin/meetings/article/",
        "/en/admin/meetings/article/?is_withdrawn__exact=1",
        f"/en{reverse('admin:review-meeting', args=[alone.pk])}",
        f"/en/admin/meetings/meeting/{alone.pk}/change/",
        "/en/admin/meetings/withdrawal/",
        "/en/articles/leaks/",
    ):
        text = client.get(path).content.decode()
        assert HEADLINE in text, path
        assert "withdrawn" in text, path


def test_the_desk_marks_it_where_a_meeting_is_split(client, withdrawn, editor):
    client.force_login(editor)
    alone = Meeting.objects.get(slug="alone")
    page = client.get(reverse("admin:meetings_meeting_split", args=[alone.pk])).content.decode()
    parts = re.findall("<fieldset>.*?</fieldset>", page, re.DOTALL)
    marked = [part for part in parts if '<span class="state">مسحوب</span>' in part]
    assert [re.findall("<legend>(.*?)</legend>", part) for part in marked] == [["المصادر"], ["الأدلة"]]


def test_the_desk_marks_it_in_the_exported_list_of_meetings(client, withdrawn, editor):
    client.force_login(editor)
    with translation.override("en"):
        response = client.get(reverse("admin:meetings_meeting_export", args=["csv"]))
    rows = list(csv.DictReader(b"".join(response.streaming_content).decode("utf-8-sig").splitlines()))
    withdrawn_sources = {row["address"]: row["withdrawn reports"] for row in rows}
    assert withdrawn_sources["alone"].endswith(" (withdrawn)")
    assert withdrawn_sources["with-another"].count("(withdrawn)") == 1


def test_an_archive_file_has_neither_it_nor_its_words(withdrawn, tmp_path):
    call_command("export_archive", str(tmp_path / "archive.zip"), "--with-texts", verbosity=0)
    with zipfile.ZipFile(tmp_path / "archive.zip") as packed:
        rows = {
            name: [json.loads(line) for line in packed.read(f"jsonl/{name}.jsonl").splitlines()]
            for name in ("articles", "sources", "evidence")
        }
    assert [row["slug"] for row in rows["articles"]] == ["second"]
    assert [row["article"] for row in rows["sources"]] == ["second"]
    assert rows["evidence"] == []
