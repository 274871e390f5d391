"""Topics of meetings: a short controlled list."""

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from meetings.models.base import NamedModel, NaturalKeyManager, NaturalKeyModel


class Topic(NamedModel, NaturalKeyModel):
    """One entry of the controlled list of topics."""

    natural_key_fields = ("code",)

    code = models.SlugField(_("code"), max_length=40, unique=True)

    objects = NaturalKeyManager()

    class Meta:
        verbose_name = _("topic")
        verbose_name_plural = _("topics")
        ordering = ["name_ar"]

    def get_absolute_url(self) -> str:
        return reverse("topic", args=[self.code])
