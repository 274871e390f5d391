"""Times of the last change of public pages, for search engines."""

from datetime import datetime

from django.db.models import QuerySet

from meetings.models import Official


def select_officials() -> QuerySet[Official, tuple[str, datetime]]:
    """Return (slug, time of the last change) of the published officials."""
    return Official.objects.public().order_by("id").values_list("slug", "updated_at")
