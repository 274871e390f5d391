"""The form of an appointment, whose boxes create the official and the position that the archive does not have."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from meetings.admin.common.record_fields import CreatingForm, set_visible_with
from meetings.admin.participants.picking import PickField
from meetings.models import Appointment


class AppointmentForm(CreatingForm):
    """The form of an appointment; a new position needs its side."""

    side = PickField("side", label=gettext_lazy("side of the new position"))

    class Meta:
        model = Appointment
        fields = ("official", "position", "start", "start_precision", "end", "end_precision", "source_url")

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        set_visible_with(self.fields["side"].box, "position")  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        if "position" in self.new_records and data.get("side") is None and "side" not in self.errors:
            self.add_error("side", _("A new office needs its side. Choose the country or organisation."))
        return data

    def get_about(self, name: str) -> Any:
        return self.cleaned_data.get("side") if name == "position" else None
