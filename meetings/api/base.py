"""Base classes of the routes: languages, headers and addresses of all of them; lists and single records."""

import time
from collections.abc import Callable
from typing import Any, ClassVar

from django.conf import settings
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponsePermanentRedirect
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import add_never_cache_headers, patch_cache_control, patch_vary_headers
from django.utils.encoding import iri_to_uri
from django.utils.functional import cached_property
from django.utils.http import http_date
from django.utils.translation import override
from rest_framework.generics import GenericAPIView, ListAPIView, RetrieveAPIView
from rest_framework.metadata import BaseMetadata
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from meetings.api import parameters
from meetings.api.language import choose_language
from meetings.api.paging import CursorPages, Order
from meetings.api.problems import WithdrawnError
from meetings.api.shapes import AnswerSerializer, make_serializer
from meetings.models import Meeting
from meetings.queries import state
from meetings.queries.old_addresses import present_path
from meetings.queries.records import Address, Record, RecordType, Scope
from meetings.queries.withdrawals import find_notice

FRESH_SECONDS = 60  # how long a client may use an answer again without a new request
SETTLED_SECONDS = 2  # afterwards no further change can have the same second in Last-Modified


class RouteMetadata(BaseMetadata):
    """The body of the answer to an OPTIONS request."""

    def determine_metadata(self, request: Request, view: APIView) -> Record:
        described = request.build_absolute_uri(reverse("api:document"))
        return {"methods": view.allowed_methods, "described_by": described}


class ApiView(APIView):
    """A route. Words are in the reader's language; addresses of records are in the site's first language."""

    metadata_class = RouteMetadata
    follows_database = True  # False if the answer depends on the search index, which follows the database with a delay

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        language = choose_language(request)
        with override(language):
            response: HttpResponseBase = super().dispatch(request, *args, **kwargs)
        response["Content-Language"] = language
        patch_vary_headers(response, ["Accept", "Accept-Language"])
        self._limits(response)
        if response.status_code == 200:
            patch_cache_control(response, public=True, max_age=FRESH_SECONDS)
            self._last_modified(response)
        elif response.status_code >= 400:
            add_never_cache_headers(response)
        return response

    def _limits(self, response: HttpResponseBase) -> None:
        """Add the headers with the rest of the limit (draft-ietf-httpapi-ratelimit-headers)."""
        throttle = getattr(getattr(self, "request", None), "throttle", None)
        if throttle is not None:
            response["RateLimit-Policy"] = f'"address";q={throttle.num_requests};w={throttle.duration}'
            response["RateLimit"] = f'"address";r={throttle.remaining};t={throttle.reset}'

    def _last_modified(self, response: HttpResponseBase) -> None:
        """Add Last-Modified: when the API first saw the present state of the archive today, which is never too early.

        The day counts, since an office of today is a former office tomorrow.
        """
        if not self.follows_database:
            return
        since = state.get_cached(f"api-seen-{timezone.localdate()}", time.time)
        if time.time() - since > SETTLED_SECONDS:
            response["Last-Modified"] = http_date(since)

    @property
    def address(self) -> Address:
        """The function that makes a full address from a path."""
        root = self.request.build_absolute_uri("/")[:-1]
        return lambda path: root + path

    def shown(self, make: Callable[..., Any], *records: Any) -> list[Record]:
        """Return `make(record, address)` for each record, with addresses in the site's first language."""
        address = self.address
        with override(settings.LANGUAGE_CODE):
            return [make(record, address) for record in records]

    def here(self, **changed: str) -> str:
        """Return the address of this request with the given parameters changed."""
        query = self.request.query_params.copy()
        for name, value in changed.items():
            query[name] = value
        address: str = self.request.build_absolute_uri(f"{self.request.path}?{query.urlencode()}")
        return address

    def moved(self) -> HttpResponseBase:
        """Return a redirect from an old address of a record to its present one; or raise an error.

        The error is WithdrawnError (410) if the public saw the record before, and otherwise Http404.

        Editors may undo a merge, so clients have to check the redirect each time, although it is permanent.
        """
        present = None if "\0" in self.request.path else present_path(self.request.path)
        if present is None:
            if "\0" not in self.request.path and (notice := find_notice(self.request.path)):
                raise WithdrawnError(notice)
            raise Http404
        query = self.request.META.get("QUERY_STRING", "")
        response = HttpResponsePermanentRedirect(iri_to_uri(f"{present}?{query}" if query else present))
        patch_cache_control(response, no_cache=True)
        return response


class RecordView(ApiView, GenericAPIView):
    """A route that answers with records of one kind, `record_type`, or with some of their fields."""

    record_type: ClassVar[RecordType]
    scope: Scope = "api"
    queryset: ClassVar[Any] = Meeting.objects.none()  # the generator of the document requires one

    def get_serializer_class(self) -> type[AnswerSerializer]:
        return make_serializer(self.record_type)

    def get_serializer_context(self) -> Record:
        return {**super().get_serializer_context(), "address": self.address, "scope": self.scope, "names": self.names}

    @cached_property
    def names(self) -> list[str]:
        """Return the names of the requested fields, always with the key; an empty list means all fields."""
        asked = parameters.read_names(self.request, "fields", self.record_type.names)
        return (
            [name for name in self.record_type.names if name in asked or name == self.record_type.key] if asked else []
        )


class RecordList(RecordView, ListAPIView):
    """A list of records in pages."""

    pagination_class = CursorPages
    parameters_class: ClassVar[type[parameters.Parameters]] = parameters.ListParameters
    orders: ClassVar[dict[str, Order]]  # the first one is the default
    is_expandable: ClassVar[bool] = False

    def list(self, request: Request, *args: Any, **where: Any) -> Response:
        others = ("fields", "order", *(("expand",) if self.is_expandable else ()))
        self.asked = parameters.read(self.parameters_class, request, others)
        expand = parameters.read_names(request, "expand", [parameters.EXPANDABLE]) if self.is_expandable else []
        if expand or (self.is_expandable and parameters.EXPANDABLE in self.names):
            self.scope = "detail"  # only for this request, since each request has its own view
        return super().list(request, *args, **where)

    def get_queryset(self) -> QuerySet[Any]:
        paging = ("cursor", "limit")
        return self.records(**{name: value for name, value in self.asked.items() if name not in paging})

    def records(self, **conditions: Any) -> QuerySet[Any]:
        """Return the published records that match the parameters."""
        raise NotImplementedError


class RecordDetail(RecordView, RetrieveAPIView):
    """One record. Its old addresses redirect to the present one."""

    scope: Scope = "detail"

    def find(self, key: str) -> Any:
        """Return the published record with this key; None if there is none."""
        raise NotImplementedError

    def get_object(self) -> Any:
        [key] = self.kwargs.values()
        return self.find(key) if "\0" not in key else None

    def retrieve(self, request: Request, *args: Any, **where: Any) -> HttpResponseBase:
        parameters.read(parameters.Parameters, request, ("fields",))
        assert self.names is not None  # refuses unknown fields before the query for the record
        record = self.get_object()
        return self.moved() if record is None else Response(self.get_serializer(record).data)
