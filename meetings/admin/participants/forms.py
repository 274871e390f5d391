"""The form of a participant, and the participants of a meeting together, saved in the order of their ranks."""

from functools import cached_property
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from meetings.admin.common.dates_fields import ArchiveDateField
from meetings.admin.common.loaded_rows import LoadedRowsFormSet
from meetings.admin.participants.picking import NewRecord, PickedRecords, PickField, make_key
from meetings.models import Country, Official, Organisation, Participation, Position
from meetings.models.people import Precision
from meetings.services.new_people import NewPerson, make_named_records, may_create
from meetings.services.participations import fill_in_office, set_order

PICKED = {"official": "official", "side": "side", "position": "position"}  # fields with one record -> what they hold
_OWN_CHECKS = {"official", "position", "meeting"}  # what this form and its formset check themselves, without a query
_TWICE = gettext_lazy("This official already takes part in this meeting.")


class ParticipationForm(forms.ModelForm[Participation]):
    """The form of a participant: a row of the table, with further facts below it.

    The rank among the participants is a number from 1, which may be repeated or missing: the formset puts the
    participants in order when it saves them.
    """

    official = PickField("official", label=gettext_lazy("official"), is_creatable=True)
    side = PickField("side", label=gettext_lazy("side"))
    position = PickField("position", label=gettext_lazy("position"), is_creatable=True)
    rank = forms.IntegerField(label=gettext_lazy("order"), required=False, min_value=1, max_value=999)
    new_name = forms.CharField(
        label=gettext_lazy("name in the other script"),
        required=False,
        max_length=200,
        widget=forms.TextInput(attrs={"dir": "auto"}),
    )
    new_start = ArchiveDateField(label=gettext_lazy("in office since"), required=False)
    new_start_precision = forms.ChoiceField(
        label=gettext_lazy("precision of the start"),
        choices=[choice for choice in Precision.choices if choice[0] != Precision.UNKNOWN],
        initial=Precision.DAY,
        required=False,
    )

    class Meta:
        model = Participation
        fields = (
            "official", "position", "role", "title_ar", "title_en", "name_as_written", "basis", "is_group",
        )  # fmt: skip

    def __init__(self, *args: Any, records: PickedRecords | None = None, user: Any = None, **options: Any) -> None:
        super().__init__(*args, **options)
        self.user = user
        self.new_person: NewPerson | None = None
        self.new_title = ""
        for name in {*PICKED, "role"} & set(self.fields):
            field = self.fields[name]
            field.widget.attrs["aria-label"] = f"{field.label} {self.number or '__number__'}"
            if name in PICKED:
                field.widget.records = records
        if self.instance.pk and self.instance.order is not None:
            self.initial["rank"] = self.instance.order + 1
        if self.instance.country_id or self.instance.organisation_id:
            side = self.instance.side
            self.initial["side"] = make_key(side)

    @property
    def number(self) -> str:
        """The place of the row in the table, from 1; empty for the row that the script copies."""
        number = (self.prefix or "").rpartition("-")[2]
        return str(int(number) + 1) if number.isdecimal() else ""

    @property
    def is_open(self) -> bool:
        """Whether the facts below the row are shown at first: they have errors, or belong to a new person."""
        return bool({*self.errors} - {"__all__", "rank", "role", *PICKED}) or self.new_person is not None

    def has_changed(self) -> bool:
        """Return whether there is something to save: in an added row more than its rank and role."""
        changed = set(self.changed_data)
        return bool(changed - {"rank", "role", "basis", "new_start_precision"}) or bool(changed and self.instance.pk)

    # --- Checks -------------------------------------------------------------------------------------------------------
    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        official, office = data.get("official"), data.get("position")
        if isinstance(official, NewRecord):
            precision = data.get("new_start_precision") or Precision.DAY
            self.new_person = NewPerson(official.text, data.get("new_name") or "", data.get("new_start"), precision)
            self._require_creating("official", Official)
            data["official"] = None
        if isinstance(office, NewRecord):
            self.new_title = office.text
            self._require_creating("position", Position)
            if data.get("side") is None and "side" not in self.errors:
                self.add_error("side", _("A new office needs its side. Choose the country or organisation."))
            data["position"] = None
        written = data.get("name_as_written", self.instance.name_as_written)
        named = (data.get("official"), data.get("position"), data.get("title_ar"), written)
        if not any(named) and not self.new_person and not self.new_title and not set(PICKED) & set(self.errors):
            self.add_error("official", _("Choose the official or the position, or enter at least a title."))
        return data

    def _require_creating(self, name: str, model: type[Any]) -> None:
        if not may_create(self.user, model):
            self.add_error(name, _("Your role does not allow you to create this record. Choose one of the list."))

    def _get_validation_exclusions(self) -> set[str]:
        excluded: set[str] = super()._get_validation_exclusions()  # type: ignore[misc]
        return excluded | _OWN_CHECKS

    def _post_clean(self) -> None:
        if "side" in self.cleaned_data:
            side = self.cleaned_data["side"]
            self.instance.country = side if isinstance(side, Country) else None
            self.instance.organisation = side if isinstance(side, Organisation) else None
        super()._post_clean()  # type: ignore[misc]

    # --- Saving -------------------------------------------------------------------------------------------------------
    def create_records(self) -> None:
        """Create the office and the person that the row adds, and appoint the person to the office."""
        make_named_records(self.instance, self.new_person, self.new_title, self.user)


class ParticipationFormSet(LoadedRowsFormSet):
    """The participants of a meeting. Displaying and checking them takes a fixed number of queries."""

    @cached_property
    def records(self) -> PickedRecords:
        """The records that the rows name, of the meeting and of the posted form."""
        parts = list(self.get_queryset()) if self.instance.pk else []
        known = [
            one for part in parts for one in (part.official, part.position, part.country, part.organisation) if one
        ]
        values = []
        for number in range(self.total_form_count()) if self.is_bound else ():
            for name, kind in PICKED.items():
                values.append((kind, str(self.data.get(f"{self.prefix}-{number}-{name}") or "")))
        return PickedRecords(values, known)

    def get_form_kwargs(self, index: int | None) -> dict[str, Any]:
        return {**super().get_form_kwargs(index), "records": self.records, "user": self.user}

    def clean(self) -> None:
        super().clean()
        before = {form.initial.get("official"): form for form in self.initial_forms if form.initial.get("official")}
        seen: set[int] = set()
        for form in self.forms:
            official = (getattr(form, "cleaned_data", None) or {}).get("official")
            if official is None or not hasattr(form, "cleaned_data"):
                continue
            goes = self.can_delete and self._should_delete_form(form)  # type: ignore[attr-defined]
            other = before.get(official.pk)
            taken = other is not None and other is not form and form in self.initial_forms
            if not goes and (official.pk in seen or taken):
                form.add_error("official", ValidationError(_TWICE, code="twice"))
            if not goes:
                seen.add(official.pk)

    def save_new(self, form: Any, commit: bool = True) -> Any:
        form.instance.meeting = self.instance
        form.create_records()
        fill_in_office(form.instance)
        return super().save_new(form, commit)

    def save_existing(self, form: Any, obj: Any, commit: bool = True) -> Any:
        form.create_records()
        return super().save_existing(form, obj, commit)

    def save(self, commit: bool = True) -> Any:
        saved = super().save(commit)
        if commit:
            forms = [form for form in self.forms if form.instance.pk and form not in self.deleted_forms]
            last = len(forms) + 1
            forms.sort(key=lambda form: form.cleaned_data.get("rank") or last)
            set_order(self.instance, [form.instance.pk for form in forms])
        return saved
