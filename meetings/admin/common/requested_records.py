"""Lists whose rows name a record by its kind and id: the name of each record, and a filter by kind."""

from typing import Any

from django.contrib import admin
from django.contrib.admin.views.main import ChangeList
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from meetings.models.kinds import KINDS_BY_NAME
from meetings.services.history import load_names_of

NO_RECORD = "none"


class NamingChangeList(ChangeList):
    """A page of rows with `kind` and `record_id` that knows the names of their records, one query for each kind."""

    def get_results(self, request: HttpRequest) -> None:
        """Set `record_name` of each row."""
        super().get_results(request)
        rows = list(self.result_list)
        for kind in {row.kind for row in rows} & KINDS_BY_NAME.keys():
            names = load_names_of(KINDS_BY_NAME[kind].model, {row.record_id for row in rows if row.kind == kind})
            for row in rows:
                if row.kind == kind:
                    row.record_name = names.get(row.record_id, "")
        self.result_list = rows


class KindFilter(admin.SimpleListFilter):
    """A filter by the kind of record, with the kinds that the rows have."""

    title = gettext_lazy("kind of record")
    parameter_name = "kind"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        kinds = model_admin.model.objects.order_by("kind").values_list("kind", flat=True).distinct()
        return [
            (kind, KINDS_BY_NAME[kind].label) if kind in KINDS_BY_NAME else (NO_RECORD, _("the archive as a whole"))
            for kind in kinds
        ]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        if self.value() is None:
            return queryset
        return queryset.filter(kind="" if self.value() == NO_RECORD else self.value())


def link_record(row: Any, page: str) -> str:
    """Return the name of the row's record after its kind, as a link to `page`."""
    label = KINDS_BY_NAME[row.kind].label
    return format_html('{}: <a href="{}"><bdi>{}</bdi></a>', label, page, row.record_name or row.record_id)
