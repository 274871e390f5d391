"""The Reconciliation Service API 0.2, with which OpenRefine matches a table with the archive.

https://www.w3.org/community/reports/reconciliation/CG-FINAL-specs-0.2-20230410/ is the specification. It has its own
form, so that it is not in the OpenAPI document; docs/reconciliation.md describes it for people.
"""

import json
from collections.abc import Iterable
from typing import Any

from django.http import Http404, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from rest_framework.parsers import FormParser, JSONParser, MultiPartParser
from rest_framework.request import Request
from rest_framework.response import Response

from meetings.api.base import ApiView
from meetings.api.problems import ParameterError
from meetings.models.kinds import KINDS_BY_NAME
from meetings.queries.reconciliation import (
    MAX_CANDIDATES,
    PROPERTIES,
    TYPES,
    Candidate,
    NameQuery,
    find_record,
    reconcile,
    suggest_records,
)
from meetings.queries.records import Record

VERSIONS = ["0.2"]
MAX_QUERIES = 50  # in one request
MAX_QUERIES_CHARACTERS = 200_000
MAX_NAME_CHARACTERS = 300
MAX_VALUES = 10  # of one property
DEFAULT_LIMIT = 10


class Reconciliation(ApiView):
    """The service: its manifest, or the answers to a batch of queries."""

    schema = None
    parser_classes = (FormParser, MultiPartParser, JSONParser)

    def get(self, request: Request) -> Response:
        text = request.query_params.get("queries")
        return Response(self._describe() if text is None else _answer_batch(text))

    def post(self, request: Request) -> Response:
        text = request.data.get("queries") if hasattr(request.data, "get") else None
        if text is None:
            return Response(self._describe())
        return Response(_answer_batch(text if isinstance(text, str) else json.dumps(text)))

    def _describe(self) -> Record:
        """Return the manifest of the service."""
        root = self.request.build_absolute_uri("/")[:-1]
        service = root + reverse("api:reconciliation")
        return {
            "versions": VERSIONS,
            "name": _("Mahdar"),
            "identifierSpace": service,
            "schemaSpace": root + reverse("api:document"),
            "defaultTypes": [_describe_type(kind) for kind in TYPES],
            "view": {"url": f"{service}view/{{{{id}}}}/"},
            "suggest": {
                "entity": {"service_url": root, "service_path": reverse("api:reconciliation-entities")},
                "type": {"service_url": root, "service_path": reverse("api:reconciliation-types")},
                "property": {"service_url": root, "service_path": reverse("api:reconciliation-properties")},
            },
        }


class ReconciliationSuggestions(ApiView):
    """What a box of OpenRefine completes: records, types or properties that begin with `prefix`."""

    schema = None
    about = "entity"

    def get(self, request: Request) -> Response:
        prefix = request.query_params.get("prefix", "").strip()[:MAX_NAME_CHARACTERS]
        if self.about == "entity":
            found = suggest_records(prefix, TYPES, DEFAULT_LIMIT) if prefix else []
            return Response({"result": [_describe_candidate(one, "notable") for one in found]})
        every = [_describe_type(one) for one in TYPES] if self.about == "type" else _list_properties()
        text = prefix.casefold()
        return Response({"result": [one for one in every if text in one["id"] or text in one["name"].casefold()]})


class ReconciliationView(ApiView):
    """The page of a record, by its identifier in the service."""

    schema = None

    def get(self, request: Request, identifier: str) -> HttpResponseRedirect:
        record = find_record(identifier)
        if record is None:
            raise Http404
        return HttpResponseRedirect(record.get_absolute_url())


def _describe_type(kind: str) -> Record:
    return {"id": kind, "name": str(KINDS_BY_NAME[kind].label)}


def _list_properties() -> list[Record]:
    names = {"wikidata": "Wikidata", "viaf": "VIAF", "isni": "ISNI"}
    other = {"own": _("the archive's own"), "side": _("side")}
    return [{"id": one, "name": str(names.get(one) or other[one])} for one in PROPERTIES]


def _answer_batch(text: str) -> Record:
    """Return the answers to the queries of a batch, by their keys."""
    if len(text) > MAX_QUERIES_CHARACTERS:
        raise _refuse(_("It is too long: at most %(n)d characters.") % {"n": MAX_QUERIES_CHARACTERS})
    try:
        batch = json.loads(text)
    except (ValueError, RecursionError):
        raise _refuse(_("It is not JSON.")) from None
    if not isinstance(batch, dict):
        raise _refuse(_("It has to be an object with a query for each key."))
    if len(batch) > MAX_QUERIES:
        raise _refuse(_("At most %(n)d queries are answered at once.") % {"n": MAX_QUERIES})
    return {key: {"result": _answer_query(_read_query(key, query))} for key, query in batch.items()}


def _answer_query(query: NameQuery) -> list[Record]:
    return [_describe_candidate(one, "type") for one in reconcile(query)]


def _describe_candidate(one: Candidate, types: str) -> Record:
    described: Record = {"id": one.id, "name": str(one.record), types: [_describe_type(one.kind)]}
    if one.description:
        described["description"] = one.description
    if types == "type":
        described |= {"score": one.score, "match": one.is_match}
    return described


def _refuse(message: str) -> ParameterError:
    return ParameterError(queries=message)


def _read_query(key: str, query: Any) -> NameQuery:
    """Return a query of a batch. Raises ParameterError where it is not as the specification says."""
    if not isinstance(query, dict):
        raise _refuse(_("“%(key)s” has to be an object.") % {"key": key[:60]})
    name, limit = query.get("query", ""), query.get("limit", DEFAULT_LIMIT)
    properties = _read_properties(key, query.get("properties") or [])
    if not isinstance(name, str) or not (name.strip() or properties):
        raise _refuse(_("“%(key)s” has no name to look for in “query”.") % {"key": key[:60]})
    if not isinstance(limit, int | float) or isinstance(limit, bool) or not limit >= 1:
        raise _refuse(_("“limit” of “%(key)s” has to be a number from 1.") % {"key": key[:60]})
    kinds = query.get("type") or list(TYPES)
    kinds = [kinds] if isinstance(kinds, str) else kinds
    if not isinstance(kinds, list):
        raise _refuse(_("“type” of “%(key)s” has to be a type or a list of types.") % {"key": key[:60]})
    wanted = [kind for kind in TYPES if kind in kinds]
    return NameQuery(name.strip()[:MAX_NAME_CHARACTERS], wanted, int(min(limit, MAX_CANDIDATES)), properties)


def _read_properties(key: str, given: Any) -> dict[str, list[str]]:
    """Return the values of the properties that the service knows; others are ignored, as the specification allows."""
    if not isinstance(given, list) or not all(isinstance(one, dict) and "pid" in one and "v" in one for one in given):
        raise _refuse(_("“properties” of “%(key)s” has to be a list with “pid” and “v”.") % {"key": key[:60]})
    found = {one["pid"]: list(_list_texts(one["v"])) for one in given if one["pid"] in PROPERTIES}
    if any(len(values) > MAX_VALUES for values in found.values()):
        raise _refuse(_("A property of “%(key)s” has more than %(n)d values.") % {"key": key[:60], "n": MAX_VALUES})
    return found


def _list_texts(value: Any) -> Iterable[str]:
    """Yield the texts of a value: one, several, or records that were matched before (official:..., country:iq)."""
    for one in value if isinstance(value, list) else [value]:
        text = one.get("id", "") if isinstance(one, dict) else one
        yield str(text).partition(":")[2] if isinstance(one, dict) else str(text)[:MAX_NAME_CHARACTERS]
