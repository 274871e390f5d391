"""Attachments for the pages of their records, and the files that the public may request."""

from typing import Any

from django.db.models import Q, QuerySet

from meetings.models import Attachment
from meetings.queries.archive import select_public_articles


def select_shown_attachments() -> QuerySet[Attachment]:
    """Return the attachments that the page of their record shows; whether the public sees the record is its matter."""
    found: QuerySet[Attachment] = Attachment.objects.showable()
    return found


def select_public_attachments() -> QuerySet[Attachment]:
    """Return the attachments of published meetings, and of articles whose page the public sees."""
    of_meetings, of_articles = Q(meeting__review_state="published"), Q(article__in=select_public_articles())
    return select_shown_attachments().filter(of_meetings | of_articles)


def list_attachments(record: Any) -> list[Attachment]:
    """Return the attachments that the page of a meeting or an article shows, in their order; one query."""
    return list(select_shown_attachments().filter(**{str(record._meta.model_name): record}))


def find_attachment(sha256: str, drafts: bool = False) -> Attachment | None:
    """Return an attachment whose public copy has this hash, with its files; without `drafts` only a public one."""
    attachments = Attachment.objects.all() if drafts else select_public_attachments()
    found: Attachment | None = (
        attachments.filter(sha256=sha256).select_related("public_file", "thumbnail").order_by("pk").first()
    )
    return found


def is_public_attachment(attachment: Attachment) -> bool:
    """Return whether the public sees an attachment."""
    return select_public_attachments().filter(pk=attachment.pk).exists()
