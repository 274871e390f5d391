"""Forms to confirm the reading of a report, its meetings and their participants. They create no records."""

import json
from collections.abc import Callable, Iterable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy as _

from meetings.admin.common.addresses_fields import WebAddressField
from meetings.admin.common.dates_fields import ArchiveDateField
from meetings.models import Evidence, Meeting, Participation
from meetings.models.people import Precision

AS_READ = "read"  # the place that the text names and the archive does not have yet
MAX_MARKS = 500


class Picked(forms.Select):
    """A select for a long list: the page has only the chosen entry, and the user finds the others by typing.

    `label_of` returns the label of a value; None for a value that is not a choice.
    """

    def __init__(self, found_by: dict[str, Any], label_of: Callable[[str], str | None], **options: Any) -> None:
        super().__init__(**options)
        self.found_by, self.label_of = found_by, label_of

    def build_attrs(self, base_attrs: dict[str, Any], extra_attrs: dict[str, Any] | None = None) -> dict[str, Any]:
        return {
            **super().build_attrs(base_attrs, extra_attrs),
            "class": "admin-autocomplete",
            "data-ajax--cache": "true",
            "data-ajax--delay": "150",
            "data-ajax--type": "GET",
            "data-allow-clear": "true",
            "data-placeholder": "",
            "data-theme": "admin-autocomplete",
            **self.found_by,
        }

    def optgroups(self, name: str, value: list[str], attrs: dict[str, Any] | None = None) -> list[Any]:
        options = [] if self.allow_multiple_selected else [self.create_option(name, "", "", not any(value), 0)]
        for number, chosen in enumerate((one for one in value if one), start=1):
            label = self.label_of(str(chosen))
            if label is not None:
                options.append(self.create_option(name, chosen, label, True, number, attrs=attrs))
        return [(None, options, 0)]


class PickedMany(Picked, forms.SelectMultiple):
    """A select for several entries of a long list."""

    def build_attrs(self, base_attrs: dict[str, Any], extra_attrs: dict[str, Any] | None = None) -> dict[str, Any]:
        return {**super().build_attrs(base_attrs, extra_attrs), "data-allow-clear": "false"}


def make_autocomplete_attributes(model: str, field: str) -> dict[str, Any]:
    """Return the attributes with which the desk's own autocomplete of a column finds its entries."""
    return {
        "data-ajax--url": reverse_lazy("admin:autocomplete"),
        "data-app-label": "meetings",
        "data-model-name": model,
        "data-field-name": field,
    }


SIDES: dict[str, Any] = {"data-ajax--url": reverse_lazy("admin:incoming-sides")}


class PickedField(forms.CharField):
    """A value of a long list."""

    default_error_messages = {"gone": _("This entry no longer exists. Choose another one.")}

    def clean(self, value: Any) -> str:
        sent = str(super().clean(value))
        if sent and self.widget.label_of(sent) is None:
            raise ValidationError(self.error_messages["gone"], code="gone")
        return sent


class PickedManyField(forms.Field):
    """Several values of a long list, in their order; values that are not in the list any more are left out."""

    def clean(self, value: Any) -> list[str]:
        return [one for one in dict.fromkeys(value or []) if self.widget.label_of(one) is not None]


class OfferedChoices:
    """The choices of the forms. The desk fills them for one request; see meetings/admin/incoming/choices.py."""

    def official(self, value: str) -> str | None:
        raise NotImplementedError

    def place(self, value: str) -> str | None:
        raise NotImplementedError

    def side(self, value: str) -> str | None:
        raise NotImplementedError

    def topic(self, value: str) -> str | None:
        raise NotImplementedError

    def outlet(self, value: str) -> str | None:
        raise NotImplementedError


class FactsForm(forms.Form):
    """The base of the forms, whose text boxes take both Arabic and Latin words."""

    use_required_attribute = False

    def __init__(self, *args: Any, choices: OfferedChoices, **options: Any) -> None:
        self.offered = choices
        super().__init__(*args, **options)
        self.label_suffix = ""
        for field in self.fields.values():
            if isinstance(field.widget, forms.TextInput):
                field.widget.attrs.setdefault("dir", "auto")


class ReportForm(FactsForm):
    """The form of the report itself, with the editor's marks."""

    headline = forms.CharField(label=_("headline"), required=False, max_length=500)
    url = WebAddressField(
        label=_("address on the web"), required=False, max_length=2000, widget=forms.URLInput(attrs={"dir": "ltr"})
    )
    published = ArchiveDateField(label=_("published on"), required=False)
    outlet = PickedField(label=_("outlet"), required=False)
    marks = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, text: str, **options: Any) -> None:
        self.text = text
        super().__init__(*args, **options)
        self.fields["outlet"].widget = Picked(make_autocomplete_attributes("article", "outlet"), self.offered.outlet)

    def clean_marks(self) -> list[dict[str, Any]]:
        """Return the posted marks that fit the text."""
        try:
            sent = json.loads(self.cleaned_data["marks"] or "[]")
        except (ValueError, RecursionError):
            sent = []
        return [mark for mark in sent[:MAX_MARKS] if self._fits(mark)] if isinstance(sent, list) else []

    def _fits(self, mark: Any) -> bool:
        if not isinstance(mark, dict) or mark.get("fact") not in Evidence.Fact.values:
            return False
        start, end = mark.get("start"), mark.get("end")
        if type(start) is not int or type(end) is not int or not 0 <= start < end <= len(self.text):
            return False
        return isinstance(mark.get("of"), str) and isinstance(mark.get("value", ""), str)


