"""A withdrawn record answers 410 with the public reason everywhere, and with nothing of its content."""

import datetime
import re
from contextlib import nullcontext

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone, translation

from meetings.models import Meeting, Official, OldAddress, Version, Withdrawal
from meetings.queries.days import format_long_date
from meetings.queries.withdrawals import find_notice
from meetings.services import review
from meetings.services.history import recorded
from meetings.services.merging.merge_officials import merge_officials
from meetings.services.roles import UserRole, give_role
from meetings.services.withdrawals import WithdrawalRefusedError, publish_again, withdraw
from tests import factories

pytestmark = pytest.mark.django_db

HEADLINE = "ماكرون يستقبل بارزاني في الإليزيه"
SECRET = "شكوى من المحامي"
LATE_ON_12_MARCH = datetime.datetime(2026, 3, 12, 22, 30, tzinfo=datetime.UTC)  # the 13th in the archive's zone


@pytest.fixture
def editor(django_user_model):
    return django_user_model.objects.create(username="editor", is_staff=True, is_superuser=True)


@pytest.fixture
def meeting():
    record = factories.MeetingFactory(
        slug="macron-barzani", headline_ar=HEADLINE, headline_en="Macron receives Barzani"
    )
    part = factories.ParticipationFactory(meeting=record, official__slug="emmanuel-macron")
    factories.ParticipationFactory(
        meeting=record, official__slug="nechirvan-barzani", country__code="FR", country__name_ar="فرنسا"
    )
    factories.SourceFactory(meeting=record, article__slug="a-report")
    record.first = part.official
    return record


@pytest.fixture
def withdrawn(meeting, editor, index):
    withdraw(meeting, editor, "source", ("صححت الوكالة خبرها.", "The agency corrected its report."), SECRET)
    return meeting


PAGES = [
    "/meetings/macron-barzani/",
    "/en/meetings/macron-barzani/",
    *(f"/meetings/macron-barzani.{ending}" for ending in ("pdf", "png", "json", "csv", "ics", "bib", "jsonld")),
]


@pytest.mark.parametrize("ending", ["json", "jsonld"])
def test_an_export_for_programs_answers_with_the_problem_of_the_api(client, withdrawn, ending):
    path = f"/en/meetings/macron-barzani.{ending}?rows=people"
    response = client.get(path)
    of_the_api = client.get("/api/v1/meetings/macron-barzani/", headers={"accept-language": "en"}).json()
    assert response["Content-Type"] == "application/problem+json"
    assert response.json() == {**of_the_api, "instance": path}
    assert client.head(path).status_code == 410


@pytest.mark.parametrize("ending", ["csv", "ics", "bib", "ris"])
def test_an_export_as_text_answers_in_plain_text(client, withdrawn, ending):
    Withdrawal.objects.update(withdrawn_at=LATE_ON_12_MARCH)
    response = client.get(f"/en/meetings/macron-barzani.{ending}")
    assert response["Content-Type"] == "text/plain; charset=utf-8"
    day = format_long_date(datetime.date(2026, 3, 13))
    assert response.content.decode().splitlines() == [
        "This record was withdrawn",
        "Reason: The source withdrew or corrected its report.",
        "Explanation: The agency corrected its report.",
        f"Since: {day}",
        "Ask the editors about it: http://testserver/en/corrections/new/?about=/en/meetings/macron-barzani." + ending,
    ]


def test_a_plain_text_has_no_markup_and_no_empty_line(client, meeting, editor):
    withdraw(meeting, editor, "source", ("أ & ب", "A & B"), "")
    assert "Explanation: A & B\n" in client.get("/en/meetings/macron-barzani.csv").content.decode()
    Withdrawal.objects.update(explanation_ar="", explanation_en="")
    lines = client.get("/en/meetings/macron-barzani.csv").content.decode().splitlines()
    assert [line.partition(":")[0] for line in lines[1:]] == ["Reason", "Since", "Ask the editors about it"]


