"""Attachments: scans, photos and documents that belong to a meeting or to an article."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from meetings.models.base import NaturalKeyManager, NaturalKeyModel
from meetings.models.languages import choose_by_language


def make_file_field(label: Any, *, null: bool = False) -> "models.ForeignKey[Any, Any]":
    """Return a column with a stored file; a stored file that an attachment has cannot be deleted."""
    return models.ForeignKey(
        "meetings.Original",
        verbose_name=label,
        null=null,
        blank=null,
        editable=False,
        on_delete=models.PROTECT,
        related_name="+",
    )


class AttachmentQuerySet(models.QuerySet[Any]):
    """A set of attachments."""

    def showable(self) -> "AttachmentQuerySet":
        """Return those that the page of their record shows: an image needs a text for people who cannot see it."""
        return self.exclude(~Q(kind=Attachment.Kind.PDF), alt_ar="", alt_en="")


class Attachment(NaturalKeyModel):
    """A file of a meeting or an article: the file as it came, and the copy of it that the public sees.

    The copy of an image has no metadata, so it does not tell where a photo was taken. `sha256`, `size`, `width` and
    `height` are those of the public copy.
    """

    class Kind(models.TextChoices):
        JPEG = "jpeg", "JPEG"
        PNG = "png", "PNG"
        WEBP = "webp", "WebP"
        PDF = "pdf", "PDF"

    class Licence(models.TextChoices):
        PUBLIC_DOMAIN = "public-domain", _("public domain")
        CC0 = "cc0", "CC0 1.0"
        CC_BY = "cc-by-4.0", "CC BY 4.0"
        CC_BY_SA = "cc-by-sa-4.0", "CC BY-SA 4.0"
        PERMISSION = "permission", _("used with permission")
        OTHER = "other", _("another licence")

    natural_key_fields = ("meeting__slug", "article__slug", "sha256")

    meeting = models.ForeignKey(
        "meetings.Meeting", verbose_name=_("meeting"), null=True, blank=True, on_delete=models.CASCADE,
        related_name="attachments",
    )  # fmt: skip
    article = models.ForeignKey(
        "meetings.Article", verbose_name=_("article"), null=True, blank=True, on_delete=models.CASCADE,
        related_name="attachments",
    )  # fmt: skip
    order = models.PositiveSmallIntegerField(_("order"), default=0)
    original = make_file_field(_("original file"))
    public_file = make_file_field(_("public copy"))
    thumbnail = make_file_field(_("small image"), null=True)
    kind = models.CharField(_("kind of file"), max_length=4, choices=Kind, editable=False)
    sha256 = models.CharField(_("hash of the public copy"), max_length=64, editable=False, db_index=True)
    size = models.PositiveBigIntegerField(_("size in bytes"), editable=False)
    width = models.PositiveIntegerField(_("width in pixels"), null=True, blank=True, editable=False)
    height = models.PositiveIntegerField(_("height in pixels"), null=True, blank=True, editable=False)
    title_ar = models.CharField(pgettext_lazy("attachment", "title in Arabic"), max_length=250, blank=True)
    title_en = models.CharField(pgettext_lazy("attachment", "title in English"), max_length=250, blank=True)
    alt_ar = models.CharField(
        _("alternative text in Arabic"), max_length=400, blank=True,
        help_text=_("What the image shows, for people who cannot see it. Readers see an image only if it has one."),
    )  # fmt: skip
    alt_en = models.CharField(_("alternative text in English"), max_length=400, blank=True)
    creator = models.CharField(
        _("author or photographer"), max_length=200, blank=True, help_text=_("The person or the office to credit.")
    )
    licence = models.CharField(_("licence"), max_length=14, choices=Licence)
    source_url = models.URLField(
        _("URL of the source"), max_length=2000, blank=True,
        help_text=_("The page that the file comes from. For another licence: the page that states it."),
    )  # fmt: skip
    taken_on = models.DateField(_("date taken"), null=True, blank=True)

    objects = NaturalKeyManager.from_queryset(AttachmentQuerySet)()

    class Meta:
        verbose_name = _("attachment")
        verbose_name_plural = _("attachments")
        ordering = ["order", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(meeting__isnull=True) ^ Q(article__isnull=True), name="meetings_attachment_one_record"
            ),
            models.UniqueConstraint(
                fields=["meeting", "sha256"],
                condition=Q(meeting__isnull=False),
                name="meetings_attachment_once_meeting",
            ),
            models.UniqueConstraint(
                fields=["article", "sha256"],
                condition=Q(article__isnull=False),
                name="meetings_attachment_once_article",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def title(self) -> str:
        """The title in the language of the page."""
        return choose_by_language(self.title_ar, self.title_en)

    @property
    def alt(self) -> str:
        """The alternative text in the language of the page."""
        return choose_by_language(self.alt_ar, self.alt_en)

    @property
    def is_image(self) -> bool:
        """Whether the file is an image."""
        return self.kind != self.Kind.PDF

    @property
    def is_showable(self) -> bool:
        """Whether the page of its record shows it, as `AttachmentQuerySet.showable` decides."""
        return not self.is_image or bool(self.alt_ar or self.alt_en)

    @property
    def media_type(self) -> str:
        """The media type of the public copy, by its content."""
        return "application/pdf" if self.kind == self.Kind.PDF else f"image/{self.kind}"

    @property
    def licence_url(self) -> str:
        """The page with the text of the licence; empty where the licence has no known page."""
        return _LICENCE_PAGES.get(self.licence, "")

    @property
    def file_url(self) -> str:
        """The address of the public copy."""
        return reverse("attachment", args=[self.sha256])

    @property
    def thumbnail_url(self) -> str:
        """The address of the small image."""
        return reverse("attachment-thumbnail", args=[self.sha256])

    def clean(self) -> None:
        """Raise ValidationError if the title, the author or the address that the licence needs is missing."""
        if not (self.title_ar or self.title_en):
            raise ValidationError({"title_ar": _("Enter a title in Arabic or in English.")})
        if self.licence in _LICENCES_WITH_CREDIT and not self.creator:
            raise ValidationError({"creator": _("This licence asks for a credit. Enter the author.")})
        if self.licence == self.Licence.OTHER and not self.source_url:
            raise ValidationError({"source_url": _("Enter the URL of the page that states the licence.")})


_CC = "https://creativecommons.org"
_LICENCE_PAGES = {
    Attachment.Licence.PUBLIC_DOMAIN.value: f"{_CC}/publicdomain/mark/1.0/",
    Attachment.Licence.CC0.value: f"{_CC}/publicdomain/zero/1.0/",
    Attachment.Licence.CC_BY.value: f"{_CC}/licenses/by/4.0/",
    Attachment.Licence.CC_BY_SA.value: f"{_CC}/licenses/by-sa/4.0/",
}
_LICENCES_WITH_CREDIT = (Attachment.Licence.CC_BY, Attachment.Licence.CC_BY_SA, Attachment.Licence.PERMISSION)
