"""Pages on which readers request, confirm and end alerts by mail."""

import logging

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from meetings.models import Alert
from meetings.models.languages import get_current_language
from meetings.services import alerts
from meetings.services.clients import is_within_limit
from meetings.services.mail_addresses import delete_address

logger = logging.getLogger(__name__)
MAX_ALERTS_AN_HOUR = 20  # from one connection
HOUR_SECONDS = 3600


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: HttpRequest) -> HttpResponse:
    """Show the form to request an alert for the search in the address; on POST, send the mail to confirm it."""
    query = alerts.write_alert_query(request.GET)
    values = {
        "offered": settings.MAHDAR_SENDS_MAIL,
        "search_address": reverse("search") + (f"?{query}" if query else ""),
        "search_title": alerts.make_title(query),
    }
    if request.method != "POST" or not settings.MAHDAR_SENDS_MAIL:
        return render(request, "alerts/ask.html", values)
    email = request.POST.get("email", "").strip()
    if problem := _problem(request, email, query):
        return render(request, "alerts/ask.html", {**values, "problem": problem, "typed": email[:254]}, status=422)
    try:
        alerts.request_alert(email, query, get_current_language(), request.build_absolute_uri("/"))
    except OSError:  # the mail server is down; smtplib's errors are OSErrors too
        logger.exception("The mail to confirm an alert could not be sent.")
        problem = _("The message cannot be sent at the moment. Try again later.")
        return render(request, "alerts/ask.html", {**values, "problem": problem, "typed": email}, status=503)
    return render(request, "alerts/ask.html", {**values, "sent": True})


def _problem(request: HttpRequest, email: str, query: str) -> str:
    """Return why Mahdar cannot send the mail, and what to do; empty if it can."""
    try:
        validate_email(email)
    except ValidationError:
        return _("This is not an e-mail address. An example is name@example.org.")
    if len(email) > 254 or len(query) > Alert._meta.get_field("query").max_length:  # type: ignore[operator]
        return _("The search or the address is too long for an alert. Shorten it.")
    if not is_within_limit(request, "alerts", MAX_ALERTS_AN_HOUR, HOUR_SECONDS):
        return _("Too many alerts were requested from your connection. Try again in an hour.")
    return ""


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def confirm(request: HttpRequest, key: str) -> HttpResponse:
    """Show the page of the link in the mail. It has a button, since mail programs open links without the reader."""
    alert = alerts.confirm_alert(key) if request.method == "POST" else Alert.objects.filter(key=key).first()
    if alert is None:
        return _gone(request)
    if alert.confirmed_at:
        heading, text, button = _("The alert is on"), _("We send you a message on days with new meetings."), ""
    else:
        heading, text, button = _("Confirm your alert"), "", _("Yes, send me new meetings")
    return _decide(request, alert, heading, text, button)


@csrf_exempt  # mail programs end alerts with their own button (RFC 8058); the key is the permission
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def end(request: HttpRequest, key: str) -> HttpResponse:
    """Show the page of the link at the end of each mail, on which the reader ends the alert."""
    alert = Alert.objects.filter(key=key).first()
    if alert is None:
        return _gone(request)
    if request.method == "POST":
        alerts.end_alert(key)
        return _decide(request, None, _("The alert has ended"), _("Your address was deleted with it."), "")
    return _decide(request, alert, _("End this alert?"), "", _("End it and delete my address"))


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def delete(request: HttpRequest, key: str) -> HttpResponse:
    """Show the page of the link in each mail, on which the reader deletes the address with all their alerts."""
    alert = Alert.objects.filter(key=key).first()
    if alert is None:
        return _gone(request)
    if request.method == "POST":
        delete_address(alert.email)
        text = _("We deleted your address, all its alerts, and the address in the errors that you reported.")
        return _decide(request, None, _("Your address is deleted"), text, "")
    text = _("This ends all your alerts, and deletes your address from the errors that you reported.")
    return _decide(request, None, _("Delete your address?"), text, _("Delete my address and all my alerts"))


def _gone(request: HttpRequest) -> HttpResponse:
    text = _("It was ended, or it was not confirmed within a week.")
    return _decide(request, None, _("This alert no longer exists"), text, "", status=410)


def _decide(
    request: HttpRequest, alert: Alert | None, heading: str, text: str, button: str, status: int = 200
) -> HttpResponse:
    values = {"heading": heading, "text": text, "button": button}
    if alert:
        values["search_title"] = alerts.make_title(alert.query)
        values["search_address"] = reverse("search") + (f"?{alert.query}" if alert.query else "")
    return render(request, "alerts/decide.html", values, status=status)
