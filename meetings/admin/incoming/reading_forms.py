"""Forms to confirm the reading of a report, its meetings and their participants. They create a new outlet at most."""

import json
from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from meetings.admin.common.addresses_fields import WebAddressField
from meetings.admin.common.dates_fields import ArchiveDateField
from meetings.admin.common.new_places import check_new_place
from meetings.admin.participants.picking import NewRecord, PickedRecords, PickField
from meetings.admin.participants.picking_many import PickManyField
from meetings.extraction.listed_person import read_listed_person
from meetings.models import Evidence, Meeting, Participation
from meetings.models.people import Precision
from meetings.queries.sides import find_sides
from meetings.services.named_records import make_named_record, may_name_new

AS_READ = "read"  # the place that the text names and the archive does not have yet
MAX_MARKS = 500


class ReadPlaceField(PickField):
    """A place on record, a new one, or AS_READ where `offer_read` offers the words of the report."""

    def __init__(self, **options: Any) -> None:
        super().__init__("place", is_creatable=True, **options)

    def offer_read(self, words: str) -> None:
        """Offer the place that the text names; `words` are empty where there is none to offer."""
        create = str(_("Create “%(name)s”")) % {"name": words}
        offer = {"value": AS_READ, "label": words, "words": create, "isNew": True}
        self.widget.offers = [offer] if words else []

    def clean(self, value: Any) -> Any:
        offered = list(self.widget.offers)
        if value == AS_READ and offered:
            return AS_READ
        try:
            return super().clean(value)
        except ValidationError:
            self.widget.offers = [*self.widget.offers, *(one for one in offered if one not in self.widget.offers)]
            raise


class FactsForm(forms.Form):
    """The base of the forms, whose text boxes take both Arabic and Latin words; `records` are what the others hold."""

    use_required_attribute = False

    def __init__(self, *args: Any, records: PickedRecords, **options: Any) -> None:
        super().__init__(*args, **options)
        self.label_suffix = ""
        for field in self.fields.values():
            if isinstance(field, PickField):
                field.widget.records = records
                field.widget.attrs["aria-label"] = str(field.label)
            elif isinstance(field.widget, forms.TextInput):
                field.widget.attrs.setdefault("dir", "auto")


class ReportForm(FactsForm):
    """The form of the report itself, with the editor's marks."""

    headline = forms.CharField(label=_("headline"), required=False, max_length=500)
    url = WebAddressField(
        label=_("address on the web"), required=False, max_length=2000, widget=forms.URLInput(attrs={"dir": "ltr"})
    )
    published = ArchiveDateField(label=_("published on"), required=False)
    outlet = PickField("outlet", label=_("outlet"))
    marks = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, text: str, user: Any, **options: Any) -> None:
        self.text, self.user = text, user
        super().__init__(*args, **options)
        outlet: Any = self.fields["outlet"]
        outlet.set_creatable(may_name_new(user, "outlet"))

    def create_outlet(self) -> None:
        """Create the outlet that the editor names, if the archive does not have it; for a valid form."""
        data = self.cleaned_data
        if isinstance(data["outlet"], NewRecord):
            data["outlet"] = make_named_record("outlet", data["outlet"].text, self.user)

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
    place = ReadPlaceField(label=_("place"))
    country = PickField("side", label=_("country of a new place"))
    venue = forms.CharField(label=_("venue"), required=False, max_length=200)
    occasion = forms.CharField(label=_("occasion"), required=False, max_length=250)
    topics = PickManyField("topic", label=_("topics"))

    def __init__(self, *args: Any, known: Meeting | None = None, place_read: str = "", **options: Any) -> None:
        super().__init__(*args, **options)
        self.known = known
        place: Any = self.fields["place"]
        place.offer_read(place_read)
        self.fields["topics"].widget.attrs["data-placeholder"] = _("Add a topic")
        same = [(str(known.pk), _("It is this meeting. Add the report as a further source."))] if known else []
        into: Any = self.fields["into"]
        into.choices = [*same, ("", _("It is another meeting. Add a new one."))]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if not data.get("keep"):
            self._errors = forms.utils.ErrorDict()  # a dropped meeting may have errors
            return data
        if isinstance(data.get("place"), NewRecord):
            data["place"] = check_new_place(self, data["place"].text, "country")
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
    """The form of one participant.

    A new official is a row without an official and with a name. Where the editor enters one in the box of officials,
    its name, title and side go into the boxes for them.
    """

    read = forms.IntegerField(required=False, widget=forms.HiddenInput)
    keep = forms.BooleanField(label=_("keep"), required=False, initial=True)
    official = PickField("official", label=_("official"), is_creatable=True)
    name = forms.CharField(
        label=_("name as written"),
        required=False,
        max_length=200,
        widget=forms.TextInput(attrs={"placeholder": " "}),  # lets the style sheet see whether the box is empty
    )
    title = forms.CharField(label=_("title"), required=False, max_length=250)
    side = PickField("side", label=_("represents"))
    role = forms.ChoiceField(label=_("role"), choices=Participation.Role.choices, required=False)
    is_group = forms.BooleanField(label=_("a group or delegation"), required=False)
    _filled: frozenset[str] = frozenset()  # the boxes that a new official filled

    @property
    def corrected(self) -> set[str]:
        """The names of the boxes whose values are not those that were read."""
        return {*self.changed_data, *self._filled}

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        data["role"] = data.get("role") or Participation.Role.PARTY
        if data.get("keep") and isinstance(data.get("official"), NewRecord):
            self._read_new_official(data)
        if not data.get("keep"):
            self._errors = forms.utils.ErrorDict()
        elif not (data.get("official") or data.get("name") or data.get("title")) and not self.errors:
            if data.get("read") is None and not data.get("side"):
                data["keep"] = False  # an added row that was left empty
            else:
                self.add_error("name", _("Choose the official, or enter a name or at least a title."))
        return data

    def _read_new_official(self, data: dict[str, Any]) -> None:
        read = read_listed_person(data["official"].text)
        side = next(iter(find_sides([read.side] if read.side else []).values()), None)
        values = {"name": read.name or data["official"].text, "official": None}
        values |= {name: value for name, value in (("title", read.title), ("side", side)) if not data.get(name)}
        self._filled = frozenset(name for name, value in values.items() if value)
        data.update(values)


def refuse_twice(people: Iterable[PersonForm]) -> None:
    """Add an error to each participant who is named twice in a meeting."""
    seen: set[tuple[str, str]] = set()
    for form in people:
        data = form.cleaned_data if form.is_valid() else {}
        if not data.get("keep"):
            continue
        if data.get("official"):
            key, field = ("official", str(data["official"].pk)), "official"
        elif data.get("name"):
            key, field = ("name", " ".join(data["name"].split())), "name"
        else:
            continue
        if key in seen:
            form.add_error(field, _("This official already takes part in this meeting."))
        seen.add(key)
