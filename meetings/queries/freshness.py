"""When the public pages of records last changed, for those who fetch them again."""

from datetime import datetime

from django.db.models import QuerySet

from meetings.models import Official


def officials() -> QuerySet[Official, tuple[str, datetime]]:
    """Return (slug, last change) of the published officials."""
    return Official.objects.public().order_by("id").values_list("slug", "updated_at")