class MeetingFactsForm(FactsForm):
    """The form of one meeting."""

    read = forms.IntegerField(required=False, widget=forms.HiddenInput)
    without = forms.CharField(required=False, max_length=100, widget=forms.HiddenInput)  # facts of the other meeting
    keep = forms.BooleanField(label=_("keep"), required=False, initial=True)
    into = forms.ChoiceField(label=_("Record"), required=False, widget=forms.RadioSelect)
    headline = forms.CharField(label=_("headline"), required=False, max_length=400)
    kind = forms.ChoiceField(label=_("kind"), choices=Meeting.Kind.choices)
    date = ArchiveDateField(label=_("date"), required=False)
    date_end = ArchiveDateField(label=_("last day"), required=False)
    precision = forms.ChoiceField(label=_("precision"), choices=Precision.choices, required=False)
    place = PickedField(label=_("place"), required=False)
    venue = forms.CharField(label=_("venue"), required=False, max_length=200)
    occasion = forms.CharField(label=_("occasion"), required=False, max_length=250)
    topics = PickedManyField(label=_("topics"), required=False)

    def __init__(self, *args: Any, known: Meeting | None = None, place_read: str = "", **options: Any) -> None:
        super().__init__(*args, **options)
        self.known = known
        self.fields["place"].widget = Picked(
            make_autocomplete_attributes("meeting", "place"),
            lambda value: (place_read or None) if value == AS_READ else self.offered.place(value),
        )
        self.fields["topics"].widget = PickedMany(
            make_autocomplete_attributes("meetingtopic", "topic"), self.offered.topic
        )
        same = [(str(known.pk), _("It is this meeting. Add the report as a further source."))] if known else []
        into: Any = self.fields["into"]
        into.choices = [*same, ("", _("It is another meeting. Add a new one."))]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if not data.get("keep"):
            self._errors = forms.utils.ErrorDict()  # a dropped meeting may have errors
            return data
        date, end = data.get("date"), data.get("date_end")
        if "date" in self.errors or "date_end" in self.errors:
            return data
        if end and not date:
            self.add_error("date_end", _("A last day needs a first day. Enter the first day."))
        elif end and end < date:
            self.add_error("date_end", _("The last day cannot be before the first."))
        if not date:
            data["precision"] = Precision.UNKNOWN
        elif data.get("precision") in ("", Precision.UNKNOWN):
            data["precision"] = Precision.DAY
        return data


class PersonForm(FactsForm):
    """The form of one participant."""

    read = forms.IntegerField(required=False, widget=forms.HiddenInput)
    keep = forms.BooleanField(label=_("keep"), required=False, initial=True)
    official = PickedField(label=_("official"), required=False)
    name = forms.CharField(
        label=_("name as written"),
        required=False,
        max_length=200,
        widget=forms.TextInput(attrs={"placeholder": " "}),  # lets the style sheet see whether the box is empty
    )
    title = forms.CharField(label=_("title"), required=False, max_length=250)
    side = PickedField(label=_("represents"), required=False)
    role = forms.ChoiceField(label=_("role"), choices=Participation.Role.choices, required=False)
    is_group = forms.BooleanField(label=_("a group or delegation"), required=False)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["official"].widget = Picked(
            make_autocomplete_attributes("participation", "official"), self.offered.official
        )
        self.fields["side"].widget = Picked(SIDES, self.offered.side)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        data["role"] = data.get("role") or Participation.Role.PARTY
        if not data.get("keep"):
            self._errors = forms.utils.ErrorDict()
        elif not (data.get("official") or data.get("name") or data.get("title")) and not self.errors:
            if data.get("read") is None and not data.get("side"):
                data["keep"] = False  # an added row that was left empty
            else:
                self.add_error("name", _("Choose the official, or enter a name or at least a title."))
        return data


def refuse_twice(people: Iterable[PersonForm]) -> None:
    """Add an error to each participant who is named twice in a meeting."""
    seen: set[tuple[str, str]] = set()
    for form in people:
        data = form.cleaned_data if form.is_valid() else {}
        if not data.get("keep"):
            continue
        if data.get("official"):
            key, field = ("official", data["official"]), "official"
        elif data.get("name"):
            key, field = ("name", " ".join(data["name"].split())), "name"
        else:
            continue
        if key in seen:
            form.add_error(field, _("This official already takes part in this meeting."))
        seen.add(key)
