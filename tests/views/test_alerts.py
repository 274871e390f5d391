"""Alerts from the form to the daily mail, with the archive's own search."""

import re
from datetime import timedelta

import pytest
from django.core import mail
from django.core.cache import cache
from django.core.management import CommandError, call_command
from django.test import Client
from django.utils import timezone

from meetings.models import Alert, CorrectionRequest, Meeting, Publication
from meetings.search import update_index
from meetings.services import alerts

READER = "reader@example.org"
FORM = "/alerts/new/?country=FR"


@pytest.fixture(autouse=True)
def sends_mail(settings):
    cache.clear()  # how often this connection asked
    settings.MAHDAR_SENDS_MAIL = True
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"


@pytest.fixture
def archive(sample_archive):
    """The sample archive, all of it published long ago."""
    Publication.objects.update(published_at=timezone.now() - timedelta(days=30))
    return sample_archive


def links(letter: mail.EmailMessage) -> list[str]:
    return re.findall(r"http://testserver(/\S+)", str(letter.body))


def subscribed(client, form: str = FORM, email: str = READER) -> Alert:
    """An alert as a reader makes it: the form, the mail, the button."""
    client.post(form, {"email": email})
    client.post(links(mail.outbox[-1])[0])
    mail.outbox.clear()
    return Alert.objects.filter(email=email, confirmed_at__isnull=False).latest("id")


def published_anew(*meetings: Meeting) -> None:
    """As if an editor had published these today."""
    for meeting in meetings:
        Publication.objects.filter(meeting_id=meeting.pk).delete()
        Meeting.objects.filter(pk=meeting.pk).update(review_state="draft")
        Meeting.objects.filter(pk=meeting.pk).update(review_state="published")
    update_index()


def french() -> list[Meeting]:
    return list(Meeting.objects.public().filter(participations__country__code="FR").distinct()[:3])


def test_nothing_but_the_question_is_sent_before_it_is_confirmed(archive, client):
    page = client.post(FORM, {"email": READER})
    assert "راجع بريدك" in page.content.decode()
    (question,) = mail.outbox
    assert question.to == [READER]
    assert "فرنسا" in question.body
    published_anew(*french())
    call_command("send_alerts", "--now")
    assert len(mail.outbox) == 1


def test_opening_the_link_asks_and_the_button_confirms(archive, client):
    client.post(FORM, {"email": READER})
    (link,) = links(mail.outbox[0])[:1]
    assert client.get(link).status_code == 200
    assert Alert.objects.get().confirmed_at is None  # mail programs open links by themselves
    assert "التنبيه يعمل" in client.post(link).content.decode()
    assert Alert.objects.get().confirmed_at


def test_new_meetings_are_told_once_and_only_those_of_the_search(archive, client):
    subscribed(client)
    wanted = french()
    other = Meeting.objects.public().exclude(participations__country__code="FR").first()
    published_anew(*wanted, other)
    call_command("send_alerts", "--now")
    (letter,) = mail.outbox
    for meeting in wanted:
        assert meeting.headline_ar in letter.body
        assert f"http://testserver{meeting.get_absolute_url()}" in letter.body
    assert other.headline_ar not in letter.body
    assert letter.subject == "3 لقاءات جديدة في «محضر»"
    (html, kind) = letter.alternatives[0]
    assert kind == "text/html"
    assert 'dir="rtl"' in html
    call_command("send_alerts", "--now")
    assert len(mail.outbox) == 1


def test_a_quiet_day_sends_nothing(archive, client):
    subscribed(client)
    call_command("send_alerts", "--now")
    assert mail.outbox == []


def test_a_digest_comes_once_a_day(archive, client):
    alert = subscribed(client)
    published_anew(*french())
    call_command("send_alerts")
    assert mail.outbox == []  # it began a moment ago
    Alert.objects.filter(pk=alert.pk).update(told_until=timezone.now() - timedelta(hours=24))
    call_command("send_alerts")
    assert len(mail.outbox) == 1


def test_a_meeting_that_was_public_before_is_not_news(archive, client):
    subscribed(client)
    first = french()[0]
    Meeting.objects.filter(pk=first.pk).update(review_state="draft")
    Meeting.objects.filter(pk=first.pk).update(review_state="published", headline_ar="عنوان آخر")
    call_command("send_alerts", "--now")
    assert mail.outbox == []


def test_several_alerts_of_one_reader_come_in_one_message(archive, client):
    subscribed(client)
    subscribed(client, "/alerts/new/?country=IT")
    italian = Meeting.objects.public().filter(participations__country__code="IT").first()
    published_anew(french()[0], italian)
    call_command("send_alerts", "--now")
    (letter,) = mail.outbox
    assert "فرنسا" in letter.body
    assert "إيطاليا" in letter.body
    assert "List-Unsubscribe" not in letter.extra_headers


