"""Checks of what runs by itself: feeds, timers, backups and mail."""

import datetime
from typing import Any

from django.conf import settings
from django.db.models import Count, Max
from django.utils import timezone
from django.utils.timesince import timesince
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from meetings.models import Feed, PublishingPlan
from meetings.queries.desk import list_failing_feeds
from meetings.services.backup.last_backup import read_last_backup
from meetings.services.health.results import OK, WARNING, HealthResult
from meetings.services.health.sizes import show_bytes

MAX_FETCH_AGE = datetime.timedelta(days=1)
MAX_PUBLISH_DELAY = datetime.timedelta(minutes=15)  # the timer runs every minute, or every few
MAX_BACKUP_AGE = datetime.timedelta(days=2)  # of a daily backup, one of which may fail


# --- Feeds and timers -------------------------------------------------------------------------------------------------
def check_feeds() -> HealthResult:
    """Name the feeds whose last request failed."""
    failing = list_failing_feeds()
    values: dict[str, Any] = {"failing": failing.count, "active": Feed.objects.filter(active=True).count()}
    if failing.count:
        found = ngettext("%(count)d feed fails: %(names)s", "%(count)d feeds fail: %(names)s", failing.count)
        names = ", ".join(map(str, failing.rows)) + (" ..." if failing.count > len(failing.rows) else "")
        remedy = _("Open each feed at the desk: it shows the reason. Correct its address, or switch it off.")
        return HealthResult(WARNING, found % {"count": failing.count, "names": names}, remedy, values)
    if not values["active"]:
        return HealthResult(OK, _("The desk subscribes to no feed."), values=values)
    return HealthResult(OK, _("No feed fails."), values=values)


def check_timers() -> HealthResult:
    """Look at when feeds were fetched last, and whether scheduled meetings are overdue."""
    now = timezone.now()
    feeds = Feed.objects.filter(active=True).aggregate(count=Count("id"), last=Max("last_fetched"))
    overdue = PublishingPlan.objects.filter(failure="", publish_at__lt=now - MAX_PUBLISH_DELAY).count()
    values = {"last_fetch": feeds["last"].isoformat() if feeds["last"] else None, "overdue_publications": overdue}
    if overdue:
        found = ngettext(
            "%(count)d scheduled meeting is overdue.", "%(count)d scheduled meetings are overdue.", overdue
        ) % {"count": overdue}
        remedy = _("Run manage.py publish_scheduled with a timer, every minute. manage.py serve does it too.")
        return HealthResult(WARNING, found, remedy, values)
    if feeds["count"] and (feeds["last"] is None or now - feeds["last"] > MAX_FETCH_AGE):
        found = _("No feed was fetched yet.")
        if feeds["last"]:
            found = _("The feeds were fetched last %(time)s ago.") % {"time": timesince(feeds["last"], depth=1)}
        remedy = _("Run manage.py fetch_feeds with a timer, about every 15 minutes.")
        return HealthResult(WARNING, found, remedy, values)
    if feeds["last"] and feeds["count"]:
        time = timesince(feeds["last"], depth=1)
        return HealthResult(OK, _("Feeds were fetched %(time)s ago; no scheduled meeting is overdue.") % {"time": time},
                            values=values)  # fmt: skip
    return HealthResult(OK, _("No scheduled meeting is overdue."), values=values)


# --- Backups ----------------------------------------------------------------------------------------------------------
def check_backup() -> HealthResult:
    """Look at how old the last backup is."""
    last = read_last_backup()
    if last is None:
        remedy = _("Run manage.py backup with a timer, every day, and copy its files to another machine.")
        return HealthResult(WARNING, _("No backup is known."), remedy, {"finished_at": None})
    age = timezone.now() - last.finished_at
    values = {"finished_at": last.finished_at.isoformat(), "bytes": last.size, "age_seconds": age.total_seconds()}
    found = _("The last backup is %(time)s old (%(size)s).")
    found %= {"time": timesince(last.finished_at, depth=1), "size": show_bytes(last.size)}
    if age > MAX_BACKUP_AGE:
        return HealthResult(WARNING, found, _("Run manage.py backup, and check its timer."), values)
    return HealthResult(OK, found, values=values)


# --- Mail -------------------------------------------------------------------------------------------------------------
def check_mail() -> HealthResult:
    """Look at the setting of the mail server; it is not asked."""
    if not settings.MAHDAR_SENDS_MAIL:
        found = _("EMAIL_URL is not set: the site sends no mail and offers no alerts.")
        return HealthResult(OK, found, values={"sends": False})
    values = {"sends": True}
    if settings.DEFAULT_FROM_EMAIL.endswith("@localhost"):
        found = _("The sender of mail is %(address)s, which other servers refuse.")
        found %= {"address": settings.DEFAULT_FROM_EMAIL}
        return HealthResult(WARNING, found, _("Set DEFAULT_FROM_EMAIL to an address of your site."), values)
    found = _("Mail is sent through %(host)s as %(address)s.")
    return HealthResult(
        OK, found % {"host": settings.EMAIL_HOST, "address": settings.DEFAULT_FROM_EMAIL}, values=values
    )
