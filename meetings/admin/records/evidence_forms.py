"""Evidence entered by its words: the editor gives the article and the quote, the form finds where it stands."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from meetings.models import Article, Evidence
from meetings.text.quotes import find_quote


def where_it_stands(article: Article, quote: str, occurrence: int | None = None) -> tuple[int, int]:
    """Start and end (characters, end exclusive) of `quote` in the article's raw text, in whatever spelling it is given.

    Raises ValidationError: code "absent" where the words are not there, "which" where they stand several times and
    `occurrence` (from 1) does not say which of them is meant.
    """
    places = find_quote(article.raw_text, quote)
    if not places:
        raise ValidationError(_("These words are not in the article."), code="absent")
    number = occurrence or (1 if len(places) == 1 else 0)
    if not 1 <= number <= len(places):
        text = _("The words stand %(count)s times in the article: give a number from 1 to %(count)s.")
        if len(places) == 1:
            text = _("The words stand only once in the article.")
        raise ValidationError(text, code="which", params={"count": len(places)})
    return places[number - 1]


class EvidenceForm(forms.ModelForm):
    """The words of an article that state a fact. What is kept is the text as the article spells it."""

    quote = forms.CharField(
        label=_("words"),
        strip=True,
        widget=forms.Textarea(attrs={"rows": 2, "dir": "auto"}),
        help_text=_("Copy them out of the article; their place in it is found by itself."),
    )
    occurrence = forms.IntegerField(
        label=_("which of them"),
        required=False,
        min_value=1,
        widget=forms.NumberInput(attrs={"size": 4}),
        help_text=_("Where the words stand several times in the article: 1 for the first time, 2 for the second."),
    )

    class Meta:
        model = Evidence
        fields = ("meeting", "article", "fact", "quote", "participation", "topic", "inferred")

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        # The admin's tables name a column that is not the model's by this attribute, not by the label.
        self.fields["occurrence"].short_description = self.fields["occurrence"].label  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        article, quote = data.get("article"), data.get("quote")
        if not article or not quote or not {"article", "quote", "occurrence"} & set(self.changed_data):
            return data
        try:
            start, end = where_it_stands(article, quote, data.get("occurrence"))
        except ValidationError as error:
            self.add_error("quote" if error.code == "absent" else "occurrence", error)
            return data
        self.instance.start, self.instance.end = start, end
        data["quote"] = article.raw_text[start:end]
        self._once(data)
        return data

    def _once(self, data: dict[str, Any]) -> None:
        """Refuse what is marked already; the database would, but without a word for people."""
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
            raise ValidationError(_("These words are marked as stating this fact already."), code="marked")
