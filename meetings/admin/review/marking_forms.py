"""The forms for correction by marking: first the words and the kind of fact, then the fact itself to confirm."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from meetings.admin.common.dates_fields import ArchiveDateField
from meetings.admin.common.quote_position import find_quote_position
from meetings.models import Article, Country, Evidence, Meeting, Official, Organisation, Participation, Topic
from meetings.models.people import Precision

Fact = Evidence.Fact
# Facts that an editor can mark, in the order of the palette; the place is the number key.
MARKED = (Fact.DATE, Fact.PLACE, Fact.PARTICIPANT, Fact.TITLE, Fact.SIDE, Fact.KIND, Fact.TOPIC, Fact.MEETING,
          Fact.ROLE)  # fmt: skip
NEW_OFFICIAL = "new"  # the choice of an official who has no record yet


class WordsForm(forms.Form):
    """The form of the marked words in one of a meeting's articles.

    Selected words come with their position; for typed words the form finds it.
    """

    article = forms.ModelChoiceField(Article.objects.none(), label=_("article"))
    quote = forms.CharField(label=_("words"), strip=False, max_length=2000)
    start = forms.IntegerField(required=False, min_value=0)
    end = forms.IntegerField(required=False, min_value=0)
    occurrence = forms.IntegerField(label=_("which occurrence"), required=False, min_value=1)
    fact = forms.ChoiceField(choices=[(fact.value, fact.label) for fact in MARKED])

    def __init__(self, meeting: Meeting, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        articles = Article.objects.filter(sources__meeting=meeting) | Article.objects.filter(evidence__meeting=meeting)
        self.fields["article"].queryset = articles.exclude(raw_text="").distinct()  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        article, quote = data.get("article"), data.get("quote")
        if not article or not quote:
            return data
        start, end = data.get("start"), data.get("end")
        if start is None or end is None or not _same(article.raw_text[start:end], quote):
            try:
                start, end = find_quote_position(article, quote, data.get("occurrence"))
            except ValidationError as error:
                self.add_error("quote" if error.code == "absent" else "occurrence", error)
                return data
        data["start"], data["end"] = start, end
        return data


def _same(words: str, quote: str) -> bool:
    """Return whether two quotes differ only in spaces and line ends, which text boxes change."""
    return bool(quote) and "".join(words.split()) == "".join(quote.split())


class StepForm(forms.Form):
    """The form of the second step: the fact that the words state. `instead` removes earlier marks of the fact."""

    instead = forms.BooleanField(label=_("Remove the earlier marks of this fact"), required=False)

    def __init__(self, meeting: Meeting, *args: Any, **options: Any) -> None:
        self.meeting = meeting
        super().__init__(*args, **options)
        self.order_fields([name for name in self.fields if name != "instead"] + ["instead"])


class DateFields(forms.Form):
    """The boxes of a date, its last day and its precision."""

    date = ArchiveDateField(label=_("date"))
    date_end = ArchiveDateField(label=_("last day"), required=False)
    date_precision = forms.ChoiceField(
        label=_("precision"), choices=[choice for choice in Precision.choices if choice[0] != Precision.UNKNOWN]
    )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("date") and data.get("date_end") and data["date_end"] < data["date"]:
            self.add_error("date_end", _("The last day cannot be before the first."))
        return data


class DateStepForm(DateFields, StepForm):
    """The form of the date."""


class PlaceStepForm(StepForm):
    """The form of the place."""

    city = forms.CharField(
        label=_("city in Arabic"), required=False, max_length=120, widget=forms.TextInput(attrs={"dir": "auto"})
    )
    country = forms.ModelChoiceField(Country.objects.all(), label=_("country or region"), required=False)
    venue = forms.CharField(
        label=_("venue in Arabic"), required=False, max_length=200, widget=forms.TextInput(attrs={"dir": "auto"})
    )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if not (data.get("city") or "").strip() and not data.get("country"):
            raise ValidationError(_("Enter the city or the country."))
        return data


class SideField(forms.ChoiceField):
    """A field for a country, region or organisation; empty if the side is not known."""

    def __init__(self, **options: Any) -> None:
        super().__init__(choices=self._offered, **options)

    @staticmethod
    def _offered() -> list[tuple[str, Any]]:
        def listed(model: Any) -> list[tuple[str, str]]:
            name = model._meta.model_name
            rows = model.objects.defer("names") if model is Organisation else model.objects.defer("names", "demonyms")
            return [(f"{name}:{row.pk}", row.name) for row in rows]

        return [
            ("", _("not known")),
            (str(_("countries")), listed(Country)),
            (str(_("organisations")), listed(Organisation)),
        ]

    def clean(self, value: Any) -> Any:
        value = super().clean(value)
        if not value:
            return None
        name, _colon, pk = value.partition(":")
        model: Any = {"country": Country, "organisation": Organisation}[name]
        return model.objects.get(pk=pk)


def make_side_value(side: Country | Organisation | None) -> str:
    """Return the value of SideField for `side`."""
    return f"{side._meta.model_name}:{side.pk}" if side else ""


class ParticipantField(forms.ModelChoiceField[Participation]):
    """A field for a participant of a meeting, shown with the office, which distinguishes namesakes."""

    def label_from_instance(self, obj: Any) -> str:
        title = obj.title if obj.official_id or obj.name_as_written else ""
        return f"{obj.label} – {title}" if title else obj.label


def select_participants(meeting: Meeting) -> Any:
    """Return the participants of `meeting` for a ParticipantField."""
    return Participation.objects.filter(meeting=meeting).select_related("official", "position")


class ParticipantStepForm(StepForm):
    """The form of a participant: one on record already, another official, or a new official."""

    part = ParticipantField(
        Participation.objects.none(),
        label=_("participant"),
        required=False,
        empty_label=_("a person who is not listed yet"),
    )
    official = forms.ChoiceField(label=_("identity"), required=False, widget=forms.RadioSelect)
    name = forms.CharField(
        label=_("name of the new official"),
        required=False,
        max_length=200,
        widget=forms.TextInput(attrs={"dir": "auto"}),
    )
    side = SideField(label=_("represents"), required=False)
    role = forms.ChoiceField(label=_("role"), choices=Participation.Role.choices, initial=Participation.Role.PARTY)

    def __init__(self, meeting: Meeting, *args: Any, candidates: Any = (), **options: Any) -> None:
        super().__init__(meeting, *args, **options)
        self.fields["part"].queryset = select_participants(meeting)  # type: ignore[attr-defined]
        offered = [(str(official.pk), label) for official, label in candidates]
        self.fields["official"].choices = [*offered, (NEW_OFFICIAL, _("a new official with this name:"))]  # type: ignore[attr-defined]

    def clean_official(self) -> Official | None:
        """Return the chosen official; None for a new one."""
        chosen = self.cleaned_data["official"]
        return Official.objects.filter(pk=chosen).first() if chosen and chosen != NEW_OFFICIAL else None

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("part") and self.data.get("official") != NEW_OFFICIAL:
            data["name"] = ""  # the box counts only for a new official
        if data.get("part") is None and data.get("official") is None and not (data.get("name") or "").strip():
            self.add_error("name", _("Enter the name of the participant."))
        part, official = data.get("part"), data.get("official")
        taken = self.meeting.participations.filter(official=official) if official else None
        if taken is not None and taken.exclude(pk=part.pk if part else 0).exists():
            self.add_error("official", _("This official already takes part in this meeting."))
        return data


class OneParticipantForm(StepForm):
    """The base of forms for a fact of one participant."""

    part = ParticipantField(Participation.objects.none(), label=_("participant"), empty_label=None)

    def __init__(self, meeting: Meeting, *args: Any, **options: Any) -> None:
        super().__init__(meeting, *args, **options)
        self.fields["part"].queryset = select_participants(meeting)  # type: ignore[attr-defined]


class TitleStepForm(OneParticipantForm):
    """The form of the participant's title."""

    title = forms.CharField(
        label=_("title at the time, in Arabic"), max_length=250, widget=forms.TextInput(attrs={"dir": "auto"})
    )


class SideStepForm(OneParticipantForm):
    """The form of the side that the participant represents."""

    side = SideField(label=_("represents"))


class RoleStepForm(OneParticipantForm):
    """The form of the participant's role."""

    role = forms.ChoiceField(label=_("role"), choices=Participation.Role.choices)


class KindStepForm(StepForm):
    """The form of the kind of meeting."""

    kind = forms.ChoiceField(label=_("kind"), choices=Meeting.Kind.choices)


class TopicStepForm(StepForm):
    """The form of the topic."""

    topic = forms.ModelChoiceField(Topic.objects.all(), label=_("topic"))


STEPS: dict[str, type[StepForm]] = {
    Fact.DATE: DateStepForm,
    Fact.PLACE: PlaceStepForm,
    Fact.PARTICIPANT: ParticipantStepForm,
    Fact.TITLE: TitleStepForm,
    Fact.SIDE: SideStepForm,
    Fact.KIND: KindStepForm,
    Fact.TOPIC: TopicStepForm,
    Fact.MEETING: StepForm,
    Fact.ROLE: RoleStepForm,
}
