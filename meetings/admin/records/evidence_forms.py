"""The form of evidence: the editor enters the article and the quote, and the form finds its position."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from meetings.admin.common.quote_position import find_quote_position
from meetings.models import Evidence
from meetings.services.facts import check_mark


class EvidenceForm(forms.ModelForm[Evidence]):
    """The form of evidence; it stores the quote in the article's own spelling."""

    quote = forms.CharField(
        label=_("words"),
        strip=True,
        widget=forms.Textarea(attrs={"rows": 2, "dir": "auto"}),
        help_text=_("Copy them from the article. Mahdar finds their position."),
    )
    occurrence = forms.IntegerField(
        label=_("which occurrence"),
        required=False,
        min_value=1,
        widget=forms.NumberInput(attrs={"size": 4}),
        help_text=_("If the words occur several times in the article: 1 for the first time, 2 for the second."),
    )

    class Meta:
        model = Evidence
        fields = ("meeting", "article", "fact", "quote", "participation", "topic", "inferred")

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        # For a field that the model does not have, the admin's tables read this attribute, not the label.
        self.fields["occurrence"].short_description = self.fields["occurrence"].label  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        article, quote = data.get("article"), data.get("quote")
        if not article or not quote or not {"article", "quote", "occurrence"} & set(self.changed_data):
            return data
        try:
            start, end = find_quote_position(article, quote, data.get("occurrence"))
        except ValidationError as error:
            self.add_error("quote" if error.code == "absent" else "occurrence", error)
            return data
        self.instance.start, self.instance.end = start, end
        data["quote"] = article.raw_text[start:end]
        self._once(data)
        self._fits(data)
        return data

    def _fits(self, data: dict[str, Any]) -> None:
        """Refuse words that contradict the record as it is now, or as the form of the meeting changes it."""
        meeting = data.get("meeting") or getattr(self.instance, "meeting", None)
        if meeting is None or meeting.pk is None:
            return
        named = {name: data.get(name) for name in ("fact", "quote", "article", "participation", "topic")}
        check_mark(Evidence(meeting=meeting, start=self.instance.start, end=self.instance.end, **named))

    def _once(self, data: dict[str, Any]) -> None:
        """Refuse words that are marked already; the database would refuse them too, but without a clear message."""
        meeting = data.get("meeting") or getattr(self.instance, "meeting", None)
        if meeting is None or meeting.pk is None:
            return
        same = Evidence.objects.filter(
            meeting=meeting,
            article=data["article"],
            fact=data.get("fact", ""),
            start=self.instance.start,
            end=self.instance.end,
            participation=data.get("participation"),
            topic=data.get("topic"),
        )
        if same.exclude(pk=self.instance.pk).exists():
            raise ValidationError(_("These words are already marked as stating this fact."), code="marked")
