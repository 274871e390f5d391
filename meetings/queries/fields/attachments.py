"""Rows of attachments."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from meetings.models import Attachment
from meetings.queries.records import (
    COUNT,
    COUNT_OR_NULL,
    DAY_OR_NULL,
    KEY,
    TEXT,
    URL,
    URL_OR_NULL,
    Address,
    Field,
    Record,
    RecordType,
    choice,
    many,
)


def _list_records(record: Any, address: Address) -> list[Record]:
    return [ATTACHMENT.record(one, address) for one in record.attachments.all() if one.is_showable]


ATTACHMENT = RecordType(
    "Attachment",
    "A scan, photo or document of a meeting or an article.",
    (
        Field(
            "address", URL, _("The file. Its address changes if the file changes."),
            lambda one, address: address(one.file_url),
        ),
        Field("media_type", choice(["image/jpeg", "image/png", "image/webp", "application/pdf"]), _("Its media type.")),
        Field("sha256", KEY, _("SHA-256 of the file.")),
        Field("size", COUNT, _("Its size in bytes.")),
        Field("width", COUNT_OR_NULL, _("Width of an image in pixels.")),
        Field("height", COUNT_OR_NULL, _("Height of an image in pixels.")),
        Field(
            "thumbnail", URL_OR_NULL, _("A small image (WebP); null for a document."),
            lambda one, address: address(one.thumbnail_url) if one.is_image else None,
        ),
        Field("title_ar", TEXT, _("Title of the attachment in Arabic; may be empty.")),
        Field("title_en", TEXT, _("Title of the attachment in English; may be empty.")),
        Field("alt_ar", TEXT, _("What an image shows, in Arabic; may be empty.")),
        Field("alt_en", TEXT, _("What an image shows, in English; may be empty.")),
        Field("creator", TEXT, _("The author or photographer to credit; may be empty.")),
        Field("licence", choice(Attachment.Licence.choices), _("The licence of the file, not of the archive's data.")),
        Field(
            "licence_url", URL_OR_NULL, _("The text of the licence; null where it has no known page."),
            lambda one, a: one.licence_url or None,
        ),
        Field(
            "source_url", URL_OR_NULL, _("The page that the file comes from, or that states its licence."),
            lambda one, a: one.source_url or None,
        ),
        Field("taken_on", DAY_OR_NULL, _("The day on which it was made; null if unknown.")),
    ),
)  # fmt: skip
ATTACHMENTS = Field(
    "attachments", many(ATTACHMENT), _("Its scans, photos and documents. In lists only with `expand=evidence`."),
    _list_records, scope="detail",
)  # fmt: skip
