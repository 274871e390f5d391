"""E-mail alerts: a reader requests them without an account, confirms and ends them by links; Mahdar sends them daily.

Until the reader confirms, Mahdar sends only the one confirmation question. Repeated requests for the same mail address
do not send it repeatedly. Ending an alert deletes it.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from itertools import groupby

from django.core.mail import EmailMultiAlternatives
from django.db import IntegrityError, transaction
from django.http import QueryDict
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override

from meetings.models import Alert, Meeting, Publication
from meetings.queries import meetings as queries
from meetings.queries.days import format_long_date
from meetings.search import Sort, find_ids, read_request, write_query_string
from meetings.services.letters import write_letter

MIN_TIME_BETWEEN_QUESTIONS = timedelta(hours=1)  # between two questions to one mail address
MAX_UNCONFIRMED_ALERTS = 5  # alerts of one mail address that are not confirmed yet
MAX_UNCONFIRMED_TIME = timedelta(days=7)
MIN_TIME_BETWEEN_DIGESTS = timedelta(
    hours=20
)  # between two digests: a run at the same hour each day is never too early
MAX_MEETINGS_LISTED = 50  # meetings of one alert in one mail; the rest is a link away


@dataclass(frozen=True, slots=True)
class AlertResult:
    """The new meetings of one alert: those that the mail lists, and the ids of all."""

    alert: Alert
    title: str
    meetings: list[Meeting]
    ids: list[int]
    address: str
    end_address: str

    @property
    def total(self) -> int:
        """The number of new meetings, also of those that the mail does not list."""
        return len(self.ids)


def write_alert_query(params: QueryDict) -> str:
    """Return the search in `params` as a query string in one fixed form, so that equal searches are one alert."""
    request = read_request(params).request
    usual: Sort = "relevance" if request.query else "newest"
    return write_query_string(replace(request, page=1, sort=usual))


def make_title(query: str) -> str:
    """Return the search in words, in the current language."""
    reading = read_request(QueryDict(query))
    words = [_("“%(title)s”") % {"title": reading.request.query}] if reading.request.query else []
    words += [" / ".join(names.values()) for names in reading.labels.values() if names]
    for label, day in ((_("From"), reading.request.date_from), (_("To"), reading.request.date_to)):
        words += [f"{label} {format_long_date(day)}"] if day else []
    return " · ".join(words) or _("All meetings")


def request_alert(email: str, query: str, language: str, site: str) -> None:
    """Save the request for an alert and send the question that confirms it.

    Nothing shows the caller whether the mail address is known, since it may belong to another person.

    Args:
        email: The mail address that gets the alert.
        query: The search, as `write_alert_query` returns it.
        language: The language of the mails ("ar" or "en").
        site: The address of the site with its final slash.
    """
    email = email.strip().lower()
    now = timezone.now()
    waiting = Alert.objects.filter(email=email, confirmed_at=None)
    if waiting.exclude(query=query).count() >= MAX_UNCONFIRMED_ALERTS:
        return
    try:
        with transaction.atomic():
            alert, _new = Alert.objects.get_or_create(
                email=email, query=query, language=language, defaults={"site": site}
            )
    except IntegrityError:  # two requests at the same moment: the other one sends the question
        return
    if alert.confirmed_at or (alert.asked_at and now - alert.asked_at < MIN_TIME_BETWEEN_QUESTIONS):
        return
    with override(language):
        _question(alert).send()
    Alert.objects.filter(pk=alert.pk).update(asked_at=now)


def confirm_alert(key: str) -> Alert | None:
    """Start the alert that has this key, and return it; None if it does not exist (any more)."""
    alert = Alert.objects.filter(key=key).first()
    if alert and not alert.confirmed_at:
        alert.confirmed_at = alert.told_until = timezone.now()
        alert.save(update_fields=["confirmed_at", "told_until"])
    return alert


def end_alert(key: str) -> bool:
    """Delete the alert that has this key, and return whether it existed."""
    return bool(Alert.objects.filter(key=key).delete()[0])


def delete_unconfirmed(now: datetime) -> int:
    """Delete old alerts that their readers did not confirm, and return their number."""
    return Alert.objects.filter(confirmed_at=None, created_at__lt=now - MAX_UNCONFIRMED_TIME).delete()[0]


def find_due_alerts(now: datetime, at_once: bool = False) -> Iterator[list[Alert]]:
    """Yield the alerts that are due, those of one mail address and language together.

    With `at_once` also those whose reader got a mail today.
    """
    alerts = Alert.objects.filter(confirmed_at__isnull=False)
    if not at_once:
        alerts = alerts.filter(told_until__lte=now - MIN_TIME_BETWEEN_DIGESTS)
    for _key, together in groupby(alerts.order_by("email", "language", "id"), lambda one: (one.email, one.language)):
        yield list(together)


def make_digest(alerts: Iterable[Alert], now: datetime) -> EmailMultiAlternatives | None:
    """Return the mail that lists what became public since the last one; None if nothing did.

    `alerts` are those of one mail address and language.
    """
    alerts = list(alerts)
    with override(alerts[0].language):
        found = [one for one in (_found(alert, now) for alert in alerts) if one.total]
        return _letter(found) if found else None


def mark_notified(alerts: Iterable[Alert], now: datetime) -> None:
    """Record that the readers were notified of everything until `now`."""
    Alert.objects.filter(pk__in=[alert.pk for alert in alerts]).update(told_until=now)


def _found(alert: Alert, now: datetime) -> AlertResult:
    span = Publication.objects.filter(published_at__gt=alert.told_until, published_at__lte=now)
    new = set(Meeting.objects.public().filter(pk__in=span.values("meeting_id")).values_list("pk", flat=True))
    matching = [pk for pk in _matching(alert) if pk in new] if new else []
    return AlertResult(
        alert,
        make_title(alert.query),
        queries.load_in_order(matching[:MAX_MEETINGS_LISTED]),
        matching,
        _address(alert, reverse("search")) + (f"?{alert.query}" if alert.query else ""),
        _address(alert, reverse("alert-end", args=[alert.key])),
    )


def _matching(alert: Alert) -> list[int]:
    """Return the ids of the meetings that the alert's search finds, the latest first."""
    return find_ids(replace(read_request(QueryDict(alert.query)).request, sort="newest"))


def _address(alert: Alert, path: str) -> str:
    return alert.site.rstrip("/") + path


def _question(alert: Alert) -> EmailMultiAlternatives:
    values = {
        "title": make_title(alert.query),
        "confirm": _address(alert, reverse("alert-confirm", args=[alert.key])),
        "site": alert.site,
    }
    return write_letter(_("Confirm your alert from Mahdar"), "alerts/question", values, alert.email)


def _letter(found: list[AlertResult]) -> EmailMultiAlternatives:
    total = len({pk for one in found for pk in one.ids})
    subject = ngettext("%(n)s new meeting in Mahdar", "%(n)s new meetings in Mahdar", total) % {"n": total}
    alert = found[0].alert
    delete = _address(alert, reverse("alert-delete", args=[alert.key]))
    values = {"found": found, "site": alert.site.rstrip("/"), "language": alert.language, "subject": subject}
    values["delete_address"] = delete
    letter = write_letter(subject, "alerts/digest", values, alert.email, has_html=True)
    if len(found) == 1:  # a mail program's own button ends one alert, not several
        letter.extra_headers["List-Unsubscribe"] = f"<{found[0].end_address}>"
        letter.extra_headers["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    return letter