@pytest.mark.parametrize(("most", "listed"), [(2, 2), (3, 3), (4, 3)])
def test_a_message_counts_more_meetings_than_it_lists(archive, client, monkeypatch, most, listed):
    monkeypatch.setattr(alerts, "MAX_MEETINGS_LISTED", most)
    subscribed(client)
    subscribed(client, "/alerts/new/")  # the same meetings once more
    published_anew(*french())
    call_command("send_alerts", "--now")
    (letter,) = mail.outbox
    assert letter.subject == "3 لقاءات جديدة في «محضر»"
    assert letter.body.count("3 لقاءات جديدة") == 2
    assert letter.body.count("•") == 2 * listed


def test_the_bounds_of_alerts():
    assert (alerts.MAX_UNCONFIRMED_ALERTS, alerts.MAX_MEETINGS_LISTED) == (5, 50)


def test_in_english(archive, client):
    client.post("/en/alerts/new/?q=barzani", {"email": READER})
    assert "Confirm your alert" in mail.outbox[0].subject
    client.post(links(mail.outbox[0])[0])
    published_anew(Meeting.objects.public().filter(participations__official__slug="nechirvan-barzani").first())
    call_command("send_alerts", "--now")
    assert mail.outbox[-1].subject == "1 new meeting in Mahdar"
    assert "http://testserver/en/meetings/" in mail.outbox[-1].body


def test_it_is_ended_by_the_link_and_the_address_is_gone(archive, client):
    subscribed(client)
    published_anew(french()[0])
    call_command("send_alerts", "--now")
    (end,) = [link for link in links(mail.outbox[0]) if link.endswith("/end/")]
    assert client.get(end).status_code == 200
    assert Alert.objects.count() == 1
    client.post(end)
    assert not Alert.objects.filter(email=READER).exists()
    assert client.get(end).status_code == 410


def test_the_button_of_a_mail_program_ends_it(archive, client):
    alert = subscribed(client)
    published_anew(french()[0])
    call_command("send_alerts", "--now")
    headers = mail.outbox[0].extra_headers
    assert headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert headers["List-Unsubscribe"] == f"<http://testserver/alerts/{alert.key}/end/>"
    from django.test import Client

    assert Client(enforce_csrf_checks=True).post(f"/alerts/{alert.key}/end/").status_code == 200
    assert not Alert.objects.exists()


def test_asking_again_and_again_sends_one_question(archive, client):
    for _ in range(3):
        client.post(FORM, {"email": READER.upper()})
    assert len(mail.outbox) == 1
    assert Alert.objects.get().email == READER


def test_one_address_cannot_be_flooded(archive, client):
    for code in ("FR", "IT", "DE", "US", "IR", "TR", "SY", "SA"):
        client.post(f"/alerts/new/?country={code}", {"email": READER})
    assert len(mail.outbox) == alerts.MAX_UNCONFIRMED_ALERTS


def test_one_connection_cannot_ask_without_end(archive, client):
    answers = [client.post(FORM, {"email": f"reader{number}@example.org"}).status_code for number in range(25)]
    assert answers.count(422) == 5


@pytest.mark.parametrize(
    "email", ["", "reader", "a@b", "a@example.org\nBcc: b@example.org", "x" * 300 + "@example.org"]
)
def test_what_is_no_address_is_told(archive, client, email):
    answer = client.post(FORM, {"email": email})
    assert answer.status_code == 422
    assert 'role="alert"' in answer.content.decode()
    assert mail.outbox == []


def test_a_search_is_one_alert_however_it_is_written(archive, client):
    client.post("/alerts/new/?country=fr&page=3&sort=oldest", {"email": READER})
    client.post(FORM, {"email": READER})
    assert Alert.objects.get().query == "country=FR"


def test_a_mail_server_that_is_down_is_told(archive, client, monkeypatch):
    monkeypatch.setattr("django.core.mail.backends.locmem.EmailBackend.send_messages", _refuse)
    answer = client.post(FORM, {"email": READER})
    assert answer.status_code == 503
    assert READER in answer.content.decode()


def test_what_could_not_be_sent_is_tried_again(archive, client, monkeypatch):
    subscribed(client)
    published_anew(french()[0])
    with monkeypatch.context() as broken:
        broken.setattr("django.core.mail.backends.locmem.EmailBackend.send_messages", _refuse)
        with pytest.raises(CommandError, match="1 messages could not"):
            call_command("send_alerts", "--now")
    call_command("send_alerts", "--now")
    assert len(mail.outbox) == 1


