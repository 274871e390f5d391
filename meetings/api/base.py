"""What all routes share: languages, headers, addresses; and lists and records as such."""

import time
from collections.abc import Callable
from typing import Any, ClassVar

from django.conf import settings
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponsePermanentRedirect
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.cache import add_never_cache_headers, patch_cache_control, patch_vary_headers
from django.utils.encoding import iri_to_uri
from django.utils.http import http_date
from django.utils.translation import gettext as _
from django.utils.translation import override
from rest_framework.metadata import BaseMetadata
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from meetings.api import paging, parameters
from meetings.api.language import language_of
from meetings.api.problems import PageError, ParameterError
from meetings.api.shapes import LIST_RECORDS, Shape, field_names
from meetings.queries import state
from meetings.queries.old_addresses import present_path
from meetings.queries.records import Address, Record

FRESH = 60  # seconds for which an answer may be used again without asking
SETTLED = 2  # seconds after which two changes cannot fall into the same second of Last-Modified


class About(BaseMetadata):
    """The answer to OPTIONS."""

    def determine_metadata(self, request: Request, view: APIView) -> Record:
        described = request.build_absolute_uri(reverse("api:document"))
        return {"methods": view.allowed_methods, "described_by": described}


class ApiView(APIView):
    """A route. Words are in the reader's language; addresses of records are those in the site's first language."""

    metadata_class = About
    follows_database = True  # False where the search index, which is a little behind, has a say

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        language = language_of(request)
        with override(language):
            response = super().dispatch(request, *args, **kwargs)
        response["Content-Language"] = language
        patch_vary_headers(response, ["Accept", "Accept-Language"])
        self._limits(response)
        if response.status_code == 200:
            patch_cache_control(response, public=True, max_age=FRESH)
            self._last_modified(response)
        elif response.status_code >= 400:
            add_never_cache_headers(response)
        return response

    def _limits(self, response: HttpResponseBase) -> None:
        """How much of the limit is left (draft-ietf-httpapi-ratelimit-headers)."""
        throttle = getattr(getattr(self, "request", None), "throttle", None)
        if throttle is not None:
            response["RateLimit-Policy"] = f'"address";q={throttle.num_requests};w={throttle.duration}'
            response["RateLimit"] = f'"address";r={throttle.remaining};t={throttle.reset}'

    def _last_modified(self, response: HttpResponseBase) -> None:
        """The moment at which this process saw the archive as it is now for the first time, so never too early."""
        if not self.follows_database:
            return
        since = state.kept("api-seen", time.time)
        if time.time() - since > SETTLED:
            response["Last-Modified"] = http_date(since)

    @property
    def address(self) -> Address:
        """Makes full addresses of paths."""
        root = self.request.build_absolute_uri("/")[:-1]
        return lambda path: root + path

    def shown(self, make: Callable[..., Any], *records: Any) -> list[Record]:
        """`make(record, address)` of each record, with addresses in the site's first language."""
        address = self.address
        with override(settings.LANGUAGE_CODE):
            return [make(record, address) for record in records]

    def here(self, **changed: str) -> str:
        """The address of this request with these parameters changed."""
        query = self.request.query_params.copy()
        for name, value in changed.items():
            query[name] = value
        return self.request.build_absolute_uri(f"{self.request.path}?{query.urlencode()}")

    def moved(self) -> HttpResponseBase:
        """A redirect from an old address of a record to its present one; raises Http404 where there is none.

        Editors may take a merge back, so the redirect, though permanent, is asked for again each time.
        """
        present = None if "\0" in self.request.path else present_path(self.request.path)
        if present is None:
            raise Http404
        query = self.request.META.get("QUERY_STRING", "")
        response = HttpResponsePermanentRedirect(iri_to_uri(f"{present}?{query}" if query else present))
        patch_cache_control(response, no_cache=True)
        return response


class ChosenFields(ApiView):
    """A route whose records may be given in part."""

    shape: ClassVar[type[Shape]]

    def fields_asked(self) -> list[str]:
        """The fields to give, the key always among them; empty for all."""
        names = field_names(self.shape)
        asked = parameters.chosen(self.request, "fields", names)
        return [name for name in names if name in asked or name == LIST_RECORDS[self.shape]] if asked else []

    def part_of(self, record: Record, names: list[str]) -> Record:
        return {name: record[name] for name in names if name in record} if names else record


class RecordList(ChosenFields):
    """A list of records in pages."""

    form: ClassVar[type[parameters.Parameters]] = parameters.ListParameters
    orders: ClassVar[dict[str, paging.Order]]  # the first one is the usual one
    expandable: ClassVar[bool] = False

    def records(self, **conditions: Any) -> QuerySet:
        """Published records that fit the parameters."""
        raise NotImplementedError

    def record(self, record: Any, address: Address) -> Record:
        """The form in which a record is given."""
        raise NotImplementedError

    def get(self, request: Request) -> Response:
        others = ("fields", "order", *(("expand",) if self.expandable else ()))
        asked = parameters.read(self.form, request, others)
        fields = self.fields_asked()
        if self.expandable:
            expand = parameters.chosen(request, "expand", [parameters.EXPANDABLE])
            self.with_evidence = bool(expand) or parameters.EXPANDABLE in fields
        cursor = paging.read_cursor(asked.pop("cursor")) if "cursor" in asked else None
        order, limit = self._order(cursor), asked.pop("limit")
        page = paging.page_of(self.records(**asked), self.orders, order, cursor, limit)
        return self.paged(page, [self.part_of(record, fields) for record in self.shown(self.record, *page.records)])

    def paged(self, page: paging.Page, results: list[Record], **around: Any) -> Response:
        """The answer with a page of a list."""
        addresses = {
            name: self.here(cursor=cursor) if cursor else None
            for name, cursor in (("next", page.next), ("previous", page.previous))
        }
        response = Response({**around, "count": page.count, **addresses, "results": results})
        relations = {"next": "next", "previous": "prev"}
        links = [f'<{url}>; rel="{relations[name]}"' for name, url in addresses.items() if url]
        if links:
            response["Link"] = ", ".join(links)
        return response

    def _order(self, cursor: paging.Cursor | None) -> str:
        names = list(self.orders)
        asked = parameters.chosen(self.request, "order", names)
        if len(asked) > 1:
            raise ParameterError(order=_("Give one order only."))
        if cursor is None:
            return asked[0] if asked else names[0]
        if cursor.order not in self.orders or len(cursor.values) != len(self.orders[cursor.order]):
            raise PageError(cursor=_("This cursor belongs to another list."))
        if asked and asked[0] != cursor.order:
            raise PageError(cursor=_("This cursor belongs to the list in another order."))
        return cursor.order


class RecordDetail(ChosenFields):
    """One record. An old address of it leads to the present one."""

    def find(self, key: str) -> Any:
        """The published record of this key; None where there is none."""
        raise NotImplementedError

    def record(self, record: Any, address: Address) -> Record:
        """The form in which a record is given."""
        raise NotImplementedError

    def get(self, request: Request, **where: str) -> HttpResponseBase:
        parameters.read(parameters.Parameters, request, ("fields",))
        fields = self.fields_asked()
        [key] = where.values()
        found = self.find(key) if "\0" not in key else None
        if found is None:
            return self.moved()
        return Response(self.part_of(self.shown(self.record, found)[0], fields))
