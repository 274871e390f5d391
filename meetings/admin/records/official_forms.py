"""The form of an official, which shows namesakes before the editor adds a second record."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from meetings.models import Official, OfficialName
from meetings.queries.offices import get_office_on, make_offices_prefetch
from meetings.services.people import find_names_of_others
from meetings.text.fold import fold

ANOTHER = "another_person"  # the box that the editor ticks to confirm a different person
MAX_NAMESAKES_SHOWN = 5


class OfficialForm(forms.ModelForm[Official]):
    """The form of an official."""

    confirmations = (ANOTHER,)

    class Meta:
        model = Official
        fields = ("name_ar", "name_en", "review_state", "notes", "slug")
        help_texts = {
            "name_ar": gettext_lazy("As the press most often writes it. Enter other spellings among the names below."),
            "name_en": gettext_lazy("As English texts write it. Leave it empty if it is unknown."),
            "notes": gettext_lazy("Only editors can see them."),
        }

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        is_new = self.instance.pk is None
        if not is_new:
            self._refuse_names_of_others(data)
        if ({"name_ar", "name_en"} & set(self.changed_data) or is_new) and not self.data.get(ANOTHER):
            namesakes = self._namesakes([data.get("name_ar") or "", data.get("name_en") or ""])
            if namesakes:
                raise ValidationError(_warning(namesakes), code="namesake")
        return data

    def _refuse_names_of_others(self, data: dict[str, Any]) -> None:
        """Refuse a shown name by which the official was never called: it would rename all meetings to someone else.

        Nothing follows the name of an official without a meeting.
        """
        if not self.instance.participations.exists():
            return
        names = self.instance.names.values_list("name", flat=True)
        for column in find_names_of_others(self.initial, data, names):
            self.add_error(column, _(
                "This is the name of another person. To say that someone else took part, correct the participant "
                "in each meeting, or merge the two officials. If it is another name of the same person, add it to "
                "the names below and save, then show it here."
            ))  # fmt: skip

    def _namesakes(self, names: list[str]) -> list[Official]:
        keys = {key for name in names if (key := fold(name))}
        known = OfficialName.objects.filter(key__in=keys).exclude(official=self.instance.pk or 0).values("official")
        found = Official.objects.filter(pk__in=known).prefetch_related(make_offices_prefetch())
        return list(found.order_by("pk")[:MAX_NAMESAKES_SHOWN])


def _warning(namesakes: list[Official]) -> str:
    people = format_html_join(
        "",
        '<li><a href="{}">{}</a> {} <span class="quiet">{}</span></li>',
        (
            (
                reverse("admin:meetings_official_change", args=[one.pk]),
                one.name,
                get_office_on(one) or "",
                one.get_review_state_display(),
            )
            for one in namesakes
        ),
    )
    return format_html(
        '{}<ul class="namesakes">{}</ul><label><input type="checkbox" name="{}"> {}</label>',
        _("The archive already has a person with this name:"),
        people,
        ANOTHER,
        _("This is another person. Add them anyway."),
    )
