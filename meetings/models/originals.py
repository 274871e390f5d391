"""Stored files, each by its content: those that reports were read from, and the files of attachments."""

from django.db import models
from django.utils.translation import gettext_lazy as _


def make_file_path(original: "Original", name: str) -> str:
    """Return where the file of an original is: by its content, so that one content is one file."""
    return f"originals/{original.sha256[:2]}/{original.sha256}"


class Original(models.Model):
    """A file as it came: a document, a saved page, a mail, a table or an attachment. It is never run.

    The public sees only the public copies of attachments, which are stored here too.
    """

    sha256 = models.CharField(_("hash of the file"), max_length=64, unique=True, editable=False)
    name = models.CharField(_("name"), max_length=255)
    size = models.PositiveBigIntegerField(_("size in bytes"))
    file = models.FileField(_("file"), upload_to=make_file_path, max_length=120)
    created_at = models.DateTimeField(_("created"), auto_now_add=True)

    class Meta:
        verbose_name = _("original file")
        verbose_name_plural = _("original files")
        ordering = ["-pk"]

    def __str__(self) -> str:
        return self.name


def make_original_field() -> "models.ForeignKey[Original | None, Original | None]":
    """Return the column with the file that a report was read from; null where its raw text is that file."""
    return models.ForeignKey(
        Original,
        verbose_name=_("original file"),
        null=True,
        blank=True,
        editable=False,
        on_delete=models.PROTECT,
        related_name="+",
    )
