"""The rules of alerts one by one, without pages: who is asked, who is told, and of what."""

from datetime import timedelta

import pytest
from django.core import mail
from django.utils import timezone, translation

from meetings.models import Alert
from meetings.services import alerts

pytestmark = pytest.mark.django_db

READER = "reader@example.org"
SITE = "https://example.org/"


@pytest.fixture(autouse=True)
def outbox(settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"


def alert(query="country=FR", email=READER, language="en", **more) -> Alert:
    return Alert.objects.create(email=email, query=query, language=language, site=SITE, **more)


def confirmed(*, hours_ago: float, **more) -> Alert:
    moment = timezone.now() - timedelta(hours=hours_ago)
    return alert(confirmed_at=moment, told_until=moment, **more)


def ask(query="country=FR", email=READER) -> int:
    """How many messages one wish sends."""
    before = len(mail.outbox)
    alerts.request_alert(email, query, "en", SITE)
    return len(mail.outbox) - before


def test_a_key_that_is_wrong_confirms_nothing():
    waiting = alert()
    assert alerts.confirm_alert("no-such-key") is None
    waiting.refresh_from_db()
    assert waiting.confirmed_at is None


def test_a_key_confirms_its_alert():
    waiting, other = alert(), alert("country=IT")
    assert alerts.confirm_alert(waiting.key) == waiting
    waiting.refresh_from_db()
    other.refresh_from_db()
    assert waiting.confirmed_at == waiting.told_until is not None
    assert other.confirmed_at is None


def test_confirming_twice_skips_nothing_that_is_still_to_be_told():
    begun = confirmed(hours_ago=30)
    assert alerts.confirm_alert(begun.key) == begun
    assert Alert.objects.values_list("confirmed_at", "told_until").get() == (begun.confirmed_at, begun.told_until)


def test_the_question_comes_again_after_an_hour_and_not_before():
    assert ask() == 1
    assert ask() == 0
    Alert.objects.update(asked_at=timezone.now() - alerts.MIN_TIME_BETWEEN_QUESTIONS)
    assert ask() == 1
    assert Alert.objects.count() == 1


def test_what_is_confirmed_is_not_asked_again():
    assert ask() == 1
    Alert.objects.update(confirmed_at=timezone.now(), asked_at=timezone.now() - timedelta(days=2))
    assert ask() == 0


def test_with_as_many_questions_as_may_wait_one_of_them_is_asked_again():
    codes = ("FR", "IT", "DE", "US", "IR")
    assert len(codes) == alerts.MAX_UNCONFIRMED_ALERTS
    assert [ask(f"country={code}") for code in codes] == [1] * len(codes)
    Alert.objects.update(asked_at=timezone.now() - timedelta(days=1))
    assert ask("country=TR") == 0
    assert ask("country=FR") == 1
    assert ask("country=TR", "another@example.org") == 1
    Alert.objects.filter(query="country=FR").update(confirmed_at=timezone.now())
    assert ask("country=TR") == 1


def test_only_what_nobody_confirmed_for_a_week_is_forgotten():
    now = timezone.now()
    week = alerts.MAX_UNCONFIRMED_TIME
    kept = [alert("country=FR"), confirmed(hours_ago=1000, query="country=IT")]
    old = alert("country=DE")
    Alert.objects.filter(pk__in=(kept[1].pk, old.pk)).update(created_at=now - week - timedelta(minutes=1))
    Alert.objects.filter(pk=kept[0].pk).update(created_at=now - week + timedelta(minutes=1))
    assert alerts.delete_unconfirmed(now) == 1
    assert set(Alert.objects.all()) == set(kept)


def test_those_who_are_due_come_by_address_and_language():
    now = timezone.now()
    one, two = (confirmed(hours_ago=24, query=f"country={code}") for code in ("FR", "IT"))
    arabic = confirmed(hours_ago=24, language="ar")
    other = confirmed(hours_ago=24, email="another@example.org")
    alert("country=DE")
    early = confirmed(hours_ago=1, query="country=US")
    assert list(alerts.find_due_alerts(now)) == [[other], [arabic], [one, two]]
    assert list(alerts.find_due_alerts(now, at_once=True)) == [[other], [arabic], [one, two, early]]


def test_who_is_told_knows_of_everything_until_then():
    told, other = confirmed(hours_ago=24), confirmed(hours_ago=24, query="country=IT")
    now = timezone.now()
    alerts.mark_notified([told], now)
    assert list(Alert.objects.order_by("pk").values_list("told_until", flat=True)) == [now, other.told_until]


@pytest.mark.parametrize(
    ("query", "title"),
    [
        ("", "All meetings"),
        ("q=gas", "“gas”"),
        ("from=2023-01-02", "From 2 January 2023"),
        ("q=gas&from=2023-01-02&to=2023-05-06", "“gas” · From 2 January 2023 · To 6 May 2023"),
    ],
)
def test_a_search_in_words(query, title):
    with translation.override("en"):
        assert alerts.make_title(query) == title
