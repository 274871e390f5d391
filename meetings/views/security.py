"""security.txt (RFC 9116): whom to write to about a vulnerability of this site."""

from datetime import UTC, datetime, timedelta

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from meetings.models.languages import list_language_codes

VALID_DAYS = 180  # RFC 9116 recommends less than a year


@require_safe
def security_txt(request: HttpRequest) -> HttpResponse:
    """Return security.txt with the contact of the settings; without a contact there is no such file (404)."""
    if not settings.MAHDAR_SECURITY_CONTACT:
        raise Http404
    lines = [
        f"Contact: {settings.MAHDAR_SECURITY_CONTACT}",
        f"Expires: {_expires(timezone.now()):%Y-%m-%dT%H:%M:%SZ}",
        f"Preferred-Languages: {', '.join(list_language_codes())}",
        f"Canonical: {request.build_absolute_uri(reverse('security'))}",
    ]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")


def _expires(now: datetime) -> datetime:
    """Return the first moment of the month in which the file expires, so that it changes once a month."""
    end = now.astimezone(UTC) + timedelta(days=VALID_DAYS)
    return end.replace(day=1, hour=0, minute=0, second=0, microsecond=0)
