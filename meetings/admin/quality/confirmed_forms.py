"""Forms that ask before the public sees that a record breaks a rule."""

from collections.abc import Callable
from typing import Any

from django.contrib import admin
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse

from meetings.admin.quality.asking import get_reason_to_publish, make_reason_message
from meetings.queries.checks import Finding, Record
from meetings.services.checks import (
    ReasonNeededError,
    confirm_public,
    confirming,
    find_public_errors,
    list_concerned,
)


class ConfirmedForm(admin.ModelAdmin[Any]):
    """A form that is shown again, with all that the editor entered, until the rules are kept or a reason is given.

    A form class names in `confirmations` the boxes that its own questions show, so that their answers last.
    """

    def changeform_view(
        self, request: HttpRequest, object_id: str | None = None, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        try:
            return super().changeform_view(request, object_id, form_url, extra_context)
        except ReasonNeededError as needed:
            request.broken_rules = needed.findings  # type: ignore[attr-defined]
            return super().changeform_view(request, object_id, form_url, extra_context)

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **options: Any) -> Any:
        form = super().get_form(request, obj, change, **options)
        findings = getattr(request, "broken_rules", None)
        return (
            type(form.__name__, (form,), {"clean": _refuse(findings, self._record(obj.pk if obj else 0))})
            if findings
            else form
        )

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        # A report that the editor takes from a meeting concerns that meeting.
        form.records_before = list_concerned([self._record(obj.pk)]) if change else []
        form.errors_before = find_public_errors(form.records_before)
        super().save_model(request, obj, form, change)

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        super().save_related(request, form, formsets, change)
        records = [*form.records_before, self._record(form.instance.pk)]
        confirm_public(records, request.user, get_reason_to_publish(request), form.errors_before)

    def delete_model(self, request: HttpRequest, obj: Any) -> None:
        with confirming([self._record(obj.pk)], request.user, get_reason_to_publish(request)):
            super().delete_model(request, obj)

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> None:
        records = [self._record(pk) for pk in queryset.order_by().values_list("pk", flat=True)]
        with confirming(records, request.user, get_reason_to_publish(request)):
            super().delete_queryset(request, queryset)

    def _record(self, pk: int) -> Record:
        return str(self.opts.model_name), pk


def _refuse(findings: list[Finding], own: Record) -> Callable[[Any], Any]:
    """Return a `clean` that shows the form of `own` again with what breaks a rule, and the box for the reason."""

    def clean(form: Any) -> Any:
        ticked = [name for name in getattr(form, "confirmations", ()) if name in form.data]
        raise ValidationError(make_reason_message(findings, own, ticked), code="rules")

    return clean
