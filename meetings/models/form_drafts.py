"""Forms of the desk that are not saved yet: what an editor typed, or sent while signed out."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class FormDraft(models.Model):
    """What an editor entered in a form: saved while typing, or sent after the session had ended.

    `address` is the path of the form without the language of the page, `page` a number that the browser gives to each
    opened form; it is empty for a form that was sent.
    """

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("editor"), on_delete=models.CASCADE, related_name="form_drafts"
    )
    address = models.CharField(_("address of the form"), max_length=500)
    page = models.CharField(_("opened form"), max_length=40, blank=True)
    data = models.JSONField(_("what was entered"), default=list)  # [name, [value, ...]] in the order of the form
    saved_at = models.DateTimeField(_("saved"))

    class Meta:
        verbose_name = _("form draft")
        verbose_name_plural = _("form drafts")
        ordering = ["-saved_at", "-id"]
        indexes = [models.Index(fields=["user", "address"], name="meetings_formdraft_of")]

    def __str__(self) -> str:
        return f"{self.user}: {self.address}"


class FormDraftFile(models.Model):
    """A file of a form that was sent while signed out."""

    draft = models.ForeignKey(FormDraft, verbose_name=_("form draft"), on_delete=models.CASCADE, related_name="files")
    field = models.CharField(_("field"), max_length=200)
    name = models.CharField(_("name"), max_length=255)
    content_type = models.CharField(_("type"), max_length=200, blank=True)
    content = models.BinaryField(_("content"))

    class Meta:
        verbose_name = _("file of a form draft")
        verbose_name_plural = _("files of form drafts")
        ordering = ["id"]

    def __str__(self) -> str:
        return self.name
