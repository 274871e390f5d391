"""The desk itself: its name, its pages, and the order of its lists."""

from collections.abc import Callable
from functools import update_wrapper
from typing import Any

from django.contrib.admin import AdminSite
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

from meetings.admin.access.gate import find_obstacle
from meetings.admin.access.views import ChangePasswordPage
from meetings.admin.editorial import views as editorial
from meetings.admin.editorial.returning import refuse_embargo
from meetings.admin.health import views as health
from meetings.admin.history import audit, recent_changes
from meetings.admin.participants import views as participants
from meetings.admin.quality import views as quality
from meetings.admin.quality.asking import answer
from meetings.admin.review import (
    correcting,
    english_names,
    identifiers,
    marking,
    my_reports,
    offices,
    reference_data,
    unmatched_names,
    views,
)
from meetings.admin.safety.pages import PAGES
from meetings.admin.safety.repeating import repeat_if_refused
from meetings.admin.safety.signed_out import keep_through_log_in
from meetings.services.review import EmbargoError
from meetings.services.roles import EXPLAINED, get_role, may_publish

# The lists and pages used every day come first; the ones not named here follow by name.
ORDER = (
    "Quality",
    "Meeting",
    "Official",
    "Article",
    "Incoming",
    "Feed",
    "Position",
    "Appointment",
    "OfficesInReports",
    "UnmatchedNames",
    "EnglishNames",
    "IdentifiersFromFile",
    "LikelyDuplicate",
    "Disagreement",
    "CorrectionRequest",
    "Withdrawal",
    "Evidence",
    "Organisation",
    "Country",
    "Place",
    "Topic",
    "Outlet",
    "Merge",
    "WorkFigures",
    "ArchiveHealth",
)
# Pages of editors among the lists: the name in ORDER, the label, the address.
_EDITORS_PAGES = (
    ("OfficesInReports", _("Offices in reports"), "admin:offices-in-reports"),
    ("UnmatchedNames", _("Names without an official"), "admin:unmatched-names"),
    ("EnglishNames", _("People without an English name"), "admin:english-names"),
    ("IdentifiersFromFile", _("Identifiers from a file"), "admin:identifiers-from-file"),
    ("WorkFigures", _("Figures of the work"), "admin:office-figures"),
    ("ArchiveHealth", _("State of the archive"), "admin:archive-state"),
)
# Texts of Django whose Arabic has wrong grammar, or says that a changed record was added; our catalogue replaces it.
DJANGO_TEXTS = (
    gettext_noop("Select %s"),
    gettext_noop("Select %s to change"),
    gettext_noop("Select %s to view"),
    gettext_noop("The {name} “{obj}” was changed successfully."),
)


class DeskSite(AdminSite):
    """The editors' desk."""

    site_header = _("Mahdar")
    site_title = _("Mahdar")
    index_title = _("Editors' desk")

    def admin_view(self, view: Callable[..., HttpResponse], cacheable: bool = False) -> Any:  # type: ignore[override]
        def with_refusal(request: HttpRequest, *args: Any, **options: Any) -> HttpResponse:
            try:
                return repeat_if_refused(request, lambda: answer(request, view, *args, **options))
            except PermissionDenied:
                return self._refused(request)
            except EmbargoError as error:
                return refuse_embargo(request, error)

        opened = super().admin_view(update_wrapper(with_refusal, view), cacheable)

        def behind_gate(request: HttpRequest, *args: Any, **options: Any) -> HttpResponse:
            if not request.user.is_authenticated:
                return opened(request, *args, **options)
            if obstacle := find_obstacle(request):
                return obstacle
            if not self.has_permission(request):
                return self._refused(request)  # signed in, but without a role
            return opened(request, *args, **options)

        return update_wrapper(keep_through_log_in(behind_gate, self.has_permission), view)

    def _refused(self, request: HttpRequest) -> HttpResponse:
        """Return the page that explains the user's role and who may do what it does not allow."""
        role = get_role(request.user)
        context = {**self.each_context(request), "title": _("Your role does not allow this")}
        context |= {"role": role, "explained": EXPLAINED[role] if role else ""}
        return TemplateResponse(request, "admin/meetings/refused.html", context, status=403)

    def login(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        return redirect("account_login")  # at the same address; no second form that lets users in

    def password_change(self, request: HttpRequest, extra_context: Any = None) -> Any:
        return ChangePasswordPage.as_view()(request)

    def get_urls(self) -> list[Any]:
        def address(route: str, view: Callable[..., HttpResponse], name: str) -> Any:
            return path(route, self.admin_view(view), name=name)

        return [
            address("complete/", participants.complete, "complete"),
            address("names/", participants.read_names, "names"),
            address("history/", recent_changes.recent, "history"),
            address("history/audit/", audit.export_log, "history-audit"),
            address("reference-data/", reference_data.load, "load-reference"),
            address("offices/", offices.overview, "offices-in-reports"),
            address("identifiers/", identifiers.overview, "identifiers-from-file"),
            address("english-names/", english_names.overview, "english-names"),
            address("unmatched/", unmatched_names.overview, "unmatched-names"),
            address("quality/", quality.overview, "quality"),
            address("quality/withdraw/<int:pk>/", quality.withdraw_exception, "quality-withdraw"),
            address("quality/<slug:name>/", quality.records, "quality-rule"),
            address("review/", views.next_draft, "review"),
            address("review/undo/", views.undo, "review-undo"),
            address("review/<int:pk>/", views.review_meeting, "review-meeting"),
            address("review/<int:pk>/decide/", views.decide, "review-decide"),
            address("review/<int:pk>/mark/", marking.mark, "review-mark"),
            address("review/unmark/<int:pk>/", marking.unmark, "review-unmark"),
            address("review/<int:pk>/correct/undo/", correcting.undo, "review-undo-correction"),
            address("review/<int:pk>/correct/<slug:key>/", correcting.correct, "review-correct"),
            address("review/holder/<int:pk>/", views.holder, "review-holder"),
            address("review/disagreement/<int:pk>/", views.settle, "review-settle"),
            address("my-reports/", my_reports.overview, "my-reports"),
            address("my-reports/<str:kind>/<int:pk>/reopen/", my_reports.reopen, "my-reports-reopen"),
            *(address(*page) for page in (*PAGES, *editorial.PAGES, *health.PAGES)),
            *super().get_urls(),
        ]

    def index(self, request: HttpRequest, extra_context: Any = None) -> TemplateResponse:
        return super().index(request, {**views.make_first_page(request), **(extra_context or {})})

    def get_app_list(self, request: HttpRequest, app_label: str | None = None) -> list[Any]:
        apps = super().get_app_list(request, app_label)
        places = {name: place for place, name in enumerate(ORDER)}
        for app in apps:
            if app["app_label"] == "meetings":
                app["models"].append(_page("Quality", str(_("Quality")), "admin:quality"))
                if may_publish(request.user):
                    app["models"] += [_page(name, str(label), address) for name, label, address in _EDITORS_PAGES]
            app["models"].sort(key=lambda model: places.get(model["object_name"], len(places)))
        return sorted(apps, key=lambda app: app["app_label"] != "meetings")


def _page(name: str, label: str, address: str) -> dict[str, Any]:
    """Return the entry of a page in the menu, in the shape of a list of records."""
    return {
        "name": label,
        "object_name": name,
        "admin_url": reverse(address),
        "add_url": None,
        "view_only": True,
        "perms": {"view": True},
    }
