"""Saved filters of the desk's lists."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class SavedFilter(models.Model):
    """A list of the desk with its filters, search and order, saved under a name: for its owner, or for all editors."""

    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("saved by"), on_delete=models.CASCADE, related_name="saved_filters"
    )
    list_of = models.CharField(_("list"), max_length=60, help_text=_("The kind of record, for example meeting."))
    name = models.CharField(_("name"), max_length=80)
    query = models.CharField(_("filters"), max_length=1000, blank=True)
    shared = models.BooleanField(_("shown to everyone"), default=False)
    created_at = models.DateTimeField(_("created"), auto_now_add=True)

    class Meta:
        verbose_name = _("saved filter")
        verbose_name_plural = _("saved filters")
        ordering = ["name", "id"]
        constraints = [models.UniqueConstraint(fields=["owner", "list_of", "name"], name="meetings_savedfilter_once")]

    def __str__(self) -> str:
        return self.name
