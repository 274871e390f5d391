"""The form of a meeting."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from meetings.admin.common.new_places import check_new_place
from meetings.admin.common.record_fields import CreatingForm, set_visible_with
from meetings.admin.editorial.returning import describe_embargo
from meetings.admin.participants.picking import PickField
from meetings.models import Meeting, ReviewState, Wording
from meetings.models.base import list_editable_columns
from meetings.models.people import Precision
from meetings.services.review import EmbargoError, refuse_embargoed


class MeetingForm(CreatingForm):
    """The form of a meeting; it derives the precision from the date if the editor did not choose one."""

    country = PickField("side", label=_("country of a new place"))

    class Meta:
        model = Meeting
        fields = tuple(one.name for one in list_editable_columns(Meeting, ("created_by", "confidence")))
        help_texts = {
            "date_end": _("Only if the meeting lasted several days."),
            "date_explanation": _("How the day was inferred, if the report does not state it."),
            "place": _("The city. The building or hall belongs in the venue."),
            "headline_ar": _("Leave it empty: Mahdar makes it from the facts, and it follows them."),
            "headline_en": _("Leave it empty: pages name the participants."),
            "occasion_ar": _("The conference, summit or visit during which they met."),
            "summary_ar": _("Two or three sentences in the archive's own words, not the outlet's."),
            "notes": _("Only editors can see them."),
        }

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        if "headline_ar" in self.fields:
            self.fields["headline_ar"].required = False
        if "country" in self.fields:
            set_visible_with(self.fields["country"].box, "place")  # type: ignore[attr-defined]

    def clean_review_state(self) -> str:
        state: str = self.cleaned_data["review_state"]
        if state == ReviewState.PUBLISHED and "review_state" in self.changed_data:
            try:
                refuse_embargoed(Meeting, [self.instance.pk] if self.instance.pk else [])
            except EmbargoError as error:
                raise ValidationError(describe_embargo(error)) from error
        return state

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        if name := self.new_records.get("place"):
            self.new_place = check_new_place(self, name, "country")
        for headline in ("headline_ar", "headline_en"):
            if headline in self.changed_data and f"{headline}_wording" not in self.changed_data:
                data[f"{headline}_wording"] = Wording.EDITOR
        if "date" in self.errors:
            return data
        if not data.get("date"):
            if data.get("date_end"):
                raise ValidationError({"date_end": _("A last day needs a first day. Enter the first day.")})
            data["date_precision"] = Precision.UNKNOWN
            data["date_basis"] = Meeting.DateBasis.UNKNOWN
        else:
            if data.get("date_precision") == Precision.UNKNOWN:
                data["date_precision"] = Precision.DAY
            if data.get("date_basis") == Meeting.DateBasis.UNKNOWN:
                data["date_basis"] = Meeting.DateBasis.EDITOR
            if data.get("date_end") and data["date_end"] < data["date"]:
                raise ValidationError({"date_end": _("The last day cannot be before the first.")})
        return data

    def get_about(self, name: str) -> Any:
        return self.new_place if name == "place" else None