@pytest.mark.parametrize("ending", ["pdf", "png", "xlsx"])
def test_an_export_that_a_person_opens_answers_with_a_page(client, withdrawn, ending):
    assert client.get(f"/meetings/macron-barzani.{ending}")["Content-Type"] == "text/html; charset=utf-8"


@pytest.mark.parametrize("path", PAGES)
def test_every_address_of_the_record_answers_with_the_notice_alone(client, withdrawn, path):
    response = client.get(path)
    text = response.content.decode()
    assert response.status_code == 410
    assert response["X-Robots-Tag"] == "noindex"
    assert "no-store" in response["Cache-Control"]
    assert ("The agency corrected its report." if path.startswith("/en/") else "صححت الوكالة خبرها.") in text
    assert HEADLINE not in text
    assert "Macron receives" not in text
    assert SECRET not in text


def test_the_api_answers_with_a_problem(client, withdrawn):
    Withdrawal.objects.update(withdrawn_at=LATE_ON_12_MARCH)
    response = client.get("/api/v1/meetings/macron-barzani/", headers={"accept-language": "en"})
    body = response.json()
    assert response.status_code == 410
    assert response["Content-Type"] == "application/problem+json"
    assert body["title"] == "The record was withdrawn"
    assert body["record"] == "meeting"
    assert body["reason"] == "The source withdrew or corrected its report."
    assert body["explanation"] == "The agency corrected its report."
    assert body["withdrawn_on"] == "2026-03-13"
    assert HEADLINE not in response.content.decode()
    assert SECRET not in response.content.decode()


def test_lists_and_the_sitemap_leave_it_out(client, withdrawn):
    for path in ("/meetings/", "/sitemap-meetings.xml", "/api/v1/meetings/", "/meetings.json", "/meetings.atom"):
        response = client.get(path)
        body = b"".join(response) if response.streaming else response.content
        assert b"macron-barzani" not in body, path


def test_its_report_is_no_longer_shown_either(client, withdrawn):
    response = client.get("/articles/a-report/")
    assert response.status_code == 410
    assert "لقاء في باريس" not in response.content.decode()


def test_a_withdrawn_official(client, meeting, editor):
    withdraw(meeting.first, editor, "person")
    for path in ("/officials/emmanuel-macron/", "/officials/emmanuel-macron.csv", "/between/emmanuel-macron/fr/"):
        assert client.get(path).status_code == 410, path
    assert client.get("/api/v1/officials/emmanuel-macron/").status_code == 410
    assert client.get("/meetings/macron-barzani/").status_code == 200


def test_an_old_address_of_a_withdrawn_record(client, meeting, editor):
    Meeting.objects.filter(pk=meeting.pk).update(slug="macron-receives-barzani")
    withdraw(Meeting.objects.get(pk=meeting.pk), editor, "wrong")
    assert client.get("/meetings/macron-barzani/").status_code == 410
    assert client.get("/meetings/macron-receives-barzani/").status_code == 410


def test_a_merged_record_still_redirects(client, meeting, editor):
    other = factories.OfficialFactory(slug="e-macron", name_ar="إيمانويل ماكرون")
    merge_officials(meeting.first.pk, other.pk, editor)
    response = client.get("/officials/e-macron/")
    assert (response.status_code, response["Location"]) == (301, "/officials/emmanuel-macron/")


def test_undoing_it_brings_everything_back(client, withdrawn, editor, django_user_model):
    before = Meeting.objects.get()
    publish_again(before, editor, "الوكالة أكدت الخبر")
    assert client.get("/meetings/macron-barzani/").status_code == 200
    row = Withdrawal.objects.get()
    assert row.ended_by == editor
    assert row.ended_at is not None
    ways = Version.objects.filter(kind="meeting", record_id=before.pk).values_list("way", flat=True)
    assert list(ways).count("withdraw") == 2


