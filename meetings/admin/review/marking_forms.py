"""The forms for correction by marking: first the words and the kind of fact, then the fact itself to confirm."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from meetings.admin.common.quote_position import find_quote_position
from meetings.admin.participants.picking import PickField, share_records
from meetings.admin.review.fact_fields import DateFields, KindFields, ParticipantFields, PlaceFields, TopicFields
from meetings.ingest.marked_words import read_date
from meetings.models import Article, Evidence, Meeting, Participation
from meetings.services import marking as services
from meetings.services.marking import Marking

Fact = Evidence.Fact
# Facts that an editor can mark, in the order of the palette; the place is the number key.
MARKED = (Fact.DATE, Fact.PLACE, Fact.PARTICIPANT, Fact.TITLE, Fact.SIDE, Fact.KIND, Fact.TOPIC, Fact.MEETING,
          Fact.ROLE)  # fmt: skip
_UNLISTED = gettext_lazy("a person who is not listed yet")


class WordsForm(forms.Form):
    """The form of the marked words in one of a meeting's articles.

    Selected words come with their position; for typed words the form finds it.
    """

    article = forms.ModelChoiceField(Article.objects.none(), label=gettext_lazy("article"))
    quote = forms.CharField(label=gettext_lazy("words"), strip=False, max_length=2000)
    start = forms.IntegerField(required=False, min_value=0)
    end = forms.IntegerField(required=False, min_value=0)
    occurrence = forms.IntegerField(label=gettext_lazy("which occurrence"), required=False, min_value=1)
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


class InsteadField(forms.Form):
    """The box that removes earlier marks of the fact."""

    instead = forms.BooleanField(label=gettext_lazy("Remove the earlier marks of this fact"), required=False)


class StepForm(InsteadField):
    """The form of the second step: the fact that the words state. It has boxes only where the words leave a choice."""

    def __init__(self, meeting: Meeting, *args: Any, user: Any = None, **options: Any) -> None:
        super().__init__(*args, **options)
        self.order_fields([name for name in self.fields if name != "instead"] + ["instead"])
        share_records(self)

    def mark(self, marking: Marking) -> Evidence:
        """Store the fact with its evidence."""
        return services.mark_meeting(marking)


class DateStepForm(DateFields, StepForm):
    """The form of the date."""

    def mark(self, marking: Marking) -> Evidence:
        data, words = self.cleaned_data, marking.words
        read = read_date(words.quote, words.article.published_on)
        # Another day is the editor's own reading: it has no explanation.
        explanation = read.explanation if read and read.day == data["date"] else ""
        return services.mark_date(marking, data["date"], data["date_end"], data["date_precision"], explanation)


class PlaceStepForm(PlaceFields, StepForm):
    """The form of the place."""

    def mark(self, marking: Marking) -> Evidence:
        return services.mark_place(marking, self.cleaned_data["place"], self.cleaned_data["venue"].strip())


class ParticipantField(forms.ModelChoiceField[Participation]):
    """A field for a participant of a meeting, shown with the office, which distinguishes namesakes."""

    def label_from_instance(self, obj: Any) -> str:
        title = obj.title if obj.official_id or obj.name_as_written else ""
        return f"{obj.label} – {title}" if title else obj.label


def select_participants(meeting: Meeting) -> Any:
    """Return the participants of `meeting` for a ParticipantField."""
    related = ("official", "country", "organisation", "position__country", "position__organisation")
    return Participation.objects.filter(meeting=meeting).select_related(*related)


class ParticipantStepForm(ParticipantFields, InsteadField):
    """The form of a participant: one of the meeting with what the record says, or another person.

    `shown_part` is the participant whose facts the boxes show: where another one is chosen, they show that one first.
    """

    part = ParticipantField(
        Participation.objects.none(), label=gettext_lazy("participant"), required=False, empty_label=_UNLISTED
    )
    shown_part = forms.CharField(required=False, widget=forms.HiddenInput)
    field_order = (
        "part", "official", "new_name", "new_start", "new_start_precision", "side", "position", "title_ar", "role",
        "instead",
    )  # fmt: skip

    def __init__(self, meeting: Meeting, *args: Any, offers: Any = (), **options: Any) -> None:
        super().__init__(*args, **options)
        part = self.instance
        part.meeting = meeting
        self.fields["part"].queryset = select_participants(meeting)  # type: ignore[attr-defined]
        self.initial.update({"part": part.pk, "shown_part": str(part.pk or "")})
        share_records(self, [part.official, part.position, part.country, part.organisation])
        self.fields["official"].widget.offers = offers

    @property
    def number(self) -> str:
        return self.instance.label or str(_UNLISTED)

    @property
    def is_of_another(self) -> bool:
        """Whether a participant is chosen whose facts the boxes do not show."""
        return bool(self.data.get("part", "") != self.data.get("shown_part", ""))

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        if data.get("official") or self.new_person:
            self.instance.is_group = False
        return data

    def mark(self, marking: Marking) -> Evidence:
        """Store the participant with its evidence."""
        return services.mark_participant(marking, self.instance, self.new_person, self.new_title)


class OneParticipantForm(StepForm):
    """The base of forms for a fact of one participant."""

    part = ParticipantField(Participation.objects.none(), label=gettext_lazy("participant"), empty_label=None)

    def __init__(self, meeting: Meeting, *args: Any, **options: Any) -> None:
        super().__init__(meeting, *args, **options)
        self.fields["part"].queryset = select_participants(meeting)  # type: ignore[attr-defined]


class TitleStepForm(OneParticipantForm):
    """The form of the participant's title."""

    title = forms.CharField(
        label=gettext_lazy("title at the time, in Arabic"),
        max_length=250,
        widget=forms.TextInput(attrs={"dir": "auto"}),
    )

    def mark(self, marking: Marking) -> Evidence:
        return services.mark_title(marking, self.cleaned_data["part"], self.cleaned_data["title"])


class SideStepForm(OneParticipantForm):
    """The form of the side that the participant represents."""

    side = PickField("side", label=gettext_lazy("represents"))

    def clean_side(self) -> Any:
        """Return the country or organisation; one must be chosen."""
        if self.cleaned_data["side"] is None:
            raise ValidationError(_("Choose the country or organisation."))
        return self.cleaned_data["side"]

    def mark(self, marking: Marking) -> Evidence:
        return services.mark_side(marking, self.cleaned_data["part"], self.cleaned_data["side"])


class RoleStepForm(OneParticipantForm):
    """The form of the participant's role."""

    role = forms.ChoiceField(label=gettext_lazy("role"), choices=Participation.Role.choices)

    def mark(self, marking: Marking) -> Evidence:
        return services.mark_role(marking, self.cleaned_data["part"], self.cleaned_data["role"])


class KindStepForm(KindFields, StepForm):
    """The form of the kind of meeting."""

    def mark(self, marking: Marking) -> Evidence:
        return services.mark_kind(marking, self.cleaned_data["kind"])


class TopicStepForm(TopicFields, StepForm):
    """The form of the topic."""

    def mark(self, marking: Marking) -> Evidence:
        return services.mark_topic(marking, self.cleaned_data["topic"])


STEPS: dict[str, Any] = {
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
