"""The table of participants in the form of a meeting."""

from typing import Any

from django.db.models import Model, QuerySet
from django.forms import Script
from django.http import HttpRequest

from meetings.admin.base import DeskStacked
from meetings.admin.participants.forms import ParticipationForm, ParticipationFormSet
from meetings.models import Participation
from meetings.services.roles import may_edit

MAX_PARTICIPANTS = 300


class ParticipationInline(DeskStacked):
    """The participants of a meeting: person, side, office on the day and role in one row of a table."""

    model = Participation
    form = ParticipationForm
    formset = ParticipationFormSet
    template = "admin/participants/table.html"
    max_num = MAX_PARTICIPANTS
    fields = ("official", "position", "role", "title_ar", "title_en", "name_as_written", "basis", "is_group")
    read_only = ("official", "side", "position", "role", "title_ar", "title_en", "name_as_written", "basis", "is_group")

    class Media:
        css = {"all": ("admin-mahdar/participants.css", "admin-mahdar/picking.css")}
        js = tuple(Script(f"admin-mahdar/{name}.js", defer=True) for name in ("picking", "participants"))

    def get_extra(self, request: HttpRequest, obj: Model | None = None, **options: Any) -> int:
        return 0 if obj else 2  # a meeting has two sides

    def get_fields(self, request: HttpRequest, obj: Model | None = None) -> Any:
        # The rank exists only in the form, so a user who cannot edit does not see it.
        return self.fields if obj is None or may_edit(request.user, obj) else self.read_only

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        related = ("official", "country", "organisation", "position__country", "position__organisation")
        return super().get_queryset(request).select_related(*related)