def test_the_list_isolates_the_name_of_the_editor(client, withdrawn, editor):
    """The name of an editor in other letters does not turn the words around it."""
    publish_again(Meeting.objects.get(), editor, "")
    client.force_login(editor)
    page = client.get("/en/admin/meetings/withdrawal/").content.decode()
    assert f"published again by <bdi>{editor}</bdi>" in page


def test_the_list_names_the_record_and_says_whether_it_is_public(client, withdrawn, editor):
    client.force_login(editor)
    page = client.get("/en/admin/meetings/withdrawal/").content.decode()
    assert f"<bdi>{Meeting.objects.get().headline_en}</bdi>" in page
    assert re.findall(r'<a href="\?(?:kind|ended)=\w+">\s*([^<]+?)\s*</a>', page) == [
        "Meeting", "in force", "public again"
    ]  # fmt: skip
    assert len(client.get("/en/admin/meetings/withdrawal/?ended=yes").context["cl"].result_list) == 0
    assert len(client.get("/en/admin/meetings/withdrawal/?ended=no").context["cl"].result_list) == 1


def test_an_editor_reads_on_the_page_that_it_is_withdrawn(client, withdrawn, editor):
    client.force_login(editor)
    assert '<span class="stamp">withdrawn</span>' in client.get("/en/meetings/macron-barzani/").content.decode()


def test_publishing_in_another_way_ends_it_too(withdrawn, editor):
    review.publish(Meeting.objects.all(), editor)
    assert Withdrawal.objects.get().ended_at is not None
    review.reject(Meeting.objects.all(), editor)
    notice = find_notice("/meetings/macron-barzani/")
    assert notice is not None
    assert notice.explanation == ""


def test_what_was_withdrawn_and_then_deleted_keeps_its_notice(client, withdrawn, editor):
    with recorded(editor):
        Meeting.objects.get().delete()
    response = client.get("/en/meetings/macron-barzani/")
    assert response.status_code == 410
    assert "The agency corrected its report." in response.content.decode()


def test_a_deleted_record_that_the_public_saw(client, meeting, editor):
    with recorded(editor):
        meeting.delete()
    response = client.get("/en/meetings/macron-barzani/")
    assert response.status_code == 410
    assert "An editor deleted the record." in response.content.decode()
    assert client.get("/api/v1/meetings/macron-barzani/").status_code == 410


@pytest.mark.parametrize(
    ("decide", "words"),
    [(review.return_to_draft, "An editor returned the record to review."), (review.reject, "does not belong")],
)
def test_a_record_that_is_no_longer_published(client, meeting, editor, decide, words):
    decide(Meeting.objects.all(), editor)
    response = client.get("/en/meetings/macron-barzani/")
    assert response.status_code == 410
    assert words in response.content.decode()


def test_a_record_that_the_public_never_saw_is_unknown(client, editor, meeting):
    draft = factories.MeetingFactory(slug="draft", review_state="draft")
    review.reject(Meeting.objects.filter(pk=draft.pk), editor)
    with recorded(editor):
        factories.OfficialFactory(slug="never-public", review_state="draft").delete()
    for path in ("/meetings/draft/", "/api/v1/meetings/draft/", "/officials/never-public/", "/places/nowhere/"):
        assert client.get(path).status_code == 404, path


@pytest.mark.parametrize("is_recorded", [True, False])
@pytest.mark.parametrize(("kind", "folder"), [("meeting", "meetings"), ("official", "officials")])
def test_a_renamed_draft_that_was_deleted_is_unknown_at_all_its_addresses(client, editor, kind, folder, is_recorded):
    draft = getattr(factories, f"{kind.capitalize()}Factory")(slug="first", review_state="draft")
    with recorded(editor) if is_recorded else nullcontext():
        draft.slug = "second"
        draft.save()
    with recorded(editor) if is_recorded else nullcontext():
        draft.delete()
    for path in ("first", "second"):
        assert client.get(f"/{folder}/{path}/").status_code == 404, path
        assert client.get(f"/api/v1/{folder}/{path}/").status_code == 404, path


