"""The first route, with the size of the archive and all routes; and the OpenAPI document."""

from functools import cache
from typing import Any

from django.urls import reverse
from django.utils.translation import override
from drf_spectacular.generators import SchemaGenerator
from rest_framework.request import Request
from rest_framework.response import Response

from meetings.api import parameters
from meetings.api.base import ApiView
from meetings.api.describing import describe_route
from meetings.models.languages import get_current_language
from meetings.queries import archive
from meetings.queries.licence import DATA_LICENCE
from meetings.queries.records import format_iso_date


@cache
def make_openapi(language: str) -> dict[str, Any]:
    """Return the OpenAPI document with descriptions in `language`; each process makes it once."""
    with override(language):
        return dict(SchemaGenerator(urlconf="config.urls").get_schema(request=None, public=True))  # type: ignore[no-untyped-call]


def list_paths() -> dict[str, str]:
    """Return the path of each route by its name, with the keys of records in braces."""
    return {item["get"]["operationId"]: path for path, item in make_openapi("en")["paths"].items()}


@describe_route("start")
class Start(ApiView):
    """The size of the archive and the addresses of the routes."""

    def get(self, request: Request) -> Response:
        parameters.read(parameters.Parameters, request)
        overview = archive.count_records()
        root = request.build_absolute_uri("/")[:-1]
        return Response(
            {
                "name": "Mahdar",
                "version": make_openapi("en")["info"]["version"],
                "licence": DATA_LICENCE.url,
                "archive": {
                    "meetings": overview.meetings,
                    "officials": overview.officials,
                    "countries": overview.countries,
                    "organisations": overview.organisations,
                    "articles": overview.articles,
                    "first": format_iso_date(overview.first),
                    "last": format_iso_date(overview.last),
                },
                "routes": {name: root + path for name, path in list_paths().items()},
                "document": root + reverse("api:document"),
                "documentation": root + reverse("api:docs"),
            }
        )


class Document(ApiView):
    """The OpenAPI document in the reader's language."""

    schema = None
    follows_database = False

    def get(self, request: Request) -> Response:
        return Response(make_openapi(get_current_language()))
