"""The forms of outlets and of articles that an editor enters."""

import datetime
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from meetings.admin.common.addresses_fields import WebAddressField
from meetings.admin.common.lines_fields import LinesField
from meetings.admin.common.record_fields import CreatingForm
from meetings.models import Article, Outlet
from meetings.models.articles import hash_text
from meetings.models.stated_days import PublishedBasis
from meetings.queries.days import format_long_date
from meetings.queries.stated_days import make_rows
from meetings.services.facts import NewDay, find_new_days

FOLLOW = "follow_dates"  # the box that the editor ticks when the dates of meetings may follow


class OutletForm(forms.ModelForm[Outlet]):
    """The form of an outlet."""

    other_domains = LinesField(
        label=_("other domains"),
        required=False,
        help_text=_("Further domains at which the outlet publishes, one per line."),
    )

    class Meta:
        model = Outlet
        fields = ("code", "name_ar", "name_en", "domain", "other_domains", "country")


class ArticleForm(CreatingForm):
    """The form of an article; it stores the pasted text unchanged, except the line ends of the browser."""

    raw_text = forms.CharField(
        label=_("raw text"),
        required=False,
        strip=False,
        widget=forms.Textarea,
        help_text=_("Paste the whole report without changes. Once saved, it is evidence and cannot be changed."),
    )
    chosen_day = forms.ChoiceField(
        label=_("which day is right"),
        required=False,
        widget=forms.RadioSelect,
        help_text=_("The sources state several days of publication. Choose one, or enter another day above."),
    )

    confirmations = (FOLLOW,)

    class Meta:
        model = Article
        fields = (
            "outlet", "original_outlet", "url", "headline", "headline_wording", "language", "published_on",
            "published_words", "text_kind", "raw_text", "slug",
        )  # fmt: skip
        field_classes = {"url": WebAddressField}

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        if isinstance(kinds := self.fields.get("text_kind"), forms.ChoiceField):
            removed = Article.TextKind.REMOVED  # `manage.py take_down` alone removes a text
            kinds.choices = [(kind.value, kind.label) for kind in Article.TextKind if kind != removed]
        rows = make_rows(self.instance.contradicting_dates)
        choices = {row.day.isoformat(): f"{format_long_date(row.day)} ({row.source})" for row in reversed(rows)}
        field = self.fields["chosen_day"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = list(reversed(choices.items()))

    def clean_raw_text(self) -> str:
        text: str = self.cleaned_data["raw_text"].replace("\r\n", "\n")
        if not text.strip():
            return ""
        # The model makes the hash only while it saves, too late for a message in the form.
        same = Article.objects.filter(sha256=hash_text(text)).exclude(pk=self.instance.pk).first()
        if same:
            raise ValidationError(_("This text is already in the archive: “%(article)s”."), params={"article": same})
        return text

    def clean_url(self) -> str | None:
        url: str | None = self.cleaned_data["url"]
        same = Article.objects.of_page(url).exclude(pk=self.instance.pk).first() if "url" in self.changed_data else None
        if same:
            raise ValidationError(_("This page is already in the archive: “%(article)s”."), params={"article": same})
        return url

    def clean(self) -> dict[str, object]:
        data = super().clean() or {}
        says = ("raw_text", "url", "headline")
        if not any(data.get(name) or getattr(self.instance, name) for name in says) and not self.errors:
            raise ValidationError(_("Enter the text, the address or at least the headline of the article."))
        self._decide_day(data)
        self._show_new_days(data)
        return data

    def _show_new_days(self, data: dict[str, Any]) -> None:
        """Name the meetings whose dates depend on the day of publication, and ask before they follow it."""
        former, present = self.initial.get("published_on"), data.get("published_on")
        if self.instance.pk is None or former == present or self.errors or self.data.get(FOLLOW):
            return
        if found := find_new_days(self.instance, former, present):
            raise ValidationError(_ask_about_days(found), code="days")

    def _decide_day(self, data: dict[str, Any]) -> None:
        """Let the day that the editor chose or entered be an editor's, with the words of the source that states it."""
        if "published_on" not in self.changed_data:  # a day that the editor types beats the chosen one
            if not data.get("chosen_day"):
                return
            data["published_on"] = datetime.date.fromisoformat(data["chosen_day"])
        self.instance.published_basis = PublishedBasis.EDITOR
        if "published_words" not in self.changed_data:
            stated = [one.words for one in self.instance.statements or () if one.day == data.get("published_on")]
            data["published_words"] = next(iter(stated), "")


def _ask_about_days(found: list[NewDay]) -> SafeString:
    rows = format_html_join(
        "",
        '<li><a href="{}"><bdi>{}</bdi></a>: {}</li>',
        ((reverse("admin:meetings_meeting_change", args=[one.meeting.pk]), one.meeting, _tell(one)) for one in found),
    )
    return format_html(
        '{}<ul class="dated-meetings">{}</ul><label><input type="checkbox" name="{}"> {}</label>',
        gettext("The dates of these meetings depend on the day of publication:"),
        rows,
        FOLLOW,
        gettext("Save the day of publication, and let the dates follow as shown."),
    )


def _tell(new: NewDay) -> str:
    """Say what becomes of the date of one meeting."""
    day = format_long_date(new.read.day, new.read.precision) if new.read.day else ""
    if not new.is_followed:
        return gettext("the date stays; a report that contradicts it is noted")
    if (new.read.day, new.read.precision) == (new.meeting.date, new.meeting.date_precision):
        return gettext("the date stays %(day)s, with another reason") % {"day": day}
    return gettext("the date becomes %(day)s") % {"day": day} if day else gettext("the date becomes unknown")
