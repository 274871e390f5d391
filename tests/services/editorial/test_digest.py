"""The digest by mail: what it lists for each role, in which language, when, and that it is not sent without need."""

from datetime import timedelta
from io import StringIO

import pytest
from django.core import mail
from django.core.management import CommandError, call_command
from django.utils import timezone, translation

from meetings.models import DigestChoice, Feed, Incoming, Meeting, PublishingPlan
from meetings.services.editorial.assignments import assign
from meetings.services.editorial.comments import write_comment
from meetings.services.editorial.digest import choose_digest, make_digest_letter
from meetings.services.editorial.letters import get_language_of
from meetings.services.editorial.stages import StageMove, move
from meetings.services.roles import UserRole, give_role
from tests.admin.conftest import address
from tests.factories import MeetingFactory

pytestmark = pytest.mark.django_db

SITE = "https://mahdar.example/"


@pytest.fixture(autouse=True)
def mail_server(settings):
    settings.MAHDAR_SENDS_MAIL = True


@pytest.fixture
def make_user(django_user_model):
    def make(name: str, role: UserRole):
        user = django_user_model.objects.create(username=name, email=f"{name}@example.org")
        give_role(user, role)
        return django_user_model.objects.get(pk=user.pk)

    return make


@pytest.fixture
def editor(make_user):
    return make_user("huda", UserRole.EDITOR)


@pytest.fixture
def author(make_user):
    return make_user("amal", UserRole.CONTRIBUTOR)


def run(*options: str) -> str:
    out = StringIO()
    call_command("send_digest", *options, stdout=out, stderr=out)
    return out.getvalue()


def test_an_editor_reads_everything_that_waits(editor, author):
    draft = MeetingFactory(review_state="draft", created_by=author, headline_en="Meeting in Paris")
    move(draft, StageMove.SUBMIT, author)
    write_comment("meeting", draft.pk, author, "@huda which day?")
    assign(Meeting.objects.all(), editor, editor)
    Incoming.objects.create(raw_text="نص خبر", name="a.txt")
    Feed.objects.create(address="https://news.example/feed", name="News", error="broken")
    PublishingPlan.objects.create(kind="meeting", record_id=draft.pk, user=editor, failure="rules")
    letter = make_digest_letter(choose_digest(editor, "daily", "en", SITE))
    assert letter.to == ["huda@example.org"]
    for words in (
        "Notices to you: 1",
        "You are mentioned: Meeting in Paris: @huda which day?",
        "Scheduled meetings that were not published: 1",
        "Assigned to you: 1",
        "Drafts submitted for review: 1",
        "Imported reports: 1",
        "Feeds that fail: 1",
        f"{SITE}en/admin/review/{draft.pk}/",
        f"{SITE}en/admin/office/digest/",
    ):
        assert words in letter.body
    html = letter.alternatives[0][0]
    assert 'dir="ltr"' in html
    assert "Meeting in Paris" in html


def test_a_contributor_reads_of_their_own_drafts_in_arabic(editor, author):
    draft = MeetingFactory(review_state="draft", created_by=author)
    MeetingFactory(review_state="draft")
    move(draft, StageMove.SEND_BACK, editor, "أي يوم؟")
    letter = make_digest_letter(choose_digest(author, "daily", "ar", SITE))
    assert "أي يوم؟" in letter.body
    assert f"{SITE}admin/review/?queue=needs-work" in letter.body
    assert 'dir="rtl"' in letter.alternatives[0][0]
    assert "changelist" not in letter.body


def test_nothing_is_sent_when_there_is_nothing(editor):
    choose_digest(editor, "daily", "en", SITE)
    assert "0 digests sent, 1 with nothing to say, 0 failed." in run("daily")
    assert mail.outbox == []


def test_each_user_gets_it_once_as_often_as_chosen(editor, author, make_user):
    MeetingFactory(review_state="draft")
    choose_digest(editor, "daily", "en", SITE)
    weekly, never = make_user("zaid", UserRole.EDITOR), make_user("lina", UserRole.EDITOR)
    choose_digest(weekly, "weekly", "ar", SITE)
    choose_digest(never, "daily", "ar", SITE)
    choose_digest(never, "never", "ar", SITE)
    assert "huda@example.org: Mahdar: what waits at the desk" in run("daily", "--dry-run")
    assert "1 digests sent" in run("daily")
    assert "0 digests sent" in run("daily")
    assert "1 digests sent" in run("daily", "--now")
    assert [letter.to for letter in mail.outbox] == [["huda@example.org"]] * 2
    run("weekly")
    assert mail.outbox[-1].to == ["zaid@example.org"]
    DigestChoice.objects.update(sent_at=timezone.now() - timedelta(days=1))
    assert "1 digests sent" in run("daily")
    assert "0 digests sent" in run("weekly")


def test_without_a_mail_server_it_says_what_to_do(settings):
    settings.MAHDAR_SENDS_MAIL = False
    with pytest.raises(CommandError, match="Give EMAIL_URL"):
        run("daily")


def test_a_mail_that_fails_is_sent_again(editor, settings):
    MeetingFactory(review_state="draft")
    choose_digest(editor, "daily", "en", SITE)
    settings.EMAIL_BACKEND = "tests.services.editorial.failing_mail.EmailBackend"
    with pytest.raises(CommandError, match="tried again next time"):
        run("daily")
    assert DigestChoice.objects.get().sent_at is None


def test_mails_are_in_the_language_of_the_user(editor, settings):
    assert get_language_of(editor) == settings.LANGUAGE_CODE
    choose_digest(editor, "never", "en", SITE)
    assert get_language_of(editor) == "en"


def test_each_user_chooses_on_the_account_page(client, author):
    client.force_login(author)
    translation.activate("en")
    page = address("office-digest")
    assert "amal@example.org" in client.get(page).content.decode()
    response = client.post(page, {"every": "weekly", "language": "en"}, follow=True)
    assert "Your choice was saved." in response.content.decode()
    choice = DigestChoice.objects.get()
    assert (choice.user, choice.every, choice.language, choice.site) == (author, "weekly", "en", "http://testserver/")
    assert client.post(page, {"every": "hourly", "language": "en"}).status_code == 400