def _refuse(*args: object) -> None:
    raise ConnectionRefusedError


def test_a_dry_run_sends_nothing_and_remembers_nothing(archive, client, capsys):
    alert = subscribed(client)
    published_anew(french()[0])
    call_command("send_alerts", "--now", "--dry-run")
    assert READER in capsys.readouterr().out
    assert mail.outbox == []
    assert Alert.objects.get().told_until == alert.told_until


def test_what_nobody_confirms_is_forgotten(archive, client):
    client.post(FORM, {"email": READER})
    Alert.objects.update(created_at=timezone.now() - timedelta(days=8))
    call_command("send_alerts")
    assert not Alert.objects.exists()


def test_drafts_are_never_sent(archive, client):
    subscribed(client)
    first = french()[0]
    published_anew(first)
    Meeting.objects.filter(pk=first.pk).update(review_state="draft")
    call_command("send_alerts", "--now")
    assert mail.outbox == []


def test_without_a_mail_server_none_are_offered(archive, client, settings):
    assert "/alerts/new/?country=FR" in client.get("/sides/fr/").content.decode()
    settings.MAHDAR_SENDS_MAIL = False
    assert "/alerts/new/" not in client.get("/sides/fr/").content.decode()
    assert "قارئ خلاصات" in client.post(FORM, {"email": READER}).content.decode()
    assert mail.outbox == []
    with pytest.raises(CommandError, match="EMAIL_URL"):
        call_command("send_alerts")


LONGEST_EMAIL = f"{'x' * 242}@example.org"  # 254 characters


@pytest.mark.parametrize(
    ("email", "query", "status"),
    [
        (LONGEST_EMAIL, "", 200),
        (f"x{LONGEST_EMAIL}", "", 422),
        (READER, "q=" + "x" * 500, 200),
        (READER, "q=" + "%D8%A8" * 249 + "xxxx", 200),  # 1500 characters
        (READER, "q=" + "%D8%A8" * 249 + "xxxxx", 422),
    ],
)
def test_an_alert_has_room_for_an_address_and_a_search_of_a_usual_length(archive, client, email, query, status):
    assert client.post(f"/alerts/new/?{query}", {"email": email}).status_code == status


def test_confirming_twice_is_confirming_once(archive, client):
    client.post(FORM, {"email": READER})
    link = links(mail.outbox[0])[0]
    client.post(link)
    moment = Alert.objects.get().confirmed_at
    assert "التنبيه يعمل" in client.post(link).content.decode()
    assert "التنبيه يعمل" in client.get(link).content.decode()
    assert Alert.objects.get().confirmed_at == moment
    Alert.objects.all().delete()
    assert [client.get(link).status_code, client.post(link).status_code] == [410, 410]


class TestDeletingTheAddress:
    @pytest.fixture
    def two_alerts(self, archive, client):
        subscribed(client)
        subscribed(client, "/alerts/new/?country=IT")
        subscribed(client, email="other@example.org")
        CorrectionRequest.objects.create(key="k", message="m", email="Reader@example.org", language="ar", site="s")
        return Alert.objects.filter(email=READER)

    def test_the_owner_deletes_it_by_the_link_in_the_mail(self, two_alerts, client):
        published_anew(*french())
        call_command("send_alerts", "--now")
        letter = next(one for one in mail.outbox if one.to == [READER])
        link = next(link for link in links(letter) if link.endswith("/delete/"))
        assert link in str(letter.alternatives[0][0])
        assert client.get(link).status_code == 200
        assert two_alerts.count() == 2  # mail programs open links without the reader
        assert client.post(link).status_code == 200
        assert list(Alert.objects.values_list("email", flat=True)) == ["other@example.org"]
        assert CorrectionRequest.objects.get().email == ""
        assert client.post(link).status_code == 410

    def test_a_forged_button_needs_the_token_of_the_form(self, two_alerts):
        strict = Client(enforce_csrf_checks=True)
        assert strict.post(f"/alerts/{two_alerts[0].key}/delete/").status_code == 403
        assert two_alerts.count() == 2

    def test_an_administrator_deletes_it_and_reads_what_was_deleted(self, two_alerts, capsys, django_user_model):
        django_user_model.objects.create(username="amal", email=READER)
        call_command("delete_address", " READER@example.org")
        told = capsys.readouterr().out
        assert "deleted 2 alerts, and the address in 1 reports" in told
        assert "The account “amal” has this address too" in told
        assert not two_alerts.exists()

    def test_a_word_that_is_not_an_address_deletes_nothing(self, two_alerts):
        with pytest.raises(CommandError, match="is not a mail address"):
            call_command("delete_address", "example.org")
        assert two_alerts.count() == 2
