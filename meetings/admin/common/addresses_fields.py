"""Fields for web addresses, and the check of the archive's own URLs."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Model
from django.utils.translation import gettext as _

from meetings.queries.old_addresses import is_old_address_of_other


class WebAddressField(forms.URLField):
    """A field for a URL; without a scheme it becomes https."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**{"assume_scheme": "https", **options})


class NotAnothersAddress:
    """A validator that refuses a URL that another record of `model` had before.

    The record with the number `pk` may use its own old URLs again.
    """

    def __init__(self, model: type[Model], pk: Any) -> None:
        self.model, self.pk = model, pk

    def __call__(self, value: str) -> None:
        if value and is_old_address_of_other(self.model, value, self.pk):
            raise ValidationError(
                _("This URL led to another record before. Choose another one, so that old citations stay right.")
            )
