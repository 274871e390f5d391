"""The addresses of a route, with its parameters filled from an archive."""

import re

from django.apps import apps

from benchmarks.site_routes import PARAMETER, Route
from meetings.models import (
    Alert,
    Attachment,
    Comment,
    CorrectionRequest,
    DeskNotice,
    FormDraft,
    Incoming,
    Meeting,
    Original,
    RuleException,
    SavedFilter,
    Version,
)
from meetings.queries.formats import FORMATS
from meetings.views.sitemaps import SITEMAPS

_RECORDS_OF_DESK = re.compile(r"^admin/(meetings|auth)/(\w+)/")


# The start of a route -> what its only parameter is filled with: the model of the row whose key it is.
_ROWS = {
    "admin/quality/withdraw/": RuleException,
    "admin/review/": Meeting,
    "admin/my-reports/": Incoming,
    "admin/resume/": FormDraft,
    "admin/office/comments/<int:pk>": Comment,
    "admin/office/notices/": DeskNotice,
    "admin/office/": Meeting,
    "admin/meetings/incoming/originals/": Original,
}
_FIXED = {
    "format": list(FORMATS),
    "extension": list(FORMATS),
    "section": list(SITEMAPS),
    "number": ["1"],
    "name": ["meeting-without-source", "no-such-rule"],
    "url": ["no/such/page"],
    "uidb64": ["MQ"],
    "token": ["no-token"],
    "kind": ["meeting"],
    "app_label": ["meetings"],
}


def fill(route: Route) -> list[str]:
    """Addresses of `route` with a leading slash: one for each value of a parameter; others have the first row's."""
    found = [route.template]
    while match := next((m for one in found if (m := PARAMETER.search(one))), None):
        values = _values(route.route, match[1])
        found = [one.replace(match[0], value, 1) for one in found for value in values]
    return found


def _values(route: str, parameter: str) -> list[str]:
    if parameter == "kind" and ("/export/" in route or "/empty/" in route):
        return ["csv", "xlsx"]
    if parameter == "kind" and "my-reports" in route:
        return ["article"]
    if parameter in _FIXED:
        return _FIXED[parameter]
    if parameter == "filter_id":
        return [_first(SavedFilter, "pk")]
    if parameter in ("key", "identifier", "sha256", "action", "content_type_id"):
        return [_special(route, parameter)]
    if parameter in ("first", "second"):
        slugs = sorted(apps.get_model("meetings", "Official").objects.values_list("slug", flat=True)[:2])
        return [slugs[parameter == "second"]]
    if parameter in ("slug", "code"):
        return _keys_of_pages(route, parameter)
    return [_first(_model_of(route), "pk")]


def _special(route: str, parameter: str) -> str:
    if parameter == "identifier":
        return "official:" + _first(apps.get_model("meetings", "Official"), "slug")
    if parameter == "sha256":
        return _first(Attachment, "sha256")
    if parameter == "action":
        return _first(Version, "action")
    if parameter == "content_type_id":
        from django.contrib.contenttypes.models import ContentType

        return str(ContentType.objects.get_for_model(Meeting).pk)
    return _first(CorrectionRequest if "requests" in route else Alert, "key")


def _keys_of_pages(route: str, parameter: str) -> list[str]:
    models = {
        "meetings": "Meeting", "officials": "Official", "articles": "Article", "places": "Place", "topics": "Topic",
        "outlets": "Outlet", "positions": "Position", "sides": "Country", "organisations": "Organisation",
    }  # fmt: skip
    folder = next(part for part in route.split("/") if part in models)
    return [_first(apps.get_model("meetings", models[folder]), parameter).lower()]


def _model_of(route: str) -> type:
    if row := next((model for start, model in _ROWS.items() if route.startswith(start)), None):
        return row
    if match := _RECORDS_OF_DESK.match(route):
        return apps.get_model(match[1], match[2])
    return Meeting


def _first(model: type, column: str) -> str:
    value = model._base_manager.order_by("pk").values_list(column, flat=True).first()
    return "999999" if value is None else str(value)