def test_a_record_that_was_public_and_was_deleted_as_a_draft(client, meeting, editor):
    Meeting.objects.filter(pk=meeting.pk).update(slug="macron-receives-barzani")
    for record in (Meeting.objects.get(), meeting.first):
        review.return_to_draft(type(record).objects.filter(pk=record.pk), editor)
    meeting.participations.all().delete()
    for record in (Meeting.objects.get(), meeting.first):
        record.refresh_from_db()
        with recorded(editor):
            record.delete()
    for path in ("meetings/macron-barzani", "meetings/macron-receives-barzani", "officials/emmanuel-macron"):
        assert client.get(f"/{path}/").status_code == 410, path


def test_the_notice_at_a_former_address_of_a_deleted_record(meeting, editor):
    """It has the day of the deletion, not of the renaming, and the reason of a withdrawal."""
    Meeting.objects.filter(pk=meeting.pk).update(slug="macron-receives-barzani")
    OldAddress.objects.update(created_at="2020-01-01T00:00Z")
    withdraw(Meeting.objects.get(), editor, "law")
    with recorded(editor):
        Meeting.objects.get().delete()
    present, former = find_notice("/meetings/macron-receives-barzani/"), find_notice("/meetings/macron-barzani/")
    assert present is not None
    assert former == present
    assert str(former.reason) == Withdrawal.objects.get().get_reason_display()
    Withdrawal.objects.all().delete()
    deleted = find_notice("/meetings/macron-barzani/")
    assert deleted is not None
    assert deleted.day == timezone.localdate()


def test_only_an_editor_withdraws(meeting, django_user_model):
    contributor = django_user_model.objects.create(username="contributor", is_staff=True)
    give_role(contributor, UserRole.CONTRIBUTOR)
    with pytest.raises(PermissionDenied):
        withdraw(meeting, contributor, "wrong")
    assert Official.objects.public().count() == 2
    assert not Withdrawal.objects.exists()


@pytest.mark.parametrize(
    ("reason", "explanation", "words"),
    [
        ("", ("", ""), "Choose the reason"),
        ("other", ("  ", ""), "Explain the other reason"),
        ("wrong", ("", "x" * 501), "too long"),
    ],
)
def test_a_wrong_form_changes_nothing(meeting, editor, reason, explanation, words):
    with translation.override("en"), pytest.raises(WithdrawalRefusedError, match=words):
        withdraw(meeting, editor, reason, explanation)
    assert Meeting.objects.public().exists()


def test_a_draft_cannot_be_withdrawn(editor):
    with translation.override("en"), pytest.raises(WithdrawalRefusedError, match="not published"):
        withdraw(factories.MeetingFactory(review_state="draft"), editor, "wrong")


def test_the_desk_withdraws_and_publishes_again(client, meeting, editor, index):
    client.force_login(editor)
    form = f"/en/admin/meetings/meeting/{meeting.pk}/change/"
    page = f"/en/admin/meetings/meeting/{meeting.pk}/withdraw/"
    assert page in client.get(form).content.decode()
    refused = client.post(page, {"reason": "other", "explanation_ar": "", "note": "الملاحظة"})
    assert refused.status_code == 422
    assert "Explain the other reason" in refused.content.decode()
    assert 'value="الملاحظة"' not in client.get(page).content.decode()
    client.post(page, {"reason": "law", "explanation_en": "A court order.", "note": SECRET})
    assert Withdrawal.objects.get().explanation_en == "A court order."
    assert "A court order." in client.get(page).content.decode()
    assert "Macron receives Barzani" in client.get("/en/admin/meetings/withdrawal/").content.decode()
    client.post(page, {"again": "1"})
    assert Meeting.objects.get().review_state == "published"
