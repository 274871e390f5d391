"""The page of all changes at the desk, the latest first, and the records that one action changed together."""

from collections.abc import Iterable
from typing import Any

from django.contrib import admin
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from meetings.models import Version
from meetings.models.history import WHOLES
from meetings.queries.history import BEFORE_HISTORY, name_facts
from meetings.services.history import load_names_of
from meetings.services.history.states import get_model
from meetings.services.roles import may_publish, require

PER_PAGE = 50
MAX_SHOWN_TOGETHER = 20  # records that a page names as changed together


def recent(request: HttpRequest) -> HttpResponse:
    """Show the changes of all records, or only of one kind, by one editor or in one way."""
    require(request.user.has_perm("meetings.view_version"))
    chosen = {name: request.GET.get(name, "") for name in ("kind", "who", "way")}
    page = Paginator(_chosen(chosen), PER_PAGE).get_page(request.GET.get("p"))
    add_names(page)
    context = {
        **admin.site.each_context(request),
        "title": _("Changes"),
        "may_publish": may_publish(request.user),
        "page": page,
        "chosen": chosen,
        "kinds": [(kind, capfirst(str(get_model(kind)._meta.verbose_name_plural))) for kind in WHOLES],
        "editors": _editors(),
        "ways": [(value, label) for value, label in Version.Way.choices if value],
    }
    return TemplateResponse(request, "admin/history/recent.html", context)


def _chosen(chosen: dict[str, str]) -> QuerySet[Version]:
    found = Version.objects.exclude(change=Version.Change.KEPT).defer("state", "rows").order_by("-pk")
    if chosen["kind"] in WHOLES:
        found = found.filter(kind=chosen["kind"])
    if chosen["who"]:
        found = found.filter(user_name=chosen["who"])
    if chosen["way"] and chosen["way"] in Version.Way.values:
        found = found.filter(way=chosen["way"])
    return found


def _editors() -> list[str]:
    names = Version.objects.exclude(user_name="").order_by().values_list("user_name", flat=True).distinct()
    return sorted(names)


def add_names(versions: Iterable[Version]) -> None:
    """Give each version the name of its record, the labels of what it changed and the URL of its page."""
    versions = list(versions)
    names: dict[str, dict[int, str]] = {}
    for kind in {version.kind for version in versions}:
        names[kind] = load_names_of(get_model(kind), {one.record_id for one in versions if one.kind == kind})
    for version in versions:
        shown: Any = version
        shown.name = names[version.kind].get(version.record_id, str(version.record_id))
        shown.kind_name = capfirst(str(version.model._meta.verbose_name))
        shown.labels = name_facts(version)
        shown.page = reverse(f"admin:meetings_{version.kind}_version", args=[version.record_id, version.number])


def find_changed_together(version: Version) -> dict[str, Any]:
    """Return the other records that the same action changed, and the number of those beyond the limit."""
    if version.change in BEFORE_HISTORY:
        return {"together": [], "more_together": 0}
    others = Version.objects.filter(action=version.action).exclude(pk=version.pk).order_by("kind", "pk")
    others = others.defer("state", "rows")
    first = list(others[: MAX_SHOWN_TOGETHER + 1])
    more = others.count() - MAX_SHOWN_TOGETHER if len(first) > MAX_SHOWN_TOGETHER else 0
    first = first[:MAX_SHOWN_TOGETHER]
    add_names(first)
    return {"together": first, "more_together": more}
